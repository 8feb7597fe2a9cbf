"""The first screen of a pack: how each audit was graded, when and by whom, what was done since, and how to check it."""

from collections.abc import Iterable, Iterator
from typing import Any

from app.events.england import day_of
from app.events.moderation_words import OUTCOMES
from app.events.vocabulary import ACTION_STATES, COMPLETED_STATES, DUTIES
from app.evidence.index import Grid, Part, Text
from app.evidence.verify import SAVED
from app.programme.english import begun
from app.programme.evidence import Gathered
from app.programme.history_words import Names
from app.views import child_line
from app.views.audit_rows import grade
from app.views.desk import house, model
from app.views.evidence_index import NO_TEXT, Filed
from app.views.words import audit_path, day, lower_first, moment, reference, state
from projections import actions_lists, audits, duties_lists, people

Row = dict[str, Any]
RETURNED, MODERATED = "audit returned", "audit moderated"
CHANGES = {
    "audit graded in its loop": "The two auditors agreed on",
    "grade changed after challenge": "After a challenge",
    "audit answers corrected": "Corrected to",
    "moderation corrected": "Corrected to",
}
"""What changes an overall grade beside its moderation, and what is said of that."""
HEAD = ("What", "Who", "Where it stands", "When")
NOT_IN = "{}: it has not come in, so no grade of it counts."
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
    """The answer, how to check it, and what was done since, as it stood at `upto` (ISO); of several audits a table."""
    rows = [one for id in found.audits if (one := audits.audit(model(), id))] if row["kind"] != "cycle" else []
    if len(rows) == 1:
        yield Part(_title(rows[0]), tuple(_of_one(rows[0], filed)))
    yield check(row)
    if len(rows) == 1 and rows[0]["state"] in COMPLETED_STATES:
        since = Grid(f"As it stood on {moment(upto)}", HEAD, tuple(_since(rows[0], filed)))
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
        yield Text(NOT_IN.format(state(row["state"])))
        return
    yield from (Text(words, label) for label, words in _graded(row, filed))
    yield Text(f"{'. '.join(_came_of(row))}.", "Since then:")


def _line(row: Row, filed: list[Filed]) -> tuple[str, str, str]:
    if row["state"] not in COMPLETED_STATES:
        return NOT_IN.format(state(row["state"])), "", ""
    graded, *later = _graded(row, filed)
    return graded[1], "\n".join(f"{label} {words}" for label, words in later), "\n".join(_came_of(row))


def _came_of(row: Row) -> list[str]:
    """The line of the audit after its moderation, a few words for each step."""
    return [f"{one.name}: {one.said}{f' ({one.when})' if one.when else ''}" for one in _steps(row)[2:]]


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
        elif one.made.topic == MODERATED:
            told.append(("Moderated:", _moderated(row, one, before, now)))
        elif one.made.topic in CHANGES and now != before:
            words = CHANGES[one.made.topic]
            told.append(("Changed:", f"{words} {_grade(row, now)}, recorded by {_by(one)} on {_at(one)}."))
    yield from told or [("Graded:", f"{_grade(row, now)}. The event of its return is not in this pack.")]
    if not any(label == "Moderated:" for label, _ in told):
        step = _steps(row)[1]
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


def _steps(row: Row) -> tuple[child_line.Step, ...]:
    (line,) = child_line.lines([row])
    return line.steps


def _since(row: Row, filed: list[Filed]) -> Iterator[tuple[str, ...]]:
    """Each action, each of the manager's duties, the reply and the impact: what, who, where it stands, when."""
    steps = {one.name: one for one in _steps(row)}
    found = actions_lists.of_source(model(), row["id"])
    said = _asked_for(filed)
    for one in found:
        when = day(one["completed_on"]) if one["completed_on"] else f"due {day(one['due'])}"
        what = said.get(one["id"], NO_TEXT)
        yield f"Action: {what}", one["owner_name"] or "", ACTION_STATES[one["state"]], when
    duty = duties_lists.duty(model(), row["id"].replace("audit/", "duty/"))
    yield from _duties(duty) if duty else ()
    told = ["Reply", "Impact", *(["Actions"] if not found else []), *(["Manager's duties"] if not duty else [])]
    yield from ((name, "", f"{steps[name].word}: {steps[name].said}", steps[name].when) for name in told)


def _duties(duty: Row) -> Iterator[tuple[str, ...]]:
    called = people.names(model())
    for name, words in DUTIES.items():
        done, due = duty[f"{name}_on"], duty[f"{name}_due"]
        when = day(done) if done else f"due {day(due)}" if due else ""
        yield f"Manager: {lower_first(words)}", called.get(duty[f"{name}_by"], ""), "Done" if done else "To do", when


def _asked_for(filed: Iterable[Filed]) -> dict[str, str]:
    """What each action asks for, by its id, as far as the pack shows it."""
    raised = (one for one in filed if one.made.topic == "action raised")
    shown = (one for one in raised if not (one.exhibit.kept_back or one.exhibit.closed))
    return {one.made.stream: str(one.made.facts["what"]) for one in shown}
