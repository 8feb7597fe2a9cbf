"""What may be done about impact, replies and good practice, in any order."""

from collections.abc import Callable
from typing import Any

from app.events.audit import Audit
from app.events.audit_reply import reply
from app.events.good_practice import GoodPractice
from app.events.impact import Impact

PEOPLE = [f"person/{name}" for name in ("anna-bell", "ben-carter", "omar-haddad", "ruth-okafor")]
AUDITS = [f"audit/2024-04/{number:04d}" for number in (1, 2, 3)]
DAYS = [f"2024-{month:02d}-{day:02d}" for month in (6, 7, 8) for day in (1, 12, 23)]
ANSWERS = {"practice": "yes", "helped": "no", "obstacles": ["time", "family"]}
Said = dict[str, str]


def _impact(council: Any, a: int, b: int, c: int, said: Said) -> None:
    part = ("worker", "manager")[b % 2]
    impact, on = council.subject(Impact, f"impact/2024-04-{1 + a % 3:04d}-{part}"), DAYS[b % 9]
    facts = {"audit": AUDITS[a % 3], "part": part, "returned_on": "2024-05-01", "on": on}
    by = said | {"by": impact.recipient or said["by"]}
    acts: list[Callable[[], None]] = [
        lambda: impact.ask(**facts, recipient=PEOPLE[c % 4], **said),
        lambda: impact.pass_over(**facts, reason="Nobody.", **said),
        lambda: impact.remind(on=on, **said),
        lambda: impact.answer(ANSWERS, on=on, **by),
        lambda: impact.decline("No.", on=on, **by),
        lambda: impact.lapse(on=on, **said),
        lambda: impact.hand_over(PEOPLE[a % 4], "They have left.", on=on, **said),
        lambda: impact.record_family(agreed=bool(c % 2), said="More.", on=on, **by),
    ]
    acts[c % len(acts) if impact.exists else c % 2]()


def _reply(council: Any, a: int, b: int, c: int, said: Said) -> None:
    reply(council.subject(Audit, AUDITS[a % 3]), "Thank you.", on=DAYS[b % 9], **said | {"by": PEOPLE[2]})


def _flag(council: Any, a: int, b: int, c: int, said: Said) -> None:
    """An auditor flags themes and takes them back, which the answers of the other acts do not."""
    audit = council.subject(Audit, AUDITS[a % 3])
    themes = [theme for n, theme in enumerate(("direct-work", "risk", "planning")) if (b >> n) % 2]
    audit.save_section({}, "summary", {"themes": themes}, on=DAYS[c % 9], **said)


def _good_practice(council: Any, a: int, b: int, c: int, said: Said) -> None:
    name = ("2024-04-0001-direct-work", "2024-04-0002-risk", "direct")[a % 3]
    entry, on = council.subject(GoodPractice, f"good_practice/{name}"), DAYS[b % 9]
    if not entry.exists:
        source = "direct" if name == "direct" else "audit"
        facts = {"source": source, "audit": "" if source == "direct" else AUDITS[a % 3], "cycle": "", "domain": ""}
        facts |= {"worker": PEOPLE[2], "team": "team/0", "area": "area/0", "what": "Good.", "theme": "risk"}
        entry.note(**facts, on=on, **said)
        return
    acts: list[Callable[[], None]] = [
        lambda: entry.follow_up(["tools", "planning"][: 1 + b % 2], "", on=on, **said),
        lambda: entry.share("session", "", on=on, **said),
        lambda: entry.keep_unnamed(on=on, **said | {"by": PEOPLE[2]}),
        lambda: entry.name_again(on=on, **said | {"by": PEOPLE[2]}),
    ]
    acts[c % len(acts)]()


ACTS: dict[str, Callable[[Any, int, int, int, Said], None]] = {
    "impact": _impact,
    "reply": _reply,
    "flag": _flag,
    "good practice": _good_practice,
}
