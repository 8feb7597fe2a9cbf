"""The demonstration's reports reproduce the tables of the two real ones, wherever their own numbers add up."""

from datetime import date

import pytest

from app.events.periods import period
from app.programme import audits, frameworks
from app.programme.house import House
from app.reports import assemble, layouts
from app.reports.document import Document
from app.reports.source import Source
from tests.demo_fixture import demonstration, seeded

__all__ = ["demonstration", "seeded"]


def source(house: House, on: str) -> Source:
    return Source(
        house.model,
        lambda framework, version: frameworks.content(house, framework, version),
        lambda audit, version: audits.answers_at(house, audit, version),
        date.fromisoformat(on),
    )


def report(house: House, key: str, on: str, **texts: str) -> Document:
    of = period(key)
    assert of is not None
    words = assemble.Words("Eastmere Council", "Ruth Okafor", texts)
    return assemble.document(source(house, on), of, layouts.DEFAULTS[of.kind], words)


@pytest.fixture(scope="module")
def quarter(demonstration: House) -> Document:
    return report(demonstration, "2024-Q1", "2024-07-05")


@pytest.fixture(scope="module")
def november(demonstration: House) -> Document:
    return report(demonstration, "2018-11", "2018-11-30", conclusions="Good was {grade:overall:good}; {nonsense}.")


def table(document: Document, block: str) -> dict[str, list[str]]:
    found = next(one.table for _, one in document.blocks() if one.id == block)
    assert found is not None
    return {row[0].text: [cell.text for cell in row[1:]] for row in found.rows}


def lines(document: Document) -> dict[str, str]:
    return {line.label: line.cell.text for _, block in document.blocks() for line in block.lines}


def test_the_summary_of_the_quarter(quarter):
    shown = table(quarter, "overall-months")
    assert shown["Good"] == ["7 (23%)", "7 (23%)", "7 (44%)", "21 (27%)"]
    assert shown["Requires Improvement"] == ["22 (71%)", "18 (60%)", "9 (56%)", "49 (64%)"]
    assert shown["Inadequate"] == ["2 (6%)", "5 (17%)", "0 (0%)", "7 (9%)"]
    assert shown["Graded"] == ["31", "30", "16", "77"]


PRINTED = {
    "seeing-and-hearing": {"Good": (7, 16, 7, 30), "Requires Improvement": (21, 11, 9, 41), "Inadequate": (3, 3, 0, 6)},
    "assessment": {"Outstanding": (1, 1, 0, 2), "Good": (11, 5, 8, 24), "Requires Improvement": (13, 14, 8, 35)},
    "plans": {"Good": (4, 8, 7, 19), "Requires Improvement": (20, 10, 9, 39), "N/A": (0, 7, 0, 7)},
    "decision-making": {"Outstanding": (1, 0, 1, 2), "Good": (17, 9, 11, 37), "Inadequate": (1, 7, 1, 9)},
    "meetings-and-reviews": {"Good": (12, 10, 7, 29), "Inadequate": (3, 3, 0, 6), "N/A": (1, 2, 0, 3)},
    "supervision": {"Outstanding": (1, 0, 0, 1), "Good": (11, 9, 11, 31), "Inadequate": (2, 7, 0, 9)},
    "diversity": {"Good": (15, 16, 12, 43), "Requires Improvement": (15, 12, 3, 30), "Inadequate": (0, 2, 0, 2)},
}
"""Counts as the quarterly report prints them, April, May, June and in total (of diversity it prints no total)."""


@pytest.mark.parametrize("domain", PRINTED)
def test_a_domain_of_the_quarter(quarter, domain):
    shown = table(quarter, f"domain-{domain}")
    for grade, counts in PRINTED[domain].items():
        assert tuple(int(cell.split()[0]) for cell in shown[grade]) == counts, grade


def test_moderation_families_and_inadequate_audits_of_the_quarter(quarter):
    assert lines(quarter)["Overall grade kept at moderation"] == "11 of 13 (85%)"
    assert table(quarter, "families")["Families heard"] == ["18 (58%)", "17 (57%)", "9 (56%)", "44 (57%)"]
    assert [row[0] for row in table(quarter, "inadequate").values()] == ["2", "5", "0", "7"]


def test_families_are_quoted_each_once_positive_first(quarter):
    said = next(block for _, block in quarter.blocks() if block.id == "quotations").quotations
    tones = [one.tone for one in said]
    assert tones == sorted(tones, reverse=True)
    assert set(tones) == {"positive", "less_positive"}
    assert len({one.text for one in said}) == len(said)
    assert {one.audit[:13] for one in said} <= {"audit/2024-04", "audit/2024-05", "audit/2024-06"}


def test_good_in_june_is_too_few_to_call(quarter):
    said = table(quarter, "month-compared")["Overall grade: Good"][-1]
    assert said.startswith("too few to call (p = 0.12,")


def test_the_worked_values_of_november(november):
    shown = table(november, "completion")
    assert [cells[0] for cells in shown.values()] == [
        "45 of 73 (62%)", "45 of 55 (82%)", "42 of 55 (76%)", "45 of 45 (100%)",
    ]  # fmt: skip
    said = lines(november)
    assert said["Exemptions that are not health or leave"] == "15 of 62 (24%)"
    assert (said["Open"], said["Within timescale"], said["Overdue"]) == ("190", "122 of 190 (64%)", "68 of 190 (36%)")
    assert (said["Children of concern"], said["of these in Category 1"]) == ("17", "0")


YEAR = [
    (32, 19, 168, 0, 27, 5), (23, 14, 164, 0, 18, 5), (24, 16, 150, 2, 13, 9), (27, 22, 123, 1, 18, 8),
    (25, 23, 109, 2, 14, 9), (40, 44, 91, 4, 27, 9), (27, 46, 59, 1, 15, 11), (26, 47, 55, 1, 12, 13),
    (28, 61, 46, 2, 18, 5), (46, 61, 75, 3, 28, 11), (45, 73, 62, 9, 25, 8),
]  # fmt: skip
"""January to November 2018 as the monthly report's figures 1 and 3 print them: completed audits, auditors, completion
rate; Good, Requires Improvement, Inadequate."""


def test_figures_1_and_3_of_november(november):
    completed = table(november, "completion-months")
    assert list(completed)[::10] == ["January 2018", "November 2018"]
    shown = [cells[:3] for cells in completed.values()]
    assert shown == [[str(n), str(of), f"{n} ({share}%)"] for n, of, share, *_ in YEAR]
    graded = table(november, "overall-months")
    for place, grade in enumerate(("Good", "Requires Improvement", "Inadequate"), 3):
        assert [int(cell.split()[0]) for cell in graded[grade]] == [month[place] for month in YEAR]


def test_the_dip_sample_and_participation_of_november(november):
    block = next(one for _, one in november.blocks() if one.title.startswith("Dip sample: Management oversight"))
    assert block.table is not None
    found = {(row[0].text, row[1].text): row[2].text for row in block.table.rows}
    assert found["Receipt of the audit is acknowledged on the record", "Yes"] == "17 of 49 (35%)"
    assert found["Kind of supervision", "Reflective"] == "6 of 49 (12%)"
    assert table(november, "engagement")["Manager took part"] == ["41 (91%)"]


def test_a_token_is_the_figure_and_an_unknown_one_stays_as_typed(november):
    said = next(section for section in november.sections if section.id == "conclusions").commentary[0]
    assert said.text == "Good was 9 of 42 (21%); {nonsense}."
    assert said.runs[1].opens == "/figures/grade:overall:good?period=2018-11"


def test_names_are_in_the_confidential_part_alone(quarter):
    named = [(section, block) for section, block in quarter.blocks() if block.confidential]
    assert {section.id for section, _ in named} == {"appendix", "inadequate"}
    assert all(block.confidential for section, block in quarter.blocks() if section.confidential)


def test_what_adds_up_is_said_and_does(quarter):
    values = {(cell.figure, cell.period): cell.n for cell in quarter.cells()}
    assert len(quarter.sums) > 60
    for one in quarter.sums:
        assert values[one.total] == sum(values[part] or 0 for part in one.parts), one


def test_every_figure_of_the_months_is_defined(quarter):
    defined = {one.name for one in quarter.definitions}
    assert {"grade:plans:good", "families-heard", "completion-of-pool"} <= defined
    of_the_months = {cell.figure for cell in quarter.cells() if cell.opens.startswith("/figures/")}
    assert of_the_months <= defined
