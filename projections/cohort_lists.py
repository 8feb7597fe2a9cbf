"""Which cohort is this, who is in it, and in which is a person?"""

import json
from typing import Any

from projections.asking import Question
from projections.rows import Row

IN_IT = (
    "(SELECT mine.person FROM cohort_members mine WHERE mine.cohort = cohorts.id AND mine.person = :me"
    " AND mine.outcome <> 'left')"
)
TRAINS_IT = "(SELECT value FROM json_each(cohorts.trainers, '$.ids') WHERE value = :me)"

QUESTION = Question(
    table="cohorts",
    select="cohorts.*",
    source="cohorts",
    filters={
        "state": "cohorts.state = :state",
        "quarter": "cohorts.quarter = :quarter",
        "trainers": {
            "internal": "json_array_length(cohorts.trainers, '$.ids') > 0",
            "external": "cohorts.external = 1",
        },
    },
    sorts={
        "newest": "cohorts.starts DESC",
        "starts": "cohorts.starts",
        "name": "cohorts.name",
        "ended": "cohorts.ended_on",
    },
    whose={"person": (IN_IT, TRAINS_IT)},
)


def one(model: Any, id: str) -> Row | None:
    """One cohort with its dates and trainers as lists, None when there is none."""
    found = model.one("SELECT * FROM cohorts WHERE id = ?", [id])
    return read(found) if found else None


def read(row: Row) -> Row:
    """A row with its dates and trainers as lists."""
    return row | {"dates": json.loads(row["dates"])["days"], "trainers": json.loads(row["trainers"])["ids"]}


def members(model: Any, cohort: str) -> list[Row]:
    """Everybody who joined, by name, with what became of them; who left is last."""
    sql = (
        "SELECT cohort_members.*, people.name, people.email, people.team, teams.name AS team_name FROM cohort_members"
        " LEFT JOIN people ON people.id = cohort_members.person LEFT JOIN teams ON teams.id = people.team"
        " WHERE cohort = ? ORDER BY outcome = 'left', people.name, cohort_members.person"
    )
    return model.query(sql, [cohort])


def of_person(model: Any, person: str) -> list[Row]:
    """The cohorts that a person joined, newest first, with what became of it."""
    sql = (
        "SELECT cohorts.id, cohorts.name, cohorts.state, cohort_members.outcome FROM cohort_members"
        " JOIN cohorts ON cohorts.id = cohort_members.cohort WHERE person = ? ORDER BY cohorts.starts DESC, cohorts.id"
    )
    return model.query(sql, [person])


def open_with(model: Any, person: str) -> Row | None:
    """The cohort that a person is in and that is not over, None for none."""
    sql = (
        "SELECT cohorts.id, cohorts.name FROM cohort_members JOIN cohorts ON cohorts.id = cohort_members.cohort"
        " WHERE person = ? AND outcome = '' AND cohorts.state IN ('planned', 'started')"
    )
    return model.one(sql, [person])


def quarters(model: Any) -> list[str]:
    """The quarters that have a cohort, newest first, each by its first month."""
    return [row["quarter"] for row in model.query("SELECT DISTINCT quarter FROM cohorts ORDER BY quarter DESC")]
