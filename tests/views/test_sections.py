"""The way through a long page: its sections are listed, each leads where it says, and nothing of the page is lost."""

import re

import pytest
from flask import Flask
from markupsafe import Markup

from app.demo.stories import RUTH, Story
from app.views.sections import in_sections
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]

PAGE = Markup(
    '<p>First</p><h2 class="a">What &amp; why <span class="al-count">3</span></h2><h3>No id</h3>'
    '<section id="one">\n<h3>One</h3>1</section><div class="b"><h2 id="two">Two</h2></div>'
    '<div><table id="rows"><caption id="c">Rows <span class="al-count">9 rows</span></caption></table></div>'
    '<table id="other"><caption>Other</caption></table>'
)


def test_a_page_is_cut_at_its_headings_and_nothing_is_lost() -> None:
    pieces = in_sections(PAGE, ("rows",))
    said = [(piece.id, piece.words, piece.within, piece.ends) for piece in pieces]
    assert said == [
        ("", "", False, False),
        ("section-what-why", "What & why", False, False),
        ("one", "One", True, True),
        ("two", "Two", False, True),
        ("rows", "Rows", False, True),
    ]
    assert "".join(piece.html for piece in pieces).replace(' id="section-what-why"', "") == PAGE
    assert pieces[3].html.startswith('<div class="b">'), "what is opened around a heading goes with it"


def test_a_page_without_headings_is_one_piece() -> None:
    assert [(piece.html, piece.ends) for piece in in_sections(Markup("<p>All</p>"))] == [("<p>All</p>", False)]
    assert in_sections(Markup(""))[0].html == ""


@pytest.mark.parametrize(
    ("address", "at_least"), [("/audits/2024-05/1", 4), ("/audits/2024-05/5", 0), ("/children/C-10482", 0)]
)
def test_every_section_is_listed_where_there_are_four(app: Flask, may: Story, address: str, at_least: int) -> None:
    page = signed_in(app, RUTH).get(address).text
    way = (re.findall(r'<nav class="al-contents".*?</nav>', page, re.DOTALL) or [""])[0]
    listed = re.findall(r'href="#([^"]+)"', way)
    assert len(listed) >= at_least
    assert len(listed) not in (1, 2, 3)
    assert [id for id in listed if page.count(f'id="{id}"') != 1] == []
    assert set(re.findall(r'<h2\b[^>]*\bid="([^"]+)"', page)) - {"on-this-page-heading"} <= set(listed) or not way
    assert page.count("Back to top") == way.count("<li>"), "after each section, not after each part"


def test_a_month_s_long_table_leads_back_to_the_top(app: Flask, may: Story) -> None:
    page = signed_in(app, RUTH).get("/cycles/2024-05/allocation").text
    assert page.count("Back to top") == 1
    assert "On this page" not in page
