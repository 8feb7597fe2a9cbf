"""Which coaching is this, and how much of what was offered was taken?"""

from typing import Any

from projections.asking import Asked, Question, where
from projections.rows import Row
from projections.shares import Figure

QUESTION = Question(
    table="coaching",
    select="coaching.*, people.name AS person_name, people.team, teams.name AS team_name, coaches.name AS coach_name,"
    " offering.name AS offered_by_name",
    source="coaching LEFT JOIN people ON people.id = coaching.person LEFT JOIN teams ON teams.id = people.team"
    " LEFT JOIN people coaches ON coaches.id = coaching.coach"
    " LEFT JOIN people offering ON offering.id = coaching.offered_by",
    filters={
        "state": "coaching.state = :state",
        "cause": "coaching.cause = :cause",
        "form": "coaching.form = :form",
        "person": "coaching.person = 'person/' || :person",
        "month": "substr(coaching.offered_on, 1, 7) = :month",
    },
    sorts={
        "newest": "coaching.offered_on DESC",
        "name": "people.name",
        "offered": "coaching.offered_on",
        "accepted": "coaching.accepted_on",
        "ended": "coaching.ended_on",
    },
    whose={"person": ("coaching.person", "coaching.coach")},
)
LISTED = f"SELECT {QUESTION.select} FROM {QUESTION.source}"


def one(model: Any, id: str) -> Row | None:
    """One offer with its names, None when there is none."""
    found: Row | None = model.one(f"{LISTED} WHERE coaching.id = ?", [id])
    return found


def of_person(model: Any, person: str) -> list[Row]:
    """What was offered to a person, oldest first."""
    return model.query(f"{LISTED} WHERE coaching.person = ? ORDER BY coaching.offered_on, coaching.id", [person])


def waiting_for(model: Any, person: str) -> list[Row]:
    """What is offered to a person, or to be given by them, and has not come to anything yet, oldest first."""
    sql = f"{LISTED} WHERE coaching.state IN ('offered', 'accepted') AND ? IN (coaching.person, coaching.coach)"
    return model.query(f"{sql} ORDER BY coaching.offered_on, coaching.id", [person])


def months(model: Any) -> list[str]:
    """The months in which coaching was offered, newest first."""
    sql = "SELECT DISTINCT substr(offered_on, 1, 7) AS month FROM coaching ORDER BY month DESC"
    return [row["month"] for row in model.query(sql)]


def figures(model: Any, asked: Asked) -> dict[str, Figure]:
    """How many offers there are: the sum of those taken, declined, accepted and waiting for an answer.

    Offers taken back are left out.
    """
    condition, values = where(QUESTION, asked)
    rows = model.query(
        f"SELECT coaching.id, coaching.state FROM {QUESTION.source} WHERE ({condition})"
        " AND coaching.state <> 'withdrawn' ORDER BY coaching.id",
        values,
    )
    return counted(rows)


def counted(rows: list[Row]) -> dict[str, Figure]:
    """The figures of these offers (id, state)."""
    base = tuple(row["id"] for row in rows)

    def share(name: str, label: str) -> Figure:
        members = tuple(row["id"] for row in rows if row["state"] == name)
        definition = f"{label} ÷ offered; an offer that was taken back is not counted."
        return Figure(name, label, definition, members, "offers of coaching", base, "offers of coaching")

    found = [
        Figure("all", "Offered", "Offers of coaching that were not taken back.", base, "offers of coaching"),
        share("taken", "Taken"),
        share("declined", "Declined"),
        share("accepted", "Accepted, not taken yet"),
        share("offered", "Waiting for an answer"),
    ]
    return {figure.name: figure for figure in found}
