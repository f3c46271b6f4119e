"""That the differences between Markdown parsers are real, by running both, and that the rules see them."""

from __future__ import annotations

import re
from pathlib import Path

import markdown
import pyromark
import pytest
from click.testing import CliRunner
from conftest import AS_OF, GOLDEN, check

from lotse.cli import main
from lotse.source.markdown import FENCE, OPTIONS

EXTENSIONS = ["attr_list", "footnotes", "tables", "fenced_code", "toc", "pymdownx.blocks.admonition"]
BLOCKS = {"pymdownx.blocks.admonition": {"types": ["note", "stop"]}}

READ_DIFFERENTLY = [
    ("backslash", "Erste Zeile\\\nzweite Zeile"),
    ("backslash", "Ein \\~ im Text"),
    ("block-gap", "Text\n/// note | Titel\n\nText\n\n///"),
    ("block-gap", "/// note | Titel\nText\n///"),
    ("block-gap", "   /// note | Titel\n\nText\n\n   ///"),
    ("emphasis", "Im **„Amt“**snamen"),
    ("extension-syntax", "Absatz\n{: .wichtig }"),
    ("extension-syntax", "![Weg](weg.svg){ width=3 }"),
    ("heading-form", "##Fristen"),
    ("heading-form", " ## Fristen"),
    ("heading-form", "####### Fristen"),
    ("heading-form", "Erste Zeile\nzweite Zeile\n---"),
    ("indented-code", "- Punkt\n\n      Code"),
    ("indented-code", "- Punkt\n\n    ```\n    Code\n    ```"),
    ("link-form", "[Über](über uns.md)"),
    ("list-gap", "Text\n- Punkt"),
    ("list-gap", "Text\n1. Punkt"),
    ("list-indent", "- Punkt\n  - Unterpunkt"),
    ("list-indent", "1. Punkt\n   - Unterpunkt"),
    ("list-indent", "- Punkt\n\n  Absatz"),
    ("list-marker", "1) Punkt\n2) Punkt"),
    ("list-marker", "30. Juni"),
    ("list-marker", "- Punkt\n* Punkt"),
    ("list-marker", "- Punkt\n\n1. Punkt"),
    ("list-marker", "- Punkt\n-\n- Punkt"),
    ("raw-html", "Bei <Name der Behörde> fragen"),
    ("reference-link", "Text\n[ziel]: seite.md"),
    ("table-gap", "Text\n| a | b |\n| --- | --- |\n| 1 | 2 |"),
    ("table-gap", "| a | b |\n| --- | --- |\n| 1 | 2 |\n- Punkt"),
]
LEFT_STANDING = [
    ("admonition", "!!! note", '!!! note "Hinweis"'),
    ("admonition", "??? note", '??? note "Hinweis"'),
    ("admonition", "=== ", '=== "Reiter"'),
    ("bare-url", "https://www.example.org", "Mehr unter https://www.example.org"),
    ("extension-syntax", "[ ]", "- [ ] Pass"),
    ("extension-syntax", "*[StAG]", "Das StAG\n\n*[StAG]: Gesetz"),
    ("extension-syntax", ": Erklärung", "Begriff\n: Erklärung"),
    ("extension-syntax", ":material-check:", ":material-check:"),
    ("extension-syntax", "==gelb==", "==gelb=="),
    ("extension-syntax", "~~weg~~", "~~weg~~"),
    ("link-form", "](", "[Text](ein ort.md)"),
    ("reference-link", "][", "[Text][fehlt]"),
    ("snippet", "{{ gebuehr }}", "{{ gebuehr }}"),
    ("snippet", "--8&lt;--", '--8<-- "teil.md"'),
]


def structure(html: str) -> str:
    """HTML without what may differ: white space, ids, classes, order of attributes, looseness of lists, ends of tags."""
    html = re.sub(r' (?:class|id)="[^"]*"', "", html).replace(" />", ">")
    html = re.sub(
        r'(?: [a-z]+="[^"]*")+', lambda found: "".join(sorted(re.findall(r' [a-z]+="[^"]*"', found[0]))), html
    )
    html = html.replace("&quot;", '"')
    html = re.sub(r"(<li>)?\s*</?p>\s*", lambda found: found[1] or "¶", html)
    return re.sub(r"[\s¶]+(?=<|\Z)|(?<=>)[\s¶]+", "", re.sub(r"\s+", " ", html))


def website(text: str) -> str:
    """The text as Python-Markdown reads it."""
    return markdown.markdown(text, extensions=EXTENSIONS, extension_configs=BLOCKS)


def commonmark(text: str) -> str:
    """The text as CommonMark has it."""
    return pyromark.html(text, options=OPTIONS)


def found_on(clean: Path, text: str) -> set[str]:
    page = clean / "docs/de/probe.md"
    page.write_text(f"{page.read_text('utf-8')}\n{text}\n", "utf-8")
    return {one.rule for one in check(clean, "portability")}


@pytest.mark.parametrize(("name", "text"), READ_DIFFERENTLY)
def test_difference_is_real_and_found(name: str, text: str, clean: Path) -> None:
    assert structure(website(text)) != structure(commonmark(text))
    assert f"portability/{name}" in found_on(clean, text)


@pytest.mark.parametrize(("name", "left", "text"), LEFT_STANDING)
def test_unknown_syntax_is_left_standing_and_found(name: str, left: str, text: str, clean: Path) -> None:
    assert left in commonmark(text).replace("&quot;", '"')
    assert f"portability/{name}" in found_on(clean, text)


@pytest.mark.parametrize(
    "path", sorted((GOLDEN / "clean/docs").glob("??/**/*.md")), ids=lambda p: p.parent.name + "/" + p.name
)
def test_what_the_rules_allow_is_read_alike(path: Path) -> None:
    body = path.read_text("utf-8").split("---\n", 2)[2]
    body = FENCE.sub(b"", body.encode()).decode()  # blocks are an extension to both
    assert structure(website(body)) == structure(commonmark(body))


ALLOWED = """\
Text mit **fett**, *kursiv*, `Code`, [Link](seite.md "Titel"), <https://www.example.org/> und \\* Stern.

- Punkt
- Punkt
  in zwei Zeilen
    - Unterpunkt
        - noch tiefer

    Absatz im Punkt.

Zweite Liste:

1. Eins
2. Zwei

| Lage | Nachweis |
| --- | ---: |
| Arbeit | `Lohn` |

> Ein Zitat,
> zwei Zeilen.

```yaml
title: Sprache
- kein: Punkt
```

<!-- Anmerkung -->

Bis 2026. Das Ende: 3 < 5, 5 * 3.

---

### Ende { #ende }
"""


def test_allowed_constructs_are_silent_and_read_alike(clean: Path) -> None:
    assert found_on(clean, "## Alles { #alles }\n\n" + ALLOWED) == set()
    same = re.compile(r"<div[^>]*>|</div>| style=\"[^\"]*\"|<!--.*?-->")
    assert structure(same.sub("", website(ALLOWED))) == structure(same.sub("", commonmark(ALLOWED)))


def test_what_a_machine_can_mend_is_mended(clean: Path) -> None:
    page = clean / "docs/de/probe.md"
    original = page.read_text("utf-8")
    body = "Liste:\n{}- Pass\n\nTabelle:\n{}| a | b |\n| --- | --- |\n| 1 | 2 |\n{}Text:\n{}/// note | T\n{}Text.\n{}///\n{}Vor{}nach.\n"
    page.write_text(f"{original}\n{body.format(*[''] * 7, chr(9))}", "utf-8")
    for _ in range(3):  # a mend may make room for the next
        CliRunner().invoke(main, ["--root", str(clean), "--as-of", AS_OF, "check", "--fix"])
    assert page.read_text("utf-8") == f"{original}\n{body.format(*[chr(10)] * 7, ' ')}"
