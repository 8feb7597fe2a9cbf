"""Figures at two moments: each in a line, of the same month, with the way to why it changed."""

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.views.compared import Found
from app.views.compared_rows import compared, labels_of
from app.views.compared_shown import parts
from app.views.export_columns import LISTS
from app.views.figure_moments import Moment
from tests.views.test_as_stood import plain
from tests.views.test_compare import MIDDLE
from tests.views.told_council import council, ruth

__all__ = ["council", "ruth"]
TITLE = {"/questions": "Ofsted’s questions", "/figures": "Figures"}
ENDS = (Moment("entry-1", "then", 1, date(2024, 5, 20)), Moment("now", "now", 2, date(2024, 6, 20)))


def sums(page: str) -> list[str]:
    """How many rows came, went and changed."""
    return re.findall(r'id="sum">([^<]+)<', page)


def test_figures_lead_to_why_they_changed(ruth: FlaskClient) -> None:
    page = ruth.get("/compare", query_string={"page": "/cycles/2024-05", "from": MIDDLE}).text
    assert "/figures/returned/changes?cycle=2024-05&amp;from=2024-05-20T12%3A00&amp;to=now" in page
    there = ruth.get("/compare", query_string={"page": "/figures/returned?cycle=2024-05", "from": MIDDLE}).location
    assert there == "/figures/returned/changes?cycle=2024-05&from=2024-05-20T12%3A00&to=now"


def test_a_figure_that_changed_is_one_line_with_both_of_its_parts(ruth: FlaskClient) -> None:
    page = ruth.get("/compare", query_string={"page": "/cycles/2024-05", "from": MIDDLE}).text
    assert "<title>What changed: Figures, May 2024" in page
    live = ruth.get("/cycles/2024-05.json").json["figures"]
    share = next(one for one in live.values() if one["percent"] and f"/figures/{one['name']}/changes" in page)
    now = f"{share['numerator']} of {share['denominator']} ({share['percent']}%)"
    section = page[: page.index(f"/figures/{share['name']}/changes")].rpartition("<tr")[2]
    assert re.search(rf"{share['label']} \d+ of \d+( \([\d.]+%\))? {re.escape(now)}", plain(section))
    assert "Numerator" not in page


@pytest.mark.parametrize("page", ["/questions", "/figures"])
def test_a_page_that_chose_its_month_by_itself_is_compared_as_of_that_month(ruth: FlaskClient, page: str) -> None:
    said = ruth.get("/compare", query_string={"page": page, "from": MIDDLE}).text
    assert f"{TITLE[page]}, May 2024" in said, "by now it would choose June"
    chosen = ruth.get("/compare", query_string={"page": f"{page}?period=2024-05", "from": MIDDLE}).text
    assert sums(said) == sums(chosen) != []
    june = ruth.get("/compare", query_string={"page": f"{page}?period=2024-06", "from": MIDDLE}).text
    assert f"{TITLE[page]}, June 2024" in june
    assert re.search(r"0 changed, [1-9]\d* came, 0 went, 0 are as before", plain(june)), "June was not opened yet"


def test_an_answer_is_compared_figure_by_figure_and_not_in_words(ruth: FlaskClient) -> None:
    page = plain(ruth.get("/compare", query_string={"page": "/questions", "from": MIDDLE}).text)
    live = ruth.get("/questions.json?period=2024-05").get_json()["rows"]
    row = next(one for one in live if one["figure_id"] == "completion-of-allocated")
    share = f"{row['numerator']} of {row['denominator']} ({row['share']:.0%})"
    assert re.search(rf"{re.escape(row['question'])} {row['figure']} \d+ of \d+ \(\d+%\) {re.escape(share)}", page)
    assert row["answer"] not in page


def test_a_figure_of_every_list_is_told_in_one_line(council: Flask) -> None:
    names = [name for name, columns in LISTS.items() if "numerator" in {column.key for column in columns}]
    assert {"questions", "impact-figures", "moderation-figures", "loop-agreement"} <= {*names}
    for name in names:
        labels = labels_of(name)
        was = dict.fromkeys(labels, "A") | {"numerator": 1, "denominator": 4, "share": "0.25"}
        now = was | {"numerator": 3, "share": "0.75"}
        found = [Found("", labels, compared(name, [*before], [now], labels), of_list=name) for before in ([was], [])]
        with council.test_request_context():
            changed, came = (parts(one, {}, *ENDS)[0]["rows"][0] for one in found)
        (cell,) = changed["cells"]
        texts = [" ".join(text for text, _ in cell[side]) for side in ("was", "now")]
        assert (cell["label"], texts) == ("Figure", ["1 of 4 (25%)", "3 of 4 (75%)"]), name
        assert came["facts"][0] == ("Figure", "3 of 4 (75%)"), name


def test_a_board_is_compared_in_its_own_order_with_the_rest_folded_away(ruth: FlaskClient) -> None:
    page = ruth.get("/compare", query_string={"page": "/cycles/2024-05", "from": MIDDLE}).text
    before_fold, _, folded = page.partition("that the page itself does not show")
    told = [re.findall(r'href="/figures/([a-z0-9-]+)/changes', part) for part in (before_fold, folded)]
    shown = list(dict.fromkeys(re.findall(r'href="/figures/([a-z0-9-]+)', ruth.get("/cycles/2024-05").text)))
    assert told[0] == [name for name in shown if name in told[0]] != sorted(told[0])
    assert told[1] != []
    assert not set(told[1]) & set(shown)
