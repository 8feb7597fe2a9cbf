"""Inspections: the council's inspector reads everything, another the child of the story as May stood; both are kept."""

from app.demo.stories import IAN, PRIYA, RUTH, Story
from app.events.inspection import Inspection, Terms
from app.events.person import Person
from app.events.reading_rule import RULE, ReadingRule

IONA = "person/iona-grey"
WHOLE, NAMED, ENDED = "inspection/whole", "inspection/named", "inspection/ended"
FOR_LONG = "2099-12-31"
"""Inspectors of the story read on whatever day it is told."""


def tell(story: Story) -> None:
    """Ian reads everything, as it is. Iona reads one child and May 2024, as they stood at the end of June."""
    story.on("2024-12-16")
    let_in(story)
    story.let(PRIYA, Person, IONA).add(
        name="Iona Grey", email="iona.grey@inspection.example", team="", job_level="other", supervisor=""
    )
    story.let(PRIYA, Person, IONA).hold({"inspector"})
    _iona(story)
    story.let(RUTH, ReadingRule, RULE).ask("The data protection officer asked for it.")
    story.let(RUTH, ReadingRule, RULE).ask_no_more("Three months were enough to see who opens them.")


def let_in(story: Story) -> None:
    """Ian reads everything from the day of the story on."""
    everything = Terms(story.day, FOR_LONG, True, (), (), "")
    story.let(RUTH, Inspection, WHOLE).grant(IAN, everything, "The inspection of the service.")


def _iona(story: Story) -> None:
    """What was granted was too much: it is ended, and another is granted and changed."""
    first = Terms("2024-12-16", "2024-12-20", False, ("child/C-10482", "child/C-10519"), (), "")
    story.let(RUTH, Inspection, ENDED).grant(IONA, first, "Six children were to be named.")
    story.let(RUTH, Inspection, ENDED).end("Named by mistake.", on="2024-12-16")
    named = Terms("2024-12-17", "2024-12-31", False, ("child/C-10482",), (), "2024-06-28T17:00")
    story.let(RUTH, Inspection, NAMED).grant(IONA, named, "The line of one child, as it was in June.")
    longer = Terms("2024-12-17", FOR_LONG, False, ("child/C-10482",), ("cycle/2024-05",), "2024-06-28T17:00")
    story.let(RUTH, Inspection, NAMED).change(longer, "The month as well, and for longer.", on="2024-12-18")
