"""Who was in which of the two pools from when to when, and which targets stand for them?

A spell is one time of one person in a pool; whoever comes back has another.
"""

from typing import Any

from projections.rows import Row, Rows, Table

AUDITOR, MODERATOR = "auditor", "moderator"

TABLES = (
    Table(
        "pool_spells",
        {
            "id": str, "person": str, "pool": str, "number": int, "since": str, "counted_from": str, "ended_on": str,
            "how": str, "kind": str, "position": int,
        },
        ("person", "pool", "number"),
        (("pool", "counted_from"),),
    ),
    Table(
        "pool_targets",
        {"pool": str, "by_date": str, "number": int, "set_at": str, "by": str, "version": int, "position": int},
        ("pool", "by_date"),
    ),
)  # fmt: skip


def trained(rows: Rows, event: Any) -> None:
    """An auditor's spell begins with the day of training; it counts from a month on."""
    _begin(rows, event, AUDITOR, counted_from=event.facts["counted_from"], kind="")


def left_pool(rows: Rows, event: Any) -> None:
    """An auditor's spell ends."""
    _end(rows, event, AUDITOR, "left_pool")


def appointed(rows: Rows, event: Any) -> None:
    """A moderator's spell begins, and counts from that month on; or it goes on as the other kind."""
    facts, now = event.facts, _last(rows, event.stream, MODERATOR)
    if now and not now["ended_on"]:
        _change(rows, event, now, kind=facts["kind"])
    else:
        _begin(rows, event, MODERATOR, counted_from=facts["on"][:7], kind=facts["kind"])


def stood_down(rows: Rows, event: Any) -> None:
    """A moderator's spell ends."""
    _end(rows, event, MODERATOR, "stood_down")


def left_council(rows: Rows, event: Any) -> None:
    """Every spell that lasts ends."""
    _end(rows, event, AUDITOR, "left_council")
    _end(rows, event, MODERATOR, "left_council")


def target_set(rows: Rows, event: Any) -> None:
    """A target stands for a date."""
    facts = {key: event.facts[key] for key in ("pool", "by_date", "number")}
    rows["pool_targets"].put(**facts, set_at=event.at, by=event.by, version=event.version, position=event.position)


def target_withdrawn(rows: Rows, event: Any) -> None:
    """It stands no longer."""
    rows["pool_targets"].remove(event.facts["pool"], event.facts["by_date"])


HANDLERS = {
    "auditor trained": trained,
    "auditor left pool": left_pool,
    "moderator appointed": appointed,
    "moderator stood down": stood_down,
    "person left": left_council,
    "pool target set": target_set,
    "pool target withdrawn": target_withdrawn,
}
IGNORES = frozenset({
    "person added", "person changed", "roles changed", "auditor training started", "auditor training stopped",
})  # fmt: skip


def _last(rows: Rows, person: str, pool: str) -> Row | None:
    """A person's newest spell in a pool."""
    found, number = None, 1
    while row := rows["pool_spells"].get(person, pool, number):
        found, number = row, number + 1
    return found


def _begin(rows: Rows, event: Any, pool: str, *, counted_from: str, kind: str) -> None:
    before = _last(rows, event.stream, pool)
    number = before["number"] + 1 if before else 1
    own = event.stream.partition("/")[2]
    values = {"id": f"{pool}/{own}/{number}", "person": event.stream, "pool": pool, "number": number}
    values |= {"since": event.facts["on"], "counted_from": counted_from, "kind": kind, "ended_on": "", "how": ""}
    rows["pool_spells"].put(**values, position=event.position)


def _end(rows: Rows, event: Any, pool: str, how: str) -> None:
    """End the newest spell; where two things end it, the one with the earlier day does."""
    now, on = _last(rows, event.stream, pool), event.facts["on"]
    if now and (not now["ended_on"] or on < now["ended_on"]):
        _change(rows, event, now, ended_on=on, how=how)


def _change(rows: Rows, event: Any, spell: Row, **values: Any) -> None:
    rows["pool_spells"].change(spell["person"], spell["pool"], spell["number"], **values, position=event.position)
