"""The rules of the questions about impact: every step from every state, every refusal, and the days between."""

from typing import Any

import pytest

from app.events import impact as events
from app.events.impact import Impact, askable_until, due_on
from app.events.impact_questions import QUESTIONS
from tests.events.deciding import SAID, Fact, decided, given, refusal

DANA, OMAR = "person/dana-lewis", "person/omar-haddad"
ID = "impact/2024-05-0001-worker"
ASK = {"audit": "audit/2024-05/0001", "part": "worker", "recipient": DANA, "returned_on": "2024-06-13"}
ASKED: Fact = (
    events.ImpactAsked,
    ASK | {"due_on": "2024-07-25", "on": "2024-07-25", "remind_on": "2024-08-01", "lapses_on": "2024-08-22",
           "questions": QUESTIONS},
)  # fmt: skip
ANSWERS: dict[str, Any] = {
    "practice": "partly", "practice_more": "I plan visits now.", "helped": "yes", "helped_more": "",
    "obstacles": ["time", "support"], "obstacles_more": "", "useful": "Sit with me.",
}  # fmt: skip
REMINDED: Fact = (events.ImpactReminded, {"on": "2024-08-01"})
ANSWERED: Fact = (events.ImpactAnswered, {"answers": ANSWERS, "on": "2024-08-02"})
DECLINED: Fact = (events.ImpactDeclined, {"reason": "I left the team.", "on": "2024-08-02"})
LAPSED: Fact = (events.ImpactLapsed, {"on": "2024-08-22"})
NOT_ASKED: Fact = (
    events.ImpactNotAsked,
    {key: ASKED[1][key] for key in ("audit", "part", "returned_on", "due_on", "on")} | {"reason": "They left."},
)
HEARD: Fact = (events.FamilyViewOfImpactRecorded, {"agreed": True, "said": "More visits.", "on": "2024-08-02"})
MANAGERS: Fact = (events.ImpactAsked, ASKED[1] | {"part": "manager", "recipient": OMAR})
BY_DANA = SAID | {"by": DANA}
OVER = "The four weeks in which these questions could be answered are over."


def test_six_weeks_are_42_days_and_the_time_to_ask_is_28() -> None:
    assert (due_on("2024-06-13"), due_on("2024-01-20"), due_on("2023-12-31")) == (
        "2024-07-25", "2024-03-02", "2024-02-11",
    )  # fmt: skip
    assert askable_until("2024-07-25") == "2024-08-22"


def test_questions_are_put_on_the_42nd_day_with_what_is_to_follow() -> None:
    impact = given(Impact, ID)
    impact.ask(**ASK, on="2024-07-25", **SAID)
    assert decided(impact) == [ASKED]


def test_questions_that_are_put_later_leave_the_same_time_to_answer() -> None:
    impact = given(Impact, ID)
    impact.ask(**ASK, on="2024-08-01", **SAID)
    facts = decided(impact)[0][1]
    assert (facts["remind_on"], facts["lapses_on"]) == ("2024-08-08", "2024-08-29")


def test_nothing_is_put_on_the_41st_day_or_twice() -> None:
    with refusal("These questions are put six weeks after the audit came in."):
        given(Impact, ID).ask(**ASK, on="2024-07-24", **SAID)
    for past in (ASKED, NOT_ASKED):
        with refusal("These questions have been put already."):
            given(Impact, ID, past).ask(**ASK, on="2024-07-25", **SAID)


def test_that_nobody_is_there_to_be_asked_is_on_record() -> None:
    impact = given(Impact, ID)
    facts = {key: ASK[key] for key in ("audit", "part", "returned_on")}
    impact.pass_over(**facts, on="2024-07-25", reason="They left.", **SAID)
    assert decided(impact) == [NOT_ASKED]
    with refusal("These questions have been put already."):
        given(Impact, ID, ASKED).pass_over(**facts, on="2024-07-25", reason="They left.", **SAID)
    with refusal("These questions are put six weeks after the audit came in."):
        given(Impact, ID).pass_over(**facts, on="2024-07-24", reason="They left.", **SAID)


@pytest.mark.parametrize(
    ("on", "does"), [("2024-07-31", False), ("2024-08-01", True), ("2024-08-21", True), ("2024-08-22", False)]
)
def test_a_reminder_goes_from_the_seventh_day_until_the_end(on: str, does: bool) -> None:
    impact = given(Impact, ID, ASKED)
    if does:
        impact.remind(on=on, **SAID)
        assert decided(impact) == [(events.ImpactReminded, {"on": on})]
    else:
        with refusal("There is nothing to be reminded of."):
            impact.remind(on=on, **SAID)


@pytest.mark.parametrize(("on", "does"), [("2024-08-21", False), ("2024-08-22", True), ("2024-12-01", True)])
def test_a_request_lapses_from_the_28th_day(on: str, does: bool) -> None:
    for past in ([ASKED], [ASKED, REMINDED]):
        impact = given(Impact, ID, *past)
        if does:
            impact.lapse(on=on, **SAID)
            assert decided(impact) == [(events.ImpactLapsed, {"on": on})]
        else:
            with refusal("The time to answer is not over."):
                impact.lapse(on=on, **SAID)


@pytest.mark.parametrize("past", [[ASKED], [ASKED, REMINDED]])
def test_the_recipient_answers_or_says_why_not(past: list[Fact]) -> None:
    answers, declines = given(Impact, ID, *past), given(Impact, ID, *past)
    answers.answer(ANSWERS | {"useful": " Sit with me. "}, on="2024-08-02", **BY_DANA)
    declines.decline(" I left the team. ", on="2024-08-02", **BY_DANA)
    assert decided(answers) + decided(declines) == [ANSWERED, DECLINED]


@pytest.mark.parametrize("by", [OMAR, "person/ruth-okafor", "person/anna-bell"])
def test_nobody_answers_for_the_recipient(by: str) -> None:
    for act in (lambda one, said: one.answer(ANSWERS, on="2024-08-02", **said),
                lambda one, said: one.decline("No.", on="2024-08-02", **said),
                lambda one, said: one.record_family(agreed=False, said="", on="2024-08-02", **said)):  # fmt: skip
        with refusal("These questions are put to somebody else."):
            act(given(Impact, ID, ASKED), SAID | {"by": by})


def test_the_last_day_to_answer_is_the_27th_after_that_of_asking() -> None:
    in_time = given(Impact, ID, ASKED, REMINDED)
    in_time.answer(ANSWERS, on="2024-08-21", **BY_DANA)
    assert in_time.state == "answered"
    for past in ([ASKED], [ASKED, REMINDED]):
        with refusal(OVER):
            given(Impact, ID, *past).answer(ANSWERS, on="2024-08-22", **BY_DANA)


@pytest.mark.parametrize(
    ("change", "words", "field"),
    [
        ({"practice": ""}, "Choose an answer.", "practice"),
        ({"practice": "too_early"}, "Choose an answer.", "practice"),
        ({"helped": "perhaps"}, "Choose an answer.", "helped"),
        ({"obstacles": []}, "Choose what got in the way, or that nothing did.", "obstacles"),
        ({"obstacles": ["weather"]}, "Choose what got in the way, or that nothing did.", "obstacles"),
        ({"obstacles": ["time", "nothing"]}, "Choose either what got in the way or that nothing did, not both.",
         "obstacles"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_refused_beside_its_question(change: dict[str, Any], words: str, field: str) -> None:
    with refusal(words, field):
        given(Impact, ID, ASKED).answer(ANSWERS | change, on="2024-08-02", **BY_DANA)


def test_only_the_choices_need_an_answer_and_every_key_is_kept() -> None:
    impact = given(Impact, ID, ASKED)
    impact.answer({"practice": "no", "helped": "too_early", "obstacles": ["nothing"]}, on="2024-08-02", **BY_DANA)
    blank = dict.fromkeys(ANSWERS, "")
    assert decided(impact)[0][1]["answers"] == blank | {
        "practice": "no",
        "helped": "too_early",
        "obstacles": ["nothing"],
    }


def test_who_declines_says_why() -> None:
    with refusal("Give the reason.", "reason"):
        given(Impact, ID, ASKED).decline(" ", on="2024-08-02", **BY_DANA)


@pytest.mark.parametrize("past", [[ASKED], [ASKED, REMINDED], [ASKED, ANSWERED]])
def test_the_worker_records_what_the_family_say_also_after_answering(past: list[Fact]) -> None:
    impact = given(Impact, ID, *past)
    impact.record_family(agreed=True, said=" More visits. ", on="2024-08-02", **BY_DANA)
    assert decided(impact) == [HEARD]


def test_a_family_that_does_not_agree_is_not_quoted() -> None:
    impact = given(Impact, ID, ASKED)
    impact.record_family(agreed=False, said="She told me that", on="2024-08-02", **BY_DANA)
    assert decided(impact)[0][1] == {"agreed": False, "said": "", "on": "2024-08-02"}


def test_what_the_family_say_is_recorded_once_by_the_worker_and_is_something() -> None:
    with refusal("Write what the family said, without names.", "said"):
        given(Impact, ID, ASKED).record_family(agreed=True, said=" ", on="2024-08-02", **BY_DANA)
    for past in ([ASKED, HEARD], [ASKED, ANSWERED, HEARD]):
        with refusal("The family's part is recorded already."):
            given(Impact, ID, *past).record_family(agreed=False, said="", on="2024-08-02", **BY_DANA)
    with refusal("The worker records what the family say."):
        given(Impact, ID, MANAGERS).record_family(agreed=False, said="", on="2024-08-02", **SAID | {"by": OMAR})
    with refusal(OVER):
        given(Impact, ID, ASKED).record_family(agreed=False, said="", on="2024-08-22", **BY_DANA)


PAST = {
    "": [], "asked": [ASKED], "reminded": [ASKED, REMINDED], "answered": [ASKED, ANSWERED],
    "declined": [ASKED, DECLINED], "lapsed": [ASKED, LAPSED], "not_asked": [NOT_ASKED],
}  # fmt: skip
ACTS = {
    "ask": lambda one: one.ask(**ASK, on="2024-07-25", **SAID),
    "remind": lambda one: one.remind(on="2024-08-05", **SAID),
    "answer": lambda one: one.answer(ANSWERS, on="2024-08-05", **BY_DANA),
    "decline": lambda one: one.decline("No.", on="2024-08-05", **BY_DANA),
    "lapse": lambda one: one.lapse(on="2024-08-22", **SAID),
    "family": lambda one: one.record_family(agreed=False, said="", on="2024-08-05", **BY_DANA),
}
STATES = {
    ("", "ask"): "asked",
    ("asked", "remind"): "reminded",
    ("asked", "answer"): "answered",
    ("asked", "decline"): "declined",
    ("asked", "lapse"): "lapsed",
    ("asked", "family"): "asked",
    ("reminded", "answer"): "answered",
    ("reminded", "decline"): "declined",
    ("reminded", "lapse"): "lapsed",
    ("reminded", "family"): "reminded",
    ("answered", "family"): "answered",
}


ANSWERED_ALREADY = "You have answered these questions already."
DECLINED_ALREADY = "You have said that you do not answer these questions."
NOT_YOURS, NOT_OVER = "These questions are put to somebody else.", "The time to answer is not over."
PUT, NO_REMINDER = "These questions have been put already.", "There is nothing to be reminded of."
SAYS: dict[str, dict[str, str]] = {
    "ask": dict.fromkeys(PAST, PUT),
    "remind": dict.fromkeys(PAST, NO_REMINDER),
    "answer": {"answered": ANSWERED_ALREADY, "declined": DECLINED_ALREADY, "lapsed": OVER},
    "decline": {"answered": ANSWERED_ALREADY, "declined": DECLINED_ALREADY, "lapsed": OVER},
    "lapse": dict.fromkeys(PAST, NOT_OVER),
    "family": {"": "The worker records what the family say.", "declined": DECLINED_ALREADY, "lapsed": OVER},
}
"""What each act is refused with; where nothing is put, it is put to somebody else."""


@pytest.mark.parametrize("state", PAST)
@pytest.mark.parametrize("act", ACTS)
def test_the_table_of_states(state: str, act: str) -> None:
    impact = given(Impact, ID, *PAST[state])
    assert impact.state == state
    if (state, act) in STATES:
        ACTS[act](impact)
        assert impact.state == STATES[state, act]
    else:
        with refusal(SAYS[act].get(state, NOT_YOURS)):
            ACTS[act](impact)


HANDED: Fact = (
    events.ImpactHandedOver,
    {"was": DANA, "recipient": OMAR, "reason": "He has the work now.", "on": "2024-08-05", "remind_on": "2024-08-12",
     "lapses_on": "2024-09-02"},
)  # fmt: skip


@pytest.mark.parametrize("past", [[ASKED], [ASKED, REMINDED]])
def test_in_the_place_of_who_has_left_somebody_else_has_four_weeks(past: list[Fact]) -> None:
    impact = given(Impact, ID, *past)
    impact.hand_over(OMAR, " He has the work now. ", on="2024-08-05", **SAID)
    assert decided(impact) == [HANDED]
    with refusal("These questions are put to somebody else."):
        impact.answer(ANSWERS, on="2024-09-01", **BY_DANA)
    impact.remind(on="2024-08-12", **SAID)
    impact.answer(ANSWERS, on="2024-09-01", **SAID | {"by": OMAR})
    assert impact.state == "answered"


@pytest.mark.parametrize("past", [[ANSWERED], [DECLINED], [LAPSED], []])
def test_what_waits_for_nobody_is_not_handed_over(past: list[Fact]) -> None:
    on = "2024-08-05" if past else "2024-08-22"
    with refusal("These questions wait for nobody's answer, so they cannot be handed over."):
        given(Impact, ID, ASKED, *past).hand_over(OMAR, "He has the work now.", on=on, **SAID)


def test_questions_go_to_another_person_with_a_reason() -> None:
    with refusal("These questions are put to them already.", "recipient"):
        given(Impact, ID, ASKED).hand_over(DANA, "She has the work.", on="2024-08-05", **SAID)
    with refusal("Give the reason.", "reason"):
        given(Impact, ID, ASKED).hand_over(OMAR, " ", on="2024-08-05", **SAID)
