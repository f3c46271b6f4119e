// The search: Pagefind's index, our words. Loaded when somebody opens the search, not before.

const WAIT = 150; // milliseconds after the last key
const SHOWN = 8;

let engine;

async function load(up) {
  engine ??= (async () => {
    const pagefind = await import(new URL(`${up}pagefind/pagefind.js`, location).href);
    await pagefind.init();
    return pagefind;
  })();
  return engine;
}

function entry(page) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const part = page.sub_results?.[0];
  link.href = part?.url ?? page.url;
  link.textContent = page.meta.title ?? page.url;
  item.append(link);
  if (part && part.title !== page.meta.title) item.append(Object.assign(document.createElement("span"), { textContent: part.title }));
  const text = document.createElement("p");
  // The part with the page's own heading may hold nothing but the heading.
  if (page.meta.summary && (!part || part.title === page.meta.title)) text.textContent = page.meta.summary;
  // Pagefind escapes the page's text and adds nothing but <mark>.
  else text.innerHTML = part?.excerpt ?? page.excerpt;
  item.append(text);
  return item;
}

export function start(dialog) {
  const field = dialog.querySelector("input");
  const status = dialog.querySelector("[role=status]");
  const list = dialog.querySelector("ol");
  field.focus();
  field.select();
  if (dialog.dataset.ready) return;
  dialog.dataset.ready = "true";
  const words = dialog.dataset;
  let turn = 0;

  const search = async () => {
    const mine = ++turn;
    const query = field.value.trim();
    if (!query) {
      list.replaceChildren();
      status.textContent = "";
      return;
    }
    try {
      const found = await (await load(words.up)).search(query);
      const pages = await Promise.all(found.results.slice(0, SHOWN).map((one) => one.data()));
      if (mine !== turn) return;
      list.replaceChildren(...pages.map(entry));
      const count = found.results.length;
      status.textContent = count === 0 ? words.none : count === 1 ? words.one : words.many.replace("{count}", count);
    } catch {
      engine = undefined;
      status.textContent = words.failed;
    }
  };

  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, WAIT);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      list.querySelector("a")?.focus();
    }
  });
  list.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && at < links.length - 1) links[at + 1].focus();
    else if (event.key === "ArrowUp") (links[at - 1] ?? field).focus();
    else return;
    event.preventDefault();
  });
}
