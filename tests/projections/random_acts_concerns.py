"""What a few people may do about a few children of concern, in any order."""

from typing import Any

from app.events import concern_answer, concern_end
from app.events.concern import DIRECT, SAME_DAY, Concern
from app.events.england import day_of

PEOPLE = [f"person/{name}" for name in ("anna-bell", "ben-carter", "omar-haddad", "ruth-okafor")]
ROLES = ("head_of_service", "director", "qa_lead", "auditor")
WHO = {"team": "team/0", "area": "area/0", "worker": PEOPLE[2], "responsible": PEOPLE[:1], "rule": ""}

Said = dict[str, str]


def _concern(council: Any, a: int) -> Concern:
    found: Concern = council.subject(Concern, f"concern/{a % 3}")
    return found


def _raise(council: Any, a: int, b: int, c: int, said: Said) -> None:
    concern = _concern(council, a)
    source = (DIRECT, "audit/2024-04/0001")[b % 2]
    facts = {"category": "12"[c % 2], "why": "Not seen.", "source": source, "raising": f"raising/{c % 5}"}
    if concern.exists:
        concern.raise_again(**facts, **said)
    else:
        concern.raise_(child=f"child/C-{a % 3 + 1}", **facts, **WHO, **said)  # type: ignore[arg-type]


def _tell(council: Any, a: int, b: int, c: int, said: Said) -> None:
    concern = _concern(council, a)
    if c % 3 == 0:
        concern_answer.tell(concern, people=PEOPLE[: 1 + b % 3], how=["screen"], **said)
    elif c % 3 == 1:
        concern_answer.fail_to_tell(
            concern, whom=PEOPLE[b % 4], how="mail", letter=f"letter/{b % 3}", why="No address.", **said
        )
    else:
        concern_answer.acknowledge(concern, role=ROLES[b % 2], **said)


def _answer(council: Any, a: int, b: int, c: int, said: Said) -> None:
    concern, on = _concern(council, a), day_of(said["at"])
    if c % 3 == 0:
        facts = {"what": "Visited.", "reference": "CN-1", "asked": "", "on": on, "time": "10:00"}
        concern_answer.respond(concern, **facts, in_the_name_of=("", PEOPLE[b % 4])[b % 2], role=ROLES[b % 3], **said)
    elif c % 3 == 1:
        concern_answer.oversee(concern, note="Read.", on=on, role=ROLES[b % 2], **said)
    else:
        concern_answer.escalate(concern, to=PEOPLE[:1], rule=SAME_DAY, **said | {"at": f"2024-06-02T{said['at'][11:]}"})


def _follow(council: Any, a: int, b: int, c: int, said: Said) -> None:
    concern, on = _concern(council, a), day_of(said["at"])
    moved = {"why": "Calm.", "on": on, "role": ROLES[b % 3]}
    if c % 4 == 0:
        concern.review(found="Seen.", asked="", on=on, next_by=f"2024-06-0{2 + b % 6}", role=ROLES[b % 3], **said)
    elif c % 4 == 1:
        concern.recategorise("12"[b % 2], **moved, **said)
    elif c % 4 == 2:
        concern_end.close(concern, **moved, **said)
    else:
        concern_end.step_down(concern, actions=["action/0"], **moved, **said)


ACTS = {"raise concern": _raise, "tell concern": _tell, "answer concern": _answer, "follow concern": _follow}
