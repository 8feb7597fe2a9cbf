"""How long the check of commentary takes over 3,000 words that are all claims.

Run with `python -m benchmarks.claims [times]`. The words are those of the quarter's cases in
`tests/reports/claims/corpus.json`, over the quarter that they are held against. Own work in milliseconds: the least and
the median of 100 times unless told; the least is nearest to what it takes when nothing else runs. Exits with 1 when the
least is more than 50 ms.
"""

import json
import statistics
import sys
from pathlib import Path
from time import process_time

from app.reports.claims import check
from app.reports.document import Document
from tests.reports.claims.a_quarter import a_quarter

CASES = Path(__file__).parents[1] / "tests" / "reports" / "claims" / "corpus.json"
TARGET, WORDS, TIMES = 50.0, 3000, 100


def claims() -> str:
    """So many words of claims, the same ones over and over."""
    cases = [case["text"] for case in json.loads(CASES.read_text()) if case["report"] == "quarter"]
    words = " ".join(cases).split(" ")
    return " ".join((words * (WORDS // len(words) + 1))[:WORDS])


def taken(text: str, document: Document, times: int) -> list[float]:
    """Milliseconds of own work, each time anew."""
    found = []
    for _ in range(times):
        began = process_time()
        check(text, "summary", document)
        found.append(1000 * (process_time() - began))
    return found


def main() -> int:
    """Print what it takes; return the exit code."""
    times = taken(claims(), a_quarter(), int(sys.argv[1]) if len(sys.argv) > 1 else TIMES)
    print(f"{WORDS:,} words of claims: {min(times):.0f} ms, median {statistics.median(times):.0f} ms")
    return int(min(times) > TARGET)


if __name__ == "__main__":
    sys.exit(main())
