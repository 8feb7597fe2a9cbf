"""What a few people may do to a few exemptions, deputies and the rule of who decides, in any order."""

from datetime import date
from typing import Any

from app.events.council import Council
from app.events.deputy import Deputies
from app.events.exemption import Exemption
from app.events.vocabulary import EXEMPTION_AUTHORITIES, EXEMPTION_CLASSES

PEOPLE = [f"person/{name}" for name in ("anna-bell", "ben-carter", "omar-haddad", "ruth-okafor")]
DAYS = [f"2024-{month:02d}-{day:02d}" for month in (4, 5, 6) for day in (1, 12, 23)]
MONTHS = ["cycle/2024-04", "cycle/2024-05"]
CLASSES = list(EXEMPTION_CLASSES)


def _ask(council: Any, a: int, b: int, c: int, said: dict[str, str]) -> None:
    exemption = council.subject(Exemption, f"exemption/{a % 4}")
    facts = {"auditor": PEOPLE[b % 4], "reason_class": CLASSES[c % 5], "note": ""}
    if c % 2:
        exemption.ask(cycle=MONTHS[b % 2], **facts, **said)
    else:
        days = (date.fromisoformat(DAYS[b % 9]), date.fromisoformat(DAYS[a % 9]))
        exemption.ask_for_dates(*days, {MONTHS[1]} if b % 3 == 0 else set(), **facts, **said)


def _decide(council: Any, a: int, b: int, c: int, said: dict[str, str]) -> None:
    exemption = council.subject(Exemption, f"exemption/{a % 4}")
    facts = {"rule": "x", "authoriser": said["by"], "reason": "Busy.", "on": DAYS[b % 9]}
    if c % 3 == 2:
        exemption.decline(**facts, **said)
    else:
        exemption.authorise(**facts, in_place_of=PEOPLE[b % 4], **said)


def _end(council: Any, a: int, b: int, c: int, said: dict[str, str]) -> None:
    exemption, day = council.subject(Exemption, f"exemption/{a % 4}"), {"on": DAYS[b % 9]}
    if c % 3 == 0:
        exemption.withdraw(reason="", **day, **said)
    elif c % 3 == 1:
        facts = {"rule": "x", "authoriser": said["by"], "reason": "Back."}
        exemption.reverse({MONTHS[b % 2]} if b % 3 else set(), **facts, **day, **said)
    else:
        exemption.lapse(MONTHS[b % 2], **day, **said)


def _deputy(council: Any, a: int, b: int, c: int, said: dict[str, str]) -> None:
    deputies = council.subject(Deputies, f"deputies/{PEOPLE[a % 2].removeprefix('person/')}")
    if c % 3:
        days = {"first": DAYS[b % 9], "last": DAYS[c % 9], "on": DAYS[0]}
        deputies.name(PEOPLE[b % 4], **days, reason="", **said)
    else:
        deputies.release(1 + b % 3, on=DAYS[c % 9], reason="", **said)


def _rule(council: Any, a: int, b: int, c: int, said: dict[str, str]) -> None:
    council.subject(Council, "council/council").choose_exemption_authority(EXEMPTION_AUTHORITIES[a % 4], "x", **said)


ACTS = {
    "ask for exemption": _ask,
    "decide exemption": _decide,
    "end exemption": _end,
    "deputy": _deputy,
    "rule of exemptions": _rule,
}
