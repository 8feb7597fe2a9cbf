"""The grades of an audit side by side, for ever: the auditor's, and a line for each thing that graded it afterwards."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.events.audit_correction import is_grade
from app.events.log import Happened
from app.programme.audits import Paper
from app.views.audit_rows import grade
from app.views.desk import house

Grades = dict[str, str]
CORRECTION = "moderation corrected"
MODERATION, LOOP, CHALLENGE = "audit moderated", "audit graded in its loop", "grade changed after challenge"
GIVEN, MODERATED, AGREED, CHALLENGED = (
    "Auditor's grade",
    "Moderated grade",
    "Agreed by the two auditors",
    "After the challenge",
)
CORRECTED = "Moderated grade, corrected"


@dataclass(frozen=True)
class Step:
    """What happened, with all grades that counted from then on; the number of the challenge, 0 for none."""

    topic: str
    grades: Grades
    challenge: int


def counting(audit: dict[str, Any]) -> Grades:
    """The grades that count in the place of the auditor's, by the key of the form's field; none before moderation."""
    domains = json.loads(audit["moderated"])
    found = {f"grade.{domain}": grade for domain, grade in domains.items()}
    return found | ({"overall.grade": audit["overall_moderated"]} if audit["overall_moderated"] else {})


def strip(audit: dict[str, Any], paper: Paper, counts: Grades, final_only: bool) -> dict[str, Any]:
    """All domains and the overall grade by stage; `counts` are those of the last, which `final_only` has alone."""
    keys = [(domain["label"], f"grade.{domain['id']}") for domain in paper.content["domains"]]
    keys.append((paper.content["overall"]["label"], "overall.grade"))
    first = {key: str(paper.answers.get(key) or "") for _, key in keys}
    steps = reached(house().reader.stream(audit["id"])) if counts else []
    stages = [first, *(first | step.grades for step in steps)]
    topics = ["", *(step.topic for step in steps)]
    lines = [
        {"stage": stage, "topic": topics[n], "cells": [_cell(audit, label, key, stages, n) for label, key in keys]}
        for n, stage in enumerate(names([stage["label"] for stage in paper.content["stages"]], steps))
    ]
    return {"lines": _last(lines) if final_only else lines, "moderated": bool(counts)}


def reached(events: Iterable[Happened]) -> list[Step]:
    """What graded the audit after its auditor, oldest first, each with all grades that counted then."""
    found: list[Step] = []
    for made in events:
        if made.topic == CORRECTION:
            changes = {key: now for key, (_, now) in made.facts["changes"].items() if is_grade(key)}
            found += [Step(CORRECTION, (found[-1].grades if found else {}) | changes, 0)] if changes else []
        if made.topic in (MODERATION, LOOP, CHALLENGE) and (made.facts["grades"] or made.facts["overall"]):
            grades = (found[-1].grades if found else {}) | _changed(made.facts)
            found.append(Step(made.topic, grades, made.facts.get("challenge", 0)))
    return found


def names(stages: Sequence[str], steps: Sequence[Step]) -> list[str]:
    """The name of each line. Of the framework's stages the second is the moderator's, later ones a challenge's."""
    moderated, later = (stages[1:2] or [MODERATED])[0], iter(stages[2:])
    several = sum(step.topic == CHALLENGE for step in steps) > 1
    called: dict[str, Callable[[Step], str]] = {MODERATION: lambda step: moderated, LOOP: lambda step: AGREED}
    called[CORRECTION] = lambda step: CORRECTED
    called[CHALLENGE] = lambda step: next(later, f"After challenge {step.challenge}" if several else CHALLENGED)
    return [*(stages[:1] or [GIVEN]), *(called[step.topic](step) for step in steps)]


def _changed(facts: dict[str, Any]) -> Grades:
    found = {f"grade.{domain}": now for domain, (_, now, _) in facts["grades"].items()}
    return found | ({"overall.grade": facts["overall"][1]} if facts["overall"] else {})


def _last(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The line of the last stage, whose grades are compared with none."""
    return [line | {"cells": [cell | {"mark": ""} for cell in line["cells"]]} for line in lines[-1:]]


def _cell(audit: dict[str, Any], label: str, key: str, stages: list[Grades], n: int) -> dict[str, Any]:
    """A grade of the strip; of a later stage also whether it is the same as in the one before."""
    given = stages[n][key]
    mark = "" if n == 0 else ("same" if given == stages[n - 1][key] else "changed")
    return {"label": label, "key": key, "grade": grade(audit, given), "mark": mark}
