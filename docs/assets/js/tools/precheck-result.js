// What the pre-check found, as an explained list: for the Lotse without any judgement, for the Fachkraft with outcome,
// ways, rules and norms; and the sheet of paper for the client.

import { both, el, fill, ltr, written } from "./kit.js";

/** No line ends between a sign and what it counts. */
const held = (citation) => citation.replace(/(§|Art\.|Abs\.|Satz|Nr\.|Buchst\.) (?=[\dIVX]|[a-z]\b)/g, "$1\u00a0");

/** Texts of one result; `given` is the page's data, `up` the way to the root of the site. */
export function texts(given, up) {
  const { words, folder, pages, german_pages: foreign, norms, facts } = given;
  const outside = { target: "_blank", rel: "noopener noreferrer" };
  const page = (place) => {
    const [key] = place.split("#");
    return el("a", { href: up + folder + place.replace(".md", "/"), ...outside, ...(foreign.includes(key) && { lang: "de", dir: "ltr" }) }, pages[key]);
  };
  const address = (citation) => norms[citation.replace(/^(\S+ \S+).*( \S+)$/, "$1$2")];
  const citations = (list) =>
    list.flatMap((one, index) => {
      const href = address(one);
      return [index > 0 && "; ", el(href ? "a" : "bdi", { class: "citation", dir: "ltr", ...(href && { href, ...outside }) }, held(one))];
    });
  const fact = (name) => {
    const [label, value, norm, checked] = facts[name];
    return fill(words.tool.fact, { label, value, norm: norm && ltr(held(norm)), date: written(checked) }).replace(" ()", "");
  };
  return { words, page, citations, fact, site: (href, label) => el("a", { href, ...outside }, label) };
}

const section = (title, ...content) => [el("h4", {}, title), content];
const list = (tag, items, attributes = {}) => el(tag, attributes, items.map((one) => el("li", {}, one)));

function stops(found, { rules, text, expert }) {
  const signs = signsOf(found, rules);
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

/** Names of the next steps; what follows from the outcome is for the Fachkraft only. */
const steps = (found, expert) =>
  [
    found.stop.length && "stop",
    expert && found.outcome,
    found.unknown.length && "open",
    found.documents.length && "documents",
    !expert && "advice",
  ].filter(Boolean);

/** Signs that apply, and the places that they name, each once. */
const signsOf = (found, rules) => rules.stops.filter((one) => found.stop.includes(one.id));
const places = (signs, field) => [...new Set(signs.map((one) => one[field]).filter(Boolean))];
/** Of several sections of a page only the first: they would all bear its name. */
const once = (list) => list.filter((one, index) => list.findIndex((other) => other.split("#")[0] === one.split("#")[0]) === index);

function papers(found, { rules, text, ticks, ticked }) {
  const { words, page } = text;
  return list("ul", found.documents.map((name) => {
    const { why, issuer, name: title } = words.documents[name];
    const { originals, guide } = rules.documents.find((one) => one.id === name);
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
  const all = once([...places(signsOf(found, rules), "refer"), ...offices]);
  return section(words.tool.where, list("ul", [...all.map(page), [site(quickCheck, words.tool.quick_check), ` ${words.tool.quick_check_note}`]]));
}

/**
 * @param {object} found result of evaluate()
 * @param {object} context {rules, text, facts, expert, ticks, ticked, ask, offices, quickCheck}
 * @returns {Array} what stands under the heading of the result
 */
export function result(found, context) {
  const { rules, text, expert } = context;
  const { words, page } = text;
  const best = found.ways.find((one) => one.outcome === found.outcome);
  const deadlines = places(signsOf(found, rules), "deadline");
  return [
    stops(found, context),
    expert && [
      el("p", { class: "lotse-outcome" }, el("strong", {}, words.outcome[found.outcome]), best && ` (${words.precheck.ways[best.id]})`),
      el("p", {}, words.tool.caveat),
      missing(found, context),
    ],
    openQuestions(found, context),
    found.documents.length > 0 && section(words.tool.papers, papers(found, context)),
    section(words.tool.next_title, list("ol", steps(found, expert).map((name) => words.tool.next[name]))),
    deadlines.length > 0 && section(words.tool.deadline, list("ul", deadlines.map(page))),
    expert && earliest(found, context),
    where(found, context),
    expert && section(words.tool.ways, waysOf(found, context)),
    !expert && el("p", {}, words.tool.caveat_lotse),
  ];
}

// The sheet has to stay one page. More open questions are named by their topics; of more papers only those are listed
// that are needed whatever the open answers will be. In two languages, with more rows the answers are left out, and with
// that many without them the letters are smaller.
const [MOST_OPEN, MOST_PAPERS, MOST_ROWS, DENSE] = [6, 21, 28, 24];

function said({ kind }, value, { precheck, tool }, rules) {
  const period = ({ from, to, kind: sort }) => `${precheck.periods[sort]} ${written(from)} – ${to ? written(to) : tool.until_today}`;
  if (kind === "title") return `${precheck.titles[value]} (${ltr(rules.titles[value].norm)})`;
  if (kind === "date") return written(value);
  return kind === "number" ? String(value) : value.map((one, index) => [index > 0 && el("br"), period(one)]);
}

/**
 * One sheet for the client: the page's language, and German beside it where that is another one. Others may get to see
 * it: what is said under four eyes stays off it, and so do answers that are a choice.
 * @param {object} found result of evaluate()
 * @param {object} answers that were asked for and given; null is „not known“
 * @param {object} context as for result(), with `german`: the German words, null if the page is German; `sure`: ids of
 *   the papers that are needed in any case; `law`, `printed`
 * @returns {HTMLElement}
 */
export function sheet(found, answers, { rules, text, german, ticks, sure, offices, law, printed }) {
  const { page, words } = text;
  const say = (pick, first) => el("span", { class: german && "lotse-both" }, both(words, german, pick, first));
  const heading = (pick) => el("h3", {}, say(pick));
  const lines = (pick, items, attributes) => items.length > 0 && [heading(pick), list("ul", items, attributes)];
  const signs = signsOf(found, rules);
  const open = rules.questions.filter(({ id }) => found.unknown.includes(id));
  const topics = [...new Set(open.map((one) => one.group))];
  const count = (topic) => open.filter((one) => one.group === topic).length;
  const papers = found.documents.length > MOST_PAPERS ? found.documents.filter((one) => sure.includes(one)) : found.documents;
  const told = signs.filter((one) => !one.private);
  const known = rules.questions.filter((one) => answers[one.id] != null && one.kind !== "choice" && !one.private);
  const rows = 2 * told.length + Math.min(open.length, MOST_OPEN) + papers.length;
  const withAnswers = !german || rows + 2 * known.flatMap(({ id }) => answers[id]).length <= MOST_ROWS;
  const referred = once(places(signs, "refer")).map(page);
  const links = once([...places(signs, "refer"), ...places(signs, "deadline"), ...offices]).map(page);
  return el("div", { class: german && rows >= DENSE && "lotse-sheet--dense" },
    el("h2", {}, say((words) => words.tool.sheet.title)),
    el("p", {}, say((words) => fill(words.tool.sheet.days, { date: written(found.as_of), law: written(law), printed: written(printed) }))),
    el("p", {}, say((words) => [words.tool.sheet.for, " ", el("span", { class: "lotse-blank" })])),
    signs.length > 0 && [
      heading((words) => words.tool.stop),
      told.map(({ id }) => el("p", { class: "lotse-sheet__stop" }, say((words) => words.precheck.stops[id]))),
      el("p", {}, say((words) => [words.tool.refer, " ", referred.map(({ textContent: name }, index) => [index > 0 && "; ", name])])),
    ],
    open.length > MOST_OPEN
      ? [heading((words) => words.tool.open), el("p", {}, say((words) => topics.map((one) => `${words.precheck.groups[one]} (${count(one)})`).join(" · ")))]
      : lines((words) => words.tool.open, open.map(({ id }) => say((words) => words.precheck.questions[id].text))),
    lines((words) => words.tool.papers,
      papers.map((name) => say((words) => words.documents[name].name, ticks.has(name) ? "☑ " : "☐ ")), { class: "lotse-sheet__papers" }),
    papers.length < found.documents.length && el("p", {}, say((words) => words.tool.sheet.more)),
    heading((words) => words.tool.where),
    el("p", {}, say((words) => words.tool.next.advice)),
    list("ul", links.map((link) => [link, link.protocol.startsWith("http") && [" ", el("bdi", { dir: "ltr" }, link.host + link.pathname)]]),
      { class: "lotse-sheet__places" }),
    withAnswers && lines((words) => words.tool.sheet.answers,
      known.map((question) => say((words) => [`${words.precheck.questions[question.id].text} `,
        el("strong", {}, said(question, answers[question.id], words, rules))]))),
    el("p", {}, say((words) => words.tool.caveat)));
}
