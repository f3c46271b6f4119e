// Answers that cannot be: the page explains each at its field. The same codes as the command's.

import { dayOf } from "./days.js";
import { kinds } from "./periods.js";

const [EARLIEST, LATEST] = [dayOf("1900-01-01"), dayOf("2999-12-31")];
const FIELDS = ["from", "to", "kind", "deadline"];

/** Why that is not a day somebody can mean; null if it is. */
function noDay(iso) {
  if (typeof iso !== "string") return "type";
  const day = dayOf(iso);
  return day === null || day < EARLIEST ? "date" : null;
}

function noOption(answer, options) {
  if (typeof answer !== "string") return "type";
  return options.includes(answer) ? null : "option";
}

function noNumber(answer, { min, max }) {
  if (!Number.isInteger(answer)) return "type";
  return answer < (min ?? -Infinity) || answer > (max ?? Infinity) ? "range" : null;
}

/**
 * @param {object} rules the bundle made from docs/data/precheck.yml
 * @param {Object<string, *>} answers by question
 * @param {string} asOf reference date
 * @returns {Array<{question: ?string, index?: number, field?: string, code: string}>} unknown questions first, then in
 *   the order of the questions; `index` and `field` are those of a period. Codes: as-of (alone; nothing can be judged
 *   then), question, type, option, date, future, order, range, before-birth
 */
export function problems(rules, answers, asOf) {
  if (noDay(asOf) || asOf < rules.from || dayOf(asOf) > LATEST) return [{ question: null, code: "as-of" }];
  const given = (id) => (Object.hasOwn(answers, id) ? (answers[id] ?? null) : null);
  const born = given("birth-date");
  const birth = noDay(born) || born > asOf ? null : born;

  // ISO dates sort like days.
  function noDate(iso, future) {
    if (noDay(iso)) return noDay(iso);
    if (iso > asOf && !future) return "future";
    return birth && iso < birth ? "before-birth" : null;
  }
  function inPeriod(one) {
    const fields = one !== null && typeof one === "object" ? Object.keys(one) : [];
    const whole = ["from", "kind"].every((name) => fields.includes(name));
    if (!whole || !fields.every((name) => FIELDS.includes(name))) return [{ code: "type" }];
    const { from, to, kind, deadline } = one;
    return [
      { field: "deadline", code: typeof (deadline ?? false) === "boolean" ? null : "type" },
      { field: "kind", code: noOption(kind, kinds) },
      { field: "from", code: noDate(from, false) },
      { field: "to", code: to == null ? null : (noDay(to) ?? (!noDay(from) && to < from ? "order" : null)) },
    ];
  }
  function at(question, answer) {
    if (question.kind === "date") return [{ code: noDate(answer, question.future) }];
    if (question.kind === "number") return [{ code: noNumber(answer, question) }];
    if (question.kind === "title") return [{ code: noOption(answer, Object.keys(rules.titles)) }];
    if (question.kind === "choice") return [{ code: noOption(answer, question.options) }];
    if (!Array.isArray(answer)) return [{ code: "type" }];
    return answer.flatMap((one, index) => inPeriod(one).map((found) => ({ index, ...found })));
  }

  const known = rules.questions.map(({ id }) => id);
  const strange = Object.keys(answers).filter((id) => !known.includes(id));
  const found = rules.questions
    .filter(({ id }) => given(id) !== null)
    .flatMap((question) => at(question, given(question.id)).map((one) => ({ question: question.id, ...one })));
  return [...strange.map((question) => ({ question, code: "question" })), ...found.filter(({ code }) => code)];
}
