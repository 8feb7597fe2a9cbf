"""A chart as a page shows it and as it is taken away; its table, with each value a link to its figure."""

from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from app.config import Settings
from app.demo import stories
from app.demo.charts import stacked, table
from app.demo.stories import RUTH
from app.reports.document import DATE, SHARE, TEXT, Cell, Column, Table
from tests.views.may import signed_in


@pytest.fixture(scope="module")
def developer(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An application with the gallery, which shows a chart of every form."""
    made = create_app(Settings(Path(tmp_path_factory.mktemp("house")), development=True))
    stories.with_people(made.extensions["house"])
    return made


def shown(app: Flask, table: Table, caption: str = "Grades by month") -> str:
    """A table of a report as HTML."""
    with app.test_request_context():
        return str(app.jinja_env.globals["ui"].document_table(table, caption))


def test_a_picture_is_served_to_be_shown_and_to_be_taken_away(developer: Flask) -> None:
    browser = signed_in(developer, RUTH)
    svg, png = (browser.get(f"/gallery/charts/stacked.{ending}") for ending in ("svg", "png"))
    assert svg.content_type == "image/svg+xml; charset=utf-8"
    assert svg.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert png.content_type == "image/png"
    assert png.headers["Content-Disposition"] == 'attachment; filename="Grades-by-month.png"'
    assert svg.headers["X-Content-Type-Options"] == png.headers["X-Content-Type-Options"] == "nosniff"
    assert browser.get("/gallery/charts/stacked.pdf").status_code == 404
    assert browser.get("/gallery/charts/cake.svg").status_code == 404


def test_a_chart_says_what_it_finds_and_has_its_table_beneath(developer: Flask) -> None:
    with developer.test_request_context():
        page = str(developer.jinja_env.globals["ui"].document_chart(stacked(), table(), "/a.svg", "/a.png"))
    assert '<figcaption class="al-chart__finding">Most audits were graded Requires improvement: 48 of 77.' in page
    assert '<img class="al-chart__picture" src="/a.svg" alt="Most audits were graded' in page
    assert '<a class="govuk-link" href="/a.png" download>' in page
    assert page.index("</figure>") < page.index('<caption class="govuk-table__caption')


def test_a_table_opens_every_value_to_its_figure_and_says_what_is_kept_back(developer: Flask) -> None:
    page = shown(developer, table())
    assert '<a class="govuk-link" href="/figures/grade:overall:good?period=2024-Q1">7 (44%)</a>' in page
    assert '<span class="al-kept-back">kept back</span>' in page
    assert '<div class="al-scroll" role="region" aria-label="Grades by month" tabindex="0">' in page
    assert page.count('scope="row"') == 5
    assert page.count('scope="col"') == 4
    assert page.partition('<tr class="govuk-table__row al-total">')[2].count('scope="row"') == 1, (
        "the last is the total"
    )


def test_a_table_writes_days_as_days_and_words_as_words(developer: Flask) -> None:
    columns = (Column("Auditor", TEXT), Column("Returned on", DATE), Column("Share", SHARE))
    late, never = Cell("<b>Anna</b>", href="/audits/2024-05/17"), Cell("Ben")
    share = Cell("7 (44%)", n=7, of=16, interval="23% to 67%")
    rows = ((late, Cell("2024-06-03"), share), (never, Cell("not returned"), Cell("")))
    page = shown(developer, Table(columns, rows), '"Late" <returns>')
    assert '<a class="govuk-link" href="/audits/2024-05/17">&lt;b&gt;Anna&lt;/b&gt;</a>' in page
    assert "03/06/2024" in page
    assert "not returned" in page
    assert '7 (44%) <span class="al-share__interval">(23% to 67%)</span>' in page
    assert 'aria-label="&#34;Late&#34; &lt;returns&gt;"' in page
    assert '<td class="govuk-table__cell" colspan="3">None.</td>' in shown(developer, Table(columns, ()))
