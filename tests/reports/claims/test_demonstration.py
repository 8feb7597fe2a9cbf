"""The check over the reports that the demonstration publishes: what others wrote against them, false and true.

`corpus_demonstration.json` is like `corpus.json`; its sentences are told of the November of 2018 and the first quarter
of 2024-25, whose tables have all the blocks of a report.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.programme import reports
from app.programme.house import House
from app.reports.claims import check, check_all
from app.reports.document import Document, from_json
from tests.demo_fixture import demonstration, seeded

__all__ = ["demonstration", "seeded"]
CASES = json.loads((Path(__file__).parent / "corpus_demonstration.json").read_text())
KEYS = ("2018-11", "2024-Q1")


@pytest.fixture(scope="module")
def editions(demonstration: House) -> dict[str, Document]:
    return {key: from_json(reports.published(demonstration, f"report/{key}", 1)["document"]) for key in KEYS}


def told(case: dict, editions: dict[str, Document]) -> list[list[str]]:
    findings = check(case["text"], case["section"], editions[case["report"]])
    return [[one.kind, one.where.words] for one in findings]


def unlike(editions: dict[str, Document]) -> Iterator[tuple[str, list[list[str]]]]:
    for case in CASES:
        found = told(case, editions)
        if found != ([] if case.get("missed") else case["found"]):
            yield case["text"], found


def test_what_is_found_in_what_is_said_of_the_demonstration(editions):
    assert [*unlike(editions)] == []


def test_nothing_is_found_in_the_demonstrations_own_texts(editions):
    assert [one.sentence for key in KEYS for one in check_all(editions[key])] == []
