"""The seal of a loop: no row of an audit reaches whoever audits the same child blind."""

from collections.abc import Iterable
from typing import Any

from projections.impact import REQUESTS
from projections.rows import Row

COMES_OF = {
    "action": ("actions", "source"),
    "impact": (REQUESTS, "audit"),
    "good_practice": ("good_practice", "audit"),
    "duty": ("duties", "audit"),
}
"""By the kind of a record's id: its table, and the column with the audit that it comes of."""


OVER = ("agreed", "ended")
"""The states of a loop that is over: what was agreed counts, or each audit on its own."""


def open_to(audit: str) -> str:
    """The condition, in SQL, that an audit (a column) is not sealed from who asks (:reader)."""
    return f"coalesce({audit}, '') NOT IN (SELECT audit FROM seals WHERE person = :reader)"


def both_in(audit: str) -> str:
    """The condition, in SQL, that an audit (a column) is of no sealed loop: until then its grades are in no figure."""
    return f"coalesce({audit}, '') NOT IN (SELECT audit FROM seals)"


def settled(audit: str) -> str:
    """The condition, in SQL, that an audit (a column) is of no loop under way: until it is agreed it is in no grade."""
    under_way = "SELECT loop_audits.audit FROM loop_audits JOIN loops ON loops.id = loop_audits.loop"
    return f"coalesce({audit}, '') NOT IN ({under_way} WHERE loops.state NOT IN {OVER})"


def all_of(model: Any) -> set[tuple[str, str]]:
    """Every audit (id) that is sealed from somebody, with from whom."""
    return {(row["audit"], row["person"]) for row in model.query("SELECT audit, person FROM seals")}


def rows(model: Any) -> list[Row]:
    """Every seal in force: audit, person and loop."""
    found: list[Row] = model.query("SELECT audit, person, loop FROM seals")
    return found


def sealed_from(model: Any, person: str) -> frozenset[str]:
    """The audits (ids) of which nothing reaches this person now."""
    return frozenset(row["audit"] for row in model.query("SELECT audit FROM seals WHERE person = ?", [person]))


def sealed(model: Any) -> frozenset[str]:
    """The audits (ids) of the loops that are sealed."""
    return frozenset(row["audit"] for row in model.query("SELECT audit FROM seals"))


def children_sealed_from(model: Any, person: str) -> frozenset[str]:
    """The children (ids) whom this person audits blind: there is an audit of the work with each that is sealed."""
    sql = "SELECT audits.child FROM seals JOIN audits ON audits.id = seals.audit WHERE seals.person = ?"
    return frozenset(row["child"] for row in model.query(sql, [person]))


def unsealed(model: Any, person: str, found: Iterable[Row], audit: str = "id") -> list[Row]:
    """Those of some rows whose audit, in a column of theirs, is not sealed from this person."""
    sealed = sealed_from(model, person)
    return [row for row in found if row[audit] not in sealed]


def comes_of(model: Any, id: str) -> str:
    """The audit (id) that a record comes of: itself for an audit; empty for what comes of none."""
    kind = id.partition("/")[0]
    if kind == "audit":
        return id
    if kind not in COMES_OF:
        return ""
    table, column = COMES_OF[kind]
    found = model.one(f"SELECT {column} AS audit FROM {table} WHERE id = ?", [id])
    return str(found["audit"] or "") if found else ""
