"""The sample of a month on its page: the rule, the draw, children put in and taken out by hand."""

import re
from html import unescape
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.programme import people
from app.programme.house import House
from app.readings import Chosen
from app.views.sample_page import compared
from projections import cycles as months
from tests.programme.a_month import BY, MAY, drawn, opened, version
from tests.views.a_cycle import council, post, quinn, signed_in, text

__all__ = ["council", "quinn"]

RULE = {"size": "6", "proportional_to": "plan", "seed": "Spring"}


def test_the_rule_is_said_in_words_without_storing_anything(quinn: FlaskClient, council: House) -> None:
    opened(council)
    facts = RULE | {"plans": ["CP"], "named": "C-0007 asked for by the head of service"}
    page = quinn.post("/cycles/2024-05/sample/preview", data=facts, headers={"HX-Request": "true"})
    assert "6 children from the list of 24 April 2024: children on a child protection plan" in text(page)
    assert "Named: C-0007 (asked for by the head of service)." in text(page)
    assert version(council, MAY) == 1


def test_the_form_of_the_draw_comes_with_the_pools_size_a_seed_and_the_rule(quinn: FlaskClient, council: House) -> None:
    opened(council)
    page = quinn.get("/cycles/2024-05/sample/new")
    said = text(page)
    assert (
        "10 children from the list of 24 April 2024: children of every plan type, not audited in the 6 months before"
        " or since." in said
    )
    assert 'name="seed" type="text" value="May 2024, draw 1"' in page.get_data(as_text=True)
    assert "begins with the rule" not in said


def test_the_form_of_the_draw_begins_with_the_rule_of_the_last_month(quinn: FlaskClient, council: House) -> None:
    opened(council)
    rule = RULE | {"plans": ["CP", "CL"], "not_audited_months": "4", "themes": "Neglect", "named": "C-0007 a complaint"}
    post(quinn, "/cycles/2024-05/sample", council, **rule)
    opened(council, "2024-06")
    page = quinn.get("/cycles/2024-06/sample/new")
    assert "The form begins with the rule of May 2024, by which 6 children were drawn." in text(page)
    assert "children on a child protection plan and care leavers, not audited in the 4 months before" in text(page)
    assert "Theme: Neglect." in text(page)
    assert "C-0007" not in text(page)
    assert 'value="June 2024, draw 1"' in page.text


def test_a_child_named_outside_the_rule_is_counted_apart_and_warned_of(quinn: FlaskClient, council: House) -> None:
    opened(council)
    rule = RULE | {"plans": ["CP", "CL"], "named": "C-0001 a complaint"}
    page = text(post(quinn, "/cycles/2024-05/sample/preview", council, **rule))
    assert re.search(r"(\d+) of 40 children on the list meet it, and 1 named outside it\.", page)
    assert "Warning: C-0001 is named outside the rule: of a plan type that was not drawn from (" in page
    post(quinn, "/cycles/2024-05/sample", council, **rule)
    assert "who meet the rule and 1 named outside it, of 40 on the list." in text(quinn.get("/cycles/2024-05/sample"))


@pytest.mark.parametrize(
    ("listed", "drawn", "said"),
    [
        ((105, 1000), (114, 1000), "As on the list"),  # 11% and 11%
        ((104, 1000), (105, 1000), "1 point more"),  # 10% and 11%
        ((3, 10), (1, 10), "20 points fewer"),
    ],
)
def test_the_difference_is_between_the_shares_that_are_shown(
    council: House, listed: tuple[int, int], drawn: tuple[int, int], said: str
) -> None:
    row = {"value": "CP", "population_n": listed[0], "population_total": listed[1]}
    row |= {"sample_n": drawn[0], "sample_total": drawn[1]}
    comparison = [row | {"dimension": "plan"}]
    (group,) = compared(council.model, SimpleNamespace(comparison=comparison))
    assert group["rows"][0]["difference"] == said


def test_the_drawn_sample_explains_itself(quinn: FlaskClient, council: House) -> None:
    opened(council)
    page = post(quinn, "/cycles/2024-05/sample", council, **RULE, named="C-0007 a complaint")
    assert page.headers["Location"] == "/cycles/2024-05/sample"
    said = text(quinn.get("/cycles/2024-05/sample?check=1&why=C-9999"))
    assert "Drawn: 6 children of 40 who meet the rule, of 40 on the list." in said
    assert "Drawn again: the same 6 children in the same order." in said
    assert "C-9999 is not on the list that the sample was drawn from." in said
    assert "Named: a complaint. Takes one of the" in said
    assert "34 meeting the rule and not drawn" in said
    assert "16 of 40 40%" in said  # children in need on the list: two in five of 40


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"size": "0"}, "at least 1"),
        ({"size": "41"}, "You asked for 41 children; only 40 of the 40 on the list"),
        ({"seed": ""}, "Give a seed"),
        ({"share_CP": "-1"}, "Enter a part as a whole number"),
        ({"share_CP": "0"}, "Give at least one plan type a share above 0"),
        ({"named": "C-9999 a complaint"}, "not on the list"),
        ({"named": "C-0001"}, "Say why you name C-0001"),
        ({"not_audited_months": "six"}, "whole number of months"),
        ({"min_open_days": "10001"}, "whole number of days"),
        ({"plans": "XX"}, "Choose from the list."),
    ],
)
def test_a_rule_that_cannot_be_drawn_is_refused_in_words_and_kept(
    quinn: FlaskClient, council: House, wrong: dict, sentence: str
) -> None:
    opened(council)
    page = post(quinn, "/cycles/2024-05/sample", council, **(RULE | {"themes": "Neglect"} | wrong))
    assert page.status_code == 422
    assert sentence in unescape(page.get_data(as_text=True))
    assert 'value="Neglect"' in page.get_data(as_text=True)
    assert version(council, MAY) == 1


def test_a_child_is_put_in_and_taken_out_by_hand(app: Flask, quinn: FlaskClient, council: House) -> None:
    opened(council)
    drawn(council, 5)
    inside = [row["child"] for row in months.sample(council.model, MAY)]
    extra = next(f"C-{n:04d}" for n in range(40) if f"child/C-{n:04d}" not in inside)
    added = post(quinn, "/cycles/2024-05/sample/children", council, child=extra, reason="A complaint")
    assert added.status_code == 303
    there = f"/cycles/2024-05/sample/children/{inside[0].removeprefix('child/')}/removal"
    assert "Next of the reserve" in text(quinn.get(there))
    assert post(quinn, there, council, instead="reserve", reason="Moved away").status_code == 303
    said = text(quinn.get("/cycles/2024-05/sample"))
    assert "Put in: A complaint (1)" in said
    assert f"{extra} put in (Quinn Abara," in said
    assert "6 children: 4 drawn, 1 put in by hand, 1 from the reserve." in said
    assert "Taken out: Moved away (1)" in said
    assert "of the reserve in their place (Quinn Abara," in said
    details = {"name": "Kai Reed", "email": "kai@eastmere.example", "job_level": "other", "team": "", "supervisor": ""}
    people.add(council, "person/kai", details, {"analyst"}, **BY)
    for ending in ("", ".csv", ".json"):
        page = signed_in(app, "kai").get(f"/cycles/2024-05/sample{ending}").text
        assert ("A complaint" in page, "Moved away" in page) == (False, False), ending
        assert "A complaint" in quinn.get(f"/cycles/2024-05/sample{ending}").text


def test_why_a_child_was_named_is_for_who_reads_text(app: Flask, quinn: FlaskClient, council: House) -> None:
    opened(council)
    assert (
        post(quinn, "/cycles/2024-05/sample", council, **RULE, named="C-0007 Her school rang twice.").status_code == 303
    )
    details = {"name": "Kai Reed", "email": "kai@eastmere.example", "job_level": "other", "team": "", "supervisor": ""}
    people.add(council, "person/kai", details, {"analyst"}, **BY)
    kai = signed_in(app, "kai")
    for ending in ("", "?why=C-0007", ".csv", ".json"):
        for client, told in ((kai, False), (quinn, True)):
            page = client.get(f"/cycles/2024-05/sample{ending}").text
            assert ("Her school rang twice" in page, "Named" in page) == (told, True), ending
    read = app.extensions["readings"].page(Chosen())
    assert {one.by for one in read} == {"person/quinn"}


def test_by_hand_without_a_reason_is_refused_beside_the_field(quinn: FlaskClient, council: House) -> None:
    opened(council)
    drawn(council, 5)
    page = post(quinn, "/cycles/2024-05/sample/children", council, child="C-0001", reason=" ")
    assert page.status_code == 422
    assert 'id="reason-error"' in page.get_data(as_text=True)
    assert 'value="C-0001"' in page.get_data(as_text=True)


def test_a_form_that_was_overtaken_says_what_happened_and_keeps_what_was_typed(
    quinn: FlaskClient, council: House
) -> None:
    opened(council)
    drawn(council, 5)
    drawn(council, 5, "Autumn")
    page = quinn.post(
        "/cycles/2024-05/sample/children", data={"version": 2, "child": "C-0001", "reason": "A complaint"}
    )
    assert page.status_code == 409
    assert "Since your form was opened: sample drawn by Quinn Abara" in text(page)
    assert "A complaint" in text(page)
    assert version(council, MAY) == 3
