"""An audit as people read it: its grades, findings, participation, family, actions and concern, in words."""

from typing import Any

from app.events import sections
from app.events.sections import Field
from app.events.vocabulary import COMPLETED_STATES
from app.policy import Me
from app.programme.audits import Paper
from app.views import grade_strip, moderator_names, words
from app.views.desk import house, model
from projections import people

Answers = dict[str, Any]
JUDGES = frozenset({"qa_lead", "moderator"})
DECISIONS = {
    "audit sent back": "reason",
    "audit judged not to standard": "reason",
    "nil return recorded": "reason",
    "audit withdrawn": "reason",
    "audit accepted": "note",
    "audit reopened": "reason",
    "audit reallocated": "reason",
}
ENDED = frozenset({
    "audit accepted", "audit judged not to standard", "nil return recorded", "audit withdrawn", "audit released",
})  # fmt: skip
"""What an audit's "decided on" is the day of."""


def may_read(me: Me, audit: dict[str, Any]) -> bool:
    """Whether the text is to be shown: to its auditor always, to those who judge once it came in, else while it is in.

    What an auditor has saved and not returned is theirs to change.
    """
    if audit["state"] in COMPLETED_STATES or audit["auditor"] == me.id:
        return True
    return audit["state"] == "sent_back" and bool(me.roles & JUDGES)


def read(audit: dict[str, Any], paper: Paper, *, final_only: bool = False) -> dict[str, Any]:
    """The whole audit for a page, strengths first; `filled` says whether anything is written yet.

    Each grade that moderation or a challenge changed says so; `final_only` has the grades that count alone.
    """
    found = {section.id: section for section in sections.sections(paper.content)}
    counts = grade_strip.counting(audit)
    said = {id: _said(section.fields, paper.answers, paper.content, counts) for id, section in found.items()}
    domains = [domain["id"] for domain in paper.content["domains"]]
    return {
        "filled": bool(paper.answers),
        "strip": grade_strip.strip(audit, paper, counts, final_only),
        "summary": said["summary"],
        "domains": [{"id": id, "label": found[id].label, "said": said[id]} for id in domains if said[id]],
        "about": said["about"],
        "family": said["family"],
        "quotations": paper.answers.get("quotations") or [],
        "actions": _actions(paper.answers),
        "concern": [item for item in said["actions"] if item["key"].startswith("concern.")],
    }


def decision(audit_id: str) -> dict[str, str] | None:
    """The newest decision about the audit that gave a reason or a note: what, who, when and the words.

    What was decided before the audit was returned again is over, and is told by its history alone. Of one
    that sent the audit back, or gave it to another auditor, also the date by which it was to be returned.
    """
    for made in reversed(house().reader.stream(audit_id)):
        if made.topic == "audit returned":
            return None
        text = made.facts.get(DECISIONS.get(made.topic, ""), "")
        if text:
            who = moderator_names.name(audit_id, made.by)
            said = {"what": made.topic.capitalize(), "who": who, "on": made.facts["on"], "text": text}
            return said | {"due": made.facts.get("due", "")}
    return None


def decider(audit: dict[str, Any]) -> str:
    """Who decided what the audit's "decided on" is the day of, as the reader may know them; "" while nothing is."""
    stream = house().reader.stream(audit["id"]) if audit["decided_on"] else []
    made = next((one for one in reversed(stream) if one.topic in ENDED), None)
    return moderator_names.name(audit["id"], made.by) if made else ""


def _said(
    fields: tuple[Field, ...], answers: Answers, content: dict[str, Any], counts: dict[str, str]
) -> list[dict[str, Any]]:
    """What is answered of a section's fields: label, and the words or the grade."""
    shown = [field for field in fields if field.kind not in ("quotations", "actions")]
    return [
        _item(field, answers[field.key], content, counts)
        for field in sorted(shown, key=_first)
        if answers.get(field.key)
    ]


def _first(field: Field) -> int:
    """Strengths come before everything else, then what could be better."""
    return FIRST.index(field.key) if field.key in FIRST else len(FIRST)


FIRST = ("strengths", "themes", "theme_note", "improvements")


def _item(field: Field, value: Any, content: dict[str, Any], counts: dict[str, str]) -> dict[str, Any]:
    labels = {id: label for id, label, _ in field.choices}
    item = {"key": field.key, "label": field.label, "kind": field.kind, "text": "", "grade": None, "was": ""}
    if field.kind == "grade":
        final = counts.get(field.key) or value
        was = labels.get(value, value) if final != value else ""
        return item | {"grade": _grade(content, final, labels), "was": was}
    if field.kind == "choices":
        return item | {"text": ", ".join(labels.get(each, each) for each in value)}
    return item | {"text": labels.get(value, value)}


def _grade(content: dict[str, Any], value: str, labels: dict[str, str]) -> dict[str, str]:
    style = next((entry["style"] for entry in content["grades"] if entry["id"] == value), "grade-na")
    return {"label": labels.get(value, value), "style": style}


def _actions(answers: Answers) -> list[dict[str, str]]:
    names = people.names(model())
    return [
        {"what": action["what"], "owner": names.get(action["owner"], action["owner"]), "due": words.day(action["due"])}
        for action in answers.get("actions") or []
    ]
