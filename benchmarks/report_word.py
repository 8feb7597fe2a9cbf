"""How long a report takes as a Word file, beside what drawing its charts takes alone, in one run.

Run with `python -m benchmarks.report_word`. A report has 12 charts and 24 tables, a quarter's of 3 months, a year's of
12. A quarter's is to take 3 s at the most, a year's 6 s; and neither more than 1.3 times what its charts take to be
drawn. "Own work" leaves out what other programs took.
"""

import sys
from dataclasses import replace
from time import perf_counter, process_time

from app.reports.charts import png
from app.reports.document import CHART, SHARE, TABLE, TEXT, Block, Cell, Chart, Column, Document, Point, Section, Series
from app.reports.document import Table as Rows
from app.reports.word import PICTURE_WIDTH, written
from app.reports.word_sample import a_sample

GRADES = ("Outstanding", "Good", "Requires Improvement", "Inadequate")
RATIO = 1.3
REPORTS = {"a quarter's": (12, 3, 3.0), "a year's": (12, 12, 6.0)}
"""How many charts, how many months, and the seconds that it may take."""


def chart(n: int, months: int) -> Chart:
    """Grades by month; each n has other numbers, so that no picture is drawn once for several."""
    points = tuple(
        Point(f"Month {month + 1}", float((n * 7 + month * 5 + at * 3) % 23), grade, (n * 7 + month * 5 + at * 3) % 23)
        for at, grade in enumerate(GRADES)
        for month in range(months)
    )
    series = tuple(Series(grade, grade, f"grade-{4 - at}") for at, grade in enumerate(GRADES))
    finding = f"Most audits of domain {n} were graded Requires Improvement."
    return Chart(f"domain-{n}", "stacked", f"Domain {n} by month", finding, finding, points, series, "Audits")


def table(n: int, months: int) -> Rows:
    """The same as numbers."""
    columns = (Column("Grade", TEXT), *(Column(f"Month {month + 1}", SHARE) for month in range(months)))
    rows = tuple(
        (Cell(grade), *(Cell(f"{(n + month) % 23} ({month}%)") for month in range(months))) for grade in GRADES
    )
    return Rows(columns, rows, totals=1)


def report(charts: int, months: int) -> Document:
    """A report with so many charts, each with its table beneath and another one after it."""
    blocks = tuple(
        block
        for n in range(charts)
        for block in (
            Block(f"chart-{n}", CHART, f"Domain {n}", table=table(n, months), chart=chart(n, months)),
            Block(f"table-{n}", TABLE, f"Domain {n} again", table=table(n + 1, months)),
        )
    )
    return replace(a_sample(), sections=(*a_sample().sections, Section("domains", "Domains", blocks)))


class Drawing:
    """Draws charts, and counts how long that took."""

    seconds = 0.0

    def __call__(self, one: Chart) -> bytes:
        """The picture of a chart."""
        began = perf_counter()
        made = png(one, PICTURE_WIDTH)
        self.seconds += perf_counter() - began
        return made


def measured(called: str, charts: int, months: int, most: float) -> bool:
    """Print how long a report takes, and again with its pictures kept; return whether that is too long."""
    document, drawing = report(charts, months), Drawing()
    began, own = perf_counter(), process_time()
    size = len(written(document, None, drawing))
    whole, own = perf_counter() - began, process_time() - own
    ratio, began = whole / drawing.seconds, perf_counter()
    written(document, None, drawing)
    again = perf_counter() - began
    print(f"{called} report, {charts} charts, {size / 1e6:.1f} MB: {whole:.2f} s,"
          f" own work {own:.2f} s (at most {most:.0f})")  # fmt: skip
    print(f"  {ratio:.2f} x its drawing (at most {RATIO}); again, its pictures kept: {again:.2f} s")
    return own > most or ratio > RATIO


def main() -> int:
    """Measure each report; return how many of them take too long."""
    png(chart(999, 3), PICTURE_WIDTH)  # The library that draws is brought in.
    return sum(measured(called, *asked) for called, asked in REPORTS.items())


if __name__ == "__main__":
    sys.exit(main())
