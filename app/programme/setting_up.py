"""Starting the programme in a council that has none."""

from app.events.base import Refusal
from app.events.council import COUNCIL, Council, CouncilRenamed
from app.events.person import Person
from app.events.vocabulary import SYSTEM
from app.programme.house import House


def begin(
    house: House, *, council: str, name: str, email: str, person: str, at: str, demonstration: bool = False
) -> None:
    """Establish the council and put its first administrator on the list, both or neither.

    Raises Refusal when it was done before, or for a missing name or e-mail.
    """
    here = house.log.load(Council, COUNCIL)
    if here.exists:
        raise Refusal("This programme has been set up already.")
    if not council.strip():
        raise Refusal("Enter the council's name.", "council")
    here.establish(council, demonstration=demonstration, by=SYSTEM, at=at)
    first = house.log.load(Person, person)
    details = {"name": name, "email": email, "job_level": "other", "team": "", "supervisor": ""}
    first.add(**details, by=SYSTEM, at=at)
    first.hold({"administrator", "qa_lead"}, by=SYSTEM, at=at)
    house.keep(here, first)


def rename(house: House, version: int, name: str, *, by: str, at: str) -> None:
    """Change the council's name, as it stands on every page; raises Refusal, AlreadyDone or Stale."""
    council = house.load_at(Council, COUNCIL, version, by, CouncilRenamed, name=name)
    council.rename(name, by=by, at=at)
    house.keep(council)
