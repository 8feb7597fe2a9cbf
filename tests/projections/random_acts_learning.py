"""What a few people may do around pools, cohorts, coaching and learning sessions, in any order."""

from typing import Any

from app.events.coaching import CAUSES, Coaching
from app.events.cohort import Cohort
from app.events.learning import LearningSession
from app.events.person import Person
from app.events.pool_target import TARGETS, PoolTargets
from tests.projections.random_stories import DAYS, PEOPLE


def _target(council: Any, a: int, b: int, c: int, said: Any) -> None:
    targets, pool, day = council.subject(PoolTargets, TARGETS), ("auditor", "moderator")[a % 2], DAYS[b % 3]
    if c % 3:
        targets.set(pool, day, 1 + c, "So it is.", on=DAYS[0], **said)
    else:
        targets.withdraw(pool, day, "Not any more.", **said)


def _cohort(council: Any, a: int, b: int, c: int, said: Any) -> None:
    cohort, person, on = council.subject(Cohort, f"cohort/{a % 2}"), PEOPLE[b % 4], DAYS[b % 9]
    facts: dict[str, Any] = {"starts": on, "places": 1 + b % 3, "trainers": PEOPLE[3:], "external": ""}
    if not cohort.exists:
        cohort.plan("Spring", **facts, **said)
        return
    acts = [
        lambda: cohort.join([person], on, **said),
        lambda: cohort.leave(person, "Ill.", on, **said),
        lambda: cohort.set_dates([on], **said),
        lambda: cohort.replan(**facts, reason="Later.", **said),
        lambda: cohort.start(DAYS[-1], **said),
        lambda: cohort.complete(DAYS[-1], "2024-07", trained=cohort.members[:1], already=cohort.members[1:2], **said),
        lambda: cohort.call_off("Nobody came.", on, **said),
        lambda: council.subject(Person, person).stop_training(on, "Ill.", **said),
    ]
    acts[0 if c % 3 == 0 else c % len(acts)]()


def _coaching(council: Any, a: int, b: int, c: int, said: Any) -> None:
    coaching, on = council.subject(Coaching, f"coaching/{a % 3}"), DAYS[b % 9]
    if not coaching.exists:
        facts = {"person": PEOPLE[b % 4], "coach": PEOPLE[a % 4], "cause": list(CAUSES)[c % 6], "form": "group"}
        coaching.offer(**facts, note="In confidence.", on=on, **said)
    elif c % 5 == 4:
        coaching.accept(on=on, **said)
    elif c % 3 == 0:
        coaching.take(PEOPLE[c % 4], "Good.", on=on, **said)
    elif c % 3 == 1:
        coaching.decline("", on=on, **said)
    else:
        coaching.withdraw("By mistake.", on=on, **said)


def _learning(council: Any, a: int, b: int, c: int, said: Any) -> None:
    session, on = council.subject(LearningSession, f"session/{a % 2}"), DAYS[b % 9]
    if not session.exists:
        facts = {"title": "Seeing children", "kind": "workshop", "day": on, "place": "Hall", "why": "", "grounds": []}
        session.plan(**facts, domains=["plans"], themes=["direct-work"][: c % 2], **said)
    elif c % 5 == 0:
        session.move(on, f"Room {b % 3}", "Full.", **said)
    elif c % 5 in (1, 2):
        session.hold(PEOPLE[: b % 4], b % 3, on=DAYS[-1], **said)
    elif c % 5 == 3:
        session.correct_attendance(PEOPLE[b % 4 :], c % 3, "Counted again.", **said)
    else:
        session.cancel("Nobody came.", **said)


ACTS = {"target": _target, "cohort": _cohort, "coaching": _coaching, "learning": _learning}
