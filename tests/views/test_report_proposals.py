"""What is asked before a report is put forward: nothing typed is lost, nothing is told that is not to be told."""

import re

from flask.testing import FlaskClient

from app.demo.stories import HELEN, JOAN
from tests.views.may import app, may, may_log, signed_in
from tests.views.test_histories import plain
from tests.views.test_reports import HERE, SECTION, june, publish, put_forward, ruth, version, write

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


def test_what_was_decided_meanwhile_is_told_and_nothing_typed_is_lost(june: FlaskClient) -> None:
    write(june, "In all 19 of 31 (55%) were late.", version(june))
    names = re.findall(r'name="(reason-\w+)"', june.get(f"{HERE}/proposal").text)
    sent = {"version": version(june, f"{HERE}/proposal")} | dict.fromkeys(names, "Quoted as it was said.")
    assert [june.post(f"{HERE}/proposal", data=sent).status_code for _ in "12"] == [303, 303]
    helen, joan = signed_in(june.application, HELEN), signed_in(june.application, JOAN)
    old = {"version": version(helen, f"{HERE}/publication")}
    back = {"version": version(joan, f"{HERE}/sending-back"), "reason": "Mend it."}
    assert joan.post(f"{HERE}/sending-back", data=back).status_code == 303
    told = helen.post(f"{HERE}/publication", data=old, follow_redirects=True)
    assert "Not published: it was sent back by Joan Achebe." in told.text
    again = june.post(f"{HERE}/proposal", data=sent)
    assert (again.status_code, "report sent back by Joan Achebe" in again.text) == (409, True)
    assert "Quoted as it was said." in june.get(f"{HERE}/proposal").text
    assert put_forward(june, **dict.fromkeys(names, "Quoted as it was said.")).status_code == 303
    old = {"version": version(helen, f"{HERE}/publication")}
    assert publish(joan).headers["Location"] == f"{HERE}/editions/1"
    told = helen.post(f"{HERE}/publication", data=old, follow_redirects=True)
    assert "Not published: edition 1 was published by Joan Achebe meanwhile." in told.text
