"""Good practice in the log: a flag shows once its audit is accepted, and gets a record when that is needed."""

from datetime import date
from typing import Any

import pytest

from app.demo import stories
from app.demo.stories import ANNA, BEN, DANA, EAST, HARBOUR, RUTH, Story, audit_id
from app.events.audit import Audit
from app.events.audit_ending import record_nil_return
from app.events.base import Refusal
from app.programme import good_practice as programme
from app.programme import replies
from app.programme.house import AlreadyDone, House, Stale
from projections import good_practice_lists as rows
from projections import replies as reply_rows
from projections.asking import Asked, Reach
from tests.programme import a_may

FLAGGED = "good_practice/2024-05-0001-direct-work"
ON = date(2024, 6, 20)
ALL = Asked(Reach(everything=True), ON)


@pytest.fixture
def may(house: House) -> Story:
    """The first audit, of Dana Lewis's work, flags two themes and waits to be judged."""
    story = a_may.tell(house)
    came_in(story, 1, ["direct-work", "planning"])
    return story


def came_in(story: Story, number: int, themes: list[str], auditor: str = ANNA) -> None:
    """An audit comes in with these themes."""
    story.on("2024-05-22")
    stories.write(story, auditor, number, themes=themes, theme_note="Used the three houses.")
    story.let(auditor, Audit, audit_id(number)).return_(story.content(), on=story.day, working_days_late=0)


def accept(story: Story, number: int = 1) -> None:
    story.let(RUTH, Audit, audit_id(number)).accept(on="2024-05-24", note="")


def ids(story: Story, asked: Asked = ALL) -> list[str]:
    """What the register shows."""
    sql, values = rows.where(rows.QUESTION, asked)
    found = story.house.model.query(f"{rows.LISTED} WHERE {sql} ORDER BY good_practice.id", values)
    return [row["id"].removeprefix("good_practice/") for row in found]


def said(by: str, on: date = ON) -> dict[str, Any]:
    return {"on": on, "by": by, "at": f"{on}T09:00:00+00:00"}


def test_what_is_flagged_shows_once_the_audit_is_accepted(may: Story) -> None:
    assert ids(may) == []
    assert rows.one(may.house.model, FLAGGED) is None
    accept(may)
    assert ids(may) == ["2024-05-0001-direct-work", "2024-05-0001-planning"]
    row = rows.one(may.house.model, FLAGGED)
    assert row
    assert (row["worker"], row["team"], row["area"], row["found_on"]) == (DANA, HARBOUR, EAST, "2024-05-24")
    assert programme.words(may.house, row) == "Used the three houses."


def test_what_is_not_flagged_any_more_is_gone(may: Story) -> None:
    may.let(RUTH, Audit, audit_id(1)).send_back(on="2024-05-23", reason="Which?", due="2024-06-03")
    may.let(ANNA, Audit, audit_id(1)).save_section(may.content(), "summary", {"themes": ["planning"]}, on=may.day)
    may.let(ANNA, Audit, audit_id(1)).return_(may.content(), on="2024-05-24", working_days_late=0)
    accept(may)
    assert ids(may) == ["2024-05-0001-planning"]


def test_of_an_audit_that_goes_to_another_auditor_nothing_is_left(may: Story) -> None:
    may.let(RUTH, Audit, audit_id(1)).send_back(on="2024-05-23", reason="Thin.", due="2024-06-03")
    moved = {"on": "2024-05-24", "due": "2024-06-14", "reason": "She is ill.", "grounds": ""}
    may.let(RUTH, Audit, audit_id(1)).do(record_nil_return, on="2024-05-24", reason="Ill.")
    may.let(RUTH, Audit, audit_id(1)).reallocate(BEN, **moved)
    assert may.house.model.query("SELECT id FROM good_practice") == []


def test_an_audit_that_is_not_to_standard_is_not_on_the_register(may: Story) -> None:
    came_in(may, 2, ["risk"], BEN)
    may.let(RUTH, Audit, audit_id(2)).judge_not_to_standard(on="2024-05-24", reason="Thin.")
    assert ids(may) == []


def follow_up(story: Story, id: str = FLAGGED, version: int = 0, **changes: Any) -> None:
    facts = {"conditions": ["planning", "tools"], "found": "", **said(RUTH)} | changes
    programme.follow_up(story.house, id, version=version, **facts)


def test_what_is_flagged_gets_its_record_with_the_first_conversation(may: Story) -> None:
    accept(may)
    follow_up(may)
    noted, followed = may.house.reader.stream(FLAGGED)
    assert (noted.topic, noted.facts["source"], noted.facts["on"]) == ("good practice noted", "audit", "2024-05-24")
    assert followed.topic == "good practice followed up"
    with pytest.raises(AlreadyDone):
        follow_up(may)
    with pytest.raises(Stale):
        follow_up(may, conditions=["tools"])
    follow_up(may, version=2, conditions=["training"])
    assert rows.conditions(may.house.model, ALL) == {"training": 1}, "the last conversation counts"


def test_what_is_not_on_the_register_is_not_followed_up(may: Story) -> None:
    with pytest.raises(Refusal, match="There is no such record"):
        follow_up(may)
    accept(may)
    with pytest.raises(Refusal, match="before it was noted"):
        follow_up(may, on=date(2024, 5, 23))


def test_the_practitioner_alone_keeps_the_name_back(may: Story) -> None:
    accept(may)
    with pytest.raises(Refusal, match="The practitioner says"):
        programme.keep_unnamed(may.house, FLAGGED, version=0, **said(RUTH))
    programme.keep_unnamed(may.house, FLAGGED, version=0, **said(DANA))
    programme.name_again(may.house, FLAGGED, version=2, **said(DANA))
    assert [made.topic for made in may.house.reader.stream(FLAGGED)] == [
        "good practice noted", "good practice kept unnamed", "good practice named again",
    ]  # fmt: skip


def test_an_accepted_audit_that_goes_back_takes_its_good_practice_off_until_it_is_accepted_again(may: Story) -> None:
    accept(may)
    follow_up(may)
    a_may.goes_back(may)
    assert ids(may) == []
    may.let(ANNA, Audit, audit_id(1)).return_(may.content(), on="2024-06-27", working_days_late=0)
    may.let(RUTH, Audit, audit_id(1)).accept(on="2024-06-28", note="")
    assert ids(may) == ["2024-05-0001-direct-work", "2024-05-0001-planning"]
    assert rows.totals(may.house.model, ALL) == {"n": 2, "followed": 1, "shared": 0}


def note(story: Story, **changes: Any) -> None:
    facts = {"worker": DANA, "theme": "partnership", "domain": "", "audit": "", "what": "One table."}
    programme.note(story.house, "good_practice/k7", **facts | changes, **said(RUTH))


def test_it_is_noted_directly_with_the_practitioners_team(may: Story) -> None:
    note(may)
    assert ids(may) == ["k7"]
    row = rows.one(may.house.model, "good_practice/k7")
    assert row
    assert (row["team"], row["area"], row["found_on"], programme.words(may.house, row)) == (
        HARBOUR, EAST, "2024-06-20", "One table.",
    )  # fmt: skip


def test_in_an_audit_only_in_an_accepted_one_of_that_persons_work(may: Story) -> None:
    with pytest.raises(Refusal, match="no accepted audit"):
        note(may, audit=audit_id(1))
    accept(may)
    with pytest.raises(Refusal, match="no accepted audit"):
        note(may, audit=audit_id(1), worker=BEN)
    note(may, audit=audit_id(1), theme="", domain="plans")
    assert ids(may) == ["2024-05-0001-direct-work", "2024-05-0001-planning", "k7"]


def test_figures_of_the_register_by_hand(may: Story) -> None:
    """Three entries, two followed up: planning named twice, tools once; one shared, twice."""
    accept(may)
    note(may)
    follow_up(may)
    follow_up(may, "good_practice/k7", 1, conditions=["planning"])
    for place in ("session", "newsletter"):
        version = may.house.version(FLAGGED)
        programme.share(may.house, FLAGGED, version=version, place=place, note="", **said(RUTH))
    assert rows.totals(may.house.model, ALL) == {"n": 3, "followed": 2, "shared": 1}
    assert rows.conditions(may.house.model, ALL) == {"planning": 2, "tools": 1}
    assert {theme: row["n"] for theme, row in rows.themes(may.house.model, ALL).items()} == {
        "direct-work": 1, "planning": 1, "partnership": 1,
    }  # fmt: skip
    tools = Asked(Reach(everything=True), ON, {"condition": "tools"})
    assert (ids(may, tools), rows.conditions(may.house.model, tools)) == (
        ["2024-05-0001-direct-work"], {"planning": 1, "tools": 1},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("reach", "n"),
    [
        (Reach(), 0), (Reach(person=DANA), 2), (Reach(person=ANNA), 2), (Reach(person=BEN), 0),
        (Reach(teams=frozenset({HARBOUR})), 2), (Reach(areas=frozenset({EAST})), 2),
        (Reach(areas=frozenset({"area/west"})), 0),
    ],
)  # fmt: skip
def test_the_register_holds_for_each_what_is_theirs(may: Story, reach: Reach, n: int) -> None:
    accept(may)
    assert len(ids(may, Asked(reach, ON))) == n


def reply(story: Story, text: str, version: int, by: str = DANA) -> None:
    replies.reply(story.house, audit_id(1), version=version, text=text, **said(by))


def test_a_reply_is_kept_once_whatever_others_recorded_meanwhile(may: Story) -> None:
    version = may.house.version(audit_id(1))
    accept(may)
    reply(may, "Thank you.", version)
    with pytest.raises(AlreadyDone):
        reply(may, "Thank you.", version)
    with pytest.raises(Stale):
        reply(may, "Thank you very much.", version)
    reply(may, "One thing more.", may.house.version(audit_id(1)))
    assert [made.facts["text"] for made in replies.replies(may.house, audit_id(1))] == ["Thank you.", "One thing more."]
    with pytest.raises(Refusal, match="Only the practitioner"):
        reply(may, "I am the auditor.", may.house.version(audit_id(1)), ANNA)


def test_replies_are_told_from_their_day_on_for_a_fortnight(may: Story) -> None:
    reply(may, "Thank you.", may.house.version(audit_id(1)))
    found = reply_rows.since(may.house.model, "2024-06-20")
    assert [(row["audit"], row["replies"], row["replied_on"]) for row in found] == [(audit_id(1), 1, "2024-06-20")]
    assert reply_rows.since(may.house.model, "2024-06-21") == []
    assert len(reply_rows.since(may.house.model, "2024-06-20", ANNA)) == 1
    assert reply_rows.since(may.house.model, "2024-06-20", BEN) == []


def test_a_reply_moves_the_version_of_the_audits_row(may: Story) -> None:
    reply(may, "Thank you.", may.house.version(audit_id(1)))
    row = may.house.model.one("SELECT version FROM audits WHERE id = ?", [audit_id(1)])
    assert row == {"version": may.house.version(audit_id(1))}, "or the next form over it would be taken for stale"
