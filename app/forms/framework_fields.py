"""The fields of each part of a framework, by their path in the part's value."""

from typing import Any

from wtforms import Field, HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField

from app.events.content_faults import DEADLINES, QUESTION_SECTIONS, STYLES
from app.forms.fields import choices

Content = dict[str, Any]
Fields = dict[tuple[str, ...], Field]
"""Paths with fields that are not yet bound to a form."""

LISTS = ("grades", "domains", "questions", "themes", "stages")
MOST = {"grades": 21, "domains": 30, "questions": 100, "themes": 60, "stages": 6}
"""The most entries of each list; the rules of the document say the same."""
SWITCHES = frozenset({"in_denominator", "may_be_not_applicable", "required"})
NUMBERS = frozenset({*DEADLINES, "share_percent", "places", "audits_owed_a_month"})
YES_NO = {"yes": "Yes", "no": "No"}
COUNTS_AS = {"good": "Good", "neither": "Neither good nor concern", "concern": "Concern"}
PATTERNS = dict(
    zip(
        reversed(STYLES),
        ("Solid blue", "Blue stripes", "Orange dots", "Orange cross-hatch", "Diagonal line"),
        strict=True,
    )
)
SECTIONS = dict(
    zip(QUESTION_SECTIONS, ("About this audit", "The child and the family", "Summary and overall grade"), strict=True)
)
KINDS = {
    "yes_no": "Yes or no",
    "yes_no_partly": "Yes, partly or no",
    "yes_no_na": "Yes, no or not applicable",
    "choice": "One of a list of choices",
    "text": "A text",
}


def part_fields(part: str, content: Content, rows: int) -> Fields:
    """The fields of a part's form; `rows` is how many entries a list part shows. Raises KeyError for no such part."""
    if part in LISTS:
        return {(part, str(n), name): field for n in range(rows) for name, field in ROWS[part](content).items()}
    if part.startswith("descriptors/"):
        return _descriptors(content)
    return SINGLE[part](content)


def _grade(content: Content) -> dict[str, Field]:
    return {
        "id": HiddenField(),
        "label": StringField("Grade"),
        "short": StringField("Short label", description="For narrow columns, such as RI."),
        "counts_as": RadioField("Counts as", choices=choices(COUNTS_AS), default="neither"),
        "style": RadioField("Pattern", choices=choices(PATTERNS), default="grade-2"),
    }


def _domain(content: Content) -> dict[str, Field]:
    return {
        "id": HiddenField(),
        "label": StringField("Domain"),
        "guidance": TextAreaField("Guidance for the auditor", description="What to look at and what to weigh."),
        "may_be_not_applicable": RadioField("May it be not applicable?", choices=choices(YES_NO), default="no"),
    }


def _question(content: Content) -> dict[str, Field]:
    return {
        "id": HiddenField(),
        "label": StringField("Question"),
        "section": SelectField("Section of the form", choices=choices(sections(content))),
        "kind": SelectField("Kind of answer", choices=choices(KINDS)),
        "choices": TextAreaField("Choices", description="One per line; only for a list of choices."),
        "hint": StringField("Hint"),
        "required": RadioField("Must it be answered?", choices=choices(YES_NO), default="no"),
    }


def sections(content: Content) -> dict[str, str]:
    """The sections of the audit form that a question may be in, by id, in the order of the form."""
    about, *after = SECTIONS.items()
    return dict([about, *((domain["id"], domain["label"]) for domain in content["domains"]), *after])


def _labelled(label: str) -> dict[str, Field]:
    return {"id": HiddenField(), "label": StringField(label)}


def _rules(content: Content) -> Fields:
    return {
        ("title",): StringField("Title of the framework"),
        ("not_applicable", "label"): StringField("What 'not applicable' is called"),
        ("not_applicable", "in_denominator"): RadioField(
            "Do domains that are not applicable count in the denominator of shares?",
            choices=choices(YES_NO),
            description="With yes, '3 of 10 good' counts all 10 audits; with no, only those that were graded.",
        ),
        ("rounding", "places"): StringField("Decimal places of percentages", description="0, 1 or 2; half goes up."),
        ("audits_owed_a_month",): StringField("Audits that an auditor owes a month"),
    }


def _deadlines(content: Content) -> Fields:
    always = SelectMultipleField(
        "Overall grades that are always moderated",
        choices=choices({grade["id"]: grade["label"] for grade in content["grades"]}),
        validate_choice=False,
    )
    return {
        **{("deadlines", name): StringField(f"Working days to {words}") for name, words in DEADLINES.items()},
        ("moderation", "share_percent"): StringField(
            "Share of audits that are moderated (%)", description="A whole number from 0 to 100."
        ),
        ("moderation", "always"): always,
    }


def _overall(content: Content) -> Fields:
    own: Fields = {
        ("overall", "label"): StringField("What the overall grade is called"),
        ("overall", "guidance"): TextAreaField("Guidance for the auditor"),
    }
    return own | {("overall", *path): field for path, field in _descriptors(content).items()}


def _descriptors(content: Content) -> Fields:
    return {("descriptors", grade["id"]): TextAreaField(grade["label"]) for grade in content["grades"]}


ROWS = {
    "grades": _grade,
    "domains": _domain,
    "questions": _question,
    "themes": lambda content: _labelled("Theme"),
    "stages": lambda content: _labelled("Stage"),
}
SINGLE = {"rules": _rules, "deadlines": _deadlines, "overall": _overall}
