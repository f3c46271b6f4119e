"""PDF of a small site: what it says and how it is tagged; and one sentence for whatever is missing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import cffi
import pytest
from click.testing import CliRunner, Result
from conftest import REPOSITORY, lay
from markdown import Markdown
from tagged import faults, fonts, outline, read, tree

from lotse import model
from lotse.cli import main
from lotse.finish import article
from lotse.finish.context import Context
from lotse.finish.html import parse, write
from lotse.pdf import PdfError
from lotse.pdf.write import _check_fonts
from lotse.source import textfile

BASE = "https://lotse.example/sub/"
PAGE = "docs/de/leitfaden/beispiel.md"
ARABIC = "docs/ar/leitfaden/beispiel.md"


def build(root: Path, base: str = BASE) -> Path:
    """Build and finish the articles of a small site, without the frame around them."""
    for lang in ("de", "ar", "tr"):
        shutil.copy(REPOSITORY / f"docs/data/text/{lang}.yml", root / "docs/data/text")
    settings = model.DataFile(textfile.read(REPOSITORY, "mkdocs.yml"), "mkdocs").value["markdown_extensions"]
    context = Context(model.load(root), root / "site", None, base)
    for shown in context.pages():
        names = [one if isinstance(one, str) else next(iter(one)) for one in settings if one != "lotse.extension"]
        options = {name: value for one in settings if isinstance(one, dict) for name, value in one.items()}
        reader = Markdown(
            extensions=[*names, "lotse.extension"],
            extension_configs={**options, "lotse.extension": {"root": str(root)}},
        )
        text = reader.convert(shown.page.file.raw[shown.page.body_start :].decode())
        text = text.replace("../../assets/", f"{context.up(shown)}assets/")
        tree = parse(
            f'<html><head><link rel="canonical" href="{context.address(shown.lang, shown.key)}"></head>'
            f"<body><article>{text}</article></body></html>"
        )
        article.finish(context, shown, tree)
        write(shown.file, tree)
    shutil.copytree(root / "docs/assets", root / "site/assets")
    return root


def pdf(root: Path, *arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["--root", str(root), "pdf", *arguments])


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clean site with a German page that Arabic lacks, built once for all who only read."""
    root = tmp_path_factory.mktemp("pdf") / "site"
    lay(root)
    german = (root / PAGE).read_text("utf-8").replace("title: Beispiel", "title: Zweite Seite")
    (root / "docs/de/leitfaden/zweite.md").write_text(german.replace("# Beispiel", "# Zweite Seite", 1), "utf-8")
    menu = (root / "mkdocs.yml").read_text("utf-8")
    group = "      - Gruppe:\n          - leitfaden/zweite.md\n"
    entry = "      - leitfaden/beispiel.md\n"
    (root / "mkdocs.yml").write_text(menu.replace(entry, entry + group), "utf-8")
    return build(root)


# --- A page ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def arabic(small: Path) -> Path:
    """The Arabic page as PDF."""
    done = pdf(small, ARABIC)
    assert done.exit_code == 0, done.output
    return Path(done.output.strip())


def test_a_page_in_arabic_is_sound(arabic: Path) -> None:
    raw, reader = read(arabic)
    assert faults(raw) == []
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "ar"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()
    assert reader.metadata is not None and str(reader.metadata.title).startswith("مثال – ")
    embedded = fonts(reader)
    assert {"Noto-Sans-Arabic", "Noto-Sans"} <= set(embedded) and all(embedded.values())


def test_headings_are_tagged_and_bookmarked_in_order(arabic: Path) -> None:
    _, reader = read(arabic)
    headings = list(tree(reader).all("H1", "H2", "H3", "H4", "H5", "H6"))
    levels = [int(one.kind[1]) for one in headings]
    assert levels[0] == 1 and {2, 3} <= set(levels)
    assert all(after <= before + 1 for before, after in pairwise(levels))
    marks = list(outline(reader.outline))
    assert [depth for depth, _ in marks] == levels
    assert [title for _, title in marks][:2] == ["مثال", "باختصار"]


def test_tables_links_figures_and_languages_are_tagged(arabic: Path) -> None:
    _, reader = read(arabic)
    document = tree(reader)
    heads = list(document.all("TH"))
    assert heads and all(one.entry["/A"]["/Scope"] in ("/Column", "/Row") for one in heads)
    assert list(document.all("TD"))
    links = list(document.all("Link"))
    assert links and all(one.holds_annotation() for one in links)
    annotations = sum(len(sheet.get("/Annots", [])) for sheet in reader.pages)
    assert sum(one.holds_annotation() for one in links) == annotations
    figures = [str(one.entry.get("/Alt", "")) for one in document.all("Figure")]
    assert len(figures) == 2 and all(figures), "the drawing and the code"
    assert {str(one.entry["/Lang"]) for one in document.all("NonStruct", "Link", "Span") if "/Lang" in one.entry} >= {
        "de"
    }
    # A list in a list is a child of the outer list (ISO 32000-1, 14.8.4.3.3).
    assert all({kid.kind for kid in one.inside} in ({"LI"}, {"LI", "L"}) for one in document.all("L"))


def test_running_heads_are_no_content(arabic: Path) -> None:
    _, reader = read(arabic)
    content = reader.pages[1].get_contents()
    assert content is not None and b"/Artifact  BMC" in content.get_data().replace(b"\n", b" ")
    text = reader.pages[1].extract_text()
    assert "مثال" in text and "صفحة" in text


def test_text_says_source_date_approval_and_address(small: Path) -> None:
    done = pdf(small, PAGE)
    _, reader = read(Path(done.output.strip()))
    text = " ".join(sheet.extract_text() for sheet in reader.pages).replace("\n", " ")
    for part in (
        "Entwurf, noch nicht von der Einbürgerungsbehörde geprüft", "Rechtsstand: 19. August 2026",
        "Durchgesehen: 22. November 2026", "Belege zu den Zahlen", "geprüft 22. November 2026", "Seite 1 von",
        f"Diese Seite im Netz: {BASE}leitfaden/beispiel/", "Der Nachweis der Miete", "Lassen Sie erst raten",
    ):  # fmt: skip
        assert part in text, part
    places = [str(one.get_object().get("/Dest")) for sheet in reader.pages for one in sheet.get("/Annots", [])]
    assert "leitfaden-beispiel--note-1" in places, "the value leads to its note"


def test_two_runs_are_equal(small: Path, arabic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    other = small / "other.pdf"
    assert pdf(small, "ar", "leitfaden/beispiel", "--out", str(other)).exit_code == 0
    assert other.read_bytes() == arabic.read_bytes()


def test_a_site_built_for_one_machine_leads_nowhere(clean: Path) -> None:
    build(clean, "http://127.0.0.1:8000/")
    done = pdf(clean, PAGE)
    raw, reader = read(Path(done.output.strip()))
    assert b"127.0.0.1" not in raw
    assert len(list(tree(reader).all("Figure"))) == 1, "no code"
    targets = [note["/A"]["/URI"] for sheet in reader.pages for one in sheet.get("/Annots", [])
               if "/A" in (note := one.get_object())]  # fmt: skip
    assert targets and all("gesetze-im-internet" in one or "example.org" in one for one in targets)


# --- The whole guide ---------------------------------------------------------------------------


def test_the_guide_has_contents_with_true_page_numbers(small: Path) -> None:
    done = pdf(small, "guide")
    assert done.output.strip().endswith("out/pdf/de/guide.pdf"), done.output
    raw, reader = read(Path(done.output.strip()))
    assert faults(raw) == []
    marks = {title: depth for depth, title in outline(reader.outline)}
    assert (marks["Inhalt"], marks["Beispiel"], marks["Gruppe"], marks["Zweite Seite"]) == (1, 1, 1, 2)
    contents = reader.pages[1].extract_text()
    for title in ("Beispiel", "Gruppe", "Zweite Seite"):
        (entry,) = [line for line in contents.splitlines() if line.startswith(title)]
        number = int(entry.rsplit(".", 1)[1])
        assert title in reader.pages[number - 1].extract_text(), entry
    (first,) = [text for sheet in reader.pages[2:] if "Gruppe" in (text := sheet.extract_text())]
    assert "Zweite Seite" in first, "a group begins on the sheet of its first page"
    destinations = {str(name) for name in reader.named_destinations}
    inside = [str(note["/Dest"]) for sheet in reader.pages for one in sheet.get("/Annots", [])
              if "/Dest" in (note := one.get_object())]  # fmt: skip
    assert inside and set(inside) <= destinations


def test_the_guide_says_what_is_only_in_german(small: Path) -> None:
    done = pdf(small, "ar", "guide")
    _, reader = read(Path(done.output.strip()))
    contents = reader.pages[1].extract_text()
    assert "Zweite Seite" in contents and "بالألمانية فقط" in contents
    assert "Zweite Seite" not in [title for _, title in outline(reader.outline)]


# --- What is missing ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["docs/de/leitfaden/beispeil.md"], "docs/de/leitfaden/beispeil.md ist keine Seite; gemeint: docs/de/leitfaden/beispiel.md"),
        (["ar", "xyz"], "docs/ar/xyz.md ist keine Seite; möglich: guide, course, concept oder der Pfad einer Seite"),
        (["xx", "guide"], "„xx“ ist keine Sprache; möglich: de, ar, tr"),
        (["concept"], "Im Menü steht keine Seite aus konzept/ auf Deutsch"),
        (["--out", "."], ". ist ein Ordner; mit --out eine Datei angeben"),
        (["--site-dir", "nowhere"], "liegt keine gebaute Website: zuerst lotse build"),
    ],
)  # fmt: skip
def test_one_sentence_for_what_is_not_there(small: Path, arguments: list[str], message: str) -> None:
    done = pdf(small, *arguments)
    assert done.exit_code in (1, 2)
    assert done.output.startswith("Fehler: ") and message in done.output
    assert done.output.count("\n") == 1


def test_only_german_and_not_yet_built(clean: Path) -> None:
    (clean / "docs/data/languages.yml").write_text("de:\n  only: [schulung]\nar: {}\ntr: {}\n", "utf-8")
    build(clean)
    assert "gibt es nur auf Deutsch: lotse pdf de course" in pdf(clean, "ar", "course").output
    assert "docs/ar/schulung/l1.md gibt es nur auf Deutsch: lotse pdf docs/de/schulung/l1.md" in (
        pdf(clean, "ar", "schulung/l1.md").output
    )
    page = clean / "site/leitfaden/beispiel/index.html"
    page.write_text("<html><body><article><h1>Beispiel</h1></article></body></html>", "utf-8")
    assert "ist nicht fertig gebaut: zuerst lotse build" in pdf(clean, PAGE).output
    page.unlink()
    assert f"{PAGE} ist noch nicht gebaut: zuerst lotse build" in pdf(clean, PAGE).output


def test_another_file_is_not_overwritten(small: Path, tmp_path: Path) -> None:
    file = tmp_path / "brief.txt"
    file.write_text("Lieber Herr", "utf-8")
    assert "gibt es schon und ist keine PDF-Datei" in pdf(small, PAGE, "--out", str(file)).output
    assert file.read_text("utf-8") == "Lieber Herr"
    nowhere = file / "a.pdf"
    assert "lässt sich nicht schreiben" in pdf(small, PAGE, "--out", str(nowhere)).output


def test_a_missing_library_is_one_sentence(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [one for one in sys.modules if one.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)

    def fail(*_: object) -> None:
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(cffi.FFI, "dlopen", fail)
    done = pdf(small, PAGE)
    assert done.exit_code == 1
    assert done.output == (
        "Fehler: Zum Schreiben von PDF fehlt die Bibliothek Pango; unter Debian und Ubuntu: "
        "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0\n"
    )


@pytest.mark.parametrize(
    ("families", "said", "lang", "message"),
    [
        ({"Noto Sans"}, [], "ar", "Die Schrift Noto Sans Arabic fehlt; unter Debian und Ubuntu: apt install fonts-noto-core"),
        ({"DejaVu Sans"}, [], "de", "Die Schrift Noto Sans fehlt; unter Debian und Ubuntu: apt install fonts-noto-core"),
        ({"Noto Sans"}, ['.notdef glyph rendered for Unicode string unsupported by fonts: "ア" (U+30A2)'], "de",
         "Für das Zeichen „ア“ fehlt eine Schrift; unter Debian und Ubuntu: apt install fonts-noto-core"),
    ],
)  # fmt: skip
def test_a_missing_font_is_one_sentence(families: set[str], said: list[str], lang: str, message: str) -> None:
    with pytest.raises(PdfError) as error:
        _check_fonts(families, said, lang)
    assert str(error.value) == message


def test_other_commands_start_without_the_library() -> None:
    code = "import lotse.cli, sys; raise SystemExit('weasyprint' in sys.modules or 'segno' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
