"""Which dip samples are there, how far is each, who are its members, and what was answered for them?

What was written stays in the log: of a note a member's row only says that there is one.
"""

import json
from typing import Any

from app.events import measures as rules
from projections.rows import Row, Rows, Table

TABLES = (
    Table(
        "dip_samples",
        {
            "id": str, "title": str, "kind": str, "how": str, "state": str, "size": int, "frame_size": int,
            "frame_on": str, "planned_on": str, "planned_by": str, "drawn_on": str, "ended_on": str, "framework": str,
            "framework_version": int, "measures": dict, "expected": int, "answered": int, "recommendations": int,
            "version": int, "position": int,
        },
        ("id",),
    ),
    Table("dip_reviewers", {"sample": str, "reviewer": str}, ("sample", "reviewer"), (("reviewer",),)),
    Table(
        "dip_members",
        {
            "sample": str, "member": str, "place": int, "child": str, "team": str, "area": str, "plan": str,
            "answers": dict, "expected": int, "answered": int,
        },
        ("sample", "member"),
        (("child",),),
    ),
)  # fmt: skip

BLANK = {"drawn_on": "", "ended_on": "", "size": 0, "expected": 0, "answered": 0, "recommendations": 0}


def planned(rows: Rows, event: Any) -> None:
    """One that is not drawn yet."""
    facts = event.facts
    values = {key: facts[key] for key in ("title", "frame_size", "frame_on", "framework", "framework_version")}
    values |= {"kind": facts["frame"]["kind"], "how": facts["selection"]["how"], "state": "planned", "measures": {}}
    values |= {"planned_on": facts["on"], "planned_by": event.by, "version": event.version, "position": event.position}
    rows["dip_samples"].put(id=event.stream, **BLANK, **values)
    _name_reviewers(rows, event.stream, [], facts["reviewers"])


def plan_changed(rows: Rows, event: Any) -> None:
    """Other words, another frame, others who fill it in."""
    now = {key: pair[1] for key, pair in event.facts["changes"].items()}
    kept = {key: now[key] for key in ("title", "frame_size", "frame_on") if key in now}
    kept |= {"kind": now["frame"]["kind"]} if "frame" in now else {}
    _change(rows, event, **kept, **({"how": now["selection"]["how"]} if "selection" in now else {}))
    if "reviewers" in now:
        _name_reviewers(rows, event.stream, *event.facts["changes"]["reviewers"])


def reviewers_changed(rows: Rows, event: Any) -> None:
    """Others fill it in."""
    _name_reviewers(rows, event.stream, event.facts["was"], event.facts["reviewers"])
    _change(rows, event)


def drawn(rows: Rows, event: Any) -> None:
    """Its members, in the place of any drawn before."""
    facts, row = event.facts, rows["dip_samples"].touch(event.stream)
    for member in rows["dip_members"].where(sample=event.stream) if row["drawn_on"] else ():
        rows["dip_members"].remove(event.stream, member["member"])
    asked = len(rules.expected(row["measures"], {}))
    for place, one in enumerate(facts["members"], 1):
        values = {key: one[key] for key in ("child", "team", "area", "plan")}
        values |= {"answers": {}, "expected": asked, "answered": 0, "place": place}
        rows["dip_members"].put(sample=event.stream, member=one["id"], **values)
    values = {"state": "drawn", "how": facts["how"], "size": len(facts["members"]), "drawn_on": facts["on"]}
    values |= {"frame_size": facts["frame_size"], "frame_on": facts["frame_on"]}
    _change(rows, event, **values, expected=asked * len(facts["members"]), answered=0)


def measure_defined(rows: Rows, event: Any) -> None:
    """Another measure."""
    measure = event.facts["measure"]
    _measure(rows, event, measure["id"], measure)


def measure_changed(rows: Rows, event: Any) -> None:
    """A measure is asked otherwise; answers that are set aside count no more."""
    measure = event.facts["measure"]
    _measure(rows, event, measure["id"], measure, forget=event.facts["answers"] == "set aside")


def measure_removed(rows: Rows, event: Any) -> None:
    """A measure is asked no more."""
    _measure(rows, event, event.facts["measure"], None, forget=True)


def answers_recorded(rows: Rows, event: Any) -> None:
    """What was found of one member."""
    facts, row = event.facts, rows["dip_samples"].get(event.stream)
    member = rows["dip_members"].touch(event.stream, facts["member"])
    answers = dict(member["answers"])
    sealed = {id: True for id in facts["texts"] if id not in facts["answers"]}
    for id, value in (facts["answers"] | sealed).items():
        _answer(answers, row["measures"][id] if row else {}, id, value)
    before = member["expected"], member["answered"]
    _count(member, row["measures"] if row else {}, answers)
    _change(
        rows,
        event,
        state="data_entry",
        expected=(row["expected"] if row else 0) + member["expected"] - before[0],
        answered=(row["answered"] if row else 0) + member["answered"] - before[1],
    )


def concluded(rows: Rows, event: Any) -> None:
    """What was found is said."""
    _change(rows, event, state="concluded", ended_on=event.facts["on"])


def reopened(rows: Rows, event: Any) -> None:
    """It is filled in again."""
    _change(rows, event, state="data_entry", ended_on="")


def recommended(rows: Rows, event: Any) -> None:
    """Something is to be done about it."""
    row = rows["dip_samples"].get(event.stream)
    _change(rows, event, recommendations=(row["recommendations"] if row else 0) + 1)


def withdrawn(rows: Rows, event: Any) -> None:
    """Not gone on with."""
    _change(rows, event, state="withdrawn", ended_on=event.facts["on"])


HANDLERS = {
    "dip sample planned": planned,
    "dip sample plan changed": plan_changed,
    "dip sample reviewers changed": reviewers_changed,
    "dip sample drawn": drawn,
    "dip sample measure defined": measure_defined,
    "dip sample measure changed": measure_changed,
    "dip sample measure removed": measure_removed,
    "dip sample answers recorded": answers_recorded,
    "dip sample concluded": concluded,
    "dip sample reopened": reopened,
    "dip sample recommendation made": recommended,
    "dip sample withdrawn": withdrawn,
}


def dip_sample(model: Any, id: str) -> Row | None:
    """One dip sample with its measures by id and the ids of who fills it in; None when unknown."""
    found = model.one("SELECT * FROM dip_samples WHERE id = ?", [id])
    if found is None:
        return None
    reviewers = model.query("SELECT reviewer FROM dip_reviewers WHERE sample = ? ORDER BY reviewer", [id])
    measures = sorted(json.loads(found["measures"]).items(), key=lambda pair: pair[1]["place"])
    return found | {"measures": dict(measures), "reviewers": [row["reviewer"] for row in reviewers]}


def members(model: Any, sample: str) -> list[Row]:
    """A dip sample's members as they were drawn, each with its answers by measure and its team's name."""
    sql = (
        "SELECT dip_members.*, teams.name AS team_name, areas.name AS area_name FROM dip_members"
        " LEFT JOIN teams ON teams.id = dip_members.team LEFT JOIN areas ON areas.id = dip_members.area"
        " WHERE sample = ? ORDER BY place"
    )
    return [row | {"answers": json.loads(row["answers"])} for row in model.query(sql, [sample])]


def titles(model: Any) -> dict[str, str]:
    """The titles of all dip samples by id."""
    return {row["id"]: row["title"] for row in model.query("SELECT id, title FROM dip_samples")}


def of_child(model: Any, child: str) -> list[Row]:
    """The dip samples that a child, or an audit of the work with them, is a member of, oldest first."""
    sql = (
        "SELECT DISTINCT dip_samples.id, dip_samples.title, dip_samples.kind, dip_samples.state, dip_samples.drawn_on"
        " FROM dip_members JOIN dip_samples ON dip_samples.id = dip_members.sample WHERE dip_members.child = ?"
        " ORDER BY dip_samples.drawn_on, dip_samples.id"
    )
    return model.query(sql, [child])


def _name_reviewers(rows: Rows, sample: str, was: list[str], now: list[str]) -> None:
    for person in set(was) - set(now):
        rows["dip_reviewers"].remove(sample, person)
    for person in now:
        rows["dip_reviewers"].put(sample=sample, reviewer=person)


def _measure(rows: Rows, event: Any, id: str, measure: rules.Measure | None, forget: bool = False) -> None:
    """Set a measure, or take it out, and count again what is to be answered for each member.

    A file holds no order of keys, so each measure has its place.
    """
    row = rows["dip_samples"].touch(event.stream)
    measures = {key: one for key, one in row["measures"].items() if key != id or measure}
    last = max((one["place"] for one in measures.values()), default=0)
    place = row["measures"].get(id, {"place": last + 1})["place"]
    measures |= {id: measure | {"place": place}} if measure else {}
    members = rows["dip_members"].where(sample=event.stream) if row["drawn_on"] else []
    for found in members:
        member = rows["dip_members"].touch(event.stream, found["member"])
        kept = {key: value for key, value in member["answers"].items() if not (forget and key == id)}
        _count(member, measures, kept)
    expected, answered = (sum(found[key] for found in members) for key in ("expected", "answered"))
    _change(rows, event, measures=measures, expected=expected, answered=answered)


def _answer(answers: dict[str, Any], measure: rules.Measure, id: str, value: Any) -> None:
    if value is None:
        answers.pop(id, None)
    else:
        answers[id] = True if measure.get("kind") == "text" else value


def _count(member: Row, measures: dict[str, rules.Measure], answers: dict[str, Any]) -> None:
    asked = rules.expected(measures, answers)
    member["answers"], member["expected"] = answers, len(asked)
    member["answered"] = len(asked & answers.keys())


def _change(rows: Rows, event: Any, **values: Any) -> Row:
    return rows["dip_samples"].change(event.stream, **values, version=event.version, position=event.position)
