"""What can be done about children whom nobody may have: the rules that stand in the way, each with the way round it."""

from collections.abc import Iterable
from typing import Any

from app.programme.allocations.allocating import Unplaced
from app.programme.allocations.allocation_rules import NONE_OWED, SHARE
from app.views.links import link

OWN_TEAM = (
    "Nobody audits the work of their own team. Have an auditor of another team in the pool, or change an auditor's team"
    " where it is no longer right",
    "/people",
    "People",
)
WAYS = {
    "own_team": OWN_TEAM,
    "own_supervisee": (
        "Nobody audits a worker whom they supervise. Have another auditor in the pool",
        "/people",
        "People",
    ),
    "own_child": ("Nobody audits a child whom they work with. Have another auditor in the pool", "/people", "People"),
    "external": (
        "An external auditor is given the work of the service areas that are ticked for it: tick this child's area",
        "#controls",
        "Seed, day and external auditors",
    ),
    "recent": (
        "An auditor does not have the same child again so soon. Have another one drawn",
        "{month}/sample",
        "Sample",
    ),
    NONE_OWED: ("Some auditors owe nothing this month. Have more in the pool", "{month}/pool", "Pool"),
    SHARE: (
        "Every auditor has as many as they owe. Have more in the pool, or take a child out",
        "{month}/sample",
        "Sample",
    ),
}
EXTERNAL = (
    "An external auditor is of no team: make somebody an external moderator, and tick the child's service area",
    "/people",
    "People",
)


def advice(unplaced: Iterable[Unplaced], month: str) -> list[dict[str, Any]]:
    """What can be done about them, each way once, in the order of the rules; with its page for who has it."""
    stops = {rule for one in unplaced for rule in one.blocks}
    ways = [way for rule, way in WAYS.items() if rule in stops]
    ways += [EXTERNAL] if "own_team" in stops and "external" not in stops else []
    found = [(said, to.format(month=f"/cycles/{month}"), words) for said, to, words in ways]
    return [{"text": said, "words": words, "href": to if to[0] == "#" else link(to)} for said, to, words in found]
