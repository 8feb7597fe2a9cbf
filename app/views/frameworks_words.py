"""How the parts of a framework read on a page, and where each has its own."""

from typing import Any

from app.events.content import Difference, domain, grade
from app.events.content_faults import DEADLINES
from app.events.sections import Field

TITLES = {
    "rules": "Title and rules",
    "grades": "Grades",
    "domains": "Domains",
    "overall": "Overall grade",
    "questions": "Further questions",
    "themes": "Themes of good practice",
    "deadlines": "Deadlines and moderation",
    "stages": "Stages of grading",
}
GUIDANCE = {
    "rules": "The title stands on every audit. The rules say how shares are worked out and how much auditors owe.",
    "grades": "Best first. What a grade counts as decides the share that is good and the share that is of concern. The "
    "pattern stands beside its words. A grade that is removed takes its descriptors with it.",
    "domains": "The areas of practice, in the order of the audit form. A domain that is renamed stays the same; one "
    "that is added under another name is another, and its series begins anew. The questions of a domain that is "
    "removed move to the beginning of the form.",
    "descriptors": "What each grade looks like in this domain. Auditors read it beside the grade as they choose.",
    "overall": "What the overall grade is called, and what each grade means for the whole of the work.",
    "questions": "Anything else that every audit asks, each in a section of the form.",
    "themes": "Good practice that others can learn from; auditors tick what applies.",
    "deadlines": "Working days are those of England, without weekends and bank holidays. Those of a moderation begin "
    "with the draw, or with the return of an audit that was sent back; those of the team manager's duties on the day "
    "that the team has the audit. An audit keeps the days of the version that it was allocated under.",
    "stages": "Who gives grades to an audit, one after the other: for example the auditor and then the moderator.",
}
NOUNS = {"grades": "grade", "domains": "domain", "questions": "question", "themes": "theme", "stages": "stage"}
KINDS = {"added": "Added", "removed": "Removed", "changed": "Changed", "moved": "Order changed"}


def title(part: str, content: dict[str, Any]) -> str:
    """The title of a part; that of a domain's descriptors names the domain."""
    if part.startswith("descriptors/"):
        return f"Descriptors: {domain(content, part.removeprefix('descriptors/'))['label']}"
    return TITLES[part]


def guidance(part: str) -> str:
    """What a person should know before they change a part."""
    return GUIDANCE[part.partition("/")[0]]


def href(slug: str, part: str) -> str:
    """The address of a part's page."""
    return f"/frameworks/{slug}/draft/{part}"


def anchored(slug: str, part: str, path: str, sentence: str) -> dict[str, str]:
    """A fault as a sentence with the address of the field that it is about."""
    steps = path.replace(".id", ".label").split(".")
    return {"text": sentence, "href": href(slug, part) + ("#" + "-".join(steps) if len(steps) > 1 else "")}


def subject(found: Difference) -> str:
    """What a difference is about, without what happened to it: "Domain 'Quality of plans', label"."""
    return found.sentence.partition(" changed from ")[0].removesuffix(" changed.").removesuffix(f" {found.kind}.")


def choice_items(styles: dict[str, str], field: Field) -> list[dict[str, str]]:
    """The choices of a field of the audit form as the components take them: grades with pattern and descriptor."""
    shown = [{"value": id, "label": label, "descriptor": text} for id, label, text in field.choices]
    if field.kind != "grade":
        return shown
    return [item | {"style": styles.get(item["value"], "grade-na")} for item in shown]


def rules(content: dict[str, Any]) -> list[tuple[str, str]]:
    """The rules of a published framework as names and words."""
    days, moderation, absent = content["deadlines"], content["moderation"], content["not_applicable"]
    counts = "counts in the denominator" if absent["in_denominator"] else "is left out of the denominator"
    always = ", ".join(grade(content, id)["label"] for id in moderation["always"])
    return [
        ("Not applicable", f"Called '{absent['label']}'; it {counts} of shares."),
        ("Percentages", f"{content['rounding']['places']} decimal places, half up."),
        ("Audits owed", f"{content['audits_owed_a_month']} a month by each auditor."),
        *((words[:1].upper() + words[1:], f"Within {days[name]} working days.") for name, words in DEADLINES.items()),
        ("Moderation", f"{moderation['share_percent']}% of audits" + (f", and always: {always}." if always else ".")),
    ]
