"""Every figure of a month against the worked values of the November 2018 report."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.events.audit import Audit
from app.programme.house import House
from projections import grade_table, months
from projections.completion import figures
from projections.shares import Figure, percent
from tests.projections.november import AUDITORS, NOVEMBER, RUTH, STAMP, audit_id, tell

TODAY = date(2018, 11, 30)


@pytest.fixture
def content(house: House) -> dict[str, Any]:
    return tell(house)


@pytest.fixture
def november(house: House, content: dict[str, Any]) -> dict[str, Figure]:
    return figures(months.month(house.model, NOVEMBER, content, TODAY))


COUNTS = {
    "pool": 73, "long-leave": 11, "exempt": 7, "expected": 55, "allocated": 55, "exempted-afterwards": 10,
    "started": 45, "returned": 45, "late": 5, "nil": 0, "withdrawn": 0, "not-to-standard": 3, "sent-back": 0,
    "accepted": 42, "waiting": 0, "uploaded": 0, "overdue": 0, "within-reach": 45, "maternity-leave": 2,
    "extended-leave": 9, "exempted-after": 10, "exempted-for-health": 2, "still-open": 0,
}  # fmt: skip


@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_counts(november: dict[str, Figure], name: str, count: int) -> None:
    assert november[name].n == count
    assert november[name].value == str(count)


SHARES = {
    "completion-of-pool": ("45 of 73", "62%"),
    "completion-of-allocated": ("45 of 55", "82%"),
    "completion-to-standard": ("42 of 55", "76%"),
    "completion-of-expected": ("45 of 45", "100%"),
    "completion-within-reach": ("45 of 55", "82%"),
    "exemptions-not-health-or-leave": ("15 of 62", "24%"),
    "exemptions-not-health-or-leave-of-pool": ("15 of 73", "21%"),
    "exemptions-health-or-leave": ("13 of 73", "18%"),
    "grade:overall:good": ("9 of 42", "21%"),
    "grade:overall:requires-improvement": ("25 of 42", "60%"),
    "grade:overall:inadequate": ("8 of 42", "19%"),
    "grade:overall:outstanding": ("0 of 42", "0%"),
}


@pytest.mark.parametrize(("name", "read"), SHARES.items())
def test_shares(november: dict[str, Figure], name: str, read: tuple[str, str]) -> None:
    assert (november[name].words, november[name].value) == read


def test_the_flow_adds_up(november: dict[str, Figure]) -> None:
    n = {name: figure.n for name, figure in november.items()}
    assert n["pool"] - n["long-leave"] - n["exempt"] == n["expected"]
    assert n["accepted"] + n["not-to-standard"] + n["waiting"] == n["returned"]


def test_every_figure_opens_to_its_members(november: dict[str, Figure]) -> None:
    assert november["exempted-afterwards"].members == tuple(audit_id(n) for n in range(1, 11))
    assert set(november["completion-of-expected"].base or ()) == {audit_id(n) for n in range(11, 56)}
    assert november["completion-of-allocated"].others == november["exempted-afterwards"].members
    assert len(november["completion-of-pool"].others) == 73, "audits are no auditors: the base stands whole"


def test_every_figure_says_what_it_is(november: dict[str, Figure]) -> None:
    for figure in november.values():
        assert figure.label
        assert figure.definition.endswith(".")
        assert len(set(figure.members)) == figure.n


def test_who_is_exempted_is_confidential(november: dict[str, Figure]) -> None:
    secret = {name for name, figure in november.items() if figure.confidential}
    counted = {"long-leave", "exempt", "expected", "expected-without-audit", "not-expected"}
    terms = {"maternity-leave", "extended-leave", "exempted-after", "exempted-for-health"}
    shares = {"exemptions-not-health-or-leave", "exemptions-not-health-or-leave-of-pool", "exemptions-health-or-leave"}
    assert secret == counted | terms | shares


def test_allocated_and_expected_differ_by_who_has_none_several_or_is_not_expected(
    house: House, content: dict[str, Any]
) -> None:
    facts = {"on": "2018-11-13", "due": "2018-12-04", "reason": "Ill.", "grounds": ""}
    for number, auditor in ((1, AUDITORS[0]), (2, AUDITORS[30])):
        audit = house.load(Audit, audit_id(number))
        audit.reallocate(auditor, **facts, by=RUTH, at=STAMP["at"])
        house.keep(audit)
    found = figures(months.month(house.model, NOVEMBER, content, TODAY))
    assert found["expected-without-audit"].members == (AUDITORS[18], AUDITORS[19])
    assert found["above-share"].members == (AUDITORS[30],)
    assert found["not-expected"].members == (AUDITORS[0],), "exempted before the allocation"
    n = {name: figure.n for name, figure in found.items()}
    more_each = 1
    assert n["allocated"] == (
        n["expected"] - n["expected-without-audit"] + more_each * n["above-share"] + n["not-expected"]
    )


def test_an_open_audit_is_overdue_the_day_after_its_date(house: House, content: dict[str, Any]) -> None:
    month = months.month(house.model, NOVEMBER, content, date(2018, 11, 26))
    month.audits[0]["state"] = "started"
    assert figures(month)["overdue"].members == ()
    later = months.Month(**{**vars(month), "today": date(2018, 11, 27)})
    assert figures(later)["overdue"].members == (audit_id(1),)


def test_not_applicable_is_in_the_base_or_not_by_the_frameworks_rule(house: House, content: dict[str, Any]) -> None:
    month = months.month(house.model, NOVEMBER, content, TODAY)
    domain = content["domains"][0]["id"]
    first = next(grades for grades in month.grades.values() if domain in grades)
    first[domain] = "na"
    out = figures(month)
    counted = months.Month(**{**vars(month), "content": with_na_counted(content)})
    inside = figures(counted)
    assert (out[f"grade:{domain}:good"].words, out[f"grade:{domain}:na"].words) == ("8 of 41", "1")
    assert (inside[f"grade:{domain}:good"].words, inside[f"grade:{domain}:na"].words) == ("8 of 42", "1 of 42")


def with_na_counted(content: dict[str, Any]) -> dict[str, Any]:
    return {**content, "not_applicable": {**content["not_applicable"], "in_denominator": True}}


def test_each_line_of_the_grade_table_adds_up_to_its_base(house: House, content: dict[str, Any]) -> None:
    rows = grade_table.domain_table(months.month(house.model, NOVEMBER, content, TODAY))
    assert [row.domain for row in rows] == [*(domain["id"] for domain in content["domains"]), "overall"]
    for row in rows:
        assert sum(cell.n for cell in row.cells if cell.of is not None) == row.cells[0].of == 42


def test_a_framework_decides_the_decimal_places(house: House, content: dict[str, Any]) -> None:
    finer = {**content, "rounding": {"places": 1}}
    november = figures(months.month(house.model, NOVEMBER, finer, TODAY))
    assert november["completion-of-pool"].value == "61.6%"


HALVES = [(1, 8, 0, "13"), (1, 8, 1, "12.5"), (1, 200, 0, "1"), (43, 46, 0, "93"), (1, 16, 1, "6.3"), (24, 77, 0, "31")]


@pytest.mark.parametrize(("n", "of", "places", "read"), HALVES)
def test_shares_are_rounded_half_up_once(n: int, of: int, places: int, read: str) -> None:
    assert percent(n, of, places) == Decimal(read)


def test_a_share_of_nothing_is_a_dash() -> None:
    assert Figure("x", "X", "X.", (), base=()).value == "–"
    assert Figure("x", "X", "X.", (), base=()).words == "0 of 0"


def test_the_mark_of_a_month_moves_with_it_and_not_with_another(house: House, content: dict[str, Any]) -> None:
    assert months.mark(house.model, NOVEMBER) == str(house.reader.head())
    assert int(months.mark(house.model, "cycle/2018-12")) < house.reader.head()
