// Conditions with three answers (Kleene): true, false, and null for "not known". Not known never counts as no.

const GROUPS = ["all", "any", "not"];

const parts = (condition) => Object.entries(condition)[0];
const members = (key, inner) => (key === "not" ? [inner] : inner);

function holds(value, wanted) {
  if (value === null) return null;
  if (Array.isArray(wanted)) return wanted.includes(value);
  if (typeof wanted !== "object") return value === wanted;
  // Numbers, or ISO dates, which sort like days.
  const { min, max, below } = wanted;
  return (min == null || value >= min) && (max == null || value <= max) && (below == null || value < below);
}

/**
 * @param {object} condition
 * @param {(name: string) => *} read value of a question or derived value, null if not known
 * @returns {boolean | null}
 */
export function truth(condition, read) {
  const [key, inner] = parts(condition);
  if (key === "known") return read(inner) !== null;
  if (!GROUPS.includes(key)) return holds(read(key), inner);
  const found = members(key, inner).map((one) => truth(one, read));
  if (key === "not") return found[0] === null ? null : !found[0];
  const decides = key === "any";
  return found.includes(decides) ? decides : found.includes(null) ? null : !decides;
}

/**
 * @param {object} condition
 * @returns {string[]} every name in it
 */
export function names(condition) {
  const [key, inner] = parts(condition);
  if (key === "known") return [inner];
  return GROUPS.includes(key) ? members(key, inner).flatMap(names) : [key];
}

/**
 * @param {object} condition
 * @param {(name: string) => *} read
 * @returns {string[]} the names because of which it is not known; none if it is known
 */
export function open(condition, read) {
  if (truth(condition, read) !== null) return [];
  const [key, inner] = parts(condition);
  return GROUPS.includes(key) ? members(key, inner).flatMap((one) => open(one, read)) : [key];
}
