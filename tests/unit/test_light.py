"""Pages come without the theme's scripts, and with one style sheet that holds only what something asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from lotse.finish import light
from lotse.finish.html import parse

THEME = """:root{--read:red;--unread:url("data:image/svg+xml;charset=utf-8,<svg/>");--through:1}
.md-main{color:var(--read)}.md-gone{width:calc(1px*var(--through))}.md-main .md-gone{top:1px}.md-main:hover{top:0}
.set-by-script{left:0}#kept{right:0}#dropped{bottom:0}@media print{.md-gone{display:none}}"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A built site with one page, the theme's files and ours."""
    for name, text in {
        "assets/stylesheets/main.1.min.css": THEME,
        "assets/stylesheets/palette.2.min.css": ".md-main[data-x]{color:blue}",
        "assets/stylesheets/main.1.min.css.map": "{}",
        "assets/javascripts/bundle.3.min.js": "document.querySelector('.md-gone')",
        "assets/css/lotse.css": "/* ours */\nh1 { color: green; }\n",
        "assets/js/lotse.js": 'e.classList.add("set-by-script")',
        "index.html": '<html><body><div class="md-main a" id="kept"></div></body></html>',
    }.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return tmp_path


def test_one_sheet_with_what_is_asked_for(site: Path) -> None:
    light.styles(site)
    text = (site / light.SHEET).read_text("utf-8")
    for kept in (".md-main", "--read", ".set-by-script", "#kept", ".md-main:hover", "[data-x]"):
        assert kept in text, kept
    for gone in ("md-gone", "#dropped", "--unread", "--through", "@media print", "ours"):
        assert gone not in text, gone
    # Ours comes last, as it did in three sheets.
    assert text.index("red") < text.index("#00f") < text.index("green")
    assert not (site / "assets/stylesheets").exists() and not (site / "assets/javascripts").exists()


def test_once_more_changes_nothing(site: Path) -> None:
    light.styles(site)
    before = (site / light.SHEET).read_bytes()
    light.styles(site)
    assert (site / light.SHEET).read_bytes() == before


def test_another_sheet_of_ours_may_read_a_property(site: Path) -> None:
    (site / "assets/css/course.css").write_text(".a { top: var(--unread) }", "utf-8")
    light.styles(site)
    assert "--unread" in (site / light.SHEET).read_text("utf-8")


def test_a_page_without_the_theme_s_own() -> None:
    tree = parse(
        '<html class="no-js"><head><script>a()</script><link rel="stylesheet" href="../assets/stylesheets/main.1.css">'
        '<link rel="stylesheet" href="../assets/css/lotse.css"></head><body><input id="__search"><p>Text</p>'
        '<div class="md-dialog"></div><script src="../assets/javascripts/bundle.js"></script></body></html>'
    )
    light.page(tree)
    assert [node.attributes["href"] for node in tree.css("link")] == ["../assets/css/lotse.css"]
    assert [node.html for node in tree.css("script")] == [light.FIRST]
    assert tree.css_first("body").child.tag == "script"
    assert not tree.css("#__search, .md-dialog") and tree.css("p")
