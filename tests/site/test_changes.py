"""What people do to the guide, and what readers then see: opening hours, withdrawing, approving, suggesting."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import yaml
from built import REPOSITORY, STAND_IN, Built, copy, fields, lotse, once, replace

from lotse.finish import sources

pytest_plugins = ["serving"]

LANGUAGES = ["de", "ls", "ar", "tr"]  # the source, the adaptation, one from the right, one with a stand-in
MONDAY = {
    "de": "Mo.", "ls": "Mo.", "ar": "الاثنين", "tr": "Pzt", "en": "Mon", "fa": "دوشنبه", "ru": "пн", "uk": "пн", "fr": "lun.",
}  # fmt: skip
GITHUB = "https://github.example/staedteregion/lotse"
GITLAB = "https://gitlab.example/staedteregion/lotse"
OFFICE = "lokal/zustaendig.md"
WITHDRAWN = "leitfaden/aufenthaltsdauer.md"
CONFIRMED = "leitfaden/lebensunterhalt.md"
REASON = "Die Frist ist <falsch> & gefährlich."


def change(root: Path) -> None:
    """Everything this module looks at, in one copy and one build."""
    hours = root / "docs/data/municipality.yml"
    replace(hours, 'from: "08:00"\n        to: "12:00"', 'from: "07:45"\n        to: "12:00"')
    operator = root / "docs/data/operator.yml"
    replace(operator, "  email: null", "  email: rueckmeldung@lotse.example")
    replace(operator, "  phone: null", '  phone: "0241 12 34 56"')
    replace(operator, "\nname: null", "\nname: Beispielstelle")
    (root / "docs/tr" / STAND_IN).unlink()
    fields(root / "docs/de" / WITHDRAWN, f"withdrawn: {json.dumps(REASON)}")
    fields(root / "docs/de" / CONFIRMED, "confirmed: {by: A 33, on: 2026-11-20, document: Schreiben vom 20.11.2026}")


@pytest.fixture(scope="session")
def changed(base_folder: Path) -> Built:
    """The site after the changes, published from a repository on GitHub."""
    return once(base_folder, "changed", change, *LANGUAGES, LOTSE_REPOSITORY=GITHUB)


def spaced(text: str) -> str:
    """Text with single spaces."""
    return " ".join(text.split())


# --- Opening hours -----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_new_hours_are_in_every_language(changed: Built, built: Built, lang: str) -> None:
    before, after = (spaced(one.page(lang, OFFICE).css_first("#stelle-a33").text()) for one in (built, changed))
    assert "07:45" in after and "07:45" not in before


@pytest.mark.parametrize("lang", MONDAY)
def test_hours_speak_the_language(built: Built, lang: str) -> None:
    rows = [spaced(node.text()) for node in built.page(lang, OFFICE).css("#stelle-a33 dd")]
    words = built.context.words(lang)["office"]
    hours = words["from_to"].format(**{"from": "08:00", "to": "12:00"})
    (line,) = (row for row in rows if hours in row and row.startswith(MONDAY[lang]))
    assert words["walk_in"] in line


def test_new_hours_outdate_no_translation(changed: Built, tmp_path: Path) -> None:
    root = copy(tmp_path / "repository")
    before = lotse(root, "status", "--json")
    replace(root / "docs/data/municipality.yml", 'from: "08:00"', 'from: "07:45"')
    after = lotse(root, "status", "--json")
    assert before.returncode == after.returncode == 0
    assert json.loads(after.stdout) == json.loads(before.stdout)


def test_new_hours_are_no_finding(tmp_path: Path) -> None:
    root = copy(tmp_path / "repository", "de", "tr")
    before = lotse(root, "check", "--format", "json")
    replace(root / "docs/data/municipality.yml", 'from: "08:00"', 'from: "07:45"')
    after = lotse(root, "check", "--format", "json")
    assert json.loads(after.stdout) == json.loads(before.stdout)


# --- Withdrawing -------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_withdrawn_page_is_out_of_service_in_every_language(changed: Built, built: Built, lang: str) -> None:
    tree = changed.page(lang, WITHDRAWN)
    notice = tree.css_first(".lotse-notice--withdrawn")
    assert spaced(notice.text()) == changed.context.words(lang)["notice"]["withdrawn"]
    article = tree.css_first("article")
    assert len(article.css("h1")) == 1
    assert [node.text() for node in article.css("p[lang=de][dir=ltr]") if node.text() == REASON] == [REASON]
    assert len(built.page(lang, WITHDRAWN).css("article > h2")) > 3
    assert not tree.css("article > h2")
    assert not tree.css(".md-nav--secondary")
    assert tree.css_first("meta[name=robots]").attributes["content"] == "noindex"
    assert not tree.css("[data-pagefind-body]")


def test_a_withdrawn_page_is_not_in_the_sitemap(changed: Built, built: Built) -> None:
    assert "aufenthaltsdauer" in (built.folder / "sitemap.xml").read_text("utf-8")
    assert "aufenthaltsdauer" not in (changed.folder / "sitemap.xml").read_text("utf-8")


def test_a_withdrawn_page_is_not_found_by_the_search(changed: Built, built: Built) -> None:
    counts = [
        json.loads((one.folder / "pagefind/pagefind-entry.json").read_text("utf-8"))["languages"]["de"]["page_count"]
        for one in (built, changed)
    ]
    assert counts[0] - counts[1] == 1


# --- Approval ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_approval_by_the_authority_is_shown(changed: Built, built: Built, lang: str) -> None:
    words = changed.context.words(lang)["head"]
    line = spaced(changed.page(lang, CONFIRMED).css_first(".lotse-facts").text())
    assert "A 33" in line and words["draft"] not in line
    assert words["draft"] in spaced(built.page(lang, CONFIRMED).css_first(".lotse-facts").text())


# --- Reporting and suggesting ------------------------------------------------------------------


def actions(built: Built, lang: str, key: str) -> dict[str, str]:
    """Address by text of the links below a page."""
    links = built.page(lang, key).css(".lotse-actions a")
    return {spaced(link.text()): unquote(link.attributes["href"] or "") for link in links}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_suggesting_leads_to_the_file_that_is_shown(changed: Built, lang: str) -> None:
    words = changed.context.words(lang)["foot"]
    for shown in changed.pages:
        if shown.lang == lang:
            folder = "de" if shown.fallback else lang
            expected = f"{GITHUB}/edit/main/docs/{folder}/{shown.key}"
            assert actions(changed, lang, shown.key)[words["suggest"]] == expected, shown.key


def test_suggesting_on_gitlab(changed: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOTSE_REPOSITORY", f"{GITLAB}/")
    pages = {(shown.lang, shown.key): shown for shown in changed.pages}
    translated, fallback = pages["tr", "index.md"], pages["tr", STAND_IN]
    assert not translated.fallback and fallback.fallback
    assert sources.foot(changed.context, translated)["suggest"] == f"{GITLAB}/-/edit/main/docs/tr/index.md"
    assert sources.foot(changed.context, fallback)["suggest"] == f"{GITLAB}/-/edit/main/docs/de/{STAND_IN}"
    report = urlsplit(sources.foot(changed.context, fallback)["report"])
    assert f"{report.scheme}://{report.netloc}{report.path}" == f"{GITLAB}/-/issues/new"
    assert f"docs/de/{STAND_IN}" in parse_qs(report.query)["issue[description]"][0]


def test_reports_fill_in_fields_that_the_forms_have(changed: Built) -> None:
    words = changed.context.words("tr")["foot"]
    found = actions(changed, "tr", OFFICE)
    for text in (words["report"], words["contact_wrong"]):
        address = urlsplit(found[text])
        assert address.path == urlsplit(GITHUB).path + "/issues/new"
        given = {name: value[0] for name, value in parse_qs(address.query).items()}
        form = yaml.safe_load((REPOSITORY / ".github/ISSUE_TEMPLATE" / given.pop("template")).read_text("utf-8"))
        assert set(given) <= {field.get("id") for field in form["body"]}
        assert given["seite"] == f"docs/tr/{OFFICE}"
    assert parse_qs(urlsplit(found[words["contact_wrong"]]).query)["stelle"] == ["a33"]


def test_without_a_repository_there_are_no_links_to_one(built: Built) -> None:
    assert actions(built, "de", OFFICE) == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_ways_to_report_without_an_account(changed: Built, lang: str) -> None:
    words = changed.context.words(lang)["foot"]
    for shown in changed.pages:
        if shown.lang == lang:
            found = actions(changed, lang, shown.key)
            assert found["rueckmeldung@lotse.example"] == "mailto:rueckmeldung@lotse.example", shown.key
            assert found["0241 12 34 56"] == "tel:0241123456", shown.key
            assert words["no_contact"] not in changed.tree(shown).css_first(".lotse-foot").text(), shown.key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_imprint_names_the_operator_and_what_is_missing(changed: Built, lang: str) -> None:
    rows = {
        spaced(row.css_first("dt").text()): spaced(row.css_first("dd").text())
        for row in changed.page(lang, "impressum.md").css(".lotse-operator > div")
    }
    words = changed.context.words(lang)["operator"]
    assert rows[words["name"]] == "Beispielstelle"
    assert rows[words["legal_form"]] == words["missing"]


# --- A broken link -----------------------------------------------------------------------------


def test_a_broken_link_stops_the_build_and_the_old_site_stays(tmp_path: Path) -> None:
    root = copy(tmp_path / "repository")
    replace(root / "docs/de/leitfaden/sprache.md", "(namen-und-daten.md)", "(gibt-es-nicht.md)")
    old = root / "site"
    old.mkdir()
    (old / "index.html").write_text("alt", "utf-8")
    done = lotse(root, "build")
    assert done.returncode == 1
    assert done.stderr.startswith("Fehler: Der Bau ist gescheitert")
    assert "gibt-es-nicht.md" in done.stderr and "Traceback" not in done.stderr
    assert "lotse check" in done.stderr
    assert [path.name for path in old.iterdir()] == ["index.html"]
    assert (old / "index.html").read_text("utf-8") == "alt"


def test_finish_needs_a_built_site(tmp_path: Path) -> None:
    root = copy(tmp_path / "repository")
    (root / "leer").mkdir()
    done = lotse(root, "finish", "leer")
    assert done.returncode == 1
    assert "keine gebaute Website" in done.stderr and "Traceback" not in done.stderr
