"""All figures of a period on one page: each with its value, its definition and where it opens."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import BEN, RUTH, Story
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]


@pytest.fixture
def ruth(app: Flask, may: Story) -> FlaskClient:
    return signed_in(app, RUTH)


def said(page: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", page).split())


def test_the_newest_month_is_shown_in_groups_and_each_figure_opens(ruth: FlaskClient) -> None:
    page = ruth.get("/figures").text
    assert "May 2024 Figures" in said(page)
    assert 'href="/figures/completion-of-allocated?cycle=2024-05"' in page
    assert "Completion of allocated 40% 2 of 5 12% to 77% Completed audits ÷ allocated audits." in said(page)
    assert [words in page for words in ("Taking part", "What the shares of grades are of")] == [True, True]


def test_a_quarter_is_asked_for_and_every_figure_of_it_is_there(ruth: FlaskClient) -> None:
    data = ruth.get("/figures.json?period=2024-Q1").json
    hrefs = [one["href"] for one in data["figures"]]
    assert data["period"] == "2024-Q1"
    some = ("families-heard", "actions:open", "pools:auditor")
    assert {f"/figures/{name}?period=2024-Q1" for name in some} < {*hrefs}
    assert {ruth.get(href).status_code for href in (hrefs[0], hrefs[-1])} == {200}
    assert "Children of concern" in said(ruth.get("/figures?period=2024-Q1").text)
    assert '<option value="2024-Q1" selected>' in ruth.get("/figures?period=2024-Q1").text


@pytest.mark.parametrize("key", ["2024-13", "2031-Q1", "x"])
def test_a_period_that_was_not_opened_is_the_newest_month_and_said(ruth: FlaskClient, key: str) -> None:
    page = ruth.get(f"/figures?period={key}")
    assert page.status_code == 200
    assert "May 2024 Figures" in said(page.text)
    assert key in said(page.text)


def test_who_does_not_oversee_has_no_such_page(app: Flask, may: Story) -> None:
    assert signed_in(app, BEN).get("/figures").status_code == 404
