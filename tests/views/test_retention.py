"""The retention schedule in the browser: rules, what they propose today in words, and a proposal from them."""

from datetime import date

import time_machine
from flask import Flask
from werkzeug.datastructures import MultiDict

from app.demo.stories import ANNA, HELEN, IAN, JOAN, RUTH, Story
from app.forms.retention import RuleForm
from app.programme import retention
from tests.views.erasing import REFERENCE, close_everything, raise_concern
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]

RULE = {"kind": "action", "years": "1", "ground": "The council’s schedule.", "reason": "Agreed today."}


def set_rule(app: Flask, by: str = RUTH, **changes: str) -> int:
    version = app.extensions["house"].version("retention/schedule")
    return signed_in(app, by).post("/retention/rule", data={"version": str(version), **RULE, **changes}).status_code


def test_without_a_rule_nothing_is_proposed_and_with_one_it_says_what_and_when(app: Flask, may: Story) -> None:
    close_everything(may)
    assert signed_in(app, RUTH).get("/retention").text.count("No rule: nothing is proposed.") == 12
    assert set_rule(app) == 303
    page = signed_in(app, JOAN).get("/retention").text
    assert "1 year after the action was done or cancelled" in page
    assert "Nothing is over its time. Next on 28 May 2025." in page
    assert "kept for 1 year after they are closed. Ground: The council’s schedule. Reason: Agreed today." in page
    with time_machine.travel("2025-05-28T09:30:00+00:00", tick=False):
        page = signed_in(app, RUTH).get("/retention").text
    assert "1 action closed on 28 May 2024: over the time since 28 May 2025." in page
    assert "/erasures/new?of=schedule&amp;kind=action" in page


def test_what_the_rule_proposes_is_erased_and_proposed_no_more(app: Flask, may: Story) -> None:
    close_everything(may)
    set_rule(app, years="0")
    form = signed_in(app, RUTH).get("/erasures/new?of=schedule&kind=action").text
    assert "1 action closed on 28 May 2024" in form
    facts = {"id": "erasure/due", "of": "schedule", "kind": "action", "person": "", "ground": "schedule"}
    facts["reason"] = "Over the time."
    assert signed_in(app, RUTH).post("/erasures", data=facts).status_code == 303
    page = signed_in(app, RUTH).get("/retention").text
    assert "1 action over the time: proposed, waiting for a second person." in page
    assert "closed on 28 May 2024: over the time" not in page
    assert signed_in(app, HELEN).post("/erasures/due/confirmation", data={"version": "1"}).status_code == 303
    assert "Bring him crayons" not in signed_in(app, RUTH).get("/actions/crayons").text
    assert "She draws with him" in signed_in(app, RUTH).get("/audits/2024-05/1").text
    assert retention.proposals(may.house, date(2024, 5, 28))["action"].free == ()


def test_what_the_schedule_proposes_has_no_other_ground(app: Flask, may: Story) -> None:
    close_everything(may)
    set_rule(app, years="0")
    facts = {
        "id": "erasure/due",
        "of": "schedule",
        "kind": "action",
        "person": "",
        "ground": "order",
        "reason": "Over.",
    }
    answer = signed_in(app, RUTH).post("/erasures", data=facts)
    said = "one ground: “The time for which it is kept is over”. For another, name the child or the person."
    assert (answer.status_code, f"What the schedule proposes has {said}" in answer.text) == (422, True)


def test_what_is_held_is_told_with_why(app: Flask, may: Story) -> None:
    close_everything(may)
    set_rule(app, years="0")
    raise_concern(may, "Again.")
    assert (
        "1 action over the time must be kept for now: a concern is open." in signed_in(app, RUTH).get("/retention").text
    )
    facts = {"id": "erasure/due", "of": "schedule", "kind": "", "person": "", "ground": "schedule", "reason": "Over."}
    assert signed_in(app, RUTH).post("/erasures", data=facts | {"kind": "action"}).status_code == 422


def test_a_rule_is_the_qa_leads_and_read_by_those_who_lead(app: Flask, may: Story) -> None:
    assert [set_rule(app, who) for who in (HELEN, JOAN, ANNA, IAN)] == [404] * 4
    assert [signed_in(app, who).get("/retention").status_code for who in (HELEN, JOAN, ANNA, IAN)] == [
        200,
        200,
        404,
        404,
    ]
    assert set_rule(app, years="a few") == 422
    assert set_rule(app) == 303
    gone = {"version": "1", "kind": "action", "reason": "Kept with the child’s record."}
    assert signed_in(app, RUTH).post("/retention/rule-withdrawal", data=gone).status_code == 303
    assert "withdrew the rule for actions, which was 1 year." in signed_in(app, RUTH).get("/retention").text


def test_a_person_is_erased_by_others_alone(app: Flask, may: Story) -> None:
    close_everything(may)
    facts = {"id": "erasure/anna", "of": "person", "person": HELEN, "kind": "", "ground": "request", "reason": "Asked."}
    assert signed_in(app, RUTH).post("/erasures", data=facts).status_code == 303
    own = signed_in(app, HELEN).post("/erasures/anna/confirmation", data={"version": "1"})
    assert "Somebody else has to decide: this erasure is about you." in own.text
    assert signed_in(app, JOAN).post("/erasures/anna/confirmation", data={"version": "1"}).status_code == 303
    assert "Helen Price" in signed_in(app, RUTH).get("/people/helen-price").text
    assert REFERENCE in signed_in(app, RUTH).get("/audits").text


def test_a_comma_is_no_point(app: Flask) -> None:
    for typed, refused in (("2,5", True), ("2.5", True), ("1,0", True), ("25", False)):
        form = RuleForm(MultiDict({"years": typed, "kind": "letter", "ground": "x", "reason": "x"}))
        form.years.validate(form)
        assert bool(form.years.errors) is refused, typed
