"""How long a month's pages take with 300 children and 150 auditors: preview, allocation with storing, swap, draw.

Every figure is from request to response, through sign-in, policy, rules, log (fsync) and read model, over a list of
4,000 children. Run with `python -m benchmarks.allocation_request`; exits with 1 if the allocation takes over a second.
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from flask.testing import FlaskClient

from app import create_app
from app.config import Settings
from projections import allocation
from tests.programme.a_month import BY, MAY, drawn, opened, the_council

AUDITORS, CHILDREN, SAMPLE, OWED = 150, 4_000, 300, 2
LIMIT_MS = 1000
SEED = "seed=May&on-day=1&on-month=5&on-year=2024"


def the_month(folder: Path) -> tuple[FlaskClient, Any]:
    """A council whose auditors owe two audits each, and its QA lead signed in."""
    app = create_app(Settings(folder))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False)
    house, client = app.extensions["house"], app.test_client()
    the_council(house, AUDITORS, CHILDREN, OWED)
    opened(house)
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = BY["by"], True
    return client, house


def timed(name: str, ask: Callable[[], Any]) -> tuple[float, Any]:
    """Time one request, print it, and return milliseconds and the response."""
    start = perf_counter()
    answer = ask()
    took = (perf_counter() - start) * 1000
    print(f"{name}: {took:.0f} ms ({answer.status_code})")
    return took, answer


def main() -> int:
    """Walk the month once and print what each step takes."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        client, house = the_month(Path(folder))
        drawn(house, SAMPLE)
        timed("first page of the process", lambda: client.get("/cycles"))
        timed("sample page", lambda: client.get("/cycles/2024-05/sample"))
        timed("sample drawn again and asked", lambda: client.get("/cycles/2024-05/sample?check=1&why=C-0001"))
        there = "/cycles/2024-05/allocation"
        _, page = timed("preview of the allocation", lambda: client.get(f"{there}?{SEED}"))
        sent = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page.get_data(as_text=True)))
        took, _ = timed("allocation stored", lambda: client.post(there, data=sent))
        timed("allocation page", lambda: client.get(there))
        timed("swap page", lambda: client.get("/cycles/2024-05/swaps/1"))
        stored = len(allocation.audits(house.model, MAY))
    print(f"{stored} audits of {SAMPLE} children stored; limit {LIMIT_MS} ms")
    return int(took > LIMIT_MS or stored != SAMPLE)


if __name__ == "__main__":
    sys.exit(main())
