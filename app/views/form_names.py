"""What the form at an address is called, as its page's title calls it; and whether it can be sent now."""

from collections.abc import Callable
from typing import Any

from flask import abort, current_app, request
from werkzeug.exceptions import HTTPException

from app.events.vocabulary import OPEN_STATES
from app.views.desk import me, model
from app.views.relations import audit_id
from app.views.words import month, reference
from projections import audits, people

Facts = dict[str, Any]
Name = tuple[str, bool]
"""What a form is called, and whether it can be sent now."""

MONTHLY = {
    "cycle_sample.new": "Draw the sample of {month}",
    "cycle_sample.adding": "Put a child into the sample of {month}",
    "cycle_sample.removal": "Take {reference} out of the sample of {month}",
    "cycle_pool.pool": "Count the pool of {month} again",
}


def _of_month(words: str) -> Callable[[Facts], Name]:
    return lambda names: (words.format(**names | {"month": month(names["month"])}), True)


def _section(names: Facts) -> Name:
    audit = _audit(names)
    part = names["section"].replace("-", " ")
    return f"{reference(audit['child'])}: {part}, audit of {month(names['month'])}", audit["state"] in OPEN_STATES


def _moderation(names: Facts) -> Name:
    audit = _audit(names)
    then = ", when it comes in again" if audit["moderation"] == "awaited" else ""
    return f"Moderate the audit of {reference(audit['child'])}{then}", audit["moderation"] in ("assigned", "awaited")


def _exchange(names: Facts) -> Name:
    audit = _audit(names)
    return f"Exchange with another audit: {reference(audit['child'])}", audit["state"] in OPEN_STATES


def _exemption(names: Facts) -> Name:
    person = people.person(model(), f"person/{names['person']}") or {}
    return f"Ask for an exemption of {person.get('name', names['person'])}", not person.get("left_on")


NAMES: dict[str, Callable[[Facts], Name]] = {
    "audit_form.show": _section,
    "moderation_page.new": _moderation,
    "cycle_allocation.swap": _exchange,
    "exemption_new.new": _exemption,
    "cycles.new": lambda names: ("Open a month", True),
    "frameworks_draft.show": lambda names: (f"Draft of a framework: {names['part'].replace('-', ' ')}", True),
} | {endpoint: _of_month(words) for endpoint, words in MONTHLY.items()}
"""What the forms are called, by the endpoint of their page; app/views/acting.py puts those of its acts here."""


def of_child(row: Facts, title: str) -> str:
    """A title of a record, with its child where it does not name the child itself."""
    child = reference(row["child"]) if row.get("child") else ""
    return f"{title}, {child}" if child and child not in title else title


def named(path: str) -> Name | None:
    """What the form at an address is called, and whether it can be sent; None where this person has no such page."""
    try:
        endpoint, names = current_app.url_map.bind_to_environ(request.environ).match(path, "GET")
        if not current_app.extensions["policy"].allows(me(), endpoint, names):
            return None
        return NAMES[endpoint](dict(names)) if endpoint in NAMES else (_in_words(path), True)
    except HTTPException:
        return None


def _in_words(path: str) -> str:
    return " ".join(path.strip("/").split("/")).replace("-", " ").capitalize()


def _audit(names: Facts) -> Facts:
    return audits.audit(model(), audit_id(names["month"], names["number"])) or abort(404)
