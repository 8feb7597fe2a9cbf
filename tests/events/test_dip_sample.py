"""A dip sample's rules: planned, drawn, measured, filled in, concluded; and what each state refuses."""

from collections.abc import Callable
from typing import Any

import pytest

from app.demo.story_dip_samples import asked, drawn, only_where, the_plan
from app.events import dip_sample as events
from app.events import measures
from app.events.base import Refusal
from app.events.dip_sample import DipSample
from app.events.dip_sample_answers import (
    DipSampleAnswersRecorded,
    DipSampleConcluded,
    DipSampleReopened,
    conclude,
    missing,
    recommend,
    record_answers,
    reopen,
)
from app.events.dip_sample_measures import change_measure, define, new_measure, other_measure, remove_measure
from tests.events.deciding import SAID, decided, refusal

DAY, LATER = "2024-07-15", "2024-07-22"
A, B, C = (f"child/C-{number}" for number in (1, 2, 3))
CLEAR, TOLD, DAYS, NOTE = "clear", "told", "days", "note"
FOUR = (
    asked("Clear"),
    asked("Told", "yes_no_na", na="out", base=only_where(CLEAR, "no")),
    asked("Days", "number"),
    asked("Note", "text"),
)


def planned(**more: Any) -> DipSample:
    sample = DipSample("dip_sample/x")
    plan = the_plan("Endings", "children", 6) | more
    sample.plan(**plan, framework="framework/core", framework_version=1, on=DAY, **SAID)
    return sample


def a_draw(**more: Any) -> DipSample:
    sample = planned()
    sample.draw(**(drawn([A, B, C], 6) | more), on=DAY, **SAID)
    for one in FOUR:
        define(sample, new_measure(sample, one), **SAID)
    return sample


def begun() -> DipSample:
    sample = a_draw()
    record_answers(sample, A, {CLEAR: "yes", DAYS: 21}, **SAID)
    record_answers(sample, B, {CLEAR: "no", DAYS: 116, TOLD: "na"}, **SAID)
    return sample


def filled() -> DipSample:
    sample = begun()
    record_answers(sample, C, {CLEAR: "no", DAYS: 40, TOLD: "no"}, **SAID)
    return sample


def concluded() -> DipSample:
    sample = filled()
    conclude(sample, "Nobody was told.", ["recording"], [" Endings "], "", on=LATER, **SAID)
    return sample


def withdrawn() -> DipSample:
    sample = begun()
    sample.withdraw("Others ask it.", on=LATER, **SAID)
    return sample


STATES = {"planned": planned, "drawn": a_draw, "data_entry": begun, "concluded": concluded, "withdrawn": withdrawn}
ACTS: dict[str, tuple[Callable[[DipSample], None], set[str]]] = {
    "change plan": (lambda s: s.change_plan(**the_plan("Other", "children", 6), on=LATER, **SAID), {"planned"}),
    "draw": (lambda s: s.draw(**drawn([A], 6, reason="Anew."), on=LATER, **SAID), {"planned", "drawn"}),
    "name": (lambda s: s.name_reviewers(["person/m"], on=LATER, **SAID), {"planned", "drawn", "data_entry"}),
    "define": (lambda s: define(s, measures.made(asked("New") | {"id": "new"}, {}), **SAID),
               {"planned", "drawn", "data_entry"}),
    "record": (lambda s: record_answers(s, C, {DAYS: 30}, **SAID), {"drawn", "data_entry"}),
    "conclude": (lambda s: conclude(s, "Much.", [], [], "Ill.", on=LATER, **SAID), {"data_entry"}),
    "recommend": (lambda s: recommend(s, "action/x", what="Write.", owner="person/m", due="2024-09-01", on=LATER,
                                        **SAID), {"concluded"}),
    "withdraw": (lambda s: s.withdraw("Enough.", on=LATER, **SAID), {"planned", "drawn", "data_entry"}),
}  # fmt: skip


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", ACTS)
def test_each_state_lets_some_acts_be_done_and_refuses_the_others(state: str, act: str) -> None:
    sample, (do, allowed) = STATES[state](), ACTS[act]
    sample.collect_events()
    assert sample.state == state
    if state in allowed:
        do(sample)
        assert len(decided(sample)) == 1
    else:
        with pytest.raises(Refusal, match=r"dip sample cannot be|Recommendations rest on findings"):
            do(sample)
        assert decided(sample) == []


@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_done_to_one_that_was_never_planned(act: str) -> None:
    with pytest.raises(Refusal, match=r"There is no such dip sample|Recommendations"):
        ACTS[act][0](DipSample("dip_sample/none"))


def test_a_refusal_says_where_it_stands() -> None:
    with refusal("This dip sample cannot be withdrawn: it is concluded."):
        concluded().withdraw("Late.", on=LATER, **SAID)
    with refusal("This dip sample cannot be drawn: it is being filled in."):
        begun().draw(**drawn([A], 6), on=LATER, **SAID)


BAD_PLANS = [
    ({"title": " "}, "Give it a title.", "title"),
    ({"title": "x" * 121}, "Use at most 120 characters.", "title"),
    ({"question": ""}, "Write what is asked.", "question"),
    ({"why": "\n"}, "Say why it is asked.", "why"),
    ({"why": "a\x00b"}, "This text holds a character that cannot be kept.", "why"),
    ({"frame_size": 0}, "Nothing is in this frame now. Choose other filters.", "kind"),
    ({"selection": {"how": "drawn", "size": 7}}, "The frame holds 6 now: draw from 1 to 6.", "size"),
    ({"selection": {"how": "drawn", "size": 0}}, "The frame holds 6 now: draw from 1 to 6.", "size"),
    ({"selection": {"how": "guess", "size": 1}}, "Choose how the members are to be found.", "how"),
    ({"selection": {"how": "all", "size": 0}, "frame_size": 1001},
     "The frame holds 1,001 now, and a dip sample at most 1,000. Draw some of it.", "how"),
]  # fmt: skip


@pytest.mark.parametrize(("bad", "words", "field"), BAD_PLANS)
def test_a_plan_that_is_none_is_refused(bad: dict[str, Any], words: str, field: str) -> None:
    with refusal(words, field):
        planned(**bad)
    with refusal(words, field):
        planned().change_plan(**(the_plan("Endings", "children", 6) | bad), on=DAY, **SAID)


def test_it_is_planned_once_and_a_change_says_from_what_to_what() -> None:
    sample = planned()
    sample.collect_events()
    with refusal("This dip sample has been planned already."):
        sample.plan(**the_plan("Endings", "children", 6), framework="", framework_version=0, on=DAY, **SAID)
    sample.change_plan(**the_plan("Endings", "children", 6), on=DAY, **SAID)
    assert decided(sample) == []
    sample.change_plan(**the_plan("Endings of service", "children", 6), on=DAY, **SAID)
    assert decided(sample) == [
        (events.DipSamplePlanChanged, {"changes": {"title": ["Endings", "Endings of service"]}, "on": DAY})
    ]


def test_a_second_draw_and_a_choice_by_hand_need_a_reason() -> None:
    with refusal("Say why it is drawn again.", "reason"):
        a_draw().draw(**drawn([B], 6), on=DAY, **SAID)
    with refusal("Say why these.", "reason"):
        planned().draw(**drawn([A], 6, how="by_hand"), on=DAY, **SAID)
    with refusal("Nothing is in the sample yet: choose at least one.", "references"):
        planned().draw(**drawn([], 6), on=DAY, **SAID)
    with refusal("A dip sample holds at most 1,000. Draw some of the frame instead."):
        planned().draw(**drawn([f"child/{n}" for n in range(1001)], 1001), on=DAY, **SAID)


@pytest.mark.parametrize("act", ["draw", "withdraw", "conclude"])
def test_nothing_happens_before_what_brought_it_there(act: str) -> None:
    before = "2024-07-01"
    with pytest.raises(Refusal, match="The date cannot be before the dip sample was"):
        {
            "draw": lambda: planned().draw(**drawn([A], 6), on=before, **SAID),
            "withdraw": lambda: begun().withdraw("x", on=before, **SAID),
            "conclude": lambda: conclude(filled(), "x", [], [], "", on=before, **SAID),
        }[act]()


BAD_MEASURES = [
    (asked(" "), "Write what is asked of each member.", "label"),
    (asked("CLEAR"), "Another measure asks this already.", "label"),
    (asked("x" * 301), "Use at most 300 characters.", "label"),
    (asked("New", "guess"), "Choose what kind of answer it takes.", "kind"),
    (asked("New", "yes_no_na"), "Say whether “not applicable” is in the base.", "na"),
    (asked("New", "choice", answers=["One"]), "Write at least two answers, each on a line of its own.", "answers"),
    (asked("New", "choice", answers=["One", "one"]), "Two of the answers are the same.", "answers"),
    (asked("New", "choice", answers=list("abcdefghij")), "A measure has at most 9 answers.", "answers"),
    (asked("New", base=only_where("gone", "no")), "Choose answers that another measure has.", "only_where"),
    (asked("New", base=only_where(CLEAR, "maybe")), "Choose answers that another measure has.", "only_where"),
    (asked("New", base=only_where(DAYS, "1")), "Choose answers that another measure has.", "only_where"),
    (asked("New", base={"kind": "outside", "number": None, "source": "x"}),
     "Enter how many there are in the base, as a whole number.", "number"),
    (asked("New", base={"kind": "outside", "number": 46, "source": " "}),
     "Say where the number of the base comes from.", "source"),
]  # fmt: skip


@pytest.mark.parametrize(("bad", "words", "field"), BAD_MEASURES)
def test_a_measure_that_is_none_is_refused(bad: dict[str, Any], words: str, field: str) -> None:
    with refusal(words, field):
        new_measure(a_draw(), bad)


def test_before_any_answer_a_measure_is_changed_and_taken_out_without_a_word() -> None:
    sample = a_draw()
    sample.collect_events()
    change_measure(sample, other_measure(sample, DAYS, asked("Days unseen", "number")), "", **SAID)
    remove_measure(sample, NOTE, "", **SAID)
    (_, changed), (_, removed) = decided(sample)
    assert (changed["revision"], changed["answers"], removed["answered"]) == (1, "none yet", 0)


def test_after_an_answer_a_change_is_a_revision_with_a_reason_that_keeps_what_still_fits() -> None:
    sample = begun()
    sample.collect_events()
    now = other_measure(sample, CLEAR, asked("Clear and supported", "yes_no_na", na="out"))
    with refusal("2 answers are recorded: say why it is asked otherwise now.", "reason"):
        change_measure(sample, now, "", **SAID)
    change_measure(sample, now, "Supported, too.", **SAID)
    ((_, facts),) = decided(sample)
    assert (facts["revision"], facts["answers"], sample.answer(A, CLEAR)) == (2, "kept", "yes")


def test_a_change_of_kind_sets_the_answers_aside() -> None:
    sample = begun()
    sample.collect_events()
    change_measure(sample, other_measure(sample, DAYS, asked("Days", "text")), "In words.", **SAID)
    ((_, facts),) = decided(sample)
    assert (facts["answers"], sample.answer(A, DAYS), sample.answer(A, CLEAR)) == ("set aside", None, "yes")


def test_a_measure_that_another_rests_on_keeps_the_answers_of_its_base() -> None:
    sample = begun()
    with refusal("“Told” rests on an answer that this would take out.", "answers"):
        other_measure(sample, CLEAR, asked("Clear", "choice", answers=["Quite", "Not"]))
    with refusal("“Told” rests on this measure. Change that one first."):
        remove_measure(sample, CLEAR, "x", **SAID)
    with refusal("A measure cannot rest on itself.", "only_where"):
        other_measure(sample, CLEAR, asked("Clear", base=only_where(TOLD, "yes")))
    with refusal("3 answers are recorded: say why it is taken out.", "reason"):
        remove_measure(filled(), DAYS, "", **SAID)


@pytest.mark.parametrize(
    ("answers", "words", "field"),
    [
        ({CLEAR: "maybe"}, "Choose one of the answers.", CLEAR),
        ({DAYS: "many"}, "Enter a number, such as 12 or 2.5.", DAYS),
        ({DAYS: float("nan")}, "Enter a number, such as 12 or 2.5.", DAYS),
        ({DAYS: -1}, "Enter a number, such as 12 or 2.5.", DAYS),
        ({DAYS: True}, "Enter a number, such as 12 or 2.5.", DAYS),
        ({NOTE: "x" * 4001}, "Use at most 4,000 characters.", NOTE),
        ({NOTE: "\x00"}, "This text holds a character that cannot be kept.", NOTE),
        ({TOLD: "no"}, "This is only asked where “Clear” is “No”.", TOLD),
        ({CLEAR: "yes", TOLD: "no"}, "This is only asked where “Clear” is “No”.", TOLD),
        ({"gone": "no"}, "There is no such measure any more. Look at the dip sample again.", ""),
    ],
)
def test_what_is_no_answer_is_refused(answers: dict[str, Any], words: str, field: str) -> None:
    sample = a_draw()
    sample.collect_events()
    with refusal(words, field):
        record_answers(sample, A, answers, **SAID)
    assert decided(sample) == []


def of_two(**more: Any) -> DipSample:
    """Whether it was done, of two from elsewhere, where two of three members have an answer."""
    sample = a_draw()
    base = {"kind": "outside", "number": 2, "source": "The register"}
    define(sample, new_measure(sample, asked("Done", **{"kind": "yes_no", "base": base} | more)), **SAID)
    for member in (A, B):
        record_answers(sample, member, {"done": "yes"}, **SAID)
    return sample


def test_one_answer_more_than_the_base_from_elsewhere_holds_is_refused() -> None:
    sample = of_two()
    words = "With this there would be 3 answers, more than the base from elsewhere, 2. Correct the base or the answers."
    with refusal(words, "done"):
        record_answers(sample, C, {"done": "no"}, **SAID)
    record_answers(sample, A, {"done": "no"}, **SAID)
    record_answers(sample, B, {"done": None}, **SAID)
    record_answers(sample, C, {"done": "no"}, **SAID)
    assert sample.given("done") == ["no", "no"]
    left_out = of_two(kind="yes_no_na", na="out")
    record_answers(left_out, C, {"done": "na"}, **SAID)
    assert left_out.answer(C, "done") == "na", "it is not in the base"


def test_no_base_becomes_smaller_than_its_answers_and_none_is_concluded_over_it() -> None:
    sample = of_two()
    base = {"kind": "outside", "number": 1, "source": "The register"}
    with refusal("2 answers are recorded, which is more than this base.", "number"):
        change_measure(sample, other_measure(sample, "done", asked("Done", base=base)), "Miscounted.", **SAID)
    sample.record(DipSampleAnswersRecorded, member=C, answers={"done": "yes"}, texts=[], **SAID)
    with refusal("“Done” has 3 answers, more than its base of 2. Correct the base or the answers first."):
        conclude(sample, "Much.", [], [], "Not needed.", on=LATER, **SAID)
    record_answers(sample, C, {"done": "no"}, **SAID)
    record_answers(sample, C, {"done": None}, **SAID)
    conclude(sample, "Much.", [], [], "Not needed.", on=LATER, **SAID)


def test_answers_hold_what_changed_and_nothing_else() -> None:
    sample = begun()
    sample.collect_events()
    record_answers(sample, A, {CLEAR: "yes", DAYS: 22, NOTE: "Seen."}, **SAID)
    record_answers(sample, A, {DAYS: 22}, **SAID)
    record_answers(sample, A, {NOTE: None}, **SAID)
    changed = [(facts["answers"], facts["texts"]) for _, facts in decided(sample)]
    assert changed == [({DAYS: 22, NOTE: "Seen."}, [NOTE]), ({NOTE: None}, [NOTE])]
    with refusal("This is not a member of the sample any more. Look at the grid again."):
        record_answers(sample, "child/C-9", {DAYS: 1}, **SAID)


def test_it_is_concluded_with_every_answer_or_a_reason_why_not() -> None:
    assert missing(begun()) == 2, "the third child's rationale and days; whether the family was told is not asked yet"
    with refusal("2 answers are missing. Record them, or say why they stay missing.", "missing_reason"):
        conclude(begun(), "Much.", [], [], " ", on=LATER, **SAID)
    with refusal("Write what was found.", "findings"):
        conclude(filled(), " ", [], [], "", on=LATER, **SAID)
    sample = filled()
    sample.collect_events()
    conclude(sample, "Much.", ["b", "a"], [" Own ", ""], "Not needed.", on=LATER, **SAID)
    facts = {"findings": "Much.", "themes": ["a", "b"], "own_themes": ["Own"], "missing": 0, "missing_reason": ""}
    assert decided(sample) == [(DipSampleConcluded, facts | {"on": LATER})]


def test_a_concluded_one_is_filled_in_again_with_a_reason_and_concluded_anew() -> None:
    for sample, words in ((filled(), "cannot be opened again: it is being filled in"), (begun(), "cannot be opened")):
        with pytest.raises(Refusal, match=words):
            reopen(sample, "Wrong.", on=LATER, **SAID)
    with refusal("Give the reason.", "reason"):
        reopen(concluded(), " ", on=LATER, **SAID)
    sample = concluded()
    sample.collect_events()
    reopen(sample, " One was wrong. ", on=LATER, **SAID)
    assert (sample.state, sample.conclusion) == ("data_entry", None)
    with pytest.raises(Refusal, match="conclude the dip sample first"):
        recommend(sample, "action/x", what="Write.", owner="person/m", due="2024-09-01", on=LATER, **SAID)
    conclude(sample, "Less.", [], [], "Not needed.", on=LATER, **SAID)
    assert [made for made, _ in decided(sample)] == [DipSampleReopened, DipSampleConcluded]


def test_a_recommendation_says_what() -> None:
    facts = {"owner": "person/m", "due": "2024-09-01", "on": LATER}
    with refusal("Write what is to be done.", "what"):
        recommend(concluded(), "action/x", what=" ", **facts, **SAID)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [("number", " 116 ", 116), ("number", "2.5", 2.5), ("number", "", None), ("text", "a\r\nb ", "a\nb"),
     ("yes_no", "yes", "yes"), ("text", "  ", None)],
)  # fmt: skip
def test_what_is_typed_is_read(kind: str, text: str, value: Any) -> None:
    assert measures.read({"kind": kind}, text) == value


@pytest.mark.parametrize("text", ["1e9", "−3", "12 days", "١٢", "1,000", "99999999", "2.555", "=1+1"])
def test_rubbish_in_the_place_of_a_number_is_refused(text: str) -> None:
    with refusal("Enter a number, such as 12 or 2.5."):
        measures.read({"kind": "number"}, text)


def test_answers_keep_their_ids_when_their_words_stay() -> None:
    first = measures.answer_set(["Not at all", "Partly", "not AT all!"])
    assert [one["id"] for one in first] == ["not-at-all", "partly", "not-at-all-2"]
    again = measures.answer_set(["partly", "Not at all", "N/A", "Na"], first)
    assert [one["id"] for one in again] == ["partly", "not-at-all", "n-a", "na-2"]
