// Finds pages: by titles, keywords and glossary (MiniSearch), in the whole text (Pagefind), by norm.

import MiniSearch from "../vendor/minisearch.js";
import { fold, words } from "./fold.js";
import { places, read } from "./norms.js";

const LOOKED_AT = 10; // pages of each list
const FLAT = 5; // the higher, the less the first places of a list count more than the next ones
const WEIGHTS = [3, 2, 1]; // named exactly so, named like it, holds it somewhere
const LESSON = 0.5; // the guide's answer comes before the lesson about it
const FIELDS = { title: 5, words: 4, summary: 1 };

async function json(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.json();
}

/**
 * Load what one language's search needs.
 * @param {string} up path of the site's root
 * @param {string} home path of the language's start page
 * @param {string} lang tag of the language
 * @returns {Promise<function(string): Promise<{pages: object[], instead: string}>>} see `finder`
 */
export async function open(up, home, lang) {
  const [pagefind, listed, norms] = await Promise.all([
    import(`${up}pagefind/pagefind.js`), json(`${up}search/${lang}.json`), json(`${up}search/norms.json`),
  ]);
  await pagefind.init();
  return finder(pagefind, listed, norms, home, lang);
}

function finder(pagefind, listed, norms, home, lang) {
  const pages = new Map(listed.map((page) => [page.url, page]));
  const spelled = new Map();
  const tokenize = (text) => {
    const found = words(text, lang);
    for (const word of text.split(/[^\p{L}\p{M}\p{Nd}\u200c'’]+/u)) spelled.set(words(word, lang).join(""), word);
    return found;
  };
  const names = new MiniSearch({
    fields: Object.keys(FIELDS), idField: "url", tokenize, processTerm: (term) => term,
    searchOptions: {
      boost: FIELDS, prefix: (term) => term.length > 2, fuzzy: (term) => (term.length > 4 ? 0.2 : false), maxFuzzy: 2,
      tokenize: (text) => words(text, lang),
      boostDocument: (id) => (pages.get(id.split("#")[0]).group === "course" ? LESSON : 1),
    },
  });
  const terms = phrases(listed, ({ sections }) => sections.flatMap((one) => one.words));
  const keywords = phrases(listed, (page) => [page.title, ...page.words]);
  names.addAll(listed.flatMap(({ url, title, words: own, parts, summary, sections }) => [
    { url, title, words: [...own, ...parts].join(" / "), summary },
    ...sections.map((one) => ({ url: `${url}#${one.id}`, title: one.title, words: [...one.words, ...one.parts].join(" / ") })),
  ]));

  /**
   * The pages for a query, best first.
   * @returns {{pages: {url, title, group, summary, sections: {url, title, excerpt}[]}[], instead: string}}
   *   `instead`: the words that were looked for, if the query seems to be misspelled
   */
  return async (query) => {
    const asked = read(fold(query, ""));
    if (asked) {
      const found = places(norms, asked).filter((one) => pages.has(one.url));
      if (found.length) return { pages: found.map(({ url, section }) => shown(url, section)), instead: "" };
    }
    const named = names.search(query);
    let { texts, exact } = await inText(query);
    const corrected = exact ? "" : correct(query);
    if (corrected) ({ texts } = await inText(corrected));
    const order = fuse(called(query), named.map((one) => one.id.split("#")[0]), texts.map((one) => one.key));
    return { pages: order.map((url) => shown(url, sectionOf(url, named), texts.find((one) => one.key === url))), instead: corrected };
  };

  // A word of the glossary names its page; a keyword only if it names no other.
  function called(query) {
    const key = words(query, lang).join(" ");
    const own = keywords.get(key) ?? [];
    return terms.get(key) ?? (own.length === 1 ? own : []);
  }

  function phrases(all, texts) {
    const found = new Map();
    for (const page of all) {
      for (const text of texts(page)) {
        const key = words(text, lang).join(" ");
        found.set(key, [...(found.get(key) ?? []), page.url]);
      }
    }
    return found;
  }

  async function inText(query) {
    const found = await pagefind.search(lang === "fa" ? query.replace(/\u064a/g, "\u06cc").replace(/\u0643/g, "\u06a9") : query);
    const texts = await Promise.all(found.results.slice(0, LOOKED_AT).map(async (one) => {
      const data = await one.data();
      return { ...data, key: new URL(data.url, location).pathname.replace(home, "") };
    }));
    const marked = texts.flatMap((one) => [...one.excerpt.matchAll(/<mark>(.*?)<\/mark>/g)].flatMap((mark) => words(mark[1], lang)));
    return { texts, exact: words(query, lang).every((word) => marked.some((mark) => mark.startsWith(word))) };
  }

  function correct(query) {
    const better = words(query, lang).map((word) => {
      if (names.search(word, { fuzzy: false }).length) return word;
      const [best] = names.search(word);
      return best ? spelled.get(best.terms[0]) ?? best.terms[0] : word;
    });
    return better.join(" ") === words(query, lang).join(" ") ? "" : better.join(" ");
  }

  function fuse(...lists) {
    // Reciprocal rank fusion (Cormack, Clarke, Büttcher 2009): lists whose scores can't be compared.
    const scores = new Map();
    lists.forEach((list, number) => {
      [...new Set(list)].slice(0, LOOKED_AT).forEach((url, rank) => {
        if (pages.has(url)) scores.set(url, (scores.get(url) ?? 0) + WEIGHTS[number] / (FLAT + rank));
      });
    });
    return [...scores.keys()].sort((a, b) => scores.get(b) - scores.get(a));
  }

  function sectionOf(url, named) {
    return named.find((one) => one.id.startsWith(`${url}#`))?.id.split("#")[1];
  }

  function shown(url, section, text) {
    const page = pages.get(url);
    const known = page.sections.find((one) => one.id === section && one.title);
    const parts = (text?.sub_results ?? []).filter((one) => one.title !== page.title).map(({ url: address, title, excerpt }) => ({ url: address, title, excerpt }));
    if (known && !parts.some((one) => one.url.endsWith(`#${known.id}`))) parts.unshift({ url: `${home}${url}#${known.id}`, title: known.title, excerpt: "" });
    return { url: home + url, title: page.title, group: page.group, summary: page.summary, sections: parts.slice(0, 2) };
  }
}
