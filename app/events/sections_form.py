"""The fields of the audit form, section by section, as a framework's content asks for them.

Answers are one flat dict {key: value}: texts and the ids of grades and choices as text ("" is no answer), themes as a
list of ids, quotations and actions as lists of dicts.
"""

from collections.abc import Collection, Iterator
from typing import Any

from app.events.content import NOT_APPLICABLE, Content, concerns, grade_ids
from app.events.sections_field import MOST_ROWS, SHORT, Choice, Field, Section, choices_of, long_text, short_text

WORKER = {
    "took_part": "Took part",
    "legitimate_reason": "Did not take part, for a legitimate reason",
    "not": "Did not take part",
}
MANAGER = {"took_part": "Took part", "tried": "Tried, without success", "not": "Did not take part"}
CHILD = {
    "contacted": "Contacted",
    "tried": "Tried, without success",
    "not_applicable": "Not applicable, because of age or circumstances",
}
PARENT = {
    "gave_views": "Gave their views",
    "tried": "Tried, without success",
    "declined": "Declined",
    "not_applicable": "Not applicable",
}
TONES = {"positive": "Positive", "less_positive": "Less positive"}
CONCERN = {
    "none": "No",
    "1": "Category 1: immediate risk of significant harm; the head of service responds the same day",
    "2": "Category 2: widespread or serious failures; the service or the risk assessment is not appropriate",
}
ANSWERS = {
    "yes_no": {"yes": "Yes", "no": "No"},
    "yes_no_partly": {"yes": "Yes", "partly": "Partly", "no": "No"},
    "yes_no_na": {"yes": "Yes", "no": "No", "na": "Not applicable"},
}


def sections(content: Content) -> tuple[Section, ...]:
    """Return the sections of the form in order: about the audit, each domain, the family, summary, actions."""
    return (_about(content), *_domains(content), _family(content), _summary(content), _actions(content))


def _about(content: Content) -> Section:
    guidance = "Who took part, and what the record shows before you come to each area of practice."
    fields = (
        *_participation("worker", "the social worker", WORKER, {"legitimate_reason", "not"}),
        *_participation("manager", "the manager", MANAGER, {"tried", "not"}),
        *_questions(content, "about"),
    )
    return Section("about", "About this audit", guidance, fields)


def _domains(content: Content) -> Iterator[Section]:
    for domain in content["domains"]:
        fields = (*_graded(content, domain), *_questions(content, domain["id"]))
        yield Section(domain["id"], domain["label"], domain["guidance"], fields)


def _graded(content: Content, domain: dict[str, Any]) -> Iterator[Field]:
    key, label, grades = f"grade.{domain['id']}", domain["label"], grade_ids(content)
    choices = _grades(content, domain["descriptors"])
    if domain["may_be_not_applicable"]:
        choices = (*choices, (NOT_APPLICABLE, content["not_applicable"]["label"], ""))
    yield Field(
        key=key, label="Grade", kind="grade", choices=choices, required=True, absent=f"Choose a grade for: {label}."
    )
    yield Field(
        key=f"evidence.{domain['id']}",
        label="Evidence for this grade",
        hint="What in the record, and in what people told you, shows it? Say what it meant for the child.",
        kind="long_text",
        needed_when=(key, frozenset(grades)),
        absent=f"Give the evidence for the grade of: {label}.",
    )
    yield Field(
        key=f"better.{domain['id']}",
        label="What would make it one grade better?",
        kind="long_text",
        asked_when=(key, frozenset(grades[1:])),
        absent=f"Say what would make it one grade better: {label}.",
    )


def _family(content: Content) -> Section:
    guidance = (
        "What the child and the family say about the help they have had. Ask before you quote, and leave out names and "
        "anything else that tells who is speaking."
    )
    fields = (
        *_participation("child", "the child or young person", CHILD, {"tried", "not_applicable"}),
        *_participation("parent", "the parent or carer", PARENT, {"tried", "not_applicable"}, {"declined"}),
        *_feedback(),
        *_questions(content, "family"),
    )
    return Section("family", "The child and the family", guidance, fields)


def _feedback() -> Iterator[Field]:
    yield long_text("family.positive", "What they said was good", "Write what they said was good.")
    yield long_text("family.less_positive", "What they said could be better", "Write what they said could be better.")
    yield Field(
        key="quotations",
        label="In their own words",
        hint="Use an initial that is not theirs, or 'I'.",
        kind="quotations",
        choices=choices_of(TONES),
        max_length=MOST_ROWS,
        absent="Add a quotation.",
    )


def _summary(content: Content) -> Section:
    guidance = "Strengths first. The social worker reads it in your words once the audit is returned."
    fields = (
        long_text("strengths", "Strengths", "Write what is strong in this work.", required=True),
        long_text(
            "improvements",
            "Areas for improvement",
            "Write what should be better in this work.",
            needed_when=("overall.grade", frozenset(grade_ids(content)[1:])),
        ),
        *_themes(content),
        *_questions(content, "summary"),
        *_overall(content),
    )
    return Section("summary", "Summary and overall grade", guidance, fields)


def _themes(content: Content) -> Iterator[Field]:
    if not content["themes"]:
        return
    yield Field(
        key="themes",
        label="Good practice that others can learn from",
        hint="Tick what applies; leave empty if nothing stands out.",
        kind="choices",
        choices=tuple((theme["id"], theme["label"], "") for theme in content["themes"]),
        max_length=len(content["themes"]),
        absent="Tick the good practice that others can learn from.",
    )
    yield short_text("theme_note", "What was done, and what made it work", "Say what was done and what made it work.")


def _overall(content: Content) -> Iterator[Field]:
    overall = content["overall"]
    yield Field(
        key="overall.grade",
        label=overall["label"],
        hint=overall["guidance"],
        kind="grade",
        choices=_grades(content, overall["descriptors"]),
        required=True,
        absent=f"Choose the {overall['label'][:1].lower()}{overall['label'][1:]}.",
    )
    yield long_text(
        "overall.evidence", "Evidence for this grade", "Give the evidence for the overall grade.", required=True
    )


def _actions(content: Content) -> Section:
    guidance = "What should happen next for this child, by whom and by when."
    yes = frozenset({"1", "2"})
    fields = (
        Field(
            key="actions",
            label="Actions",
            kind="actions",
            needed_when=("overall.grade", concerns(content)),
            max_length=MOST_ROWS,
            absent="Add at least one action: the overall grade is one that counts as concern.",
        ),
        Field(
            key="concern.category",
            label="Is this a child of concern?",
            kind="choice",
            choices=choices_of(CONCERN),
            required=True,
            absent="Say whether this is a child of concern.",
        ),
        short_text(
            "concern.reason",
            "Why is this a child of concern?",
            "Say why this is a child of concern.",
            asked_when=("concern.category", yes),
            needed_when=("concern.category", yes),
        ),
    )
    return Section("actions", "Actions and concern", guidance, fields)


def _participation(
    who: str, called: str, words: dict[str, str], needed: set[str], allowed: Collection[str] = ()
) -> Iterator[Field]:
    """The choice and, under its `needed` answers, the reason; under `allowed` ones it may be left out."""
    key = f"participation.{who}"
    yield Field(
        key=key,
        label=f"{called[:1].upper()}{called[1:]}",
        kind="choice",
        choices=choices_of(words),
        required=True,
        absent=f"Say whether {called} took part.",
    )
    yield short_text(
        f"{key}.reason",
        f"{called[:1].upper()}{called[1:]}: why not, and what did you try?",
        f"Say why {called} did not take part.",
        asked_when=(key, frozenset({*needed, *allowed})),
        needed_when=(key, frozenset(needed)),
    )


def _questions(content: Content, section_id: str) -> Iterator[Field]:
    for question in content["questions"]:
        if question["section"] != section_id:
            continue
        text = question["kind"] == "text"
        listed = ((choice["id"], choice["label"], "") for choice in question.get("choices", []))
        yield Field(
            key=f"question.{question['id']}",
            label=question["label"],
            hint=question["hint"],
            kind="text" if text else "choice",
            choices=choices_of(ANSWERS[question["kind"]]) if question["kind"] in ANSWERS else tuple(listed),
            required=question["required"],
            max_length=SHORT,
            absent=f"Answer: {question['label']}",
        )


def _grades(content: Content, descriptors: dict[str, str]) -> tuple[Choice, ...]:
    return tuple((grade["id"], grade["label"], descriptors[grade["id"]]) for grade in content["grades"])
