// The deadlines tool: reads the inputs that the page brings along, shows the days with their norms.

import { both, data, dayOf, el, fill, isoOf, today, written } from "./kit.js";
import { deadline } from "./deadlines-logic.js";

const section = document.querySelector('[data-tool="deadlines"]');
const { words, german, rules, norms, kinds, earliest, comma } = data(section);
const find = (selector) => section.querySelector(selector);
const answer = find(".lotse-tool-answer");
const rest = find(".lotse-tool-rest");
const date = find("[data-date] input");
const chosen = (name) => section.querySelector(`[data-${name}] input:checked`)?.value;
const named = (day, said = words) => `${said.weekdays[`d${(((day + 4) % 7) + 7) % 7}`]}${said === words ? comma : ", "}${written(isoOf(day))}`;

/** Only the questions of the chosen kind; what was computed before no longer fits. */
function adapt() {
  const kind = kinds[chosen("kind")];
  for (const input of section.querySelectorAll("[data-way] input")) {
    const fits = Boolean(kind?.ways?.includes(input.value));
    input.closest("label").hidden = !fits;
    if (!fits) input.checked = false;
  }
  find("[data-way]").hidden = !kind?.ways;
  for (const one of section.querySelectorAll("[data-choice]")) one.hidden = one.dataset.choice !== chosen("kind");
  const label = kind?.ways ? words.ways[chosen("way")]?.date : kind?.date && words.kinds[chosen("kind")].date;
  find("[data-date]").hidden = !label;
  find("[data-date] span").textContent = label ?? "";
  find("button.lotse-tool-run").hidden = !kind;
  empty();
  clear();
}

function empty() {
  answer.replaceChildren();
  rest.replaceChildren();
}

function clear() {
  for (const error of section.querySelectorAll(".lotse-error")) {
    error.hidden = true;
    error.textContent = "";
  }
  for (const one of section.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
}

function fail(part, input, message) {
  const error = find(`[data-error="${part}"]`);
  error.textContent = message;
  error.hidden = false;
  input.setAttribute("aria-invalid", "true");
  input.focus();
}

/** @returns {string | undefined} what is wrong with the date */
function fault(kind) {
  const day = dayOf(date.value);
  if (day === null) return date.validity.badInput ? words.errors.impossible : words.errors.missing;
  if (day > dayOf(today())) return words.errors.future;
  if (date.value < earliest[kind]) return fill(words.errors.early, { day: written(earliest[kind]) });
}

function run() {
  clear();
  empty();
  const kind = chosen("kind");
  const way = chosen("way");
  const { ways, date: dated } = kinds[kind];
  if (ways && !way) return fail("way", find("[data-way] label:not([hidden]) input"), words.errors.way);
  const problem = (ways || dated) && fault(kind);
  if (problem) return fail("date", date, problem);
  const choice = section.querySelector(`[data-choice="${kind}"] input:checked`)?.value;
  show(kind, deadline(kind, { day: dayOf(date.value), way, choice }, rules));
}

function show(kind, { steps, last: counted, later, notes = [] }) {
  const last = rules[kind]?.unit === "date" ? dayOf(rules[kind].value) : counted;
  const about = words.kinds[kind];
  const norm = (id) => rules[id]?.norm ?? norms[id] ?? "";
  const row = ({ id, day, off }) =>
    el("tr", {}, el("td", {}, words.steps[id]),
      el("td", {}, named(day), off && off !== "sunday" && off !== "saturday" && ` (${words.holidays[off]})`), el("td", {}, norm(id)));
  const past = last !== null && kind !== "silence" && last < dayOf(today());
  const items = [...notes.map((one) => words.notes[one]), ...(about.note ? [about.note] : [])];
  if (later) items.unshift(fill(about.later, { day: named(later) }));
  answer.append(about.ends, ...(last === null ? [] : [" ", el("strong", {}, named(last))]));
  rest.append(el("div", { class: "admonition stop" }, el("p", { class: "admonition-title" }, words.warning), el("p", {}, words.careful)));
  if (past) rest.append(el("p", { class: "lotse-tool-past" }, words.past, about.restitution && ` ${words.restitution}`));
  if (!steps.length) rest.append(el("p", {}, norm(kind)));
  else
    rest.append(
      el("div", { class: "lotse-scroll", role: "region", tabindex: "0", "aria-label": words.how },
        el("table", { class: "lotse-table" }, el("caption", {}, words.how),
          el("thead", {}, el("tr", {}, [words.step, words.day, words.norm].map((one) => el("th", { scope: "col" }, one)))),
          el("tbody", {}, steps.map(row)))),
    );
  if (items.length) rest.append(el("ul", {}, items.map((one) => el("li", {}, one))));
  const first = steps[0];
  if (last !== null)
    rest.append(
      el("h3", {}, words.folder),
      el("p", { class: "lotse-tool-line" }, both(words, german, (said) => [
        el("strong", {}, `${said.kinds[kind].action}: ${named(last, said)}`), ". ",
        first && `${fill(said.since, { step: said.steps[first.id], day: written(isoOf(first.day)) })} `, fill(said.made, { day: written(today()) })])),
      // Who checks the day fills these in.
      el("p", { class: "lotse-tool-line", ...(german && { lang: "de", dir: "ltr" }) }, (german ?? words).blanks),
    );
  rest.append(el("button", { type: "button", class: "lotse-tool-print", click: () => window.print() }, words.print));
}

for (const input of section.querySelectorAll("input")) input.addEventListener("change", adapt);
date.addEventListener("input", empty);
find("button.lotse-tool-run").addEventListener("click", run);
find(".lotse-tool-static").hidden = true;
find(".lotse-tool-form").hidden = false;
adapt();
