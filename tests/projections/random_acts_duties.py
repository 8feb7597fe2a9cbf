"""What may be done to the follow-up of an audit, in any order."""

from typing import Any

from app.events.duty import Duty
from app.events.vocabulary import DISCUSSIONS, DUTIES

DAYS = ["2024-05-02", "2024-05-20", "2024-06-12"]
KINDS = [*DISCUSSIONS, ""]


def _duty(council: Any, a: int, b: int, c: int, said: dict[str, str]) -> None:
    number = 1 + a % 3
    duty, on = council.subject(Duty, f"duty/2024-04/{number:04d}"), DAYS[b % 3]
    told = {"on": on, "done_by": "person/omar-haddad", "reference": "Note", "note": ""}
    if not duty.exists:
        facts = {"audit": f"audit/2024-04/{number:04d}", "child": "child/C-1", "team": "team/0", "area": "area/0"}
        duty.receive(**facts, worker="person/ben-carter", on=on, due=dict.fromkeys(DUTIES, DAYS[c % 3]), **said)
    elif c % 6 == 0:
        duty.take_back(list(DUTIES)[b % 4], reason="Wrong.", **said)
    elif c % 6 == 1:
        duty.record_discussion(kind=KINDS[b % 4], **told, **said)
    elif c % 6 == 2:
        duty.close(open_actions=("action/a",) if b % 5 == 0 else (), **told, **said)
    elif c % 6 == 3:
        duty.follow_up(**told, **said)
    else:
        duty.record_direction(**told, **said)


ACTS = {"duty": _duty}
