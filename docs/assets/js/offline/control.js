// The control at the foot of each page: keep these pages, renew them, delete them.

import { el, fill } from "../tools/kit.js";
import { drop, keep, kept, published } from "./copy.js";

const tag = document.documentElement.lang;

/** @param {HTMLDetailsElement} details that the reader has opened */
export async function start(details) {
  const status = el("p", { role: "status" });
  const bar = el("progress", { max: 1, hidden: true });
  const buttons = el("p", { class: "lotse-buttons" });
  details.lastElementChild.append(status, bar, buttons);
  await show();

  /** @param {(words: object) => string} [news] what has just happened */
  async function show(news) {
    // Null where storage is blocked, and without the net.
    const state = await kept().catch(() => null);
    const now = await published(tag).catch(() => null);
    const copy = state?.complete?.languages[tag];
    const words = (now ?? copy)?.words;
    if (!words) {
      status.textContent = details.dataset.failed;
      return;
    }
    const older = copy && now && copy.version !== now.version;
    const run = (action, news) => async () => {
      for (const one of buttons.children) one.disabled = true;
      let said = news;
      try {
        await action();
      } catch (error) {
        said = { QuotaExceededError: ({ full }) => full, SecurityError: ({ blocked }) => blocked }[error.name] ?? (({ failed }) => failed);
      }
      bar.hidden = true;
      await show(said);
      details.querySelector("summary").focus({ preventScroll: true }); // the button that had it is gone
    };
    const load = run(() => {
      bar.ariaLabel = words.open;
      bar.hidden = false;
      let told = -1;
      return keep(tag, (share) => {
        bar.value = share;
        // Ten times is enough for those who hear it.
        const percent = Math.floor(share * 10) * 10;
        if (percent !== told) status.textContent = fill(words.progress, { percent: (told = percent) });
      });
    });
    status.textContent = [news?.(words), ...about(state, copy, now, older, words)].filter(Boolean).join(" ");
    const button = (text, click) => el("button", { type: "button", click }, text);
    buttons.replaceChildren(
      ...[
        state && now && (!copy || older) && button(copy ? words.update : words.keep, load),
        state?.caches.length && button(words.drop, run(drop, ({ dropped }) => dropped)),
      ].filter(Boolean),
    );
    if (older && details.dataset.renew) {
      delete details.dataset.renew;
      load();
    }
  }
}

/** What is to be said about this device: sentences. */
function about(state, copy, now, older, words) {
  if (!state) return [words.blocked];
  if (copy) return [fill(words.kept, copy), older ? words.newer : now ? words.current : words.unreachable];
  const size = fill(words.size, { load: megabytes(now.load), store: megabytes(now.store) });
  return [words.about, size, !state.complete && state.caches.length ? words.interrupted : ""];
}

const megabytes = (bytes) => (bytes / 1e6).toLocaleString(tag, { maximumFractionDigits: 1, numberingSystem: "latn" });
