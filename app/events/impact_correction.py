"""An answer about impact that counts was recorded wrongly, and is corrected with a reason."""

from app.events.base import Event, Refusal, event
from app.events.impact import Impact
from app.events.text import given

COUNTED = ("practice", "helped")
"""The answers that a figure counts."""


@event("impact answer corrected", seals=("reason",))
class ImpactAnswerCorrected(Event):
    """What the recipient meant, as `changes` from what was recorded, and why that was wrong."""

    changes: dict[str, list[str]]
    reason: str
    on: str


def correct_answer(
    impact: Impact, answers: dict[str, str], *, auditor: str, reason: str, on: str, by: str, at: str
) -> None:
    """Put right what was chosen, by question; raises Refusal for the audit's auditor and for who answered."""
    if impact.state != "answered":
        raise Refusal("These questions are not answered.")
    if by in (auditor, impact.recipient):
        raise Refusal("Somebody other than who answered, or whose audit it was, corrects an answer.")
    changes = {key: [impact.answers[key], now] for key, now in answers.items() if now != impact.answers.get(key)}
    if not changes:
        raise Refusal("This is what is recorded.", "practice")
    for key, (_, now) in changes.items():
        if key not in COUNTED or now not in impact.questions[key]["choices"]:
            raise Refusal("Choose an answer.", key)
    impact.record(ImpactAnswerCorrected, by=by, at=at, changes=changes, reason=given(reason), on=on)


def _on_corrected(impact: Impact, made: ImpactAnswerCorrected) -> None:
    impact.answers |= {key: now for key, (_, now) in made.changes.items()}


Impact.evolves |= {ImpactAnswerCorrected: _on_corrected}
