"""The rules of a person: details, roles, training and the two pools."""

from collections.abc import Callable

import pytest

from app.events import person_return
from app.events.person import (
    AuditorLeftPool,
    AuditorTrained,
    AuditorTrainingStarted,
    ModeratorAppointed,
    ModeratorStoodDown,
    Person,
    PersonAdded,
    PersonChanged,
    PersonLeft,
    RolesChanged,
)
from app.events.person_return import DepartureCorrected, PersonReturned, PoolDepartureCorrected
from tests.events.deciding import SAID, Fact, decided, given, refusal

ID = "person/anna-bell"
DETAILS = {"name": "Anna Bell", "email": "anna.bell@eastmere.example", "job_level": "manager", "team": "team/harbour",
           "supervisor": ""}  # fmt: skip
ADDED: Fact = (PersonAdded, DETAILS)
TRAINED: Fact = (AuditorTrained, {"on": "2024-03-28", "counted_from": "2024-04"})
OUT: Fact = (AuditorLeftPool, {"on": "2024-06-28", "reason": "Another post"})
LEFT: Fact = (PersonLeft, {"on": "2024-06-30", "reason": ""})
BACK: Fact = (PersonReturned, {"on": "2024-07-12", "last_day": "2024-06-30", "reason": ""})


def test_a_person_is_added_with_tidy_details() -> None:
    person = given(Person, ID)
    person.add(**DETAILS | {"name": "  Anna   Bell ", "email": " Anna.Bell@Eastmere.example"}, **SAID)
    assert decided(person) == [ADDED]


@pytest.mark.parametrize(
    ("detail", "words", "field"),
    [
        ({"name": " "}, "Enter the person's name.", "name"),
        ({"email": "anna"}, "Enter an e-mail address, like anna.bell@council.example.", "email"),
        ({"email": "test@x"}, "Enter an e-mail address, like anna.bell@council.example.", "email"),
        ({"email": "anna@council."}, "Enter an e-mail address, like anna.bell@council.example.", "email"),
        ({"job_level": "chief"}, "Choose the job level.", "job_level"),
    ],
)
def test_details_that_cannot_be_are_refused(detail: dict[str, str], words: str, field: str) -> None:
    with refusal(words, field):
        given(Person, ID).add(**DETAILS | detail, **SAID)
    person = given(Person, ID, ADDED)
    with refusal(words, field):
        person.change(detail, **SAID)
    assert decided(person) == []


def test_a_person_is_added_once() -> None:
    with refusal("Anna Bell is on the list already.", "email"):
        given(Person, ID, ADDED).add(**DETAILS, **SAID)


def test_only_what_differs_is_a_change() -> None:
    person = given(Person, ID, ADDED)
    person.change({"team": "team/hillside", "name": "Anna Bell"}, **SAID)
    person.change({"team": "team/hillside"}, **SAID)
    assert decided(person) == [(PersonChanged, {"changes": {"team": ["team/harbour", "team/hillside"]}})]


def test_roles_are_given_and_taken_by_their_difference() -> None:
    person = given(Person, ID, ADDED, (RolesChanged, {"granted": ["auditor"], "withdrawn": []}))
    person.hold({"team_manager", "moderator"}, **SAID)
    person.hold({"moderator", "team_manager"}, **SAID)
    granted = {"granted": ["moderator", "team_manager"], "withdrawn": ["auditor"]}
    assert decided(person) == [(RolesChanged, granted)]


def test_a_role_that_is_none_is_refused() -> None:
    with refusal("queen is not a role here.", "roles"):
        given(Person, ID, ADDED).hold({"queen", "auditor"}, **SAID)


def test_training_leads_into_the_pool_from_the_next_month() -> None:
    person = given(Person, ID, ADDED)
    person.start_training("2024-03-04", **SAID)
    person.complete_training("2024-03-28", "2024-04", **SAID)
    assert decided(person) == [(AuditorTrainingStarted, {"on": "2024-03-04"}), TRAINED]
    assert [person.in_pool(month) for month in ("2024-03", "2024-04", "2030-01")] == [False, True, True]


@pytest.mark.parametrize("counted_from", ["2024-03", "2024-02"])
def test_nobody_counts_in_the_month_of_their_training(counted_from: str) -> None:
    with refusal("A new auditor is counted from the month after the training.", "counted_from"):
        given(Person, ID, ADDED).complete_training("2024-03-28", counted_from, **SAID)


@pytest.mark.parametrize("gone", [OUT, LEFT])
def test_whoever_goes_in_a_month_does_not_count_in_it(gone: Fact) -> None:
    person = given(Person, ID, ADDED, TRAINED, gone)
    assert [person.in_pool(month) for month in ("2024-05", "2024-06", "2024-07")] == [True, False, False]


def test_somebody_who_left_the_pool_can_train_again() -> None:
    person = given(Person, ID, ADDED, TRAINED, OUT)
    person.start_training("2025-01-06", **SAID)
    person.complete_training("2025-01-31", "2025-02", **SAID)
    assert [person.in_pool(month) for month in ("2025-01", "2025-02")] == [False, True]


def test_a_moderator_is_appointed_and_stands_down() -> None:
    person = given(Person, ID, ADDED)
    person.become_moderator("internal", "2024-05-01", **SAID)
    person.become_moderator("internal", "2024-05-02", **SAID)
    person.become_moderator("external", "2024-05-03", **SAID)
    person.stand_down("2024-06-01", "The contract ended.", **SAID)
    assert decided(person) == [
        (ModeratorAppointed, {"kind": "internal", "on": "2024-05-01"}),
        (ModeratorAppointed, {"kind": "external", "on": "2024-05-03"}),
        (ModeratorStoodDown, {"on": "2024-06-01", "reason": "The contract ended."}),
    ]


@pytest.mark.parametrize(
    ("past", "act", "words", "field"),
    [
        ([TRAINED], lambda p: p.start_training("2024-04-01", **SAID),
         "Anna Bell is a trained auditor already.", "trained_on"),
        ([TRAINED], lambda p: p.complete_training("2024-04-01", "2024-05", **SAID),
         "Anna Bell is a trained auditor already.", "trained_on"),
        ([(AuditorTrainingStarted, {"on": "2024-03-04"})], lambda p: p.start_training("2024-04-01", **SAID),
         "Anna Bell is in training already.", "trained_on"),
        ([], lambda p: p.leave_pool("2024-04-01", "", **SAID), "Anna Bell is not in the auditor pool.", "left_pool_on"),
        ([TRAINED, OUT], lambda p: p.leave_pool("2024-07-01", "", **SAID),
         "Anna Bell is not in the auditor pool.", "left_pool_on"),
        ([], lambda p: p.stand_down("2024-04-01", "", **SAID), "Anna Bell is not a moderator.", "moderator"),
        ([], lambda p: p.become_moderator("royal", "2024-04-01", **SAID),
         "A moderator is internal or external.", "moderator"),
        ([LEFT], lambda p: p.leave("2024-07-01", "", **SAID), "Anna Bell has left the council.", "left_on"),
        ([LEFT], lambda p: p.start_training("2024-07-01", **SAID), "Anna Bell has left the council.", "trained_on"),
        ([LEFT], lambda p: p.complete_training("2024-07-01", "2024-08", **SAID),
         "Anna Bell has left the council.", "trained_on"),
        ([LEFT], lambda p: p.become_moderator("internal", "2024-07-01", **SAID),
         "Anna Bell has left the council.", "moderator"),
    ],
)  # fmt: skip
def test_what_does_not_fit_where_the_person_stands(
    past: list[Fact], act: Callable[[Person], None], words: str, field: str
) -> None:
    with refusal(words, field):
        act(given(Person, ID, ADDED, *past))


@pytest.mark.parametrize(
    "act",
    [
        lambda p: p.change({"name": "Anna"}, **SAID),
        lambda p: p.hold({"auditor"}, **SAID),
        lambda p: p.leave("2024-07-01", "", **SAID),
        lambda p: p.start_training("2024-07-01", **SAID),
        lambda p: p.complete_training("2024-07-01", "2024-08", **SAID),
        lambda p: p.leave_pool("2024-07-01", "", **SAID),
        lambda p: p.become_moderator("internal", "2024-07-01", **SAID),
        lambda p: p.stand_down("2024-07-01", "", **SAID),
    ],
)
def test_nothing_is_recorded_of_somebody_who_is_not_on_the_list(act: Callable[[Person], None]) -> None:
    with refusal("There is no such person."):
        act(given(Person, ID))


APPOINTED: Fact = (ModeratorAppointed, {"kind": "internal", "on": "2024-05-02"})
TOO_EARLY = "Anna Bell was trained on 28 March 2024. The last day cannot be before that."
NO_MODERATOR_YET = "Anna Bell became a moderator on 2 May 2024. The last day cannot be before that."


@pytest.mark.parametrize(
    ("past", "act", "words"),
    [
        ([TRAINED], lambda p, on: p.leave_pool(on, "", **SAID), TOO_EARLY),
        ([TRAINED], lambda p, on: p.leave(on, "", **SAID), TOO_EARLY),
        ([APPOINTED], lambda p, on: p.stand_down(on, "", **SAID), NO_MODERATOR_YET),
        ([APPOINTED], lambda p, on: p.leave(on, "", **SAID), NO_MODERATOR_YET),
    ],
)
def test_nothing_ends_before_it_began(past: list[Fact], act: Callable[[Person, str], None], words: str) -> None:
    person = given(Person, ID, ADDED, *past)
    began = str(past[0][1]["on"])
    with refusal(words, "on"):
        act(person, began.replace("2024", "2015"))
    act(person, began)
    assert [kind for kind, _ in decided(person)] != []


def test_a_departure_from_the_pool_that_was_none_is_corrected() -> None:
    person = given(Person, ID, ADDED, TRAINED, OUT)
    person_return.correct_pool_departure(person, " The wrong Anna. ", **SAID)
    assert decided(person) == [(PoolDepartureCorrected, {"last_day": "2024-06-28", "reason": "The wrong Anna."})]
    assert person.in_pool("2024-07")


def test_a_departure_that_was_none_is_corrected_and_what_it_ended_goes_on() -> None:
    person = given(Person, ID, ADDED, TRAINED, APPOINTED, LEFT)
    person_return.correct_departure(person, "The wrong Anna.", **SAID)
    assert decided(person) == [(DepartureCorrected, {"last_day": "2024-06-30", "reason": "The wrong Anna."})]
    assert (person.left_on, person.in_pool("2024-07"), person.moderator) == ("", True, "internal")


def test_whoever_comes_back_is_in_no_pool_until_they_begin_again() -> None:
    person = given(Person, ID, ADDED, TRAINED, APPOINTED, LEFT)
    person_return.return_to_council(person, "2025-02-03", "", **SAID)
    assert decided(person) == [(PersonReturned, {"on": "2025-02-03", "last_day": "2024-06-30", "reason": ""})]
    assert [person.in_pool(month) for month in ("2024-05", "2024-06", "2025-03")] == [True, False, False]
    assert (person.left_on, person.moderator) == ("", "")
    person.complete_training("2025-03-03", "2025-04", **SAID)
    person.become_moderator("internal", "2025-03-03", **SAID)
    assert person.in_pool("2025-04")


def test_whoever_came_back_does_not_leave_before_that_day() -> None:
    person = given(Person, ID, ADDED, LEFT, BACK)
    with refusal("They came back on 12 July 2024: the last day cannot be before it.", "on"):
        person.leave("2024-06-30", "", **SAID)
    person.leave("2024-07-12", "", **SAID)
    assert decided(person) == [(PersonLeft, {"on": "2024-07-12", "reason": ""})]


@pytest.mark.parametrize(
    ("past", "act", "words", "field"),
    [
        ([TRAINED], lambda p: person_return.correct_pool_departure(p, "No", **SAID),
         "No departure of Anna Bell from the auditor pool is recorded.", ""),
        ([TRAINED, OUT, LEFT], lambda p: person_return.correct_pool_departure(p, "No", **SAID),
         "Anna Bell has left the council.", "reason"),
        ([TRAINED, OUT], lambda p: person_return.correct_pool_departure(p, " ", **SAID), "Give the reason.", "reason"),
        ([], lambda p: person_return.correct_departure(p, "No", **SAID), "Anna Bell has not left the council.", ""),
        ([LEFT], lambda p: person_return.correct_departure(p, " ", **SAID), "Give the reason.", "reason"),
        ([], lambda p: person_return.return_to_council(p, "2025-02-03", "", **SAID),
         "Anna Bell has not left the council.", ""),
        ([LEFT], lambda p: person_return.return_to_council(p, "2024-06-30", "", **SAID),
         "The day of coming back must be after the last day.", "on"),
    ],
)  # fmt: skip
def test_what_cannot_be_corrected(past: list[Fact], act: Callable[[Person], None], words: str, field: str) -> None:
    with refusal(words, field):
        act(given(Person, ID, ADDED, *past))
