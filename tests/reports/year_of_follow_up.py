"""What may be done in a year about what came of the audits: actions, duties, impact, good practice."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from itertools import product
from typing import Any

from app.events.action import Action
from app.events.base import Refusal
from app.events.duty import Duty
from app.events.good_practice import GoodPractice
from app.events.impact import Impact
from app.events.vocabulary import DISCUSSIONS, DUTIES
from tests.projections.random_stories import PEOPLE
from tests.reports.year_of_audits import AUDITS, HEAD, JUDGE, THEMES, audit_of

Said = dict[str, str]


def moved(day: str, days: int) -> str:
    """So many days after a day (ISO)."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _raise(council: Any, a: int, b: int, c: int, said: Said) -> None:
    """An action, overdue already, due at once or in a while; of most of them an audit is the source."""
    on = said["at"][:10]
    says = {"what": "See the child.", "owner": PEOPLE[b % 4], "due": moved(on, (0, 1, 7, 20, 60)[c % 5]), "on": on}
    source = AUDITS[b % 4] if c % 7 else "report/2024-04"
    where = {"source": source, "child": "child/C-1", "team": f"team/{b % 2}", "area": f"area/{c % 2}"}
    council.subject(Action, f"action/{len(_raised(council))}").raise_(**says, **where, **said)


def _raised(council: Any) -> list[Action]:
    return [one for one in council.subjects.values() if isinstance(one, Action)]


def _act(council: Any, a: int, b: int, c: int, said: Said) -> None:
    """What may become of an action; its day may be some days ago, where nothing happened since."""
    raised, today = _raised(council), said["at"][:10]
    if not raised:
        return
    action = raised[a % len(raised)]
    how = {"on": moved(today, -(b % 4))} | said | {"by": JUDGE}
    says = {"what": ("See the child.", "Ask the school.")[b % 2], "owner": PEOPLE[c % 4], "due": moved(today, c % 30)}
    acts: list[Callable[[], None]] = [
        lambda: action.complete("Seen.", **how | {"by": action.owner}),
        lambda: action.verify(note="", **how),
        lambda: action.reopen(reason="Not seen.", **how),
        lambda: action.cancel(reason="Moved.", **how),
        lambda: action.extend(moved(action.due, 3 * c), reason="Away.", **how),
        lambda: action.reassign(PEOPLE[c % 4], team=f"team/{c % 2}", area="area/0", reason="Leave.", **how),
        lambda: action.follow(**says, reason="Again.", **how | {"on": today}),
        lambda: action.leave_out(reason="Left out.", **how | {"on": today}),
        lambda: action.note_progress("Half.", **how),
    ]
    acts[(0, 0, 0, 1, 2, 2, 3, 4, 4, 5, 5, 6, 6, 7, 8)[c % 15]]()


def _duty(council: Any, a: int, b: int, c: int, said: Said) -> None:
    """An audit is received, and then this and that is done, some days ago; or what was recorded is taken back."""
    audit, today = AUDITS[a % 6], said["at"][:10]
    duty = council.subject(Duty, f"duty/{audit.removeprefix('audit/')}")
    told = {"on": moved(today, -(b % 9)), "done_by": HEAD, "reference": "Note", "note": ""}
    if not duty.exists:
        due = {one: moved(today, 5 + (c + 7 * n) % 20) for n, one in enumerate(DUTIES)}
        facts = {"audit": audit, "child": "child/C-1", "team": f"team/{b % 2}", "area": "area/0", "on": today}
        duty.receive(**facts, worker=PEOPLE[3], due=due, **said)
        return
    acts: list[Callable[[], None]] = [
        lambda: duty.record_direction(**told, **said),
        lambda: duty.record_discussion(kind=list(DISCUSSIONS)[b % 3], **told, **said),
        lambda: duty.follow_up(**told, **said),
        lambda: duty.close(open_actions=(), **told, **said),
        lambda: duty.close(open_actions=(), **told | {"on": today}, **said),
        lambda: duty.take_back(list(DUTIES)[b % 4], reason="Wrong.", **said),
    ]
    for act in acts if c % 7 == 6 else [acts[c % 7]]:
        with suppress(Refusal):
            act()


def _ask(council: Any, a: int, b: int, c: int, said: Said) -> None:
    """Of every audit that was judged long enough ago both are asked, but for some; one who was asked does something."""
    on, put = {"on": said["at"][:10]}, []
    for place, part in product(range(len(AUDITS)), ("worker", "manager")):
        audit, (_, month, number) = audit_of(council, place), AUDITS[place].split("/")
        impact = council.subject(Impact, f"impact/{month}-{number}-{part}")
        if not impact.exists and audit.state in ("accepted", "not_to_standard") and (a + place) % 3:
            _put(impact, {"audit": audit.id, "part": part, "returned_on": audit.returned_on} | on, c + place, said)
        put += [impact] if impact.state in ("asked", "reminded", "answered") else []
    if put:
        _answer(put[a % len(put)], b, c, on | said)


def _put(impact: Impact, facts: dict[str, str], c: int, said: Said) -> None:
    with suppress(Refusal):
        if c % 6 == 0:
            impact.pass_over(**facts, reason="Nobody.", **said)
        else:
            impact.ask(**facts, recipient=PEOPLE[c % 4], **said)


def _answer(impact: Impact, b: int, c: int, how: Said) -> None:
    by = how | {"by": impact.recipient}
    answers = {"practice": ("yes", "partly", "no")[b % 3], "helped": ("yes", "no", "too_early")[b // 3 % 3]}
    acts: list[Callable[[], None]] = [
        lambda: impact.answer(answers | {"obstacles": ["time", "family"][: 1 + b % 2]}, **by),
        lambda: impact.decline("No.", **by),
        lambda: impact.record_family(agreed=bool(b % 2), said="More.", **by),
        lambda: impact.lapse(**how),
        lambda: impact.hand_over(PEOPLE[b % 4], "They have left.", **how),
        lambda: impact.remind(**how),
    ]
    acts[(0, 0, 0, 1, 2, 2, 3, 4, 4, 5)[c % 10]]()


def _good_practice(council: Any, a: int, b: int, c: int, said: Said) -> None:
    """What an accepted audit flags is followed up, so that it has its own record; or something is noted directly."""
    audit, on, theme = audit_of(council, a), said["at"][:10], THEMES[b % 3]
    _, month, number = audit.id.split("/")
    flagged = audit.state == "accepted" and theme in audit.answers.get("themes", ())
    name = f"{month}-{number}-{theme}" if flagged and c % 3 else f"direct-{a % 4}"
    entry = council.subject(GoodPractice, f"good_practice/{name}")
    if not entry.exists:
        facts = {"source": "direct" if name.startswith("direct") else "audit", "audit": audit.id, "cycle": audit.cycle}
        facts |= {"theme": "" if c % 3 == 0 and b % 2 else theme, "domain": "plans", "worker": PEOPLE[3]}
        entry.note(**facts, team="team/0", area="area/0", what="Good.", on=council.accepted(audit.id) or on, **said)
    elif c % 2:
        entry.follow_up(["planning"], "", **{"on": on} | said | {"by": JUDGE})
    else:
        entry.share("session", "", on=on, **said)


ACTS = {"raise": _raise, "act": _act, "duty": _duty, "ask": _ask, "good practice": _good_practice}
