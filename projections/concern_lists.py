"""Which concerns are these, who stands on a day in which category, and how soon was Category 1 answered?"""

import json
from dataclasses import replace
from datetime import date
from typing import Any

from projections import asking, concern_mail
from projections.asking import Asked, Question, Reach
from projections.concern_year import RECORDED_LATER, YEAR
from projections.rows import Row
from projections.seals import both_in

JOINED = (
    "concerns LEFT JOIN children ON children.id = concerns.child"
    " LEFT JOIN teams ON teams.id = coalesce(nullif(children.team, ''), concerns.team)"
    " LEFT JOIN areas ON areas.id = coalesce(teams.area, concerns.area)"
    " LEFT JOIN people workers ON workers.id = children.worker"
    " LEFT JOIN people answerers ON answerers.id = concerns.answered_by"
    " LEFT JOIN people seers ON seers.id = concerns.seen_by"
    " LEFT JOIN people directors ON directors.id = concerns.director_seen_by"
)
"""With the child's team, area and worker as they are now: who has the child now has the concern."""
TEAM, AREA = "coalesce(nullif(children.team, ''), concerns.team)", "coalesce(teams.area, concerns.area)"
SELECT = (
    f"concerns.*, coalesce(children.worker, '') AS worker, workers.name AS worker_name, {TEAM} AS team,"
    f" teams.name AS team_name, {AREA} AS area, areas.name AS area_name, answerers.name AS answered_by_name,"
    " seers.name AS seen_by_name, directors.name AS director_seen_by_name,"
    " EXISTS (SELECT 1 FROM letters WHERE letters.cause > concerns.id || '#'"
    " AND letters.cause < concerns.id || '$' AND letters.state = 'given_up') AS undelivered,"
    f" {concern_mail.COLUMN} AS mail"
)
IN_FORCE = "SELECT number FROM {} WHERE concern = concerns.id AND from_on <= :today AND (to_on = '' OR to_on > :today)"
STANDING = (
    " LEFT JOIN concern_spans standing ON standing.concern = concerns.id"
    f" AND standing.number = ({IN_FORCE.format('concern_spans')})"
    " LEFT JOIN concern_reviews awaited ON awaited.concern = concerns.id"
    f" AND awaited.number = ({IN_FORCE.format('concern_reviews')})"
    " LEFT JOIN concern_clocks running ON running.concern = concerns.id AND running.number ="
    " (SELECT max(number) FROM concern_clocks WHERE concern = concerns.id AND since_on <= :today)"
)
"""In which category it stood on the day that is asked for, which review was awaited and which answer: one row of each
at most, by its whole key, so that SQLite leaves them out where nobody asks."""
STANDS = "standing.concern IS NOT NULL"
OVERDUE = f"{STANDS} AND awaited.due < :today"
CLOCK = "coalesce(running.respond_by, '') <> ''"
ANSWERED = "coalesce(running.answered_on, '') <> '' AND running.answered_on <= :today"
ANSWERS = {
    "waiting": f"{CLOCK} AND NOT ({ANSWERED}) AND running.respond_by >= :today",
    "late": f"{CLOCK} AND NOT ({ANSWERED}) AND running.respond_by < :today",
    "same_day": f"{CLOCK} AND {ANSWERED} AND running.answered_on <= running.respond_by",
    "later": f"{CLOCK} AND {ANSWERED} AND running.answered_on > running.respond_by",
    "answered": f"NOT {CLOCK} AND {ANSWERED}",
    "none": f"NOT {CLOCK} AND NOT ({ANSWERED})",
}
ANSWER = f"CASE {' '.join(f'WHEN {test} THEN {name!r}' for name, test in ANSWERS.items())} END"
QUESTION = Question(
    table="concerns",
    select=(
        f"{SELECT}, :today AS asked_on, standing.category AS stood, awaited.due AS review_due,"
        " awaited.from_on AS awaited_from, awaited.number > 1 AS reviewed, running.since AS then_since,"
        " running.respond_by AS then_respond_by, running.answered_at AS then_answered_at,"
        f" running.answered_on AS then_answered_on, ({OVERDUE}) AS overdue, {ANSWER} AS answer"
    ),
    source=f"{JOINED}{STANDING}",
    filters={
        "on": STANDS,
        "state": {
            "open": STANDS,
            "stepped_down": "concerns.state = 'stepped_down'",
            "closed": "concerns.state = 'closed'",
        },
        "category": "standing.category = :category",
        "answer": ANSWERS,
        "year": YEAR,
        "review": {"overdue": OVERDUE},
        "area": f"{AREA} = :area",
        "team": f"{TEAM} = :team",
        "child": "instr(lower(concerns.child), 'child/' || lower(:child)) = 1",
    },
    sorts={
        "urgent": (
            "concerns.state <> 'open', concerns.ended_on DESC, concerns.category, concerns.answered_at <> '',"
            " concerns.review_by, concerns.raised_at"
        ),
        "stood": "standing.category, concerns.raised_at",
        "raised": "concerns.raised_at",
        "child": "concerns.child",
        "team": "teams.name",
        "review": "awaited.due IS NULL, awaited.due",
    },
    whose={
        "child": ("concerns.child",),
        "team": (TEAM,),
        "area": (AREA,),
        "person": (
            "children.worker",
            "(SELECT by FROM concern_raisings WHERE concern = concerns.id"
            " AND by IN (SELECT value FROM json_each(:my_person)) LIMIT 1)",
        ),
    },
)
"""Whoever raised it has it too. With a day in the place of today it asks who stood on that day; `concern_then` gives
the rest of a row as it was then."""
LISTED = f"SELECT {SELECT} FROM {JOINED}"


def counts(model: Any, asked: Asked) -> Row:
    """How many stood on the day asked for: open, of which Category 1 and Category 2, and with an overdue review."""
    condition, values = asking.where(QUESTION, replace(asked, chosen={**asked.chosen, "state": "open"}))
    sql = (
        "SELECT count(standing.concern) AS open, coalesce(sum(standing.category = '1'), 0) AS one,"
        f" coalesce(sum(standing.category = '2'), 0) AS two, coalesce(sum({OVERDUE}), 0) AS overdue"
        f" FROM {QUESTION.source} WHERE {condition}"
    )
    found: Row = model.one(sql, values)
    return found


def answers(model: Any, asked: Asked) -> Row:
    """How many of Category 1 were answered the same day: n of `of`, and of those n recorded on a later day.

    Of the twelve months up to the day asked for, whether the concern stands on that day or not.
    """
    condition, values = asking.where(QUESTION, replace(asked, chosen={**asked.chosen, "on": "", "year": "all"}))
    same = YEAR["same_day"]
    sql = (
        f"SELECT count(*) AS of, coalesce(sum({same}), 0) AS n,"
        f" coalesce(sum({same} AND {RECORDED_LATER}), 0) AS recorded_later FROM {QUESTION.source} WHERE {condition}"
    )
    found: Row = model.one(sql, values)
    return found


def stood(model: Any, asked: Asked) -> list[Row]:
    """Those that stood on the day asked for: id, the category then, and whether a review was overdue."""
    condition, values = asking.where(QUESTION, replace(asked, chosen={**asked.chosen, "state": "open"}))
    columns = f"concerns.id, standing.category AS category, coalesce({OVERDUE}, 0) AS overdue"
    return model.query(f"SELECT {columns} FROM {QUESTION.source} WHERE {condition} ORDER BY concerns.id", values)


def answered(model: Any, asked: Asked) -> list[Row]:
    """Those of Category 1 that `answers` counts: id, and whether each was answered the same day."""
    condition, values = asking.where(QUESTION, replace(asked, chosen={**asked.chosen, "on": "", "year": "all"}))
    columns = f"concerns.id, {YEAR['same_day']} AS same_day"
    return model.query(f"SELECT {columns} FROM {QUESTION.source} WHERE {condition} ORDER BY concerns.id", values)


def sources(model: Any, asked: Asked) -> list[Row]:
    """The audits from which the concerns that stood on the day asked for were raised, with their grades by domain.

    None of a sealed loop, whose grades are in no figure until both audits are in.
    """
    condition, values = asking.where(QUESTION, asked)
    sql = (
        "SELECT DISTINCT audits.id, audits.framework, audits.framework_version, audits.grades FROM audits"
        " JOIN concern_raisings ON concern_raisings.source = audits.id WHERE concern_raisings.concern IN"
        f" (SELECT concerns.id FROM {QUESTION.source} WHERE {condition} AND {STANDS})"
        f" AND {both_in('audits.id')} ORDER BY audits.id"
    )
    return [row | {"grades": json.loads(row["grades"])} for row in model.query(sql, values)]


def concern(model: Any, id: str) -> Row | None:
    """One concern with the child's team, area and worker as they are now, None when unknown."""
    return model.one(f"{LISTED} WHERE concerns.id = ?", [id])


def of_child(model: Any, child: str) -> list[Row]:
    """A child's concerns, oldest first."""
    return model.query(f"{LISTED} WHERE concerns.child = ? ORDER BY concerns.raised_at, concerns.id", [child])


def of_source(model: Any, audit: str) -> list[Row]:
    """The concerns that an audit raised, or was added to."""
    condition = "concerns.id IN (SELECT concern FROM concern_raisings WHERE source = ?)"
    return model.query(f"{LISTED} WHERE {condition} ORDER BY concerns.raised_at, concerns.id", [audit])


def raisings(model: Any, id: str) -> list[Row]:
    """Who raised a concern, when, from which source and in which category, oldest first."""
    return model.query("SELECT * FROM concern_raisings WHERE concern = ? ORDER BY number", [id])


def raised_by(model: Any, person: str) -> list[str]:
    """The ids of the concerns that a person raised."""
    found = model.query("SELECT DISTINCT concern FROM concern_raisings WHERE by = ? ORDER BY at, concern", [person])
    return [row["concern"] for row in found]


def of_raising(model: Any, raising: str) -> str:
    """The id of the concern to which a form led, "" for none."""
    found = model.one("SELECT concern FROM concern_raisings WHERE raising = ?", [raising])
    return str(found["concern"]) if found else ""


def unanswered(model: Any) -> list[str]:
    """The ids of the concerns of Category 1 that wait for their response and are not escalated."""
    sql = (
        "SELECT id FROM concerns WHERE state = 'open' AND category = '1' AND answered_at = '' AND escalated_at = ''"
        " ORDER BY clock_since, id"
    )
    return [row["id"] for row in model.query(sql)]


def letters_given_up(model: Any) -> list[Row]:
    """The letters about standing concerns that were given up: id, recipient and the concern."""
    sql = (
        "SELECT letters.id, letters.recipient, concerns.id AS concern FROM letters"
        " JOIN concerns ON letters.cause > concerns.id || '#' AND letters.cause < concerns.id || '$'"
        " WHERE letters.state = 'given_up' AND concerns.state = 'open' ORDER BY letters.id"
    )
    return model.query(sql)


def newest(model: Any) -> int:
    """The position of the newest change of any concern."""
    return int(model.one("SELECT coalesce(max(position), 0) AS n FROM concerns")["n"])


RUNS = "concerns.state = 'open' AND concerns.category = '1' AND concerns.answered_at = ''"


def is_running(model: Any) -> bool:
    """Whether any concern of Category 1 stands without a response."""
    return model.one(f"SELECT 1 AS n FROM concerns WHERE {RUNS} LIMIT 1") is not None


def runs_among(model: Any, asked: Asked) -> bool:
    """Whether one of those that are asked for does."""
    condition, values = asking.where(QUESTION, asked)
    return model.one(f"SELECT 1 AS n FROM {QUESTION.source} WHERE {condition} AND {RUNS} LIMIT 1", values) is not None


def standing(model: Any, on: date) -> list[Row]:
    """The children of concern of a day, Category 1 first."""
    return asking.everything(model, QUESTION, Asked(Reach(everything=True), on, {"state": "open"}))
