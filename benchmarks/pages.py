"""How long each page takes over ten years of a large council, against the same page over its first months.

Run with `python -m benchmarks.pages [events]`; 1,000,000 unless told. The log has what is around the audits. Each page
is asked for by somebody who may see it, in this process and without a network. Counted is this process's own work, the
slowest of twenty answers but one. Exits with 1 when a page takes more than 50 ms, and says beside each how it grew.
"""

import sys
import tempfile
from pathlib import Path
from statistics import quantiles
from time import process_time

from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.config import Settings
from app.programme import people
from app.programme.house import House
from benchmarks.synthetic import fill

TIMES, TARGET_MS, FEW = 20, 50, 30_000
SAID = {"by": "person/0", "at": "2026-01-05T09:00:00+00:00"}
READERS = {
    "qa": ({"qa_lead"}, ""),
    "manager": ({"team_manager"}, "team/1"),
    "director": ({"director"}, ""),
    "moderator": ({"moderator"}, ""),
}
LAST = "{month}"
PAGES = {
    "qa": (
        f"/ /cycles /cycles/{LAST} /cycles/{LAST}/sample /cycles/{LAST}/allocation /audits /audits?month=all&sort=child"
        f" /audits/{LAST}/7 /audits/{LAST}/7/history /children /children/C-7 /people /people/7 /teams /teams/1"
        " /exemptions /moderations /moderations/figures /loops /loops/agreement /actions /actions?sort=owner"
        " /actions/standing /duties /duties/by-team /concerns /dip-samples /impact /good-practice /pools /pools/people"
        " /pools/cohorts /learning /capacity /mail /replies /figures /figures/completion-of-pool"
        " /figures/grade:overall:good /figures/actions:open /figures/impact:practice /figures/inadequate:open"
        " /reports /recommendations /meetings /dashboard /questions /corrections"
    ),
    "manager": "/ /audits /actions /duties /concerns /teams/1",
    "director": f"/ /concerns /audits /dashboard /meetings/{LAST}",
    "moderator": "/ /moderations",
}


def council(folder: Path, events: int) -> Flask:
    """A programme over a log of so many events, and somebody of each kind who signs in."""
    fill(folder / "log.sqlite", events, around=True)
    app = create_app(Settings(folder))
    app.config.update(WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False)
    house: House = app.extensions["house"]
    for id, (roles, team) in READERS.items():
        details = {"name": f"Reader {id}", "email": f"{id}@eastmere.example", "job_level": "manager"}
        people.add(house, f"person/{id}", details | {"team": team, "supervisor": ""}, roles, **SAID)
    return app


def signed_in(app: Flask, id: str) -> FlaskClient:
    """A reader's browser."""
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = f"person/{id}", True
    return client


def p95_ms(client: FlaskClient, path: str) -> float:
    """Milliseconds of all answers but the slowest twentieth; raises RuntimeError where there is no page.

    A first answer is not counted: with it the page's templates are compiled, once while the server runs.
    """
    client.get(path)
    times = []
    for _ in range(TIMES):
        start = process_time()
        answer = client.get(path)
        times.append((process_time() - start) * 1e3)
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status_code}")
    return quantiles(times, n=20)[18]


def measured(events: int) -> dict[tuple[str, str], float]:
    """The milliseconds of each page by reader and address, over a log of so many events."""
    found = {}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        app = council(Path(folder), events)
        month = app.extensions["house"].model.one("SELECT max(month) AS month FROM cycles")["month"]
        for id, paths in PAGES.items():
            client = signed_in(app, id)
            found |= {(id, path): p95_ms(client, path.replace(LAST, month)) for path in paths.split()}
    return found


def main() -> int:
    """Print each page, slowest first; return the exit code."""
    events = int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 1_000_000
    few, many = measured(FEW), measured(events)
    print(f"p95 of {TIMES} answers over {FEW:,} and over {events:,} events, in milliseconds")
    for page in sorted(many, key=lambda page: -many[page]):
        print(f"{few[page]:7.1f} {many[page]:7.1f}  x{many[page] / few[page]:4.1f}  {page[0]:9} {page[1]}")
    late = [page for page, took in many.items() if took > TARGET_MS]
    print(f"{len(late)} of {len(many)} pages take more than {TARGET_MS} ms")
    return int(bool(late))


if __name__ == "__main__":
    sys.exit(main())
