"""Dip samples: the story's, concluded and Mary Quinn's to fill in; and one that is only planned, for the QA lead."""

from typing import Any

from app.demo.stories import CORE, RUTH, Story
from app.demo.story_dip_samples import asked, the_plan
from app.events.dip_sample import DipSample
from app.events.dip_sample_measures import define, new_measure

MINE: dict[str, Any] = {"dip_sample": "closures", "measure": "a-clear-rationale"}
THEIRS: dict[str, Any] = {"dip_sample": "next-one", "measure": "seen-alone"}


def tell(story: Story) -> None:
    """The one that is planned; the other is in the story."""
    story.on("2024-08-12")
    facts = {"framework": CORE, "framework_version": 1, "on": story.day}
    story.let(RUTH, DipSample, "dip_sample/next-one").plan(**the_plan("The next one", "children", 6), **facts)
    measure = new_measure(DipSample("new"), asked("Seen alone"))
    story.let(RUTH, DipSample, "dip_sample/next-one").do(define, measure)
