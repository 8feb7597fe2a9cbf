"""Random stories: whatever a few people may do to a few audits, months, children and exemptions, in any order."""

import pkgutil
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from app.demo.complete import complete
from app.demo.stories import core_framework
from app.events import cycle_reopening, person_return
from app.events.audit import Audit
from app.events.audit_ending import record_nil_return, release, reopen, withdraw
from app.events.base import Event, Refusal, Subject
from app.events.child import Child, Population
from app.events.cycle import Cycle
from app.events.exemption import Exemption
from app.events.log import Happened
from app.events.person import Person
from app.events.team import ServiceArea, Team
from app.programme.house import House

CONTENT = core_framework()
ANSWERS = complete(CONTENT)
DOMAINS = [domain["id"] for domain in CONTENT["domains"]][:3]
PEOPLE = [f"person/{name}" for name in ("anna-bell", "ben-carter", "omar-haddad", "ruth-okafor")]
CHILDREN = [f"child/C-{number}" for number in (1, 2, 3)]
MONTHS = ["2024-04", "2024-05"]
DAYS = [f"2024-{month:02d}-{day:02d}" for month in (4, 5, 6) for day in (1, 12, 23)]
GRADES = ["outstanding", "good", "requires-improvement", "inadequate", "na", ""]


class ListLog:
    """A log in memory, read as the true one is."""

    def __init__(self, happened: list[Happened]) -> None:
        self.happened = happened

    def head(self) -> int:
        return len(self.happened)

    def read(self, after: int, limit: int = 200, upto: int | None = None) -> list[Happened]:
        return self.happened[after : min(after + limit, self.head() if upto is None else upto)]


class Council:
    """Subjects in memory; a choice picks which of them does what."""

    def __init__(self) -> None:
        self.log = ListLog([])
        self.subjects: dict[str, Subject] = {}

    def subject(self, cls: Callable[[str], Any], id: str) -> Any:
        """The subject with this id."""
        return self.subjects.setdefault(id, cls(id))

    def do(self, act: str, a: int, b: int, c: int) -> None:
        """One act, chosen by numbers; where the rules refuse, nothing happens."""
        said = {"by": PEOPLE[c % 4], "at": f"2024-06-01T09:{len(self.log.happened) % 60:02d}:00+00:00"}
        with suppress(Refusal):
            ACTS[act](self, a, b, c, said)
        for subject in self.subjects.values():
            for made in subject.collect_events():
                self._store(made)

    def _store(self, made: Event) -> None:
        facts = {key: value for key, value in vars(made).items() if not key.startswith("originator_")}
        stored = (made.originator_id, made.originator_version, made.TOPIC, facts)
        self.log.happened.append(Happened(len(self.log.happened) + 1, *stored))


Said = dict[str, str]


def _person(council: Council, a: int, b: int, c: int, said: Said) -> None:
    person, on = council.subject(Person, PEOPLE[a % 4]), DAYS[b % 9]
    details = {"name": f"Name {c % 3}", "email": f"p{a % 4}@eastmere.example", "job_level": "manager"}
    if not person.exists:
        person.add(**details, team=f"team/{b % 2}", supervisor="", **said)
    elif c % 9 == 0:
        person.change(details | {"team": f"team/{b % 2}"}, **said)
    elif c % 9 in (1, 2):
        person.hold({role for n, role in enumerate(("auditor", "moderator", "qa_lead")) if (b >> n) % 2}, **said)
    elif c % 9 in (3, 4):
        person.complete_training(on, "2024-08" if b % 2 else "2024-07", **said)
    elif c % 9 == 8:
        person.leave(on, "", **said)
    elif c % 9 == 7:
        person.leave_pool(on, "", **said)
    else:
        person.start_training(on, **said)


def _corrected(council: Council, a: int, b: int, c: int, said: Said) -> None:
    person = council.subject(Person, PEOPLE[a % 4])
    if c % 3 == 0:
        person_return.correct_pool_departure(person, "Wrong.", **said)
    elif c % 3 == 1:
        person_return.correct_departure(person, "Wrong.", **said)
    else:
        person_return.return_to_council(person, DAYS[b % 9], "", **said)


def _moderator(council: Council, a: int, b: int, c: int, said: Said) -> None:
    person = council.subject(Person, PEOPLE[a % 4])
    if c % 2:
        person.become_moderator("internal" if b % 2 else "external", DAYS[b % 9], **said)
    else:
        person.stand_down(DAYS[b % 9], "", **said)


def _place(council: Council, a: int, b: int, c: int, said: Said) -> None:
    area, team = council.subject(ServiceArea, f"area/{a % 2}"), council.subject(Team, f"team/{b % 2}")
    if not area.exists:
        area.add("East", **said)
    elif not team.exists:
        team.add("Harbour", area.id, **said)
    elif c % 3 == 0:
        area.appoint(PEOPLE[b % 4], **said)
    elif c % 3 == 1:
        area.rename(f"Area {b % 3}", **said)
    else:
        team.change(name=f"Team {c % 5}", area=area.id, **said)


def _child(council: Council, a: int, b: int, c: int, said: Said) -> None:
    child = council.subject(Child, CHILDREN[a % 3])
    details = {"initials": "AB", "plan": ("CiN", "CP", "CiC")[b % 3], "team": "team/0", "worker": PEOPLE[c % 4]}
    details |= {"age_band": "5-9", "ethnicity": "", "opened": "2023-01-01", "last_audited": DAYS[c % 9]}
    if c % 4 == 0:
        child.end(DAYS[b % 9], **said)
    elif c % 4 == 1:
        council.subject(Population, f"population/{DAYS[a % 9]}").count(DAYS[a % 9], {"CiN": b, "CP": c}, **said)
    else:
        child.list(details, DAYS[b % 9], **said)


def _cycle(council: Council, a: int, b: int, c: int, said: Said) -> None:
    cycle, child = council.subject(Cycle, f"cycle/{MONTHS[a % 5 == 0]}"), CHILDREN[c % 3]
    if not cycle.exists:
        facts = {"month": cycle.id[6:], "scope": [], "framework": "framework/core", "framework_version": 1}
        cycle.open(**facts, targets={}, pool=PEOPLE[: 1 + b % 3], **said)
    elif b % 7 in (0, 1):
        drawn = [{"child": one, "why": ""} for one in CHILDREN[: 1 + c % 3]]
        facts = {"rule": {}, "rule_in_words": "", "seed": "", "population_on": "", "eligible": 3, "population": 3}
        cycle.draw(children=drawn, reserve=[], strata=[], left_out={}, comparison=[], **facts, **said)
    elif b % 7 == 2:
        pairs = [{"child": one, "auditor": PEOPLE[c % 4], "grounds": ""} for one in cycle.waiting()]
        cycle.allocate(seed="", rules={}, pairs=pairs, unplaced=[], left_out=[], **said)
    elif b % 7 == 3:
        cycle.add_child(child, "Asked for.", **said)
    elif b % 7 == 4:
        cycle.take_out(child, "Moved.", CHILDREN[b % 3] if b % 2 else "", **said)
    elif b % 7 == 5:
        cycle.recount_pool(PEOPLE[: 1 + c % 3], "Counted again.", **said)
    elif c % 5 == 0:
        cycle.close(DAYS[b % 9], **said)
    else:
        cycle_reopening.reopen(cycle, "Too soon.", **said)


def _audit(council: Council, a: int, b: int, c: int, said: Said) -> None:
    audit, on = council.subject(Audit, f"audit/{MONTHS[0]}/{1 + a % 3:04d}"), DAYS[b % 9]
    if not audit.exists:
        facts = {"cycle": f"cycle/{MONTHS[0]}", "number": 1 + a % 3, "child": CHILDREN[a % 3], "team": "team/0"}
        facts |= {"auditor": PEOPLE[b % 4], "area": "area/0", "worker": PEOPLE[2], "plan": "CP", "grounds": ""}
        audit.allocate(**facts, framework="framework/core", framework_version=1, on=on, due="2024-05-28", **said)
    elif c % 3 == 0:
        changes = {f"grade.{DOMAINS[b % 3]}": GRADES[c % 6], "overall.grade": GRADES[b % 4]}
        audit.save_section(CONTENT, DOMAINS[b % 3], changes | {"participation.child": "tried"}, on=on, **said)
    elif c % 3 == 1:
        audit.save_section(CONTENT, "summary", ANSWERS, on=on, **said)
        audit.return_(CONTENT, on=on, working_days_late=b % 3, **said)
    else:
        _decide(audit, b, on, said)


def _decide(audit: Audit, b: int, on: str, said: Said) -> None:
    acts: list[Callable[[], None]] = [
        lambda: audit.accept(on=on, note="", **said),
        lambda: audit.judge_not_to_standard(on=on, reason="Thin.", **said),
        lambda: audit.send_back(on=on, reason="Thin.", due="2024-06-12", **said),
        lambda: record_nil_return(audit, on=on, reason="Nothing came.", **said),
        lambda: withdraw(audit, on=on, reason="Moved.", **said),
        lambda: release(audit, exemption="exemption/0", reason_class="health", on=on, **said),
        lambda: reopen(audit, on=on, reason="It came.", **said),
        lambda: audit.reallocate(PEOPLE[b % 4], on=on, due="2024-06-20", reason="Ill.", grounds="", **said),
        lambda: audit.upload(on="2024-06-30", uploaded_by=PEOPLE[0], reference="", **said),
    ]
    acts[b % len(acts)]()


def _exemption(council: Council, a: int, b: int, c: int, said: Said) -> None:
    exemption = council.subject(Exemption, f"exemption/{a % 2}")
    facts = {"rule": "", "authoriser": PEOPLE[c % 4], "on": DAYS[b % 9], "reason": "Busy."}
    if not exemption.exists:
        facts = {"auditor": PEOPLE[b % 4], "cycle": f"cycle/{MONTHS[c % 2]}", "reason_class": "other", "note": ""}
        exemption.ask(**facts, **said)
    elif c % 2:
        exemption.authorise(**facts, **said)
    else:
        exemption.decline(**facts, **said)


ACTS: dict[str, Callable[[Council, int, int, int, Said], None]] = {
    "person": _person,
    "corrected": _corrected,
    "moderator": _moderator,
    "place": _place,
    "child": _child,
    "cycle": _cycle,
    "audit": _audit,
    "exemption": _exemption,
}
for found in pkgutil.iter_modules([str(Path(__file__).parent)]):
    if found.name.startswith("random_acts_"):  # What may be done to the subjects around the audits, each in its own.
        ACTS |= import_module(f"tests.projections.{found.name}").ACTS
NUMBER = st.integers(0, 62)
STEP = st.tuples(st.sampled_from([*ACTS, "audit", "audit", "audit", "cycle"]), NUMBER, NUMBER, NUMBER)
STORIES = st.lists(STEP, min_size=20, max_size=60)


def log_of(steps: list[tuple[str, int, int, int]]) -> ListLog:
    """The log of a story."""
    council = Council()
    for step in steps:
        council.do(*step)
    return council.log


def log_in(house: House) -> ListLog:
    """Another log in memory: everything that a house holds."""
    return ListLog(house.reader.read(0))
