"""The first screen of a pack: how each audit was graded, when and by whom, what was done since, and how to check it."""

from collections.abc import Iterator
from typing import Any

from app.events.england import day_of
from app.events.moderation_words import OUTCOMES
from app.events.vocabulary import COMPLETED_STATES
from app.evidence.index import Grid, Part, Text
from app.evidence.verify import SAVED
from app.programme.english import begun
from app.programme.evidence import Gathered
from app.programme.history_words import Names
from app.views import evidence_figures, evidence_since
from app.views.audit_rows import grade
from app.views.desk import house, model
from app.views.evidence_index import Filed
from app.views.words import audit_path, day, moment, reference, state
from projections import audits

Row = dict[str, Any]
RETURNED, ACCEPTED, MODERATED = "audit returned", "audit accepted", "audit moderated"
CHANGES = {
    "audit graded in its loop": "The two auditors agreed on",
    "grade changed after challenge": "After a challenge",
    "audit answers corrected": "Corrected to",
    "moderation corrected": "Corrected to",
}
"""What changes an overall grade beside its moderation, and what is said of that."""
NOT_IN = "{}: it has not come in, so no grade of it counts"
CHECK = (
    "1. Open a console in the folder of this file, unpacked. On Windows: click into the address bar of its window, type"
    " cmd, press Enter.",
    "2. Type python -I verify.py (on a Mac or Linux python3 -I verify.py). It says YES or NO, and tells every event"
    " from the bytes that it has proved{}.",
    '3. Add --checkpoint FILE and --key "LINE", a checkpoint and the key that you had from elsewhere: without them the'
    " pack is only compared with itself.",
)


def check(row: Row) -> Part:
    """How to check a pack, in three lines."""
    name = {"audit": _number, "child": reference}.get(row["kind"])
    about = f"; of this {row['kind']} alone with --about {name(row['what'])}" if name else ""
    return Part("How to check this in two minutes", tuple(Text(line.format(about)) for line in CHECK))


def first(row: Row, found: Gathered, filed: list[Filed], upto: str) -> Iterator[Part]:
    """The answer, how to check it, and what was done since, as it stood at `upto` (ISO); of several audits a table,
    of a month its figures.
    """
    if row["kind"] == "cycle":
        yield from evidence_figures.in_short(row["what"], upto)
        yield check(row)
        return
    rows = [one for id in found.audits if (one := audits.audit(model(), id))]
    if len(rows) == 1:
        yield Part(_title(rows[0]), tuple(_of_one(rows[0], filed)))
    yield check(row)
    if len(rows) == 1 and rows[0]["state"] in COMPLETED_STATES:
        said = tuple(evidence_since.one_by_one(rows[0], filed))
        since = Grid(f"As it stood on {moment(upto)}", evidence_since.HEAD, said)
        yield Part("What was done since, one by one", (since,))
    elif len(rows) > 1:
        head = ("Audit", "Child", "Grade", "Moderation", "Since then")
        said = tuple((_name(one), reference(one["child"]), *_line(one, filed)) for one in rows)
        yield Part("The audits in this pack, in short", (Grid(f"As they stood on {moment(upto)}", head, said),))


def _number(id: str) -> str:
    return audit_path(id).removeprefix("/audits/")


def _name(row: Row) -> str:
    return begun(Names(house()).of(row["id"]))


def _title(row: Row) -> str:
    return f"{_name(row)} of child {reference(row['child'])}, in short"


def _of_one(row: Row, filed: list[Filed]) -> Iterator[Text]:
    if row["state"] not in COMPLETED_STATES:
        yield Text(f"{'. '.join((NOT_IN.format(state(row['state'])), *evidence_since.concerns(row)))}.")
        return
    yield from (Text(words, label) for label, words in _graded(row, filed))
    yield Text(f"{'. '.join(evidence_since.in_short(row))}.", "Since then:")


def _line(row: Row, filed: list[Filed]) -> tuple[str, str, str]:
    if row["state"] not in COMPLETED_STATES:
        return f"{NOT_IN.format(state(row['state']))}.", "", "\n".join(evidence_since.concerns(row))
    graded, *later = _graded(row, filed)
    return graded[1], "\n".join(f"{label} {words}" for label, words in later), "\n".join(evidence_since.in_short(row))


def _graded(row: Row, filed: list[Filed]) -> Iterator[tuple[str, str]]:
    """The grade that the audit came in with, then each thing that was said of it afterwards, from its own events."""
    own = [one for one in filed if one.made.stream == row["id"]]
    now = ""
    told: list[tuple[str, str]] = []
    for one in own:
        before, now = now, _after(one, now)
        if one.made.topic == RETURNED:
            label = "Returned again:" if told else "Graded:"
            told.append((label, f"{_grade(row, now)}, by {_by(one)}, who returned it on {_at(one)}."))
        elif one.made.topic == ACCEPTED:
            told.append(("Accepted:", f"as to standard, by {_by(one)} on {_at(one)}."))
        elif one.made.topic == MODERATED:
            told.append(("Moderated:", _moderated(row, one, before, now)))
        elif one.made.topic in CHANGES and now != before:
            words = CHANGES[one.made.topic]
            told.append(("Changed:", f"{words} {_grade(row, now)}, recorded by {_by(one)} on {_at(one)}."))
    yield from told or [("Graded:", f"{_grade(row, now)}. The event of its return is not in this pack.")]
    if not any(label == "Moderated:" for label, _ in told):
        step = evidence_since.steps(row)[1]
        yield "Moderated:", f"no. {step.said}{f', {step.when}' if step.when else ''}."


def _moderated(row: Row, one: Filed, before: str, now: str) -> str:
    outcome = OUTCOMES.get(one.made.facts["outcome"], "yes").lower()
    stands = (
        f"{_grade(row, now)} stands" if now == before else f"{_grade(row, now)} in the place of {_grade(row, before)}"
    )
    return f"by {_by(one)} on {_at(one)}: {outcome}; overall {stands}."


def _after(one: Filed, before: str) -> str:
    """The overall grade after an event of the audit."""
    facts = one.made.facts
    if one.made.topic == "audit reallocated":
        return ""
    changes, overall = facts.get("changes"), facts.get("overall")
    if one.made.topic in SAVED and isinstance(changes, dict) and "overall.grade" in changes:
        value = changes["overall.grade"]
        return str((value[-1] if isinstance(value, list | tuple) else value) or "")
    return str(overall[1]) if one.made.topic in (MODERATED, *CHANGES) and overall and overall[1] else before


def _grade(row: Row, id: str) -> str:
    found = grade(row, id) if id else None
    return found["label"] if found else "No overall grade"


def _by(one: Filed) -> str:
    return str(Names(house()).of(one.made.by))


def _at(one: Filed) -> str:
    """When an event was recorded, and where it is in the pack; the day that it is of, where that is another."""
    at, on = str(one.made.at), one.made.facts.get("on") or ""
    of = f", for {day(on)}" if on and on != day_of(at) else ""
    return f"{moment(at)}{of} (event {one.place}, events/{one.number}.json)"
