"""An audit in progress, with the people round it, for the tests of its pages."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from app.demo.complete import complete
from app.events.audit import Audit
from app.events.child import Child
from app.events.council import COUNCIL, Council
from app.events.person import Person
from app.events.team import ServiceArea, Team
from app.programme import frameworks
from app.programme.house import House

BY = {"by": "person/priya", "at": "2024-05-01T09:00:00+00:00"}
ID, PATH = "audit/2024-05/0017", "/audits/2024-05/17"
PASSWORD = "three odd words"
PEOPLE = {
    "alice": ("Alice Moor", {"auditor"}, ""),
    "bob": ("Bob Crane", {"auditor"}, ""),
    "carol": ("Carol Finch", {"team_manager"}, "team/ash"),
    "wendy": ("Wendy Pike", {"practitioner"}, "team/ash"),
    "priya": ("Priya Nair", {"qa_lead"}, ""),
}


def an_audit(house: House) -> None:
    """Alice has audit 17 of May 2024, of a child of team Ash, due on 28 May."""
    council = house.log.load(Council, COUNCIL)
    council.establish("Eastmere Council", demonstration=False, **BY)
    area, team = house.log.load(ServiceArea, "area/north"), house.log.load(Team, "team/ash")
    area.add("North", **BY)
    team.add("Ash", "area/north", **BY)
    house.keep(council, area, team, *(_person(house, id) for id in PEOPLE), _child(house))
    frameworks.adopt_default(house, **BY)
    _allocate(house)


def signed_in(app: Flask, id: str) -> FlaskClient:
    """A browser in which this person is signed in."""
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = f"person/{id}", True
    return client


def audit(app: Flask) -> Audit:
    """The audit as the log has it."""
    house: House = app.extensions["house"]
    return house.log.load(Audit, ID)


def fill_in(app: Flask, grade: str | None = None, concern: dict[str, str] | None = None) -> None:
    """Answer everything that is needed, every grade being the one given, or the second best; and of a concern."""
    house, found = app.extensions["house"], audit(app)
    answers = complete(frameworks.default_content(), grade) | (concern or {})
    found.save_section({}, "summary", answers, on="2024-05-10", **_as("alice"))
    house.keep(found)


def reallocate(app: Flask, auditor: str = "bob") -> None:
    """Give the audit to somebody else."""
    found = audit(app)
    facts: dict[str, Any] = {"on": "2024-05-12", "due": "2024-06-05", "reason": "Leave", "grounds": "By hand"}
    found.reallocate(f"person/{auditor}", **facts, **BY)
    app.extensions["house"].keep(found)


def _as(id: str) -> dict[str, str]:
    return {"by": f"person/{id}", "at": "2024-05-10T09:00:00+00:00"}


def _person(house: House, id: str) -> Person:
    name, roles, team = PEOPLE[id]
    found = house.log.load(Person, f"person/{id}")
    found.add(name=name, email=f"{id}@eastmere.example", job_level="social_worker", team=team, supervisor="", **BY)
    found.hold(roles, **BY)
    return found


def _child(house: House) -> Child:
    found = house.log.load(Child, "child/C-10482")
    details = {"initials": "JK", "plan": "CP", "team": "team/ash", "worker": "person/wendy", "age_band": "5-9"}
    found.list(details | {"ethnicity": "", "opened": "2023-02-01", "last_audited": ""}, "2024-04-24", **BY)
    return found


def _allocate(house: House) -> None:
    found = house.log.load(Audit, ID)
    who = {"child": "child/C-10482", "auditor": "person/alice", "team": "team/ash", "area": "area/north"}
    facts = {"cycle": "cycle/2024-05", "number": 17, "worker": "person/wendy", "plan": "CP", "grounds": "Fair share"}
    dates = {"framework": "framework/core", "framework_version": 1, "on": "2024-05-01", "due": "2024-05-28"}
    found.allocate(**who, **facts, **dates, **BY)
    house.keep(found)
