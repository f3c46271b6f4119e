// What the pre-check found, as an explained list: for the Lotse without any judgement, for the Fachkraft with outcome,
// ways, rules and norms; and the sheet of paper for the client.

import { el, fill, written } from "./kit.js";

/** No line ends between a sign and what it counts. */
const held = (citation) => citation.replace(/(§|Art\.|Abs\.|Satz|Nr\.|Buchst\.) (?=[\dIVX]|[a-z]\b)/g, "$1\u00a0");

/** Texts of one result; `given` is the page's data, `up` the way to the root of the site. */
export function texts(given, up) {
  const { words, folder, pages, norms, facts } = given;
  const outside = { target: "_blank", rel: "noopener noreferrer" };
  const page = (place) => el("a", { href: up + folder + place.replace(".md", "/"), ...outside }, pages[place.split("#")[0]]);
  const address = (citation) => norms[citation.replace(/^(\S+ \S+).*( \S+)$/, "$1$2")];
  const citations = (list) =>
    list.flatMap((one, index) => {
      const href = address(one);
      return [index > 0 && "; ", el(href ? "a" : "bdi", { class: "citation", dir: "ltr", ...(href && { href, ...outside }) }, held(one))];
    });
  const fact = (name) => {
    const [label, value, norm, checked] = facts[name];
    return fill(words.tool.fact, { label, value, norm: held(norm), date: written(checked) }).replace(" ()", "");
  };
  return { words, page, citations, fact, site: (href, label) => el("a", { href, ...outside }, label) };
}

const section = (title, ...content) => [el("h4", {}, title), content];
const list = (tag, items, attributes = {}) => el(tag, attributes, items.map((one) => el("li", {}, one)));

function stops(found, { rules, text, expert }) {
  const signs = rules.stops.filter((one) => found.stop.includes(one.id));
  if (!signs.length) return null;
  const { words, page, citations } = text;
  return el("div", { class: "admonition stop" },
    el("p", { class: "admonition-title" }, words.tool.stop),
    list("ul", signs.map((one) => [
      words.precheck.stops[one.id],
      expert && [" (", citations(one.citations ?? []), ")"],
      one.refer && [" ", words.tool.refer, " ", page(one.refer), "."],
      one.guide && [" ", words.tool.guide, " ", page(one.guide), "."],
    ])));
}

function nextSteps(found, { text, expert }) {
  const next = text.words.tool.next;
  return list("ol", [
    found.stop.length > 0 && next.stop,
    expert && next[found.outcome],
    found.unknown.length > 0 && next.open,
    found.documents.length > 0 && next.documents,
    !expert && next.advice,
  ].filter(Boolean));
}

function papers(found, { rules, text, ticks, ticked }) {
  const { words, page } = text;
  return list("ul", found.documents.map((name) => {
    const { why, issuer, name: title } = words.documents[name];
    const { originals, guide } = rules.document_notes?.[name] ?? rules.documents.find((one) => one.id === name);
    const box = el("input", {
      type: "checkbox", autocomplete: "off", checked: ticks.has(name), change: () => ticked(name, box.checked),
    });
    return [
      el("label", { class: "lotse-choice" }, box, el("span", {}, el("strong", {}, title), originals && ` (${words.tool.original})`)),
      el("p", {}, why, " ", fill(words.tool.issuer, { issuer }), guide && [" ", words.tool.guide, " ", page(guide), "."]),
    ];
  }), { class: "lotse-papers" });
}

/** The earliest day for each number of years that a way still in play asks for. */
function earliest(found, { rules, text, facts }) {
  const { words } = text;
  const day = (iso) => (iso ? written(iso) : words.tool.no_day);
  const rows = Object.entries(found.residence).flatMap(([value, { sure, perhaps }]) => {
    const ways = found.rules.filter((one) => (facts[one.id]?.of ?? []).includes(value)).map((one) => words.precheck.ways[one.way]);
    if (!ways.length || !(sure || perhaps)) return [];
    return [[`${[...new Set(ways)].join(", ")}: `, fill(words.tool.earliest_days, { sure: day(sure), perhaps: day(perhaps) })]];
  });
  return rows.length ? section(words.tool.earliest, list("ul", rows), el("p", {}, words.tool.earliest_note)) : null;
}

function ruling(one, { rules, text, facts }) {
  const { words, page, citations, fact } = text;
  const rule = rules.ways.find((way) => way.id === one.way).rules.find((other) => other.id === one.id);
  const said = words.precheck.rules[one.id];
  return [
    el("strong", {}, words.tool.rule[one.result]), ": ", said.text, one.citations.length > 0 && [" (", citations(one.citations), ")"],
    (facts[one.id]?.facts ?? []).map((name) => el("p", { class: "lotse-quiet" }, fact(name))),
    rule.guide && el("p", { class: "lotse-quiet" }, words.tool.guide, " ", page(rule.guide)),
  ];
}

const ORDER = ["not-met", "open", "met"];

function waysOf(found, context) {
  const { words } = context.text;
  const best = found.ways.find((one) => one.outcome === found.outcome);
  return found.ways.map((way) => {
    const own = found.rules.filter((one) => one.way === way.id);
    own.sort((a, b) => ORDER.indexOf(a.result) - ORDER.indexOf(b.result));
    return el("details", { class: "lotse-fold", open: way === best },
      el("summary", {}, `${words.precheck.ways[way.id]}: ${words.outcome[way.outcome]}`),
      list("ul", own.map((one) => ruling(one, context))));
  });
}

function missing(found, { text }) {
  const { words, citations } = text;
  const best = found.ways.find((one) => one.outcome === found.outcome);
  const own = found.rules.filter((one) => one.way === best?.id && one.result === "not-met");
  if (!own.length) return null;
  return section(words.tool.missing, list("ul", own.map((one) => {
    const said = words.precheck.rules[one.id];
    return [said.text, " ", el("strong", {}, said.missing), one.citations.length > 0 && [" (", citations(one.citations), ")"]];
  })));
}

function openQuestions(found, { text, ask }) {
  const { words } = text;
  if (!found.unknown.length) return section(words.tool.open, el("p", {}, words.tool.nothing_open));
  return section(words.tool.open, list("ul", found.unknown.map((name) =>
    el("button", { type: "button", class: "lotse-plain", click: () => ask(name) }, words.precheck.questions[name].text))));
}

function where(found, { rules, text, offices, quickCheck }) {
  const { words, page, site } = text;
  const referred = rules.stops.filter((one) => found.stop.includes(one.id)).map((one) => one.refer).filter(Boolean);
  const places = [...new Set([...referred, ...offices])].map(page).filter(Boolean);
  return section(words.tool.where, list("ul", [...places, [site(quickCheck, words.tool.quick_check), ` ${words.tool.quick_check_note}`]]));
}

/**
 * @param {object} found result of evaluate()
 * @param {object} context {rules, text, facts, expert, ticks, ticked, ask, offices, quickCheck}
 * @returns {Array} what stands under the heading of the result
 */
export function result(found, context) {
  const { text, expert } = context;
  const { words } = text;
  const best = found.ways.find((one) => one.outcome === found.outcome);
  return [
    stops(found, context),
    expert && [
      el("p", { class: "lotse-outcome" }, el("strong", {}, words.outcome[found.outcome]), best && ` (${words.precheck.ways[best.id]})`),
      el("p", {}, words.tool.caveat),
      missing(found, context),
    ],
    openQuestions(found, context),
    section(words.tool.next_title, nextSteps(found, context)),
    found.documents.length > 0 && section(words.tool.papers, papers(found, context)),
    expert && earliest(found, context),
    where(found, context),
    expert && section(words.tool.ways, waysOf(found, context)),
    !expert && el("p", {}, words.tool.caveat_lotse),
  ];
}

function said(question, value, words, rules) {
  const { precheck, tool } = words;
  const option = (one) => precheck.options[question.id]?.[one] ?? precheck.options.common[one];
  const period = ({ from, to, kind }) => `${precheck.periods[kind]} ${written(from)} – ${to ? written(to) : tool.until_today}`;
  if (value === null) return tool.unknown;
  if (question.kind === "choice") return option(value);
  if (question.kind === "title") return `${precheck.titles[value]} (${rules.titles[value].norm})`;
  if (question.kind === "date") return written(value);
  return question.kind === "number" ? String(value) : value.map(period).join("; ");
}

/**
 * One sheet for the client: the page's language, and German beside it where that is another one.
 * @param {object} found result of evaluate()
 * @param {object} answers that were asked for and given; null is „not known“
 * @param {object} context as for result(), with `german`: the German words, null if the page is German; `law`, `printed`
 * @returns {Array}
 */
export function sheet(found, answers, { rules, text, german, ticks, law, printed }) {
  const both = (pick) => [
    el("span", {}, pick(text.words)),
    german && [" ", el("span", { lang: "de", dir: "ltr", class: "lotse-german" }, pick(german))],
  ];
  const part = (pick, items) => items.length > 0 && [el("h3", {}, both(pick)), items];
  const asked = rules.questions.filter((one) => answers[one.id] !== undefined);
  return [
    el("h2", {}, both((words) => words.tool.sheet.title)),
    el("p", {}, both((words) => fill(words.tool.sheet.days, { date: written(found.as_of), law: written(law), printed: written(printed) }))),
    el("p", { class: "lotse-sheet__for" }, both((words) => words.tool.sheet.for), " ", el("span", { class: "lotse-blank" })),
    part((words) => words.tool.stop, found.stop.map((one) => el("p", { class: "lotse-sheet__stop" }, both((words) => words.precheck.stops[one])))),
    part((words) => words.tool.open, [
      list("ul", found.unknown.map((one) => both((words) => words.precheck.questions[one].text))),
    ].filter(() => found.unknown.length)),
    part((words) => words.tool.papers, [
      list("ul", found.documents.map((one) => [ticks.has(one) ? "☑ " : "☐ ", both((words) => words.documents[one].name)]), { class: "lotse-sheet__papers" }),
    ].filter(() => found.documents.length)),
    part((words) => words.tool.sheet.answers, [
      el("dl", {}, asked.map((one) => el("div", {},
        el("dt", {}, both((words) => words.precheck.questions[one.id].text)),
        el("dd", {}, both((words) => said(one, answers[one.id], words, rules)))))),
    ].filter(() => asked.length)),
    el("p", {}, both((words) => words.tool.caveat)),
  ];
}
