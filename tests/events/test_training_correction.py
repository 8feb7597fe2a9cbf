"""The day of a training is put right: by whom, with both days and months, and which days cannot have been."""

import pytest

from app.events.person import Person
from app.events.training_correction import AuditorTrainingCorrected, correct_training
from tests.events.deciding import SAID, Fact, decided, given, refusal
from tests.events.test_person import ADDED, ID, LEFT, OUT, TRAINED

ANEW: Fact = (TRAINED[0], {"on": "2024-06-29", "counted_from": "2024-07"})
WHY = {"reason": " The course ended a month later. "} | SAID


def test_the_day_is_corrected_with_the_month_from_which_they_count() -> None:
    person = given(Person, ID, ADDED, TRAINED)
    correct_training(person, "2024-04-12", "2024-05", **WHY)
    facts = {"trained_on": "2024-04-12", "was": "2024-03-28", "counted_from": "2024-05", "counted_before": "2024-04"}
    assert decided(person) == [(AuditorTrainingCorrected, facts | {"reason": "The course ended a month later."})]
    assert [person.in_pool(month) for month in ("2024-04", "2024-05")] == [False, True]


def test_a_correction_of_a_correction_is_another_one() -> None:
    person = given(Person, ID, ADDED, TRAINED)
    correct_training(person, "2024-02-12", "2024-03", **WHY)
    correct_training(person, "2024-03-28", "2024-04", **WHY)
    assert (decided(person)[1][1]["was"], person.counted_from) == ("2024-02-12", "2024-04")


@pytest.mark.parametrize(
    ("past", "day", "words", "field"),
    [
        ([], "2024-04-12", "No training of Anna Bell as an auditor is recorded.", ""),
        ([TRAINED], "2024-03-28", "This is the day that is recorded.", "on"),
        ([TRAINED], "2025-04-12", "The end of the training was recorded on 31 July 2024, so no later day is right.",
         "on"),
        ([TRAINED, LEFT], "2024-07-01", "Anna Bell was an auditor until 30 June 2024. No later day is right.", "on"),
        ([TRAINED, OUT], "2024-06-29", "Anna Bell was an auditor until 28 June 2024. No later day is right.", "on"),
        ([TRAINED, OUT, ANEW], "2024-06-27", "Anna Bell left the pool on 28 June 2024, and was trained anew after it.",
         "on"),
    ],
)  # fmt: skip
def test_a_day_that_cannot_have_been_is_refused(past: list[Fact], day: str, words: str, field: str) -> None:
    person = given(Person, ID, ADDED, *past)
    person.training_known_on = "2024-07-31"
    with refusal(words, field):
        correct_training(person, day, "2024-05", **WHY)


def test_nobody_corrects_their_own_training_nor_that_of_nobody() -> None:
    with refusal("You cannot correct your own training. Tell the QA lead what is wrong."):
        correct_training(given(Person, ID, ADDED, TRAINED), "2024-04-12", "2024-05", **WHY | {"by": ID})
    with refusal("There is no such person."):
        correct_training(given(Person, ID), "2024-04-12", "2024-05", **WHY)
