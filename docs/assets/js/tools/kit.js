// What the tools share: elements, words with gaps, days. Nothing here asks, stores or logs anything.

export { addMonths, addYears, dayOf, isoOf, yearsBetween } from "../precheck/days.js";

/**
 * An element. Texts become text nodes, never markup.
 * @param {string} tag
 * @param {Object<string, *>} [attributes] null and false are left out, true is an empty attribute, a function listens
 *   to the event of that name; `value` and `checked` are set as properties
 * @param {...*} children nodes, texts, lists of them; null and false are left out
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  node.append(...children.flat(Infinity).filter((one) => one != null && one !== false));
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (name === "value" || name === "checked") node[name] = value;
    else if (value != null && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  return node;
}

/**
 * @param {Element} section of the tool
 * @returns {*} what the page brings along for it
 */
export const data = (section) => JSON.parse(section.querySelector(".lotse-tool-data").textContent);

/**
 * @param {string} template a text with gaps: "Frage {n} von {m}"
 * @param {Object<string, *>} values
 * @returns {string}
 */
export const fill = (template, values) =>
  template.replace(/\{(\w+)\}/g, (gap, name) => (Object.hasOwn(values, name) ? String(values[name]) : gap));

/**
 * The words of the page, and German ones beside them where the page is in another language.
 * @param {object} words
 * @param {object | null} german the same in German
 * @param {(words: object) => *} pick what is said
 * @param {string} [first] stands once before it
 * @returns {Array}
 */
export const both = (words, german, pick, first) => [
  el("span", {}, first, pick(words)),
  german && [" ", el("span", { class: "lotse-german", lang: "de", dir: "ltr" }, pick(german))],
];

/** A norm, or another text that reads from the left, inside a text of any direction. */
export const ltr = (text) => `\u2066${text}\u2069`;

/** @returns {string} the day that the device shows, YYYY-MM-DD */
export function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/**
 * @param {string} iso YYYY-MM-DD
 * @returns {string} dd.mm.yyyy
 */
export const written = (iso) => iso.split("-").reverse().join(".");
