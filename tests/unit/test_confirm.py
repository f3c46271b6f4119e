"""Confirming: the right hashes at the right place, and every other byte as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import AS_OF, fingerprint

from lotse import cli, confirm, model
from lotse.confirm import ConfirmError
from lotse.translation import hashes, states

BODY = "\n# A { #start }\n\nText.\n\n## B { #b }\n\nText 5.\n\n### C { #c }\n\nText.\n"
PATH = "docs/tr/index.md"
SETTINGS = "plugins:\n  - i18n:\n      languages:\n" + "".join(
    f"        - {{locale: {code}, name: {code}}}\n" for code in ("de", "tr", "ls"))  # fmt: skip


def site(root: Path, front: str, body: str = BODY, path: str = PATH) -> model.Site:
    (root / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    german = root / "docs/de/index.md"
    german.parent.mkdir(parents=True, exist_ok=True)
    german.write_text(f"---\ntitle: A\nsummary: S\n---\n{BODY}", "utf-8")
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(f"---\n{front}---\n{body}".encode())
    return model.load(root)


def front(root: Path, path: str = PATH) -> str:
    return (root / path).read_bytes().decode().split("---\n")[1]


def known(loaded: model.Site) -> dict[str, str]:
    german = loaded.page("de", "index.md")
    assert german
    return hashes(german)


BLOCK = '    _page: "{_page}"\n    start: "{start}"\n    b: "{b}"\n    c: "{c}"\n'
FLOW = '{{_page: "{_page}", start: "{start}", b: "{b}", c: "{c}"}}'
NEW = f"translation:\n  status: machine\n  sections:\n{BLOCK}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: X # k\nsummary: y\n", f"title: X # k\nsummary: y\n{NEW}"),
        ("title: X\ntranslation:\nsummary: y\n", f"title: X\nsummary: y\n{NEW}"),
        ("title: X\ntranslation: {}\n", f"title: X\n{NEW}"),
        ("title: X\ntranslation:\n  status: draft\nsummary: y\n",
         f"title: X\ntranslation:\n  status: draft\n  sections:\n{BLOCK}summary: y\n"),
        ("title: X\ntranslation:\n  status: draft # wer\n  sections: {} # noch nichts\nkeywords: [a]\n",
         f"title: X\ntranslation:\n  status: draft # wer\n  sections: # noch nichts\n{BLOCK}keywords: [a]\n"),
        ("translation:\n  sections:\n  status: draft\n", f"translation:\n  sections:\n{BLOCK}  status: draft\n"),
        ("translation: {status: draft}\n", f"translation: {{{{status: draft, sections: {FLOW}}}}}\n"),
        ("translation: {status: draft, sections: {b: '1'}}\n",
         f"translation: {{{{status: draft, sections: {FLOW}}}}}\n"),
        ("translation:\n  status: machine\n  sections:\n    # Anfang\n    start: '00000000' # c\n"
         "    c: 12345678\n# Ende\ntitle: 'X'\n",
         'translation:\n  status: machine\n  sections:\n    # Anfang\n    _page: "{_page}"\n    start: "{start}" # c\n'
         '    b: "{b}"\n    c: "{c}"\n# Ende\ntitle: \'X\'\n'),
        ('translation:\n    status: machine\n    sections:\n        weg: "11111111"\n        b:\n',
         'translation:\n    status: machine\n    sections:\n        _page: "{_page}"\n        start: "{start}"\n'
         '        b: "{b}"\n        c: "{c}"\n'),
    ],
)  # fmt: skip
def test_whole_page(tmp_path: Path, before: str, after: str) -> None:
    loaded = site(tmp_path, before)
    confirm.confirm(loaded, PATH)
    assert front(tmp_path) == after.format(**known(loaded))
    assert (tmp_path / PATH).read_bytes().endswith(f"---\n{BODY}".encode())
    german, page = loaded.page("de", "index.md"), loaded.page("tr", "index.md")
    assert german and page and {s.state for s in states(german, page)} == {"current"}
    before_again = fingerprint(tmp_path)
    confirm.confirm(model.load(tmp_path), PATH)
    assert fingerprint(tmp_path) == before_again


def test_one_section_leaves_the_others(tmp_path: Path) -> None:
    loaded = site(tmp_path, 'translation:\n  status: machine\n  sections:\n    weg: "11111111"\n    c: "22222222"\n')
    assert confirm.confirm(loaded, f"{PATH}#b") == f"{PATH}: Abschnitt „b“ bestätigt"
    assert front(tmp_path).endswith(f'    b: "{known(loaded)["b"]}"\n    weg: "11111111"\n    c: "22222222"\n')


def test_two_sections_in_one_run(tmp_path: Path) -> None:
    loaded = site(tmp_path, "title: X\n")
    confirm.confirm(loaded, f"{PATH}#b")
    assert confirm.confirm(loaded, f"{PATH}#_page") == f"{PATH}: Titel und Zusammenfassung bestätigt"
    assert '_page: "' in front(tmp_path) and 'b: "' in front(tmp_path)


@pytest.mark.parametrize(
    ("before", "status"),
    [("translation:\n  status: machine # wer\n", "  status: reviewed # wer\n"), ("title: X\n", "  status: reviewed\n"),
     ("translation:\n  sections: {}\n", "  status: reviewed\n  sections:\n"),
     ("translation: {status: 'draft'}\n", "translation: {status: reviewed, ")],
)  # fmt: skip
def test_reviewed(tmp_path: Path, before: str, status: str) -> None:
    assert "Status reviewed" in confirm.confirm(site(tmp_path, before), PATH, reviewed=True)
    assert status in front(tmp_path)


def test_what_is_not_translated_is_not_confirmed(tmp_path: Path) -> None:
    loaded = site(tmp_path, "title: X\n", "\n# A { #start }\n")
    assert confirm.confirm(loaded, PATH).endswith("2 Abschnitte bestätigt; noch nicht übersetzt: b, c")
    assert "b:" not in front(tmp_path)


def test_adaptation_confirms_all_first_and_its_own_choice_later(tmp_path: Path) -> None:
    path = "docs/ls/index.md"
    loaded = site(tmp_path, "title: X\n", "\n# A { #b }\n", path)
    assert "2 Abschnitte" in confirm.confirm(loaded, path), "title and the one section it has of the German"
    loaded = site(tmp_path, "title: X\n", "\n# Anders { #anders }\n", path)
    assert "4 Abschnitte" in confirm.confirm(loaded, path)
    loaded = site(tmp_path, "title: X\ntranslation:\n  sections:\n    b: '0'\n", "\n# Anders { #anders }\n", path)
    assert confirm.confirm(loaded, path) == f"{path}: Abschnitt „b“ bestätigt"


def test_windows_file_keeps_its_marks(tmp_path: Path) -> None:
    site(tmp_path, "title: X\n")
    raw = ("\ufeff" + f"---\ntitle: X\n---\n{BODY}").replace("\n", "\r\n").encode()
    (tmp_path / PATH).write_bytes(raw)
    confirm.confirm(model.load(tmp_path), PATH)
    new = (tmp_path / PATH).read_bytes()
    assert new.startswith(b"\xef\xbb\xbf---\r\ntitle: X\r\ntranslation:\r\n") and b"\n" not in new.replace(b"\r\n", b"")


@pytest.mark.parametrize("given", [f"./{PATH}", "docs\\tr\\index.md"])
def test_other_ways_to_write_the_path(tmp_path: Path, given: str) -> None:
    assert "4 Abschnitte" in confirm.confirm(site(tmp_path, "title: X\n"), given)
    assert "4 Abschnitte" in confirm.confirm(model.load(tmp_path), str(tmp_path.resolve() / PATH))


@pytest.mark.parametrize(
    ("target", "said"),
    [("docs/tr/fehlt.md", "ist keine Seite"), ("../../etc/passwd", "ist keine Seite"), ("", "ist keine Seite"),
     ("docs/de/index.md", "ist eine deutsche Seite"), (f"{PATH}#fehlt", "gibt es in docs/de/index.md nicht"),
     (f"{PATH}#c", "fehlt in docs/tr/index.md")],
)  # fmt: skip
def test_wrong_target(tmp_path: Path, target: str, said: str) -> None:
    loaded = site(tmp_path, "title: X\n", "\n# A { #start }\n\n## B { #b }\n")
    before = fingerprint(tmp_path)
    with pytest.raises(ConfirmError, match=said):
        confirm.confirm(loaded, target)
    assert fingerprint(tmp_path) == before


@pytest.mark.parametrize(
    "before",
    ["", "title: [\n", "- a\n", "{title: X}\n", "translation: ja\n", "translation: [a]\n",
     "translation:\n  sections: [a]\n", "translation:\n  sections: ja\n", "a: 1\na: 2\n",
     "translation:\n\tstatus: draft\n",
     "translation: &x\n  status: draft\nalso: *x\n"],
)  # fmt: skip
def test_broken_front_matter_is_left_alone(tmp_path: Path, before: str) -> None:
    loaded = site(tmp_path, before)
    seen = fingerprint(tmp_path)
    with pytest.raises(ConfirmError, match=r"docs/tr/index\.md"):
        confirm.confirm(loaded, PATH)
    assert fingerprint(tmp_path) == seen


def test_page_without_german_source(tmp_path: Path) -> None:
    loaded = site(tmp_path, "title: X\n", path="docs/tr/allein.md")
    with pytest.raises(ConfirmError, match=r"docs/de/allein\.md gibt es nicht"):
        confirm.confirm(loaded, "docs/tr/allein.md")


def test_command(tmp_path: Path) -> None:
    site(tmp_path, "title: X\n")
    run = CliRunner()
    done = run.invoke(cli.main, ["--root", str(tmp_path), "--as-of", AS_OF, "confirm", f"{PATH}#b", f"{PATH}#c"])
    assert done.exit_code == 0 and done.output.count("bestätigt") == 2
    wrong = run.invoke(cli.main, ["--root", str(tmp_path), "--as-of", AS_OF, "confirm", "docs/tr/fehlt.md"])
    assert wrong.exit_code == 1 and "Traceback" not in wrong.output
