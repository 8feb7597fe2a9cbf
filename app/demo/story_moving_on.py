"""The summer after May 2024: names, people and children change, come and go."""

from app.demo.stories import DANA, EAST, HARBOUR, HILLSIDE, KOFI, LEO, MARY, OMAR, PRIYA, RUTH, Story
from app.events.child import Child
from app.events.council import COUNCIL, Council
from app.events.person import Person
from app.events.team import ServiceArea, Team


def tell(story: Story) -> None:
    """The summer: names, people and children change, come and go."""
    story.on("2024-07-01")
    story.let(PRIYA, Council, COUNCIL).rename("Eastmere City Council")
    story.let(PRIYA, ServiceArea, EAST).rename("East and harbour")
    story.let(PRIYA, Team, HILLSIDE).change(name="Hillside", area=EAST)
    story.let(PRIYA, Person, DANA).change({"name": "Dana Lewis-Shaw", "job_level": "advanced_practitioner"})
    story.let(PRIYA, Person, OMAR).hold({"team_manager", "auditor"})
    story.let(RUTH, Person, LEO).leave_pool("2024-06-28", "Moves to commissioning.")
    story.let(PRIYA, Person, LEO).leave("2024-06-30", "A post with another council.")
    story.let(RUTH, Person, MARY).stand_down("2024-06-30", "The contract ended.")
    child = story.let(KOFI, Child, "child/C-10591")
    child.end("2024-06-10")
    details = {"initials": "LP", "plan": "CiC", "team": HARBOUR, "worker": DANA, "age_band": "16-17"}
    details |= {"ethnicity": "White British", "opened": "2023-09-11", "last_audited": ""}
    story.let(KOFI, Child, "child/C-10591").list(details, "2024-06-28")
