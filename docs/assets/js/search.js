// The search dialog: our words around what search/find.js finds. Loaded when somebody opens it, not before.

const WAIT = 150; // milliseconds after the last key
const SHOWN = { guide: 6, tools: 3, course: 4 };

let finding;

function load({ up, home, lang }) {
  const full = (address) => new URL(address, location).pathname;
  finding ??= import("./search/find.js").then(({ open }) => open(full(up), full(home), lang));
  return finding;
}

function made(name, text, ...inside) {
  const node = Object.assign(document.createElement(name), text === undefined ? {} : { textContent: text });
  node.append(...inside);
  return node;
}

function link({ url, title }) {
  return Object.assign(made("a", title), { href: url });
}

function entry(page) {
  const item = made("li", undefined, link(page));
  if (page.summary) item.append(made("p", page.summary));
  for (const section of page.sections) {
    const text = made("p", undefined, link(section));
    text.className = "lotse-search__section";
    // Pagefind escapes the page's text and adds nothing but <mark>.
    if (section.excerpt) text.insertAdjacentHTML("beforeend", ` ${isolated(withoutTitle(section))}`);
    item.append(text);
  }
  return item;
}

function withoutTitle({ title, excerpt }) {
  return excerpt.startsWith(`${title}.`) ? excerpt.slice(title.length + 1) : excerpt;
}

// A citation keeps its order inside a line of Arabic or Persian; between left-to-right words nothing is to be seen of it.
function isolated(excerpt) {
  const latin = /(?<![&\w])(?:§+ ?)?[\p{Script=Latin}\d](?:[\p{Script=Latin}\d§ .,/-]*[\p{Script=Latin}\d])?/gu;
  return document.dir !== "rtl" ? excerpt : excerpt.split(/(<\/?mark>)/).map((part) => (part.startsWith("<") ? part : part.replace(latin, "\u2066$&\u2069"))).join("");
}

function groups(pages, words) {
  const found = new Map();
  for (const page of pages) found.set(page.group, [...(found.get(page.group) ?? []), page]);
  return [...found].flatMap(([name, members], number) => {
    const title = made("h2", words[name]);
    title.id = `lotse-search-group-${number}`;
    const list = made("ul", undefined, ...members.slice(0, SHOWN[name]).map(entry));
    list.setAttribute("aria-labelledby", title.id);
    return [title, list];
  });
}

export function start(dialog) {
  const field = dialog.querySelector("input");
  const status = dialog.querySelector("[role=status]");
  const results = dialog.querySelector(".lotse-search__results");
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
      results.replaceChildren();
      status.textContent = "";
      return;
    }
    try {
      const { pages, instead } = await (await load(words))(query);
      if (mine !== turn) return;
      results.replaceChildren(...groups(pages, words));
      const count = pages.length === 0 ? words.none : pages.length === 1 ? words.one : words.many.replace("{count}", pages.length);
      status.textContent = instead && pages.length ? `${words.instead.replace("{words}", instead)} ${count}` : count;
    } catch {
      finding = undefined;
      status.textContent = words.failed;
    }
  };

  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, WAIT);
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [field, ...results.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    if (!stops[at]) return;
    event.preventDefault();
    stops[at].focus();
  });
}
