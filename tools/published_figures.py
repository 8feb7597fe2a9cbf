"""Writes docs/published-figures.md: every cell of the two real reports that their own numbers contradict."""

from collections.abc import Iterable
from pathlib import Path

from projections.shares import percent
from tools.printed import (
    AUDITORS,
    AUDITS,
    COMPLETED,
    GRADED,
    MONTHS,
    QUARTER,
    RATES,
    TEXTS,
    YEAR,
    Cell,
    Said,
)

TARGET = Path(__file__).parents[1] / "docs" / "published-figures.md"
HEAD = """# What the two reports print that cannot be

The demonstration reproduces the tables of two real reports wherever they are arithmetically possible:
`tests/reports/test_published_tables.py` holds them against the report that the product writes, and
[the demonstration](demonstration.md) says what stands in the place of what is not. This page recomputes both in
full and lists each printed cell, and each statement of their texts, that their own numbers contradict. It is written by
`python -m tools.published_figures`.

A share is possible if n of N, rounded half up to the places that it is printed with, gives it, where N is the month's
audits or those of them that are graded. All else is listed: shares of another base than their neighbours, shares that
were cut off instead of rounded, columns that do not add up, statements of a base that is not printed.
"""
Table = dict[str, tuple[Cell, ...]]


def impossible() -> list[Said]:
    """Every cell and statement that cannot be, in the order of the reports."""
    return [*_completion(), *(one for domain, rows in QUARTER.items() for one in _table(domain, rows)), *TEXTS]


def _completion() -> Iterable[Said]:
    """Figures 1 and 3 of the monthly report: rates against their counts, grades against the completed audits."""
    for place, month in enumerate(YEAR):
        rate = percent(COMPLETED[place], AUDITORS[place], 0)
        if rate != RATES[place]:
            yield Said(
                f"Figure 1, {month} 2018", f"{RATES[place]}%", f"{COMPLETED[place]} of {AUDITORS[place]} is {rate}%"
            )
        graded = sum(row[place] for row in GRADED.values())
        if graded != COMPLETED[place]:
            found = f"{graded} graded; {COMPLETED[place] - graded} in no grade"
            yield Said(f"Figures 1 and 3, {month} 2018", f"{COMPLETED[place]} completed", found)


def _table(domain: str, rows: Table) -> Iterable[Said]:
    for place, month in enumerate(MONTHS):
        column = {grade: cells[place] for grade, cells in rows.items() if place < len(cells)}
        if column:
            yield from _column(f"{domain}, {month}", column, AUDITS[place])


def _column(where: str, column: dict[str, Cell], audits: int) -> Iterable[Said]:
    """A month's or the total's column: its sum, and each share."""
    counted = sum(n for n, _ in column.values())
    graded = sum(n for grade, (n, _) in column.items() if grade != "N/A")
    if counted != audits and not (where.endswith("Total") and "N/A" not in column and counted == graded < audits):
        yield Said(where, f"counts that add up to {counted}", f"{audits} audits")
    for grade, (n, share) in column.items():
        if share and (wrong := _wrong(n, share, audits, graded)):
            yield Said(f"{where}: {grade}", f"{n} ({share})", wrong)


def _wrong(n: int, share: str, audits: int, graded: int) -> str:
    """Why a share cannot be as it is printed; empty where it can."""
    if share == "%":
        return f"a sign without a number: {n} of {audits} is {percent(n, audits, 0)}%"
    places = len(share.rstrip("%").partition(".")[2])
    right = {of: f"{percent(n, of, places)}%" for of in (audits, graded)}
    if right[audits] == share:
        return ""
    if right[graded] == share:
        return f"of the {graded} that are graded; of all {audits}, as its neighbours are, {right[audits]}"
    if _cut(n, audits, places) == share:
        return f"cut off: {n} of {audits} is {right[audits]}"
    of = f"{n} of {audits} is {right[audits]}"
    return of if graded == audits else f"{of}, of the {graded} that are graded {right[graded]}"


def _cut(n: int, of: int, places: int) -> str:
    """A share of which the rest was cut off instead of rounded."""
    whole = 100 * 10**places * n // of
    return f"{whole / 10**places:.{places}f}%"


def page() -> str:
    """The whole page."""
    found = impossible()
    rows = [f"| {one.where} | {one.printed} | {one.found} |" for one in found]
    return "\n".join(
        [HEAD, f"{len(found)} in all.", "", "| where | printed | what it comes to |", "|---|---|---|", *rows, ""]
    )


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
