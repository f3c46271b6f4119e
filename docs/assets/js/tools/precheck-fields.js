// One question of the pre-check as a group of native inputs. Every question can be left open or be „not known“.

import { kinds } from "../precheck/periods.js";
import { el, fill, ltr, written } from "./kit.js";

let made = 0;
const id = () => `precheck-${++made}`;
const off = { autocomplete: "off" };
const empty = (input) => !input.value && !input.validity.badInput;

/** A label with its input behind the words, as for radios and boxes. */
const choice = (input, ...words) => el("label", { class: "lotse-choice" }, input, el("span", {}, words));

function titleSelect(rules, words) {
  const groups = new Map();
  for (const [name, { sort, norm }] of Object.entries(rules.titles)) {
    if (!groups.has(sort)) groups.set(sort, el("optgroup", { label: words.tool.sorts[sort] }));
    groups.get(sort).append(el("option", { value: name }, `${words.precheck.titles[name]} (${ltr(norm)})`));
  }
  return el("select", off, el("option", { value: "" }, words.tool.choose), [...groups.values()]);
}

/** One input, or a group of radios, with `read` → answer, undefined while untouched. */
function single(question, rules, words) {
  const { kind, options, min, max } = question;
  if (kind === "choice") {
    const name = id();
    const label = (one) => words.precheck.options[question.id]?.[one] ?? words.precheck.options.common[one];
    const radios = options.map((one) => el("input", { type: "radio", name, value: one, ...off }));
    const unknown = el("input", { type: "radio", name, value: "", ...off });
    return {
      nodes: [radios.map((one) => choice(one, label(one.value))), choice(unknown, words.tool.unknown)],
      inputs: { value: radios[0] },
      unknown,
      read: () => radios.find((one) => one.checked)?.value,
      write: (value) => radios.forEach((one) => (one.checked = one.value === value)),
      target: () => [...radios, unknown].find((one) => one.checked) ?? radios[0],
    };
  }
  const input =
    kind === "title"
      ? titleSelect(rules, words)
      : kind === "date"
        ? el("input", { type: "date", min: "1900-01-01", max: "2999-12-31", ...off })
        : el("input", { type: "number", inputmode: "numeric", step: "1", min, max, ...off });
  const unknown = el("input", { type: "checkbox", ...off });
  const value = () => (kind === "number" ? (input.validity.badInput ? NaN : Number(input.value)) : input.value);
  return {
    nodes: [el("label", { class: "lotse-field" }, el("span", {}, words.tool.kinds[kind]), input), choice(unknown, words.tool.unknown)],
    inputs: { value: input },
    unknown,
    read: () => (empty(input) ? undefined : value()),
    write: (given) => (input.value = given ?? ""),
    target: () => input,
  };
}

function periodRow(words, remove) {
  const labelled = (name, input) => el("label", { class: "lotse-field" }, el("span", {}, words.tool.period[name]), input);
  const kind = el("select", off, el("option", { value: "" }, words.tool.choose), kinds.map((one) => el("option", { value: one }, words.precheck.periods[one])));
  const [from, to] = [0, 1].map(() => el("input", { type: "date", min: "1900-01-01", max: "2999-12-31", ...off }));
  const deadline = el("input", { type: "checkbox", ...off });
  const late = choice(deadline, words.tool.period.deadline);
  const error = el("p", { class: "lotse-error", id: id(), hidden: true });
  const inputs = { kind, from, to, deadline };
  const sync = () => (late.hidden = kind.value !== "abroad");
  kind.addEventListener("change", sync);
  sync();
  const row = {
    inputs,
    error,
    blank: () => [kind, from, to].every(empty),
    read: () => ({
      from: from.value,
      to: empty(to) ? null : to.value,
      kind: kind.value,
      ...(kind.value === "abroad" && deadline.checked ? { deadline: true } : {}),
    }),
    write: (one) => {
      Object.assign(kind, { value: one.kind ?? "" });
      Object.assign(from, { value: one.from ?? "" });
      Object.assign(to, { value: one.to ?? "" });
      deadline.checked = one.deadline === true;
      sync();
    },
  };
  row.node = el("div", { class: "lotse-period", role: "group" },
    labelled("kind", kind), labelled("from", from), labelled("to", to), late,
    el("button", { type: "button", class: "lotse-plain", click: () => remove(row) }, words.tool.period.remove), error);
  return row;
}

/** Periods as rows that come and go. */
function periods(words, changed) {
  const list = el("div", { class: "lotse-periods" });
  const more = el("button", { type: "button", click: () => add().inputs.kind.focus() }, words.tool.period.add);
  const unknown = el("input", { type: "checkbox", ...off });
  let rows = [];
  const number = () => rows.forEach((row, index) => row.node.setAttribute("aria-label", fill(words.tool.period.row, { n: index + 1 })));
  function add() {
    const row = periodRow(words, (one) => {
      rows = rows.filter((other) => other !== one);
      one.node.remove();
      number();
      more.focus();
      changed();
    });
    rows.push(row);
    list.append(row.node);
    number();
    return row;
  }
  const filled = () => rows.filter((row) => !row.blank());
  add();
  return {
    nodes: [list, more, choice(unknown, words.tool.unknown)],
    rows: filled,
    unknown,
    read: () => (filled().length ? filled().map((row) => row.read()) : undefined),
    write: (given) => {
      rows.forEach((row) => row.node.remove());
      rows = [];
      const known = Array.isArray(given) ? given : [];
      known.forEach((one) => add().write(one ?? {}));
      if (!known.length) add();
    },
    target: () => rows[0]?.inputs.kind ?? more,
  };
}

/**
 * @param {object} question from the bundle
 * @param {object} rules the bundle
 * @param {object} words {tool, precheck, …} of one language
 * @param {Node} guide link to the guide, or null
 * @param {() => void} changed called after every change
 * @returns {{id: string, node: HTMLElement, answer: () => *, set: (value: *) => void, show: Function, focus: () => void}}
 *   `answer()` is undefined while untouched, null for „not known“; `show(faults, late, asOf)` writes the faults of
 *   problems.js at their inputs, what is merely empty or still being typed only when `late`
 */
export function field(question, rules, words, guide, changed) {
  const text = words.precheck.questions[question.id];
  const own = question.kind === "periods" ? periods(words, changed) : single(question, rules, words);
  const error = el("p", { class: "lotse-error", id: id(), hidden: true });
  const node = el("fieldset", { class: "lotse-question", "data-question": question.id },
    el("legend", {}, text.text),
    own.nodes,
    error,
    el("details", { class: "lotse-fold" }, el("summary", {}, words.tool.why),
      text.help && el("p", {}, text.help), el("p", {}, text.why), guide && el("p", {}, words.tool.guide, " ", guide)));

  node.addEventListener("change", ({ target }) => {
    if (target === own.unknown) {
      if (target.checked) own.write(null);
    } else own.unknown.checked = own.unknown.checked && own.unknown.type === "checkbox" && own.read() === undefined;
    changed();
  });

  function mark(inputs, place, faults, late, asOf) {
    for (const input of Object.values(inputs)) {
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
    }
    const said = [];
    for (const { field: name = "value", code } of faults) {
      const input = inputs[name] ?? inputs.value;
      const nothing = input.type !== "checkbox" && empty(input);
      // Not while somebody is still typing there.
      if (!late && (nothing || input === document.activeElement)) continue;
      said.push(fill(words.tool.problems[nothing ? "missing" : code], { min: question.min, max: question.max, date: written(asOf) }));
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", place.id);
    }
    place.textContent = [...new Set(said)].join(" ");
    place.hidden = !said.length;
  }

  let last = [[], false, ""];
  function show(faults, late, asOf) {
    last = [faults, late, asOf];
    if (!own.rows) mark(own.inputs, error, faults, late, asOf);
    else own.rows().forEach((row, index) => mark(row.inputs, row.error, faults.filter((one) => one.index === index), late, asOf));
  }
  node.addEventListener("focusout", () => show(...last));
  // What is being corrected loses its fault at once: were it to vanish on the way to a button, the button would move away.
  node.addEventListener("input", ({ target }) => {
    const place = own.rows ? own.rows().find((row) => Object.values(row.inputs).includes(target)) : { inputs: own.inputs, error };
    if (place) mark(place.inputs, place.error, []);
  });

  return {
    id: question.id,
    node,
    answer: () => (own.unknown.checked ? null : own.read()),
    set: (value) => {
      own.write(value ?? null);
      own.unknown.checked = value === null;
    },
    show,
    focus: () => (node.querySelector('[aria-invalid="true"]') ?? own.target()).focus(),
  };
}
