"""Which requests are these, how many were answered of those asked, and what was answered?"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from projections.asking import Asked, Question, where
from projections.impact import REQUESTS, STANDS, read
from projections.rows import Row
from projections.seals import open_to

ASKED = "impact.asked_on <> ''"
ANSWERED = "impact.answered_on <> ''"
OVER = f"{ASKED} AND impact.lapses_on <= :today"
"""Asked, and the time to answer is over, answered or not: an early answer does not count before a silence can."""
RUNNING = f"{ASKED} AND impact.lapses_on > :today"
"""Asked, and there is time to answer left, answered or not."""
HINDERED = "EXISTS (SELECT 1 FROM json_each(impact.obstacles, '$.ids') WHERE value = :obstacle)"
OPEN_FIRST = (
    f"CASE {STANDS} WHEN 'reminded' THEN 0 WHEN 'asked' THEN 1 WHEN 'due' THEN 2 WHEN 'coming' THEN 4 ELSE 3 END"
)

QUESTION = Question(
    table="impact",
    select=(
        f"impact.*, {STANDS} AS stands, recipients.name AS recipient_name, auditors.name AS auditor_name,"
        " teams.name AS team_name, areas.name AS area_name"
    ),
    source=(
        f"{REQUESTS} LEFT JOIN people recipients ON recipients.id = impact.recipient"
        " LEFT JOIN people auditors ON auditors.id = impact.auditor"
        " LEFT JOIN teams ON teams.id = impact.team LEFT JOIN areas ON areas.id = impact.area"
    ),
    filters={
        "month": {
            "year": "impact.returned_on >= date(:today, '-12 months')",
            "all": "1",
            "": "impact.returned_on >= :month || '-01' AND impact.returned_on <= :month || '-31'",
        },
        "state": f"{STANDS} = :state",
        "part": "impact.part = :part",
        "team": "impact.team = :team",
        "area": "impact.area = :area",
        "asked": {"yes": ASKED, "over": OVER, "running": RUNNING, "no": "impact.asked_on = ''"},
        "practice": f"{ANSWERED} AND impact.practice = :practice",
        "helped": f"{ANSWERED} AND impact.helped = :helped",
        "obstacle": f"{ANSWERED} AND {HINDERED}",
        "family": "impact.family = :family",
    },
    sorts={
        "open": f"{OPEN_FIRST}, impact.due_on DESC",
        "child": "impact.child",
        "part": "impact.part",
        "team": "teams.name",
        "returned": "impact.returned_on",
        "due": "impact.due_on",
        "answered": "impact.answered_on",
    },
    audit="impact.audit",
    whose={
        "team": ("CASE WHEN impact.part = 'manager' THEN impact.team END",),
        "area": ("impact.area",),
        "person": ("impact.recipient", "impact.auditor"),
    },
)


NOT_ASKED = ("coming", "due", "not_asked")


@dataclass(frozen=True)
class Tally:
    """What some requests come to, counted by month of return; `chosen` by question and choice."""

    months: dict[str, Counter[str]]
    chosen: dict[str, Counter[str]]

    @property
    def total(self) -> Counter[str]:
        """Over all months: n, asked, answered, due, not_asked, heard (a family's part) and agreed of them.

        `over` and `running` are the asked ones by whether the time to answer is over, with `_answered` those answered.
        """
        return sum(self.months.values(), Counter[str]())


def tally(model: Any, asked: Asked) -> Tally:
    """Count the requests that are asked for, in one pass over them."""
    condition, values = where(QUESTION, asked)
    sql = (
        f"SELECT substr(impact.returned_on, 1, 7) AS month, {STANDS} AS stands, impact.practice AS practice,"
        " impact.helped AS helped, impact.family AS family,"
        " impact.lapses_on <= :today AS time_over, count(*) AS n"
        f" FROM {QUESTION.source} WHERE {condition} GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1"
    )
    found = Tally({}, {"practice": Counter(), "helped": Counter(), "obstacles": _obstacles(model, asked)})
    for row in model.query(sql, values):
        found.months.setdefault(row["month"], Counter()).update(_counts(row))
        if row["stands"] == "answered":
            for question in ("practice", "helped"):
                found.chosen[question][row[question]] += row["n"]
    return found


def each(model: Any, asked: Asked) -> list[Row]:
    """The requests that are asked for: id, where each stands, and what was answered of practice and of the child."""
    condition, values = where(QUESTION, asked)
    columns = f"impact.id, {STANDS} AS stands, impact.practice AS practice, impact.helped AS helped"
    return model.query(f"SELECT {columns} FROM {QUESTION.source} WHERE {condition} ORDER BY impact.id", values)


def _counts(row: Row) -> dict[str, int]:
    """What a group of requests that are alike adds to its month."""
    n, stands = row["n"], row["stands"]
    is_answered, was_asked = stands == "answered", stands not in NOT_ASKED
    counts = {"n": True, "asked": was_asked, "answered": is_answered, "heard": bool(row["family"])}
    time = "over" if row["time_over"] else "running"
    counts |= {time: was_asked, f"{time}_answered": is_answered, "due": stands == "due"}
    counts |= {"not_asked": stands == "not_asked", "agreed": row["family"] == "agreed"}
    counts |= {question: is_answered and row[question] == "yes" for question in ("practice", "helped")}
    return {name: n for name, holds in counts.items() if holds}


def _obstacles(model: Any, asked: Asked) -> Counter[str]:
    """How many answers named each thing that got in the way; one answer may name several."""
    condition, values = where(QUESTION, asked)
    sql = (
        f"SELECT impact.obstacles, count(*) AS n FROM {QUESTION.source}"
        f" WHERE ({condition}) AND {ANSWERED} GROUP BY impact.obstacles"
    )
    found = Counter[str]()
    for row in model.query(sql, values):
        found.update(dict.fromkeys(read(row)["obstacles"], row["n"]))
    return found


def months(model: Any, reader: str) -> list[str]:
    """The months in which audits came in that are asked about, newest first, but for those sealed from a reader.

    From each month to the first request after it, so that an index leads over the thousands of a month.
    """
    sql = (
        f"WITH RECURSIVE put (month) AS (SELECT ({_first_after(chr(39) * 2)}) UNION ALL"
        f" SELECT ({_first_after('put.month || :end')}) FROM put WHERE put.month IS NOT NULL)"
        " SELECT month FROM put WHERE month IS NOT NULL UNION"
        f" SELECT substr(returned_on, 1, 7) FROM {REQUESTS} WHERE impact.state = 'waiting'"
        f" AND {open_to('impact.audit')} ORDER BY month DESC"
    )
    return [row["month"] for row in model.query(sql, {"reader": reader, "end": "-99"})]


def _first_after(day: str) -> str:
    """The month of the first request put about an audit that came in after a day, in SQL."""
    which = f"returned_on > {day} AND {open_to('impact.audit')}"
    return f"SELECT substr(returned_on, 1, 7) FROM impact WHERE {which} ORDER BY returned_on LIMIT 1"


def could_be_asked(model: Any, row: Row) -> list[Row]:
    """Who could be asked in the place of somebody who has left, those of the audit's team first; never its auditor."""
    role = "practitioner" if row["part"] == "worker" else "team_manager"
    sql = (
        "SELECT people.id, people.name, teams.name AS team_name FROM people"
        " JOIN roles ON roles.person = people.id AND roles.role = :role LEFT JOIN teams ON teams.id = people.team"
        " WHERE people.left_on = '' AND people.id NOT IN (:recipient, :auditor)"
        " ORDER BY people.team IS NOT :team, people.name, people.id"
    )
    asked = {"role": role, "recipient": row["recipient"], "auditor": row["auditor"], "team": row["team"]}
    return model.query(sql, asked)


def left_behind(model: Any, today: date) -> list[Row]:
    """The requests that wait for the answer of somebody who has left, the first to lapse first."""
    sql = (
        "SELECT impact.*, people.name AS recipient_name FROM impact JOIN people ON people.id = impact.recipient"
        " WHERE people.left_on <> '' AND impact.state IN ('asked', 'reminded') AND impact.lapses_on > ?"
        " ORDER BY impact.lapses_on, impact.id"
    )
    return model.query(sql, [today.isoformat()])
