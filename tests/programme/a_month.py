"""A small council that months can be run in: two areas, four teams, ten auditors, forty children."""

from datetime import date

from app.events.child import Child
from app.events.council import COUNCIL, Council
from app.events.framework import Framework
from app.events.person import Person
from app.events.team import ServiceArea, Team
from app.programme import cycles, frameworks
from app.programme.house import House
from app.programme.samples import sample

AT = "2024-04-26T09:00:00+00:00"
ON = date(2024, 5, 1)
BY = {"by": "person/quinn", "at": AT}
MAY = "cycle/2024-05"
CORE = "framework/core"
TEAMS = {"team/ash": "area/north", "team/birch": "area/north", "team/cedar": "area/south", "team/damson": "area/south"}


def the_council(house: House, auditors: int = 10, children: int = 40, owed: int = 1) -> None:
    """Set it all up as of April 2024."""
    kept: list = [council(house)]
    for slug in ("north", "south"):
        area = house.log.load(ServiceArea, f"area/{slug}")
        area.add(slug.capitalize(), **BY)
        area.appoint(f"person/od-{slug}", **BY)
        kept.append(area)
    for id, area in TEAMS.items():
        team = house.log.load(Team, id)
        team.add(id.removeprefix("team/").capitalize(), area, **BY)
        kept.append(team)
    kept += people(house, auditors) + [a_child(house, n) for n in range(children)]
    house.keep(*kept, framework(house, owed))


def council(house: House) -> Council:
    found = house.log.load(Council, COUNCIL)
    found.establish("Eastmere Council", demonstration=False, **BY)
    return found


def people(house: House, auditors: int) -> list[Person]:
    made = [person(house, "quinn", "Quinn Abara", "", "qa_lead")]
    made += [
        person(house, f"od-{slug}", f"Odette {slug.capitalize()}", "", "operations_director")
        for slug in ("north", "south")
    ]
    made += [person(house, "iris", "Iris Vane", "", "inspector"), person(house, "dana", "Dana Fell", "", "director")]
    made += [
        person(house, f"w{n}", f"Worker {n}", team, "practitioner", f"person/a{n}") for n, team in enumerate(TEAMS)
    ]
    return made + [auditor(house, n) for n in range(auditors)]


def person(house: House, id: str, name: str, team: str, role: str, supervisor: str = "") -> Person:
    found = house.log.load(Person, f"person/{id}")
    email = f"{id}@eastmere.example"
    found.add(name=name, email=email, job_level="manager", team=team, supervisor=supervisor, **BY)
    found.hold({role}, **BY)
    return found


def auditor(house: House, n: int) -> Person:
    found = person(house, f"a{n}", f"Auditor {n:03d}", list(TEAMS)[n % 4], "auditor")
    found.complete_training("2024-03-01", "2024-04", **BY)
    return found


def a_child(house: House, n: int) -> Child:
    found = house.log.load(Child, f"child/C-{n:04d}")
    plan, team = ("CiN", "CiN", "CP", "CiC", "CL")[n % 5], list(TEAMS)[n % 4]
    details = {"initials": "AB", "plan": plan, "team": team, "worker": f"person/w{n % 4}", "age_band": "5-9"}
    details |= {"ethnicity": ("White British", "Asian", "")[n % 3], "opened": "2023-06-01", "last_audited": ""}
    found.list(details, "2024-04-24", **BY)
    return found


def framework(house: House, owed: int) -> Framework:
    found = house.log.load(Framework, CORE)
    found.begin_draft(frameworks.default_content() | {"audits_owed_a_month": owed}, **BY)
    found.publish(**BY)
    return found


def opened(house: House, month: str = "2024-05", scope: tuple[str, ...] = ()) -> str:
    facts = {"framework": CORE, "framework_version": 1, "targets": {"completion": 90}}
    return cycles.open_cycle(house, month=month, scope=scope, **facts, **BY)


def version(house: House, id: str) -> int:
    return len(house.log.history(id))


def drawn(house: House, size: int = 10, seed: str = "May 2024", **controls) -> None:
    rule = sample.rule_for(house, MAY, size=size, **controls)
    sample.draw(house, MAY, rule, seed, version=version(house, MAY), **BY)
