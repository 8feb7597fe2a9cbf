"""Opening a month, counting its pool again, closing it."""

from datetime import date

import pytest

from app.events.base import Refusal
from app.programme import cycles
from app.programme.allocations import allocation
from app.programme.house import AlreadyDone, House, Stale
from projections import cycles as read
from tests.events.deciding import refusal
from tests.programme.a_month import AT, BY, MAY, ON, TEAMS, auditor, drawn, opened, the_council, version

AUDITORS = [f"person/a{n}" for n in range(10)]


def the_pool(house: House) -> list[str]:
    return sorted(row["id"] for row in read.pool(house.model, MAY))


def test_a_month_is_opened_with_everybody_who_counts(house: House) -> None:
    the_council(house)
    assert opened(house) == MAY
    assert the_pool(house) == AUDITORS
    found = read.cycle(house.model, MAY)
    assert found["targets"] == {"completion": 90}
    assert found["state"] == "open"


def test_a_scope_counts_its_own_auditors_and_those_whom_no_team_ties_to_an_area(house: House) -> None:
    the_council(house)
    free = auditor(house, 99)
    free.change({"team": ""}, **BY)
    house.keep(free)
    opened(house, scope=("area/north",))
    north = [f"person/a{n}" for n in range(10) if list(TEAMS.values())[n % 4] == "area/north"]
    assert the_pool(house) == sorted([*north, "person/a99"])


def test_a_month_before_anybody_was_trained_has_no_pool_to_open_with(house: House) -> None:
    the_council(house)
    with pytest.raises(Refusal, match="No auditor is in the pool"):
        opened(house, "2024-03")


@pytest.mark.parametrize("month", ["", "2024-13", "2024", "24-05", "2024-5", "1999-12", "2024-05-01", "٢٠٢٤-05"])
def test_what_is_no_month_is_refused(house: House, month: str) -> None:
    the_council(house)
    with pytest.raises(Refusal) as refused:
        opened(house, month)
    assert refused.value.field == "month"


def test_opening_twice_meets_itself_and_somebody_elses_is_refused(house: House) -> None:
    the_council(house)
    opened(house)
    with pytest.raises(AlreadyDone):
        opened(house)
    facts = {"framework": "framework/core", "framework_version": 1, "targets": {}}
    with pytest.raises(Refusal, match="opened already"):
        cycles.open_cycle(house, month="2024-05", scope=[], **facts, by="person/dana", at=AT)


@pytest.mark.parametrize(
    ("wrong", "words", "field"),
    [
        ({"scope": ["area/nowhere"]}, "There is no service area nowhere.", "scope"),
        ({"targets": {"completion": 101}}, "A target is a whole percentage from 0 to 100.", "target"),
        ({"framework_version": 2}, "There is no such version of the framework.", ""),
        ({"framework": "framework/none"}, "There is no such version of the framework.", ""),
    ],
)
def test_an_unknown_area_or_version_or_an_impossible_target_opens_nothing(
    house: House, wrong: dict, words: str, field: str
) -> None:
    the_council(house)
    facts = {"scope": [], "framework": "framework/core", "framework_version": 1, "targets": {}} | wrong
    with refusal(words, field):
        cycles.open_cycle(house, month="2024-05", **facts, **BY)
    assert read.cycle(house.model, MAY) is None


def test_a_new_count_names_who_comes_in_and_who_goes(house: House) -> None:
    the_council(house)
    opened(house)
    leaver, joiner = house.log.load(type(auditor(house, 50)), "person/a3"), auditor(house, 50)
    leaver.leave_pool("2024-05-02", "Left the service", **BY)
    house.keep(leaver, joiner)
    change = cycles.pool_change(house, MAY)
    assert (change.joining, change.leaving) == (["person/a50"], ["person/a3"])
    cycles.recount_pool(house, MAY, version=1, reason="One left, one came", **BY)
    assert the_pool(house) == sorted({*AUDITORS, "person/a50"} - {"person/a3"})


def test_the_pool_stands_once_the_audits_are_allocated(house: House) -> None:
    the_council(house)
    opened(house)
    drawn(house)
    allocation.allocate(house, MAY, version=version(house, MAY), seed="s", on=ON, **BY)
    with pytest.raises(Refusal, match="the pool of this month stands"):
        cycles.recount_pool(house, MAY, version=version(house, MAY), reason="Somebody came", **BY)


def test_a_month_closes_after_it_was_allocated_and_not_before_it_began(house: House) -> None:
    the_council(house)
    opened(house)
    drawn(house)
    with pytest.raises(Refusal, match="Nothing has been allocated"):
        cycles.close(house, MAY, version=version(house, MAY), on=date(2024, 6, 3), **BY)
    allocation.allocate(house, MAY, version=version(house, MAY), seed="s", on=ON, **BY)
    with pytest.raises(Refusal, match="The month cannot be closed before it has begun"):
        cycles.close(house, MAY, version=version(house, MAY), on=date(2024, 4, 30), **BY)
    cycles.close(house, MAY, version=version(house, MAY), on=date(2024, 6, 3), **BY)
    assert read.cycle(house.model, MAY)["state"] == "closed"


def test_an_older_version_is_stale_and_the_same_persons_repeat_is_done_already(house: House) -> None:
    the_council(house)
    opened(house)
    drawn(house)
    allocation.allocate(house, MAY, version=2, seed="s", on=ON, **BY)
    with pytest.raises(AlreadyDone):
        allocation.allocate(house, MAY, version=2, seed="s", on=ON, **BY)
    with pytest.raises(Stale):
        cycles.close(house, MAY, version=2, on=date(2024, 6, 3), **BY)
