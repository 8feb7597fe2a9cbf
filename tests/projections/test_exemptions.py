"""The arithmetic of exemptions, what a yes would do, and an auditor's months, each against numbers worked by hand."""

from dataclasses import replace
from datetime import date

import pytest

from app.events.person import Person
from app.programme.house import House
from projections import auditor_months, exemption_sum, months
from projections.completion import figures
from projections.exemption_effects import effect, exempted
from projections.months import Month
from tests.events.deciding import SAID
from tests.projections.november import AUDITORS, NOVEMBER, tell

TODAY = date(2018, 11, 12)


@pytest.fixture
def november(house: House) -> Month:
    content = tell(house)
    return months.month(house.model, NOVEMBER, content, TODAY)


def test_the_sum_of_november_2018_is_the_reports(november: Month) -> None:
    found = exemption_sum.exemption_sum(november)
    said = [[(sign, figure.n) for sign, figure, _ in terms] for terms in (found.numerator, found.denominator)]
    assert said == [[("", 7), ("+", 10), ("−", 2)], [("", 73), ("−", 2), ("−", 9)]]
    assert (found.share.words, found.share.value) == ("15 of 62", "24%")
    assert (found.of_pool.words, found.health.words) == ("15 of 73", "13 of 73")


ODD = [
    ("maternity", 1),  # leave that came after the allocation: among the ten, and taken off with health
    ("moderating", 0),
    ("health", 0),
    ("extended_leave", 0),
]


@pytest.mark.parametrize(("kind", "after"), ODD)
def test_the_sum_adds_up_whatever_else_happens(november: Month, kind: str, after: int) -> None:
    rows = [{"auditor": AUDITORS[40], "reason_class": kind, "after_allocation": after}]
    rows += [{"auditor": AUDITORS[0], "reason_class": "other", "after_allocation": 1}]  # on leave already
    found = exemption_sum.exemption_sum(replace(november, exemptions=[*november.exemptions, *rows]))
    before, later, health = (figure.n for _, figure, _ in found.numerator)
    pool, maternity, extended = (figure.n for _, figure, _ in found.denominator)
    assert (found.share.n, found.share.of) == (before + later - health, pool - maternity - extended)


def part_done(november: Month) -> Month:
    """Ten audits still open, none released: 45 of 55 in."""
    audits = [row | {"state": "started"} if row["state"] == "released" else row for row in november.audits]
    kept = [row for row in november.exemptions if not row["after_allocation"]]
    return replace(november, audits=audits, exemptions=kept)


def test_what_a_yes_does_against_a_sum_by_hand(house: House, november: Month) -> None:
    found = effect(house.model, part_done(november), AUDITORS[18], "health")
    read = [(change.now.words, change.now.value, change.after.words, change.after.value) for change in found.changes]
    assert read == [
        ("55 of 55", "100%", "54 of 55", "98%"),  # within reach: one of the ten cannot come in any more
        ("45 of 55", "82%", "45 of 55", "82%"),  # of allocated: a released audit stays among them
        ("45 of 55", "82%", "45 of 54", "83%"),  # of expected: it is expected no longer
    ]
    assert (found.allocated, found.in_pool, found.released, found.begun, found.returned) == (True, True, 1, 0, 0)
    assert [change.is_none for change in found.changes] == [False, True, False]


def test_a_yes_to_all_ten_gives_the_reports_november(november: Month) -> None:
    then = part_done(november)
    for auditor, kind in zip(AUDITORS[18:28], ["health"] * 2 + ["other"] * 8, strict=True):
        then = exempted(then, auditor, kind, allocated=True)
    was, now = figures(november), figures(then)
    for name in ("completion-of-expected", "exemptions-not-health-or-leave", "completion-within-reach"):
        assert (was[name].words, was[name].members) == (now[name].words, now[name].members)


def test_a_yes_to_somebody_whose_audit_is_in_or_who_is_not_in_the_pool_changes_nothing(
    house: House, november: Month
) -> None:
    for auditor, in_pool in ((AUDITORS[40], True), ("person/elsewhere", False)):
        found = effect(house.model, november, auditor, "other")
        assert (found.released, found.returned, found.in_pool) == (0, int(in_pool), in_pool)
        assert all(change.is_none for change in found.changes)


def test_before_the_allocation_a_yes_takes_one_off_the_expected(house: House, november: Month) -> None:
    october = replace(november, cycle="cycle/2018-10", audits=[], exemptions=[])
    found = effect(house.model, october, AUDITORS[40], "other")
    assert [(change.now.words, change.after.words) for change in found.changes] == [("73", "72")]
    assert found.allocated is False


def was(house: House, auditor: str, *wanted: str) -> list[str]:
    return [row["was"] for row in auditor_months.months(house.model, auditor, wanted)]


@pytest.mark.parametrize(
    ("auditor", "then"),
    [(0, "exempt"), (18, "exempt"), (28, "late"), (40, "audited")],
)
def test_what_november_was_for_an_auditor(house: House, november: Month, auditor: int, then: str) -> None:
    assert was(house, AUDITORS[auditor], "2018-10", "2018-11") == ["closed", then]
    assert was(house, "person/elsewhere", "2018-11") == ["outside"]


def test_a_month_of_other_service_areas_is_told_apart_from_being_in_no_pool(house: House, november: Month) -> None:
    auditor = house.log.load(Person, "person/of-another-area")
    details = {"name": "Ada", "email": "ada@e.example", "job_level": "manager", "team": "", "supervisor": ""}
    auditor.add(**details, **SAID)
    auditor.complete_training("2018-09-14", "2018-10", **SAID)
    house.keep(auditor)
    assert was(house, auditor.id, "2018-11") == ["outside"]
    house.model._writer.execute("UPDATE cycles SET scope = ?", ['["area/elsewhere"]'])
    assert was(house, auditor.id, "2018-10", "2018-11") == ["closed", "elsewhere"]
    assert was(house, "person/elsewhere", "2018-11") == ["outside"]


@pytest.mark.parametrize(
    ("state", "then"),
    [("nil_return", "nil"), ("started", "open"), ("withdrawn", "ended"), ("returned", "late"), (None, "none")],
)
def test_what_else_a_month_can_be(house: House, november: Month, state: str | None, then: str) -> None:
    act = "DELETE FROM audits" if state is None else f"UPDATE audits SET state = '{state}'"
    house.model._writer.execute(f"{act} WHERE auditor = ?", [AUDITORS[28]])
    assert was(house, AUDITORS[28], "2018-11") == [then]
