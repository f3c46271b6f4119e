"""From Markdown to what Integreat gets: the HTML subset, the files, the archives, the settings."""

from __future__ import annotations

import io
import json
import re
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from conftest import EXAMPLE, REPOSITORY, check, fingerprint
from integreating import KEY, NUMBER, SITE_URL, guide, loaded
from selectolax.lexbor import LexborHTMLParser

from lotse import model
from lotse.cli import main
from lotse.integreat import config, files, offer, pages, parts, subset, xliff
from lotse.integreat.pages import Article
from lotse.translation import hashes

ALLOWED = {"div", "h2", "h3", "h4", "p", "ul", "ol", "li", "hr", "br", "strong", "em", "sup", "a", "span"}
CITATION = '<a class="citation" dir="ltr" href="https://l.example/10" title="x">§ 10 StAG</a>'
HELD = '<span class="notranslate" translate="no" dir="ltr">'


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SITE_URL", SITE_URL)
    return guide(tmp_path / "guide")


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Article]:
    """The page of the unchanged guide by language."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", SITE_URL)
        return {one.lang: one for one in loaded(guide(tmp_path_factory.mktemp("integreat") / "guide"))[1]}


def converted(html: str) -> str:
    return subset.convert(html, str).removeprefix("<div>\n").removesuffix("\n</div>")


def article(root: Path, lang: str = "de") -> Article:
    return next(one for one in loaded(root)[1] if one.lang == lang)


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<table><thead><tr><th>Lage</th><th>Was zählt</th><th>Ort</th></tr></thead><tbody>"
            "<tr><td><strong>Rente</strong></td><td>Bescheid</td><td></td></tr><tr><td>Arbeit</td><td></td><td></td></tr></tbody></table>",
            "<p>Lage:</p>\n<ul>\n<li><strong>Rente</strong>\n<ul>\n<li>Was zählt: Bescheid</li>\n</ul>\n</li>\n"
            "<li><strong>Arbeit</strong></li>\n</ul>",
        ),
        (
            '<h3 id="x">A</h3><div class="admonition stop">\n<p class="admonition-title">Halt</p>\n<p>Erst fragen.</p>\n</div><p>Dann.</p>',
            "<h3>A</h3>\n<h4>Halt</h4>\n<p>Erst fragen.</p>\n<hr>\n<p>Dann.</p>",
        ),
        ('<div class="admonition note"><p>Ohne Titel.</p></div><h2>B</h2>', "<p>Ohne Titel.</p>\n<h2>B</h2>"),
        (f"<p>Nach ({CITATION}).</p>", f'<p>Nach (<a href="https://l.example/10" class="link-external">{HELD}§ 10 StAG</span></a>).</p>'),
        (
            f'<p><bdi class="citation" dir="ltr">{CITATION} und {CITATION}</bdi></p>',
            f'<p>{HELD}<a href="https://l.example/10" class="link-external">§ 10 StAG</a> und '
            '<a href="https://l.example/10" class="link-external">§ 10 StAG</a></span></p>',
        ),
        ('<p>قرار (<bdi lang="de" dir="ltr">Bescheid</bdi>)</p>', f"<p>قرار ({HELD}Bescheid</span>)</p>"),
        ('<p><a href="tel:0241"><bdi>0241 1</bdi></a></p>', f'<p><a href="tel:0241" class="link-external">{HELD}0241 1</span></a></p>'),
        ('<p>5 <data class="fact" value="x">5 Jahre</data>\n lang <b>a</b><i>b</i><br>c</p>', "<p>5 5 Jahre lang <strong>a</strong><em>b</em><br>c</p>"),
        ("<ol><li><p>a</p></li><li><p>b</p><p>c</p></li><li>d<ul><li>e</li></ul></li></ol>",
         "<ol>\n<li>a</li>\n<li><p>b</p>\n<p>c</p>\n</li>\n<li>d\n<ul>\n<li>e</li>\n</ul>\n</li>\n</ol>"),
        ("<dl><dt>Zeiten</dt><dd>Mo</dd><dd>Di</dd></dl>", "<ul>\n<li>Zeiten: Mo · Di</li>\n</ul>"),
        ('<p>1 &lt; 2 &amp; "x"&nbsp;y</p>', '<p>1 &lt; 2 &amp; "x"\u00a0y</p>'),
        ('<p><a href="https://x.example/ä b?c=1&amp;d=%20">z</a></p>', '<p><a href="https://x.example/%C3%A4%20b?c=1&amp;d=%20" class="link-external">z</a></p>'),
    ],
)  # fmt: skip
def test_the_subset(html: str, expected: str) -> None:
    assert converted(html) == expected


@pytest.mark.parametrize(
    "html", ["<p><code>x</code></p>", "<pre>x</pre>", "<h5>x</h5>", "<p><img src='x'></p>", "<details></details>"]
)
def test_what_has_no_form_is_refused(html: str) -> None:
    with pytest.raises(subset.UnfitError, match="hat in Integreat keine Form"):
        converted(html)


@pytest.mark.parametrize("lang", ["de", "ar", "tr"])
def test_a_page_is_one_div_of_the_subset(articles: dict[str, Article], lang: str) -> None:
    made = articles[lang]
    tree = LexborHTMLParser(made.html, is_fragment=True)
    body = list(tree.root.iter())  # type: ignore[union-attr]
    assert [one.tag for one in body] == ["div"]
    assert {one.tag for one in body[0].traverse()} <= ALLOWED
    assert not re.search(r" (?:id|style|title|target|on\w+)=", made.html)
    assert offer.faults(made) == []


def test_a_page_says_what_it_is_and_where_it_comes_from(articles: dict[str, Article]) -> None:
    html = articles["de"].html
    assert html.startswith("<div>\n<p><em>Durchgesehen: 22. November 2026. Entwurf, noch nicht von der ")
    assert "maschin" not in html.lower()
    assert "<h3>Erst Fachberatung, dann handeln</h3>" in html
    assert (
        f'<li>5 Jahre: <a href="https://www.gesetze-im-internet.de/stag/__10.html" class="link-external">{HELD}§\u00a010'
        in html
    )
    assert f'<a href="{SITE_URL}leitfaden/beispiel/" class="link-external">Beispiel</a>' in html
    assert html.endswith("Lizenz CC BY 4.0</p>\n</div>")
    assert "Musterstraße 1, 00000 Musterstadt" in html and "So prüfen Sie das" not in html


def test_machine_translations_and_confirmations_are_named(root: Path) -> None:
    edit(root, f"docs/tr/{KEY}", "status: reviewed", "status: machine")
    edit(root, EXAMPLE, "scope:", "confirmed: {by: Amt, on: 2026-11-20, document: Brief}\nscope:")
    german, turkish = article(root), article(root, "tr")
    assert "Bestätigt" not in german.line and "bestätigt: Amt, 20. November 2026." in german.line
    assert "Bu çeviriyi bir makine yaptı." in turkish.line and "makine" not in article(root, "ar").line
    assert turkish.html.startswith(f"<div>\n{turkish.line}\n")


def test_links_lead_to_our_site_in_the_reader_s_language(root: Path) -> None:
    edit(
        root,
        f"docs/tr/{KEY}",
        "## Kısaca { #kurz }\n",
        "## Kısaca { #kurz }\n\n[A](../index.md#anfangen) [B](#nachweise)\n",
    )
    found = list(subset.links(article(root, "tr").html))
    assert found[:2] == [f"{SITE_URL}tr/#anfangen", f"{SITE_URL}tr/leitfaden/beispiel/#nachweise"]


def test_tools_become_a_sentence_and_drawings_a_list(root: Path) -> None:
    blocks = "\n\n/// data | tool fees\n\n///\n\n![Wege](../../assets/diagrams/wege.de.svg)\n"
    edit(root, EXAMPLE, "## Kurz gesagt { #kurz }\n", f"## Kurz gesagt {{ #kurz }}{blocks}")
    html = article(root).html
    assert f'Werkzeug zum Ausfüllen: <a href="{SITE_URL}leitfaden/beispiel/"' in html
    assert f"Ja: <strong>Anspruch auf Einbürgerung</strong> ({HELD}§\u00a010 StAG</span>)</li>" in html
    assert "<img" not in html


def test_einfache_sprache_brings_its_questions() -> None:
    site = model.load(REPOSITORY)
    page = site.pages["ls", "leitfaden/sprache.md"]
    assert "pruefen" in [one.id for one in parts.sections(page)]
    assert "pruefen" not in [one.id for one in parts.sections(site.pages["de", "leitfaden/sprache.md"])]


def test_the_mark_outdates_no_translation(root: Path) -> None:
    before = hashes(model.load(root).pages["de", KEY])
    edit(root, EXAMPLE, "integreat: true\n", "")
    assert hashes(model.load(root).pages["de", KEY]) == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"status": "draft"}, "ist ein Entwurf"),
        ({"state": "outdated"}, "steht nicht für den heutigen deutschen Text: lotse diff tr"),
        ({"state": "unconfirmed"}, "steht nicht für den heutigen deutschen Text"),
        ({"html": "<div>\n</div>"}, "hat nur 0 Zeichen"),
        ({"line": "<p>anders</p>"}, "fehlt die Zeile mit Datum"),
    ],
)
def test_what_is_held_back(articles: dict[str, Article], change: dict[str, str], said: str) -> None:
    assert said in offer.held_back(replace(articles["tr"], **change))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<h2>", "<p>[page 7]</p><h2>", "[page oder [contact"),
        (SITE_URL, "../", "führt aus der App nirgendwohin"),
        (SITE_URL, "http://127.0.0.1:8000/", "SITE_URL"),
        ("<h2>", "<thead></thead><h2>", "Tabelle mit Kopfzeile"),
        ("<h2>", "</div><div><h2>", "kein einzelner Kasten"),
        ("<h2>", f"<p>{'x' * 500_000}</p><h2>", "größer als 500 kB"),
    ],
)
def test_what_would_break_in_the_app_is_held_back(articles: dict[str, Article], old: str, new: str, said: str) -> None:
    made = articles["de"]
    assert any(said in one for one in offer.faults(replace(made, html=made.html.replace(old, new))))


def test_arabic_must_begin_with_arabic(articles: dict[str, Article]) -> None:
    made = articles["ar"]
    line = made.line.replace("<em>", "<em>StAG: ")
    html = made.html.replace(made.line, line)
    assert offer.faults(made) == []
    assert "nicht mit der Schrift der Sprache" in offer.faults(replace(made, html=html, line=line))[0]


def test_an_outdated_translation_says_so_and_waits(root: Path) -> None:
    edit(root, EXAMPLE, "Seit wann leben Sie hier?", "Seit wann wohnen Sie hier?")
    site, made = loaded(root)
    found = {one["language"]: one for one in files.manifest(site, made)["pages"]}
    assert found["de"]["held_back"] is None and "lotse diff ar" in found["ar"]["held_back"]
    assert "الصفحة الألمانية أحدث" in article(root, "ar").line


def test_what_is_not_taken_over_outdates_nothing(root: Path) -> None:
    edit(root, EXAMPLE, "Sehen Sie in den Pass", "Schauen Sie in den Pass")
    assert {one.state for one in loaded(root)[1]} == {"current"}


def test_build_writes_files_manifest_and_preview(root: Path) -> None:
    done = CliRunner().invoke(main, ["--root", str(root), "integreat", "build"])
    assert (done.exit_code, done.stderr) == (0, "")
    folder = root / "out/integreat"
    found = json.loads((folder / "manifest.json").read_text("utf-8"))
    jsonschema.validate(found, json.loads((root / "docs/data/schemas/integreat-output.schema.json").read_text("utf-8")))
    assert [one["language"] for one in found["pages"]] == ["de", "ar", "tr"]
    tree = LexborHTMLParser((folder / "index.html").read_text("utf-8"))
    for one in found["pages"]:
        html = (folder / one["file"]).read_text("utf-8").removesuffix("\n")
        assert pages.sha256(html) == one["sha256"]
        field = tree.css_first(f"#leitfaden-beispiel-{one['language']}")
        assert field is not None and field.text() == html
        assert tree.css_first(f'button[data-copy="leitfaden-beispiel-{one["language"]}"]') is not None
    assert len(tree.css('.app > div[dir="auto"] > div')) == 3
    assert not re.search(r'<[^>]+ on\w+="|<(?:script|link|img)[^>]+(?:src|href)=', tree.html or "")
    before = fingerprint(folder)
    assert CliRunner().invoke(main, ["--root", str(root), "integreat", "build"]).exit_code == 0
    assert fingerprint(folder) == before


def test_a_withdrawn_page_is_named_and_not_built(root: Path) -> None:
    edit(root, EXAMPLE, "scope:", "withdrawn: Falsche Frist\nscope:")
    site, made = loaded(root)
    assert made == [] and files.manifest(site, made)["withdrawn"] == [KEY]


def test_a_page_that_can_not_be_made_is_one_sentence_and_nothing_is_written(root: Path) -> None:
    edit(root, EXAMPLE, "## Kurz gesagt { #kurz }\n", "## Kurz gesagt { #kurz }\n\n`Code`\n")
    done = CliRunner().invoke(main, ["--root", str(root), "integreat", "build"])
    assert done.exit_code == 1
    assert done.stderr == f"Fehler: {EXAMPLE}: <code> hat in Integreat keine Form\n"
    assert not (root / "out").exists()


def test_without_a_public_address_nothing_goes_out(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "http://127.0.0.1:8000/")
    done = CliRunner().invoke(main, ["--root", str(root), "integreat", "build"])
    assert done.stderr.startswith(f"{EXAMPLE} und 2 weitere: Links führen auf diesen Rechner")
    assert "davon 3 noch nicht zur Übergabe" in done.stdout


NAMES = {"x": "urn:oasis:names:tc:xliff:document:1.2"}


def test_xliff_has_id_title_and_text(root: Path) -> None:
    edit(root, f"docs/tr/{KEY}", "status: reviewed", "status: machine")
    (root / config.PATH).write_text(
        f'[pages]\n"{KEY}" = {NUMBER}\n[languages]\nar = "ar"\ntr = "tr-x"\n'.replace("tr-x", "tr"), "utf-8"
    )
    site, made = loaded(root)
    found = xliff.make(site, made)
    assert found.counts == {xliff.HUMAN: 2, xliff.MACHINE: 1} and found.left == []
    names = [name for raw in found.archives.values() for name in zipfile.ZipFile(io.BytesIO(raw)).namelist()]
    assert names == ["de/leitfaden/beispiel.xliff", "ar/leitfaden/beispiel.xliff", "tr/leitfaden/beispiel.xliff"]
    assert xliff.make(site, made).archives == found.archives
    with zipfile.ZipFile(io.BytesIO(found.archives[xliff.MACHINE])) as archive:
        tree = ET.fromstring(archive.read(names[2]))
    file = tree.find("x:file", NAMES)
    assert file is not None
    assert (file.get("original"), file.get("source-language"), file.get("target-language")) == ("17", "de", "tr")
    units = {one.get("resname"): one for one in file.iterfind(".//x:trans-unit", NAMES)}
    by = {one.lang: one for one in made}
    assert units["title"].findtext("x:target", "", NAMES) == "Örnek"
    assert units["content"].findtext("x:source", "", NAMES) == by["de"].html
    assert units["content"].findtext("x:target", "", NAMES) == by["tr"].html
    assert units["content"].get("approved") == "no"


def test_xliff_names_what_it_leaves_out(root: Path) -> None:
    done = CliRunner().invoke(main, ["--root", str(root), "integreat", "xliff"])
    assert done.exit_code == 1
    assert done.stderr.startswith(
        f"{EXAMPLE}: Die Seite hat in integreat.toml noch keine Nummer\nFehler: Es gibt nichts"
    )
    (root / config.PATH).write_text(f'[pages]\n"{KEY}" = {NUMBER}\n', "utf-8")
    edit(root, f"docs/tr/{KEY}", "status: reviewed", "status: draft")
    done = CliRunner().invoke(main, ["--root", str(root), "integreat", "xliff"])
    assert done.exit_code == 0 and f"docs/tr/{KEY}: Die Übersetzung ist ein Entwurf" in done.stderr
    assert sorted(one.name for one in (root / "out/integreat-xliff").iterdir()) == [xliff.HUMAN]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("base = \n", "integreat.toml:1:8: Hier ist die Datei kein lesbares TOML"),
        ("[pages\n", "kein lesbares TOML"),
        (
            'base = "http://cms.example"\n',
            "integreat.toml:1:1: „base“: „http://cms.example“ hat nicht die verlangte Form",
        ),
        ('base = "https://user:pw@cms.example"\n', "hat nicht die verlangte Form"),
        ('\nregoin = "x"\n', "integreat.toml:2:1: Feld „regoin“ ist hier unbekannt"),
        ('[pages]\n"leitfaden/beispeil.md" = 3\n', "gemeint ist vielleicht: leitfaden/beispiel.md"),
        (f'[pages]\n"{KEY}" = 0\n', f"integreat.toml:2:1: „{KEY}“ passt nicht zur Vorgabe; Nummer der Seite"),
        ('[languages]\nxx = "en"\n', "integreat.toml:2:1: Die Sprache „xx“ gibt es nicht"),
    ],
)
def test_broken_settings_are_one_sentence_with_their_place(root: Path, text: str, said: str) -> None:
    (root / config.PATH).write_text(text, "utf-8")
    done = CliRunner().invoke(main, ["--root", str(root), "integreat", "build"])
    assert done.exit_code == 1 and said in done.stderr and "Traceback" not in done.stderr
    assert not (root / "out").exists()


def test_settings_that_are_no_text(root: Path) -> None:
    (root / config.PATH).write_bytes('region = "köln"'.encode("latin-1"))
    with pytest.raises(config.ConfigError, match="nicht in UTF-8"):
        config.sound(model.load(root))


def test_two_pages_can_not_have_one_number(root: Path) -> None:
    edit(root, "docs/de/probe.md", "scope:", "integreat: true\nscope:")
    (root / config.PATH).write_text(f'[pages]\n"{KEY}" = 3\n"probe.md" = 3\n', "utf-8")
    with pytest.raises(config.ConfigError, match=f"integreat.toml:3:1: Die Nummer 3 hat schon {KEY}"):
        config.sound(model.load(root))


def test_a_page_without_any_fitting_section_is_a_finding(clean: Path) -> None:
    edit(clean, "docs/de/probe.md", "scope:", "integreat: true\nscope:")
    found = check(clean, "integreat/unfit")
    assert [one.message for one in found] == ["Kein Abschnitt dieser Seite geht an Integreat"]


def test_while_no_region_is_agreed_one_hint_is_enough(clean: Path) -> None:
    edit(clean, EXAMPLE, "scope:", "integreat: true\nscope:")
    assert [(one.severity, one.path) for one in check(clean, "integreat/id-missing")] == [("info", config.PATH)]


def test_output_is_not_committed() -> None:
    done = subprocess.run(
        ["git", "check-ignore", "out/integreat/index.html"], cwd=REPOSITORY, capture_output=True, check=False
    )
    if done.returncode == 128:
        pytest.skip("not a git repository")
    assert done.returncode == 0
