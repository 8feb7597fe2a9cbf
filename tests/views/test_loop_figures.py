"""A looped child in the figures: in no grade before its grades are agreed, and every accepted audit accounted for."""

from datetime import date
from typing import Any

from flask import Flask

from app.demo.stories import RUTH, Story
from app.events.audit import Audit
from projections import graded_good, learning_lists, months
from projections.asking import Asked, Reach
from projections.completion import figures
from tests.views.a_loop import FIRST, SECOND, agreement, both_in, come_in, looped
from tests.views.may import ANNA, app, may, may_log, signed_in
from tests.views.moderated import said

__all__ = ["app", "both_in", "looped", "may", "may_log"]
NEVER = date(2024, 5, 28)


def accept(story: Story, *ids: str) -> None:
    for id in ids:
        story.let(RUTH, Audit, id).accept(on="2024-05-28", note="")


def counted(story: Story) -> dict[str, Any]:
    """The members of the overall grades, taken together, and of what is beside them; and other figures of grades."""
    model = story.house.model
    found = figures(months.month(model, "cycle/2024-05", story.content(), NEVER))
    good = graded_good.by_domain(model, Asked(Reach(everything=True), NEVER, {}))
    return {
        "overall": found["grade:overall:good"].base,
        "beside": [found[name].members for name in ("to-agree", "counted-by-other")],
        "good": sum(row["n"] for row in good if row["domain"] == "plans"),
        "learning": [row["id"] for row in learning_lists.graded(model, ["cycle/2024-05"])],
    }


def test_until_it_is_agreed_a_looped_child_is_in_no_grade_and_said_to_be(app: Flask, both_in: Story) -> None:
    accept(both_in, FIRST, SECOND)
    assert counted(both_in) == {"overall": (), "beside": [(FIRST, SECOND), ()], "good": 0, "learning": []}
    ruth = signed_in(app, RUTH)
    words = "Of the 2 accepted: 2 in no grade until their grades are agreed"
    assert words in said(ruth.get("/cycles/2024-05").text)
    assert ruth.get("/figures/to-agree?cycle=2024-05").status_code == 200
    before = months.mark(both_in.house.model, "cycle/2024-05")
    agreement(ruth)
    assert counted(both_in) == {"overall": (FIRST,), "beside": [(), (SECOND,)], "good": 1, "learning": [FIRST]}
    assert "1 in no grade, as another audit of the child counts" in said(ruth.get("/cycles/2024-05").text)
    assert months.mark(both_in.house.model, "cycle/2024-05") != before, "the board that is open shows it"


def test_what_is_sealed_is_in_no_count_of_what_is_to_agree(app: Flask, looped: Story) -> None:
    come_in(looped, ANNA, FIRST)
    accept(looped, FIRST)
    assert counted(looped) == {"overall": (), "beside": [(), ()], "good": 0, "learning": []}
    assert "in-no-grade" not in signed_in(app, RUTH).get("/cycles/2024-05").text
