"""Only what our pages need: the theme's scripts go, and of its style sheets stays what some page uses, in one file with ours.

A first visit then loads one style sheet and one small script. What the theme's scripts did for readers, ``lotse.js`` does.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from lightningcss import process_stylesheet

from lotse.finish.html import Tree, insert_before, one

SHEET = "assets/css/lotse.css"
# Light or dark must be known before anything is painted; so this is the one script that stands inside the pages.
FIRST = (
    '<script>document.documentElement.className="js";(()=>{let kept;try{kept=localStorage.getItem("lotse-scheme")}catch{}'
    'if(kept?kept==="slate":matchMedia("(prefers-color-scheme: dark)").matches)document.body.dataset.mdColorScheme="slate"'
    "})()</script>"
)
# MkDocs has them in the first folder, Zensical in the second.
_THEME = [f"assets/stylesheets/{folder}{name}.*.css" for folder in ("", "classic/") for name in ("main", "palette")]
_LEFT_OUT = ("assets/stylesheets", "assets/javascripts")
# The last two are the places where its scripts would show messages and open its search.
_THEMES_OWN = "script, head link[rel=stylesheet][href*='assets/stylesheets/'], .md-dialog, #__search"
_NAME = re.compile(r"[.#]([A-Za-z_][\w-]*)")
_NAMED = re.compile(r'\s(?:class|id)="([^"]*)"')
_PROPERTY = re.compile(r"[{;](--[\w-]+):")
_READ = re.compile(r"var\((--[\w-]+)")
_WORD = re.compile(r"[\w-]+")


def page(tree: Tree) -> None:
    """Take the theme's scripts and style sheets out of a page as the builder wrote it, and put our first script in."""
    for node in tree.css(_THEMES_OWN):
        node.decompose()
    first = one(tree, "body").child
    if first is not None:
        insert_before(first, FIRST)


def styles(site_dir: Path) -> None:
    """Join the theme's style sheets and ours, without what nothing asks for; once more changes nothing.

    A rule goes only when it wants a class or an id that stands in no page and in no script of ours, a custom property
    only when no rule reads it. What a selector means is Lightning CSS's business.
    """
    theme = [file for pattern in _THEME for file in sorted(site_dir.glob(pattern))]
    if not theme:
        return
    own = site_dir / SHEET
    text = "\n".join(file.read_text("utf-8") for file in (*theme, own))
    named = set(_names(site_dir))
    text = process_stylesheet(text, unused_symbols=set(_NAME.findall(text)) - named)
    others = "".join(file.read_text("utf-8") for file in own.parent.glob("*.css") if file != own)
    while unread := set(_PROPERTY.findall(text)) - set(_READ.findall(text + others)) - named:
        text = process_stylesheet(text, unused_symbols=unread)
    own.write_text(f"{text}\n", "utf-8")
    for folder in _LEFT_OUT:
        shutil.rmtree(site_dir / folder)


def _names(site_dir: Path) -> Iterator[str]:
    """Every class and id of the pages, and every word of our scripts, which may set one."""
    for file in site_dir.rglob("*.html"):
        for value in _NAMED.findall(file.read_text("utf-8")):
            yield from value.split()
    for file in (site_dir / "assets/js").rglob("*.js"):
        yield from _WORD.findall(file.read_text("utf-8"))
