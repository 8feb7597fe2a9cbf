"""The strip of grades has a line for each stage that the framework knows and the audit has reached."""

from dataclasses import replace
from typing import Any

from flask import Flask

from app.demo.stories import MARY, OMAR, RUTH, Story, audit_id
from app.events.log import Happened
from app.programme import audits as programme
from app.views import grade_strip
from projections import audits
from tests.views.may import app, may, may_log, signed_in
from tests.views.moderated import AUDIT, CHANGED, DAY, draw, give, moderate, said
from tests.views.sending import do

__all__ = ["app", "may", "may_log"]
STAGES = [{"id": id, "label": f"{id} grade"} for id in ("First", "Second", "Third")]


def lines(app: Flask, stages: int, *, final_only: bool = False) -> list[tuple[str, str, str]]:
    """Of each line its stage, the grade of the plans and whether that is as before."""
    house = app.extensions["house"]
    row, paper = audits.audit(house.model, audit_id(1)), programme.paper(house, audit_id(1))
    assert row is not None
    with app.test_request_context():
        of = replace(paper, content=paper.content | {"stages": STAGES[:stages]})
        found = grade_strip.strip(row, of, grade_strip.counting(row), final_only)["lines"]
    cells = [
        (line["stage"], next(cell for cell in line["cells"] if cell["label"] == "Quality of plans")) for line in found
    ]
    return [(stage, cell["grade"]["label"], cell["mark"]) for stage, cell in cells]


def test_each_stage_that_was_reached_has_its_line(app: Flask, may: Story) -> None:
    assert lines(app, 3) == [("First grade", "Good", "")]
    draw(may)
    give(may)
    moderate(app, CHANGED)
    assert lines(app, 3) == [("First grade", "Good", ""), ("Second grade", "Inadequate", "changed")]
    asked = DAY | {"about": "plans", "what": "The plan has dates.", "why": "In the minutes of 3 May."}
    assert do(signed_in(app, OMAR), f"{AUDIT}/challenge", asked).status_code == 303
    told = DAY | {"outcome": "upheld", "answer": "The minutes have them.", "to": "requires-improvement"}
    assert do(signed_in(app, MARY), f"{AUDIT}/challenges/1/answer", told).status_code == 303
    third = ("Third grade", "Requires Improvement", "changed")
    assert lines(app, 3) == [("First grade", "Good", ""), ("Second grade", "Inadequate", "changed"), third]
    after = ("After the challenge", "Requires Improvement", "changed")
    assert lines(app, 2) == [("First grade", "Good", ""), ("Second grade", "Inadequate", "changed"), after]
    assert lines(app, 1) == [("First grade", "Good", ""), ("Moderated grade", "Inadequate", "changed"), after]
    assert lines(app, 3, final_only=True) == [("Third grade", "Requires Improvement", "")]


def test_a_grade_that_a_challenge_changes_back_stands_beside_the_moderators(app: Flask, may: Story) -> None:
    draw(may)
    give(may)
    moderate(app, CHANGED)
    for about in ("plans", "overall"):
        asked = DAY | {"about": about, "what": "The plan has dates.", "why": "In the minutes of 3 May."}
        assert do(signed_in(app, OMAR), f"{AUDIT}/challenge", asked).status_code == 303
    for number, field in ((1, "to"), (2, "overall")):
        told = DAY | {"outcome": "upheld", "answer": f"The minutes have them: {number}.", field: "good"}
        assert do(signed_in(app, MARY), f"{AUDIT}/challenges/{number}/answer", told).status_code == 303
    assert lines(app, 2)[1:] == [
        ("Second grade", "Inadequate", "changed"),
        ("After challenge 1", "Good", "changed"),
        ("After challenge 2", "Good", "same"),
    ]
    row = said(signed_in(app, RUTH).get("/moderations").text)
    assert "Grades changed challenged Good moderated to Requires Improvement, changed since" in row


def test_what_a_challenge_or_a_loop_changed_is_no_moderated_grade() -> None:
    facts: dict[str, Any] = {"grades": {"plans": ["good", "inadequate", ""]}, "overall": []}
    for topic, name in ((grade_strip.CHALLENGE, grade_strip.CHALLENGED), (grade_strip.LOOP, grade_strip.AGREED)):
        steps = grade_strip.reached([Happened(1, "audit/2024-05/0001", 1, topic, facts)])
        assert grade_strip.names(["Auditor's grade", "Moderated grade"], steps) == ["Auditor's grade", name]
