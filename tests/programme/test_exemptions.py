"""Exemptions: who may decide, what a yes releases, and that nobody decides their own."""

import pytest

from app.events.audit import Audit
from app.events.base import Refusal
from app.events.team import ServiceArea
from app.programme import exemptions
from app.programme.allocations import allocation
from app.programme.house import AlreadyDone, House, Stale
from projections import allocation as read
from projections import exemptions as table
from tests.programme.a_month import AT, BY, MAY, ON, drawn, opened, person, the_council, version

ONE = "exemption/one"
NORTH = {"by": "person/od-north", "at": AT}  # a0 and a1 are of the north, a2 and a3 of the south


@pytest.fixture
def month(house: House) -> House:
    the_council(house)
    opened(house)
    drawn(house, 10)
    return house


def ask(house: House, auditor: str = "person/a0", exemption: str = ONE, **facts: str) -> None:
    facts = {"cycle": MAY, "reason_class": "health", "note": "A note"} | facts
    exemptions.ask(house, exemption, auditor=auditor, **facts, **BY)


def yes(house: House, by: str = "person/od-north", version: int = 1) -> list[str]:
    return exemptions.authorise(house, ONE, version=version, reason="", on=ON, by=by, at=AT)


def test_the_director_over_the_auditors_area_decides_and_the_rule_is_kept(month: House) -> None:
    ask(month)
    yes(month)
    made = month.log.history(ONE)[-1]
    assert (made.authoriser, made.on) == ("person/od-north", "2024-05-01")
    assert made.rule == "Decided by the operations director over the auditor's area."


@pytest.mark.parametrize("by", ["person/od-south", "person/quinn", "person/dana"])
def test_nobody_else_decides(month: House, by: str) -> None:
    ask(month)
    with pytest.raises(Refusal, match="not yours to decide"):
        yes(month, by)


def test_never_the_auditor_not_even_as_director_over_the_area(month: House) -> None:
    area = month.load(ServiceArea, "area/north")
    area.appoint("person/a0", **BY)
    month.keep(area)
    ask(month)
    with pytest.raises(Refusal, match="your own exemption"):
        yes(month, "person/a0")
    assert exemptions.authority(month, "person/a0").people == {"person/od-north", "person/od-south", "person/dana"}
    yes(month, "person/dana")


def test_without_a_director_over_the_area_another_one_decides_and_the_rule_says_so(month: House) -> None:
    free = person(month, "free", "Free Lance", "", "auditor")
    free.complete_training("2024-03-01", "2024-04", **BY)
    month.keep(free)
    found = exemptions.authority(month, "person/free")
    assert "person/od-south" in found.people
    assert "no operations director is over it" in found.rule


def test_a_yes_after_the_allocation_releases_the_open_audits_in_the_same_save(month: House) -> None:
    allocation.allocate(month, MAY, version=version(month, MAY), seed="s", on=ON, **BY)
    mine = [row["id"] for row in read.audits(month.model, MAY) if row["auditor"] == "person/a0"]
    ask(month)
    before = month.reader.head()
    assert yes(month) == mine
    assert month.reader.head() == before + 1 + len(mine)
    rows = {row["id"]: row for row in read.audits(month.model, MAY)}
    assert {(rows[id]["state"], rows[id]["exemption"]) for id in mine} == {("released", ONE)}
    assert table.exemptions(month.model, MAY)[0]["after_allocation"] == 1


def test_what_is_finished_is_not_released(month: House) -> None:
    allocation.allocate(month, MAY, version=version(month, MAY), seed="s", on=ON, **BY)
    mine = next(row["id"] for row in read.audits(month.model, MAY) if row["auditor"] == "person/a0")
    audit = month.load(Audit, mine)
    audit.record_nil_return(on="2024-05-24", reason="Nothing came", **BY)
    month.keep(audit)
    ask(month)
    assert yes(month) == []


def test_a_yes_before_the_allocation_releases_nothing(month: House) -> None:
    ask(month)
    assert yes(month) == []
    assert table.exemptions(month.model, MAY)[0]["after_allocation"] == 0


def test_a_no_needs_a_reason_and_leaves_the_audits(month: House) -> None:
    ask(month)
    with pytest.raises(Refusal, match="Say why"):
        exemptions.decline(month, ONE, version=1, reason=" ", on=ON, **NORTH)
    exemptions.decline(month, ONE, version=1, reason="Cover was found", on=ON, **NORTH)
    assert table.exemptions(month.model, MAY)[0]["state"] == "declined"


def test_one_exemption_for_an_auditor_and_a_month_and_another_after_a_no(month: House) -> None:
    ask(month)
    with pytest.raises(Refusal, match="recorded already"):
        ask(month, exemption="exemption/two")
    exemptions.decline(month, ONE, version=1, reason="Cover was found", on=ON, **NORTH)
    ask(month, exemption="exemption/two")
    assert [row["state"] for row in table.exemptions(month.model, MAY)] == ["declined", "asked"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"auditor": "person/iris"}, "auditor"),
        ({"auditor": "person/nobody"}, "auditor"),
        ({"reason_class": "x"}, "reason_class"),
    ],
)
def test_only_auditors_and_only_for_known_reasons(month: House, wrong: dict, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        ask(month, **wrong)
    assert refused.value.field == field


def test_a_decision_is_made_once(month: House) -> None:
    ask(month)
    yes(month)
    with pytest.raises(AlreadyDone):
        yes(month)
    with pytest.raises(Stale):
        exemptions.decline(month, ONE, version=1, reason="No", on=ON, by="person/od-south", at=AT)
    with pytest.raises(Refusal, match="does not wait"):
        exemptions.decline(month, ONE, version=2, reason="No", on=ON, **NORTH)
