"""The team manager's duties for the audit of the first child: done one after the other, one record taken back."""

from app.demo.stories import DANA, EAST, HARBOUR, OMAR, RUTH, Story, audit_id
from app.events.duty import Duty

FIRST = "duty/2024-05/0001"


def tell(story: Story) -> None:
    """Received on 13 June; a discussion recorded wrongly and again; followed up and closed."""
    story.on("2024-06-13")
    due = {"direction": "2024-06-20", "discussion": "2024-06-27", "follow_up": "2024-07-11", "closing": "2024-07-25"}
    facts = {"audit": audit_id(1), "child": "child/C-10482", "team": HARBOUR, "area": EAST, "worker": DANA}
    story.let(RUTH, Duty, FIRST).receive(**facts, on=story.day, due=due)
    said = {"done_by": OMAR, "note": ""}
    story.on("2024-06-18")
    story.let(OMAR, Duty, FIRST).record_direction(on="2024-06-17", reference="Case note 17 June", **said)
    talk = {"reference": "Supervision 24 June", **said}
    story.on("2024-06-25")
    story.let(OMAR, Duty, FIRST).record_discussion(on="2024-06-24", kind="not_reflective", **talk)
    story.let(OMAR, Duty, FIRST).take_back("discussion", reason="It was reflective; I chose the wrong line.")
    story.let(OMAR, Duty, FIRST).record_discussion(on="2024-06-24", kind="reflective", **talk)
    story.on("2024-07-25")
    story.let(OMAR, Duty, FIRST).follow_up(on="2024-07-22", reference="Supervision 22 July", **said)
    story.let(RUTH, Duty, FIRST).close(open_actions=(), on="2024-07-24", reference="Case note 24 July", **said)
