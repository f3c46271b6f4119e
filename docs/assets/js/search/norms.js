// Questions for a norm: „§ 10“, „10 StAG“, „25 2“, „Paragraf 104c AufenthG“, „Art. 116 GG“.

const SIGN = /^(?:§+|art\.?|artikel|paragraph|paragraf|параграф|maddes?i?|article|ст\.?|المادة|ماده)$/u;
const LEVELS = /\b(?:abs\.?|absatz|satz|nr\.?|nummer|buchst\.?)\s*/g;

/**
 * What a query asks for: {para, absatz, statute}, the last two may be missing; null if it asks for no norm.
 * @param {string} query folded
 */
export function read(query) {
  const tokens = query.replace(LEVELS, "").replace(/§+/g, " § ").split(/[\s.,()]+/).filter(Boolean);
  const signed = tokens.some((one) => SIGN.test(one));
  const rest = tokens.filter((one) => !SIGN.test(one));
  const numbers = rest.filter((one) => /^\d+[a-z]?$/.test(one));
  const names = rest.filter((one) => !/^\d+[a-z]?$/.test(one));
  if (!numbers.length || names.length > 1 || (names.length && !signed && numbers.length + names.length !== rest.length)) return null;
  if (names.length && !/^[a-z]{2,}$/.test(names[0])) return null;
  return { para: numbers[0], absatz: numbers[1], statute: names[0] };
}

/**
 * Addresses of the pages that cite the norm most, with the section; the whole § where nobody cites the Absatz.
 * @param {Object<string, [string, string, number][]>} norms what search/norms.json holds
 */
export function places(norms, { para, absatz, statute }) {
  const wanted = absatz ? `${para} ${absatz}` : para;
  const keys = Object.keys(norms).filter((key) => {
    const [name, ...numbers] = key.split(" ");
    return numbers.join(" ") === wanted && (!statute || name === statute);
  });
  if (!keys.length) return absatz ? places(norms, { para, statute }) : [];
  const all = keys.flatMap((key) => norms[key]).sort((a, b) => b[2] - a[2]);
  return [...new Map(all.map(([url, section]) => [url, { url, section }])).values()];
}
