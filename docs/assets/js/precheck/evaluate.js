// The pre-check in the browser: the same rules and the same result as `lotse precheck`; nothing leaves the page.

import { names, open, truth } from "./conditions.js";
import { dayOf, yearsBetween } from "./days.js";
import { residence } from "./periods.js";

// From the best outcome of several ways to the gravest.
const OUTCOMES = ["already-german", "likely", "should", "clarify", "discretion", "not-yet", "no"];
const CLOSED = ["not-yet", "no"];
const GRAVEST = ["no", "not-yet", "clarify"];
const YES = { all: [] };

const byId = (list) => new Map(list.map((one) => [one.id, one]));
const first = (order, found) => order.find((one) => found.includes(one));
const word = (result) => (result === null ? null : result ? "yes" : "no");

/** Questions and derived values of one person on one day; each is worked out when it is first asked for. */
function person(rules, answers, today, valid) {
  const questions = byId(rules.questions);
  const values = byId(rules.values);
  const titleQuestion = rules.questions.find((one) => one.kind === "title")?.id;
  const done = new Map();
  const periods = {};

  function answer({ id, when }) {
    const given = Object.hasOwn(answers, id) ? answers[id] : null;
    if (given == null || (Array.isArray(given) && !given.length)) return null;
    return when && truth(when, read) === false ? null : given;
  }
  function years(name) {
    const from = read(name) && dayOf(read(name));
    return from === null || from > today ? null : yearsBetween(from, today);
  }
  function attribute(key) {
    const id = read(titleQuestion);
    if (id === null || !Object.hasOwn(rules.titles, id) || !valid(rules.titles[id])) return null;
    const found = rules.titles[id][key] ?? false;
    return typeof found === "boolean" ? word(found) : found === "ask" ? null : found;
  }
  function stay(id, needed) {
    const found = residence(read(needed.of), needed, today, rules.limits);
    periods[id] = found.days;
    return found.value;
  }
  function derived(value) {
    if (value["years-since"]) return years(value["years-since"]);
    if (value.title) return attribute(value.title);
    return value.residence ? stay(value.id, value.residence) : word(truth(value.if, read));
  }
  function read(name) {
    if (!done.has(name)) {
      const found = questions.has(name) ? answer(questions.get(name)) : values.has(name) ? derived(values.get(name)) : null;
      done.set(name, found);
    }
    return done.get(name);
  }
  /** The question that a name stands for, or the questions of its condition as `of` lists them. */
  function behind(name, of) {
    const value = values.get(name);
    if (!value) return [name];
    if (value.if) return of(value.if).flatMap((one) => behind(one, of));
    return [value["years-since"] ?? value.residence?.of ?? titleQuestion];
  }
  const all = (condition) => names(condition).flatMap((name) => behind(name, names));
  const missing = (condition) => open(condition, read).flatMap((name) => behind(name, (inner) => open(inner, read)));
  return { read, all, missing, periods };
}

/**
 * What the rules say about a person on a day. The answers must have been checked (problems.js).
 * @param {object} rules the bundle made from docs/data/precheck.yml
 * @param {Object<string, *>} answers by question; null or absent is not known
 * @param {string} asOf reference date, YYYY-MM-DD
 * @returns {object} outcome, ways, rules, unknown, documents, stop, used, residence, as_of
 */
export function evaluate(rules, answers, asOf) {
  const today = dayOf(asOf);
  // ISO dates sort like days.
  const valid = ({ valid_from: from, valid_to: to }) => (from ?? asOf) <= asOf && asOf <= (to ?? asOf);
  const { read, all, missing, periods } = person(rules, answers, today, valid);
  const judge = (condition) => truth(condition ?? YES, read);
  const used = new Set(rules.stops.flatMap((stop) => all(stop.if)));
  const unknown = new Set();
  const ways = [];

  for (const way of rules.ways.filter(valid)) {
    const entry = way.if ?? YES;
    for (const name of all(entry)) used.add(name);
    if (judge(entry) === false) continue;
    const own = way.rules.filter(valid).map((rule) => ({ rule, result: judge(rule.if) }));
    const failed = own.filter(({ result }) => result === false).map(({ rule }) => rule.otherwise);
    const conditions = [entry, ...own.map(({ rule }) => rule.if ?? YES)];
    for (const name of conditions.flatMap(all)) used.add(name);
    const decided = judge(entry) && own.every(({ result }) => result);
    const outcome = failed.length ? first(GRAVEST, failed) : decided ? way.result : "clarify";
    if (!CLOSED.includes(outcome)) for (const name of conditions.flatMap(missing)) unknown.add(name);
    ways.push({ id: way.id, outcome, own });
  }

  const hopeful = ways.filter(({ outcome }) => !CLOSED.includes(outcome));
  // What is not met but still to be clarified needs its papers too.
  const helpful = (hopeful.length ? hopeful : ways).flatMap(({ own }) =>
    own.filter(({ result }) => hopeful.length || result !== false),
  );
  const needed = new Set(helpful.flatMap(({ rule }) => rule.documents ?? []));
  for (const { id, residence: stay } of rules.values) if (stay) read(id);
  const results = new Map([[true, "met"], [false, "not-met"], [null, "open"]]);
  return {
    outcome: first(OUTCOMES, ways.map(({ outcome }) => outcome)) ?? "no",
    ways: ways.map(({ id, outcome }) => ({ id, outcome })),
    rules: ways.flatMap(({ id, own }) =>
      own.map(({ rule, result }) => ({ id: rule.id, way: id, result: results.get(result), citations: rule.citations ?? [] })),
    ),
    unknown: rules.questions
      .filter(({ id, when }) => unknown.has(id) && read(id) === null && judge(when) !== false)
      .map(({ id }) => id),
    documents: rules.documents.filter((one) => needed.has(one.id) && judge(one.if) !== false).map(({ id }) => id),
    stop: rules.stops.filter((stop) => judge(stop.if)).map(({ id }) => id),
    used: rules.questions.filter(({ id }) => used.has(id) && read(id) !== null).map(({ id }) => id),
    residence: periods,
    as_of: asOf,
  };
}
