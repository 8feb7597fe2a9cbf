"""How long the reports of a large council take over ten years: put together, as Word with charts, and as Excel.

Run with `python -m benchmarks.reports [events]`; 1,000,000 unless told. The month, quarter and year before the newest
month are put together as their pages and files do. A quarter's Word file with its charts is to take 3 s at the most, a
year's 6 s; Excel 2 s. Beside each stands what reading the figures of the same months alone takes. Exits with 1 when
one takes longer. "Own work" leaves out what other programs took.
"""

import sys
import tempfile
from datetime import date
from functools import partial
from pathlib import Path
from time import process_time

from app.events.periods import Period, quarter_of
from app.events.periods import period as period_of
from app.programme import audits, frameworks
from app.programme.house import House
from app.reports import assemble, charts, layouts, word, workbook
from app.reports.source import Source
from benchmarks.pages import council

TARGETS = {"monthly": 3.0, "quarterly": 3.0, "yearly": 6.0}
"""Seconds that a report may take as Word, from reading its figures to the last byte."""
EXCEL = 2.0
WIDTH = 1600


def source(house: House, on: date) -> Source:
    """What reports are put together from."""
    return Source(house.model, partial(frameworks.content, house), partial(audits.answers_at, house), on)


def measured(house: House, of: Period) -> dict[str, float]:
    """Seconds of own work that the report of a period takes, step by step, nothing of it read before."""
    on, words = of.ends_on, assemble.Words("Eastmere", "Reader", as_at=f"{of.ends_on}T09:00:00+00:00")
    start = process_time()
    source(house, on).figures(of)
    figures = process_time()
    made = assemble.document(source(house, on), of, layouts.DEFAULTS[of.kind], words)
    assembled = process_time()
    word.written(made, None, lambda chart: charts.png(chart, WIDTH))
    written = process_time()
    workbook.written(made)
    return {
        "figures": figures - start,
        "assembled": assembled - figures,
        "word": written - figures,
        "excel": process_time() - written,
    }


def main() -> int:
    """Print each report; return the exit code."""
    events, late = int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 1_000_000, 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        house: House = council(Path(folder), events).extensions["house"]
        month = house.model.query("SELECT month FROM cycles ORDER BY month DESC LIMIT 1 OFFSET 1")[0]["month"]
        newest = period_of(month)
        assert newest is not None
        print(f"own work in seconds over {events:,} events: its figures alone, put together, as Word in all, as Excel")
        for of in (newest, quarter_of(month).before, newest.year.before):
            found = measured(house, of)
            late += found["word"] > TARGETS[of.kind] or found["excel"] > EXCEL
            print(f"{of.label:12}" + "".join(f"{took:7.2f}" for took in found.values()))
    return int(bool(late))


if __name__ == "__main__":
    sys.exit(main())
