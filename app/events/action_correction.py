"""The day on which an action was completed was recorded wrongly, and is corrected with a reason."""

from app.events.action import Action
from app.events.base import Event, Refusal, event
from app.events.text import day_in_words, given


@event("action completion corrected", seals=("reason",))
class ActionCompletionCorrected(Event):
    """The action was done on another day than was recorded (`was`), and why that was wrong."""

    completed_on: str
    was: str
    reason: str
    on: str


def correct_completion(action: Action, completed_on: str, *, reason: str, on: str, by: str, at: str) -> None:
    """Put the day right; raises Refusal for its owner and for who completed it, who are judged by it."""
    if not action.exists:
        raise Refusal("There is no such action.")
    if not action.completed_on:
        raise Refusal("This action is not completed.")
    if by in (action.completed_by, action.owner):
        raise Refusal("You cannot correct your own action. Tell the QA lead what is wrong.")
    if completed_on == action.completed_on:
        raise Refusal("This is the day that is recorded.", "completed_on")
    if completed_on < action.open_since:
        opened = day_in_words(action.open_since)
        raise Refusal(
            f"The action cannot have been completed before {opened}, when it was {action.opened}.", "completed_on"
        )
    if completed_on > action.found_done_on:
        found = day_in_words(action.found_done_on)
        raise Refusal(f"The action was done on {found}, as was recorded then: no later day is right.", "completed_on")
    facts = {"completed_on": completed_on, "was": action.completed_on, "reason": given(reason), "on": on}
    action.record(ActionCompletionCorrected, by=by, at=at, **facts)


def _on_corrected(action: Action, made: ActionCompletionCorrected) -> None:
    action.completed_on = made.completed_on


Action.evolves |= {ActionCompletionCorrected: _on_corrected}
