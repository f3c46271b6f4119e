// Answers from the copy on this device when the net doesn't. It is there only while a reader keeps a copy.

const ROOT = self.registration.scope;
const PREFIX = `lotse ${new URL(ROOT).pathname} `;
const STATE = `${ROOT}offline/copy`;
const WAIT = 5000; // milliseconds a page may take before the copy is shown
const shownFromCopy = new Set();

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(ROOT)) return;
  event.respondWith(request.mode === "navigate" ? page(event) : file(event));
});

/** The newest complete copy: its cache and what it says about itself. */
async function copy() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX)).sort();
  for (const name of names.reverse()) {
    const cache = await caches.open(name);
    const state = await cache.match(STATE);
    if (state) return { cache, languages: (await state.json()).languages };
  }
  return null;
}

async function page({ request, resultingClientId }) {
  // Asked even if the browser still holds the page: what it holds doesn't say of which day it is.
  const network = fetch(request.url, { cache: "no-cache", redirect: "manual" });
  const late = new Promise((done) => setTimeout(done, WAIT));
  const answer = await Promise.race([network.catch(() => null), late]);
  if (answer && answer.status < 500) return answer;
  const found = await copy();
  const own = found && (await pageOf(found, request.url));
  if (own) {
    shownFromCopy.add(resultingClientId);
    return own;
  }
  try {
    return await network;
  } catch (error) {
    const missing = found && (await missingPage(found, request.url));
    if (!missing) throw error;
    shownFromCopy.add(resultingClientId);
    return missing;
  }
}

async function pageOf({ cache, languages }, url) {
  const place = new URL(url);
  place.search = place.hash = "";
  const answer = await cache.match(place.href);
  if (answer) return dated(answer, languageOf(languages, place.href), 200);
  place.pathname += "/";
  return (await cache.match(place.href)) ? Response.redirect(place.href, 302) : null;
}

async function missingPage({ cache, languages }, url) {
  const language = languageOf(languages, url) ?? Object.values(languages)[0];
  const answer = await cache.match(`${ROOT}${language.folder}offline.html`);
  return answer && dated(answer, language, 503);
}

/** Whose folder the page lies in; German pages lie in none. */
function languageOf(languages, url) {
  const path = url.slice(ROOT.length);
  const all = Object.values(languages).sort((one, other) => other.folder.length - one.folder.length);
  return all.find(({ folder }) => path.startsWith(folder));
}

/** A page from the copy says so, and of which day the copy is. */
async function dated(answer, { words, date, lang, dir }, status) {
  const text = words.shown.replace("{date}", date).replace(/[&<]/g, (sign) => (sign === "&" ? "&amp;" : "&lt;"));
  const html = (await answer.text()).replace(/<main\b[^>]*>/, (main) => `${main}<p class="lotse-copy" data-copy lang="${lang}" dir="${dir}">${text}</p>`);
  return new Response(html, { status, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

async function file({ request, clientId }) {
  // What belongs to a page of the copy comes from the copy too, so that both are of one version.
  if (shownFromCopy.has(clientId)) return (await fileOf(request)) ?? fetch(request);
  try {
    return await fetch(request);
  } catch (error) {
    const own = await fileOf(request);
    if (!own) throw error;
    return own;
  }
}

async function fileOf(request) {
  const found = await copy();
  return found?.cache.match(request, { ignoreSearch: true, ignoreVary: true });
}
