"""The day of an auditor's training that was recorded wrongly is put right, where no audit was given before it."""

from app.events import training_correction
from app.events.base import Refusal
from app.events.person import Person
from app.events.text import day_in_words
from app.programme.history_words import Names
from app.programme.house import House
from app.programme.people import month_after
from projections import deeds


def corrected(house: House, id: str, version: int, on: str, reason: str, *, by: str, at: str) -> None:
    """Correct the day on which somebody's training ended, and by that from which month they count.

    Raises Refusal, also for a day after an audit was given to them; Stale or AlreadyDone.
    """
    sent = {"trained_on": on, "reason": reason}
    person = house.load_at(Person, id, version, by, training_correction.AuditorTrainingCorrected, **sent)
    seen = house.look_at("audit/")
    training_correction.correct_training(person, on, month_after(on), reason=reason, by=by, at=at)
    given = deeds.first_given(house.model, person.id, person.out_before)
    if given and given["day"] < on:
        audit, day = Names(house).of(given["id"]), day_in_words(given["day"])
        raise Refusal(f"{person.name} was given {audit} on {day}. The training cannot have ended after that.", "on")
    house.keep(person, looked_at=seen)
