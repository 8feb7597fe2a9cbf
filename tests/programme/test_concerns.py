"""Children of concern in a council: raised by an audit or by people, told, late, not told, and two at once."""

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.demo import stories
from app.demo.stories import ANNA, BEN, DANA, HELEN, JOAN, MARY, NADIA, OMAR, RUTH, Story
from app.events.action import Action
from app.events.audit import Audit
from app.events.base import Refusal
from app.events.concern import DIRECT, Concern
from app.events.letter import Letter
from app.events.person import Person
from app.programme import audits, concerns
from app.programme.concern_telling import escalate
from app.programme.house import AlreadyDone, House, Stale, open_house
from app.programme.reminding import remind
from projections import concern_lists
from tests.programme import a_may

CHILD, ID = "C-10591", concerns.concern_id("child/C-10591", 1)
DAY = date(2024, 5, 28)
MORNING, EVENING, MIDNIGHT = (f"2024-05-28T{time}+00:00" for time in ("08:12:00", "18:00:00", "23:00:00"))
ANSWER: dict[str, Any] = {"what": "Visited.", "reference": "CN-1", "asked": "", "on": DAY, "time": "17:00"}


@pytest.fixture
def may(house: House) -> Story:
    """Five audits of May 2024, allocated; it is Tuesday 28 May."""
    story = a_may.tell(house)
    story.on("2024-05-28")
    return story


def raised(house: House, category: str = "1", by: str = OMAR, at: str = MORNING, **more: str) -> str:
    facts = {"child": CHILD, "category": category, "why": "Nobody is with her at night."} | more
    return concerns.raise_concern(house, facts.pop("raising", f"raising/{by[-4:]}"), **facts, by=by, at=at)


def returned(story: Story, auditor: str, number: int, category: str, at: str = EVENING) -> None:
    """An auditor fills in an audit and returns it."""
    more = {"concern.category": category} | ({"concern.reason": "Not seen."} if category != "none" else {})
    stories.write(story, auditor, number, **more)
    id = stories.audit_id(number)
    audits.return_audit(story.house, id, version=story.house.version(id), on=DAY, by=auditor, at=at)


def topics(house: House, id: str = ID) -> list[str]:
    return [made.TOPIC.removeprefix("concern ") for made in house.log.history(id)]


def concern(house: House, id: str = ID) -> Concern:
    return house.log.load(Concern, id)


def letters(house: House) -> list[tuple[str, str]]:
    sql = "SELECT recipient, kind FROM letters ORDER BY kind, recipient"
    return [(row["recipient"], row["kind"]) for row in house.model.query(sql)]


def test_a_direct_raising_tells_heads_of_service_and_directors_in_the_same_save(may: Story) -> None:
    assert raised(may.house) == ID
    assert topics(may.house) == ["raised", "told"]
    told = may.house.log.history(ID)[1]
    assert (told.people, told.how, told.at) == ([JOAN, HELEN], ["screen", "mail"], MORNING)  # type: ignore[attr-defined]
    assert letters(may.house) == [(HELEN, "concern-raised"), (JOAN, "concern-raised")]
    assert (concern(may.house).respond_by, concern(may.house).raisings) == ("2024-05-28", [(OMAR, DIRECT, "1")])


def test_a_letter_names_nobody_and_no_child(may: Story) -> None:
    raised(may.house)
    for row in may.house.model.query("SELECT id FROM letters"):
        letter = may.house.log.load(Letter, row["id"])
        words = " ".join([letter.subject, *letter.text, letter.link])
        assert CHILD not in words
        assert "with her" not in words
        assert "28 May 2024 at 09:12" in words
        assert letter.link == f"/concerns/{ID[8:]}"


def test_the_child_is_found_in_small_letters_and_must_be_known(may: Story) -> None:
    assert raised(may.house, child="c-10591") == ID
    with pytest.raises(Refusal) as refused:
        raised(may.house, child="C-1")
    assert refused.value.field == "child"


def test_category_2_tells_nobody_by_letter(may: Story) -> None:
    raised(may.house, "2")
    assert (topics(may.house), letters(may.house)) == (["raised"], [])


@pytest.mark.parametrize(("category", "expected"), [("1", ["raised", "told"]), ("2", ["raised"]), ("none", [])])
def test_a_returned_audit_raises_what_it_says(may: Story, category: str, expected: list[str]) -> None:
    returned(may, NADIA, 3, category)
    id = concerns.concern_id("child/C-10533", 1)
    assert topics(may.house, id) == expected
    if expected:
        made = may.house.log.history(id)[0]
        facts = (made.source, made.category, made.why, made.worker, made.by)  # type: ignore[attr-defined]
        assert facts == (stories.audit_id(3), category, "Not seen.", DANA, NADIA)
    assert may.house.log.load(Audit, stories.audit_id(3)).state == "returned"


def test_the_audit_and_its_concern_are_stored_together_or_not_at_all(
    may: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(concerns, "of_return", lambda *args, **facts: [_Broken("concern/x")])
    with pytest.raises(ZeroDivisionError):
        returned(may, NADIA, 3, "1")
    assert may.house.log.load(Audit, stories.audit_id(3)).state == "started"


class _Broken(Concern):
    def collect_events(self) -> Any:
        raise ZeroDivisionError


def test_a_return_links_to_the_concern_that_its_auditor_raised_while_filling_it_in(may: Story) -> None:
    id = raised(may.house, by=NADIA, child="C-10533", audit=stories.audit_id(3))
    returned(may, NADIA, 3, "1")
    assert topics(may.house, id) == ["raised", "told"], "nothing is raised a second time"
    assert [row["id"] for row in concern_lists.of_source(may.house.model, stories.audit_id(3))] == [id]


def test_a_return_is_added_to_what_its_auditor_raised_without_saying_from_which_audit(may: Story) -> None:
    id = raised(may.house, by=NADIA, child="C-10533")
    concerns.respond(may.house, id, version=2, **ANSWER, by=HELEN, at=EVENING)
    returned(may, NADIA, 3, "1", at=MIDNIGHT)
    assert topics(may.house, id) == ["raised", "told", "responded to", "raised again"]
    assert concern(may.house, id).answered, "the same finding starts no second clock"
    assert len(concern(may.house, id).raisings) == 2


def test_a_return_in_a_worse_category_starts_the_clock(may: Story) -> None:
    id = raised(may.house, "2", by=NADIA, child="C-10533", audit=stories.audit_id(3))
    returned(may, NADIA, 3, "1")
    assert topics(may.house, id) == ["raised", "raised again", "told"]
    assert concern(may.house, id).category == "1"


def test_an_audit_that_is_returned_again_raises_nothing_again(may: Story) -> None:
    returned(may, NADIA, 3, "2")
    said = {"on": "2024-05-28", "reason": "Add dates.", "due": "2024-06-04"}
    may.let(RUTH, Audit, stories.audit_id(3)).send_back(**said)
    returned(may, NADIA, 3, "2")
    assert topics(may.house, concerns.concern_id("child/C-10533", 1)) == ["raised"]


def test_only_who_fills_in_an_audit_of_that_child_raises_from_it(may: Story) -> None:
    for by, child, audit in ((BEN, "C-10533", 3), (NADIA, CHILD, 3), (NADIA, "C-10533", 99)):
        id = raised(may.house, by=by, child=child, audit=stories.audit_id(audit), raising=f"raising/{by[-4:]}{audit}")
        assert concern(may.house, id).raisings[-1] == (by, DIRECT, "1")


def test_another_raising_is_added_and_after_the_end_there_is_a_new_concern(may: Story) -> None:
    raised(may.house, "2")
    assert raised(may.house, "2", by=MARY) == ID
    version = may.house.version(ID)
    concerns.respond(may.house, ID, version=version, **ANSWER, by=HELEN, at=EVENING)
    concerns.close(may.house, ID, version=version + 1, why="Done.", on=DAY, by=RUTH, at=EVENING)
    assert raised(may.house, "2", raising="raising/new") == concerns.concern_id(f"child/{CHILD}", 2)
    assert len(concern_lists.of_child(may.house.model, f"child/{CHILD}")) == 2


def test_a_form_sent_twice_raises_once_also_when_it_is_over_meanwhile(may: Story) -> None:
    raised(may.house, "2")
    with pytest.raises(AlreadyDone):
        raised(may.house, "2")
    concerns.respond(may.house, ID, version=1, **ANSWER, by=HELEN, at=EVENING)
    concerns.close(may.house, ID, version=2, why="Done.", on=DAY, by=RUTH, at=EVENING)
    with pytest.raises(AlreadyDone):
        raised(may.house, "2")
    assert raised(may.house, "2", why="Something else, on the same page.") != ID


def together(acts: list[Callable[[], Any]]) -> list[Any]:
    """Do all at once, each in a thread; what each gave or raised."""
    found: list[Any] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(place: int) -> None:
        start.wait()
        try:
            found[place] = acts[place]()
        except Exception as fault:
            found[place] = fault

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_many_who_raise_a_child_at_once_raise_one_concern(may: Story) -> None:
    people = [OMAR, MARY, ANNA, BEN]
    found = together([lambda by=by: raised(may.house, "1", by=by) for by in people])  # type: ignore[misc]
    assert found == [ID] * 4
    assert sorted(topics(may.house)) == ["raised", "raised again", "raised again", "raised again", "told"]
    assert concern_lists.standing(may.house.model, DAY)[0]["times_raised"] == 4


def test_two_who_answer_at_once_leave_one_answer(may: Story) -> None:
    raised(may.house)

    def answer(by: str) -> None:
        concerns.respond(may.house, ID, version=2, **ANSWER | {"what": f"By {by}."}, by=by, at=EVENING)

    found = together([lambda: answer(HELEN), lambda: answer(JOAN)])
    assert sorted(type(one).__name__ for one in found) == ["NoneType", "Stale"]
    assert topics(may.house) == ["raised", "told", "responded to"]
    with pytest.raises(Stale):
        concerns.respond(may.house, ID, version=2, **ANSWER, by=MARY, at=EVENING)


def test_the_same_answer_sent_twice_is_done(may: Story) -> None:
    raised(may.house)
    concerns.respond(may.house, ID, version=2, **ANSWER, by=HELEN, at=EVENING)
    with pytest.raises(AlreadyDone):
        concerns.respond(may.house, ID, version=2, **ANSWER, by=HELEN, at=EVENING)


CHOOSE = "Choose the head of service or director in whose name you record the response."
NOT_THEIRS = "A head of service or a director responds, or the QA lead in the name of one of them."


@pytest.mark.parametrize(
    ("by", "name", "words", "field"),
    [
        (RUTH, "", CHOOSE, "in_the_name_of"),
        (RUTH, OMAR, CHOOSE, "in_the_name_of"),
        (RUTH, "person/nobody", CHOOSE, "in_the_name_of"),
        (OMAR, "", NOT_THEIRS, ""),
        (OMAR, HELEN, NOT_THEIRS, ""),
        (ANNA, HELEN, NOT_THEIRS, ""),
    ],
)
def test_who_may_not_respond(may: Story, by: str, name: str, words: str, field: str) -> None:
    raised(may.house)
    with pytest.raises(Refusal) as refused:
        concerns.respond(may.house, ID, version=2, **ANSWER, in_the_name_of=name, by=by, at=EVENING)
    assert (refused.value.sentence, refused.value.field) == (words, field)


@pytest.mark.parametrize(("by", "name", "kept", "role"), [
    (HELEN, "", "", "head_of_service"), (HELEN, HELEN, "", "head_of_service"), (JOAN, "", "", "director"),
    (RUTH, HELEN, HELEN, "head_of_service"), (RUTH, JOAN, JOAN, "director"), (HELEN, JOAN, JOAN, "director"),
])  # fmt: skip
def test_a_response_says_whose_it_is_and_in_which_role(may: Story, by: str, name: str, kept: str, role: str) -> None:
    raised(may.house)
    concerns.respond(may.house, ID, version=2, **ANSWER, in_the_name_of=name, by=by, at=EVENING)
    made = may.house.log.history(ID)[-1]
    assert (made.in_the_name_of, made.role, made.by) == (kept, role, by)  # type: ignore[attr-defined]
    row = concern_lists.concern(may.house.model, ID) or {}
    assert row["answered_by"] == (kept or by)


def test_a_head_of_service_who_has_left_answers_nothing(may: Story) -> None:
    raised(may.house)
    may.let(RUTH, Person, HELEN).leave("2024-05-28", "")
    with pytest.raises(Refusal, match="Choose the head of service"):
        concerns.respond(may.house, ID, version=2, **ANSWER, in_the_name_of=HELEN, by=RUTH, at=EVENING)


def test_the_oversight_is_the_directors_alone(may: Story) -> None:
    raised(may.house)
    concerns.respond(may.house, ID, version=2, **ANSWER, by=HELEN, at=EVENING)
    for by in (RUTH, HELEN):
        with pytest.raises(Refusal, match="Only a director"):
            concerns.oversee(may.house, ID, version=3, note="Read.", on=DAY, by=by, at=EVENING)
    concerns.oversee(may.house, ID, version=3, note="Read.", on=DAY, by=JOAN, at=EVENING)


def test_it_is_stepped_down_to_actions_of_the_child_that_are_not_over(may: Story) -> None:
    raised(may.house, "2")
    concerns.respond(may.house, ID, version=1, **ANSWER, by=HELEN, at=EVENING)
    facts = {"source": ID, "what": "See her.", "owner": DANA, "due": "2024-06-11", "area": stories.EAST}
    facts |= {"team": stories.HARBOUR, "on": "2024-05-28"}
    may.let(RUTH, Action, "action/hers").raise_(**facts, child=f"child/{CHILD}")
    may.let(RUTH, Action, "action/over").raise_(**facts, child=f"child/{CHILD}")
    may.let(RUTH, Action, "action/over").cancel(reason="Twice.", on="2024-05-28")
    may.let(RUTH, Action, "action/other").raise_(**facts, child="child/C-10482")
    said = {"why": "Left to do.", "on": DAY, "by": RUTH, "at": EVENING}
    for wrong in (["action/over"], ["action/other"], ["action/hers", "action/none"]):
        with pytest.raises(Refusal, match="about this child"):
            concerns.step_down(may.house, ID, version=2, actions=wrong, **said)
    concerns.step_down(may.house, ID, version=2, actions=["action/hers"], **said)
    assert concern(may.house).state == "stepped_down"


def test_it_is_escalated_once_however_often_and_by_however_many_it_is_asked_for(may: Story, tmp_path: Path) -> None:
    raised(may.house)
    assert escalate(may.house, "2024-05-28T22:59:59+00:00") == []
    others = [may.house, open_house(tmp_path), open_house(tmp_path)]
    found = together([lambda house=house: escalate(house, MIDNIGHT) for house in others])  # type: ignore[misc]
    assert sorted(len(one) for one in found) == [0, 0, 1]
    assert escalate(may.house, MIDNIGHT) == []
    assert topics(may.house) == ["raised", "told", "escalated"]
    may.house.model.catch_up()
    assert letters(may.house) == [
        (HELEN, "concern-late"), (JOAN, "concern-late"), (HELEN, "concern-raised"), (JOAN, "concern-raised"),
    ]  # fmt: skip


@pytest.mark.parametrize("category", ["1", "2"])
def test_what_is_answered_or_in_category_2_is_not_escalated(may: Story, category: str) -> None:
    raised(may.house, category)
    if category == "1":
        concerns.respond(may.house, ID, version=2, **ANSWER, by=HELEN, at=EVENING)
    assert escalate(may.house, "2024-06-30T09:00:00+00:00") == []


def test_a_round_of_reminders_escalates(may: Story) -> None:
    raised(may.house)
    remind(may.house, date(2024, 5, 29), "2024-05-29T05:00:00+00:00")
    remind(may.house, date(2024, 5, 29), "2024-05-29T05:15:00+00:00")
    assert topics(may.house).count("escalated") == 1


def test_where_nobody_is_head_of_service_telling_has_failed(may: Story) -> None:
    may.let(RUTH, Person, HELEN).hold(set())
    raised(may.house)
    assert topics(may.house) == ["raised", "told", "telling failed"], "the director is told all the same"
    assert may.house.log.history(ID)[-1].why == "Nobody holds the role of head of service."  # type: ignore[attr-defined]
    row = concern_lists.concern(may.house.model, ID) or {}
    assert row["failed_at"] == MORNING


def test_where_there_is_nobody_at_all_each_role_that_is_not_held_is_said(may: Story) -> None:
    for person in (HELEN, JOAN):
        may.let(RUTH, Person, person).hold(set())
    raised(may.house)
    assert topics(may.house) == ["raised", "telling failed", "telling failed"]
    whys = [made.why for made in may.house.log.history(ID)[1:]]  # type: ignore[attr-defined]
    assert whys == ["Nobody holds the role of director of children's services.",
                    "Nobody holds the role of head of service."]  # fmt: skip
    assert escalate(may.house, MIDNIGHT) == [ID], "late is late, whoever is there to be told"


def test_telling_again_tells_who_holds_the_roles_now(may: Story) -> None:
    may.let(RUTH, Person, HELEN).hold(set())
    raised(may.house)
    may.let(RUTH, Person, MARY).hold({"head_of_service"})
    concerns.tell_again(may.house, ID, version=3, by=RUTH, at=EVENING)
    assert may.house.log.history(ID)[-1].people == [JOAN, MARY]  # type: ignore[attr-defined]
    assert letters(may.house).count((JOAN, "concern-raised")) == 2
    row = concern_lists.concern(may.house.model, ID) or {}
    assert row["failed_at"] == ""
    with pytest.raises(Refusal):
        concerns.tell_again(may.house, ID, version=4, by=OMAR, at=EVENING)


def test_a_letter_that_is_given_up_fails_the_telling_at_once_and_is_recorded_once(may: Story) -> None:
    raised(may.house)
    others = [raised(may.house, child=child) for child in ("C-10482", "C-10519", "C-10560")]
    letter = may.house.model.one("SELECT id FROM letters WHERE recipient = ? AND cause LIKE ?", [HELEN, f"{ID}%"])["id"]
    facts = {"to": "", "answer": "", "reason": "There is no address."}
    may.let("person/audit-loop", Letter, letter).give_up(**facts)
    row = concern_lists.concern(may.house.model, ID) or {}
    assert (row["undelivered"], row["failed_at"]) == (1, ""), "known before any sweep"
    rows = [concern_lists.concern(may.house.model, id) or {} for id in others]
    assert [row["undelivered"] for row in rows] == [0, 0, 0]
    for at in (EVENING, "2024-05-28T18:15:00+00:00"):
        escalate(may.house, at)
    assert topics(may.house) == ["raised", "told", "telling failed"]
    assert not any("telling failed" in topics(may.house, id) for id in others)
    made = may.house.log.history(ID)[-1]
    assert (made.whom, made.letter) == (HELEN, letter)  # type: ignore[attr-defined]


def test_the_weekly_letter_counts_them(may: Story) -> None:
    raised(may.house, "2")
    remind(may.house, date(2024, 6, 10), "2024-06-10T08:00:00+00:00")
    weekly = {row["recipient"]: may.house.log.load(Letter, row["id"]) for row in may.house.model.query(
        "SELECT id, recipient FROM letters WHERE kind = 'weekly'")}  # fmt: skip
    lines = {person: [line["text"] for line in letter.lines] for person, letter in weekly.items()}
    assert "1 concern about a child without a response" in lines[HELEN]
    assert "1 concern to be reviewed every week, 1 of them overdue" in lines[RUTH]
    assert "1 concern about children of your team" in lines[OMAR]
