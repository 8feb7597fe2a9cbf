"""Actions of the small council: from an audit and from a report, moved on, handed over, done, verified, cancelled."""

from app.demo.stories import DANA, EAST, HARBOUR, OMAR, RUTH, Story, audit_id
from app.events.action import Action

CHRONOLOGY, PLAN, RISK = "action/chronology", "action/plan-review", "action/risk-model"


def tell(story: Story) -> None:
    """An action with every step that there is, one that is cancelled, and one from a report."""
    raise_them(story)
    move_on(story)
    end(story)


def raise_them(story: Story) -> None:
    """Two for the second child, from the audit, and one of the report of June."""
    story.on("2024-07-02")
    child = {"source": audit_id(2), "child": "child/C-10519", "team": HARBOUR, "area": EAST, "on": story.day}
    what = "Bring the chronology up to date and read it in supervision."
    story.let(RUTH, Action, CHRONOLOGY).raise_(what=what, owner=DANA, due="2024-07-16", **child)
    story.let(RUTH, Action, PLAN).raise_(what="Review the plan with the family.", owner=DANA, due="2024-07-30", **child)
    service = child | {"source": "report/2024-06", "child": "", "what": "Agree one model of naming risk."}
    story.let(RUTH, Action, RISK).raise_(owner=RUTH, due="2024-09-30", **service)


def move_on(story: Story) -> None:
    """Progress, a later date, another owner and other words."""
    story.on("2024-07-12")
    story.let(DANA, Action, CHRONOLOGY).note_progress(
        "Done up to March; the rest needs the school's dates.", on=story.day
    )
    reason = "The school answers after the holidays."
    story.let(OMAR, Action, CHRONOLOGY).extend("2024-08-09", reason=reason, on=story.day)
    says = {"what": "Review the plan with the family and the school.", "owner": DANA, "due": "2024-07-30"}
    story.let(RUTH, Action, PLAN).follow(**says, reason="The audit was returned again.", on=story.day)
    handed = {"team": HARBOUR, "area": EAST, "reason": "The duty of the team, not of quality assurance."}
    story.let(RUTH, Action, RISK).reassign(OMAR, **handed, on=story.day)


def end(story: Story) -> None:
    """Done, found not to be, done and verified; one cancelled and one still open."""
    story.on("2024-08-08")
    story.let(DANA, Action, CHRONOLOGY).complete("The chronology of 7 August, read on 8 August.", on=story.day)
    story.let(RUTH, Action, CHRONOLOGY).reopen(reason="June is missing.", on=story.day)
    story.let(DANA, Action, CHRONOLOGY).complete("June is in now.", on=story.day)
    story.let(RUTH, Action, CHRONOLOGY).verify(note="", on=story.day)
    reason = "The family moved to another council, which has the plan."
    story.let(OMAR, Action, PLAN).cancel(reason=reason, on=story.day)
