"""The grades of an audit side by side, one line for each stage of grading that it has reached."""

import json
from collections.abc import Iterable
from typing import Any

from app.events.log import Happened
from app.programme.audits import Paper
from app.views.audit_rows import grade
from app.views.desk import house

Grades = dict[str, str]
REGRADING = ("audit moderated", "audit graded in its loop", "grade changed after challenge")
MODERATED = "Moderated grade"


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
    names = [stage["label"] for stage in paper.content["stages"]]
    stages = [first, *(first | one for one in _later(audit, counts, max(1, len(names) - 1)))]
    lines = [
        {
            "stage": (names[n : n + 1] or [MODERATED])[0],
            "cells": [_cell(audit, label, key, stages, n) for label, key in keys],
        }
        for n in range(len(stages))
    ]
    return {"lines": _last(lines) if final_only else lines, "moderated": bool(counts)}


def reached(events: Iterable[Happened], most: int) -> list[Grades]:
    """The grades that counted after each change of them, oldest first; of more than so many the first, and the last."""
    found: list[Grades] = []
    for made in events:
        if made.topic in REGRADING and (made.facts["grades"] or made.facts["overall"]):
            found.append((found[-1] if found else {}) | _changed(made.facts))
    return [*found[: most - 1], found[-1]] if len(found) > most else found


def _later(audit: dict[str, Any], counts: Grades, most: int) -> list[Grades]:
    """The stages after the auditor's; where the framework has one more alone, it holds whatever counts."""
    if not counts or most == 1:
        return [counts] if counts else []
    return reached(house().reader.stream(audit["id"]), most)


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
    return {"label": label, "grade": grade(audit, given), "mark": mark}
