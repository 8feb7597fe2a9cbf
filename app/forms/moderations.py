"""Moderation as it is asked for: a draw, a moderator, both judgements, a challenge and its answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.events.audit_moderation import AGREE, Judged
from app.events.moderation_words import (
    CHALLENGE_OUTCOMES,
    CHECK_ANSWERS,
    CHECKS,
    ENDS,
    NO_GRADE,
    NO_GROUNDS,
    OVERALL,
    QUALITIES,
)
from app.forms.acts import AT_MOST, DatedForm, ReasonForm
from app.forms.fields import DayField, NameField, choices
from app.forms.judgements import ALTHOUGH_EXEMPT, BACK_BY, CALLED

WHO = InputRequired("Choose a moderator.")


class DrawForm(DatedForm):
    """The seed of a draw."""

    seed = StringField(
        "Seed",
        [
            InputRequired("Give a seed, so that the draw can be repeated."),
            Length(max=80, message="Use at most 80 characters."),
        ],
        description="Any words. The same seed gives the same audits again, and nobody can tell beforehand which.",
    )

    def facts(self) -> dict[str, Any]:
        """The day and the seed."""
        return super().facts() | {"seed": (self.seed.data or "").strip()}


class ShareOutForm(DatedForm):
    """Audits and moderators as the page showed them: "audit/2024-05/0003=person/mary-quinn …"."""

    shown = HiddenField()
    sent = ""

    def facts(self) -> dict[str, Any]:
        """The day, and the pairs that were shown."""
        pairs = (pair.partition("=") for pair in self.sent.split())
        return super().facts() | {"shown": [(audit, moderator) for audit, _, moderator in pairs]}

    def show(self, pairs: Iterable[tuple[str, str]], *, fresh: bool) -> None:
        """Carry other pairs from now on; what came with the form stays what was sent."""
        if not fresh and not self.sent:
            self.sent = self.shown.data or ""
        self.shown.data = " ".join(f"{audit}={moderator}" for audit, moderator in pairs)


class AssignForm(DatedForm):
    """Who moderates it."""

    moderator = NameField("Who moderates it?", [WHO], validate_choice=False)

    def facts(self) -> dict[str, Any]:
        """The day and the moderator."""
        return super().facts() | {"moderator": self.moderator.data}


class ChangeModeratorForm(ReasonForm):
    """Who moderates it from now on, and why."""

    moderator = NameField("Who moderates it from now on?", [WHO], validate_choice=False)

    def facts(self) -> dict[str, Any]:
        """The day, the reason and the moderator."""
        return super().facts() | {"moderator": self.moderator.data}


class ChallengeForm(DatedForm):
    """What is challenged, and why."""

    about = SelectField("What do you challenge?", [InputRequired("Choose what you challenge.")], validate_choice=False)
    what = TextAreaField(
        "What is not right?", [InputRequired("Say what you challenge."), AT_MOST], description="The words of the audit."
    )
    why = TextAreaField(
        "Why?", [InputRequired("Say why."), AT_MOST], description="What the record shows, and where it can be seen."
    )

    def facts(self) -> dict[str, Any]:
        """The day, what and why."""
        return super().facts() | {"about": self.about.data, "what": self.what.data or "", "why": self.why.data or ""}


class AnswerForm(DatedForm):
    """What comes of a challenge, and the grades that it changes."""

    outcome = RadioField(
        "What comes of it?",
        [InputRequired("Choose what comes of the challenge.")],
        choices=choices(CHALLENGE_OUTCOMES),
        validate_choice=False,
    )
    answer = TextAreaField("Answer", [InputRequired("Write the answer."), AT_MOST])
    to = SelectField("Grade", validate_choice=False)
    overall = SelectField("Overall grade", validate_choice=False)
    number, about = 0, ""

    def ask(self, number: int, about: str, grades: Mapping[str, tuple[str, dict[str, str]]]) -> None:
        """Ask of one challenge; `grades` gives for what it is about, and overall, the label and the choices."""
        self.number, self.about = number, about
        for name, key in (("to", about), ("overall", OVERALL)):
            if key not in grades or (name == "to" and about == OVERALL):
                if name in self:  # Asked again when the form is shown once more: it is gone already.
                    del self[name]
            else:
                self[name].label.text, words = grades[key]
                self[name].choices = choices(words)

    def facts(self) -> dict[str, Any]:
        """The day, which challenge, what comes of it and the grades that change."""
        asked = {self.about: "to", OVERALL: "overall"}
        changes = {key: self[name].data or "" for key, name in asked.items() if name in self._fields}
        said = {"number": self.number, "outcome": self.outcome.data, "answer": self.answer.data or ""}
        return super().facts() | said | {"changes": changes}


@dataclass(frozen=True)
class Graded:
    """What a moderator judges of the practice: a domain or overall, its label, and the scale as (id, label)."""

    key: str
    label: str
    scale: tuple[tuple[str, str], ...]


class ModerationForm(DatedForm):
    """Both judgements of a moderator; a framework's own form has two more fields for each domain and overall."""

    labels: ClassVar[dict[str, str]] = {}
    """By key: what each judgement of the practice is of, its domain or overall."""
    quality = RadioField("Is the audit itself to standard?", choices=choices(QUALITIES), validate_choice=False)
    quality_text = TextAreaField("What makes it so? (optional)", [AT_MOST])
    reason = TextAreaField("Why? The auditor reads this", [AT_MOST])
    due = DayField(BACK_BY, called=CALLED)
    although_exempt = BooleanField(ALTHOUGH_EXEMPT, description="The auditor is exempt")
    learning = TextAreaField(
        "Learning for the auditor (optional)",
        [AT_MOST],
        description="Read by the auditor, the QA lead, the moderators and those who answer for the service.",
    )

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Say everything that is missing at once; the rules say the same one by one."""
        valid = super().validate(*args, **kwargs)
        lacking = list(self._lacking())
        for name, sentence in lacking:
            self[name].errors = [*self[name].errors, sentence]
        return valid and not lacking

    def summary(self) -> list[dict[str, str]]:
        """Everything that is wrong, in the order of the page: the practice, the audit itself, the day."""
        last = ("#quality", "#reason", "#due", "#although_exempt", "#learning", "#on")
        found = [(line.get("href", ""), line) for line in super().summary()]
        return [line for _, line in sorted(found, key=lambda one: (one[0].startswith(last), one[0].startswith("#on")))]

    def _lacking(self) -> Iterable[tuple[str, str]]:
        if self.quality.data not in QUALITIES:
            yield "quality", "Say whether the audit is to standard."
        yield from (
            (f"checks.{key}", f"Answer: {asked}") for key, asked in CHECKS.items() if not self[f"checks.{key}"].data
        )
        if self.quality.data in ENDS:
            if not (self.reason.data or "").strip():
                yield "reason", "Say why, for the auditor to read."
            return
        for key, label in self.labels.items():
            to = self[f"to.{key}"].data
            if not to:
                yield f"to.{key}", NO_GRADE.format(label)
            elif to != AGREE and not (self[f"why.{key}"].data or "").strip():
                yield f"why.{key}", NO_GROUNDS.format(label)

    def judged(self) -> Judged:
        """Both judgements as they were sent."""
        said = {key: (self[f"to.{key}"].data or "", self[f"why.{key}"].data or "") for key in self.labels}
        return Judged(
            quality=self.quality.data or "",
            checks={key: self[f"checks.{key}"].data or "" for key in CHECKS},
            overall=said.pop(OVERALL, ("", "")),
            grades=said,
            quality_text=self.quality_text.data or "",
            learning=self.learning.data or "",
            reason=self.reason.data or "",
            due=self.due.data if ENDS.get(self.quality.data or "") == "sent_back" else "",
            although_exempt="although_exempt" in self and bool(self.although_exempt.data),
        )


@lru_cache(maxsize=32)
def moderation_form(graded: tuple[Graded, ...]) -> type[ModerationForm]:
    """The form for a framework's domains and overall grade."""
    fields: dict[str, Any] = {"labels": {one.key: one.label for one in graded}}
    for one in graded:
        scale = choices({AGREE: "Agree", **dict(one.scale)})
        fields[f"to.{one.key}"] = RadioField(one.label, choices=scale, validate_choice=False)
        fields[f"why.{one.key}"] = TextAreaField(f"Why does the grade of “{one.label}” change?", [AT_MOST])
    for key, words in CHECKS.items():
        fields[f"checks.{key}"] = RadioField(words, choices=choices(CHECK_ANSWERS), validate_choice=False)
    return type("FrameworkModerationForm", (ModerationForm,), fields)
