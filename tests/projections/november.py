"""November 2018 as its report tells it: 73 auditors, 18 not allocated, 55 allocated, 10 exempted afterwards, 45 in."""

from typing import Any

from app.demo.complete import complete
from app.demo.stories import CORE, EAST, GRACE, HARBOUR, PRIYA, RUTH, core_framework
from app.events.audit import Audit
from app.events.audit_ending import release
from app.events.base import Subject
from app.events.cycle import Cycle
from app.events.exemption import Exemption
from app.events.framework import Framework
from app.events.person import Person
from app.programme.house import House

NOVEMBER = "cycle/2018-11"
AUDITORS = [f"person/auditor-{n:02d}" for n in range(1, 74)]
BEFORE = ["maternity"] * 2 + ["extended_leave"] * 9 + ["other"] * 7
AFTER = ["health"] * 2 + ["other"] * 8
GRADES = ["good"] * 9 + ["requires-improvement"] * 25 + ["inadequate"] * 8
LATE = 5

STAMP = {"by": RUTH, "at": "2018-11-01T09:00:00+00:00"}
SAID = {"rule": "The operations director over the auditor's area decides", "authoriser": GRACE, "reason": ""}


def audit_id(number: int) -> str:
    """The id of an audit of November."""
    return f"audit/2018-11/{number:04d}"


def tell(house: House) -> dict[str, Any]:
    """The whole month; returns the framework's content."""
    content = core_framework()
    house.keep(*_people(), _framework(content))
    cycle = Cycle(NOVEMBER)
    facts = {"month": "2018-11", "scope": [], "framework": CORE, "framework_version": 1}
    cycle.open(**facts, targets={"completion": 90}, pool=AUDITORS, **STAMP)
    cycle.draw(**_draw(), **STAMP)
    house.keep(cycle)
    house.keep(*_exempted(AUDITORS[:18], BEFORE, "before"))
    audits = _allocated(cycle, AUDITORS[18:])
    house.keep(cycle, *audits)
    house.keep(*_exempted(AUDITORS[18:28], AFTER, "after"))
    _release(audits[:10])
    _complete(audits[10:], content)
    house.keep(*audits)
    return content


def _people() -> list[Subject]:
    people = [Person(auditor) for auditor in AUDITORS]
    for number, person in enumerate(people, 1):
        details = {"name": f"Auditor {number:02d}", "email": f"auditor.{number}@eastmere.example"}
        person.add(**details, job_level="manager", team="", supervisor="", by=PRIYA, at=STAMP["at"])
    return people


def _framework(content: dict[str, Any]) -> Subject:
    framework = Framework(CORE)
    framework.begin_draft(content, **STAMP)
    framework.publish(**STAMP)
    return framework


def _draw() -> dict[str, Any]:
    children = [{"child": f"child/C-{n}", "why": "Drawn by chance"} for n in range(55)]
    lists = {"children": children, "reserve": [], "strata": [], "left_out": {}, "comparison": []}
    facts = {"rule": {}, "rule_in_words": "All", "seed": "nov", "population_on": "2018-10-30", "eligible": 3000}
    return lists | facts | {"population": 3911}


def _exempted(auditors: list[str], classes: list[str], when: str) -> list[Subject]:
    exemptions = [Exemption(f"exemption/{when}-{n}") for n in range(len(auditors))]
    for exemption, auditor, reason_class in zip(exemptions, auditors, classes, strict=True):
        exemption.ask(auditor=auditor, cycle=NOVEMBER, reason_class=reason_class, note="", **STAMP)
        exemption.authorise(**SAID, on="2018-11-01", by=GRACE, at=STAMP["at"])
    return exemptions


def _allocated(cycle: Cycle, auditors: list[str]) -> list[Audit]:
    pairs = [{"child": f"child/C-{n}", "auditor": auditor, "grounds": ""} for n, auditor in enumerate(auditors)]
    cycle.allocate(seed="nov", pairs=pairs, rules={}, unplaced=[], left_out=[], **STAMP)
    audits = [Audit(audit_id(number)) for number in range(1, len(auditors) + 1)]
    facts = {"cycle": NOVEMBER, "team": HARBOUR, "area": EAST, "worker": "person/dana-lewis", "plan": "CP"}
    facts |= {"framework": CORE, "framework_version": 1, "on": "2018-11-05", "due": "2018-11-26", "grounds": ""}
    for number, (audit, auditor) in enumerate(zip(audits, auditors, strict=True), 1):
        audit.allocate(number=number, child=f"child/C-{number}", auditor=auditor, **facts, **STAMP)
    return audits


def _release(audits: list[Audit]) -> None:
    for number, (audit, reason_class) in enumerate(zip(audits, AFTER, strict=True)):
        facts = {"exemption": f"exemption/after-{number}", "reason_class": reason_class, "on": "2018-11-12"}
        release(audit, **facts, by=GRACE, at=STAMP["at"])


def _complete(audits: list[Audit], content: dict[str, Any]) -> None:
    """45 come in, the first five late; 42 are accepted with their overall grades and three are not to standard."""
    for place, audit in enumerate(audits):
        said = {"by": audit.auditor, "at": STAMP["at"]}
        grade = GRADES[place] if place < len(GRADES) else "good"
        audit.save_section(content, "summary", complete(content, grade), on="2018-11-20", **said)
        audit.return_(content, on="2018-11-26", working_days_late=int(place < LATE), **said)
        if place < len(GRADES):
            audit.accept(on="2018-11-28", note="", **STAMP)
        else:
            audit.judge_not_to_standard(on="2018-11-28", reason="No evidence.", **STAMP)
