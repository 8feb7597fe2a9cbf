"""The strip of grades has a line for each stage that the framework knows and the audit has reached."""

from dataclasses import replace

from flask import Flask

from app.demo.stories import MARY, OMAR, Story, audit_id
from app.programme import audits as programme
from app.views import grade_strip
from projections import audits
from tests.views.may import app, may, may_log, signed_in
from tests.views.moderated import AUDIT, CHANGED, DAY, do, draw, give, moderate

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
    assert lines(app, 2) == [("First grade", "Good", ""), ("Second grade", "Requires Improvement", "changed")]
    assert lines(app, 1) == [("First grade", "Good", ""), ("Moderated grade", "Requires Improvement", "changed")]
    assert lines(app, 3, final_only=True) == [("Third grade", "Requires Improvement", "")]
