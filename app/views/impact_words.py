"""A request about impact in words, and what of it the person who asks may read."""

from typing import Any

from app import clock
from app.events.impact_questions import PARTS, QUESTIONS, STATES, WAITING
from app.policy import AREA, OWN, TEAM, WORK, Me
from app.programme import impact as programme
from app.views.desk import house, i, model
from app.views.links import link, to_audit
from app.views.words import day, month, reference
from projections import impact

Row = dict[str, Any]
READ_ALL = frozenset({"qa_lead"})


def href(row: Row) -> str:
    """The address of a request."""
    return f"/impact/{reference(row['id'])}"


def title(row: Row) -> str:
    """What the questions are about."""
    return f"the questions about the audit of {reference(row['child'])}"


def found(id: str) -> Row | None:
    """The request that an address names, with `to`, whom it is put to, and whether that is the person who asks."""
    row = impact.one(model(), f"impact/{id}", clock.today())
    if row is None:
        return None
    to = programme.recipient(house(), row)
    return row | {"to": to, "mine": bool(to) and to == i().id, "waits": row["stands"] in WAITING}


def relate(me: Me, id: str) -> set[str]:
    """A person's relations: WORK is asked about their own work, TEAM manages the team, OWN made the audit."""
    row = impact.one(model(), f"impact/{id}", clock.today())
    if row is None:
        return set()
    relations = {OWN} if row["auditor"] == me.id else set()
    if row["part"] == "worker" and me.id == row["recipient"]:
        relations.add(WORK)
    if (me.team and me.team == row["team"]) or (row["part"] == "manager" and me.id == row["recipient"]):
        relations.add(TEAM)
    if row["area"] in me.areas:
        relations.add(AREA)
    return relations


def reads_words(me: Me, row: Row) -> bool:
    """Whether a person reads what was written: who wrote it, who made the audit, and the QA lead."""
    return me.id in (row["recipient"], row["auditor"]) or bool(me.roles & READ_ALL)


def sees_name(me: Me, row: Row) -> bool:
    """Whether a person sees in lists to whom the questions were put: the QA lead, and who was asked."""
    return row["recipient"] == me.id or bool(me.roles & READ_ALL)


def choice(question: str, value: str) -> str:
    """The words of a choice: "Too early to say"."""
    return str(QUESTIONS[question]["choices"].get(value, value))


def shown_row(row: Row) -> Row:
    """A request as a page shows it beside its audit, linked where it may be opened: the part, and nobody's name."""
    return row | {
        "href": link(href(row)),
        "audit_href": to_audit(row["audit"]) if row["child"] else "",
        "to": PARTS[row["part"]],
        "state": STATES[row["stands"]],
        "when": when(row),
        "practice_words": choice("practice", row["practice"]),
        "helped_words": choice("helped", row["helped"]),
    }


def listed_row(row: Row) -> Row:
    """A request as the tracker lists it, with the name for whom it is."""
    name = row["recipient_name"] if sees_name(i(), row) else ""
    return shown_row(row) | {"to": PARTS[row["part"]] + (f": {name}" if name else "")}


def told(row: Row) -> Row:
    """A request as a file tells of it: where it stands and what was chosen, and the name only for whom it is."""
    named = sees_name(i(), row)
    read = impact.read(row)
    return read | {
        "part_words": PARTS[row["part"]],
        "state": row["stands"],
        "due": row["due_on"],
        "state_words": STATES[row["stands"]],
        "recipient": row["recipient"] if named else "",
        "recipient_name": (row["recipient_name"] or "") if named else "",
        "practice_words": choice("practice", row["practice"]),
        "helped_words": choice("helped", row["helped"]),
        "obstacle_words": [choice("obstacles", one) for one in read["obstacles"]],
    }


def when(row: Row) -> str:
    """By when it is to be answered, or since when it is due."""
    if row["stands"] == "due":
        return f"due since {day(row['first_on'])}"
    if row["stands"] == "coming":
        return f"from {day(row['first_on'])}"
    return f"to be answered by {day(impact.last_day(row))}" if row["stands"] in WAITING else ""


def caption(row: Row) -> str:
    """The audit that it is about, and by when it is to be answered."""
    said = (reference(row["child"]), f"audited in {month(row['cycle'])}", when(row) or STATES[row["stands"]].lower())
    return " · ".join(said)
