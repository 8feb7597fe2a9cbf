"""A log of any size in the mix of a large council's months, written straight into the table.

A month is 300 audits (16 events each), 1,200 changes to the list of children, its sample and its allocation. With what
is around the audits it has some 33 events more for each: actions, moderation, duties, impact and letters. Everything
is recorded on the day that it happened but the start of one audit in twenty, which is recorded three days later.
"""

import random
import sqlite3
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from app.events.base import TOPICS
from app.events.store import open_log
from app.programme.frameworks import default_content
from app.programme.samples.sample_facts import kept
from app.programme.samples.sampling_rule import Rule
from benchmarks.synthetic_around import after_judging, before_judging

AUDITS, CHILDREN, AUDITORS, TEAMS, CHANGES = 300, 4_000, 150, 20, 1_200
DOMAINS = ("seeing-and-hearing", "assessment", "plans", "decision-making", "meetings-and-reviews", "supervision",
           "diversity")  # fmt: skip
GRADES = ("outstanding", "good", "good", "requires-improvement", "requires-improvement", "inadequate")
TEXT = "The plan was reviewed with the family in April and the child's own words changed what was done next. " * 6
SAID = {"by": "person/0"}
LATE = ("00", "20", "40", "60", "80")

Stored = tuple[str, int, str, bytes]
Fact = tuple[str, str, dict[str, Any]]


def fill(path: Path, events: int, around: bool = False) -> None:
    """Make a log of so many events at the path, of the months alone or with what is around their audits."""
    open_log(path).close()
    versions: dict[str, int] = {}
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN")
    rows = (_stored(fact, versions) for fact in islice(facts(around), events))
    sql = "INSERT INTO stored_events (originator_id, originator_version, topic, state) VALUES (?,?,?,?)"
    connection.executemany(sql, rows)
    connection.execute("COMMIT")
    connection.close()


def facts(around: bool = False) -> Iterator[Fact]:
    """The council's beginning, then one month after another without end: stream, topic, facts."""
    chance = random.Random(7)
    yield from _recorded(_beginning(), "2015-01-01")
    for month in (f"{year}-{number:02d}" for year in range(2015, 2200) for number in range(1, 13)):
        yield from _recorded(_month(month, chance, around), f"{month}-01")


def _recorded(made: Iterator[Fact], day: str) -> list[Fact]:
    """The facts with when each was recorded, in that order; each stream's stay in theirs."""
    last, found = dict[str, str](), list[Fact]()
    for stream, topic, own in made:
        day = own.get("on") or own.get("as_at") or day
        if topic == "audit started" and stream.endswith(LATE):
            day = f"{day[:8]}13"
        last[stream] = max(day, last.get(stream, ""))
        found.append((stream, topic, own | {"at": f"{last[stream]}T09:00:00+00:00"}))
    return sorted(found, key=lambda fact: str(fact[2]["at"]))


def _stored(fact: Fact, versions: dict[str, int]) -> Stored:
    stream, topic, own = fact
    versions[stream] = versions.get(stream, 0) + 1
    TOPICS[topic](originator_id=stream, originator_version=versions[stream], **SAID, **own)  # TypeError if incomplete
    return stream, versions[stream], topic, orjson.dumps(SAID | own)


def _beginning() -> Iterator[Fact]:
    yield "council/council", "council established", {"name": "Eastmere Council", "demonstration": True}
    content = default_content()
    yield "framework/core", "framework drafted", {"content": content, "based_on": 0}
    yield "framework/core", "framework published", {"version": 1, "content": content}
    yield "area/east", "service area added", {"name": "East"}
    for n in range(TEAMS):
        yield f"team/{n}", "team added", {"name": f"Team {n}", "area": "area/east"}
    for n in range(AUDITORS):
        person = {"name": f"Person {n}", "email": f"p{n}@eastmere.example", "job_level": "manager"}
        yield f"person/{n}", "person added", person | {"team": f"team/{n % TEAMS}", "supervisor": ""}
        yield f"person/{n}", "roles changed", {"granted": ["auditor"], "withdrawn": []}
        yield f"person/{n}", "auditor trained", {"on": "2014-12-01", "counted_from": "2015-01"}
    for n in range(CHILDREN):
        child = {"as_at": "2015-01-01", "initials": "AB", "plan": "CiN", "team": f"team/{n % TEAMS}", "worker": "p"}
        child |= {"age_band": "5-9", "ethnicity": "White British", "opened": "2014-09-11", "last_audited": ""}
        yield f"child/C-{n}", "child listed", child


def _month(month: str, chance: random.Random, around: bool) -> Iterator[Fact]:
    cycle, pool = f"cycle/{month}", [f"person/{n}" for n in range(AUDITORS)]
    children = [f"child/C-{n}" for n in chance.sample(range(CHILDREN), AUDITS)]
    facts: dict[str, Any] = {"month": month, "scope": [], "framework": "framework/core", "framework_version": 1}
    yield cycle, "cycle opened", facts | {"targets": {"audits": AUDITS}, "pool": pool}
    yield cycle, "sample drawn", _sample(month, children)
    pairs = [{"number": n, "child": child, "auditor": pool[n % AUDITORS], "grounds": "The fewest audits"}
             for n, child in enumerate(children, 1)]  # fmt: skip
    yield cycle, "audits allocated", {"seed": month, "rules": {}, "pairs": pairs, "unplaced": [], "left_out": []}
    for pair in pairs:
        yield f"audit/{month}/{pair['number']:04d}", "audit allocated", _allocated(month, pair)
    for _ in range(CHANGES):
        changes = {"plan": ["CiN", chance.choice(("CP", "CiC", "CL"))]}
        yield f"child/C-{chance.randrange(CHILDREN)}", "child changed", {"as_at": f"{month}-15", "changes": changes}
    for pair in pairs:
        yield from _audit(f"audit/{month}/{pair['number']:04d}", month, chance, around)
    yield cycle, "cycle closed", {"on": f"{month}-28"}


def _sample(month: str, children: list[str]) -> dict[str, Any]:
    stratum = [["plan", "CiN"]]
    why = "Drawn by chance from 3,800 in its stratum"
    drawn = [{"child": child, "why": why, "stratum": stratum} for child in children]
    rule = kept(Rule(size=AUDITS, on=date.fromisoformat(f"{month}-01")))
    facts: dict[str, Any] = {"rule": rule, "rule_in_words": "Every open child", "seed": month, "children": drawn}
    facts |= {"population_on": f"{month}-01", "eligible": CHILDREN, "population": CHILDREN}
    return facts | {"reserve": [], "strata": [], "left_out": {}, "comparison": []}


def _allocated(month: str, pair: dict[str, Any]) -> dict[str, Any]:
    facts = {"cycle": f"cycle/{month}", **pair, "team": f"team/{pair['number'] % TEAMS}", "area": "area/east"}
    facts |= {"worker": "person/1", "plan": "CP", "framework": "framework/core", "framework_version": 1}
    return facts | {"on": f"{month}-02", "due": f"{month}-24", "auditor_team": ""}


def _audit(audit: str, month: str, chance: random.Random, around: bool) -> Iterator[Fact]:
    yield audit, "audit started", {"on": f"{month}-10"}
    yield from _sections(audit, month, chance)
    yield audit, "audit returned", {"on": f"{month}-23", "due": f"{month}-24", "working_days_late": 0}
    yield from before_judging(audit, month, chance) if around else ()
    yield audit, "audit accepted", {"on": f"{month}-26", "note": ""}
    yield audit, "audit uploaded to record", {"on": f"{month}-27", "uploaded_by": "person/1", "reference": ""}
    yield from after_judging(audit, month) if around else ()


def _sections(audit: str, month: str, chance: random.Random) -> Iterator[Fact]:
    yield audit, "audit section saved", {"section": "about", "changes": _part("worker", "manager")}
    for domain in DOMAINS:
        changes = {f"grade.{domain}": chance.choice(GRADES), f"evidence.{domain}": TEXT, f"better.{domain}": TEXT[:200]}
        yield audit, "audit section saved", {"section": domain, "changes": changes}
    family = _part("child", "parent") | {
        "family.positive": TEXT,
        "quotations": [{"text": TEXT[:90], "tone": "positive"}],
    }
    yield audit, "audit section saved", {"section": "family", "changes": family}
    summary = {"strengths": TEXT * 2, "improvements": TEXT, "overall.grade": chance.choice(GRADES)}
    yield audit, "audit section saved", {"section": "summary", "changes": summary | {"overall.evidence": TEXT}}
    action = {"id": "a1", "what": TEXT[:120], "owner": "person/1", "due": f"{month}-28"}
    yield audit, "audit section saved", {"section": "actions", "changes": {"actions": [action] * 3}}


def _part(*who: str) -> dict[str, str]:
    return {f"participation.{one}": "took_part" for one in who} | {f"participation.{who[0]}.reason": TEXT[:150]}
