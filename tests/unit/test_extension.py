"""Facts and citations in the built text, under Python-Markdown alone: every builder runs it."""

import re
from pathlib import Path

import pytest
from markdown import Markdown

ROOT = Path(__file__).parents[2]
STAG = "https://www.gesetze-im-internet.de/stag"


@pytest.fixture
def convert():
    markdown = Markdown(
        extensions=["attr_list", "tables", "footnotes", "lotse.extension"],
        extension_configs={"lotse.extension": {"root": str(ROOT)}},
    )
    return lambda text: markdown.convert(text).replace("\u00a0", " ")


def test_a_citation_leads_to_its_paragraph(convert):
    html = convert("Das steht in § 10 Abs. 1 Satz 1 Nr. 3 StAG.")
    assert f'<a class="citation" dir="ltr" href="{STAG}/__10.html"' in html
    assert ">§ 10 Abs. 1 Satz 1 Nr. 3 StAG</a>." in html


def test_numbers_stay_with_their_sign():
    markdown = Markdown(extensions=["lotse.extension"], extension_configs={"lotse.extension": {"root": str(ROOT)}})
    html = markdown.convert("§ 10 Abs. 1 Satz 1 Nr. 3 StAG")
    assert ">§\u00a010 Abs.\u00a01 Satz\u00a01 Nr.\u00a03 StAG<" in html


def test_several_norms_lead_to_several_places(convert):
    html = convert("Siehe §§ 8 und 10 StAG.")
    assert f"{STAG}/__8.html" in html
    assert f"{STAG}/__10.html" in html


def test_a_citation_is_isolated_in_arabic_text(convert):
    html = convert("للحق في التجنيس (§ 10 Abs. 1 Satz 1 StAG) يجب")
    assert '<a class="citation" dir="ltr"' in html


def test_citations_in_tables_lists_and_emphasis(convert):
    html = convert("| a |\n| --- |\n| § 8 StAG |\n\n- **§ 9 StAG**\n\n*§ 10 StAG*\n")
    assert [f"/__{n}.html" in html for n in (8, 9, 10)] == [True] * 3


def test_a_citation_may_cross_a_line_break(convert):
    assert f"{STAG}/__10.html" in convert("nach § 10\nAbs. 1 StAG")


@pytest.mark.parametrize("text", ["`§ 10 StAG`", "[§ 10 StAG](https://example.org/)", "    § 10 StAG"])
def test_code_and_links_stay_untouched(convert, text):
    assert "citation" not in convert(text)


def test_headings_carry_no_link_and_keep_their_id(convert):
    html = convert("## Anspruch, § 10 StAG { #anspruch }")
    assert '<h2 id="anspruch">' in html
    assert "<a" not in html
    assert '<bdi class="citation" dir="ltr">§ 10 StAG</bdi>' in html


def test_a_fact_becomes_a_quiet_value(convert):
    html = convert("Es kostet [255 €](fact:gebuehr.erwachsene).")
    assert '<data class="fact" value="gebuehr.erwachsene">255 €</data>' in html
    assert "href" not in html


def test_the_text_around_citations_is_kept(convert):
    html = convert("A § 8 StAG B § 9 StAG C **D § 10 StAG** E")
    assert re.sub(r"<[^>]+>", "", html) == "A § 8 StAG B § 9 StAG C D § 10 StAG E"
