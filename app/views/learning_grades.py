"""How audits were graded in a domain, month by month, before and after a learning session; never what it caused."""

from collections.abc import Sequence
from typing import Any

from app.programme import frameworks
from app.views.desk import house, model
from app.views.words import month
from projections import learning_lists
from projections.shares import percent

Row = dict[str, Any]
FEW = 20
"""Fewer graded audits than this on a side are too few to call."""
NEAR = 12
"""Months on each side within which audits stand beside a session."""
NOT_APPLICABLE = "na"


def beside(session: Row, labels: dict[str, str], present: Sequence[Row]) -> list[Row]:
    """For each domain of a session, the grades of all audits and of the teams of those who were there."""
    teams = sorted({row["team"] for row in present if row["team"]})
    found = []
    for domain in session["domains"]:
        groups = [_group("All audits", domain, None, session["day"])]
        if teams:
            groups.append(_group("Audits of the teams of those who were there", domain, teams, session["day"]))
        found.append({"label": labels.get(domain, domain), "id": domain, "groups": groups})
    return found


def _group(title: str, domain: str, teams: list[str] | None, day: str) -> Row:
    rows = learning_lists.by_month(model(), domain, teams)
    scale = _scale(rows)
    months = _near(_months(rows, scale, day), day[:7])
    return {"title": title, "grades": list(scale.values()), "months": months, "few": _few(months)}


def _scale(rows: Sequence[Row]) -> dict[str, str]:
    """Every grade of the frameworks in question by id with its label, best first, then not applicable."""
    found: dict[str, str] = {}
    for row in rows:
        content = frameworks.content(house(), row["framework"], row["framework_version"])
        found |= {grade["id"]: grade["label"] for grade in content["grades"]}
    words = {NOT_APPLICABLE: "N/A"} if any(row["grade"] == NOT_APPLICABLE for row in rows) else {}
    return found | words


def _months(rows: Sequence[Row], scale: dict[str, str], day: str) -> list[Row]:
    """A row for each month and version of a framework: a series that crosses versions shows the break."""
    counted: dict[tuple[str, str, int], dict[str, int]] = {}
    for row in rows:
        key = (row["cycle"], row["framework"], row["framework_version"])
        counted.setdefault(key, {})[row["grade"]] = row["n"]
    return [_month(key, found, scale, day[:7]) for key, found in counted.items()]


def _month(key: tuple[str, str, int], found: dict[str, int], scale: dict[str, str], of: str) -> Row:
    cycle, framework, version = key
    at = cycle.removeprefix("cycle/")
    in_base = bool(frameworks.content(house(), framework, version)["not_applicable"]["in_denominator"])
    n = sum(count for grade, count in found.items() if in_base or grade != NOT_APPLICABLE)
    cells = [_cell(found.get(grade, 0), n, in_base or grade != NOT_APPLICABLE) for grade in scale]
    side = "before" if at < of else "after" if at > of else "same"
    words = {"before": "Before", "same": "Month of the session", "after": "After"}[side]
    return {"at": at, "month": month(at), "version": version, "side": side, "side_words": words, "n": n, "cells": cells}


def _cell(count: int, n: int, counted: bool) -> str:
    share = percent(count, n, 0) if counted else None
    return f"{count} of {n} ({share}%)" if share is not None else str(count)


def _near(months: list[Row], of: str) -> list[Row]:
    """The months near to that of the session (YYYY-MM), oldest first."""
    return [row for row in months if abs(_number(row["at"]) - _number(of)) <= NEAR]


def _number(of: str) -> int:
    """A month (YYYY-MM) as a number, one more for each month."""
    return int(of[:4]) * 12 + int(of[5:7])


def _few(months: Sequence[Row]) -> str:
    """How many audits stand on each side, and whether they are too few to call."""
    n = {side: sum(row["n"] for row in months if row["side"] == side) for side in ("before", "after")}
    said = f"{n['before']} graded audits before the month of the session and {n['after']} after it"
    return f"{said}: too few to call." if min(n.values()) < FEW else f"{said}."
