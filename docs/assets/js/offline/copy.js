// The copy on this device: one cache with all pages of the languages a reader keeps, and the worker that answers from it.
// Nothing here runs before a reader asks for a copy.

export const ROOT = new URL("../../../", import.meta.url); // of the site
const PREFIX = `lotse ${ROOT.pathname} `; // other sites may share the origin
const AT_ONCE = 6;
const address = (path) => new URL(path, ROOT).href;
const STATE = address("offline/copy");

/** What is published now: version, size and words of a language; null on a page that the worker took from the copy. */
export const published = async (lang) => (document.querySelector("[data-copy]") ? null : json(`offline/${lang}.json`));

async function json(path) {
  const answer = await fetch(address(path), { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${answer.status} ${path}`);
  return answer.json();
}

/**
 * What is kept on this device.
 * @returns {Promise<{complete: ?{languages: Object<string, object>}, caches: string[]}>} the newest complete copy, and
 *   the names of all caches of ours; one that is not complete was interrupted
 */
export async function kept() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX)).sort();
  for (const name of [...names].reverse()) {
    const answer = await (await caches.open(name)).match(STATE);
    if (answer) return { complete: await answer.json(), caches: names };
  }
  return { complete: null, caches: names };
}

/**
 * Keep a language, and bring those already kept to what is published now. What has not changed is not loaded again.
 * @param {string} lang tag of the language
 * @param {(share: number) => void} report share that is done, 0 to 1
 */
export const keep = (lang, report) => navigator.locks.request(PREFIX, () => load(lang, report));

async function load(lang, report) {
  const before = await kept();
  const languages = {};
  const files = {};
  for (const one of new Set([...Object.keys(before.complete?.languages ?? {}), lang])) {
    languages[one] = { ...(await json(`offline/${one}.json`)), date: today(one) };
    Object.assign(files, await json(`offline/${one}.files.json`));
  }
  const old = await Promise.all(before.caches.map((name) => caches.open(name)));
  const name = PREFIX + Date.now();
  const cache = await caches.open(name);
  const waiting = Object.entries(files);
  const total = waiting.reduce((sum, [, [, size]]) => sum + size, 0);
  let done = 0;
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [path, [digest, size]] = next;
      await cache.put(address(path), await found(old, path, digest));
      done += size;
      report(done / total);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    await cache.put(STATE, new Response(JSON.stringify({ languages })));
  } catch (error) {
    waiting.length = 0; // the others stop too
    if (error.name === "QuotaExceededError") await caches.delete(name);
    throw error;
  }
  await Promise.all(before.caches.map((one) => caches.delete(one)));
  await navigator.serviceWorker.register(address("offline-worker.js"), { scope: ROOT.pathname });
}

/** A file as the list describes it: from this device if it is there, else from the net. */
async function found(old, path, digest) {
  for (const cache of old) {
    const answer = await cache.match(address(path));
    if (answer && (await same(answer, digest))) return answer;
  }
  const answer = await fetch(address(path), { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${answer.status} ${path}`);
  // While the site is being renewed, list and files may differ for a moment.
  if (!(await same(answer, digest))) throw new Error(`changed ${path}`);
  return answer;
}

async function same(answer, digest) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await answer.clone().arrayBuffer()));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("").startsWith(digest);
}

/** Today as the language writes it, in the calendar and digits of the pages. */
const today = (lang) =>
  new Intl.DateTimeFormat(lang, { dateStyle: "long", calendar: "gregory", numberingSystem: "latn" }).format();

/** Delete all that was ever kept, and the worker with it. */
export async function drop() {
  const registration = await navigator.serviceWorker.getRegistration(ROOT);
  await registration?.unregister();
  await Promise.all((await kept()).caches.map((name) => caches.delete(name)));
}
