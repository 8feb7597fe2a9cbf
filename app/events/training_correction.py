"""The day on which somebody's training as an auditor ended was recorded wrongly, and is corrected with a reason."""

from app.events.base import Event, Refusal, event
from app.events.person import Person
from app.events.text import day_in_words, given


@event("auditor training corrected", seals=("reason",))
class AuditorTrainingCorrected(Event):
    """The training ended on another day than was recorded (`was`), so the auditor counts from another month; and why.

    `counted_before` is the month (YYYY-MM) from which they counted until then.
    """

    trained_on: str
    was: str
    counted_from: str
    counted_before: str
    reason: str


def correct_training(person: Person, trained_on: str, counted_from: str, *, reason: str, by: str, at: str) -> None:
    """Put the day right on which the newest training ended; raises Refusal for the auditor, who is judged by it.

    Also for a day that cannot have been: after its entry, after the last day, or before the time in the pool before.
    """
    if not person.exists:
        raise Refusal("There is no such person.")
    if not person.trained_on:
        raise Refusal(f"No training of {person.name} as an auditor is recorded.")
    if by == person.id:
        raise Refusal("You cannot correct your own training. Tell the QA lead what is wrong.")
    _must_fit(person, trained_on)
    facts = {"trained_on": trained_on, "was": person.trained_on, "reason": given(reason)}
    facts |= {"counted_from": counted_from, "counted_before": person.counted_from}
    person.record(AuditorTrainingCorrected, by=by, at=at, **facts)


def _must_fit(person: Person, day: str) -> None:
    """Refuse the day that is recorded, and one that is not in the order in which things can have been."""
    if day == person.trained_on:
        raise Refusal("This is the day that is recorded.", "on")
    if day > person.training_known_on:
        known = day_in_words(person.training_known_on)
        raise Refusal(f"The end of the training was recorded on {known}, so no later day is right.", "on")
    last = min(filter(None, (person.left_pool_on, person.left_on)), default="")
    if last and day > last:
        raise Refusal(f"{person.name} was an auditor until {day_in_words(last)}. No later day is right.", "on")
    if day < person.out_before:
        before = day_in_words(person.out_before)
        raise Refusal(f"{person.name} left the pool on {before}, and was trained anew after it.", "on")


def _on_corrected(person: Person, made: AuditorTrainingCorrected) -> None:
    person.trained_on, person.counted_from = made.trained_on, made.counted_from


Person.evolves |= {AuditorTrainingCorrected: _on_corrected}
