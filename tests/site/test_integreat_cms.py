r"""Against a real Integreat CMS on this machine; only with LOTSE_INTEGREAT_E2E=1.

It needs a page for each that we hand over, called like its file, in all our languages; set up from the repository root:

    INTEGREAT_LANGS="de de-si en ar tr uk ru fr fa" INTEGREAT_PAGES="einbuergerung $(grep -l '^integreat: true' \
        docs/de/leitfaden/*.md docs/de/lokal/*.md | xargs -n1 basename -s .md | tr '\n' ' ')" \
        tests/integreat-cms.sh /tmp/integreat
    LOTSE_INTEGREAT_E2E=1 INTEGREAT_TOKENS=/tmp/integreat/tokens.json \
        .venv/bin/python -m pytest tests/site/test_integreat_cms.py -s
    tests/integreat-cms.sh /tmp/integreat down
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import pytest
import requests
from built import ENVIRONMENT, copy, lotse, replace

from lotse import model
from lotse.integreat import client, config, pages, parts, push, report, state, tokens, xliff
from lotse.integreat.pages import Article
from lotse.model import Site

pytestmark = pytest.mark.skipif(os.environ.get("LOTSE_INTEGREAT_E2E") != "1", reason="needs a CMS of Integreat")
PAGE, OTHER, LONE, DRAFT = (f"leitfaden/{name}.md" for name in ("sprache", "gebuehren", "briefe", "danach"))


class Cms:
    """The CMS as a reader and as an editor see it."""

    def __init__(self) -> None:
        self.about = json.loads(Path(os.environ["INTEGREAT_TOKENS"]).read_text("utf-8"))
        self.base, self.region, self.known = self.about["base_url"], self.about["region"], self.about["pages"]

    def number(self, key: str) -> int:
        """Id of the page called like the file."""
        return int(self.known[Path(key).stem]["id"])

    def read(self, lang: str, number: int) -> dict[str, Any]:
        """A page as the app gets it."""
        answer = requests.get(f"{self.base}/api/v3/{self.region}/{lang}/page/", params={"id": number}, timeout=30)
        answer.raise_for_status()
        return dict(answer.json())

    def editor(self) -> requests.Session:
        """A browser in which an editor has logged in."""
        browser = requests.Session()
        browser.headers["Referer"] = f"{self.base}/login/"
        browser.get(f"{self.base}/login/", timeout=30)
        form = {"csrfmiddlewaretoken": browser.cookies["csrftoken"], **self.about["admin"]}
        answer = browser.post(f"{self.base}/login/", data=form, timeout=30)
        assert "login" not in answer.url
        return browser

    def status(self, browser: requests.Session, lang: str, number: int) -> str:
        """Name of the icon that editors see at a translation: check, alert-triangle, bot."""
        shown = browser.get(f"{self.base}/{self.region}/pages/{lang}/{number}/edit/", timeout=60).text
        tab = shown[shown.index("cursor-default") :]
        return re.search(r'icon-name="([a-z-]+)"', tab)[1]  # type: ignore[index]


@pytest.fixture(scope="module")
def cms() -> Cms:
    return Cms()


@pytest.fixture(scope="module")
def root(cms: Cms, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the guide that knows the CMS."""
    made = copy(tmp_path_factory.mktemp("e2e") / "repository")
    listed = [page.key for page in parts.pages(model.load(made))]
    lines = [f'"{key}" = {cms.number(key)}' for key in listed]
    (made / config.PATH).write_text(
        f'base = "{cms.base}"\nregion = "{cms.region}"\nmachine = "agreed"\n'
        '[languages]\nls = "de-si"\n[pages]\n' + "\n".join(lines),
        "utf-8",
    )
    secret = made / "tokens.toml"
    secret.touch(0o600)
    secret.write_text("".join(f'"{key}" = "{cms.known[Path(key).stem]["token"]}"\n' for key in listed), "utf-8")
    return made


@pytest.fixture(scope="module", autouse=True)
def environment(root: Path) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(tokens.FILE, str(root / "tokens.toml"))
        for name, value in ENVIRONMENT.items():
            patch.setenv(name, value)
        yield


def loaded(root: Path) -> tuple[Site, list[Article]]:
    site = model.load(root)
    return site, pages.make(site)


def pushed(root: Path, *overwrite: str) -> report.Report:
    """A run without the pauses that spare a real server."""
    site, articles = loaded(root)
    settings = config.sound(site)
    connected = client.Cms(settings.base, settings.region, pause=0)
    run = push.Push(site, connected, tokens.Tokens(), state.State(root, connected.name), (), overwrite, True)
    return run.run(articles)


def results(done: report.Report) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in done.outcomes:
        found[one.result] = found.get(one.result, 0) + 1
    return found


def test_every_page_and_language_is_a_fixed_point(cms: Cms, root: Path) -> None:
    done = pushed(root, "docs")
    bad = [one for one in done.outcomes if one.result not in ("sent", "equal", "held")]
    assert not bad
    site, articles = loaded(root)
    held = {one.path for one in done.outcomes if one.result == "held"}
    compared = [one for one in articles if one.path not in held]
    assert len(compared) > 100
    for one in compared:
        shown = cms.read(config.of(site).slug(one.lang), cms.number(one.key))
        assert shown["content"] == one.html, one.path
    print(f"\nfixed points: {len(compared)} of {len(articles)}; {results(done)}")


@pytest.mark.parametrize("lang", ["ar", "fa"])
def test_arabic_and_persian_begin_from_the_right(cms: Cms, root: Path, lang: str) -> None:
    for key in config.of(model.load(root)).pages:
        text = re.sub(r"<[^>]+>", "", cms.read(lang, cms.number(key))["content"])
        strong = [kind for one in text if (kind := unicodedata.bidirectional(one)) in ("L", "R", "AL")]
        assert strong[0] in ("R", "AL"), key


def test_a_second_run_sends_nothing(cms: Cms, root: Path) -> None:
    before = cms.read("tr", cms.number(PAGE))
    done = lotse(root, "integreat", "push", "--apply")
    assert (done.returncode, done.stderr) == (0, "")
    assert "gesendet" not in done.stdout
    after = cms.read("tr", cms.number(PAGE))
    assert (after["id"], after["last_updated"]) == (before["id"], before["last_updated"])  # the id is the version's
    print(f"\nsecond run: {done.stdout.strip().splitlines()[-1]}")


def test_an_editors_change_is_found_and_stays(cms: Cms, root: Path) -> None:
    number, token = cms.number(PAGE), cms.known[Path(PAGE).stem]["token"]
    mine = cms.read("en", number)["content"]
    theirs = mine.replace("</h2>", " (Aachen)</h2>", 1)
    address = f"{cms.base}/api/v3/{cms.region}/en/pushpage/"
    requests.post(address, json={"token": token, "content": theirs}, timeout=30).raise_for_status()
    done = lotse(root, "integreat", "push", "docs/en", "--apply")
    assert done.returncode == 3
    assert f"docs/en/{PAGE}: dort geändert" in done.stdout and "(Aachen)</h2>" in done.stdout
    assert cms.read("en", number)["content"] == theirs
    again = lotse(root, "integreat", "push", "docs/en", "--apply", "--overwrite", f"docs/en/{PAGE}")
    assert again.returncode == 0 and cms.read("en", number)["content"] == mine
    print(f"\neditor's change: {done.stdout.strip().splitlines()[-1]}; exit {done.returncode}")


def test_a_new_german_text_leaves_checked_translations_current(cms: Cms, root: Path) -> None:
    """Emphasis moves no hash: the translations still stand for the text, and the CMS must hear that."""
    page, browser = root / "docs/de" / OTHER, cms.editor()
    section = next(one for one in parts.sections(model.load(root).pages["de", OTHER]) if one.id == "fallen")
    word = re.search(rb"\w{6,}", page.read_bytes()[section.start + 40 :])[0]  # type: ignore[index]
    raw = page.read_bytes()
    at = raw.index(word, section.start + 40)
    page.write_bytes(raw[:at] + b"**" + word + b"**" + raw[at + len(word) :])
    try:
        done = pushed(root)
        sent = {one.path for one in done.outcomes if one.result == "sent"}
        assert f"docs/de/{OTHER}" in sent and f"docs/tr/{OTHER}" in sent
        assert all(path.endswith(OTHER) for path in sent)
        assert cms.status(browser, "tr", cms.number(OTHER)) == "check"
    finally:
        page.write_bytes(raw)
        pushed(root)


def test_killed_in_the_middle_and_run_again(cms: Cms, root: Path) -> None:
    """A run that is killed leaves nothing that the next one has to be told about."""
    index = [root / "docs" / lang / OTHER for lang in model.load(root).languages]
    for page in index:
        replace(page, "title: ", "title: X ")
        replace(page, "\n# ", "\n# X ")
    facts = root / "docs/data/facts.yml"
    kept = facts.read_bytes()
    facts.write_text(re.sub(r'checked: "?2026-11-22"?', 'checked: "2026-11-21"', facts.read_text("utf-8")), "utf-8")
    try:
        for page in index[1:]:
            done = lotse(root, "confirm", page.relative_to(root).as_posix())
            assert done.returncode == 0, done.stderr
        command = [sys.executable, "-m", "lotse", "--root", str(root), "integreat", "push", "--apply"]
        run = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        lock, before = root / state.PATH, (root / state.PATH).read_bytes()
        until = time.monotonic() + 120
        while lock.read_bytes() == before and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(3)
        run.send_signal(signal.SIGKILL)
        assert run.wait() == -signal.SIGKILL
        second, third = pushed(root), pushed(root)
        assert set(results(second)) <= {"sent", "equal", "held"} and "equal" in results(second)
        assert set(results(third)) <= {"equal", "held"}
        print(f"\nafter the kill: {results(second)}; then {results(third)}")
    finally:
        facts.write_bytes(kept)
        pushed(root)


def test_what_can_not_be_pushed_is_explained(cms: Cms, root: Path) -> None:
    settings = root / config.PATH
    kept = settings.read_text("utf-8")
    try:
        for key, name in ((LONE, "nur-deutsch"), (DRAFT, "entwurf")):
            replace(settings, f'"{key}" = {cms.number(key)}', f'"{key}" = {cms.known[name]["id"]}')
        replace(settings, '[languages]\nls = "de-si"', '[languages]\nls = "de-xx"')
        done = lotse(root, "integreat", "push", "--json", f"docs/de/{DRAFT}", f"docs/ls/{PAGE}", f"docs/uk/{LONE}")
        said = {one["path"]: one for one in json.loads(done.stdout)["pages"]}
        assert done.returncode == 1
        assert said[f"docs/de/{DRAFT}"]["result"] == "hidden" and "404" in said[f"docs/de/{DRAFT}"]["message"]
        assert said[f"docs/ls/{PAGE}"]["message"] == "Die Region hat keine Sprache „de-xx“"
        assert said[f"docs/uk/{LONE}"]["result"] == "missing" and "xliff" in said[f"docs/uk/{LONE}"]["message"]
        print(f"\n{said[f'docs/uk/{LONE}']['message']}\n{said[f'docs/de/{DRAFT}']['message']}")
    finally:
        settings.write_text(kept, "utf-8")


def test_a_wrong_token_is_refused(cms: Cms, root: Path) -> None:
    page = root / "docs/de" / PAGE
    kept = page.read_text("utf-8")
    replace(page, "## Kurz gesagt {", "## Ganz kurz {")
    try:
        wrong = {tokens.variable(PAGE): cms.known["einbuergerung"]["token"][::-1]}
        done = lotse(root, "integreat", "push", "--apply", f"docs/de/{PAGE}", **wrong)
        assert done.returncode == 1 and "weist den Token ab (403)" in done.stdout
        assert wrong[tokens.variable(PAGE)] not in done.stdout + done.stderr
        assert "Ganz kurz" not in cms.read("de", cms.number(PAGE))["content"]
        print(f"\n{done.stdout.strip().splitlines()[0]}")
    finally:
        page.write_text(kept, "utf-8")


def test_xliff_of_a_missing_translation_appears_with_title_and_machine_mark(
    cms: Cms, root: Path, tmp_path: Path
) -> None:
    site, articles = loaded(root)
    number = cms.known["nur-deutsch"]["id"]
    there = cms.read("de", number)["available_languages"]
    by = {one.lang: one for one in articles if one.key == PAGE}
    lang = next((one for one in by if config.of(site).slug(one) not in {"de", *there}), "")
    if not lang:
        pytest.skip("every translation of „nur-deutsch“ is there already: set the CMS up anew")
    settings = config.of(site)
    settings.pages = {PAGE: number}
    made = xliff.make(site, [by["de"], by[lang]])
    archive = tmp_path / xliff.MACHINE
    archive.write_bytes(made.archives[xliff.MACHINE])
    assert len(zipfile.ZipFile(archive).namelist()) == 1
    browser, slug = cms.editor(), settings.slug(lang)
    upload(cms, browser, slug, archive, machine=True)
    shown = cms.read(slug, number)
    assert (shown["title"], shown["content"]) == (by[lang].title, by[lang].html)
    assert cms.status(browser, slug, number) == "bot"
    print(f"\nXLIFF: {slug} „{shown['title']}“, mark {cms.status(browser, slug, number)}")


def test_both_archives_give_titles_and_the_same_texts(cms: Cms, root: Path, tmp_path: Path) -> None:
    """What is imported is what would be pushed: a push afterwards finds nothing to do."""
    site, articles = loaded(root)
    made = xliff.make(site, articles)
    browser = cms.editor()
    for name, raw in made.archives.items():
        archive = tmp_path / name
        archive.write_bytes(raw)
        upload(cms, browser, "de", archive, machine=name == xliff.MACHINE)
    for one in articles:
        if one.key == PAGE and one.state == "current":
            shown = cms.read(config.of(site).slug(one.lang), cms.number(PAGE))
            assert (shown["title"], shown["content"]) == (one.title, one.html), one.path
    assert cms.status(browser, "tr", cms.number(PAGE)) == "bot"
    done = pushed(root)
    assert "sent" not in results(done)
    print(f"\nafter the import of {made.counts}: {results(done)}")


def upload(cms: Cms, browser: requests.Session, lang: str, archive: Path, *, machine: bool) -> None:
    """Import as an editor does: choose the file, look at the difference, tick, confirm."""
    form = {"csrfmiddlewaretoken": browser.cookies["csrftoken"]}
    address = f"{cms.base}/{cms.region}/pages/{lang}/xliff/upload/"
    with archive.open("rb") as file:
        answer = browser.post(address, data=form, files={"xliff_file": file}, timeout=120)
    assert "/xliff/import/" in answer.url
    tick = {"machine_translated": "on"} if machine else {}
    browser.post(answer.url, data={**form, **tick}, timeout=300).raise_for_status()
