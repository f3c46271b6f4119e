// What letters, list and log share: labelled fields, faults at the field, and a page that forgets.

import { el } from "./kit.js";

let made = 0;
// Some browsers send typed words to a server to check their spelling.
const QUIET = { autocomplete: "off", spellcheck: "false", autocorrect: "off", autocapitalize: "off", translate: "no" };

/**
 * A field with label, hint and a place for its fault.
 * @param {object} options
 * @param {string} options.label
 * @param {"text" | "date" | "choice"} options.kind
 * @param {number} [options.lines] more than one line
 * @param {string} [options.hint]
 * @param {Object<string, string>} [options.choices] by id, with `options.pick` as the empty one
 * @returns {{node: HTMLElement, input: HTMLElement, fault: (text: string) => void}}
 */
export function field({ label, kind, lines, hint, choices, pick }) {
  const id = `sheet-${++made}`;
  const input =
    kind === "choice"
      ? el("select", { id, ...QUIET }, el("option", { value: "" }, pick), Object.entries(choices).map(([value, name]) => el("option", { value }, name)))
      : lines
        ? el("textarea", { id, rows: lines, ...QUIET })
        : el("input", { id, type: kind, ...(kind === "date" ? { min: "1900-01-01", max: "2999-12-31" } : {}), ...QUIET });
  const error = el("p", { class: "lotse-error", id: `${id}-fault`, hidden: true });
  const note = hint && el("small", { class: "lotse-hint", id: `${id}-hint` }, hint);
  const fault = (text) => {
    error.textContent = text;
    error.hidden = !text;
    input.setAttribute("aria-invalid", text ? "true" : "false");
    const says = [text && error.id, note && note.id].filter(Boolean).join(" ");
    if (says) input.setAttribute("aria-describedby", says);
    else input.removeAttribute("aria-describedby");
  };
  fault("");
  input.addEventListener("input", () => fault(""));
  return { node: el("div", { class: "lotse-field" }, el("label", { for: id }, label), note, input, error), input, fault };
}

/** @returns {boolean} whether a date field holds something that is no day */
export const noDay = (input) => input.type === "date" && (input.validity.badInput || input.validity.rangeUnderflow || input.validity.rangeOverflow);

/** A line that is read aloud when it changes. */
export const status = () => el("p", { role: "status", class: "lotse-status" });

/**
 * Asks before typed text is lost, and leaves nothing behind that the way back could show.
 * @param {() => boolean} filled
 * @param {() => void} clear
 */
export function forget(filled, clear) {
  addEventListener("beforeunload", (event) => {
    if (filled()) event.preventDefault();
  });
  addEventListener("pagehide", clear);
}
