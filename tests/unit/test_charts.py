"""Charts: the picture, the table and the source say the same, and nothing is drawn outside."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as etree
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import REPOSITORY

from lotse import charts, model
from lotse.charts import Chart
from lotse.diagrams import bars
from lotse.diagrams.bars import Bar, Group
from lotse.finish import charts as shown
from lotse.finish import data
from lotse.finish.context import Context
from lotse.finish.html import Node, Tree, parse
from lotse.source import schema

SITE = model.load(REPOSITORY)
CHARTS = charts.of(SITE)
SVG = "{http://www.w3.org/2000/svg}"


def context(site: model.Site = SITE) -> Context:
    return Context(site, site.root / "site", None, "https://lotse.example/")


def built(name: str) -> tuple[Tree, Node]:
    """A chart as it stands on the page; keep the tree as long as it is in use."""
    tree = parse(shown.html(context(), name))
    figure = tree.css_first("figure")
    assert figure is not None
    return tree, figure


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def drawn(*bars_: Bar, kinds: tuple[str, ...] = ("counts",)) -> etree.Element:
    groups = [Group(f"Zeile {number}", ("",), (bar,), kinds) for number, bar in enumerate(bars_)]
    return etree.fromstring(bars.draw("Titel", "Beschreibung", groups))


def widths(root: etree.Element) -> list[float]:
    return [float(box.get("width", "")) for box in root.iter(f"{SVG}rect")]


def test_the_charts_that_the_concept_needs() -> None:
    assert set(CHARTS) >= {"einbuergerungen", "antraege", "bevoelkerung", "modelle", "stunden", "kosten"}
    assert list(charts.faults(SITE)) == []


@pytest.mark.parametrize("chart", CHARTS.values(), ids=lambda chart: chart.name)
def test_picture_and_table_say_the_same(chart: Chart) -> None:
    _tree, figure = built(chart.name)
    image = figure.css_first("svg")
    assert image and image.attributes["role"] == "img"
    assert image.css_first("title").text() == chart.title and image.css_first("desc").text() == chart.description
    said = squeezed(" ".join(text.text() for text in image.css("text")))
    rows = [[squeezed(cell.text()) for cell in row.css("th, td")] for row in figure.css("tbody tr")]
    assert [row[0] for row in rows] == [row.label for row in chart.rows]
    for cells, row in zip(rows, chart.rows, strict=True):
        assert cells[1:] == [bar.text or "nicht bekannt" for bar in row.bars]
        assert cells[0] in said
        assert all(bar.text in said for bar in row.bars)
    assert [head.text() for head in figure.css("thead th")] == [chart.what, *chart.series]
    for source in chart.sources:
        assert figure.css_first(f'a[href="{source["url"]}"]')
    assert chart.confirm_with in figure.text()


@pytest.mark.parametrize("chart", CHARTS.values(), ids=lambda chart: chart.name)
def test_nothing_is_drawn_outside_the_picture(chart: Chart) -> None:
    _tree, figure = built(chart.name)
    root = etree.fromstring(figure.css_first("svg").html)
    _, _, width, height = (float(n) for n in root.get("viewBox", "").split())
    for box in root.iter(f"{SVG}rect"):
        x, y, w, h = (float(box.get(name, "")) for name in ("x", "y", "width", "height"))
        assert x >= 0 and x + w <= width and y + h <= height
    assert all(0 < float(text.get("y", "")) <= height for text in root.iter(f"{SVG}text"))
    # At about 8.4 units a letter no line runs out of the picture.
    assert all(len(text.text or "") <= 43 for text in root.iter(f"{SVG}text"))


@pytest.mark.parametrize("chart", CHARTS.values(), ids=lambda chart: chart.name)
def test_bars_are_as_long_as_their_figures(chart: Chart) -> None:
    _tree, figure = built(chart.name)
    root = etree.fromstring(figure.css_first("svg").html)
    ends = [bar for row in chart.rows for bar in row.bars if bar.low is not None and bar.high is not None]
    longest = max(bar.high for bar in ends if bar.high is not None)
    expected: list[Decimal] = []
    for low, high, _ in ends:
        assert low is not None and high is not None
        expected += [part for part in (low, high - low) if part]
    scale = (bars.WIDTH - 2) / float(longest)
    assert widths(root) == pytest.approx([float(part) * scale for part in expected], abs=0.01)


def test_a_span_ends_dashed_and_nothing_known_draws_nothing() -> None:
    root = drawn(
        Bar(Decimal(5), Decimal(15), "5 bis 15"), Bar(None, None, "nicht gefunden"), Bar(Decimal(0), Decimal(0), "0")
    )
    assert [box.get("class") for box in root.iter(f"{SVG}rect")] == ["counts", "ask"]
    assert widths(root) == pytest.approx([358 / 3, 358 * 2 / 3], abs=0.01)
    assert len([line for line in root.iter(f"{SVG}path") if line.get("class") == "axis"]) == 2


def test_nothing_at_all_can_be_drawn() -> None:
    assert widths(drawn(Bar(Decimal(0), Decimal(0), "0"))) == []
    assert widths(drawn(Bar(None, None, ""))) == []


def test_long_words_get_lines_of_their_own() -> None:
    root = drawn(Bar(Decimal(1), Decimal(1), "eine lange Auskunft der Quelle, die nicht neben den Namen passt"))
    lines = [text.text or "" for text in root.iter(f"{SVG}text")]
    assert len(lines) == 3 and max(map(len, lines)) <= 42


def test_how_bars_are_told_apart() -> None:
    assert bars.kinds(1, "own") == ["own"] and bars.kinds(1, "unsure") == ["ask"] and bars.kinds(1, "") == ["counts"]
    assert bars.kinds(3, "") == ["own", "counts", "ask"]


def test_numbers_are_german() -> None:
    assert [row.bars[0].text for row in CHARTS["einbuergerungen"].rows] == ["1.092", "1.319", "3.890"]
    assert CHARTS["modelle"].rows[2].bars[0].text == "45 bis 50"


def test_the_figures_of_the_concept() -> None:
    """Once more, from the printed sources, so that no digit changes unseen."""
    figures = {
        name: {row.label: [int(bar.high) for bar in row.bars if bar.high is not None] for row in CHARTS[name].rows}
        for name in ("antraege", "bevoelkerung")
    }
    assert list(figures["antraege"].values()) == [[1714, 2258, 0], [1546, 2205, 375], [1012, 1345, 947]]
    assert sum(value[0] for value in figures["bevoelkerung"].values()) == 93914
    assert set(figures["bevoelkerung"]) == set(SITE.value("municipality")["municipalities"])


def test_an_hour_is_no_unit_of_teaching() -> None:
    rows = {row.label: row.bars[0] for row in CHARTS["stunden"].rows}
    saxony = rows["Einbürgerungslotsen, Sachsen-Anhalt"]
    assert saxony.high == Decimal(12 * 60) / 45 and "Zeitstunden" in saxony.text
    assert "Einheit nicht angegeben" in rows["Integrationslotsen, Hannover"].text
    assert CHARTS["stunden"].confirm_with


def test_a_block_becomes_a_chart_in_german_even_on_other_pages() -> None:
    tree = parse('<article><div class="admonition data"><p class="admonition-title">chart antraege</p></div></article>')
    data.blocks(context(), "ar", tree.css_first("article"))
    figure = tree.css_first("figure.lotse-chart")
    assert figure and (figure.attributes["lang"], figure.attributes["dir"]) == ("de", "ltr")
    assert "Dieselben Zahlen als Tabelle" in figure.text()
    assert not tree.css(".admonition")


def test_an_unknown_chart_stays_visible() -> None:
    tree = parse('<article><div class="admonition data"><p class="admonition-title">chart antrage</p></div></article>')
    data.blocks(context(), "de", tree.css_first("article"))
    assert "chart antrage" in tree.html


def test_words_of_the_data_are_text_not_markup(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "docs/data", tmp_path / "docs/data")
    shutil.copy(REPOSITORY / "mkdocs.yml", tmp_path)
    file = tmp_path / "docs/data/charts.yml"
    file.write_text(file.read_text("utf-8").replace("label: Aachen,", 'label: "<b>Aachen & Co</b>",'), "utf-8")
    html = shown.html(context(model.load(tmp_path)), "bevoelkerung")
    assert html.count("&lt;b&gt;Aachen &amp; Co&lt;/b&gt;") == 2 and "<b>" not in html


def test_what_is_uncertain_must_name_who_confirms() -> None:
    one = dict(SITE.value("charts")["stunden"])
    assert list(schema.validate(REPOSITORY, "charts.schema.json", {"stunden": one})) == []
    del one["confirm_with"]
    assert list(schema.validate(REPOSITORY, "charts.schema.json", {"stunden": one}))
