// Keyboard for the menu, the language list and the search. Without this file everything stays readable.

const drawer = document.getElementById("__drawer");
const opener = document.querySelector(".lotse-menu-open");

if (drawer && opener) {
  document.querySelector('.md-header label[for="__drawer"]').remove();
  opener.hidden = false;
  const menu = document.getElementById("lotse-menu");
  const narrow = matchMedia("(max-width: 76.234375em)");
  const show = () => {
    opener.setAttribute("aria-expanded", String(drawer.checked));
    // A closed drawer stands beside the screen: keys must not wander there.
    if (menu) menu.inert = narrow.matches && !drawer.checked;
  };
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
  drawer.addEventListener("change", show);
  narrow.addEventListener("change", show);
  show();
}

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
