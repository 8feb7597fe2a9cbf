"""Who decides on exemptions: by which choice of the council, over which area, and who stands in for whom?"""

from datetime import date
from typing import Any

from app.events.vocabulary import EXEMPTION_AUTHORITIES
from projections.rows import Row, Rows, Table

TABLES = (
    Table("exemption_authority", {"id": str, "role": str, "since": str, "position": int}, ("id",)),
    Table(
        "deputies",
        {
            "person": str, "number": int, "deputy": str, "from_day": str, "to_day": str, "ended_on": str,
            "position": int,
        },
        ("person", "number"),
    ),
)  # fmt: skip


def chosen(rows: Rows, event: Any) -> None:
    """Another role decides."""
    rows["exemption_authority"].put(
        id=event.stream, role=event.facts["authority"], since=event.at, position=event.position
    )


def named(rows: Rows, event: Any) -> None:
    """A deputy from one day to another."""
    facts = event.facts
    who = {"person": facts["person"], "number": facts["number"], "deputy": facts["deputy"]}
    rows["deputies"].put(**who, from_day=facts["first"], to_day=facts["last"], ended_on="", position=event.position)


def released(rows: Rows, event: Any) -> None:
    """A deputy no longer."""
    facts = event.facts
    rows["deputies"].change(facts["person"], facts["number"], ended_on=facts["on"], position=event.position)


HANDLERS = {"exemption authority chosen": chosen, "deputy named": named, "deputy released": released}
IGNORES = frozenset({"council established", "council renamed"})


def authority(model: Any) -> str:
    """The role that decides on exemptions; operations directors until the council chooses another."""
    found = model.one("SELECT role FROM exemption_authority")
    return str(found["role"]) if found else EXEMPTION_AUTHORITIES[0]


def deputies_on(model: Any, day: date) -> dict[str, str]:
    """Who stands in for whom on a day: the deputy by the person whose place it is."""
    sql = (
        "SELECT person, deputy FROM deputies JOIN people ON people.id = deputy AND people.left_on = ''"
        " WHERE from_day <= :day AND :day <= to_day AND (ended_on = '' OR :day < ended_on) ORDER BY number DESC"
    )
    return {row["person"]: row["deputy"] for row in model.query(sql, {"day": day.isoformat()})}


def deputies_of(model: Any, person: str) -> list[Row]:
    """A person's deputies with their names, the newest time first."""
    sql = (
        "SELECT deputies.*, people.name AS deputy_name FROM deputies"
        " LEFT JOIN people ON people.id = deputies.deputy WHERE person = ? ORDER BY from_day DESC, number DESC"
    )
    return model.query(sql, [person])


def deputies(model: Any, day: date) -> list[Row]:
    """Every deputy whose time is not over on a day, with both names, the first to begin first."""
    sql = (
        "SELECT deputies.*, people.name AS deputy_name, away.name AS person_name FROM deputies"
        " LEFT JOIN people ON people.id = deputies.deputy LEFT JOIN people away ON away.id = deputies.person"
        " WHERE to_day >= :day AND (ended_on = '' OR :day < ended_on) ORDER BY from_day, person_name"
    )
    return model.query(sql, {"day": day.isoformat()})


def deciding(model: Any) -> list[Row]:
    """Everybody here who holds a role that may decide: person and role."""
    roles = ", ".join(f"'{role}'" for role in EXEMPTION_AUTHORITIES)
    sql = f"SELECT person, role FROM roles JOIN people ON people.id = person WHERE left_on = '' AND role IN ({roles})"
    return model.query(sql)


def directors(model: Any) -> dict[str, str]:
    """The operations director over each area that has one who is still here."""
    sql = "SELECT areas.id, director FROM areas JOIN people ON people.id = director WHERE left_on = ''"
    return {row["id"]: row["director"] for row in model.query(sql)}
