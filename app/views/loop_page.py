"""A pair side by side: equal grades quiet, different ones open with both evidences; and the form of the agreement."""

from typing import Any

from app.events.loop import LOOP_STATES, SEALED
from app.events.moderation_words import OVERALL
from app.forms.loops import Difference
from app.programme import loops as programme
from app.programme.audits import Paper, paper
from app.programme.english import counted
from app.programme.loop_grades import Both, scales, side_by_side
from app.views.desk import house, i, model
from app.views.links import to_audit
from app.views.loop_rows import Row
from app.views.words import day, state
from projections import audits, people

WHICH = ("first", "second")


def pair(row: Row) -> list[Paper]:
    """Both audits of a loop, as they are."""
    return [paper(house(), row[which]) for which in WHICH]


def lines(row: Row, papers: list[Paper]) -> list[Row]:
    """Every domain and overall: both grades that count, whether they differ, both evidences, the agreed one and why."""
    content = papers[0].content
    labels = {one["id"]: one["label"] for one in content["domains"]} | {OVERALL: content["overall"]["label"]}
    return [_line(key, labels[key], both, papers) for key, both in side_by_side(house(), row).items()]


def _line(key: str, label: str, both: Both, papers: list[Paper]) -> Row:
    """One line of the pair; beside a grade that moderation or a challenge changed stands what the auditor gave."""
    content = papers[0].content
    cells = [
        (tag(content, counts) or {"label": "", "style": ""}) | {"was": tag(content, given) if given != counts else None}
        for given, counts in zip(both.given, both.counts, strict=True)
    ]
    return {
        "id": key,
        "label": label,
        "cells": cells,
        "differ": both.differ,
        "changed": any(cell["was"] for cell in cells),
        "evidence": [_texts(found.answers, key) for found in papers],
        "agreed": tag(content, both.agreed),
        "why": both.why,
    }


def _texts(answers: dict[str, Any], key: str) -> list[Row]:
    """What an auditor wrote for a grade: the evidence, and what would make it better."""
    names = {"overall.evidence": ""} if key == OVERALL else {f"evidence.{key}": "", f"better.{key}": "To be better: "}
    return [{"before": before, "text": str(answers[name])} for name, before in names.items() if answers.get(name)]


def tag(content: Row, grade: str) -> Row | None:
    """A grade for a tag; None for none."""
    if not grade:
        return None
    known = {one["id"]: one for one in content["grades"]}
    if grade not in known:
        return {"label": content["not_applicable"]["label"], "style": "grade-na"}
    return {"label": known[grade]["label"], "style": known[grade]["style"]}


def choices(row: Row) -> tuple[Difference, ...]:
    """What counts of the two is not the same, with the scale of each."""
    content = pair(row)[0].content
    known, labels = scales(content), {one["id"]: one["label"] for one in content["grades"]}
    labels |= {"na": content["not_applicable"]["label"]}
    names = {one["id"]: one["label"] for one in content["domains"]} | {OVERALL: content["overall"]["label"]}
    return tuple(
        Difference(key, names[key], tuple((id, labels[id]) for id in known[key]))
        for key, both in side_by_side(house(), row).items()
        if both.differ
    )


def halves(row: Row) -> list[Row]:
    """The two audits: whose, where each stands, and the way to it."""
    found = [audits.audit(model(), row[which]) or {} for which in WHICH]
    return [
        {
            "which": which.capitalize(),
            "name": row[f"{which}_name"] or "Somebody who is not on the list",
            "state": state(audit["state"]) if audit else "",
            "state_id": audit.get("state", ""),
            "href": to_audit(row[which]) if audit else "",
        }
        for which, audit in zip(WHICH, found, strict=True)
    ]


def learning(row: Row) -> list[Row]:
    """What is there to learn, for whom it is: each auditor's own; both for the QA lead and the moderators."""
    texts = programme.told(house(), row["id"])["learning"]
    leads = bool(i().roles & {"qa_lead", "moderator"}) and i().id not in (row["first_auditor"], row["second_auditor"])
    return [
        {"name": row[f"{which}_name"], "text": text}
        for which, text in zip(WHICH, texts, strict=True)
        if text and (leads or row[f"{which}_auditor"] == i().id)
    ]


def left(row: Row, found: list[Row]) -> str:
    """What is left to do, as a sentence."""
    differ = sum(line["differ"] for line in found)
    if row["state"] == SEALED:
        return "Sealed: neither auditor has anything of the other's audit before both are in."
    if row["state"] == "ended":
        return "One of the two audits came to nothing, so there is nothing to compare. The other is an ordinary audit."
    of = f"{counted(differ, 'grade')} of {len(found)} {'differs' if differ == 1 else 'differ'}"
    if row["state"] == "agreed":
        return f"Agreed on {day(row['agreed_on'])}. {of}."
    when = f"The meeting is on {day(row['day'])} at {row['time']}." if row["day"] else "No meeting is arranged yet."
    what = f"each waits for a decision: {', '.join(one['label'] for one in found if one['differ'])}" if differ else ""
    return f"{when} {of}{'; ' + what if what else ''}. Learning for each auditor is to be written."


def meeting(row: Row) -> Row | None:
    """When, where and with whom, once it is arranged."""
    if not row["day"]:
        return None
    names, unknown = people.names(model()), "somebody who is not on the list"
    who = ", ".join(sorted(names.get(one, one if "@" in one else unknown) for one in row["attendees"]))
    return {"when": f"{day(row['day'])} at {row['time']}", "place": row["place"], "who": who}


def words(row: Row) -> str:
    """Where a loop stands."""
    return LOOP_STATES[row["state"]]
