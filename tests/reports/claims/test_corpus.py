"""The check finds what the commentary of the field gets wrong, and leaves alone what it gets right.

`corpus.json` holds claims of two real reports told in other words, each with the kind and the words of what is to be
found in it, in order; `missed` marks those that are known not to be found. They are held against `a_quarter`.
"""

import json
from pathlib import Path

import pytest

from app.reports.claims import check
from tests.reports.claims.a_quarter import a_month, a_quarter

CASES = json.loads((Path(__file__).parent / "corpus.json").read_text())
REPORTS = {"quarter": a_quarter(), "month": a_month()}


def found(case):
    return [[one.kind, one.where.words] for one in check(case["text"], case["section"], REPORTS[case["report"]])]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_what_is_found_in_commentary(case):
    assert found(case) == ([] if case.get("missed") else case["found"])


def test_precision_and_recall_over_the_corpus():
    wanted = {(at, *one) for at, case in enumerate(CASES) for one in case["found"]}
    told = {(at, *one) for at, case in enumerate(CASES) for one in found(case)}
    assert len(told - wanted) == 0
    assert len(wanted & told) / len(wanted) >= 0.95
    assert sum(not case["found"] for case in CASES) >= 40


def test_every_finding_of_a_figure_names_it_and_says_where_it_opens():
    findings = [one for case in CASES for one in check(case["text"], case["section"], REPORTS[case["report"]])]
    assert all(one.opens == f"/figures/{one.figure}?period={one.period}" for one in findings if one.figure)
    assert all(one.right for one in findings if one.figure)
    assert sum(bool(one.figure) for one in findings) > 30


@pytest.mark.parametrize("name", ["corpus", "corpus_demonstration"])
def test_what_is_told_of_the_check_is_so(name):
    cases = json.loads((Path(__file__).parent / f"{name}.json").read_text())
    wanted, silent = sum(len(case["found"]) for case in cases), sum(not case["found"] for case in cases)
    told = wanted - sum(len(case["found"]) for case in cases if case.get("missed"))
    page = " ".join((Path(__file__).parents[3] / "docs" / "narrative-check.md").read_text().split())
    assert f"Of its {wanted} false claims {told} are found, and none of its {silent} passages" in page
