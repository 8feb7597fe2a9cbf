"""How long a page takes as at a random moment of ten years, the first time and again, beside the page as it is now.

Run with `python -m benchmarks.as_at [events]`; 1,000,000 unless told, with what is around the audits. The milestones
are made first, as a rebuild or the server does. Counted is this process's own work, and for the first time the clock
too. Exits with 1 when a first answer takes more than half a second of work, or the others twice as long as now.
"""

import random
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from benchmarks.pages import council, signed_in
from projections.as_at import AsAt
from projections.moments import position_at

MOMENTS, TIMES, FIRST_MS, AGAIN = 40, 5, 500, 2.0
BEGUN = 6_000
"""After so many events the council and its children are there."""
PAGES = ("/audits?month=all", "/actions", "/cycles", "/concerns", "/children/C-7")


def ms(work: Callable[[], Any]) -> tuple[float, float]:
    """Milliseconds of work on the clock, and of this process's own."""
    clock, own = perf_counter(), process_time()
    work()
    return (perf_counter() - clock) * 1e3, (process_time() - own) * 1e3


def answer(client: FlaskClient, page: str, moment: str = "") -> None:
    """Ask for a page; raises RuntimeError where there is none."""
    path = f"{page}{'&' if '?' in page else '?'}as_at={moment}" if moment else page
    if (status := client.get(path).status_code) != 200:
        raise RuntimeError(f"{path}: {status}")


def moments(app: Flask) -> list[str]:
    """Days and times by chance between the first and the last event of the log's months."""
    reader, chance = app.extensions["house"].reader, random.Random(11)
    first, last = (datetime.fromisoformat(reader.read(position, 1)[0].at) for position in (BEGUN, reader.head() - 50))
    found = (first + timedelta(days=1) + (last - first) * chance.random() * 0.99 for _ in range(MOMENTS))
    return [moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M") for moment in found]


def made_ahead(past: AsAt, folder: Path) -> None:
    """Make the milestones, and say what they took."""
    took = ms(past.keep_milestones)
    files = [path.stat().st_size for path in (folder / "as-at").iterdir()]
    print(f"made ahead: {len(files)} read models, {sum(files) / 1e6:,.0f} MB, in {took[0] / 1e3:.1f} s")


def happened(past: AsAt, moment: str) -> float:
    """Milliseconds of own work until what had happened by a moment can be read."""
    return ms(lambda: past.happened(position_at(past.log, moment), moment[:10]))[1]


def measured(app: Flask, folder: Path) -> tuple[list[tuple[float, float]], list[float]]:
    """First answers, on the clock and own work, and how many times as long as now each is again."""
    past, client, first, again = app.extensions["as_at"], signed_in(app, "qa"), [], []
    had = list[float]()
    for page in PAGES:
        answer(client, page)
        answer(client, page, f"entry-{BEGUN}")
    for nth, moment in enumerate(moments(app)):
        page = PAGES[nth % len(PAGES)]
        first.append(ms(lambda page=page, moment=moment: answer(client, page, moment)))
        then, now = (
            median(ms(lambda page=page, at=at: answer(client, page, at))[1] for _ in range(TIMES))
            for at in (moment, "")
        )
        again.append(then / now)
    for moment in moments(app)[:10]:
        had.append(happened(past, f"{moment}:00+00:00"))
    print(f"what had happened, first: own work median {median(had):.0f}, at most {max(had):.0f} ms")
    found = [ms(lambda at=moment: position_at(past.log, f"{at}:00+00:00"))[1] for moment in moments(app)]
    print(f"the position of a moment: median {median(found):.1f} ms, at most {max(found):.1f} ms")
    return first, again


def main() -> int:
    """Print what was seen; return the exit code."""
    events = int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        app = council(Path(folder), events)
        app.extensions["house"].model.catch_up()
        made_ahead(app.extensions["as_at"], Path(folder))
        first, again = measured(app, Path(folder))
    clock, own = ([one[n] for one in first] for n in (0, 1))
    print(f"{MOMENTS} moments of {events:,} events, each of one of {len(PAGES)} pages")
    for name, times in (("first, own work", own), ("first, on the clock", clock)):
        print(f"{name}: median {median(times):.0f}, at most {max(times):.0f} ms")
    print(f"again, as a multiple of the page as it is now: median {median(again):.2f}, at most {max(again):.2f}")
    return int(max(own) > FIRST_MS or median(again) > AGAIN)


if __name__ == "__main__":
    sys.exit(main())
