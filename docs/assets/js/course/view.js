// The two views of a module page, and its ways to print. What is chosen lives in this page only and is gone with it.

const root = document.documentElement;
const bar = document.querySelector(".lotse-views");
const listeners = [];
let trainer = false;

/**
 * @param {(trainer: boolean) => void} listener told at once, and whenever the view changes
 */
export function onView(listener) {
  listeners.push(listener);
  listener(trainer);
}

function show(asTrainer) {
  trainer = asTrainer;
  root.classList.toggle("lotse-participant", !trainer);
  for (const one of document.querySelectorAll("details.lotse-solution")) one.open = trainer;
  for (const listener of listeners) listener(trainer);
}

/**
 * Prints the page in one of its ways, or only a part of it.
 * @param {string} mode becomes a class of the page until the printer has it
 */
export function print(mode) {
  const name = `lotse-print-${mode}`;
  const done = () => root.classList.remove(name);
  for (const old of [...root.classList].filter((one) => one.startsWith("lotse-print-"))) root.classList.remove(old);
  root.classList.add(name);
  addEventListener("afterprint", done, { once: true });
  window.print();
}

if (bar) {
  const choices = [...bar.querySelectorAll('[name="lotse-view"]')];
  for (const one of choices) one.addEventListener("change", () => show(one.value === "trainer"));
  for (const one of bar.querySelectorAll("[data-print]")) one.addEventListener("click", () => print(one.dataset.print));
  if (choices.length) show(choices.some((one) => one.checked && one.value === "trainer"));
  bar.hidden = false;
}
