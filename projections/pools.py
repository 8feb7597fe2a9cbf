"""Who was in which of the two pools from when to when, who was away from the council, and which targets stand?

A spell is one time of one person in a pool; whoever comes back has another. It ends with the last day in the pool or at
the council, the earlier of the two; both are kept, so that one that was recorded wrongly can be corrected. Of a
moderator's spell `kinds` says from which day on it was of which kind, and `kind` which it is by the newest.
"""

from typing import Any

from projections.rows import Row, Rows, Table

AUDITOR, MODERATOR = "auditor", "moderator"

TABLES = (
    Table(
        "pool_spells",
        {
            "id": str, "person": str, "pool": str, "number": int, "since": str, "counted_from": str, "ended_on": str,
            "how": str, "kind": str, "pool_ended_on": str, "pool_how": str, "council_ended_on": str, "position": int,
            "kinds": dict,
        },
        ("person", "pool", "number"),
        (("pool", "counted_from"),),
    ),
    Table("absences", {"person": str, "left_on": str, "back_on": str}, ("person", "left_on")),
    Table(
        "pool_targets",
        {"pool": str, "by_date": str, "number": int, "set_at": str, "by": str, "version": int, "position": int},
        ("pool", "by_date"),
    ),
)  # fmt: skip


def trained(rows: Rows, event: Any) -> None:
    """An auditor's spell begins with the day of training; it counts from a month on."""
    _begin(rows, event, AUDITOR, counted_from=event.facts["counted_from"], kind="")


def training_corrected(rows: Rows, event: Any) -> None:
    """An auditor's newest spell began on another day, and counts from another month on."""
    if spell := _last(rows, event.stream, AUDITOR):
        facts = event.facts
        _change(rows, event, spell, since=facts["trained_on"], counted_from=facts["counted_from"])


def left_pool(rows: Rows, event: Any) -> None:
    """An auditor's spell ends."""
    _end(rows, event, AUDITOR, "left_pool")


def appointed(rows: Rows, event: Any) -> None:
    """A moderator's spell begins, and counts from that month on; or it goes on as the other kind."""
    facts, now = event.facts, _last(rows, event.stream, MODERATOR)
    if now and not now["ended_on"]:
        earlier = {on: kind for on, kind in now["kinds"].items() if on < facts["on"]}
        _change(rows, event, now, kind=facts["kind"], kinds=earlier | {facts["on"]: facts["kind"]})
    else:
        _begin(rows, event, MODERATOR, counted_from=facts["on"][:7], kind=facts["kind"])


def stood_down(rows: Rows, event: Any) -> None:
    """A moderator's spell ends."""
    _end(rows, event, MODERATOR, "stood_down")


def left_council(rows: Rows, event: Any) -> None:
    """Every spell that lasts ends."""
    rows["absences"].put(person=event.stream, left_on=event.facts["on"], back_on="")
    for spell in _newest(rows, event):
        if not spell["council_ended_on"]:
            _change(rows, event, spell, council_ended_on=event.facts["on"])


def pool_corrected(rows: Rows, event: Any) -> None:
    """An auditor's spell goes on: nobody left the pool."""
    if spell := _last(rows, event.stream, AUDITOR):
        _change(rows, event, spell, pool_ended_on="", pool_how="")


def corrected(rows: Rows, event: Any) -> None:
    """What had ended goes on: nobody left the council on that day."""
    rows["absences"].remove(event.stream, event.facts["last_day"])
    for spell in _newest(rows, event):
        if spell["council_ended_on"] == event.facts["last_day"]:
            _change(rows, event, spell, council_ended_on="")


def returned(rows: Rows, event: Any) -> None:
    """At the council again, in no pool as yet."""
    rows["absences"].change(event.stream, event.facts["last_day"], back_on=event.facts["on"])


def target_set(rows: Rows, event: Any) -> None:
    """A target stands for a date."""
    facts = {key: event.facts[key] for key in ("pool", "by_date", "number")}
    rows["pool_targets"].put(**facts, set_at=event.at, by=event.by, version=event.version, position=event.position)


def target_withdrawn(rows: Rows, event: Any) -> None:
    """It stands no longer."""
    rows["pool_targets"].remove(event.facts["pool"], event.facts["by_date"])


HANDLERS = {
    "auditor trained": trained,
    "auditor training corrected": training_corrected,
    "auditor left pool": left_pool,
    "moderator appointed": appointed,
    "moderator stood down": stood_down,
    "person left": left_council,
    "pool departure corrected": pool_corrected,
    "departure corrected": corrected,
    "person returned": returned,
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


def _newest(rows: Rows, event: Any) -> list[Row]:
    """The newest spell of a person in each pool where there is one."""
    return [spell for pool in (AUDITOR, MODERATOR) if (spell := _last(rows, event.stream, pool))]


def _begin(rows: Rows, event: Any, pool: str, *, counted_from: str, kind: str) -> None:
    before = _last(rows, event.stream, pool)
    number = before["number"] + 1 if before else 1
    own = event.stream.partition("/")[2]
    values = {"id": f"{pool}/{own}/{number}", "person": event.stream, "pool": pool, "number": number}
    values |= {"since": event.facts["on"], "counted_from": counted_from, "kind": kind}
    values |= {"kinds": {event.facts["on"]: kind} if kind else {}}
    values |= dict.fromkeys(("ended_on", "how", "pool_ended_on", "pool_how", "council_ended_on"), "")
    rows["pool_spells"].put(**values, position=event.position)


def _end(rows: Rows, event: Any, pool: str, how: str) -> None:
    """The newest spell of a pool ends by leaving that pool."""
    if now := _last(rows, event.stream, pool):
        _change(rows, event, now, pool_ended_on=event.facts["on"], pool_how=how)


def _change(rows: Rows, event: Any, spell: Row, **values: Any) -> None:
    """Change a spell; where two things end it, the one with the earlier day does."""
    now = spell | values
    ends = [(now["pool_ended_on"], now["pool_how"]), (now["council_ended_on"], "left_council")]
    on, how = min(((on, how) for on, how in ends if on), key=lambda end: end[0], default=("", ""))
    key = spell["person"], spell["pool"], spell["number"]
    rows["pool_spells"].change(*key, **values | {"ended_on": on, "how": how}, position=event.position)
