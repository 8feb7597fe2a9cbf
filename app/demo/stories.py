"""Stories: the history of one small council, made through the real subjects by named people.

Tests, the gallery and the golden log read them; every type of event happens at least once.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from app.demo.complete import complete
from app.events import sections, vocabulary
from app.events.audit import Audit
from app.events.base import Subject
from app.events.child import Child, Import, Population
from app.events.council import COUNCIL, Council
from app.events.cycle import Cycle
from app.events.framework import Framework
from app.events.log import Happened
from app.events.person import Person
from app.events.team import ServiceArea, Team
from app.programme.house import House

PRIYA, RUTH, GRACE = "person/priya-nair", "person/ruth-okafor", "person/grace-mensah"
ANNA, BEN, NADIA, LEO = "person/anna-bell", "person/ben-carter", "person/nadia-rahman", "person/leo-grant"
OMAR, DANA, MARY = "person/omar-haddad", "person/dana-lewis", "person/mary-quinn"
HELEN, JOAN, IAN, KOFI = "person/helen-price", "person/joan-achebe", "person/ian-walsh", "person/kofi-asante"

EAST, HARBOUR, HILLSIDE = "area/east", "team/harbour", "team/hillside"
CORE = "framework/core"
MAY = "cycle/2024-05"

PEOPLE = {
    PRIYA: ("other", "", {"administrator"}),
    RUTH: ("senior_manager", "", {"qa_lead"}),
    GRACE: ("senior_manager", "", {"operations_director"}),
    ANNA: ("manager", HILLSIDE, {"auditor"}),
    BEN: ("senior_manager", HILLSIDE, {"auditor"}),
    NADIA: ("advanced_practitioner", HILLSIDE, {"auditor"}),
    LEO: ("manager", HILLSIDE, {"auditor"}),
    OMAR: ("manager", HARBOUR, {"team_manager"}),
    DANA: ("social_worker", HARBOUR, {"practitioner"}),
    MARY: ("other", "", {"moderator"}),
    HELEN: ("senior_manager", "", {"head_of_service"}),
    JOAN: ("senior_manager", "", {"director"}),
    IAN: ("other", "", {"inspector"}),
    KOFI: ("other", "", {"analyst"}),
}
AUDITORS = [ANNA, BEN, NADIA]
CHILDREN = {
    "child/C-10482": ("JB", "CP", "5-9"),
    "child/C-10519": ("TM", "CiN", "0-4"),
    "child/C-10533": ("AK", "CiC", "10-15"),
    "child/C-10560": ("RS", "CL", "18-25"),
    "child/C-10577": ("EO", "CiN", "unborn"),
    "child/C-10591": ("LP", "CP", "16-17"),
}
SAMPLE = list(CHILDREN)[:5]


LATER: tuple[str, ...] = (
    "may",
    "moving_on",
    "actions",
    "concerns",
    "exemptions",
    "letters",
    "impact",
    "moderation",
    "learning",
    "duties",
    "dip_samples",
    "loops",
    "corrections",
    "reports",
    "report_template",
    "inspections",
    "ledger",
    "retention",
    "evidence",
)
"""The chapters that follow, each in a module of its own: app/demo/story_<chapter>.py with `tell(story)`."""


def audit_id(number: int) -> str:
    """The id of an audit of May 2024."""
    return f"audit/2024-05/{number:04d}"


def core_framework() -> dict[str, Any]:
    """The framework that the product ships with."""
    path = Path(vocabulary.__file__).parent / "default_framework.json"
    return json.loads(path.read_text(encoding="utf-8"))


@dataclass
class Story:
    """Lets named people do things in a house, a minute after one another, on the day that it is."""

    house: House
    day: str = "2024-04-02"
    _minutes: int = field(default=0, repr=False)

    def on(self, day: str) -> None:
        """Go on to another day."""
        self.day, self._minutes = day, 0

    def said(self, by: str) -> dict[str, str]:
        """Who records it, and when."""
        self._minutes += 1
        return {"by": by, "at": f"{self.day}T{9 + self._minutes // 60:02d}:{self._minutes % 60:02d}:00+00:00"}

    def let(self, by: str, cls: type[Subject], id: str) -> Any:
        """The subject, each of whose commands is recorded by this person now and kept: let(ANNA, Audit, id).accept()"""
        return _Act(self, by, self.house.log.load(cls, id))

    def content(self) -> dict[str, Any]:
        """The newest version of the council's framework."""
        framework = self.house.log.load(Framework, CORE)
        return framework.versions[framework.latest]


@dataclass
class _Act:
    story: Story
    by: str
    subject: Subject

    def __getattr__(self, name: str) -> Callable[..., None]:
        return partial(self.do, getattr(type(self.subject), name))

    def do(self, act: Callable[..., None], *args: Any, **facts: Any) -> None:
        """A command of the subject, or one that stands beside it: let(MARY, DipSample, id).do(record_answers, ...)"""
        act(self.subject, *args, **facts, **self.story.said(self.by))
        self.story.house.keep(self.subject)


def tell(house: House) -> Story:
    """The whole story: the council is set up, May 2024 is run with every end that an audit can have, people move on."""
    story = Story(house)
    for chapter in (set_up, bring_in_people, bring_in_children, publish_framework, open_may):
        chapter(story)
    for name in LATER:
        import_module(f"app.demo.story_{name}").tell(story)
    return story


def set_up(story: Story) -> None:
    """The council, its service area and teams."""
    story.let(vocabulary.SYSTEM, Council, COUNCIL).establish("Eastmere Council", demonstration=True)
    story.let(PRIYA, ServiceArea, EAST).add("East")
    story.let(PRIYA, Team, HARBOUR).add("Harbour", EAST)
    story.let(PRIYA, Team, HILLSIDE).add("Hill side", EAST)


def with_people(house: House, day: str = "") -> Story:
    """Begin a story of a council with its teams and everybody in them, which goes on from a day."""
    story = Story(house)
    set_up(story)
    bring_in_people(story)
    import_module("app.demo.story_inspections").let_in(story)
    if day:
        story.on(day)
    return story


def bring_in_people(story: Story) -> None:
    """Everybody, the auditors' training, the moderator, and the director over the area."""
    for id, (level, team, roles) in PEOPLE.items():
        name = id.removeprefix("person/").replace("-", " ").title()
        email = f"{id.removeprefix('person/').replace('-', '.')}@eastmere.example"
        facts = {"name": name, "email": email, "job_level": level, "team": team}
        story.let(PRIYA, Person, id).add(**facts, supervisor=OMAR if id == DANA else "")
        story.let(PRIYA, Person, id).hold(roles)
    for auditor in (*AUDITORS, LEO):
        story.let(RUTH, Person, auditor).start_training("2024-03-04")
        story.let(RUTH, Person, auditor).complete_training("2024-03-28", "2024-04")
    story.let(RUTH, Person, MARY).become_moderator("external", "2024-04-02")
    story.let(PRIYA, ServiceArea, EAST).appoint(GRACE)


def bring_in_children(story: Story) -> None:
    """The list of open children, the count by plan type, and the file that they came in."""
    story.on("2024-04-15")
    for id, (initials, plan, band) in CHILDREN.items():
        details = {"initials": initials, "plan": plan, "team": HARBOUR, "worker": DANA, "age_band": band}
        details |= {"ethnicity": "White British", "opened": "2023-09-11", "last_audited": ""}
        story.let(KOFI, Child, id).list(details, "2024-04-12")
    counts = {"CiN": 1840, "CP": 412, "CiC": 690, "CL": 310}
    story.let(KOFI, Population, "population/2024-04-12").count("2024-04-12", counts)
    facts: dict[str, Any] = {"kind": "children", "file_name": "open children 12 April.xlsx", "sha256": "9f2c" * 16}
    facts |= {"as_at": "2024-04-12", "added": len(CHILDREN), "changed": 0, "ended": 0, "same": 0, "whole": True}
    story.let(KOFI, Import, "import/apr24").complete(**facts)


def publish_framework(story: Story) -> None:
    """A draft from nothing, put right once, and published."""
    story.on("2024-04-22")
    draft = core_framework()
    story.let(RUTH, Framework, CORE).begin_draft({**draft, "title": "Core audit"})
    story.let(RUTH, Framework, CORE).save_draft(draft)
    story.let(RUTH, Framework, CORE).publish()


def open_may(story: Story) -> None:
    """May 2024 is opened, its pool counted again, its sample drawn and mended by hand, its audits allocated."""
    story.on("2024-05-01")
    facts = {"month": "2024-05", "scope": [EAST], "framework": CORE, "framework_version": 1}
    story.let(RUTH, Cycle, MAY).open(**facts, targets={"audits": 5, "completion": 90}, pool=[*AUDITORS, LEO])
    story.let(RUTH, Cycle, MAY).recount_pool(AUDITORS, "Leo Grant moves to another post this month.")
    story.let(RUTH, Cycle, MAY).draw(**the_draw())
    story.let(RUTH, Cycle, MAY).add_child("child/C-10591", "The independent chair asked for this audit.")
    story.let(RUTH, Cycle, MAY).take_out("child/C-10591", "Audited by the neighbouring council last week.", "")
    pairs = [{"child": child, "auditor": AUDITORS[n % 3], "grounds": "Not of the auditor's own team; the fewest audits"}
             for n, child in enumerate(SAMPLE)]  # fmt: skip
    left_out = [{"auditor": LEO, "rule": "Not in the pool of the month"}]
    facts = {"seed": "may-24", "rules": {"recent_cycles": 3}, "unplaced": [], "left_out": left_out}
    story.let(RUTH, Cycle, MAY).allocate(pairs=pairs, **facts)
    for number, pair in enumerate(pairs, 1):
        allocate(story, number, pair["child"], pair["auditor"])


def the_draw() -> dict[str, Any]:
    """What a draw of the five children records."""
    return {
        "rule": {
            "size": 5, "on": "2024-04-12", "plans": ["CiN", "CP", "CiC", "CL"], "teams": [], "proportional_to": "none",
            "shares": None, "not_audited_months": 6, "min_open_days": 0, "themes": [], "named": [],
        },
        "rule_in_words": "Open children of every plan type who have not been audited in the last six months.",
        "seed": "may-24", "population_on": "2024-04-12", "eligible": 6, "population": 6,
        "children": [{"child": child, "why": "Drawn by chance from 6", "stratum": "* *"} for child in SAMPLE],
        "reserve": [], "strata": [], "left_out": {}, "comparison": [],
    }  # fmt: skip


def allocate(story: Story, number: int, child: str, auditor: str) -> None:
    """One audit of May, due on the 28th."""
    facts = {"cycle": MAY, "number": number, "child": child, "auditor": auditor, "team": HARBOUR, "area": EAST}
    facts |= {"worker": DANA, "plan": CHILDREN[child][1], "framework": CORE, "framework_version": 1}
    facts |= {"on": story.day, "due": "2024-05-28", "grounds": "Not of the auditor's own team; the fewest audits"}
    story.let(RUTH, Audit, audit_id(number)).allocate(**facts)


def write(story: Story, auditor: str, number: int, **more: Any) -> None:
    """The auditor fills in every section of an audit."""
    content = story.content()
    answers = complete(content) | more
    for section in sections.sections(content):
        values = {field.key: answers[field.key] for field in section.fields if field.key in answers}
        story.let(auditor, Audit, audit_id(number)).save_section(content, section.id, values, on=story.day)


def samples(house: House) -> dict[str, Happened]:
    """One event of every type that the log holds, the newest of each."""
    return {made.topic: made for made in sorted(house.reader.under(""))}
