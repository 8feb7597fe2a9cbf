"""The check over reports with all their blocks: what readers wrote against the demonstration's, false and true.

`corpus_demonstration.json` is like `corpus.json`; its sentences are told of the November of 2018 and the first quarter
of 2024-25 as `demonstration.json` has them: two reports that the demonstration published, kept here as they were, since
how its later actions fare is made anew with it.
"""

import json
from pathlib import Path

import pytest

from app.reports.claims import check
from app.reports.document import from_json

HERE = Path(__file__).parent
CASES = json.loads((HERE / "corpus_demonstration.json").read_text())
REPORTS = {key: from_json(facts) for key, facts in json.loads((HERE / "demonstration.json").read_text()).items()}


def told(case):
    findings = check(case["text"], case["section"], REPORTS[case["report"]])
    return [[one.kind, one.where.words] for one in findings]


@pytest.mark.parametrize("report", REPORTS)
def test_what_is_found_in_what_is_said_of_the_demonstration(report):
    unlike = [
        (case["text"], found)
        for case in CASES
        if case["report"] == report and (found := told(case)) != ([] if case.get("missed") else case["found"])
    ]
    assert unlike == []


def test_each_number_of_a_figure_is_left_alone_where_its_name_and_month_are_said():
    lines = [
        (key, section.id, line)
        for key, report in REPORTS.items()
        for section, block in report.blocks()
        for line in block.lines
        if line.cell.figure and line.cell.of is None and ":" not in line.label
    ]
    wrong = [
        (line.label, one.sentence)
        for key, section, line in lines
        for one in check(f"{line.label}: {line.cell.n}. {line.label} was {line.cell.n}.", section, REPORTS[key])
    ]
    assert len(lines) > 20
    assert wrong == []
