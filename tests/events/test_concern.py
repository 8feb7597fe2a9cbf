"""The rules of a child of concern: every step and every refusal, and the clock of Category 1."""

from collections.abc import Callable
from typing import Any

import pytest

from app.events import concern_answer, concern_end
from app.events.concern import (
    DIRECT,
    SAME_DAY,
    Concern,
    ConcernRaised,
    ConcernRaisedAgain,
    ConcernRecategorised,
    ConcernReviewed,
)
from app.events.concern_answer import (
    ConcernAcknowledged,
    ConcernEscalated,
    ConcernOverseenByDirector,
    ConcernRespondedTo,
    ConcernTellingFailed,
    ConcernTold,
)
from app.events.concern_end import ConcernClosed, ConcernSteppedDown
from tests.events.deciding import RUTH, SAID, Fact, decided, given, refusal

HELEN, JOAN, ANNA, OMAR = (f"person/{name}" for name in ("helen-price", "joan-achebe", "anna-bell", "omar-haddad"))
ID, AUDIT = "concern/k7m2", "audit/2024-05/0017"
NINE, LATER, NEXT_DAY = SAID["at"], "2024-05-20T16:40:00+00:00", "2024-05-21T08:00:00+00:00"
WHO: dict[str, Any] = {"team": "team/harbour", "area": "area/east", "worker": "person/dana-lewis"}
WHO |= {"responsible": [HELEN], "rule": "All heads of service answer for it."}
RAISE: dict[str, Any] = {"child": "child/C-10482", "category": "1", "why": "Nobody is with him at night."}
RAISE |= {"source": DIRECT, "raising": "raising/q2"} | WHO
ONE: Fact = (ConcernRaised, RAISE | {"respond_by": "2024-05-20", "review_by": "2024-05-24"})
TWO: Fact = (ConcernRaised, RAISE | {"category": "2", "respond_by": "", "review_by": "2024-05-24"})
RESPOND: dict[str, Any] = {"what": "Visited.", "reference": "CN-1", "asked": "", "on": "2024-05-20", "time": "15:30"}
RESPOND |= {"in_the_name_of": "", "role": "head_of_service"}
ANSWER: Fact = (ConcernRespondedTo, RESPOND | {"moment": "2024-05-20T14:30:00+00:00", "respond_by": "2024-05-20"})
OVERSEEN: Fact = (ConcernOverseenByDirector, {"note": "Read it.", "on": "2024-05-20"})
REVIEW = {"found": "Seen.", "asked": "", "on": "2024-05-20", "next_by": "2024-05-27", "role": "qa_lead"}
REVIEWED: Fact = (ConcernReviewed, REVIEW)
MOVE = {"why": "He is safe.", "on": "2024-05-20", "role": "qa_lead"}
TO_TWO: Fact = (ConcernRecategorised, MOVE | {"was": "1", "category": "2", "respond_by": ""})
TO_ONE: Fact = (ConcernRecategorised, MOVE | {"was": "2", "category": "1", "respond_by": "2024-05-20"})
ESCALATED: Fact = (ConcernEscalated, {"to": [JOAN], "respond_by": "2024-05-20", "rule": SAME_DAY})
CLOSED: Fact = (ConcernClosed, MOVE | {"was": "1"})
DOWN: Fact = (ConcernSteppedDown, MOVE | {"was": "1", "actions": ["action/a"]})


def said(by: str = HELEN, at: str = LATER) -> dict[str, str]:
    """Who records it, and when: a head of service, that afternoon."""
    return {"by": by, "at": at}


def command(name: str) -> Callable[..., None]:
    """A command of a concern, or one that stands beside it, by its name."""
    found: Callable[..., None] = next(
        getattr(of, name) for of in (Concern, concern_answer, concern_end) if hasattr(of, name)
    )
    return found


def test_category_1_is_raised_with_its_day_and_its_first_review() -> None:
    concern = given(Concern, ID)
    concern.raise_(**RAISE | {"why": " Nobody is with him at night. "}, **SAID)
    assert decided(concern) == [ONE]
    assert (concern.state, concern.category, concern.clock_since, concern.respond_by) == (
        "open",
        "1",
        NINE,
        "2024-05-20",
    )


def test_category_2_has_no_clock() -> None:
    concern = given(Concern, ID)
    concern.raise_(**RAISE | {"category": "2"}, **SAID)
    assert decided(concern) == [TWO]
    assert (concern.clock_since, concern.is_late("2024-06-20T09:00:00+00:00")) == ("", False)


@pytest.mark.parametrize(
    ("changed", "words", "field"),
    [
        ({"category": "3"}, "Choose the category.", "category"),
        ({"category": ""}, "Choose the category.", "category"),
        ({"why": "  "}, "Say why this is a child of concern.", "why"),
    ],
)
def test_it_is_raised_in_a_category_and_with_a_reason(changed: dict[str, str], words: str, field: str) -> None:
    with refusal(words, field):
        given(Concern, ID).raise_(**RAISE | changed, **SAID)
    again = {key: (RAISE | changed)[key] for key in ("category", "why", "source", "raising")}
    with refusal(words, field):
        given(Concern, ID, TWO).raise_again(**again, **said(ANNA))


def test_a_child_has_one_concern_at_a_time() -> None:
    with refusal("A concern about this child stands already."):
        given(Concern, ID, TWO).raise_(**RAISE, **SAID)


# Raised at: the day of the response in England, the last moment that is in time, the first that is late.
CLOCKS = [
    ("2024-05-20T09:00:00+00:00", "2024-05-20", "2024-05-20T22:59:59+00:00", "2024-05-20T23:00:00+00:00"),
    ("2024-05-20T22:59:00+00:00", "2024-05-20", "2024-05-20T22:59:59+00:00", "2024-05-20T23:00:00+00:00"),
    ("2024-05-20T23:00:00+00:00", "2024-05-21", "2024-05-21T22:59:59+00:00", "2024-05-21T23:00:00+00:00"),
    ("2024-01-15T23:59:59+00:00", "2024-01-15", "2024-01-15T23:59:59+00:00", "2024-01-16T00:00:00+00:00"),
    ("2024-03-31T00:30:00+00:00", "2024-03-31", "2024-03-31T22:59:59+00:00", "2024-03-31T23:00:00+00:00"),
    ("2024-03-30T23:59:00+00:00", "2024-03-30", "2024-03-30T23:59:59+00:00", "2024-03-31T00:00:00+00:00"),
    ("2024-10-26T23:30:00+00:00", "2024-10-27", "2024-10-27T23:59:59+00:00", "2024-10-28T00:00:00+00:00"),
    ("2024-12-25T12:00:00+00:00", "2024-12-25", "2024-12-25T23:59:59+00:00", "2024-12-26T00:00:00+00:00"),
]


@pytest.mark.parametrize(("raised", "day", "in_time", "late"), CLOCKS)
def test_the_same_day_ends_at_midnight_in_england_out_of_hours_too(
    raised: str, day: str, in_time: str, late: str
) -> None:
    concern = given(Concern, ID)
    concern.raise_(**RAISE, by=ANNA, at=raised)
    assert concern.respond_by == day
    assert (concern.is_late(in_time), concern.is_late(late)) == (False, True)


def again(category: str, by: str = OMAR, source: str = DIRECT) -> dict[str, str]:
    return {"category": category, "why": "Seen again.", "source": source, "raising": "raising/z"} | said(by)


@pytest.mark.parametrize(
    ("past", "category", "stands", "respond_by"),
    [
        ([TWO], "2", "2", ""),
        ([TWO], "1", "1", "2024-05-20"),
        ([ONE], "1", "1", ""),
        ([ONE], "2", "1", ""),
        ([ONE, ANSWER], "1", "1", "2024-05-20"),
        ([ONE, ANSWER], "2", "1", ""),
        ([ONE, ANSWER, TO_TWO], "1", "1", "2024-05-20"),
    ],
)
def test_a_second_raising_is_added_and_stands_in_the_worse_category(
    past: list[Fact], category: str, stands: str, respond_by: str
) -> None:
    concern = given(Concern, ID, *past)
    was = concern.category
    concern.raise_again(**again(category))
    ((kind, facts),) = decided(concern)
    assert (kind, facts["was"], facts["stands"], facts["respond_by"]) == (ConcernRaisedAgain, was, stands, respond_by)
    assert concern.category == stands
    if respond_by:
        assert (concern.clock_since, concern.answered, concern.overseen) == (LATER, False, False)


def test_an_unanswered_clock_goes_on_when_it_is_raised_again() -> None:
    concern = given(Concern, ID, ONE)
    concern.raise_again(**again("1"))
    assert (concern.clock_since, concern.clocks) == (NINE, 1)


@pytest.mark.parametrize(("by", "starts"), [(RUTH, False), (OMAR, True)])
def test_the_return_of_the_audit_of_who_raised_it_is_no_news(by: str, starts: bool) -> None:
    concern = given(Concern, ID, ONE, ANSWER)
    concern.raise_again(**again("1", by, AUDIT))
    assert (decided(concern)[0][1]["respond_by"] != "") == starts


def test_a_worse_category_from_the_same_person_is_news() -> None:
    concern = given(Concern, ID, TWO)
    concern.raise_again(**again("1", RUTH, AUDIT))
    assert concern.clock_since == LATER


def test_who_was_told_and_who_was_not_is_recorded() -> None:
    concern = given(Concern, ID, ONE)
    concern_answer.tell(concern, people=[HELEN, JOAN], how=["screen", "mail"], **said())
    failed = {"whom": JOAN, "how": "mail", "letter": "letter/a", "why": "It could not be sent."}
    concern_answer.fail_to_tell(concern, **failed, **said())
    told = {"people": [HELEN, JOAN], "how": ["screen", "mail"]}
    assert decided(concern) == [(ConcernTold, told), (ConcernTellingFailed, failed)]
    with refusal("It is recorded already that this letter did not arrive."):
        concern_answer.fail_to_tell(concern, **failed, **said())


@pytest.mark.parametrize("role", ["head_of_service", "director"])
def test_heads_of_service_and_directors_say_that_they_have_seen_it(role: str) -> None:
    concern = given(Concern, ID, ONE)
    concern_answer.acknowledge(concern, role=role, **said())
    assert decided(concern) == [(ConcernAcknowledged, {"role": role})]
    with refusal("You have said already that you have seen this."):
        concern_answer.acknowledge(concern, role=role, **said())
    concern_answer.acknowledge(concern, role=role, **said(JOAN))


def test_a_new_clock_is_seen_anew() -> None:
    concern = given(Concern, ID, ONE, ANSWER)
    concern.raise_again(**again("1"))
    concern_answer.acknowledge(concern, role="head_of_service", **said(RUTH))
    assert decided(concern)[-1][0] is ConcernAcknowledged


@pytest.mark.parametrize("role", ["qa_lead", "auditor", ""])
def test_others_cannot_say_it_for_them(role: str) -> None:
    with refusal("Only a head of service or a director says that they have seen it."):
        concern_answer.acknowledge(given(Concern, ID, ONE), role=role, **said())


@pytest.mark.parametrize("act", ["acknowledge", "escalate"])
def test_only_an_unanswered_category_1_waits(act: str) -> None:
    def do(concern: Concern) -> None:
        facts: dict[str, Any] = {"role": "director"} if act == "acknowledge" else {"to": [JOAN], "rule": SAME_DAY}
        command(act)(concern, **facts, **said(at=NEXT_DAY))

    with refusal("Only Category 1 waits to be seen and answered the same day."):
        do(given(Concern, ID, TWO))
    with refusal("This concern is answered already."):
        do(given(Concern, ID, ONE, ANSWER))


def test_a_response_says_what_when_and_where_the_proof_is() -> None:
    concern = given(Concern, ID, ONE)
    concern_answer.respond(concern, **RESPOND | {"what": " Visited. ", "reference": " CN-1 "}, **said())
    assert decided(concern) == [ANSWER]
    assert concern.answered


def test_it_can_be_recorded_in_the_name_of_a_head_of_service() -> None:
    concern = given(Concern, ID, ONE)
    concern_answer.respond(concern, **RESPOND | {"in_the_name_of": HELEN}, **said(RUTH))
    assert decided(concern) == [(ConcernRespondedTo, ANSWER[1] | {"in_the_name_of": HELEN})]


@pytest.mark.parametrize(
    ("changed", "words", "field"),
    [
        ({"role": ""}, "A head of service or a director responds, or the QA lead in the name of one of them.", ""),
        (
            {"role": "qa_lead"},
            "A head of service or a director responds, or the QA lead in the name of one of them.",
            "",
        ),
        ({"what": " "}, "Say what was done.", "what"),
        ({"reference": ""}, "Give the reference under which the record shows it.", "reference"),
        ({"time": "noon"}, "noon is not a time. Enter it like 16:40.", "time"),
        ({"on": "2024-05-19"}, "The response cannot have been before 20 May 2024, when it came into Category 1.", "on"),
        ({"time": "17:41"}, "The time cannot be in the future.", "time"),
        ({"on": "2024-05-21", "time": "00:10"}, "The time cannot be in the future.", "time"),
    ],
)
def test_a_response_is_refused(changed: dict[str, str], words: str, field: str) -> None:
    concern = given(Concern, ID, ONE)
    with refusal(words, field):
        concern_answer.respond(concern, **RESPOND | changed, **said())
    assert decided(concern) == []


@pytest.mark.parametrize("past", [[ONE], [TWO], [TWO, TO_ONE]])
def test_who_telephoned_first_responded_before_it_was_entered(past: list[Fact]) -> None:
    concern = given(Concern, ID, *past)
    concern_answer.respond(concern, **RESPOND | {"time": "00:05"}, **said())
    assert concern.answered_at == "2024-05-19T23:05:00+00:00", "the day is England's"


def test_a_response_in_category_2_is_not_before_the_day_of_the_raising() -> None:
    with refusal("The response cannot have been before 20 May 2024, when the concern was raised.", "on"):
        concern_answer.respond(given(Concern, ID, TWO), **RESPOND | {"on": "2024-05-19"}, **said())


def test_the_response_of_before_does_not_answer_a_new_clock() -> None:
    concern = given(Concern, ID, ONE, ANSWER)
    concern.raise_again(**again("1"))
    words = "The time is that of the response before, or earlier. Give that of what was done since."
    with refusal(words, "time"):
        concern_answer.respond(concern, **RESPOND, **said())


def test_the_first_response_stands() -> None:
    with refusal("There is a response already. What is found from now on belongs into a review."):
        concern_answer.respond(given(Concern, ID, ONE, ANSWER), **RESPOND, **said())


def test_a_response_in_the_hour_that_came_twice() -> None:
    concern = given(Concern, ID)
    concern.raise_(**RAISE, by=ANNA, at="2024-10-27T00:45:00+00:00")
    concern_answer.respond(
        concern, **RESPOND | {"on": "2024-10-27", "time": "01:30"}, **said(at="2024-10-27T09:00:00+00:00")
    )
    assert decided(concern)[-1][1]["moment"] == "2024-10-27T01:30:00+00:00"


def test_the_directors_oversight_is_recorded_once() -> None:
    concern = given(Concern, ID, ONE, ANSWER)
    concern_answer.oversee(concern, note=" Read it. ", on="2024-05-20", role="director", **said(JOAN))
    assert decided(concern) == [OVERSEEN]
    with refusal("The director's oversight is recorded already."):
        concern_answer.oversee(concern, note="Again.", on="2024-05-20", role="director", **said(JOAN))


NOTHING_YET = "No response is recorded yet: the oversight is of what was done, so it comes after the response."


@pytest.mark.parametrize(
    ("past", "changed", "words", "field"),
    [
        ([ONE, ANSWER], {"role": "head_of_service"}, "Only a director records the director's oversight.", ""),
        ([ONE, ANSWER], {"role": "qa_lead"}, "Only a director records the director's oversight.", ""),
        ([TWO, ANSWER], {}, "Only Category 1 needs the director's oversight.", ""),
        ([ONE], {}, NOTHING_YET, ""),
        ([TWO, ANSWER, TO_ONE], {}, NOTHING_YET, ""),
        ([ONE, ANSWER], {"on": "2024-05-19"}, "The oversight cannot have been before the response.", "on"),
        ([ONE, ANSWER], {"on": "2024-05-21"}, "The date cannot be in the future.", "on"),
        ([ONE, ANSWER], {"note": ""}, "Say what you looked at and what you expect.", "note"),
    ],
)
def test_oversight_is_refused(past: list[Fact], changed: dict[str, str], words: str, field: str) -> None:
    with refusal(words, field):
        facts = {"note": "Read it.", "on": "2024-05-20", "role": "director"} | changed
        concern_answer.oversee(given(Concern, ID, *past), **facts, **said(JOAN))


@pytest.mark.parametrize("past", [[ONE], [TWO], [ONE, ANSWER, OVERSEEN]])
def test_every_standing_concern_is_reviewed(past: list[Fact]) -> None:
    concern = given(Concern, ID, *past)
    concern.review(**REVIEW, **said(RUTH))
    assert decided(concern) == [REVIEWED]
    assert concern.review_by == "2024-05-27"


BY = [("2024-05-13", "2024-05-20"), ("2024-05-18", "2024-05-24"), ("2024-05-19", "2024-05-24"),
      ("2024-12-19", "2024-12-24")]  # fmt: skip


@pytest.mark.parametrize(("raised", "by"), BY, ids=["a Monday", "a Saturday", "a Sunday", "before Boxing Day"])
def test_the_first_review_is_due_on_the_last_working_day_of_the_week_after(raised: str, by: str) -> None:
    concern = given(Concern, ID)
    concern.raise_(**RAISE, by=RUTH, at=f"{raised}T09:00:00+00:00")
    assert concern.review_by == by


WEEKLY = "Every child of concern is reviewed within seven days. Give a day in the week after this review."


@pytest.mark.parametrize(
    ("changed", "words", "field"),
    [
        ({"role": ""}, "Only the QA lead, a head of service or a director does this.", ""),
        ({"found": " "}, "Say what was found.", "found"),
        ({"next_by": "2024-05-28"}, WEEKLY, "next_by"),
        ({"next_by": "2024-05-20"}, WEEKLY, "next_by"),
        ({"on": "2024-05-19"}, "The date cannot be before what was last decided about it.", "on"),
        ({"on": "2024-05-21"}, "The date cannot be in the future.", "on"),
    ],
)
def test_a_review_is_refused(changed: dict[str, str], words: str, field: str) -> None:
    with refusal(words, field):
        given(Concern, ID, TWO).review(**REVIEW | changed, **said(RUTH))


def test_it_moves_to_category_1_with_a_clock_and_out_of_it_once_answered() -> None:
    up, down = given(Concern, ID, TWO), given(Concern, ID, ONE, ANSWER)
    up.recategorise("1", **MOVE, **said(JOAN))
    down.recategorise("2", **MOVE, **said(JOAN))
    assert decided(up) + decided(down) == [TO_ONE, TO_TWO]
    assert (up.clock_since, up.was_category_1, down.was_category_1) == (LATER, True, True)


FOLLOWED = "Only the QA lead, a head of service or a director does this."
EARLY = "The date cannot be before what was last decided about it."
UNSEEN = "It was in Category 1: it cannot {} before the director's oversight is recorded."
RAISER = "You raised this concern, which was in Category 1: somebody else"


@pytest.mark.parametrize(
    ("past", "category", "changed", "by", "words", "field"),
    [
        ([TWO], "1", {"role": "auditor"}, JOAN, FOLLOWED, ""),
        ([TWO], "3", {}, JOAN, "Choose the category.", "category"),
        ([TWO], "2", {}, JOAN, "It is in Category 2 already.", "category"),
        ([TWO], "1", {"why": ""}, JOAN, "Give the reason.", "why"),
        ([TWO], "1", {"on": "2024-05-19"}, JOAN, EARLY, "on"),
        ([ONE], "2", {}, JOAN, "It cannot leave Category 1 before there is a response.", ""),
        ([ONE, ANSWER], "2", {}, RUTH, f"{RAISER} moves it out of Category 1.", ""),
    ],
)
def test_a_move_is_refused(
    past: list[Fact], category: str, changed: dict[str, str], by: str, words: str, field: str
) -> None:
    with refusal(words, field):
        given(Concern, ID, *past).recategorise(category, **MOVE | changed, **said(by))


def test_the_clock_of_a_move_cannot_be_put_back() -> None:
    with refusal("The clock of Category 1 starts when it is recorded: give today's date.", "on"):
        given(Concern, ID, TWO).recategorise("1", **MOVE, **said(at=NEXT_DAY))


def test_it_is_escalated_once_for_each_clock() -> None:
    concern = given(Concern, ID, ONE)
    with refusal("This concern is not late."):
        concern_answer.escalate(concern, to=[JOAN], rule=SAME_DAY, **said())
    concern_answer.escalate(concern, to=[JOAN], rule=SAME_DAY, **said(at=NEXT_DAY))
    assert decided(concern) == [ESCALATED]
    with refusal("This concern has been escalated already."):
        concern_answer.escalate(concern, to=[JOAN], rule=SAME_DAY, **said(at=NEXT_DAY))


def test_a_new_clock_can_be_late_again() -> None:
    concern = given(Concern, ID, ONE, ESCALATED, ANSWER)
    concern.raise_again(**again("1"))
    concern_answer.escalate(concern, to=[JOAN], rule=SAME_DAY, **said(at=NEXT_DAY))
    assert decided(concern)[-1][0] is ConcernEscalated


End = Callable[..., None]
ENDS: dict[str, tuple[dict[str, Any], Fact, str]] = {
    "close": ({}, CLOSED, "be closed"),
    "step_down": ({"actions": ["action/a"]}, DOWN, "be stepped down"),
}


@pytest.mark.parametrize("end", ENDS)
def test_it_ends_when_it_was_answered_and_overseen(end: str) -> None:
    more, event, _ = ENDS[end]
    concern = given(Concern, ID, ONE, ANSWER, OVERSEEN)
    command(end)(concern, **MOVE, **more, **said(JOAN))
    assert decided(concern) == [event]
    assert concern.state in ("closed", "stepped_down")


@pytest.mark.parametrize("end", ENDS)
def test_category_2_needs_a_response_and_no_oversight_and_ends_by_anybody_who_follows_it(end: str) -> None:
    more, (kind, facts), _ = ENDS[end]
    concern = given(Concern, ID, TWO, ANSWER)
    command(end)(concern, **MOVE, **more, **said(RUTH))
    assert decided(concern) == [(kind, facts | {"was": "2"})]


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize(
    ("past", "changed", "by", "words", "field"),
    [
        ([ONE], {}, JOAN, "It cannot {} before there is a response.", ""),
        ([TWO], {}, JOAN, "It cannot {} before there is a response.", ""),
        ([ONE, ANSWER], {}, JOAN, UNSEEN, ""),
        ([ONE, ANSWER, TO_TWO], {}, JOAN, UNSEEN, ""),
        ([ONE, OVERSEEN, ANSWER], {}, JOAN, UNSEEN, ""),
        ([ONE, ANSWER, OVERSEEN], {}, RUTH, f"{RAISER} ends it.", ""),
        ([ONE, ANSWER, OVERSEEN, TO_TWO], {}, RUTH, f"{RAISER} ends it.", ""),
        ([TWO, TO_ONE, ANSWER, OVERSEEN], {}, RUTH, f"{RAISER} ends it.", ""),
        ([ONE, ANSWER, OVERSEEN], {"role": ""}, JOAN, FOLLOWED, ""),
        ([ONE, ANSWER, OVERSEEN], {"why": " "}, JOAN, "Give the reason.", "why"),
        ([ONE, ANSWER, OVERSEEN], {"on": "2024-05-19"}, JOAN, EARLY, "on"),
        ([ONE, ANSWER, OVERSEEN], {"on": "2024-05-21"}, JOAN, "The date cannot be in the future.", "on"),
    ],
)  # fmt: skip
def test_an_end_is_refused(
    end: str, past: list[Fact], changed: dict[str, str], by: str, words: str, field: str
) -> None:
    more, _, what = ENDS[end]
    concern = given(Concern, ID, *past)
    with refusal(words.format(what), field):
        command(end)(concern, **MOVE | changed, **more, **said(by))
    assert decided(concern) == []


def test_oversight_of_an_earlier_clock_is_not_of_the_new_one() -> None:
    concern = given(Concern, ID, ONE, ANSWER, OVERSEEN)
    concern.raise_again(**again("1"))
    concern_answer.respond(concern, **RESPOND | {"time": "17:40"}, **said())
    with refusal("It was in Category 1: it cannot be closed before the director's oversight is recorded."):
        concern_end.close(concern, **MOVE, **said(JOAN))


def test_it_is_stepped_down_to_an_action_at_least() -> None:
    words = "Choose the actions that follow. If nothing is left to do, close the concern."
    with refusal(words, "actions"):
        concern_end.step_down(given(Concern, ID, ONE, ANSWER, OVERSEEN), actions=[], **MOVE, **said(JOAN))


ACTS: dict[str, dict[str, Any]] = {
    "raise_again": {"category": "1", "why": "x", "source": DIRECT, "raising": ""},
    "tell": {"people": [HELEN], "how": ["screen"]},
    "fail_to_tell": {"whom": "", "how": "screen", "letter": "", "why": "x"},
    "acknowledge": {"role": "director"},
    "respond": RESPOND,
    "oversee": {"note": "x", "on": "2024-05-20", "role": "director"},
    "review": REVIEW,
    "recategorise": {"category": "2"} | MOVE,
    "escalate": {"to": [JOAN], "rule": SAME_DAY},
    "step_down": {"actions": ["action/a"]} | MOVE,
    "close": MOVE,
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("past", "words"),
    [
        ([], "There is no such concern."),
        ([ONE, ANSWER, OVERSEEN, CLOSED], "This concern is over: it was closed."),
        ([ONE, ANSWER, OVERSEEN, DOWN], "This concern is over: it was stepped down."),
    ],
)
def test_nothing_is_done_to_one_that_is_not_there_or_is_over(act: str, past: list[Fact], words: str) -> None:
    with refusal(words):
        command(act)(given(Concern, ID, *past), **ACTS[act], **said(JOAN, NEXT_DAY))
