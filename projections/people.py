"""Who works here, in which team and area, with which roles, and who is in the two pools?"""

from typing import Any

from projections.rows import Row, Rows, Table

TABLES = (
    Table("council", {"id": str, "name": str, "demonstration": int}, ("id",)),
    Table("areas", {"id": str, "name": str, "director": str, "position": int}, ("id",)),
    Table("teams", {"id": str, "name": str, "area": str, "position": int}, ("id",), (("area",),)),
    Table(
        "people",
        {
            "id": str, "name": str, "email": str, "job_level": str, "team": str, "supervisor": str, "left_on": str,
            "in_training": int, "trained_on": str, "counted_from": str, "left_pool_on": str, "moderator": str,
            "position": int,
        },
        ("id",),
        (("email",), ("team",), ("supervisor",), ("name",)),
    ),
    Table("roles", {"person": str, "role": str}, ("person", "role"), (("role",),)),
)  # fmt: skip

DETAILS = ("name", "email", "job_level", "team", "supervisor")
ONLY_READ = frozenset({"inspector", "analyst"})
"""Roles that read the programme and act in nothing of it."""


def council_established(rows: Rows, event: Any) -> None:
    """The council has a name."""
    facts = event.facts
    rows["council"].put(id=event.stream, name=facts["name"], demonstration=int(facts["demonstration"]))


def council_renamed(rows: Rows, event: Any) -> None:
    """The council has another name."""
    rows["council"].change(event.stream, name=event.facts["name"])


def area_added(rows: Rows, event: Any) -> None:
    """A service area without a director yet."""
    rows["areas"].put(id=event.stream, name=event.facts["name"], director="", position=event.position)


def area_renamed(rows: Rows, event: Any) -> None:
    """The area has another name."""
    rows["areas"].change(event.stream, name=event.facts["name"], position=event.position)


def director_appointed(rows: Rows, event: Any) -> None:
    """Another operations director is over the area."""
    rows["areas"].change(event.stream, director=event.facts["director"], position=event.position)


def team_added(rows: Rows, event: Any) -> None:
    """A team in an area."""
    facts = event.facts
    rows["teams"].put(id=event.stream, name=facts["name"], area=facts["area"], position=event.position)


def team_changed(rows: Rows, event: Any) -> None:
    """Name or area of the team changed."""
    after = {field: values[1] for field, values in event.facts["changes"].items()}
    rows["teams"].change(event.stream, **after, position=event.position)


def person_added(rows: Rows, event: Any) -> None:
    """A person without roles yet, in no pool."""
    details = {field: event.facts[field] for field in DETAILS}
    blank = dict.fromkeys(("left_on", "trained_on", "counted_from", "left_pool_on", "moderator"), "")
    rows["people"].put(id=event.stream, **details, **blank, in_training=0, position=event.position)


def person_changed(rows: Rows, event: Any) -> None:
    """Details of the person changed."""
    after = {field: values[1] for field, values in event.facts["changes"].items()}
    rows["people"].change(event.stream, **after, position=event.position)


def roles_changed(rows: Rows, event: Any) -> None:
    """Roles were given and taken."""
    for role in event.facts["granted"]:
        rows["roles"].put(person=event.stream, role=role)
    for role in event.facts["withdrawn"]:
        rows["roles"].remove(event.stream, role)
    rows["people"].change(event.stream, position=event.position)


def person_left(rows: Rows, event: Any) -> None:
    """The person is gone from that date."""
    rows["people"].change(event.stream, left_on=event.facts["on"], position=event.position)


def departure_corrected(rows: Rows, event: Any) -> None:
    """The person never left."""
    rows["people"].change(event.stream, left_on="", position=event.position)


def person_returned(rows: Rows, event: Any) -> None:
    """The person is here again, and in no pool: their time in it ended with their last day before."""
    row, last = rows["people"].touch(event.stream), event.facts["last_day"]
    if row["counted_from"]:
        row["left_pool_on"] = min(last, row["left_pool_on"] or last)
    rows["people"].change(event.stream, left_on="", moderator="", position=event.position)


def pool_departure_corrected(rows: Rows, event: Any) -> None:
    """The auditor never left the pool."""
    rows["people"].change(event.stream, left_pool_on="", in_training=0, position=event.position)


def training_started(rows: Rows, event: Any) -> None:
    """In training, not yet in the pool."""
    rows["people"].change(event.stream, in_training=1, position=event.position)


def training_stopped(rows: Rows, event: Any) -> None:
    """In training no longer."""
    rows["people"].change(event.stream, in_training=0, position=event.position)


def trained(rows: Rows, event: Any) -> None:
    """In the pool from a month on."""
    facts = event.facts
    values = {"trained_on": facts["on"], "counted_from": facts["counted_from"], "left_pool_on": "", "in_training": 0}
    rows["people"].change(event.stream, **values, position=event.position)


def training_corrected(rows: Rows, event: Any) -> None:
    """Trained on another day, and so in the pool from another month on."""
    values = {name: event.facts[name] for name in ("trained_on", "counted_from")}
    rows["people"].change(event.stream, **values, position=event.position)


def left_pool(rows: Rows, event: Any) -> None:
    """Out of the pool after that date."""
    rows["people"].change(event.stream, left_pool_on=event.facts["on"], position=event.position)


def moderator_appointed(rows: Rows, event: Any) -> None:
    """Moderates, internal or external."""
    rows["people"].change(event.stream, moderator=event.facts["kind"], position=event.position)


def moderator_stood_down(rows: Rows, event: Any) -> None:
    """Moderates no more."""
    rows["people"].change(event.stream, moderator="", position=event.position)


HANDLERS = {
    "council established": council_established,
    "council renamed": council_renamed,
    "service area added": area_added,
    "service area renamed": area_renamed,
    "operations director appointed": director_appointed,
    "team added": team_added,
    "team changed": team_changed,
    "person added": person_added,
    "person changed": person_changed,
    "roles changed": roles_changed,
    "person left": person_left,
    "departure corrected": departure_corrected,
    "person returned": person_returned,
    "pool departure corrected": pool_departure_corrected,
    "auditor training started": training_started,
    "auditor training stopped": training_stopped,
    "auditor trained": trained,
    "auditor training corrected": training_corrected,
    "auditor left pool": left_pool,
    "moderator appointed": moderator_appointed,
    "moderator stood down": moderator_stood_down,
}
IGNORES = frozenset({"exemption authority chosen"})


def council(model: Any) -> Row | None:
    """The council, None before the programme is set up."""
    return model.one("SELECT * FROM council")


def person(model: Any, id: str) -> Row | None:
    """One person with the set of their roles and their team's name and area, None when unknown."""
    sql = (
        "SELECT people.*, teams.name AS team_name, teams.area AS area FROM people"
        " LEFT JOIN teams ON teams.id = people.team WHERE people.id = ?"
    )
    found = model.one(sql, [id])
    if found:
        found["roles"] = {row["role"] for row in model.query("SELECT role FROM roles WHERE person = ?", [id])}
    return found


def by_email(model: Any, email: str) -> Row | None:
    """The person with this e-mail address, None when there is none."""
    found = model.one("SELECT id FROM people WHERE email = ?", [email.strip().lower()])
    return person(model, found["id"]) if found else None


def team_of(model: Any, person: str) -> str:
    """The team (id) that somebody is of, "" for none and for nobody."""
    found = model.one("SELECT team FROM people WHERE id = ?", [person])
    return str(found["team"] or "") if found else ""


def names(model: Any) -> dict[str, str]:
    """The name of every person, team and area by id."""
    sql = "SELECT id, name FROM people UNION ALL SELECT id, name FROM teams UNION ALL SELECT id, name FROM areas"
    return {row["id"]: row["name"] for row in model.query(sql)}


def everyone(model: Any) -> list[Row]:
    """All people by name, each with the list of their roles and their team's name."""
    sql = (
        "SELECT people.*, teams.name AS team_name, teams.area AS area,"
        " (SELECT group_concat(role) FROM (SELECT role FROM roles WHERE person = people.id ORDER BY role)) AS roles"
        " FROM people LEFT JOIN teams ON teams.id = people.team ORDER BY people.name, people.id"
    )
    return [row | {"roles": (row["roles"] or "").split(",") if row["roles"] else []} for row in model.query(sql)]


def teams(model: Any) -> list[Row]:
    """All teams by name, each with its area's name."""
    sql = "SELECT teams.*, areas.name AS area_name FROM teams LEFT JOIN areas ON areas.id = teams.area"
    return model.query(sql + " ORDER BY teams.name")


def areas(model: Any) -> list[Row]:
    """All service areas by name, each with its director's name."""
    sql = (
        "SELECT areas.*, people.name AS director_name FROM areas LEFT JOIN people ON people.id = areas.director"
        " ORDER BY areas.name"
    )
    return model.query(sql)


def pool(model: Any, month: str) -> list[Row]:
    """The auditors who count in a month (YYYY-MM): trained, counted from then or before, not gone by its end."""
    sql = (
        "SELECT people.*, teams.area AS area FROM people LEFT JOIN teams ON teams.id = people.team"
        " WHERE counted_from <> '' AND counted_from <= :month"
        " AND (left_pool_on = '' OR substr(left_pool_on, 1, 7) > :month)"
        " AND (left_on = '' OR substr(left_on, 1, 7) > :month) ORDER BY people.id"
    )
    return model.query(sql, {"month": month})


def supervised(model: Any, supervisor: str) -> set[str]:
    """The ids of the people whom this person supervises."""
    return {row["id"] for row in model.query("SELECT id FROM people WHERE supervisor = ?", [supervisor])}


def may_act(person: Row) -> bool:
    """Whether somebody, as `person` gives them, may be given an action: not who is only an inspector or analyst."""
    return not person["roles"] or bool(person["roles"] - ONLY_READ)


def who_can_act(model: Any, team: str) -> list[dict[str, str]]:
    """Who may be given an action for a child of a team: its people first, then every manager, as value and label.

    Nobody is among them who only reads (see `may_act`).
    """
    sql = (
        "SELECT people.id, people.name, people.team, teams.name AS team_name FROM people"
        " LEFT JOIN teams ON teams.id = people.team WHERE left_on = ''"
        " AND (team = :team OR job_level IN ('manager', 'senior_manager')"
        " OR people.id IN (SELECT person FROM roles WHERE role = 'team_manager'))"
        " AND (people.id NOT IN (SELECT person FROM roles)"
        " OR people.id IN (SELECT person FROM roles WHERE role NOT IN ('analyst', 'inspector')))"
        " ORDER BY team <> :team, people.name, people.id"
    )
    return [
        {"value": row["id"], "label": ", ".join(filter(None, (row["name"], row["team_name"])))}
        for row in model.query(sql, {"team": team})
    ]
