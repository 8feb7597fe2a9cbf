"""What a few people may do about evidence packs, in any order."""

from collections.abc import Callable
from typing import Any

from app.events.pack import KINDS, OF, Pack
from tests.projections.random_stories import DAYS


def _pack(council: Any, a: int, b: int, c: int, said: Any) -> None:
    pack, on = council.subject(Pack, f"pack/{a % 3}"), DAYS[b % 9]
    if not pack.exists:
        kind = list(KINDS)[c % 5]
        facts: dict[str, Any] = {"kind": kind, "of": [f"{OF[kind]}2024-05"], "edition": c % 2, "position": b}
        pack.ask(**facts, recipient="Ivy Lane", why="The inspection.", on=on, **said)
        return
    made = {"sha256": f"{c:064x}", "size": c, "events": b, "checkpoint": 1, "until": DAYS[-1], "on": on}
    acts: list[Callable[[], None]] = [
        lambda: pack.confirm(on=on, **said),
        lambda: pack.make(**made, **said),
        lambda: pack.download(on=on, **said),
        lambda: pack.decline("Not now.", on=on, **said),
    ]
    acts[b % len(acts)]()


ACTS = {"pack": _pack}
