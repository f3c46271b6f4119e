// The log of attempts: rows that come and go, and the sheet they make. Nothing is kept.

import { data, dayOf, el, fill, today, written } from "./kit.js";
import { field, forget, noDay, status } from "./sheet.js";

const KINDS = { date: "date", way: "choice" };
const LONG = { request: 2, answer: 2, evidence: 2 };
const LINE = "________________________";

function start(section) {
  const { ui, sheet, columns, rows: space, ways, sheet_ways: german } = data(section);
  const empty = section.querySelector(".lotse-attempts--empty");
  const say = status();
  let rows = [];

  const name = field({ label: ui.name, kind: "text", hint: ui.name_hint });
  const paper = field({ label: ui.paper, kind: "text" });
  const list = el("div", {});
  const more = el("button", { type: "button", click: () => add(true) }, ui.add);
  const page = el("div", { class: "lotse-attempts lotse-paper", lang: "de", dir: "ltr" });
  const buttons = el("div", { class: "lotse-buttons" },
    el("button", { type: "button", click: () => checked() && print() }, ui.print),
    el("button", { type: "button", class: "lotse-plain", click: () => (clear(), (say.textContent = ui.cleared)) }, ui.clear));

  function add(aloud) {
    const fields = Object.fromEntries(columns.map((id) => [id, field({ label: ui[id], kind: KINDS[id] ?? "text", lines: LONG[id], choices: ways, pick: ui.pick })]));
    const row = { fields };
    row.legend = el("legend", {});
    row.button = el("button", { type: "button", class: "lotse-plain", click: () => remove(row) });
    row.node = el("fieldset", { class: "lotse-attempt" }, row.legend, columns.map((id) => fields[id].node), row.button);
    rows.push(row);
    list.append(row.node);
    number();
    if (!aloud) return;
    fields.date.input.focus();
    say.textContent = fill(ui.added, { n: rows.length });
  }

  function remove(row) {
    const n = rows.indexOf(row);
    rows = rows.filter((one) => one !== row);
    row.node.remove();
    number();
    (rows[Math.min(n, rows.length - 1)]?.button ?? more).focus();
    say.textContent = fill(ui.removed, { n: n + 1 });
  }

  function number() {
    rows.forEach((row, index) => {
      row.legend.textContent = fill(ui.entry, { n: index + 1 });
      row.button.textContent = fill(ui.remove, { n: index + 1 });
    });
    show();
  }

  const value = ({ fields }, id) => fields[id].input.value.trim();
  const filled = (row) => columns.some((id) => value(row, id) || noDay(row.fields[id].input));
  const cell = (row, id) => {
    const text = value(row, id);
    return id === "date" && text ? written(text) : id === "way" && text ? german[text] : text;
  };

  function show() {
    const head = (input) => input.value.trim() || LINE;
    // The oldest attempt first; what has no day yet comes last.
    const entries = rows.filter(filled).sort((a, b) => (value(a, "date") || "9").localeCompare(value(b, "date") || "9"));
    const blank = Math.max(space - entries.length, 1);
    page.replaceChildren(
      el("h4", {}, sheet.title),
      el("p", { class: "lotse-attempts__head" }, el("span", {}, `${sheet.name}: ${head(name.input)}`), " ", el("span", {}, `${sheet.paper}: ${head(paper.input)}`)),
      el("div", { class: "lotse-scroll", role: "region", tabindex: "0", "aria-label": ui.preview },
        el("table", { class: "lotse-table" },
          el("thead", {}, el("tr", {}, columns.map((id) => el("th", { scope: "col" }, sheet[id])))),
          el("tbody", {},
            entries.map((row) => el("tr", {}, columns.map((id) => el("td", {}, cell(row, id))))),
            Array.from({ length: blank }, () => el("tr", { class: "lotse-attempts__blank" }, columns.map(() => el("td", {}))))))),
      el("p", {}, sheet.truth),
      el("p", { class: "lotse-letter__hand" }, sheet.signature));
  }

  function problem(id, input) {
    if (noDay(input)) return ui.bad_date;
    if (!input.value.trim()) return ["date", "office", "request"].includes(id) ? ui.missing : "";
    return id === "date" && dayOf(input.value) > dayOf(today()) ? ui.past : "";
  }

  function checked() {
    const wrong = [];
    for (const row of rows)
      for (const id of columns) {
        const text = filled(row) ? problem(id, row.fields[id].input) : "";
        row.fields[id].fault(text);
        if (text) wrong.push(row.fields[id].input);
      }
    say.textContent = wrong.length ? fill(ui.faults, { count: wrong.length }) : "";
    wrong[0]?.focus();
    return !wrong.length;
  }

  function clear() {
    name.input.value = paper.input.value = "";
    rows = [];
    list.replaceChildren();
    add();
  }

  section.addEventListener("input", show);
  empty.hidden = true;
  empty.after(
    el("fieldset", {}, el("legend", {}, ui.head), name.node, paper.node),
    list, el("div", { class: "lotse-buttons" }, more), el("h3", {}, ui.preview), page, buttons, say);
  section.classList.add("lotse-tool--on", "lotse-tool--paper");
  clear();
  forget(() => rows.some(filled) || Boolean(name.input.value || paper.input.value), clear);
}

document.querySelectorAll('[data-tool="attempts"]').forEach(start);
