"""When figures of two periods are not of one kind: made under another audit tool, or of other service areas.

One rule for every place that compares: the reports, a figure's page, the dashboard, the standing monthly item. Nothing
is called across such a break.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

Basis = tuple[str, tuple[str, ...]]
"""What a month's audits are of: the audit tool with its version, in words, and the service areas, () for all."""
AREAS = "Of other service areas than before"
MIXED = "Of the same service areas as before, in another mix of months"
SEVERAL = "Its months are of different service areas"


def basis(cycle: Mapping[str, Any], tool: Mapping[str, Any]) -> Basis:
    """What the audits of a month are of, of the month's row and its audit tool's document."""
    return f"{tool['title']}, version {cycle['framework_version']}", tuple(sorted(cycle["scope"]))


def unlike(before: Sequence[Basis], now: Sequence[Basis]) -> str:
    """Why what was counted in some months is not what was counted in others, "" where it is, or either has no month."""
    if not before or not now:
        return ""
    were, are = (dict.fromkeys(tool for tool, _ in found) for found in (before, now))
    if were.keys() != are.keys():
        return f"From here: {listed([tool for tool in are if tool not in were] or are)}"
    if {areas for _, areas in before} != {areas for _, areas in now}:
        return AREAS
    return "" if _mix(before) == _mix(now) else MIXED


def mixed(months: Sequence[Basis]) -> str:
    """That the months of one period are of different tools or service areas, "" where they are alike."""
    if len({tool for tool, _ in months}) > 1:
        return f"Its months are of {listed(dict.fromkeys(tool for tool, _ in months))}"
    return SEVERAL if len({areas for _, areas in months}) > 1 else ""


def listed(words: Iterable[str]) -> str:
    """April 2024, May 2024 and June 2024."""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def _mix(months: Sequence[Basis]) -> dict[tuple[str, ...], Fraction]:
    """Of what share of the months each scope is."""
    scopes = [areas for _, areas in months]
    return {areas: Fraction(scopes.count(areas), len(scopes)) for areas in scopes}
