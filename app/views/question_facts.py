"""What the answers to Ofsted's questions of a time rest on: worked out once for each position of the log and day."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from flask import current_app, g

from app import clock
from app.events.periods import Period
from app.reports import agreements, figures, figures_inspected
from app.reports.source import Source
from projections import auditor_levels, inadequate
from projections.agreement import Agreement
from projections.shares import Figure

Row = dict[str, Any]
KEPT = 16
"""Of so many times the facts are kept, those asked for last."""
GROUPS = ("audited", "moderation", "loops", "after", "impact", "inadequate", "clocks", "concerns")


@dataclass(frozen=True)
class Facts:
    """The figures of a time by name, in the groups that are asked for, and what they name one by one.

    `agreed` is the agreement beyond chance beside a share, by its figure's name; `auditors` how many audits each
    completed; `still` the audits graded as a concern with an action open; `clocks` those of Category 1.
    """

    figures: dict[str, Figure]
    agreed: dict[str, Agreement]
    auditors: Counter[str]
    still: tuple[Row, ...]
    clocks: tuple[Row, ...]


def facts(source: Source, of: Period) -> Facts:
    """The facts of a time as at the position and the day that the page stands at."""
    kept: dict[Any, Facts] = current_app.extensions.setdefault("inspectors_facts", {})
    key = (g.position, clock.today(), of.key)
    found = kept.pop(key, None) or _worked_out(source, of)
    kept[key] = found
    for oldest in list(kept)[:-KEPT]:
        kept.pop(oldest, None)
    return found


def _worked_out(source: Source, of: Period) -> Facts:
    found = dict(source.figures(of))
    for group in GROUPS:
        found |= figures.group(source, of, group)
    agreed = {"grade-kept": agreements.of_moderation(source, of), "loops:same": agreements.of_loops(source, of)}
    who = auditor_levels.of_audits(source.model, found["returned"].members)
    auditors = Counter(row["auditor"] for row in who)
    return Facts(found, agreed, auditors, _still(source, of, found), tuple(figures_inspected.clock_rows(source, of)))


def _still(source: Source, of: Period, found: dict[str, Figure]) -> tuple[Row, ...]:
    """The audits graded as a concern of which an action is open, each with its child and how its actions stand."""
    still = found["inadequate:still"].members
    if not still:
        return ()
    children = {row["id"]: row["child"] for month in source.opened(of) for row in source.month(month).audits}
    counts = inadequate.actions_of(source.model, still, source.on)
    return tuple(counts[id] | {"child": children[id]} for id in still)
