// On pages of a site that is kept on this device: says when a newer version is there.

import { el } from "../tools/kit.js";
import { kept, published } from "./copy.js";

const tag = document.documentElement.lang;

try {
  const copy = (await kept()).complete?.languages[tag];
  const now = copy && (await published(tag));
  if (now && now.version !== copy.version) {
    const details = document.querySelector(".lotse-offline");
    const renew = () => {
      notice.remove();
      details.dataset.renew = "now"; // the control does it
      details.open = true;
      details.scrollIntoView();
      details.querySelector("summary").focus();
    };
    const button = el("button", { type: "button", click: renew }, now.words.update);
    const notice = el("p", { class: "lotse-copy", lang: now.lang, dir: now.dir }, now.words.newer, " ", button);
    document.querySelector("main").prepend(notice);
  }
} catch {
  // Without the net, or with storage blocked since, there is nothing to say.
}
