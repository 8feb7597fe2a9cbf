"""What may be done about erasures of what a random story holds: proposed, decided one way or another, carried out."""

from collections.abc import Callable
from typing import Any

from app.events.audit import Audit
from app.events.base import Refusal
from app.events.erasure import GROUNDS, Erasure

CHILDREN = [f"child/C-{number}" for number in (1, 2, 3)]
SECOND = "person/mary-quinn"
KINDS = ("action/", "concern/", "impact/", "duty/", "exemption/", "good_practice/")
Said = dict[str, str]


def _erasure(council: Any, a: int, b: int, c: int, said: Said) -> None:
    """Proposed where it is not; else the next of its steps, or one that the rules refuse."""
    erasure = council.subject(Erasure, f"erasure/{a % 3}")
    if not erasure.exists:
        child, ground = CHILDREN[b % 3], list(GROUNDS)[c % len(GROUNDS)]
        facts: dict[str, Any] = {"of": "child", "about": child, "ground": ground, "years": None, "reason": "Asked for."}
        erasure.propose(**facts, records=_held(council, child, b), **said)
        return
    who = said | {"by": (SECOND, said["by"])[b % 5 == 0]}
    records = _held(council, erasure.about, b) if b % 7 == 0 else erasure.records
    acts: list[Callable[[], None]] = [
        lambda: erasure.confirm(records, [f"{record}#" for record in records], "", **who),
        lambda: erasure.decline("It is needed.", **who),
        lambda: erasure.withdraw("Another way was found.", **said),
    ]
    if erasure.state == "confirmed":
        erasure.erased({}, **who)
    else:
        acts[(0, 0, 0, 1, 2)[c % 5]]()


def _held(council: Any, child: str, b: int) -> list[str]:
    """The child and their audits, and of what else there is more or less."""
    found = {id: one for id, one in council.subjects.items() if one.exists}
    audits = [id for id, one in found.items() if isinstance(one, Audit) and one.child == child]
    around = [id for n, id in enumerate(sorted(found)) if id.startswith(KINDS) and (n + b) % 2]
    if not (held := [id for id in [child, *audits, *around] if id in found]):
        raise Refusal("Nothing is held.")
    return held


ACTS = {"erasure": _erasure}
