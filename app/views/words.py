"""How dates, references and shares read on a page: filters for the templates."""

import re
from datetime import date, timedelta
from typing import Any

from app.clock import local
from app.events import vocabulary
from app.events.england import day_of
from app.events.typed_date import example
from app.forms import fields

_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def day(iso: str) -> str:
    """2024-05-28 as 28 May 2024, a recorded moment by its day in England; empty stays empty."""
    return f"{(d := date.fromisoformat(day_of(iso))).day} {d:%B %Y}" if iso else ""


def short_day(iso: str) -> str:
    """2024-05-28 as 28/05/2024, a recorded moment by its day in England; empty stays empty."""
    return f"{date.fromisoformat(day_of(iso)):%d/%m/%Y}" if iso else ""


def day_if_any(words: str) -> str:
    """2024-05-28 as 28/05/2024; any other words as they are, such as "not returned"."""
    return short_day(words) if _ISO_DAY.fullmatch(words) else words


def soon(today: date) -> str:
    """How a date yet to come is typed: For example, 20 12 2026; four weeks on from a day."""
    return example(today + timedelta(days=28))


def moment(at: str) -> str:
    """A recorded moment as 28 May 2024 at 10:42, in England."""
    return f"{day(at)} at {local(at):%H:%M}" if at else ""


def at_moment(key: str) -> str:
    """2018-11-30T17:00, as an address names a moment, as 30 November 2018 at 17:00; a day alone as the day."""
    on, _, time = key.partition("T")
    return f"{day(on)} at {time}" if time else day(on)


def clock_time(at: str) -> str:
    """A recorded moment as 10:42, in England."""
    return f"{local(at):%H:%M}" if at else ""


def month(value: str) -> str:
    """2024-05 or cycle/2024-05 as May 2024."""
    return f"{date.fromisoformat(value.removeprefix('cycle/') + '-01'):%B %Y}" if value else ""


def reference(id: str) -> str:
    """The part of an id that people read: C-10482 of child/C-10482."""
    return id.split("/", 1)[-1]


def audit_path(id: str) -> str:
    """The address of audit/2024-05/0017: /audits/2024-05/17."""
    _, month, number = id.split("/")
    return f"/audits/{month}/{int(number)}"


def state(value: str) -> str:
    """The word for an audit's or an exemption's state."""
    return (vocabulary.AUDIT_STATES | vocabulary.EXEMPTION_STATES).get(value, value)


def exemption_class(value: str) -> str:
    """The words for the kind of reason of an exemption."""
    return vocabulary.EXEMPTION_CLASSES.get(value, value)


def concern_category(value: str) -> str:
    """The words for a category of concern."""
    return vocabulary.CONCERN_CATEGORIES.get(value, value)


def concern_state(value: str) -> str:
    """The words for where a concern stands."""
    return vocabulary.CONCERN_STATES.get(value, value)


def concern_answer(value: str) -> str:
    """The words for how a concern stands to its response."""
    return vocabulary.CONCERN_ANSWERS.get(value, value)


def duty(value: str) -> str:
    """The words for a duty of the team manager."""
    return vocabulary.DUTIES.get(value, value)


def discussion(value: str) -> str:
    """The words for how reflective a discussion was."""
    return vocabulary.DISCUSSIONS.get(value, value)


def plan(value: str) -> str:
    """The words for a plan type."""
    return vocabulary.PLAN_TYPES.get(value, value)


def age_band(value: str) -> str:
    """The words for an age band."""
    return vocabulary.AGE_BANDS.get(value, value)


def role(value: str) -> str:
    """The words for a role."""
    return vocabulary.ROLES.get(value, value)


def lower_first(words: str) -> str:
    """A label in the middle of a sentence: Child in need as child in need."""
    return words[:1].lower() + words[1:]


def asked(label: str) -> str:
    """What stands before an answer: a question as it is, anything else with a colon."""
    return label if label.endswith("?") else f"{label}:"


def choice_items(field: Any) -> list[dict[str, str]]:
    """The choices of a WTForms field as the field macros take them."""
    return [{"value": str(value), "label": str(label)} for value, label, *_ in field.iter_choices()]


FILTERS = {
    "choice_items": choice_items,
    "is_no_name": lambda value, items: fields.is_no_name(str(value), [str(item["value"]) for item in items]),
    "no_name": fields.no_name,
    "lower_first": lower_first,
    "day": day,
    "soon": lambda iso: soon(date.fromisoformat(iso)),
    "short_day": short_day,
    "day_if_any": day_if_any,
    "moment": moment,
    "at_moment": at_moment,
    "clock_time": clock_time,
    "month": month,
    "reference": reference,
    "audit_path": audit_path,
    "state": state,
    "exemption_class": exemption_class,
    "concern_category": concern_category,
    "concern_state": concern_state,
    "concern_answer": concern_answer,
    "duty": duty,
    "discussion": discussion,
    "plan": plan,
    "role": role,
    "age_band": age_band,
}
