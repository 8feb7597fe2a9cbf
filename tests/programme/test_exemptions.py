"""Exemptions: who may decide, what a yes releases, and that nobody decides their own."""

from datetime import date
from pathlib import Path
from threading import Barrier, Thread

import pytest

from app.events.audit import Audit
from app.events.audit_ending import record_nil_return
from app.events.base import Refusal
from app.events.exemption import Exemption
from app.events.person import Person
from app.events.team import ServiceArea
from app.programme import cycles, deputies, exemptions, judging
from app.programme.allocations import allocation
from app.programme.house import AlreadyDone, House, Stale
from app.programme.samples import sample as sampling
from projections import allocation as read
from projections import exemptions as table
from projections import open_model
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


@pytest.mark.parametrize("by", ["person/od-south", "person/iris", "person/dana"])
def test_nobody_else_decides(month: House, by: str) -> None:
    ask(month)
    words = "This exemption is not yours to decide. Decided by the operations director over the auditor's area."
    with pytest.raises(Refusal, match=words):
        yes(month, by)


def test_who_asked_does_not_decide_and_another_one_does_in_their_place(month: House) -> None:
    asked = {"auditor": "person/a0", "cycle": MAY, "reason_class": "health", "note": ""}
    exemptions.ask(month, ONE, **asked, **NORTH)
    with pytest.raises(Refusal, match="You asked for this exemption, so somebody else decides it"):
        yes(month, "person/od-north")
    assert yes(month, "person/od-south") == []
    rule = month.log.history(ONE)[-1].rule
    assert rule.endswith("children's services: the operations director over the area asked for it.")


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
    record_nil_return(audit, on="2024-05-24", reason="Nothing came", **BY)
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
    with pytest.raises(Refusal, match="does not wait for a decision: it is authorised"):
        exemptions.decline(month, ONE, version=2, reason="No", on=ON, **NORTH)


JUNE, JULY = "cycle/2024-06", "cycle/2024-07"


def ask_for_dates(
    house: House, first: str = "2024-05-13", last: str = "2024-07-19", auditor: str = "person/a0"
) -> None:
    facts = {"auditor": auditor, "reason_class": "maternity", "note": "Due in June"}
    days = {"first": date.fromisoformat(first), "last": date.fromisoformat(last)}
    exemptions.ask_for_dates(house, ONE, **days, **facts, **BY)


def states(house: House, *cycles: str) -> list[list[tuple[str, int]]]:
    rows = (table.exemptions(house.model, cycle) for cycle in cycles)
    return [[(row["state"], row["after_allocation"]) for row in found] for found in rows]


def allocated(house: House) -> list[str]:
    """May is allocated; returns the audits of the first auditor."""
    allocation.allocate(house, MAY, version=version(house, MAY), seed="s", on=ON, **BY)
    return [row["id"] for row in read.audits(house.model, MAY) if row["auditor"] == "person/a0"]


def test_dates_count_in_every_month_that_they_cover_before_or_after_its_allocation(month: House) -> None:
    mine = allocated(month)
    ask_for_dates(month)
    assert states(month, MAY, JUNE, JULY, "cycle/2024-08") == [[("asked", 0)]] * 3 + [[]]
    assert yes(month) == mine
    assert states(month, MAY, JUNE, JULY) == [[("authorised", 1)], [("authorised", 0)], [("authorised", 0)]]
    assert sampling.suggested_size(month, MAY, 1) == 9, "one of ten is exempt"


def test_one_standing_exemption_for_a_month_whether_for_it_or_for_dates(month: House) -> None:
    ask_for_dates(month)
    with pytest.raises(Refusal, match="An exemption for Auditor 000 in June 2024 is recorded already"):
        ask(month, exemption="exemption/two", cycle=JUNE)
    ask(month, exemption="exemption/two", cycle="cycle/2024-08")
    facts = {"auditor": "person/a0", "reason_class": "other", "note": ""}
    with pytest.raises(Refusal, match="in July 2024 and August 2024 is recorded already"):
        exemptions.ask_for_dates(
            month, "exemption/three", first=date(2024, 7, 1), last=date(2024, 9, 30), **facts, **BY
        )


def test_dates_that_cover_a_month_half_are_refused_and_store_nothing(month: House) -> None:
    head = month.reader.head()
    with pytest.raises(Refusal, match="half of the working days of no month"):
        ask_for_dates(month, last="2024-05-17")
    assert month.reader.head() == head


def test_a_form_sent_twice_asks_once_and_a_changed_one_is_refused(month: House) -> None:
    ask(month)
    head = month.reader.head()
    with pytest.raises(AlreadyDone):
        ask(month, note=" A note ")
    with pytest.raises(Refusal, match="This form has asked for an exemption already"):
        ask(month, auditor="person/a1")
    assert month.reader.head() == head


@pytest.mark.parametrize("gone", ["leave_pool", "leave"])
def test_somebody_who_audits_no_more_is_not_exempted(month: House, gone: str) -> None:
    person = month.load(Person, "person/a0")
    getattr(person, gone)("2024-04-30", "Moves away", **BY)
    month.keep(person)
    with pytest.raises(Refusal, match="Auditor 000 is no auditor any more"):
        ask(month)


@pytest.mark.parametrize("by", ["person/a0", "person/quinn"])
def test_the_auditor_or_who_asked_withdraws_once_and_may_ask_again(month: House, by: str) -> None:
    ask(month)
    sent = {"version": 1, "reason": "", "on": ON, "by": by, "at": AT}
    exemptions.withdraw(month, ONE, **sent)
    with pytest.raises(AlreadyDone):
        exemptions.withdraw(month, ONE, **sent)
    ask(month, exemption="exemption/two")
    assert states(month, MAY) == [[("withdrawn", 0), ("asked", 0)]]


def test_a_reversal_leaves_the_audits_released_until_they_are_opened_again(month: House) -> None:
    (audit,) = allocated(month)
    ask(month)
    yes(month)
    reopen = {"reason": "Back at work", "on": ON, **BY}
    with pytest.raises(Refusal, match="Its auditor is exempt"):
        judging.reopen(month, audit, version=2, **reopen)
    exemptions.reverse(month, ONE, version=2, reason="Back early", on=ON, **NORTH)
    assert states(month, MAY) == [[("reversed", 1)]]
    assert month.load(Audit, audit).state == "released"
    judging.reopen(month, audit, version=2, **reopen)
    row = next(row for row in read.audits(month.model, MAY) if row["id"] == audit)
    assert (row["state"], row["exemption"], row["auditor"]) == ("allocated", "", "person/a0")


def test_only_who_may_decide_reverses_and_what_is_closed_stands(month: House) -> None:
    allocated(month)
    ask_for_dates(month)
    yes(month)
    with pytest.raises(Refusal, match="not yours to decide"):
        exemptions.reverse(month, ONE, version=2, reason="Back", on=ON, by="person/od-south", at=AT)
    cycles.close(month, MAY, version=version(month, MAY), on=date(2024, 6, 28), **BY)
    exemptions.reverse(month, ONE, version=2, reason="Back", on=ON, **NORTH)
    assert states(month, MAY, JUNE, JULY) == [[("authorised", 1)], [("reversed", 0)], [("reversed", 0)]]


def test_closing_the_month_lapses_what_nobody_decided_in_the_same_save(month: House) -> None:
    allocated(month)
    ask(month)
    ask(month, auditor="person/a1", exemption="exemption/two")
    exemptions.decline(month, "exemption/two", version=1, reason="Cover was found", on=ON, **NORTH)
    before = month.reader.head()
    cycles.close(month, MAY, version=version(month, MAY), on=date(2024, 6, 28), **BY)
    assert [made.topic for made in month.reader.read(before)] == ["cycle closed", "exemption lapsed"]
    assert states(month, MAY) == [[("lapsed", 0), ("declined", 0)]]
    with pytest.raises(Refusal, match="does not wait for a decision: it is lapsed"):
        exemptions.authorise(month, ONE, version=2, reason="", on=ON, **NORTH)


def test_dates_lapse_with_the_last_month_that_they_cover(month: House) -> None:
    allocated(month)
    ask_for_dates(month)
    cycles.close(month, MAY, version=version(month, MAY), on=date(2024, 6, 28), **BY)
    assert states(month, MAY, JULY) == [[("asked", 0)], [("asked", 0)]]


def test_what_nobody_decided_is_recorded_as_lapsed_once_when_its_month_is_over(month: House) -> None:
    ask(month)
    assert exemptions.lapse_due(month, "2024-05-31T22:59:59+00:00") == 0
    assert exemptions.lapse_due(month, "2024-05-31T23:00:00+00:00") == 1
    made = month.log.history(ONE)[-1]
    assert (made.cycle, made.on, made.by) == (MAY, "2024-06-01", "person/audit-loop")
    assert exemptions.lapse_due(month, "2024-06-02T09:00:00+00:00") == 0


def test_of_two_who_ask_at_once_for_one_auditor_and_month_one_is_refused(month: House, tmp_path: Path) -> None:
    """Both have found the month free before either saves: in two threads, each with a read model of its own."""
    both, said = Barrier(2, timeout=20), []

    def asking(id: str, folder: Path) -> None:
        mine = House(month.log, month.reader, open_model(folder, month.reader))
        mine.model.catch_up()
        first = iter([both.wait])
        mine.keep = lambda *kept: (next(first, int)(), House.keep(mine, *kept))[1]
        try:
            ask(mine, exemption=id)
            said.append("")
        except Refusal as refusal:
            said.append(refusal.sentence)

    threads = [Thread(target=asking, args=(f"exemption/{n}", tmp_path / str(n))) for n in "ab"]
    for n, thread in zip("ab", threads, strict=True):
        (tmp_path / n).mkdir()
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["", "An exemption for Auditor 000 in May 2024 is recorded already."]
    month.model.catch_up()
    assert len(table.streams(month.model, "person/a0")) == 1


def test_a_decision_that_comes_with_the_closing_of_the_month_is_stored_or_it_is_not(month: House) -> None:
    """Whoever saves second finds the other's event: never both."""
    allocated(month)
    ask(month)
    asked = month.load(Exemption, ONE)
    cycles.close(month, MAY, version=version(month, MAY), on=date(2024, 6, 28), **BY)
    asked.authorise(rule="x", authoriser="person/od-north", reason="", on="2024-05-01", **NORTH)
    with pytest.raises(Stale):
        month.keep(asked)
    assert states(month, MAY) == [[("lapsed", 0)]]


def test_of_two_who_decide_at_once_one_is_first(month: House) -> None:
    ask(month)
    mine, theirs = month.load(Exemption, ONE), month.load(Exemption, ONE)
    said = {"rule": "x", "authoriser": "person/od-north", "on": "2024-05-01", **NORTH}
    mine.authorise(**said, reason="")
    theirs.decline(**said, reason="No")
    month.keep(mine)
    with pytest.raises(Stale):
        month.keep(theirs)
    assert states(month, MAY) == [[("authorised", 0)]]


def deputy(house: House, first: date = ON, last: date = date(2024, 5, 10), who: str = "person/dana") -> None:
    away = {"first": first, "last": last, "reason": "Leave", "on": min(first, ON)}
    id = deputies.deputies_id("person/od-north")
    deputies.name(house, id, version=house.version(id), deputy=who, **away, by="person/od-north", at=AT)


def test_a_deputy_decides_in_the_days_named_and_the_event_says_in_whose_place(month: House) -> None:
    deputy(month)
    ask(month)
    exemptions.authorise(month, ONE, version=1, reason="", on=date(2024, 5, 10), by="person/dana", at=AT)
    made = month.log.history(ONE)[-1]
    assert (made.authoriser, made.in_place_of) == ("person/dana", "person/od-north")
    assert made.rule == "Decided by the deputy of the operations director over the auditor's area."


@pytest.mark.parametrize("day", [date(2024, 4, 30), date(2024, 5, 11)])
def test_a_deputy_does_not_decide_on_other_days(month: House, day: date) -> None:
    deputy(month)
    ask(month)
    with pytest.raises(Refusal, match="not yours to decide"):
        exemptions.authorise(month, ONE, version=1, reason="", on=day, by="person/dana", at=AT)


def test_a_deputy_who_was_released_decides_no_longer_and_what_they_decided_stands(month: House) -> None:
    deputy(month)
    ask(month)
    yes(month, "person/dana")
    release = {"version": 1, "number": 1, "reason": "", "on": date(2024, 5, 2), "by": "person/od-north", "at": AT}
    deputies.release(month, "deputies/od-north", **release)
    assert exemptions.authority(month, "person/a1", date(2024, 5, 1)).people == {"person/od-north", "person/dana"}
    assert exemptions.authority(month, "person/a1", date(2024, 5, 2)).people == {"person/od-north"}
    assert states(month, MAY) == [[("authorised", 0)]]
    with pytest.raises(AlreadyDone):
        deputies.release(month, "deputies/od-north", **release)


def test_a_directors_own_exemption_goes_to_the_deputy_or_another_director(month: House) -> None:
    area = month.load(ServiceArea, "area/north")
    area.appoint("person/a0", **BY)
    month.keep(area)
    deputies.name(month, "deputies/a0", version=0, deputy="person/od-south", first=ON, last=ON, reason="", on=ON, **BY)
    found = exemptions.authority(month, "person/a0", ON)
    assert found.people == {"person/od-north", "person/od-south", "person/dana"}
    assert found.grounds["person/dana"].rule.endswith("the operations director over the area is the auditor.")


def test_a_deputy_who_asked_does_not_decide(month: House) -> None:
    deputy(month)
    assert exemptions.authority(month, "person/a0", ON, "person/dana").people == {"person/od-north"}


@pytest.mark.parametrize("who", ["person/quinn", "person/a1", "person/nobody"])
def test_a_deputy_is_a_director_or_a_head_of_service(month: House, who: str) -> None:
    with pytest.raises(Refusal, match="Choose an operations director, a head of service or the director"):
        deputy(month, who=who)


def test_a_deputy_is_named_once_by_a_form_sent_twice(month: House) -> None:
    deputy(month)
    away = {"first": ON, "last": date(2024, 5, 10), "reason": "Leave", "on": ON}
    with pytest.raises(AlreadyDone):
        deputies.name(month, "deputies/od-north", version=0, deputy="person/dana", **away, by="person/od-north", at=AT)
    with pytest.raises(Stale):
        deputies.name(month, "deputies/od-north", version=0, deputy="person/dana", **away, **BY)


def choose(house: House, authority: str, reason: str = "Direction of the director") -> None:
    council = house.version("council/council")
    sent = {"version": council, "authority": authority, "reason": reason}
    deputies.choose_authority(house, "council/council", **sent, **BY)


def test_another_rule_changes_who_decides_and_no_decision_of_before(month: House) -> None:
    ask(month)
    yes(month)
    before = vars(month.log.history(ONE)[-1])
    choose(month, "qa_lead")
    exemptions.ask(
        month, "exemption/two", auditor="person/a1", cycle=MAY, reason_class="other", note="", by="person/a1", at=AT
    )
    two = {"version": 1, "reason": "", "on": ON, "at": AT}
    with pytest.raises(Refusal, match="Decided by a QA lead"):
        exemptions.authorise(month, "exemption/two", **two, by="person/od-north")
    exemptions.authorise(month, "exemption/two", **two, by="person/quinn")
    assert month.log.history("exemption/two")[-1].rule == "Decided by a QA lead."
    assert vars(month.log.history(ONE)[-1]) == before
    assert states(month, MAY) == [[("authorised", 0), ("authorised", 0)]]


def test_where_the_only_one_who_decides_has_asked_a_director_does(month: House) -> None:
    choose(month, "qa_lead")
    ask(month)
    found = exemptions.authority(month, "person/a0", ON, "person/quinn")
    assert found.people == {"person/od-north", "person/od-south", "person/dana"}
    assert found.rule.endswith("there is no other QA lead.")


def test_a_rule_that_nobody_could_carry_out_is_refused(month: House) -> None:
    with pytest.raises(Refusal, match="Nobody holds this role"):
        choose(month, "head_of_service")
    choose(month, "director")
    with pytest.raises(Refusal, match="They decide on exemptions already"):
        choose(month, "director", "Another reason")
