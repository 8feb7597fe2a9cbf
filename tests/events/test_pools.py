"""The rules of targets, cohorts and coaching: every step, and every refusal in its words."""

from collections.abc import Callable
from typing import Any

import pytest

from app.events import coaching as offers
from app.events import cohort as cohorts
from app.events.coaching import Coaching
from app.events.cohort import Cohort, quarter_of
from app.events.person import AuditorTrainingStarted, AuditorTrainingStopped, Person, PersonAdded
from app.events.pool_target import TARGETS, PoolTargets, PoolTargetSet, PoolTargetWithdrawn
from tests.events.deciding import RUTH, SAID, Fact, decided, given, refusal

ANNA, BEN, MARY = "person/anna-bell", "person/ben-carter", "person/mary-quinn"
BY_ANNA = SAID | {"by": ANNA}
BY_MARY = SAID | {"by": MARY}

TARGET: dict[str, Any] = {"pool": "auditor", "by_date": "2018-11-30", "number": 85, "number_before": 0, "why": "So."}
SET: Fact = (PoolTargetSet, TARGET)


def test_a_target_is_set_anew_and_withdrawn() -> None:
    targets = given(PoolTargets, TARGETS)
    targets.set("auditor", "2018-11-30", 85, " So. ", on="2018-10-10", **SAID)
    targets.set("auditor", "2018-11-30", 80, "Less.", on="2018-10-10", **SAID)
    targets.withdraw("auditor", "2018-11-30", "Met.", **SAID)
    anew = TARGET | {"number": 80, "number_before": 85, "why": "Less."}
    gone = {"pool": "auditor", "by_date": "2018-11-30", "number": 80, "reason": "Met."}
    assert decided(targets) == [SET, (PoolTargetSet, anew), (PoolTargetWithdrawn, gone)]


@pytest.mark.parametrize(
    ("change", "words", "field"),
    [
        ({"pool": "children"}, "Choose the pool.", "pool"),
        ({"number": 0}, "Enter how many there are to be, at least 1.", "number"),
        ({"by_date": "2018-10-09"}, "The date of a target is still to come.", "by_date"),
        ({"why": " "}, "Say why this is the target.", "why"),
        ({}, "The target for this date is 85 already.", "number"),
    ],
)
def test_a_target_that_cannot_be_is_refused(change: dict[str, Any], words: str, field: str) -> None:
    asked = {"pool": "auditor", "by_date": "2018-11-30", "number": 85, "why": "So."} | change
    with refusal(words, field):
        given(PoolTargets, TARGETS, SET).set(**asked, on="2018-10-10", **SAID)


def test_only_a_target_that_stands_is_withdrawn_with_a_reason() -> None:
    with refusal("This target does not stand any more.", "target"):
        given(PoolTargets, TARGETS).withdraw("auditor", "2018-11-30", "Met.", **SAID)
    with refusal("Give the reason.", "reason"):
        given(PoolTargets, TARGETS, SET).withdraw("auditor", "2018-11-30", " ", **SAID)


def test_training_that_has_begun_can_be_given_up() -> None:
    facts = {"name": "Dana", "email": "d@e.example", "job_level": "manager", "team": "", "supervisor": ""}
    person = given(Person, BEN, (PersonAdded, facts), (AuditorTrainingStarted, {"on": "2018-10-15"}))
    person.stop_training("2018-10-20", "Ill.", **SAID)
    assert decided(person) == [(AuditorTrainingStopped, {"on": "2018-10-20", "reason": "Ill."})]
    with refusal("Dana is not in training.", "trained_on"):
        person.stop_training("2018-10-21", "Ill.", **SAID)


PLAN: dict[str, Any] = {"starts": "2018-10-15", "places": 2, "trainers": [MARY], "external": ""}
PLANNED: Fact = (cohorts.CohortPlanned, PLAN | {"name": "Autumn", "quarter": "2018-10"})
ANNA_IN: Fact = (cohorts.CohortJoined, {"person": ANNA, "on": "2018-10-10"})
BEN_IN: Fact = (cohorts.CohortJoined, {"person": BEN, "on": "2018-10-10"})
STARTED: Fact = (cohorts.CohortStarted, {"on": "2018-10-15"})
COMPLETED: Fact = (
    cohorts.CohortCompleted,
    {"on": "2018-11-23", "counted_from": "2018-12", "trained": [ANNA], "already": [], "not_yet": []},
)
CALLED_OFF: Fact = (cohorts.CohortCalledOff, {"reason": "Snow.", "on": "2018-10-16"})
DONE: dict[str, Any] = {"on": "2018-11-23", "counted_from": "2018-12"}


def test_a_cohort_goes_its_way() -> None:
    cohort = given(Cohort, "cohort/x")
    cohort.plan(" Autumn ", **PLAN, **SAID)
    cohort.set_dates(["2018-11-05", "2018-10-15", "2018-11-05"], **SAID)
    cohort.join([ANNA, BEN], "2018-10-10", **SAID)
    cohort.leave(BEN, "Ill.", "2018-10-12", **SAID)
    cohort.start("2018-10-15", **SAID)
    cohort.complete(**DONE, trained=[ANNA], already=[], **SAID)
    dates = {"dates": ["2018-10-15", "2018-11-05"], "dates_before": []}
    left = {"person": BEN, "reason": "Ill.", "on": "2018-10-12"}
    joined = [ANNA_IN, BEN_IN, (cohorts.CohortLeft, left), STARTED, COMPLETED]
    assert decided(cohort) == [PLANNED, (cohorts.CohortDatesSet, dates), *joined]


def test_whoever_has_not_completed_stays_in_training() -> None:
    cohort = given(Cohort, "cohort/x", PLANNED, ANNA_IN, BEN_IN, STARTED)
    cohort.complete(**DONE, trained=[], already=[BEN], **SAID)
    assert decided(cohort)[0][1]["not_yet"] == [ANNA]


@pytest.mark.parametrize(("day", "quarter"), [("2018-10-01", "2018-10"), ("2018-12-31", "2018-10"),
                                              ("2019-01-01", "2019-01"), ("2019-06-30", "2019-04")])  # fmt: skip
def test_a_cohort_belongs_to_the_quarter_of_its_start(day: str, quarter: str) -> None:
    assert quarter_of(day) == quarter


def replanned(cohort: Cohort, **change: Any) -> None:
    """Plan it anew."""
    cohort.replan(**PLAN | {"reason": "Later."} | change, **SAID)


ACTS: dict[str, Callable[[Cohort], None]] = {
    "plan anew": lambda c: replanned(c, places=9),
    "dates": lambda c: c.set_dates(["2018-10-16"], **SAID),
    "join": lambda c: c.join([BEN], "2018-10-11", **SAID),
    "leave": lambda c: c.leave(ANNA, "Ill.", "2018-10-12", **SAID),
    "start": lambda c: c.start("2018-10-15", **SAID),
    "complete": lambda c: c.complete(**DONE, trained=[ANNA], already=[], **SAID),
    "call off": lambda c: c.call_off("Snow.", "2018-10-16", **SAID),
}
OPEN = {"dates", "join", "leave", "call off"}
STATES: dict[str, tuple[list[Fact], set[str], str]] = {
    "nothing": ([], set(), "There is no such cohort."),
    "planned": ([PLANNED, ANNA_IN], OPEN | {"plan anew", "start"}, "The cohort has not started."),
    "started": ([PLANNED, ANNA_IN, STARTED], OPEN | {"complete"}, "The cohort has started."),
    "completed": ([PLANNED, ANNA_IN, STARTED, COMPLETED], set(), "The cohort is completed."),
    "called off": ([PLANNED, ANNA_IN, CALLED_OFF], set(), "The cohort is called off."),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", ACTS)
def test_what_each_state_of_a_cohort_lets_be_done(state: str, act: str) -> None:
    past, allowed, words = STATES[state]
    cohort = given(Cohort, "cohort/x", *past)
    if act in allowed:
        ACTS[act](cohort)
        assert decided(cohort)
    else:
        with refusal(words):
            ACTS[act](cohort)


@pytest.mark.parametrize(
    ("change", "words", "field"),
    [
        ({"name": " "}, "Name the cohort.", "name"),
        ({"starts": ""}, "Enter the date on which it starts.", "starts"),
        ({"places": 0}, "Enter how many places there are, from 1 to 200.", "places"),
        ({"trainers": [], "external": " "}, "Say who trains, from here or from outside.", "trainers"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(change: dict[str, Any], words: str, field: str) -> None:
    with refusal(words, field):
        given(Cohort, "cohort/x").plan(**PLAN | {"name": "Autumn"} | change, **SAID)


@pytest.mark.parametrize(
    ("act", "words", "field"),
    [
        (lambda c: c.plan("Autumn", **PLAN, **SAID), "This cohort is planned already.", ""),
        (lambda c: c.join([ANNA], "2018-10-10", **SAID), "Somebody of these has joined already.", "people"),
        (lambda c: c.join([MARY], "2018-10-10", **SAID), "Nobody trains a cohort that they are in.", "people"),
        (lambda c: c.join([BEN, RUTH], "2018-10-10", **SAID), "There are 1 of 2 places left.", "people"),
        (lambda c: c.leave(BEN, "Ill.", "2018-10-12", **SAID), "Choose somebody who is in the cohort.", "person"),
        (lambda c: c.leave(ANNA, " ", "2018-10-12", **SAID), "Give the reason.", "reason"),
        (lambda c: c.start("2018-10-14", **SAID), "This is before the planned start. Plan it anew first.", "on"),
        (lambda c: c.set_dates([], **SAID), "Enter at least one date.", "dates"),
        (lambda c: c.set_dates(["2018-10-14"], **SAID), "A date lies before the start of the cohort.", "dates"),
        (lambda c: [c.set_dates(["2018-10-15"] * n, **SAID) for n in (1, 2)], "These are the dates already.", "dates"),
        (lambda c: replanned(c), "Nothing is other than before.", ""),
        (lambda c: replanned(c, places=9, reason=""), "Give the reason.", "reason"),
        (lambda c: replanned(c, trainers=[ANNA]), "Nobody trains a cohort that they are in.", "people"),
        (lambda c: c.call_off(" ", "2018-10-16", **SAID), "Give the reason.", "reason"),
    ],
)  # fmt: skip
def test_a_planned_cohort_refuses(act: Callable[[Cohort], None], words: str, field: str) -> None:
    with refusal(words, field):
        act(given(Cohort, "cohort/x", PLANNED, ANNA_IN))


def test_a_cohort_has_room_for_those_who_joined() -> None:
    with refusal("2 have joined already.", "places"):
        replanned(given(Cohort, "cohort/x", PLANNED, ANNA_IN, BEN_IN), places=1)
    with refusal("Nobody has joined yet."):
        given(Cohort, "cohort/x", PLANNED).start("2018-10-15", **SAID)


@pytest.mark.parametrize(
    ("facts", "words", "field"),
    [
        ({"on": "2018-10-14"}, "The date cannot be before the training began.", "on"),
        ({"trained": []}, "Choose who has completed the training.", "trained"),
        ({"trained": [BEN]}, "Choose who has completed the training.", "trained"),
    ],
)
def test_a_completion_that_cannot_be_is_refused(facts: dict[str, Any], words: str, field: str) -> None:
    with refusal(words, field):
        cohort = given(Cohort, "cohort/x", PLANNED, ANNA_IN, STARTED)
        cohort.complete(**DONE | {"trained": [ANNA], "already": []} | facts, **SAID)


OFFER: dict[str, Any] = {
    "person": ANNA, "coach": MARY, "cause": "late", "form": "individual", "note": "", "on": "2024-05-20",
}  # fmt: skip
OFFERED: Fact = (offers.CoachingOffered, OFFER)
TAKEN: Fact = (offers.CoachingTaken, {"coach": MARY, "note": "Good.", "on": "2024-05-27"})
ACCEPTED: Fact = (offers.CoachingAccepted, {"on": "2024-05-22"})
DECLINED: Fact = (offers.CoachingDeclined, {"reason": "", "on": "2024-05-27"})
BACK: Fact = (offers.CoachingWithdrawn, {"reason": "Mistake.", "on": "2024-05-27"})


def test_coaching_is_offered_and_taken_declined_or_taken_back() -> None:
    ends: dict[str, tuple[Callable[[Coaching], None], Fact]] = {
        "taken": (lambda c: c.take(MARY, " Good. ", on="2024-05-27", **BY_MARY), TAKEN),
        "declined": (lambda c: c.decline("", on="2024-05-27", **BY_ANNA), DECLINED),
        "withdrawn": (lambda c: c.withdraw("Mistake.", on="2024-05-27", **SAID), BACK),
    }
    for state, (act, fact) in ends.items():
        coaching = given(Coaching, "coaching/x")
        coaching.offer(**OFFER, **SAID)
        act(coaching)
        assert (decided(coaching), coaching.state) == ([OFFERED, fact], state)


def test_coaching_is_accepted_once_and_comes_to_an_end_all_the_same() -> None:
    for by in (BY_ANNA, SAID):
        coaching = given(Coaching, "coaching/x", OFFERED)
        coaching.accept(on="2024-05-22", **by)
        assert (decided(coaching), coaching.state) == ([ACCEPTED], "accepted")
    with refusal("This coaching is accepted already."):
        given(Coaching, "coaching/x", OFFERED, ACCEPTED).accept(on="2024-05-27", **BY_ANNA)
    with refusal("Whom you are to coach accepts it themselves, or the QA lead records that they did."):
        given(Coaching, "coaching/x", OFFERED).accept(on="2024-05-27", **BY_MARY)
    with refusal("The date cannot be before it was accepted.", "on"):
        given(Coaching, "coaching/x", OFFERED, ACCEPTED).take(MARY, "", on="2024-05-21", **SAID)
    for end in (lambda c: c.take(MARY, "Good.", on="2024-05-27", **BY_MARY),
                lambda c: c.decline("", on="2024-05-27", **BY_ANNA)):  # fmt: skip
        coaching = given(Coaching, "coaching/x", OFFERED, ACCEPTED)
        end(coaching)
        assert coaching.state in ("taken", "declined")


@pytest.mark.parametrize(("end", "word"), [(TAKEN, "taken"), (DECLINED, "declined"), (BACK, "withdrawn")])
def test_what_is_over_is_over(end: Fact, word: str) -> None:
    for act in (
        lambda c: c.accept(on="2024-05-28", **SAID),
        lambda c: c.take(MARY, "", on="2024-05-28", **SAID),
        lambda c: c.decline("", on="2024-05-28", **SAID),
        lambda c: c.withdraw("So.", on="2024-05-28", **SAID),
        lambda c: c.decline("", on="2024-05-28", **BY_ANNA),
    ):
        with refusal(f"This coaching is {word} already."):
            act(given(Coaching, "coaching/x", OFFERED, end))


@pytest.mark.parametrize(
    ("change", "words", "field"),
    [
        ({"person": ""}, "Choose whom it is offered to.", "person"),
        ({"person": RUTH}, "Somebody else offers you coaching.", "person"),
        ({"coach": ANNA}, "Nobody coaches themselves.", "coach"),
        ({"cause": "bored"}, "Choose why it is offered.", "cause"),
        ({"form": "letter"}, "Choose how it is given.", "form"),
        ({"cause": "other"}, "Write what the reason is.", "note"),
    ],
)
def test_an_offer_that_cannot_be_is_refused(change: dict[str, Any], words: str, field: str) -> None:
    with refusal(words, field):
        given(Coaching, "coaching/x").offer(**OFFER | change, **SAID)


@pytest.mark.parametrize(
    ("act", "words", "field"),
    [
        (lambda c: c.offer(**OFFER, **SAID), "This coaching was offered already.", ""),
        (lambda c: c.take(MARY, "", on="2024-05-27", **BY_ANNA),
         "Your coach or the QA lead records that it took place.", ""),
        (lambda c: c.take("", "", on="2024-05-27", **SAID), "Choose who coached.", "coach"),
        (lambda c: c.take(ANNA, "", on="2024-05-27", **SAID), "Nobody coaches themselves.", "coach"),
        (lambda c: c.take(MARY, "", on="2024-05-19", **SAID), "The date cannot be before it was offered.", "on"),
        (lambda c: c.withdraw("So.", on="2024-05-27", **BY_ANNA),
         "You can decline it; whoever offered it takes it back.", ""),
        (lambda c: c.withdraw(" ", on="2024-05-27", **SAID), "Give the reason.", "reason"),
    ],
)  # fmt: skip
def test_an_open_offer_refuses(act: Callable[[Coaching], None], words: str, field: str) -> None:
    with refusal(words, field):
        act(given(Coaching, "coaching/x", OFFERED))


def test_there_is_nothing_to_end_of_an_offer_never_made() -> None:
    with refusal("There is no such offer."):
        given(Coaching, "coaching/x").decline("", on="2024-05-27", **SAID)
