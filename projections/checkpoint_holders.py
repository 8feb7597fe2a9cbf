"""Who is sent every checkpoint of the ledger, since when, and which keys have been recorded as replaced?"""

from typing import Any

from projections.rows import Row, Rows, Table

TABLES = (
    Table(
        "checkpoint_holders",
        {"id": str, "name": str, "email": str, "named_at": str, "let_go_at": str, "position": int},
        ("id",),
    ),
    Table(
        "ledger_keys", {"number": int, "before": str, "now": str, "by": str, "at": str, "position": int}, ("number",)
    ),
)


def named(rows: Rows, event: Any) -> None:
    """From now on they are sent each."""
    facts = {"id": event.facts["holder"], "name": event.facts["name"], "email": event.facts["email"]}
    rows["checkpoint_holders"].put(**facts, named_at=event.at, let_go_at="", position=event.position)


def let_go(rows: Rows, event: Any) -> None:
    """They are sent none any more; why stays in the log."""
    rows["checkpoint_holders"].change(event.facts["holder"], let_go_at=event.at, position=event.position)


def key_replaced(rows: Rows, event: Any) -> None:
    """Another key signs from now on."""
    facts = {"before": event.facts["before"], "now": event.facts["now"], "by": event.by, "at": event.at}
    rows["ledger_keys"].put(number=event.version, **facts, position=event.position)


HANDLERS = {
    "checkpoint holder named": named,
    "checkpoint holder let go": let_go,
    "ledger key replaced": key_replaced,
}


def holders(model: Any) -> list[Row]:
    """Those who are sent checkpoints now, by name."""
    return model.query("SELECT * FROM checkpoint_holders WHERE let_go_at = '' ORDER BY name, id")


def holder(model: Any, id: str) -> Row | None:
    """One who is or was sent checkpoints, None for nobody."""
    return model.one("SELECT * FROM checkpoint_holders WHERE id = ?", [id])


def names(model: Any) -> dict[str, str]:
    """The name of everybody who is or was sent checkpoints, by id."""
    return {row["id"]: row["name"] for row in model.query("SELECT id, name FROM checkpoint_holders")}


def key_replacements(model: Any) -> list[Row]:
    """Each time that the key was replaced, the first first: what was before it and after it is verified with."""
    return model.query("SELECT * FROM ledger_keys ORDER BY number")
