"""What the calendar calls for: to whom, on which day, once; and cancelled when it is no longer so."""

import re
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from app.demo import stories
from app.demo.stories import ANNA, BEN, GRACE, NADIA, OMAR, RUTH, Story, audit_id
from app.events.audit import Audit
from app.events.audit_ending import reopen, withdraw
from app.events.letter import Letter
from app.events.person import Person
from app.programme import letters
from app.programme.house import House, open_house
from app.programme.letter_kinds import KINDS
from app.programme.reminding import NO_LONGER_SO, NOT_REACHED, Due, Reminded, Rule, matters, remind, rules
from projections import ReadModel
from projections import letters as letter_rows
from projections.managers import managers
from tests.programme import a_may


@pytest.fixture
def may(house: House) -> Story:
    """Five audits are allocated on 1 May and due on 28 May: 1 and 4 Anna's, 2 and 5 Ben's, 3 Nadia's."""
    return a_may.tell(house)


def told(house: House, day: str, can_sign_in: set[str] | None = None) -> list[tuple[str, str, str]]:
    """What is written on a day: recipient, kind and cause."""
    before = {row["id"] for row in house.model.query("SELECT id FROM letters")}
    remind(house, date.fromisoformat(day), f"{day}T08:00:00+00:00", can_sign_in)
    rows = house.model.query("SELECT * FROM letters ORDER BY kind, cause")
    return [(row["recipient"], row["kind"], row["cause"]) for row in rows if row["id"] not in before]


def of_kind(kind: str, found: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """The recipients and causes of one kind."""
    return [(recipient, cause.replace("audit/2024-05/000", "")) for recipient, each, cause in found if each == kind]


def test_an_allocation_is_told_to_its_auditor(may: Story) -> None:
    found = of_kind("audit-allocated", told(may.house, "2024-05-02"))
    assert found == [
        (ANNA, "1#allocated-2024-05-01"), (BEN, "2#allocated-2024-05-01"), (NADIA, "3#allocated-2024-05-01"),
        (ANNA, "4#allocated-2024-05-01"), (BEN, "5#allocated-2024-05-01"),
    ]  # fmt: skip


def test_an_allocation_is_news_for_seven_days(may: Story) -> None:
    assert len(of_kind("audit-allocated", told(may.house, "2024-05-08"))) == 5
    assert of_kind("audit-allocated", told(may.house, "2024-05-09")) == []


def test_an_audit_that_is_moved_is_told_to_its_new_auditor(may: Story) -> None:
    told(may.house, "2024-05-02")
    may.on("2024-05-13")
    facts = {"on": "2024-05-13", "due": "2024-06-03", "reason": "She knew them.", "grounds": ""}
    may.let(RUTH, Audit, audit_id(4)).reallocate(BEN, **facts)
    assert of_kind("audit-allocated", told(may.house, "2024-05-13")) == [(BEN, "4#allocated-2024-05-13")]


@pytest.mark.parametrize(
    ("day", "reminded"),
    [("2024-05-22", 0), ("2024-05-23", 0), ("2024-05-24", 5), ("2024-05-28", 5), ("2024-05-29", 0)],
)
def test_a_reminder_comes_two_working_days_before_the_date(may: Story, day: str, reminded: int) -> None:
    """28 May is a Tuesday after a bank holiday: two working days before are Thursday 23 and Friday 24."""
    expected = 5 if day == "2024-05-23" else reminded
    assert len(of_kind("audit-due-soon", told(may.house, day))) == expected


def test_on_the_day_after_the_date_its_auditor_is_told_that_it_is_overdue(may: Story) -> None:
    assert of_kind("audit-overdue", told(may.house, "2024-05-28")) == []
    assert len(of_kind("audit-overdue", told(may.house, "2024-05-29"))) == 5
    assert of_kind("audit-overdue", told(may.house, "2024-05-30")) == []


def test_a_manager_is_told_five_working_days_after_the_auditor(may: Story) -> None:
    may.let(stories.PRIYA, Person, BEN).change({**details(may, BEN), "supervisor": GRACE})
    may.let(stories.PRIYA, Person, stories.LEO).hold({"auditor", "team_manager"})
    assert of_kind("audit-overdue-manager", told(may.house, "2024-06-03")) == []
    found = of_kind("audit-overdue-manager", told(may.house, "2024-06-04"))
    assert found == [(stories.LEO, "1#overdue-2024-05-28"), (GRACE, "2#overdue-2024-05-28"),
                     (stories.LEO, "3#overdue-2024-05-28"), (stories.LEO, "4#overdue-2024-05-28"),
                     (GRACE, "5#overdue-2024-05-28")]  # fmt: skip


def test_who_manages_whom(may: Story) -> None:
    may.let(stories.PRIYA, Person, stories.LEO).hold({"auditor", "team_manager"})
    may.let(stories.PRIYA, Person, ANNA).change({**details(may, ANNA), "supervisor": GRACE})
    everybody = (ANNA, BEN, stories.LEO, stories.DANA, RUTH)
    assert managers(may.house.model, everybody) == {ANNA: GRACE, BEN: stories.LEO, stories.DANA: OMAR}
    may.let(stories.PRIYA, Person, GRACE).leave("2024-05-02", "")
    assert managers(may.house.model, [ANNA]) == {ANNA: stories.LEO}


def test_an_audit_that_is_sent_back_is_told_with_its_new_date(may: Story) -> None:
    give_back(may, "2024-05-23")
    found = of_kind("audit-sent-back", told(may.house, "2024-05-23"))
    assert found == [(ANNA, "1#sent-back-2024-06-04")]
    words = house_words(may.house, f"{audit_id(1)}#sent-back-2024-06-04", ANNA, "audit-sent-back")
    assert words == ["An audit that you returned is sent back to you, with the reason beside it. It is due again on"
                     " 4 June 2024."]  # fmt: skip


def test_the_weekly_letter_counts_instead_of_a_letter_for_each_thing(may: Story) -> None:
    found = of_kind("weekly", told(may.house, "2024-06-03"))
    assert found == [(person, f"{person}#week-2024-W23") for person in (ANNA, BEN, NADIA)]
    letter = may.house.log.load(Letter, letters.letter_id(f"{ANNA}#week-2024-W23", ANNA, "weekly"))
    assert letter.lines == [{"text": "2 audits to be returned by you, 2 of them overdue", "link": "/"}]
    assert letter.text == ["This is what waited for you in Audit Loop on 3 June 2024:"]


def test_there_is_one_weekly_letter_a_week_from_its_first_working_day_on(may: Story) -> None:
    days = [date(2024, 5, 26) + timedelta(days=n) for n in range(16)]
    counts = {day.isoformat(): len(of_kind("weekly", told(may.house, day.isoformat()))) for day in days}
    written = {day: n for day, n in counts.items() if n}
    assert written == {"2024-05-28": 3, "2024-06-03": 3, "2024-06-10": 3}, "27 May is a bank holiday"


def test_who_gets_something_later_in_the_week_has_no_weekly_letter_of_it(may: Story) -> None:
    may.on("2024-06-03")
    for number in (3, 5):
        may.let(RUTH, Audit, audit_id(number)).do(withdraw, on="2024-06-03", reason="Moved away.")
    assert [person for person, _ in of_kind("weekly", told(may.house, "2024-06-03"))] == [ANNA, BEN]
    may.on("2024-06-04")
    may.let(RUTH, Audit, audit_id(3)).do(reopen, on="2024-06-04", reason="They are back.")
    assert of_kind("weekly", told(may.house, "2024-06-04")) == []
    standing = may.house.model.query("SELECT state FROM letters WHERE kind = 'weekly'")
    assert standing == [{"state": "waiting"}, {"state": "waiting"}], "those of Monday stand"
    assert len(of_kind("weekly", told(may.house, "2024-06-10"))) == 3


def test_a_week_that_was_missed_on_monday_is_made_up_for(may: Story) -> None:
    assert len(of_kind("weekly", told(may.house, "2024-06-06"))) == 3


def test_a_week_begins_at_its_midnight_in_england(may: Story) -> None:
    may.on("2024-06-03")
    for number in (3, 5):
        may.let(RUTH, Audit, audit_id(number)).do(withdraw, on="2024-06-03", reason="Moved away.")
    remind(may.house, date(2024, 6, 3), "2024-06-02T23:30:00+00:00")
    may.let(RUTH, Audit, audit_id(3)).do(reopen, on="2024-06-04", reason="They are back.")
    assert of_kind("weekly", told(may.house, "2024-06-04")) == [], "the letters of Monday night are this week's"


def test_managers_and_judges_have_their_counts_in_the_weekly_letter(may: Story) -> None:
    may.let(stories.PRIYA, Person, stories.LEO).hold({"team_manager"})
    may.on("2024-05-22")
    stories.write(may, ANNA, 1)
    may.let(ANNA, Audit, audit_id(1)).return_(may.content(), on="2024-05-22", working_days_late=0)
    told(may.house, "2024-06-03")
    lines = {row["recipient"]: may.house.log.load(Letter, row["id"]).lines
             for row in may.house.model.query("SELECT * FROM letters WHERE kind = 'weekly'")}  # fmt: skip
    assert [one["text"] for one in lines[stories.LEO]] == ["4 overdue audits by people whom you manage"]
    assert lines[RUTH] == [{"text": "1 audit to be judged", "link": "/audits?cycle=all&state=returned"}]


def test_nothing_is_written_at_a_weekend_but_what_is_urgent(may: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(may.house, "2024-05-04") == []
    KINDS["now"] = KINDS["audit-overdue"].__class__("Now", "Now", ("Now.",), urgent=True)
    monkeypatch.setattr("app.programme.reminding.rules", lambda: (Rule(("now",), lambda *asked: [
        Due("audit/2024-05/0001#now", ANNA, "now", "/")]),))  # fmt: skip
    try:
        assert len(told(may.house, "2024-05-04")) == 1
    finally:
        del KINDS["now"]


def test_who_has_left_has_no_role_or_cannot_sign_in_is_told_nothing(may: Story) -> None:
    may.let(stories.PRIYA, Person, ANNA).leave("2024-05-01", "")
    may.let(stories.PRIYA, Person, NADIA).hold(set())
    assert {recipient for recipient, _, _ in told(may.house, "2024-05-02", {ANNA, NADIA})} == set()
    assert {recipient for recipient, _, _ in told(may.house, "2024-05-02")} == {BEN}


def test_a_letter_that_waits_is_cancelled_when_it_is_no_longer_so(may: Story) -> None:
    told(may.house, "2024-05-24")
    may.on("2024-05-24")
    may.let(RUTH, Audit, audit_id(3)).do(withdraw, on="2024-05-24", reason="Moved away.")
    done = remind(may.house, date(2024, 5, 24), "2024-05-24T12:00:00+00:00")
    assert done == Reminded({}, 2), "the reminder, and the weekly letter of who has nothing left"
    rows = may.house.model.query("SELECT * FROM letters WHERE state = 'cancelled' ORDER BY kind")
    assert [(row["recipient"], row["kind"], row["answer"]) for row in rows] == [
        (NADIA, "audit-due-soon", NO_LONGER_SO),
        (NADIA, "weekly", NO_LONGER_SO),
    ]


def test_a_letter_that_waits_for_somebody_who_left_is_cancelled_and_says_so(may: Story) -> None:
    told(may.house, "2024-05-24")
    may.let(stories.PRIYA, Person, NADIA).leave("2024-05-24", "")
    remind(may.house, date(2024, 5, 24), "2024-05-24T12:00:00+00:00")
    rows = may.house.model.query("SELECT DISTINCT recipient, answer FROM letters WHERE state = 'cancelled'")
    assert rows == [{"recipient": NADIA, "answer": NOT_REACHED}]


def test_what_a_rule_did_not_write_is_never_cancelled_by_it(may: Story) -> None:
    facts = {"cause": f"{ANNA}#test/1", "recipient": ANNA, "kind": "test", "link": "/"}
    letters.write(may.house, **facts, by=ANNA, at="2024-05-02T08:00:00+00:00")
    remind(may.house, date(2024, 7, 1), "2024-07-01T08:00:00+00:00")
    assert may.house.model.one("SELECT state FROM letters WHERE kind = 'test'") == {"state": "waiting"}


def test_nobody_is_told_twice_however_often_it_is_asked(may: Story) -> None:
    for hour in range(0, 24 * 45, 5):
        moment = date(2024, 5, 1) + timedelta(days=hour // 24)
        remind(may.house, moment, f"{moment}T{hour % 24:02d}:00:00+00:00")
    written = Counter(made.stream for made in may.house.reader.read(0, 100_000) if made.topic == "letter written")
    assert len(written) > 30
    assert set(written.values()) == {1}


def test_two_nodes_at_once_write_each_letter_once(may: Story) -> None:
    folder = may.house.model.path.parent
    other = open_house(folder)
    plenty = rules()
    assert plenty
    day, at = date(2024, 5, 2), "2024-05-02T08:00:00+00:00"
    stale = open_house(folder)  # Its read model does not know what the other has written meanwhile.
    stale.model.catch_up = lambda *asked: 0  # type: ignore[method-assign]
    first, second = remind(other, day, at), remind(stale, day, at)
    assert (sum(first.written.values()), second.written) == (8, {})


class Watched:
    """A read model that notes how each of its queries is carried out."""

    def __init__(self, model: ReadModel) -> None:
        self.model, self.steps = model, list[str]()

    def query(self, sql: str, params: Any = ()) -> list[dict[str, Any]]:
        """The rows, as from the model."""
        self.steps += [step["detail"] for step in self.model.query(f"EXPLAIN QUERY PLAN {sql}", params)]
        return self.model.query(sql, params)

    def one(self, sql: str, params: Any = ()) -> dict[str, Any] | None:
        """The first row."""
        return next(iter(self.query(sql, params)), None)


def test_no_question_reads_every_audit_or_every_letter(may: Story) -> None:
    watched = Watched(may.house.model)
    for rule in rules():
        list(rule.due(watched, date(2024, 6, 10), "2024-06-10T08:00:00+00:00"))
    letter_rows.known(watched, ["letter/x"])
    letter_rows.unsent(watched, ["weekly"])
    letter_rows.to_send(watched, "2024-06-10T08:00:00+00:00", ["weekly"], 10)
    letter_rows.about(watched, "audit/2024-05/0001")
    letter_rows.waiting(watched)
    letter_rows.in_trouble(watched, "2024-06-10")
    assert any("audits" in step for step in watched.steps)
    assert [step for step in watched.steps if re.match(r"SCAN (audits|letters)\b", step)] == []


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: "-".join(rule.kinds))
def test_every_rule_writes_kinds_that_there_are_and_no_two_write_the_same(rule: Rule) -> None:
    assert set(rule.kinds) <= KINDS.keys()
    assert [one for one in rules() if set(one.kinds) & set(rule.kinds)] == [rule]


def test_every_matter_has_a_link_of_this_application() -> None:
    assert matters()
    assert all(matter.link.startswith("/") for matter in matters())


def details(story: Story, person: str) -> dict[str, str]:
    """A person's details as they are."""
    row = story.house.model.one("SELECT name, email, job_level, team, supervisor FROM people WHERE id = ?", [person])
    assert row
    return row


def give_back(story: Story, day: str) -> None:
    """Anna Bell returns an audit, and it comes back."""
    story.on("2024-05-22")
    stories.write(story, ANNA, 1)
    story.let(ANNA, Audit, audit_id(1)).return_(story.content(), on="2024-05-22", working_days_late=0)
    story.on(day)
    story.let(RUTH, Audit, audit_id(1)).send_back(on=day, reason="Thin.", due="2024-06-04")


def house_words(house: House, cause: str, recipient: str, kind: str) -> list[str]:
    """The paragraphs of a letter."""
    return house.log.load(Letter, letters.letter_id(cause, recipient, kind)).text
