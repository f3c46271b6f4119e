"""Whatever an editor saves: one clear line a fault, the right exit code, no traceback, no file changed."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import AS_OF, EXAMPLE, fingerprint

from lotse.cli import main
from lotse.source import yamlfile

PROBE = "docs/de/probe.md"
HEAD = re.compile(r"^(\S[^\n]*?:\d+:\d+): (?:Fehler|Warnung): (.+) \[([a-z]+/[a-z-]+)\]$", re.M)


def run(root: Path, *arguments: str) -> Result:
    """``lotse check`` on ``root``; the files must be the same afterwards."""
    before = fingerprint(root) if root.is_dir() else {}
    result = CliRunner().invoke(main, ["--root", str(root), "--as-of", AS_OF, "check", *arguments])
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert (fingerprint(root) if root.is_dir() else {}) == before
    return result


def found(root: Path) -> list[tuple[str, str, str]]:
    """(place, message, rule) of each finding; the run must end with exit code 1."""
    result = run(root)
    assert result.exit_code == 1
    return [(m[1], m[2], m[3]) for m in HEAD.finditer(result.output)]


def rewrite(root: Path, path: str, change: Callable[[bytes], bytes]) -> None:
    (root / path).write_bytes(change((root / path).read_bytes()))


def test_latin_1(clean: Path) -> None:
    rewrite(clean, PROBE, lambda raw: raw.decode().encode("latin-1"))
    assert found(clean) == [
        (f"{PROBE}:3:39", "Datei ist nicht in UTF-8 gespeichert, Umlaute und andere Schriften gehen verloren",
         "structure/encoding")
    ]  # fmt: skip


def test_latin_1_in_the_front_matter(clean: Path) -> None:
    rewrite(clean, PROBE, lambda raw: raw.replace(b"Probe\n", "Prübe\n".encode("latin-1"), 1))
    assert [(place, rule) for place, _, rule in found(clean)] == [(f"{PROBE}:2:10", "structure/encoding")]


def test_null_character(clean: Path) -> None:
    rewrite(clean, PROBE, lambda raw: raw + b"Text\x00.\n")
    assert found(clean) == [(f"{PROBE}:14:5", "Datei enthält ein Null-Zeichen", "structure/encoding")]


def test_byte_order_mark(clean: Path) -> None:
    rewrite(clean, PROBE, lambda raw: b"\xef\xbb\xbf" + raw)
    assert found(clean) == [(f"{PROBE}:1:1", "Datei beginnt mit einer unsichtbaren Marke (BOM)", "structure/bom")]


def test_windows_line_endings(clean: Path) -> None:
    rewrite(clean, EXAMPLE, lambda raw: raw.replace(b"\n", b"\r\n"))
    assert found(clean) == [(f"{EXAMPLE}:1:4", "Zeilenenden stammen aus Windows (CRLF)", "structure/line-endings")]


def test_byte_order_mark_and_line_endings_are_mended_on_request(clean: Path) -> None:
    original = fingerprint(clean)
    rewrite(clean, PROBE, lambda raw: b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"))
    for _ in range(2):  # overlapping mends wait for the next run
        CliRunner().invoke(main, ["--root", str(clean), "--as-of", AS_OF, "check", "--fix"])
    assert fingerprint(clean) == original


@pytest.mark.parametrize("content", [b"", b"\n\n", b"---\ntitle: Probe\n---\n"], ids=["nothing", "blank", "head only"])
def test_empty_page(content: bytes, clean: Path) -> None:
    rewrite(clean, PROBE, lambda _: content)
    assert (f"{PROBE}:1:1", "Die Seite ist leer", "structure/empty") in found(clean)


def test_page_without_title(clean: Path) -> None:
    rewrite(clean, PROBE, lambda raw: raw.replace(b"# Probe { #probe }\n", b""))
    assert found(clean) == [(f"{PROBE}:10:1", "Die Seite hat keine große Überschrift", "structure/title")]


def test_five_megabytes(clean: Path) -> None:
    rewrite(clean, PROBE, lambda raw: raw + b"Text.\n" * 900_000)
    assert found(clean) == [(f"{PROBE}:1:1", "Datei ist 5,4 MB groß und wird nicht gelesen", "structure/too-large")]


def test_links_in_a_circle(clean: Path) -> None:
    (clean / "docs/de/kreis").symlink_to(clean / "docs/de", target_is_directory=True)
    (clean / "docs/de/selbst.md").symlink_to("selbst.md")
    (clean / "docs/de/leer.md").symlink_to("nirgends.md")
    assert found(clean) == [
        ("docs/de/kreis:1:1", "Dieser Ordner ist nur eine Verknüpfung und wird nicht gelesen", "structure/place"),
        ("docs/de/leer.md:1:1", "Datei fehlt", "structure/unreadable"),
        ("docs/de/selbst.md:1:1", "Verknüpfung führt im Kreis", "structure/unreadable"),
    ]


def test_menu_entry_without_file(clean: Path) -> None:
    (clean / PROBE).unlink()
    assert found(clean) == [
        ("mkdocs.yml:30:5", "Das Menü nennt die Seite „probe.md“, die es nicht gibt", "links/nav-missing")
    ]


@pytest.mark.parametrize(
    "menu", ["nav: probe.md", "nav: 5", "nav: {}", "nav: [5, [a], {A: {B: c.md}}, {D: null}, null]"]
)
def test_menu_of_another_form(menu: str, clean: Path) -> None:
    rewrite(clean, "mkdocs.yml", lambda raw: raw.split(b"nav:")[0] + menu.encode())
    assert run(clean).exit_code in (0, 1)


def test_spaces_and_umlauts_in_names(clean: Path) -> None:
    folder = clean / "docs/de/Über uns"
    folder.mkdir()
    (clean / PROBE).rename(folder / "Wer wir sind.md")
    rewrite(clean, "mkdocs.yml", lambda raw: raw.replace(b"probe.md", "Über uns/Wer wir sind.md".encode()))
    places = {(place, rule) for place, _, rule in found(clean)}
    assert ("docs/de/Über uns/Wer wir sind.md:1:1", "structure/file-name") in places
    assert "umbenennen in ueber-uns/wer-wir-sind.md" in run(clean).output


def test_name_that_is_no_text(clean: Path) -> None:
    with open(os.fsencode(clean / "docs/de") + b"/\xfcber.md", "wb") as file:
        file.write(b"# X { #x }\n")
    for form in ("text", "json", "github", "gitlab"):
        result = run(clean, "--format", form)
        assert result.exit_code == 1
        result.output.encode()
    assert found(clean) == [
        ("docs/de/\ufffdber.md:1:1", "Der Dateiname enthält Zeichen, die nicht lesbar sind", "structure/place")
    ]


@pytest.mark.parametrize(
    ("old", "new", "place", "message", "rule"),
    [
        ("---\ntitle: Probe\n", "title: Probe\n", "1:1", "Der Seitenkopf fehlt", "frontmatter/missing"),
        ("12 months\n---\n", "12 months\n", "1:1", "Der Seitenkopf fehlt", "frontmatter/missing"),
        ("summary: Eine", "summary: Dies: eine", "3:14", "Doppelpunkt an unerlaubter Stelle", "frontmatter/yaml"),
        ("summary: Eine", "\tsummary: Eine", "3:1", "Tabulator in YAML", "frontmatter/yaml"),
        ("summary: Eine", "summary: *Eine", "3:10",
         "YAML enthält ein Sonderzeichen (&, * oder !) ohne Anführungszeichen", "frontmatter/yaml"),
        ("summary: Eine", 'summary: "Eine', "9:1", "YAML lässt sich nicht lesen", "frontmatter/yaml"),
        ("title: Probe", "title: Probe\ntitle: Probe", "3:1",
         "„title“ steht zweimal in dieser Datei oder diesem Eintrag", "frontmatter/yaml"),
        ("title: Probe", "- title: Probe", "3:1", "YAML lässt sich nicht lesen", "frontmatter/yaml"),
        ("audience: [editors]", "audience: " + "[" * 5000, "5:11", "YAML ist zu tief verschachtelt", "frontmatter/yaml"),
    ],
)  # fmt: skip
def test_broken_front_matter(old: str, new: str, place: str, message: str, rule: str, clean: Path) -> None:
    rewrite(clean, PROBE, lambda raw: raw.replace(old.encode(), new.encode(), 1))
    assert (f"{PROBE}:{place}", message, rule) in found(clean)


def test_front_matter_of_no_fields(clean: Path) -> None:
    rewrite(clean, PROBE, lambda raw: b"---\nnur Text\n---\n" + raw.split(b"---\n")[2])
    assert found(clean) == [(f"{PROBE}:1:1", "Der Seitenkopf besteht nicht aus Feldern", "frontmatter/yaml")]


FIELDS = ("title", "summary", "kind", "audience", "scope", "reviewed", "review_in", "confirmed", "withdrawn", "keywords",
          "sources", "integreat", "translation")  # fmt: skip
VALUES = (
    "",
    "5",
    "true",
    "[]",
    "[[1]]",
    "{}",
    "{a: {b: 1}}",
    "8:30",
    "1e400",
    "2026-02-30",
    '"\\0"',
    "'" + "x" * 999 + "'",
)


@pytest.mark.parametrize("field", FIELDS)
def test_no_value_of_a_field_breaks_a_check(field: str, clean: Path) -> None:
    """Each value on a page of its own, in German and in a translation; all of them in one run."""
    for original in (PROBE, "docs/tr/index.md"):
        head, body = (clean / original).read_bytes().split(b"---\n", 2)[1:]
        head = re.sub(rf"(?m)^{field}:.*\n(?:[ -].*\n)*".encode(), b"", head)
        for number, value in enumerate(VALUES):
            page = (clean / original).with_name(f"probe-{number}.md")
            page.write_bytes(b"---\n%s%s: %s\n---\n%s" % (head, field.encode(), value.encode(), body))
    findings = json.loads(run(clean, "--format", "json").stdout)
    assert {f"docs/de/probe-{number}.md" for number in range(len(VALUES))} <= {one["path"] for one in findings}


def test_section_hash_without_quotes(clean: Path) -> None:
    rewrite(clean, "docs/tr/index.md", lambda raw: re.sub(rb'start: "\w+"', b"start: 12345678", raw))
    assert ("docs/tr/index.md:8:5", "„start“ muss Text sein, ist aber eine Zahl", "frontmatter/schema") in found(clean)
    assert "Hilfe: den Wert in Anführungszeichen setzen" in run(clean).output


def test_time_without_quotes(clean: Path) -> None:
    rewrite(clean, "docs/data/municipality.yml", lambda raw: raw.replace(b'"12:00"', b"12:00"))
    assert found(clean) == [
        ("docs/data/municipality.yml:21:9", "„to“ muss Text sein, ist aber eine Zahl", "frontmatter/data")
    ]
    assert "Hilfe: den Wert in Anführungszeichen setzen" in run(clean).output


@pytest.mark.parametrize(
    "name", ["cases", "changes", "facts", "glossary", "languages", "laws", "municipality", "operator"]
)
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a: b: c\n", "Doppelpunkt an unerlaubter Stelle"),
        (b"\ta: b\n", "Tabulator in YAML"),
        (b"", "Die Datei ist leer"),
        (b"- 5\n", ""),
        (b"a: {b: [null, {c: 5}]}\n", ""),
        (b"5\n", ""),
        (
            "a: ü\n".encode("latin-1"),
            "Datei ist nicht in UTF-8 gespeichert, Umlaute und andere Schriften gehen verloren",
        ),
    ],
    ids=["colon", "tab", "empty", "list", "nested", "number", "latin-1"],
)
def test_broken_data(name: str, content: bytes, message: str, clean: Path) -> None:
    path = f"docs/data/{name}.yml"
    (clean / path).write_bytes(content)
    told = [(place.split(":")[0], said) for place, said, rule in found(clean) if rule == "frontmatter/data"]
    assert told and told[0][0] == path and (not message or told == [(path, message)])


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"laws": 5}', b'{"StAG": null}', b"\xff", b"[" * 100_000])
def test_broken_lock(content: bytes, clean: Path) -> None:
    (clean / "docs/data/laws.lock").write_bytes(content)
    assert run(clean).exit_code == 1


@pytest.mark.parametrize("value", ["null", "5", "[]", "{}", "text", "[null]", "[{i18n: null}]", "[{i18n: {languages: 5}}]",
                                   "[{i18n: {languages: [5, {name: X}]}}]", "{i18n: {}}"])  # fmt: skip
def test_mkdocs_without_languages(value: str, clean: Path) -> None:
    (clean / "mkdocs.yml").write_text(f"plugins: {value}\n")
    result = run(clean)
    assert result.exit_code == 2
    assert "mkdocs.yml nennt keine Sprachen: unter plugins, i18n, languages nachsehen" in result.output


def test_broken_mkdocs(clean: Path) -> None:
    rewrite(clean, "mkdocs.yml", lambda raw: raw.replace(b"site_name: Lotse", b"site_name: Lotse: neu"))
    assert found(clean) == [("mkdocs.yml:1:17", "Doppelpunkt an unerlaubter Stelle", "frontmatter/data")]


def test_latin_1_in_mkdocs(clean: Path) -> None:
    rewrite(clean, "mkdocs.yml", lambda raw: raw.replace("Türkçe".encode(), "Türkçe".encode("latin-1")))
    assert ("mkdocs.yml:21:18", "structure/encoding") in [(place, rule) for place, _, rule in found(clean)]


@pytest.mark.parametrize("missing", ["docs", "mkdocs.yml", "."])
def test_wrong_folder(missing: str, clean: Path) -> None:
    (clean / missing).rename(clean.parent / "elsewhere")
    result = run(clean)
    assert result.exit_code == 2
    assert missing == "." or "lotse im Hauptordner starten oder mit --root den Ordner angeben" in result.output


def test_docs_without_pages(clean: Path) -> None:
    (clean / "docs").rename(clean.parent / "elsewhere")
    (clean / "docs").mkdir()
    assert {rule for _, _, rule in found(clean)} >= {"links/nav-missing"}


def test_unknown_argument(clean: Path) -> None:
    result = run(clean, "links/unsinn")
    assert result.exit_code == 2
    assert "„links/unsinn“ ist weder Datei noch Regel" in result.output


@pytest.mark.parametrize("body", ["/// " * 500, "[" * 20_000, "> " * 5_000 + "x", "- " * 3_000 + "x", "*" * 20_000,
                                  "`" * 20_000, "|" * 20_000 + "\n" + "|-" * 9_000, "<!--" * 5_000, "\\" * 20_000,
                                  "![](" * 5_000, "=" * 20_000, "~" * 20_001, "{{" * 9_000, "1. " * 5_000])  # fmt: skip
def test_pathological_text_ends_soon(body: str, clean: Path) -> None:
    rewrite(clean, PROBE, lambda raw: raw + body.encode() + b"\n")
    assert run(clean, "--format", "json").exit_code in (0, 1)


@pytest.mark.parametrize(
    "text",
    ["a: &a [1]\nb: *a", "a: &a [*a]", "a: !ENV []", "a: !!timestamp x", "? [a]\n: b", "- a\n---\n- b", 'a: "\\x"', "a: \x07",
     "{" * 90_000, "- " * 90_000, "? " * 90_000],
)  # fmt: skip
def test_yaml_that_nobody_writes_is_a_problem_not_a_crash(text: str) -> None:
    parsed = yamlfile.parse(text, "frontmatter/yaml")
    assert parsed.value is None and len(parsed.problems) == 1


def test_yaml_keeps_words_words() -> None:
    parsed = yamlfile.parse("on: 2026-11-22\nno: yes\n12: true\n~: null\n", "frontmatter/yaml")
    assert parsed.value == {"on": "2026-11-22", "no": "yes", "12": True, "~": None}
    assert parsed.places[("12",)] == 23
