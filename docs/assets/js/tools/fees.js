// The fees tool: reads the counts, shows the sums with their norms.

import { both, data, el, fill, today, written } from "./kit.js";
import { bill, most, refusal } from "./fees-logic.js";

const section = document.querySelector('[data-tool="fees"]');
const { words, german, groups, prices, within, limit, least } = data(section);
const find = (selector) => section.querySelector(selector);
const answer = find(".lotse-tool-answer");
const rest = find(".lotse-tool-rest");
const inputs = Object.fromEntries([...section.querySelectorAll("[data-field]")].map((input) => [input.dataset.field, input]));
const euros = new Intl.NumberFormat(section.lang, { style: "currency", currency: "EUR" });
const money = (cents) => euros.format(cents / 100);

function empty() {
  answer.replaceChildren();
  rest.replaceChildren();
}

function fail(name, message) {
  const error = find(`#fees-${name}-error`);
  error.textContent = message;
  error.hidden = false;
  inputs[name].setAttribute("aria-invalid", "true");
  return inputs[name];
}

/** @returns {Object<string, number> | null} the counts, null if one of them is impossible: then the page says why */
function read() {
  const counts = {};
  const wrong = [];
  for (const [name, input] of Object.entries(inputs)) {
    input.removeAttribute("aria-invalid");
    find(`#fees-${name}-error`).hidden = true;
    const value = input.value === "" && !input.validity.badInput ? 0 : Number(input.value);
    // If a field is wrong, those that count its people again cannot be judged yet.
    const top = within[name]?.every((one) => one in counts) === false ? limit : most(within[name], counts, limit);
    if (input.validity.badInput || !Number.isInteger(value) || value < 0 || value > limit)
      wrong.push(fail(name, fill(words.errors.number, { max: limit })));
    else if (value > top) wrong.push(fail(name, fill(words.errors.many, { max: top })));
    else counts[name] = value;
  }
  if (!wrong.length && !groups[0].fields.some((one) => counts[one])) wrong.push(fail(groups[0].fields[0], words.errors.nobody));
  wrong[0]?.focus();
  return wrong.length ? null : counts;
}

function run() {
  empty();
  const counts = read();
  if (!counts) return;
  const { groups: parts, total } = bill(counts, groups, prices);
  const [low, high] = refusal(counts, groups[0], prices, least.value);
  const number = (text) => el("td", { class: "lotse-number" }, text);
  answer.append(words.answer, " ", el("strong", {}, money(total)));
  rest.append(
    el("div", { class: "lotse-scroll", role: "region", tabindex: "0", "aria-label": words.table },
      el("table", { class: "lotse-table lotse-bill" }, el("caption", {}, words.table),
        el("thead", {}, el("tr", {}, ["what", "count", "each", "sum", "norm"].map((one) => el("th", { scope: "col" }, words.columns[one])))),
        parts.map(({ id, rows, sum }) =>
          el("tbody", {},
            rows.map((row) => el("tr", {}, el("td", {}, both(words, german, (said) => said.fields[row.id].short)), number(row.count), number(money(row.each)), number(money(row.sum)), el("td", {}, prices[row.id].norm))),
            el("tr", {}, el("th", { scope: "row", colspan: "3" }, words.groups[id].sum), number(money(sum)), el("td")))),
        el("tfoot", {}, el("tr", {}, el("th", { scope: "row", colspan: "3" }, words.total), number(el("strong", {}, money(total))), el("td"))))),
    el("ul", {},
      [...Object.values(words.notes), `${fill(words.refusal, { low: money(low), high: money(high) })} ${least.norm}`].map((one) => el("li", {}, one))),
    el("p", { class: "lotse-tool-line" }, fill(words.made, { day: written(today()) })),
    el("button", { type: "button", class: "lotse-tool-print", click: () => window.print() }, words.print),
  );
}

for (const input of Object.values(inputs)) input.addEventListener("input", empty);
find("button.lotse-tool-run").addEventListener("click", run);
find(".lotse-tool-static").hidden = true;
find(".lotse-tool-form").hidden = false;
