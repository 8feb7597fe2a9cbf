"""Write docs/figures.md, the catalogue of every figure of some months, from the definitions themselves.

Run from the repository's root: python -m tools.figure_catalogue
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

import app.events
from app.reports.cells import definition
from app.views.figure_index import groups
from projections.months import Month
from projections.report_figures import of_month
from projections.shares import Figure

TARGET = Path(__file__).parent.parent / "docs" / "figures.md"
DEFAULT = Path(app.events.__file__).parent / "default_framework.json"
HEAD = """# The figures

Every figure of a month, a quarter or a year, with what it counts and what it is of. Each is defined once, in
`projections/`, and put together by `projections/report_figures.py`; the page of all (`/figures`) and of each, the
board, the reports and every file read that definition, and the oracle of the tests finds it by another route. Names are
for ever. Those of grades are of the framework that the product ships with; a council's own make others by the same
rule.

- **Share**: n of N in per cent, rounded half up, once, to the framework's places. Shares of a column are never made to
  add up to 100. The share of nothing is –, not 0%.
- **Interval**: Wilson's 95% score interval, see [the methods](statistics.md).
- **N/A**: whether audits to which a domain does not apply are in the base of its shares is the framework's rule.
- **Several months**: a figure counts what each of its months counts. An audit belongs to one month; an auditor is
  counted once for each month.
- **As at**: every figure holds for a moment of the log; `overdue` also for a day.

This page is written by `python -m tools.figure_catalogue`; a test holds it to the code.
"""


def catalogue() -> str:
    """The whole page as Markdown."""
    content: dict[str, Any] = json.loads(DEFAULT.read_text(encoding="utf-8"))
    empty = Month("cycle/2024-04", (), [], [], {}, content, date(2024, 4, 1))
    rows = [{"name": figure.name, "figure": figure} for figure in of_month(empty).values()]
    return HEAD + "".join(_part(group["title"], group["rows"]) for group in groups(rows))


def _part(title: str, rows: list[dict[str, Any]]) -> str:
    head = f"\n## {title}\n\n| name | figure | counts | of |\n|---|---|---|---|\n"
    return head + "".join(_row(row["figure"]) for row in rows)


def _row(figure: Figure) -> str:
    said = definition(figure.name, figure)
    return f"| `{figure.name}` | {figure.label} | {said.numerator} | {said.denominator} |\n"


if __name__ == "__main__":
    TARGET.write_text(catalogue(), encoding="utf-8")
