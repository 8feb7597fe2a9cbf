"""Write docs/figures.md, the catalogue of every figure of some months, from the definitions themselves.

Run from the repository's root: python -m tools.figure_catalogue
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import app.events
from app.events.periods import MONTHLY, Period
from app.reports import figures
from app.reports.cells import definition
from app.reports.source import Source
from app.views.figure_index import groups
from projections.months import Month
from projections.report_figures import of_month
from projections.shares import Figure

TARGET = Path(__file__).parent.parent / "docs" / "figures.md"
DEFAULT = Path(app.events.__file__).parent / "default_framework.json"
HEAD = """# The figures

Every figure with what it counts and what it is of: first those of a month, a quarter or a year, each defined once in
`projections/` and put together by `projections/report_figures.py`; then those of what stands around the audits, whose
names begin with a group and a colon, put together by `app/reports/figures.py`. The page of all (`/figures`) and of
each, the board, the reports and every file read those definitions, and the oracle of the tests finds each by another
route. Names are for ever. Those of grades are of the framework that the product ships with; a council's own make others
by the same rule.

- **Share**: n of N in per cent, rounded half up, once, to the framework's places. Shares of a column are never made to
  add up to 100. The share of nothing is –, not 0%.
- **Interval**: Wilson's 95% score interval, see [the methods](statistics.md). It stands beside every share in the lines
  and tables of a report, on the page of all figures, on a figure's own page, beside both ends on its page of changes
  and in the standing monthly item. A sentence of commentary has n of N and leads to the figure, where the interval is.
- **N/A**: whether audits to which a domain does not apply are in the base of its shares is the framework's rule.
- **Several months**: a figure counts what each of its months counts. An audit belongs to one month; an auditor is
  counted once for each month.
- **As at**: every figure holds for a moment of the log; `overdue` also for a day. Of those around the audits, pools,
  actions and children of concern stand as at the end of the period's last day, or as at today where that is to come;
  follow-ups, requests, the actions after audits and what the same children were graded since as at the day on which
  they are looked at.

## What opens where

Every value of a report's lines, tables and sentences opens to `/figures/<name>?period=<period>`: its value, n of N,
interval, definition, position in the log, the months, what moved it between two moments, and each of what it counts,
by name as far as the reader may see it. Of an edition, the page says it as it was published, beside what it is now.
Besides:

- Open children and capacity open to `/capacity` with exactly the numbers that were used. Open children are a count that
  was brought in, of no children by name; capacity is a sum and no count of records.
- What a base is that is a number from elsewhere (a measure of a dip sample) is of nobody who could be listed.
- A name in the appendix opens to the person or the audit. Targets of the pools are told and open to nothing.
- What stands on a day is compared with no period before: both count partly the same.

This page is written by `python -m tools.figure_catalogue`; a test holds it to the code.
"""
NAMED = """
## Named by what is found

| name | figure | counts | of |
|---|---|---|---|
| `good-practice:<theme>` | The theme | Examples of the theme that were found in the period. |  |
| `good-practice:<theme>:followed` | The theme: followed up | Those of the examples that were followed up, by now. |  |
| `dip:<sample>:<measure>:<answer>` | Measure: answer | Records of the dip sample with the answer | records that the \
measure is asked of, without “not applicable” where the measure leaves it out |
| `moderation:<domain>:kept`, `:up`, `:down`, `:otherwise` | Domain: kept, changed | Audits where the grade of the \
domain was so at moderation | moderated audits in which both graded it |
| `capacity:children` | Open children | Open children of the whole council, by the newest count up to that day |  |

`moderation:grade-kept` stands in older texts for `grade-kept`.
"""


class Nothing:
    """A read model before anything was recorded."""

    def query(self, sql: str, values: Any = ()) -> list[Any]:
        """No row."""
        return []


class Empty(Source):
    """What the figures around the audits are read from before there is any."""

    def content(self, period: Period) -> Any:
        """The framework that the product ships with."""
        return json.loads(DEFAULT.read_text(encoding="utf-8"))


def catalogue() -> str:
    """The whole page as Markdown."""
    content: dict[str, Any] = json.loads(DEFAULT.read_text(encoding="utf-8"))
    empty = Month("cycle/2024-04", (), [], [], {}, content, date(2024, 4, 1))
    rows = [{"name": figure.name, "figure": figure} for figure in of_month(empty).values()]
    months = "".join(_part(group["title"], group["rows"]) for group in groups(rows))
    return HEAD + months + "".join(_around()) + NAMED


def _around() -> Iterator[str]:
    """The groups of figures that are not counted month by month."""
    source, of = (
        Empty(Nothing(), lambda *_: {}, lambda *_: {}, date(2024, 4, 30)),
        Period("2024-04", MONTHLY, ("2024-04",)),
    )
    for name, group in figures.GROUPS.items():
        if found := figures.group(source, of, name):
            yield _part(group.title, [{"figure": figure} for figure in found.values()])


def _part(title: str, rows: list[dict[str, Any]]) -> str:
    head = f"\n## {title}\n\n| name | figure | counts | of |\n|---|---|---|---|\n"
    return head + "".join(_row(row["figure"]) for row in rows)


def _row(figure: Figure) -> str:
    said = definition(figure.name, figure)
    return f"| `{figure.name}` | {figure.label} | {said.numerator} | {said.denominator} |\n"


if __name__ == "__main__":
    TARGET.write_text(catalogue(), encoding="utf-8")
