"""Evidence packs: what is asked for and for whom; and that it is confirmed or declined."""

import re
from datetime import date
from typing import Any

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.events.pack import KINDS, LONGEST_NAME
from app.forms.acts import AT_MOST, REASON, ActForm, CreationForm, not_after
from app.forms.fields import DayField, choices

APART = re.compile(r"[\s,;]+")
WHOM = "Say whom the pack is for."


class AskForm(CreationForm):
    """A pack."""

    kind = RadioField("What is the pack of?", [InputRequired("Choose what the pack is of.")], choices=choices(KINDS))
    named = TextAreaField(
        "Which child, children or audit?",
        [AT_MOST],
        description="References such as C-10482, or an audit such as 2018-11/17. Several children with spaces between.",
    )
    cycle = SelectField("Which month?", validate_choice=True)
    edition = SelectField("Which published report?", validate_choice=True)
    upto = DayField(
        "Up to the end of which day? (optional)", description="Without a day, everything up to now.", called="The day"
    )
    recipient = StringField(
        "Whom is it for?",
        [InputRequired(WHOM), Length(max=LONGEST_NAME, message=f"Use at most {LONGEST_NAME} characters.")],
        description="A name and what they are. It stands on every page of the pack.",
    )
    why = TextAreaField(
        "Why is it asked for?",
        [InputRequired("Say why it is asked for."), AT_MOST],
        description="It stays readable after an erasure too, so name nobody in it and tell nothing of a child.",
    )
    follows = SelectField("Does it add to an earlier pack?", validate_choice=True)

    def validate_upto(self, field: DayField) -> None:
        """Nobody knows what will have been recorded."""
        if field.data:
            not_after(self.latest, field)

    def facts(self) -> dict[str, Any]:
        """Everything that is asked; an edition is chosen as report/2024-Q1#2."""
        report, _, edition = (self.edition.data or "").partition("#")
        kind = str(self.kind.data)
        of = {"cycle": [self.cycle.data], "edition": [report]}.get(kind) or _ids(kind, self.named.data or "")
        facts = {
            "kind": kind,
            "of": [one for one in of if one],
            "edition": int(edition or 0) if kind == "edition" else 0,
        }
        facts |= {name: self[name].data or "" for name in ("recipient", "why", "follows")}
        return facts | {"upto": date.fromisoformat(self.upto.data) if self.upto.data else None}


def _ids(kind: str, text: str) -> list[str]:
    """What was typed as ids: child/C-10482, or audit/2018-11/0017 for "2018-11/17"."""
    words = [one for one in APART.split(text) if one]
    if kind != "audit":
        return [f"child/{one.removeprefix('child/')}" for one in words]
    return [_audit(one) for one in words]


def _audit(word: str) -> str:
    month, _, number = word.removeprefix("audit/").partition("/")
    return f"audit/{month}/{int(number):04d}" if number.isdecimal() and len(number) < 9 else f"audit/{word}"


class ConfirmForm(ActForm):
    """It may be made."""


class DeclineForm(ActForm):
    """It is not made."""

    reason = TextAreaField("Reason", REASON)

    def facts(self) -> dict[str, Any]:
        """The reason."""
        return {"reason": self.reason.data or ""}
