// The list of papers: situations in, papers with reason and three boxes out. Nothing is kept.

import { both, data, el, fill } from "./kit.js";
import { forget, status } from "./sheet.js";

const STATES = ["have", "ordered", "impossible"];

/**
 * @param {string[]} everyone papers that nearly everybody needs
 * @param {Array<{documents: string[], without?: string[]}>} chosen the situations that are true
 * @param {string[]} order all papers
 * @returns {string[]} the papers; what one situation takes away another may still need
 */
export function papers(everyone, chosen, order) {
  const needed = new Set(chosen.flatMap((one) => one.documents));
  const without = new Set(chosen.flatMap((one) => one.without ?? []));
  return order.filter((id) => needed.has(id) || (everyone.includes(id) && !without.has(id)));
}

function start(section) {
  const { ui, german, everyone, groups, papers: known } = data(section);
  const two = { class: german && "lotse-both" };
  const say = (name) => both(ui, german, (words) => words[name]);
  const all = section.querySelector(".lotse-documents-all");
  const byId = Object.fromEntries(known.map((one) => [one.id, one]));
  const situations = groups.flatMap((one) => one.situations);
  const chosen = new Set();
  const marks = {};
  const count = status();
  const said = status();

  const box = (paper, state) =>
    el("td", {}, el("label", { class: "lotse-choice" },
      el("input", {
        type: "checkbox", autocomplete: "off", "aria-label": `${paper.name}: ${ui[state]}`, "data-state": state, checked: marks[paper.id] === state,
        change: ({ target }) => {
          if (target.checked) marks[paper.id] = state;
          else delete marks[paper.id];
          for (const other of target.closest("tr").querySelectorAll("input")) other.checked = marks[paper.id] === other.dataset.state;
          total();
        },
      }),
      el("span", { "aria-hidden": "true" }, ui[state])));

  const row = (paper) =>
    el("tr", {},
      el("th", { scope: "row" },
        el("span", two, both(paper, paper.german, ({ name, guide, originals }) => [
          guide ? el("a", { href: section.dataset.up + guide.href }, name) : name,
          originals && el("small", {}, ` (${ui.original})`),
        ])),
        el("p", {}, paper.why), " ", el("p", {}, fill(ui.issuer, paper))),
      STATES.map((state) => box(paper, state)));

  const body = el("tbody", {});
  const sheet = el("div", { class: "lotse-list lotse-paper" },
    el("h3", two, say("list")), el("p", two, say("not_official")), el("p", { class: "lotse-list__name" }, ui.name),
    el("table", { class: "lotse-table" },
      el("thead", {}, el("tr", {}, ["paper", ...STATES].map((name) => el("th", { scope: "col" }, say(name))))), body),
    count);

  const shown = () => papers(everyone, situations.filter(({ id }) => chosen.has(id)), known.map(({ id }) => id));

  function total() {
    const list = shown();
    const counts = Object.fromEntries(STATES.map((state) => [state, list.filter((id) => marks[id] === state).length]));
    const open = list.length - STATES.reduce((sum, state) => sum + counts[state], 0);
    count.textContent = fill(ui.count, { all: list.length, open, ...counts });
  }

  function show() {
    body.replaceChildren(...shown().map((id) => row(byId[id])));
    total();
  }

  const picks = groups.map((group) =>
    el("fieldset", {}, el("legend", {}, group.name),
      group.situations.map(({ id, name }) =>
        el("label", { class: "lotse-choice" },
          el("input", { type: "checkbox", autocomplete: "off", value: id, change: ({ target }) => (chosen[target.checked ? "add" : "delete"](id), show()) }),
          el("span", {}, name)))));

  function clear() {
    chosen.clear();
    for (const id of Object.keys(marks)) delete marks[id];
    for (const one of section.querySelectorAll("[type=checkbox]")) one.checked = false;
    show();
  }

  const buttons = el("div", { class: "lotse-buttons" },
    el("button", { type: "button", click: () => print() }, ui.print),
    el("button", { type: "button", class: "lotse-plain", click: () => (clear(), (said.textContent = ui.cleared)) }, ui.clear));
  all.hidden = true;
  all.before(el("h3", {}, ui.situation), el("p", { class: "lotse-hint" }, ui.situation_hint), el("div", { class: "lotse-situations" }, picks), sheet, buttons, said);
  section.classList.add("lotse-tool--on", "lotse-tool--paper");
  show();
  forget(() => Object.keys(marks).length > 0, clear);
}

if (typeof document !== "undefined") document.querySelectorAll('[data-tool="documents"]').forEach(start);
