// The self-test: checks what is ticked, says why, counts. Nothing is stored or sent.

import { data, fill } from "../tools/kit.js";
import { onView } from "./view.js";

/** A question with its answers and the paragraph that says why. */
function question(field, why) {
  const inputs = [...field.querySelectorAll("input")];
  const says = field.querySelector(".lotse-quiz__says");
  const answered = () => inputs.some((one) => one.checked);
  const right = () => inputs.every((one) => one.checked === ("right" in one.dataset));
  const plain = () => {
    delete field.dataset.state;
    says.textContent = "";
    why.hidden = true;
  };
  field.append(why);
  plain();
  return { field, inputs, says, why, answered, right, plain };
}

function start(section) {
  const words = data(section);
  const key = section.querySelector(".lotse-quiz__key");
  const count = section.querySelector(".lotse-quiz__count");
  const reasons = Object.fromEntries([...key.querySelectorAll("[data-question]")].map((one) => [one.dataset.question, one]));
  const questions = [...section.querySelectorAll("fieldset")].map((one) => question(one, reasons[one.id.replace("frage-", "")]));

  const clear = () => {
    for (const one of questions) {
      for (const input of one.inputs) input.checked = false;
      one.plain();
    }
    count.textContent = "";
  };
  const check = () => {
    for (const one of questions) {
      const state = !one.answered() ? "open" : one.right() ? "correct" : "wrong";
      one.field.dataset.state = state;
      one.says.textContent = words[state];
      one.why.hidden = state === "open";
    }
    count.textContent = fill(words.count, { right: questions.filter((one) => one.answered() && one.right()).length, all: questions.length });
  };
  // Who changes an answer sees again only what the answer was.
  for (const one of questions) {
    for (const input of one.inputs)
      input.addEventListener("change", () => {
        one.plain();
        count.textContent = "";
      });
  }
  section.querySelector(".lotse-quiz__check").addEventListener("click", check);
  section.querySelector(".lotse-quiz__again").addEventListener("click", () => {
    clear();
    questions[0].inputs[0].focus();
  });
  key.remove();
  onView((trainer) => {
    clear();
    section.classList.toggle("lotse-quiz--trainer", trainer);
    section.querySelector(".lotse-quiz__bar").hidden = trainer;
    for (const one of questions) {
      one.why.hidden = !trainer;
      for (const input of one.inputs) {
        input.disabled = trainer;
        input.checked = trainer && "right" in input.dataset;
      }
    }
  });
}

// Inside a document to print the sheet stays as it is, with its key at the end.
for (const section of document.querySelectorAll(".lotse-quiz")) if (!section.closest(".lotse-document")) start(section);
