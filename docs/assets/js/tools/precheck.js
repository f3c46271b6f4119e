// The pre-check at the table: asks, judges with the rules of the page, explains. Nothing leaves the device.

import { evaluate } from "../precheck/evaluate.js";
import { problems } from "../precheck/problems.js";
import { data, dayOf, el, fill, isoOf, today, written } from "./kit.js";
import { field } from "./precheck-fields.js";
import { result, sheet, texts } from "./precheck-result.js";

// Answers stay in memory. Only on request they stay on the device, for so many days.
const [KEY, KEPT] = ["lotse-precheck", 14];

function forget() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Storage is switched off, so there is nothing in it.
  }
}

/** The day until which it is kept, null if the browser refuses. */
function keep(content) {
  const until = isoOf(dayOf(today()) + KEPT);
  try {
    localStorage.setItem(KEY, JSON.stringify({ until, ...content }));
    return until;
  } catch {
    return null;
  }
}

/** What was kept and is not too old. */
function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY));
    if (today() < found.until && typeof found.answers === "object" && Array.isArray(found.ticks)) return found;
  } catch {
    // Nothing there, or unreadable: the same as too old.
  }
  forget();
  return null;
}

/** Ids of those conditions that certainly hold: each is asked as if it were a stop sign. */
const certain = (rules, answers, asOf, stops) => evaluate({ ...rules, ways: [], stops }, answers, asOf).stop;

/** The bundle as the evaluator reads it: the page names a rule that several ways share by its id after the first. */
function spelledOut(rules) {
  const known = new Map();
  const whole = (one) => (typeof one === "string" ? known.get(one) : (known.set(one.id, one), one));
  return { ...rules, ways: rules.ways.map((way) => ({ ...way, rules: way.rules.map(whole) })) };
}

function start(section) {
  const given = data(section);
  const { words } = given;
  const rules = spelledOut(given.rules);
  const { tool } = words;
  const text = texts(given, section.dataset.up);
  const state = {
    asOf: today() < rules.from ? rules.from : today(),
    view: "lotse", mode: "one", at: rules.questions[0].id, shown: false, keeping: false, late: new Set(), ticks: new Set(),
  };
  const fields = rules.questions.map((one) => field(one, rules, words, one.guide ? text.page(one.guide) : null, update));
  const fieldOf = (id) => fields.find((one) => one.id === id);
  let now;

  // --- Elements ----------------------------------------------------------------------------------

  const button = (label, click, attributes = {}) => el("button", { type: "button", click, ...attributes }, label);
  const status = el("p", { class: "lotse-unseen", role: "status" });
  const say = (sentence) => (status.textContent = sentence);

  const switches = (key, legend, options) =>
    el("fieldset", {}, el("legend", {}, legend), options.map(([value, label]) =>
      el("label", { class: "lotse-choice" },
        el("input", {
          type: "radio", name: `precheck-${key}`, autocomplete: "off", value, checked: state[key] === value,
          change: () => { state[key] = value; state.shown &&= key === "view"; update(); },
        }),
        el("span", {}, label))));
  const day = el("input", {
    type: "date", id: "precheck-day", autocomplete: "off", value: state.asOf, min: rules.from, max: "2999-12-31",
    change: () => {
      const fault = problems(rules, {}, day.value).length > 0;
      dayError.hidden = !fault;
      day.toggleAttribute("aria-invalid", fault);
      if (!fault) state.asOf = day.value;
      update();
    },
  });
  const dayError = el("p", { class: "lotse-error", id: "precheck-day-error", hidden: true }, fill(tool.problems["as-of"], { date: written(rules.from) }));
  day.setAttribute("aria-describedby", dayError.id);
  const settingsLine = el("summary");
  const settings = el("details", { class: "lotse-fold lotse-settings" }, settingsLine,
    switches("view", tool.view, [["lotse", tool.view_lotse], ["fachkraft", tool.view_fachkraft]]),
    switches("mode", tool.mode, [["one", tool.mode_one], ["all", tool.mode_all]]),
    el("label", { class: "lotse-field" }, el("span", {}, tool.day), day), dayError);

  const progress = el("p", { class: "lotse-progress" });
  const groups = [...new Set(rules.questions.map((one) => one.group))].map((name) => {
    const members = rules.questions.filter((one) => one.group === name).map((one) => fieldOf(one.id));
    return { members, node: el("div", { class: "lotse-group" }, el("h3", {}, words.precheck.groups[name]), members.map((one) => one.node)) };
  });
  const backward = button(tool.back, () => step(-1));
  const forward = button(tool.forward, () => step(1), { class: "lotse-main" });
  const finish = button(tool.show, showResult);
  const questions = el("div", {
    class: "lotse-questions",
    keydown: (event) => {
      const typed = event.target.matches("input, select");
      if (event.key !== "Enter" || !typed || state.mode !== "one") return;
      event.preventDefault();
      step(1);
    },
  }, progress, groups.map((one) => one.node), el("p", { class: "lotse-bar" }, backward, forward, finish));

  const heading = el("h3", { tabindex: "-1" });
  const body = el("div");
  const home = button(tool.to_questions, () => ask(state.at));
  const outcome = el("section", { class: "lotse-result", "aria-label": tool.result, hidden: true },
    heading, body, el("p", { class: "lotse-bar" }, home, button(tool.print, () => window.print(), { class: "lotse-main" })));
  const paper = el("div", { class: `lotse-sheet ${given.german ? "lotse-sheet--two" : ""}` });

  const keeping = el("input", { type: "checkbox", autocomplete: "off", disabled: true, change: () => keepIf(keeping.checked) });
  // Whoever shares the device cannot switch it on.
  const own = el("input", { type: "checkbox", autocomplete: "off", change: () => keepIf(own.checked && keeping.checked) });
  const keptUntil = el("p", { class: "lotse-quiet", role: "status" });
  const memory = el("details", { class: "lotse-fold" }, el("summary", {}, tool.memory),
    el("p", {}, tool.memory_warning),
    el("label", { class: "lotse-choice" }, own, el("span", {}, tool.own_device)),
    el("label", { class: "lotse-choice" }, keeping, el("span", {}, fill(tool.keep, { days: KEPT }))),
    keptUntil,
    el("p", { class: "lotse-bar" }, button(tool.forget, () => (keepIf(false), say(tool.forgotten)))));
  const clear = button(tool.clear, () => {
    if (!window.confirm(tool.clear_sure)) return;
    for (const one of fields) one.set(undefined);
    state.late.clear();
    state.ticks.clear();
    own.checked = false;
    ask(rules.questions[0].id);
    keepIf(false);
    say(tool.cleared);
  });

  // --- What follows from the answers -------------------------------------------------------------

  function judge() {
    const all = Object.fromEntries(fields.map((one) => [one.id, one.answer()]).filter(([, value]) => value !== undefined));
    const faults = problems(rules, all, state.asOf);
    const faulty = new Set(faults.map((one) => one.question));
    const fine = Object.fromEntries(Object.entries(all).filter(([id]) => !faulty.has(id)));
    const conditions = rules.questions.filter((one) => one.when).map(({ id, when }) => ({ id, if: { not: when } }));
    const left = new Set(certain(rules, fine, state.asOf, conditions));
    const asked = fields.filter((one) => !left.has(one.id));
    const ids = new Set(asked.map((one) => one.id));
    return {
      all, asked, faults: faults.filter((one) => ids.has(one.question)),
      answers: Object.fromEntries(Object.entries(fine).filter(([id]) => ids.has(id))),
    };
  }

  function keepIf(wanted) {
    state.keeping = keeping.checked = wanted;
    keeping.disabled = !own.checked;
    if (!wanted) forget();
    remember();
  }

  function remember() {
    const until = state.keeping ? keep({ answers: now.all, ticks: [...state.ticks] }) : null;
    if (state.keeping && !until) state.keeping = keeping.checked = false;
    keptUntil.textContent = until ? fill(tool.kept, { date: written(until) }) : "";
  }

  function update() {
    now = judge();
    const { asked, faults } = now;
    const one = state.mode === "one";
    if (!asked.some((other) => other.id === state.at)) state.at = asked.findLast((other) => fields.indexOf(other) < fields.indexOf(fieldOf(state.at))).id;
    const place = asked.findIndex((other) => other.id === state.at);
    settingsLine.textContent = fill(tool.settings, {
      view: tool[`view_${state.view}`], mode: tool[`mode_${state.mode}`], date: written(state.asOf),
    });
    progress.textContent = one
      ? fill(tool.progress, { n: place + 1, m: asked.length })
      : fill(tool.progress_all, { n: asked.filter((other) => now.all[other.id] !== undefined).length, m: asked.length });
    for (const other of fields) {
      other.node.hidden = one ? other.id !== state.at : !asked.includes(other);
      other.show(faults.filter((fault) => fault.question === other.id), state.late.has(other.id), state.asOf);
    }
    for (const group of groups) group.node.hidden = group.members.every((other) => other.node.hidden);
    questions.hidden = one && state.shown;
    backward.hidden = !one || place === 0;
    forward.hidden = !one || place === asked.length - 1;
    finish.classList.toggle("lotse-main", forward.hidden);
    home.hidden = !one;
    outcome.hidden = !state.shown;
    if (state.shown) draw();
    else paper.replaceChildren();
    remember();
  }

  function draw() {
    heading.textContent = fill(tool.result_of, { date: written(state.asOf) });
    if (now.faults.length || !dayError.hidden) {
      body.replaceChildren(el("p", { class: "lotse-error" }, tool.faulty));
      paper.replaceChildren();
      return;
    }
    const found = evaluate(rules, now.answers, state.asOf);
    const sure = certain(rules, now.answers, state.asOf, rules.documents.map((one) => ({ if: { all: [] }, ...one })));
    const drawSheet = () =>
      paper.replaceChildren(sheet(found, now.answers, { ...given, rules, text, sure, ticks: state.ticks, printed: today() }));
    const context = {
      rules, text, facts: given.rule_facts, expert: state.view === "fachkraft", ticks: state.ticks, ask,
      offices: given.offices, quickCheck: given.quick_check,
      ticked: (name, on) => {
        state.ticks[on ? "add" : "delete"](name);
        drawSheet();
        remember();
      },
    };
    body.replaceChildren(...result(found, context).flat(Infinity).filter(Boolean));
    drawSheet();
  }

  // --- Going about -------------------------------------------------------------------------------

  /** Show a question and put the cursor there. */
  function ask(id) {
    state.at = id;
    if (state.mode === "one") state.shown = false;
    update();
    fieldOf(state.at).focus();
    if (state.mode === "one") say(progress.textContent);
  }

  function step(by) {
    const here = state.at;
    if (by > 0) state.late.add(here);
    update();
    if (by > 0 && now.faults.some((one) => one.question === here)) return fieldOf(here).focus();
    const next = now.asked[now.asked.findIndex((one) => one.id === here) + by];
    return next ? ask(next.id) : by > 0 && showResult();
  }

  function showResult() {
    for (const one of now.asked) state.late.add(one.id);
    update();
    if (!dayError.hidden) {
      settings.open = true;
      return day.focus();
    }
    if (now.faults.length) return ask(now.faults[0].question);
    state.shown = true;
    update();
    return heading.focus();
  }

  addEventListener("beforeunload", (event) => {
    if (!state.keeping && Object.keys(now.all).length) event.preventDefault();
  });

  const old = kept();
  if (old) {
    state.keeping = keeping.checked = own.checked = true;
    keeping.disabled = false;
    for (const one of fields) if (Object.hasOwn(old.answers, one.id)) one.set(old.answers[one.id]);
    for (const name of old.ticks) state.ticks.add(name);
  }
  update();
  for (const still of section.querySelectorAll(".lotse-tool-static")) still.hidden = true;
  section.append(settings, questions, outcome, paper, el("div", { class: "lotse-tool-end" }, memory, el("p", { class: "lotse-bar" }, clear)), status);
}

const place = document.querySelector('.lotse-tool[data-tool="precheck"]');
if (place) start(place);
