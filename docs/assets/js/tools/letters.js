// Letters: choose one, fill the gaps, see it as a letter, copy or print it. The text is German in every language.

import { data, dayOf, el, fill, today, written } from "./kit.js";
import { field, forget, noDay, status } from "./sheet.js";

const GAP = /\{([a-z-]+)\}/g;
const LINE = "________";

/**
 * The letter as paragraphs and lists.
 * @param {string} body
 * @param {Object<string, {kind: string, required: boolean, options?: Object<string, string>}>} fields
 * @param {Object<string, string>} values as typed
 * @returns {Array<string | string[]>} a list of strings is a list in the letter
 */
export function compose(body, fields, values) {
  const made = [];
  for (const line of body.trim().split("\n")) {
    const names = [...line.matchAll(GAP)].map(([, name]) => name);
    if (names.length && names.every((name) => !fields[name].required && !values[name]?.trim())) continue;
    const item = line.startsWith("- ");
    // A gap that is a whole item takes one line each.
    const lines = item && names.length === 1 && line === `- {${names[0]}}` && values[names[0]]?.trim()
      ? values[names[0]].split("\n").map((one) => one.trim()).filter(Boolean)
      : [gaps(item ? line.slice(2) : line, fields, values)];
    if (!item) made.push(...lines);
    else if (Array.isArray(made.at(-1))) made.at(-1).push(...lines);
    else made.push(lines);
  }
  return made;
}

/** Fills the gaps of one line; what is typed is never read as a gap itself. */
export function gaps(line, fields, values) {
  return line.replace(/\{([a-z-]+)\}(\.?)/g, (_, name, stop) => {
    const { kind, options } = fields[name];
    const value = (values[name] ?? "").trim().replace(/\s*\n\s*/g, ", ");
    if (!value) return LINE + stop;
    if (kind === "choice") return gaps(options[value], fields, values) + stop;
    // "… erst im Mai." and the full stop of the sentence are one.
    return (kind === "date" ? written(value) : value) + (stop && /[.!?]$/.test(value) && kind !== "date" ? "" : stop);
  });
}

function start(section) {
  const { words, letters, sender, ...frame } = data(section);
  const { ui } = words;
  const explained = section.querySelector(".lotse-letters");
  const say = status();
  const values = {};
  let letter, known, own, fields;

  const build = (list) =>
    list.map((one) => {
      const hint = [words.hints[one.id], one.kind !== "choice" && fill(ui.example, { example: one.example })].filter(Boolean).join(" ");
      const optional = one.required || sender.includes(one) ? "" : ` (${ui.optional})`;
      const made = field({ ...one, label: words.fields[one.id] + optional, hint, choices: words.choices[one.id], pick: ui.pick });
      made.input.addEventListener("input", () => {
        values[one.id] = made.input.value;
        show();
      });
      return { ...one, ...made };
    });

  const senderFields = build(sender);
  const dated = senderFields.find(({ id }) => id === "today");
  const address = el("fieldset", { class: "lotse-sender" }, el("legend", {}, ui.sender), el("p", { class: "lotse-hint" }, ui.sender_hint), senderFields.map(({ node }) => node));
  const ownSet = el("fieldset", {});
  const sheet = el("div", { class: "lotse-letter lotse-paper", lang: "de", dir: "ltr", role: "region", "aria-label": ui.preview, tabindex: "-1" });
  const buttons = el("div", { class: "lotse-buttons" },
    el("button", { type: "button", click: () => checked() && copy() }, ui.copy),
    el("button", { type: "button", click: () => checked() && print() }, ui.print),
    el("button", { type: "button", class: "lotse-plain", click: () => (clear(), (say.textContent = ui.cleared)) }, ui.clear));
  const preview = el("h3", {}, ui.preview);
  const bench = el("div", {}, ownSet, address, preview, sheet, buttons);
  const gate = el("fieldset", {}, el("legend", {}, ui.gate),
    [["yes", ui.gate_yes], ["no", ui.gate_no]].map(([value, name]) =>
      el("label", { class: "lotse-choice" }, el("input", { type: "radio", name: "gate", value, autocomplete: "off", change: () => admit(value) }), el("span", {}, name))));
  const closed = el("p", { class: "lotse-notice lotse-notice--withdrawn", role: "status" });

  function admit(answer) {
    closed.textContent = answer === "yes" ? ui.gate_closed : "";
    bench.hidden = answer !== "no";
    // Only then is the print the letter alone.
    section.classList.toggle("lotse-tool--paper", !bench.hidden);
  }

  function choose(id) {
    letter = letters.find((one) => one.id === id);
    for (const one of explained.children) one.hidden = one.dataset.letter !== id;
    for (const { id: name } of own ?? []) delete values[name];
    own = build(letter.fields);
    fields = [...own, ...senderFields];
    known = Object.fromEntries(fields.map((one) => [one.id, one]));
    ownSet.replaceChildren(el("legend", {}, ui.own), ...own.map(({ node }) => node));
    gate.hidden = !letter.gate;
    gate.querySelectorAll("input").forEach((one) => (one.checked = false));
    admit(letter.gate ? "" : "no");
    workplace.hidden = false;
    say.textContent = "";
    show();
  }

  const content = () => compose(letter.body, known, values);
  const head = (name) => (values[name] ?? "").trim();
  const lines = (...names) => names.map((name) => head(name) || LINE);

  function show() {
    const about = [head("reference") && gaps(frame.reference, known, values), head("born") && gaps(frame.born, known, values)].filter(Boolean);
    sheet.replaceChildren(
      el("p", { class: "lotse-letter__from" }, lines("name", "street", "place").join("\n")),
      el("p", { class: "lotse-letter__to" }, lines("office", "office-street", "office-place").join("\n")),
      el("p", { class: "lotse-letter__date" }, `${head("town") || LINE}, ${head("today") ? written(head("today")) : LINE}`),
      ...(about.length ? [el("p", { class: "lotse-letter__about" }, about.join("\n"))] : []),
      el("p", { class: "lotse-letter__subject" }, el("strong", {}, gaps(letter.subject, known, values))),
      el("p", {}, frame.salutation),
      ...content().map((one) => (Array.isArray(one) ? el("ul", {}, one.map((item) => el("li", {}, item))) : el("p", {}, one))),
      el("p", {}, frame.closing),
      el("p", { class: "lotse-letter__hand" }, head("name") || frame.signature),
      ...(letter.countersign ? [el("p", { class: "lotse-letter__hand" }, letter.countersign)] : []));
  }

  function problem({ kind, required, past, after, input }) {
    if (noDay(input)) return ui.date;
    if (!input.value.trim()) return required ? ui.missing : "";
    if (kind !== "date") return "";
    if (past && dayOf(input.value) > dayOf(today())) return ui.past;
    const other = after && values[after];
    return other && dayOf(input.value) < dayOf(other) ? fill(ui.after, { field: words.fields[after] }) : "";
  }

  function checked() {
    const wrong = fields.filter((one) => {
      const text = problem(one);
      one.fault(text);
      return text;
    });
    say.textContent = wrong.length ? fill(ui.faults, { count: wrong.length }) : "";
    wrong[0]?.input.focus();
    return !wrong.length;
  }

  async function copy() {
    const text = [
      lines("name", "street", "place").join("\n"), lines("office", "office-street", "office-place").join("\n"),
      ...[...sheet.children].slice(2).map((one) => (one.tagName === "UL" ? [...one.children].map((item) => `- ${item.textContent}`).join("\n") : one.textContent)),
    ].join("\n\n");
    try {
      await navigator.clipboard.writeText(text);
      say.textContent = ui.copied;
    } catch {
      getSelection().selectAllChildren(sheet);
      sheet.focus();
      say.textContent = ui.not_copied;
    }
  }

  function clear() {
    for (const name of Object.keys(values)) delete values[name];
    for (const one of fields ?? senderFields) {
      one.input.value = "";
      one.fault("");
    }
    values.today = dated.input.value = today();
    if (letter) show();
  }

  const workplace = el("div", { hidden: true }, gate, closed, bench, say);
  const choice = el("fieldset", { class: "lotse-choices" }, el("legend", {}, ui.choose),
    letters.map(({ id, title }) =>
      el("label", { class: "lotse-choice" }, el("input", { type: "radio", name: "letter", value: id, autocomplete: "off", change: () => choose(id) }), el("span", {}, title))));
  for (const one of explained.children) one.hidden = true;
  explained.before(choice);
  explained.after(workplace);
  section.classList.add("lotse-tool--on");
  clear();
  forget(() => Object.keys(values).some((name) => name !== "today" && values[name]), () => {
    clear();
    section.querySelectorAll("[type=radio]").forEach((one) => (one.checked = false));
    workplace.hidden = true;
    section.classList.remove("lotse-tool--paper");
    for (const one of explained.children) one.hidden = true;
  });
}

if (typeof document !== "undefined") document.querySelectorAll('[data-tool="letters"]').forEach(start);
