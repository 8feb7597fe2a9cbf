"""Names and labels in the place of the ids and keys that events hold."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.events import sections
from app.events.audit import Audit
from app.events.audit_correction import named
from app.events.coaching import CAUSES, FORMS
from app.events.good_practice import CONDITIONS, PLACES
from app.events.impact_questions import QUESTIONS
from app.events.learning import KINDS
from app.events.log import Happened
from app.events.periods import period
from app.events.pool_target import POOLS
from app.events.retention import KINDS as RETAINED
from app.events.subject_access import GROUNDS, OUTCOMES
from app.events.vocabulary import AGE_BANDS, EXEMPTION_CLASSES, JOB_LEVELS, PLAN_TYPES, ROLES, SYSTEM
from app.programme import english, frameworks
from app.programme.house import House
from projections import checkpoint_holders, dip_samples, people
from projections import frameworks as framework_rows

ID = re.compile(
    r"(person|team|area|framework|child|cycle|audit|exemption|import|population|action|report|tracker|impact|good_practice|concern|dip_sample|loop|recommendation|holder)"
    r"/[A-Za-z0-9./-]+"
)
UNKNOWN = {
    "person": "somebody who is not on the list",
    "team": "a team that is not on the list",
    "area": "a service area that is not on the list",
    "framework": "a framework that is not here",
    "exemption": "an exemption",
    "import": "a file",
    "action": "an action",
    "tracker": "a tracker kept by hand",
    "impact": "the questions about impact",
    "good_practice": "good practice",
    "concern": "a concern",
    "dip_sample": "a dip sample",
    "loop": "a looped audit",
    "recommendation": "a recommendation",
    "holder": "somebody outside",
}
LABELS = {
    "name": "name", "email": "e-mail address", "job_level": "job level", "team": "team", "supervisor": "supervisor",
    "area": "service area", "initials": "initials", "plan": "plan type", "worker": "allocated worker",
    "age_band": "age band", "ethnicity": "ethnicity", "opened": "date opened", "last_audited": "date last audited",
    "what": "what is to be done", "owner": "who is to do it", "due": "the date",
    "text": "what is recommended", "title": "the title",
    "question": "the question", "frame_in_words": "what it is drawn from",
    "practice": "whether practice improved", "helped": "whether it helped the child",
    "first": "first day", "last": "last day", "everything": "everything shown", "children": "children",
    "cycles": "months", "pinned": "as it stood on",
}  # fmt: skip
KEPT = {kind: words.label.lower() for kind, words in RETAINED.items()}
CODES = {"plan": PLAN_TYPES, "reason_class": EXEMPTION_CLASSES, "job_level": JOB_LEVELS, "age_band": AGE_BANDS,
         "granted": ROLES, "withdrawn": ROLES, "authority": ROLES, "authority_before": ROLES,
         "practice": QUESTIONS["practice"]["choices"], "helped": QUESTIONS["helped"]["choices"],
         "conditions": CONDITIONS, "place": PLACES,
         "pool": POOLS, "cause": CAUSES, "form": FORMS, "kind": KINDS | KEPT, "about": KEPT,
         "outcome": {name: words.lower() for name, words in OUTCOMES.items()}, "ground": GROUNDS}  # fmt: skip


@dataclass(frozen=True)
class Written:
    """What was written into one field: its label, and the lines of its new value, none when it was emptied."""

    label: str
    lines: tuple[str, ...]


class Names:
    """The names that ids have now."""

    def __init__(self, house: House) -> None:
        titles = {row["id"]: row["title"] for row in framework_rows.frameworks(house.model)}
        titles |= {id: f"the dip sample “{title}”" for id, title in dip_samples.titles(house.model).items()}
        titles |= checkpoint_holders.names(house.model)
        self._names = people.names(house.model) | titles | {SYSTEM: "Audit Loop"}

    def of(self, value: Any, key: str = "") -> Any:
        """A fact with every id in it as a name and every code as its words."""
        if isinstance(value, list):
            return [self.of(one, key) for one in value]
        if isinstance(value, dict):
            return {name: self.of(one, name) for name, one in value.items()}
        if isinstance(value, str):
            return CODES.get(key, {}).get(value) or self._word(value)
        return value

    def _word(self, value: str) -> str:
        if not ID.fullmatch(value):
            return value
        kind, _, own = value.partition("/")
        if kind == "cycle":
            return _month(own)
        if kind == "report":
            of = period(own)
            return f"the report of {of.label}" if of else "a report"
        if kind == "audit" and "/" in own:
            month, number = own.split("/")
            return f"audit {int(number)} of {_month(month)}"
        return self._names.get(value) or UNKNOWN.get(kind) or own


def changes(names: Names, changed: dict[str, Any]) -> list[dict[str, Any]]:
    """What changed, each with its label and its words before and after; fields of an audit have neither."""
    pairs = [(key, pair) for key, pair in changed.items() if key in LABELS]
    return [{"label": LABELS[key], "was": _said(names, key, was), "now": _said(names, key, now)}
            for key, (was, now) in pairs]  # fmt: skip


def written(house: House, names: Names, made: Happened) -> tuple[str, tuple[Written, ...]]:
    """The label of the section that an auditor saved, and what was written into each of its fields."""
    audit = house.log.load(Audit, made.stream, 1)
    content = frameworks.content(house, audit.framework, audit.framework_version)
    section = sections.section(content, made.facts["section"])
    saved = made.facts["changes"]
    fields = [field for field in section.fields if field.key in saved]
    return section.label, tuple(Written(field.label, _lines(names, field, saved[field.key])) for field in fields)


def corrected(house: House, made: Happened) -> list[dict[str, str]]:
    """What a correction of an audit changes: the label of each answer, what it said and what is right."""
    audit = house.log.load(Audit, made.stream, 1)
    content = frameworks.content(house, audit.framework, audit.framework_version)
    labels = named(content)
    return [{"key": key} | _corrected(*labels[key], *pair) for key, pair in made.facts["changes"].items()]


def _corrected(label: str, words: dict[str, str], was: str, now: str) -> dict[str, str]:
    return {"label": label, "was": words.get(was, was), "now": words.get(now, now)}


def _lines(names: Names, field: sections.Field, value: Any) -> tuple[str, ...]:
    words = {id: label for id, label, _ in field.choices}
    if not value:
        return ()
    if field.kind == "quotations":
        return tuple(f"“{row['text']}” ({words.get(row['tone'], row['tone'])})" for row in value)
    if field.kind == "actions":
        return tuple(f"{row['what']} ({names.of(row['owner'])}, by {_day(row['due'])})" for row in value)
    if isinstance(value, list):
        return tuple(words.get(str(one), str(one)) for one in value)
    return tuple(line for line in words.get(value, value).split("\n") if line.strip())


def _said(names: Names, key: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return english.listed(names.of(value, key)) or "nothing"
    return _day(str(names.of(value, key))) or "nothing"


def _day(value: str) -> str:
    """An ISO date in words, with a time of it where there is one; anything else as it is."""
    if found := re.fullmatch(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)", value):
        return f"{_day(found[1])} at {found[2]}"
    return english.day(date.fromisoformat(value)) if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else value


def _month(value: str) -> str:
    year, number = value.split("-")
    return f"{english.MONTHS[int(number) - 1]} {year}"
