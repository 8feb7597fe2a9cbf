"""What is asked before a report is put forward: nothing typed is lost, nothing is told that is not to be told."""

import re

from flask.testing import FlaskClient

from app.demo.stories import HELEN
from tests.views.may import app, may, may_log, signed_in
from tests.views.test_histories import plain
from tests.views.test_reports import HERE, SECTION, june, put_forward, ruth, version, write

__all__ = ["app", "june", "may", "may_log", "ruth"]


def test_text_that_is_typed_and_not_put_in_is_asked_about_before_it_is_left_out(june: FlaskClient) -> None:
    june.put(f"/drafts/{SECTION[1:]}?over=1", json={"version": 0, "fields": {"text": "Not in yet."}})
    assert f'href="{SECTION}"' in june.get(f"{HERE}/proposal").text
    refused = put_forward(june)
    assert (refused.status_code, "or tick that it is left out" in refused.text) == (422, True)
    assert put_forward(june, **{"leave-how-well": "0"}).status_code == 422, "another text than the one that stands"
    assert put_forward(june, **{"leave-how-well": "1"}).status_code == 303
    assert "Not in yet." not in signed_in(june.application, HELEN).get(f"{HERE}/publication").text


def test_a_brace_that_stands_for_no_figure_is_found_while_it_is_typed_and_refused(june: FlaskClient) -> None:
    text = "In all {completion-of-pool} and {nonsense} and {pool"
    told = ("{nonsense} stands for no figure of this report.", "“{pool” is not closed")
    typed = june.post(f"{SECTION}/check", data={"text": text}).text
    write(june, text, version(june))
    shown, refused = june.get(f"{HERE}/proposal").text, put_forward(june)
    assert [words in page for page in (typed, shown, refused.text) for words in told] == [True] * 6
    assert (refused.status_code, 'name="reason-' in refused.text, "completion-of-pool" in refused.text) == (
        422,
        False,
        False,
    )


def test_a_number_that_gives_away_a_kept_back_one_is_told_before_the_report_is_put_forward(june: FlaskClient) -> None:
    write(june, "There were 2 audits of a kind.", version(june))
    told = "In the public copy, “2” is also the value of"
    page = june.get(f"{HERE}/proposal").text
    assert (told in page, 'name="reason-' in page, "contradicted by the figures" in page) == (True, True, False)


def test_a_name_in_the_public_copy_is_mended_or_answered_and_the_publisher_reads_why(june: FlaskClient) -> None:
    write(june, "Anna Bell led it, with Sunflower.", version(june))
    page = june.get(f"{HERE}/proposal").text
    (name,) = re.findall(r'name="(reason-\w+)"', page)
    assert "“Sunflower”: a word with a capital may be a name.</p>" in page
    assert put_forward(june).status_code == 422
    assert put_forward(june, **{name: "She has agreed."}).status_code == 303
    told = plain(signed_in(june.application, HELEN).get(f"{HERE}/publication").text)
    assert "“Anna Bell”. It is for the public copy too, and this is a name that the council knows" in told
    assert "Reason: She has agreed." in told


def test_a_section_without_figures_is_offered_those_of_the_whole_report(june: FlaskClient) -> None:
    page = june.get(f"{HERE}/sections/conclusions").text
    assert 'data-token="{completion-of-pool}" data-into="text-conclusions"' in page
    assert ">How well are we doing?</p>" in page
