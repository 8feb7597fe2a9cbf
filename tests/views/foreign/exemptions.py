"""Exemptions: one of Anna Bell's, of the area that Grace Mensah decides over, and one of an area under another."""

from typing import Any

from app.demo.stories import ANNA, PRIYA, RUTH, Story
from app.events.exemption import Exemption
from app.events.person import Person
from app.events.team import ServiceArea

VERA = "person/vera-west"
MINE: dict[str, Any] = {"exemption": "of-anna"}
THEIRS: dict[str, Any] = {"exemption": "of-cleo"}


def tell(story: Story) -> None:
    """The two exemptions, both asked for by the QA lead and not decided; the other area has its own director."""
    story.on("2024-08-13")
    details = {"name": "Vera West", "email": "vera@eastmere.example", "job_level": "senior_manager", "team": ""}
    story.let(PRIYA, Person, VERA).add(**details, supervisor="")
    story.let(PRIYA, Person, VERA).hold({"operations_director"})
    story.let(PRIYA, ServiceArea, "area/west").appoint(VERA)
    facts = {"cycle": "cycle/2024-09", "reason_class": "health", "note": "A stay in hospital."}
    story.let(RUTH, Exemption, "exemption/of-anna").ask(auditor=ANNA, **facts)
    story.let(RUTH, Exemption, "exemption/of-cleo").ask(auditor="person/cleo-west", **facts)
