"""Exemptions: ask, withdraw, authorise, decline, reverse, lapse.

Whom the rule in force names decides, never the auditor and never who asked.
"""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from app.events import exemption as events
from app.events.audit import Audit
from app.events.audit_ending import release
from app.events.base import Refusal
from app.events.cycle import Cycle
from app.events.england import day_of
from app.events.exempt_months import ExemptMonths
from app.events.exemption import Exemption
from app.events.vocabulary import OPEN_STATES, SYSTEM
from app.programme import looped
from app.programme.english import listed
from app.programme.english import month as month_words
from app.programme.exemption_authority import Authority, Ground, deciding
from app.programme.house import AlreadyDone, House, Stale
from projections import allocation, cycles, exemptions, people

TRIES = 4
STANDING = ("asked", "authorised", "reversed")
"""Where an exemption takes its months: one that is reversed has those only that it still covers."""


def ask(
    house: House, exemption: str, *, auditor: str, cycle: str, reason_class: str, note: str, by: str, at: str
) -> None:
    """Ask for an auditor to be exempt from a month (cycle id), opened or yet to come; `exemption` is a minted id.

    Raises Refusal for somebody who is no auditor, a closed month, or one that waits or was authorised already;
    AlreadyDone for the same form sent twice.
    """
    facts = {"auditor": auditor, "reason_class": reason_class, "note": note, "cycle": cycle}

    def decide(asked: Exemption) -> None:
        if _is_closed(house, cycle):
            raise Refusal("This month is closed.", "cycle")
        asked.ask(**facts, by=by, at=at)

    _keep_new(house, exemption, facts, decide, by=by, at=at)


def ask_for_dates(
    house: House,
    exemption: str,
    *,
    auditor: str,
    first: date,
    last: date,
    reason_class: str,
    note: str,
    by: str,
    at: str,
) -> None:
    """Ask for an auditor to be exempt from one day to another; which months that covers is in the event, by its rule.

    Raises as `ask`, and Refusal for dates that cannot be or cover no month that is not closed.
    """
    facts = {"auditor": auditor, "reason_class": reason_class, "note": note}
    sent = facts | {"first": first.isoformat(), "last": last.isoformat()}

    def decide(asked: Exemption) -> None:
        asked.ask_for_dates(first, last, _closed(house), **facts, by=by, at=at)

    _keep_new(house, exemption, sent, decide, by=by, at=at)


def authority(house: House, auditor: str, on: date | None = None, asked_by: str = "") -> Authority:
    """Who decides on an auditor's exemption on a day (with no day, deputies left out)."""
    person = people.person(house.model, auditor)
    return deciding(house.model, on).over(auditor, (person["area"] if person else "") or "", asked_by)


def authorise(house: House, exemption: str, *, version: int, reason: str, on: date, by: str, at: str) -> list[str]:
    """Authorise the exemption on a date; the auditor's open audits of its months are released in the same save.

    Returns the ids of the audits released. Raises Refusal when this person may not decide it, Stale or AlreadyDone.
    """
    sent = {"reason": reason, "on": on.isoformat()}
    asked = house.load_at(Exemption, exemption, version, by, events.ExemptionAuthorised, **sent)
    ground = _ground(house, asked, by, on)
    asked.authorise(**_facts(ground, by), **sent, by=by, at=at)
    audits = [house.load(Audit, id) for id in _open_audits(house, asked)]
    for audit in audits:
        release(audit, exemption=exemption, reason_class=asked.reason_class, on=on.isoformat(), by=by, at=at)
    loops = [loop for audit in audits for loop in looped.followed(house, audit, by=by, at=at)]
    house.keep(asked, *audits, *loops)
    return [audit.id for audit in audits]


def decline(house: House, exemption: str, *, version: int, reason: str, on: date, by: str, at: str) -> None:
    """Decline the exemption on a date, with the reason; raises as `authorise`."""
    sent = {"reason": reason, "on": on.isoformat()}
    asked = house.load_at(Exemption, exemption, version, by, events.ExemptionDeclined, **sent)
    asked.decline(**_facts(_ground(house, asked, by, on), by), **sent, by=by, at=at)
    house.keep(asked)


def withdraw(house: House, exemption: str, *, version: int, reason: str, on: date, by: str, at: str) -> None:
    """Take back an exemption that nobody has decided; raises Refusal but for its auditor and who asked for it."""
    sent = {"reason": reason, "on": on.isoformat()}
    asked = house.load_at(Exemption, exemption, version, by, events.ExemptionWithdrawn, **sent)
    asked.withdraw(**sent, by=by, at=at)
    house.keep(asked)


def reverse(house: House, exemption: str, *, version: int, reason: str, on: date, by: str, at: str) -> None:
    """Take an authorised exemption back for its months that are not closed; raises as `authorise`.

    The audits that it released stay released until somebody opens them again or gives them to another auditor.
    """
    sent = {"reason": reason, "on": on.isoformat()}
    asked = house.load_at(Exemption, exemption, version, by, events.ExemptionReversed, **sent)
    asked.reverse(_closed(house), **_facts(_ground(house, asked, by, on), by), **sent, by=by, at=at)
    house.keep(asked)


def lapsing(house: House, cycle: str, *, on: str, by: str, at: str) -> list[Exemption]:
    """The exemptions that nobody has decided and whose last month is this one or an earlier one, lapsed.

    To be kept in the save that closes the month.
    """
    found = [asked for row in to_lapse(house, cycle) if (asked := house.load(Exemption, row["id"])).state == "asked"]
    for asked in found:
        asked.lapse(cycle, on=on, by=by, at=at)
    return found


def to_lapse(house: House, cycle: str) -> list[dict[str, Any]]:
    """The exemptions that nobody has decided and that closing a month lets lapse: it is the last of their months."""
    return [row for row in exemptions.undecided(house.model) if max(json.loads(row["months"])) <= cycle]


def lapse_due(house: House, at: str) -> int:
    """Record of what nobody has decided that it has lapsed, as the last of its months is over; returns how many.

    What somebody else decides or records at the same moment is left as it is.
    """
    on, n = day_of(at), 0
    for row in exemptions.undecided(house.model):
        asked = house.load(Exemption, row["id"])
        if asked.state == "asked" and asked.stands(on) == "lapsed":
            asked.lapse(max(asked.months), on=asked.lapses_on, by=SYSTEM, at=at)
            with suppress(Stale):
                house.keep(asked)
                n += 1
    return n


def months_exempt(house: House, exemption: str) -> list[str]:
    """The months (cycle ids) that an exemption covers now: none unless it is authorised, or reversed for others."""
    found = house.log.load(Exemption, exemption)
    return found.months if found.state in ("authorised", "reversed") else []


def note(house: House, exemption: str) -> str:
    """The confidential note: for those who decide, for who asked, and for the auditor."""
    return house.load(Exemption, exemption).note


def _new(house: House, exemption: str, by: str, **sent: str) -> Exemption:
    """The exemption that a form asks for; AlreadyDone for the form sent twice, Refusal when it was changed since."""
    asked = house.log.load(Exemption, exemption)
    if asked.exists:
        made: Any = house.log.history(exemption)[0]
        if made.by == by and all(getattr(made, key, None) == value.strip() for key, value in sent.items()):
            raise AlreadyDone
        raise Refusal("This form has asked for an exemption already. Open it anew to ask for another.")
    return asked


def _auditor(house: House, auditor: str) -> str:
    """The auditor's name; raises Refusal for somebody who is none."""
    person = people.person(house.model, auditor)
    if person is None or not (person["counted_from"] or person["in_training"]):
        raise Refusal("Only an auditor can be exempted.", "auditor")
    if person["left_on"] or person["left_pool_on"]:
        raise Refusal(f"{person['name']} is no auditor any more.", "auditor")
    return str(person["name"])


def _keep_new(
    house: House, exemption: str, sent: dict[str, str], decide: Callable[[Exemption], None], *, by: str, at: str
) -> None:
    """Store what is asked with its months put down for the auditor; where somebody else's save came between, again."""
    for left in range(TRIES - 1, -1, -1):
        asked = _new(house, exemption, by, **sent)
        name = _auditor(house, sent["auditor"])
        decide(asked)
        book = house.log.load(ExemptMonths, f"exempt_months/{asked.auditor.removeprefix('person/')}")
        _must_be_free(house, asked, book.exemptions, name, day_of(at))
        book.put_down(asked.id, asked.months, by=by, at=at)
        try:
            house.keep(asked, book)
            break
        except Stale:
            if not left:
                raise


def _must_be_free(house: House, asked: Exemption, known: Sequence[str], name: str, on: str) -> None:
    """Raise Refusal when the auditor is exempt from one of the months already, or has asked to be.

    What is `known` is read from the log: the read model may not have seen yet what was stored a moment ago.
    """
    others = [house.log.load(Exemption, id) for id in {*known, *exemptions.streams(house.model, asked.auditor)}]
    standing = {month for one in others if one.stands(on) in STANDING for month in one.months}
    if taken := [month_words(month) for month in asked.months if month in standing]:
        raise Refusal(f"An exemption for {name} in {listed(taken)} is recorded already.", "cycle")


def _ground(house: House, asked: Exemption, by: str, on: date) -> Ground:
    if by == asked.auditor:
        raise Refusal("You cannot decide your own exemption.")
    if by == asked.asked_by:
        raise Refusal("You asked for this exemption, so somebody else decides it.")
    found = authority(house, asked.auditor, on, asked.asked_by)
    if by not in found.grounds:
        raise Refusal(f"This exemption is not yours to decide. {found.rule}")
    return found.grounds[by]


def _facts(ground: Ground, by: str) -> dict[str, str]:
    return {"rule": ground.rule, "authoriser": by, "in_place_of": ground.in_place_of}


def _open_audits(house: House, asked: Exemption) -> list[str]:
    rows: Sequence[dict[str, Any]] = [row for cycle in asked.months for row in allocation.audits(house.model, cycle)]
    return [row["id"] for row in rows if row["auditor"] == asked.auditor and row["state"] in OPEN_STATES]


def _closed(house: House) -> set[str]:
    """The months (cycle ids) that are closed."""
    return {row["id"] for row in cycles.cycles(house.model) if row["state"] == "closed"}


def _is_closed(house: House, cycle: str) -> bool:
    return house.log.load(Cycle, cycle).closed
