"""What stands between a draft framework and its publication, piece by piece of the document."""

from collections.abc import Callable
from itertools import islice, pairwise
from typing import Any

from app.events.content_checks import (
    LONGEST_LABEL,
    MOST_ENTRIES,
    Fault,
    Faults,
    entries,
    ids_of,
    labelled,
    name_of,
    parts,
    passage,
    quoted,
    repeats,
    sound,
    step,
    whole_number,
    yes_or_no,
)

MOST_FAULTS = 500
LONGEST_SHORT, LONGEST_PASSAGE = 12, 5_000
COUNTS_AS = ("good", "neither", "concern")
STYLES = tuple(f"grade-{n}" for n in range(5))
"""The colours with patterns that the style sheet has for grades, best last; grades of a longer scale share them."""
KINDS = {"yes_no": 0, "yes_no_partly": 0, "yes_no_na": 0, "choice": 2, "text": 0}
"""Kinds of question, with the fewest choices that the framework lists for one."""
DEADLINES = {
    "return_working_days": "return an audit",
    "sent_back_working_days": "return an audit that was sent back",
    "upload_working_days": "upload an audit to the child's record",
    "moderation_working_days": "moderate an audit that is drawn",
    "direction_working_days": "give the worker direction on an audit",
    "discussion_working_days": "discuss an audit with the worker",
    "follow_up_working_days": "follow an audit's actions up",
    "closing_working_days": "close an audit's follow-up",
}
"""What working days are given for; the last four are the team manager's duties, from the day the team has the audit."""
NOT_APPLICABLE = "na"
SECTIONS_BEFORE, SECTIONS_AFTER = ("about",), ("family", "summary", "actions")
QUESTION_SECTIONS = ("about", "family", "summary")
RESERVED_GRADES = frozenset({NOT_APPLICABLE})
RESERVED_DOMAINS = frozenset({"overall", *SECTIONS_BEFORE, *SECTIONS_AFTER})
"""Ids that the audit form uses itself, so that no grade or domain may."""


def faults(content: Any) -> list[Fault]:
    """Take a content document; return each fault as (path, sentence), in the order of the document; [] is publishable.

    Paths are the document's, list positions from 0: "domains.2.descriptors.good". Never raises, whatever the document.
    """
    if not isinstance(content, dict):
        return [("", "This is not a framework: it has no parts.")]
    found = islice(_all_faults(content), MOST_FAULTS)
    return [(path, sentence[:1].upper() + sentence[1:]) for path, sentence in found]


def _all_faults(content: dict[Any, Any]) -> Faults:
    yield from parts("", content, "a framework", PIECES)
    for piece in PIECES.values():
        yield from piece(content)


def _title(content: dict[Any, Any]) -> Faults:
    yield from passage("", content, "title", "The framework's title", LONGEST_LABEL)


def _grades(content: dict[Any, Any]) -> Faults:
    yield from entries("grades", content.get("grades"), "grade", 2, 21, RESERVED_GRADES)
    grades = sound(content.get("grades"))
    for n, grade in grades:
        yield from _grade(f"grades.{n}", name_of("grade", n, grade), grade)
    yield from repeats("grades", "grade", "short label", [(n, grade.get("short")) for n, grade in grades], "short")
    yield from _order(grades)


def _grade(path: str, called: str, grade: dict[Any, Any]) -> Faults:
    yield from parts(path, grade, "a grade", ("id", "label", "short", "style", "counts_as"))
    yield from passage(path, grade, "short", f"The short label of {called}", LONGEST_SHORT)
    if grade.get("style") not in STYLES:
        yield f"{path}.style", f"{called} needs a style, from {STYLES[0]} to {STYLES[-1]}."
    if grade.get("counts_as") not in COUNTS_AS:
        yield f"{path}.counts_as", f"Say whether {called} counts as good, as concern or as neither."


def _order(grades: list[tuple[int, dict[Any, Any]]]) -> Faults:
    known = [(n, grade["counts_as"]) for n, grade in grades if grade.get("counts_as") in COUNTS_AS]
    if len(known) < len(grades) or not grades:
        return
    for side, words in (("good", "good"), ("concern", "concern")):
        if side not in dict(known).values():
            yield "grades", f"At least one grade must count as {words}."
    for (_, better), (n, worse) in pairwise(known):
        if COUNTS_AS.index(worse) < COUNTS_AS.index(better):
            yield f"grades.{n}.counts_as", f"Grades run best first, so grade {n + 1} cannot count as {worse} here."


def _not_applicable(content: dict[Any, Any]) -> Faults:
    path, value = "not_applicable", content.get("not_applicable")
    if not isinstance(value, dict):
        yield path, "Say what 'not applicable' is called and whether it is in the denominator of shares."
        return
    yield from parts(path, value, "'not applicable'", ("label", "in_denominator"))
    yield from passage(path, value, "label", "The label of 'not applicable'", LONGEST_LABEL)
    yield from yes_or_no(path, value, "in_denominator", "whether 'not applicable' is in the denominator")


def _domains(content: dict[Any, Any]) -> Faults:
    yield from entries("domains", content.get("domains"), "domain", 1, 30, RESERVED_DOMAINS)
    for n, domain in sound(content.get("domains")):
        path, called = f"domains.{n}", name_of("domain", n, domain)
        yield from parts(path, domain, "a domain", ("id", "label", "guidance", "may_be_not_applicable", "descriptors"))
        yield from passage(path, domain, "guidance", f"The guidance of {called}", LONGEST_PASSAGE, 0)
        yield from yes_or_no(
            path,
            domain,
            "may_be_not_applicable",
            f"whether {called} may be not applicable",
        )
        yield from _descriptors(path, domain.get("descriptors"), called, content)


def _overall(content: dict[Any, Any]) -> Faults:
    overall = content.get("overall")
    if not isinstance(overall, dict):
        yield "overall", "There is no overall grade: it needs a label and a descriptor for each grade."
        return
    yield from parts("overall", overall, "the overall grade", ("label", "guidance", "descriptors"))
    yield from passage("overall", overall, "label", "The label of the overall grade", LONGEST_LABEL)
    yield from passage("overall", overall, "guidance", "The guidance of the overall grade", LONGEST_PASSAGE, 0)
    yield from _descriptors("overall", overall.get("descriptors"), "the overall grade", content)


def _descriptors(path: str, value: Any, called: str, content: dict[Any, Any]) -> Faults:
    if not isinstance(value, dict):
        yield f"{path}.descriptors", f"{called} has no descriptors."
        return
    grades = ids_of(content.get("grades"))
    for grade, entry in grades.items():
        words = f"The descriptor of {called} for {name_of('grade', 0, {'label': grade} | entry)}"
        yield from passage(f"{path}.descriptors", value, grade, words, LONGEST_PASSAGE)
    for grade in islice(value, MOST_ENTRIES):
        if grade not in grades:
            fault = f"{called} has a descriptor for {quoted(grade)}, which is no grade of this framework."
            yield f"{path}.descriptors.{step(grade)}", fault


def _questions(content: dict[Any, Any]) -> Faults:
    yield from entries("questions", content.get("questions"), "question", 0, 100)
    domains = ids_of(content.get("domains"))
    for n, question in sound(content.get("questions")):
        path, called = f"questions.{n}", name_of("question", n, question)
        yield from parts(
            path, question, "a question", ("id", "section", "label", "hint", "kind", "choices", "required")
        )
        if question.get("section") not in (*QUESTION_SECTIONS, *domains):
            yield f"{path}.section", f"{called} is in a section that the audit form does not have."
        yield from passage(path, question, "hint", f"The hint of {called}", LONGEST_PASSAGE, 0)
        yield from yes_or_no(path, question, "required", f"whether {called} must be answered")
        yield from _kind(path, called, question)


def _kind(path: str, called: str, question: dict[Any, Any]) -> Faults:
    kind, choices = question.get("kind"), question.get("choices", [])
    if not isinstance(kind, str) or kind not in KINDS:
        yield f"{path}.kind", f"{called} must be of one of these kinds: {', '.join(KINDS)}."
    elif KINDS[kind]:
        yield from labelled(f"{path}.choices", choices, "choice", KINDS[kind], 30)
    elif choices != []:
        yield f"{path}.choices", f"{called} lists choices, and only a question of the kind choice has them."


def _themes(content: dict[Any, Any]) -> Faults:
    yield from labelled("themes", content.get("themes"), "theme", 0, 60)


def _stages(content: dict[Any, Any]) -> Faults:
    yield from labelled("stages", content.get("stages"), "stage", 1, 6)


def _deadlines(content: dict[Any, Any]) -> Faults:
    value = content.get("deadlines")
    if not isinstance(value, dict):
        yield "deadlines", "There are no deadlines."
        return
    yield from parts("deadlines", value, "the deadlines", DEADLINES)
    for name, words in DEADLINES.items():
        yield from whole_number("deadlines", value, name, f"The working days to {words}", 1, 250)


def _rounding(content: dict[Any, Any]) -> Faults:
    value = content.get("rounding")
    if not isinstance(value, dict):
        yield "rounding", "Say to how many decimal places percentages are rounded."
        return
    yield from parts("rounding", value, "the rounding", ("places",))
    yield from whole_number("rounding", value, "places", "The decimal places of percentages", 0, 2)


def _moderation(content: dict[Any, Any]) -> Faults:
    value = content.get("moderation")
    if not isinstance(value, dict):
        yield "moderation", "Say what share of audits is moderated and which grades always are."
        return
    yield from parts("moderation", value, "moderation", ("share_percent", "always"))
    yield from whole_number("moderation", value, "share_percent", "The moderated share (%)", 0, 100)
    always, ids = value.get("always"), ids_of(content.get("grades"))
    if not isinstance(always, list):
        yield "moderation.always", "List the grades that are always moderated; the list may be empty."
        return
    for n, grade in enumerate(always[:MOST_ENTRIES]):
        known = isinstance(grade, str) and grade in ids
        if not known or grade in always[:n]:
            fault = "is listed twice" if known else "is no grade of this framework"
            yield f"moderation.always.{n}", f"Of the grades that are always moderated, {quoted(grade)} {fault}."


def _owed(content: dict[Any, Any]) -> Faults:
    yield from whole_number("", content, "audits_owed_a_month", "the audits that an auditor owes a month", 1, 20)


PIECES: dict[str, Callable[[dict[Any, Any]], Faults]] = {
    "title": _title,
    "grades": _grades,
    "not_applicable": _not_applicable,
    "domains": _domains,
    "overall": _overall,
    "questions": _questions,
    "themes": _themes,
    "stages": _stages,
    "deadlines": _deadlines,
    "rounding": _rounding,
    "moderation": _moderation,
    "audits_owed_a_month": _owed,
}
