"""Learning sessions: planned with the figures that call for them, moved, cancelled, held with who was there."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.events import learning as events
from app.events.base import Refusal
from app.events.content import Content
from app.events.learning import LearningSession
from app.programme import english, frameworks
from app.programme.house import AlreadyDone, House
from app.programme.naming import people_named
from projections import frameworks as framework_rows
from projections import learning_lists

Row = dict[str, Any]
MONTHS_LOOKED_AT = 3
"""The newest months with audits to standard, of which the figures that call for a session are."""


def plan(
    house: House, id: str, *, title: str, kind: str, day: date, place: str, why: str, domains: Sequence[str],
    themes: Sequence[str], by: str, at: str,
) -> None:  # fmt: skip
    """Plan a session under the id that the form was made with, with the figures as at now.

    Raises AlreadyDone for the same form sent twice, Refusal for what cannot be.
    """
    session = house.log.load(LearningSession, id)
    if session.exists and (session.day, session.place) == (day.isoformat(), " ".join(place.split())):
        raise AlreadyDone
    facts = {"title": title, "kind": kind, "day": day.isoformat(), "place": place, "why": why}
    found = grounds(house, id, domains, themes)
    session.plan(**facts, domains=domains, themes=themes, grounds=found, by=by, at=at)
    house.keep(session)


def move(house: House, id: str, *, version: int, day: date, place: str, reason: str, by: str, at: str) -> None:
    """Move it to another day or place; raises Refusal, Stale or AlreadyDone, as all of these do."""
    sent = {"day": day.isoformat(), "reason": reason} | ({"place": place} if place.strip() else {})
    session = house.load_at(LearningSession, id, version, by, events.LearningSessionMoved, **sent)
    session.move(day.isoformat(), place, reason, by=by, at=at)
    house.keep(session)


def cancel(house: House, id: str, *, version: int, reason: str, by: str, at: str) -> None:
    """Let it not take place."""
    session = house.load_at(LearningSession, id, version, by, events.LearningSessionCancelled, reason=reason)
    session.cancel(reason, by=by, at=at)
    house.keep(session)


def hold(house: House, id: str, *, version: int, on: date, present: str, others: int, by: str, at: str) -> None:
    """Record that it took place; `present` names who was there, one on each line."""
    who = sorted(people_named(house, present, "present"))
    sent = {"on": on.isoformat(), "others": others, "present": who}
    session = house.load_at(LearningSession, id, version, by, events.LearningSessionHeld, **sent)
    session.hold(who, others, on=on.isoformat(), by=by, at=at)
    house.keep(session)


def correct_attendance(
    house: House, id: str, *, version: int, present: str, others: int, reason: str, by: str, at: str
) -> None:
    """Put right who was there."""
    who = sorted(people_named(house, present, "present"))
    sent = {"others": others, "reason": reason, "present": who}
    session = house.load_at(LearningSession, id, version, by, events.LearningAttendanceCorrected, **sent)
    session.correct_attendance(who, others, reason, by=by, at=at)
    house.keep(session)


def grounds(house: House, id: str, domains: Sequence[str], themes: Sequence[str]) -> list[Row]:
    """The figure of each domain and theme that calls for a session, over the newest months with audits to standard.

    A domain's: audits graded of concern in it ÷ audits to standard graded in it (N/A by the framework's rule). A
    theme's: audits in which it is flagged as good practice ÷ audits to standard.
    """
    known = newest(house)
    labels = {one["id"]: one["label"] for one in (*known["domains"], *known["themes"])}
    if not {*domains, *themes} <= labels.keys():
        raise Refusal("Choose a domain or theme of the framework.", "domains")
    months = learning_lists.newest_graded(house.model, MONTHS_LOOKED_AT)
    audits = learning_lists.graded(house.model, months)
    found = [_of_domain(house, one, labels[one], audits) for one in domains]
    found += [_of_theme(one, labels[one], audits) for one in themes]
    where = f"/learning/{id.partition('/')[2]}/grounds"
    return [
        ground | {"months": months, "words": _words(ground, months), "href": f"{where}/{number}"}
        for number, ground in enumerate(found, 1)
    ]


def newest(house: House) -> Content:
    """The newest framework that is published; an empty one while there is none."""
    published = [row for row in framework_rows.frameworks(house.model) if row["latest"]]
    if not published:
        return {"domains": [], "themes": [], "grades": []}
    row = max(published, key=lambda one: one["position"])
    return frameworks.content(house, row["id"], row["latest"])


def told(house: House, id: str) -> Row:
    """What was planned, as recorded: why, and the figures of that day."""
    facts: Row = house.reader.stream(id)[0].facts
    return facts


def _of_domain(house: House, domain: str, label: str, audits: Sequence[Row]) -> Row:
    base, members, words = [], [], set()
    for audit in audits:
        content = frameworks.content(house, audit["framework"], audit["framework_version"])
        grade = audit["grades"].get(domain, "")
        counted = bool(content["not_applicable"]["in_denominator"])
        if not grade or (grade == "na" and not counted):
            continue
        base.append(audit["id"])
        concern = {one["id"]: one["label"] for one in content["grades"] if one["counts_as"] == "concern"}
        words |= set(concern.values())
        if grade in concern:
            members.append(audit["id"])
    graded = english.listed(sorted(words)) or "of concern"
    return _ground("domain", domain, label, f"graded {graded}", members, base)


def _of_theme(theme: str, label: str, audits: Sequence[Row]) -> Row:
    members = [audit["id"] for audit in audits if theme in audit["themes"]]
    return _ground("theme", theme, label, "with good practice flagged", members, [audit["id"] for audit in audits])


def _ground(kind: str, id: str, label: str, what: str, members: list[str], base: list[str]) -> Row:
    facts = {"kind": kind, "id": id, "label": label, "what": what, "n": len(members), "of": len(base)}
    return facts | {"audits": members, "base": base}


def _words(ground: Row, months: Sequence[str]) -> str:
    if not ground["of"]:
        return f"{ground['label']}: no audit to standard was graded yet."
    return f"{ground['label']}: {ground['n']} of {ground['of']} audits {ground['what']}, {when(months)}."


def when(months: Sequence[str]) -> str:
    """The months that a figure is over, in words: the first and the last, one for one."""
    ends = dict.fromkeys((months[0], months[-1]))
    return " to ".join(english.month(month) for month in ends)
