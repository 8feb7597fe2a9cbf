"""What was written of a dip sample, read from its record."""

from dataclasses import dataclass

from app.events.dip_sample import DipSample
from app.events.dip_sample_answers import DipSampleConcluded
from app.programme.dip_samples import concluding
from app.programme.house import House

Sample = DipSample
"""For pages: a dip sample to read, never to change."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found: the text, its themes in words, and how many answers were missing, and why."""

    text: str
    themes: tuple[str, ...]
    on: str
    by: str
    missing: int
    missing_reason: str


def sample(house: House, id: str) -> DipSample:
    """The dip sample as it is now; raises Refusal for an unknown one."""
    return house.load(DipSample, id)


def findings(house: House, id: str) -> Findings | None:
    """What was found; None before the conclusion."""
    found = sample(house, id)
    said = found.conclusion
    if not isinstance(said, DipSampleConcluded):
        return None
    labels = concluding.themes_of(house, found)
    themes = (*(labels.get(theme, theme) for theme in said.themes), *said.own_themes)
    return Findings(said.findings, themes, said.on, said.by, said.missing, said.missing_reason)


def notes(house: House, id: str, measure: str) -> dict[str, str]:
    """The notes that were written for a measure, by member."""
    found = sample(house, id).answers
    return {member: str(answers[measure]) for member, answers in found.items() if answers.get(measure) is not None}
