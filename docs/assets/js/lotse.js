// The menu, light and dark, the place on the page, the language list, values, the search. Without this file everything stays readable.

const drawer = document.getElementById("__drawer");
const opener = document.querySelector(".lotse-menu-open");

if (drawer && opener) {
  document.querySelector('.md-header label[for="__drawer"]').remove();
  opener.hidden = false;
  const menu = document.getElementById("lotse-menu");
  const narrow = matchMedia("(max-width: 76.234375em)");
  const show = () => opener.setAttribute("aria-expanded", String(drawer.checked));
  const toggle = (open) => {
    drawer.checked = open;
    drawer.dispatchEvent(new Event("change"));
    show();
    if (open) menu?.querySelector("a[href]")?.focus();
    else opener.focus();
  };
  opener.addEventListener("click", () => toggle(!drawer.checked));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drawer.checked) toggle(false);
  });
  menu?.addEventListener("click", ({ target }) => {
    if (!narrow.matches || !target.closest("a[href^='#']")) return;
    drawer.checked = false;
    show();
  });
  drawer.addEventListener("change", show);
  show();
}

// Light or dark: what the reader chose, else what the device says, at once when that changes.
const scheme = document.querySelector(".lotse-scheme");
if (scheme) {
  const device = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => document.body.dataset.mdColorScheme === "slate";
  const paint = (dark) => {
    document.body.dataset.mdColorScheme = dark ? "slate" : "default";
    scheme.ariaLabel = scheme.title = dark ? scheme.dataset.light : scheme.dataset.dark;
  };
  scheme.addEventListener("click", () => {
    paint(!isDark());
    try {
      localStorage.setItem("lotse-scheme", document.body.dataset.mdColorScheme);
    } catch {
      // Storage is blocked: the choice holds for this page.
    }
  });
  device.addEventListener("change", () => {
    let kept;
    try {
      kept = localStorage.getItem("lotse-scheme");
    } catch {
      // Storage is blocked: the device decides.
    }
    if (!kept) paint(device.matches);
  });
  paint(isDark());
}

// Where one is: the page's title in the header once its heading is gone, and the entry in the table of contents.
const heading = document.querySelector("article h1");
const headerTitle = document.querySelector(".md-header__title");
if (heading && headerTitle) {
  new IntersectionObserver(([{ isIntersecting, boundingClientRect }]) => {
    headerTitle.classList.toggle("md-header__title--active", !isIntersecting && boundingClientRect.top < 60);
  }, { rootMargin: "-60px 0px 0px" }).observe(heading);
}

// A menu that is longer than the screen shows the entry of this page or section, without moving the page.
const reveal = (link) => {
  const frame = link?.closest(".md-sidebar__scrollwrap");
  if (!frame) return;
  const inner = link.getBoundingClientRect(), outer = frame.getBoundingClientRect();
  if (inner.top < outer.top || inner.bottom > outer.bottom) frame.scrollTop += inner.top - outer.top - frame.clientHeight / 2;
};

const links = new Map();
for (const link of document.querySelectorAll(".md-sidebar--secondary a[href^='#']")) {
  const place = document.getElementById(link.hash.slice(1));
  if (place) links.set(place, link);
}
if (links.size) {
  const line = 120; // pixels from the top: a section counts as read from here on
  let current;
  const follow = () => {
    const passed = [...links.keys()].filter((place) => place.getBoundingClientRect().top < line);
    const link = links.get(passed.at(-1));
    if (link === current) return;
    current?.classList.remove("md-nav__link--active");
    current?.removeAttribute("aria-current");
    link?.classList.add("md-nav__link--active");
    link?.setAttribute("aria-current", "location");
    current = link;
    reveal(link);
  };
  const observer = new IntersectionObserver(follow, { rootMargin: `${-line}px 0px 0px` });
  for (const place of links.keys()) observer.observe(place);
}
const here = document.querySelector("#lotse-menu a.md-nav__link--active");
if (here) {
  new IntersectionObserver((_, observer) => {
    observer.disconnect();
    reveal(here);
  }).observe(here);
}

// Back to the top: offered to whoever scrolls back on a long page.
const up = document.querySelector(".md-top");
if (up) {
  let before = scrollY;
  addEventListener("scroll", () => {
    up.hidden = scrollY >= before || scrollY < innerHeight;
    before = scrollY;
  }, { passive: true });
  up.addEventListener("click", () => {
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  });
}

// What is folded: open on paper, and where an address leads into it.
const unfold = () => {
  const fold = location.hash && document.getElementById(location.hash.slice(1))?.closest("article details:not([open])");
  if (fold) fold.open = true;
};
addEventListener("hashchange", unfold);
unfold();
const opened = [];
addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("article details:not([open])")) {
    fold.open = true;
    opened.push(fold);
  }
});
addEventListener("afterprint", () => {
  for (const fold of opened.splice(0)) fold.open = false;
});

const languages = document.querySelector(".lotse-languages");
if (languages) {
  document.addEventListener("click", (event) => {
    if (!languages.contains(event.target)) languages.open = false;
  });
  languages.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && languages.open) {
      languages.open = false;
      languages.querySelector("summary").focus();
    }
  });
  // The language changes, the place on the page stays: ids are the same in all languages.
  languages.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && location.hash) link.hash = location.hash;
  });
}

// A value shows its note when keys reach it, not only on a click. Escape closes it: the browser does that.
document.addEventListener("focusin", ({ target, relatedTarget }) => {
  const fact = target.closest(".fact");
  // Who comes back from the link in the note has it open, or has just closed it.
  if (target.matches(".fact__value:focus-visible") && !fact.contains(relatedTarget)) fact.querySelector("[popover]")?.togglePopover?.(true);
});
document.addEventListener("focusout", ({ target, relatedTarget }) => {
  const fact = target.closest(".fact");
  if (fact && !fact.contains(relatedTarget)) fact.querySelector("[popover]")?.togglePopover?.(false);
});

const dialog = document.querySelector("dialog.lotse-search");
if (dialog) {
  const open = async () => {
    dialog.showModal();
    const { start } = await import("./search.js");
    start(dialog);
  };
  for (const button of document.querySelectorAll(".lotse-search-open")) {
    button.hidden = false;
    button.addEventListener("click", open);
  }
  dialog.querySelector(".lotse-search-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
}

// The title that each printed sheet repeats.
const title = document.querySelector("article h1");
if (title) document.documentElement.style.setProperty("--lotse-title", JSON.stringify(title.textContent));

// The copy for reading without the net: its scripts are loaded when somebody opens the control, or has a copy.
const offline = document.querySelector(".lotse-offline");
if (offline && navigator.serviceWorker) {
  offline.hidden = false;
  offline.addEventListener("toggle", async () => (await import("./offline/control.js")).start(offline), { once: true });
  if (navigator.serviceWorker.controller) import("./offline/notice.js");
}
