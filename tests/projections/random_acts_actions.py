"""What a few people may do to a few actions, in any order."""

from typing import Any

from app.events.action import Action

PEOPLE = [f"person/{name}" for name in ("anna-bell", "ben-carter", "omar-haddad", "ruth-okafor")]
DAYS = [f"2024-{month:02d}-{day:02d}" for month in (4, 5, 6) for day in (1, 12, 23)]
WHATS = ["See the child.", "Review the plan.", "Ask the school."]


def _raise(council: Any, a: int, b: int, c: int, said: dict[str, str]) -> None:
    says = {"what": WHATS[c % 3], "owner": PEOPLE[b % 4], "due": DAYS[c % 9], "on": DAYS[b % 3]}
    whose = {"source": ("audit/2024-05/0001", "report/2024-04")[a % 2], "child": ("child/C-1", "")[b % 2]}
    council.subject(Action, f"action/{a % 4}").raise_(**says, **whose, team=f"team/{b % 2}", area="area/0", **said)


def _follow(council: Any, a: int, b: int, c: int, said: dict[str, str]) -> None:
    action = council.subject(Action, f"action/{a % 4}")
    if not action.exists:
        return
    if c % 3:
        says = {"what": WHATS[b % 3], "owner": PEOPLE[c % 4], "due": DAYS[b % 9]}
        action.follow(**says, reason="Again.", on=DAYS[c % 9], **said)
    else:
        action.leave_out(reason="Left out.", on=DAYS[c % 9], **said)


def _move(council: Any, a: int, b: int, c: int, said: dict[str, str]) -> None:
    action, day = council.subject(Action, f"action/{a % 4}"), {"on": DAYS[b % 9]}
    if c % 3 == 0:
        action.extend(DAYS[c % 9], reason="Away.", **day, **said)
    elif c % 3 == 1:
        action.reassign(PEOPLE[c % 4], team=f"team/{c % 2}", area="area/0", reason="Leave.", **day, **said)
    else:
        action.note_progress("Half.", **day, **said)


def _end(council: Any, a: int, b: int, c: int, said: dict[str, str]) -> None:
    action, day = council.subject(Action, f"action/{a % 4}"), {"on": DAYS[b % 9]}
    if c % 4 == 0:
        action.complete("Seen.", **day, **said)
    elif c % 4 == 1:
        action.verify(note="", **day, **said)
    elif c % 4 == 2:
        action.reopen(reason="Not seen.", **day, **said)
    else:
        action.cancel(reason="Moved.", **day, **said)


ACTS = {"raise action": _raise, "follow source": _follow, "move action": _move, "end action": _end}
