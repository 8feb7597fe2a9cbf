"""Subject access: a request, what comes of an item, and the end of it."""

from datetime import date
from typing import Any

from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired

from app.events.subject_access import GROUNDS, OF, OUTCOMES
from app.forms.acts import AT_MOST, REASON, ActForm, CreationForm, not_after
from app.forms.fields import DayField, DayRequired, NameField, choices


class RequestForm(CreationForm):
    """A new request."""

    of = RadioField("About whom is a copy asked for?", [InputRequired("Say about whom.")], choices=choices(OF))
    child = StringField("Reference of the child", description="Where it is a child: C-10482, for example.")
    person = NameField("Name of the person", description="Where it is somebody who works or worked here.")
    who = TextAreaField(
        "Who asked, and in what right?",
        [InputRequired("Say who asked, and in what right."), AT_MOST],
        description="Such as a parent with parental responsibility. It is sealed with the request.",
    )
    received_on = DayField("When did the request come?", [DayRequired("Enter the date.")])
    due = DayField(
        "By when is it to be answered?",
        [DayRequired("Enter the date.")],
        called="The date by which it is to be answered",
        description="One month after it came, unless it is extended (UK GDPR, Article 12).",
    )

    def validate_received_on(self, field: DayField) -> None:
        """Nothing has come that is still to come."""
        not_after(self.latest, field)

    def facts(self) -> dict[str, Any]:
        """Everything that is asked."""
        reference = (self.child.data or "").strip().upper()
        about = {"child": f"child/{reference}" if reference else "", "person": self.person.data or ""}
        days = {"received_on": self.received_on.data, "due": self.due.data}
        return {"of": self.of.data, "about": about[self.of.data], "who": self.who.data or ""} | days


class PlainForm(ActForm):
    """An act that needs only its button."""


class ItemForm(ActForm):
    """What comes of one item."""

    item = HiddenField()
    outcome = RadioField("What comes of it?", [InputRequired("Choose what comes of it.")], choices=choices(OUTCOMES))
    ground = SelectField("Why is it, or some of it, kept back?", description="Where it is not given as it is.")
    words = TextAreaField(
        "Words to black out", [AT_MOST], description="One phrase a line, where it is given with words blacked out."
    )
    note = TextAreaField("Note (optional)", [AT_MOST], description="For whoever releases it, and for the record.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ground.choices = choices({"": "Choose"} | GROUNDS)

    def facts(self) -> dict[str, Any]:
        """The item, what comes of it, and why."""
        said = {name: self[name].data or "" for name in ("item", "outcome", "ground", "note")}
        return said | {"words": (self.words.data or "").splitlines()}


class RestForm(ActForm):
    """The rest is given."""

    note = TextAreaField("Note (optional)", [AT_MOST])

    def facts(self) -> dict[str, Any]:
        """The note."""
        return {"note": self.note.data or ""}


class ClosingForm(ActForm):
    """Why no copy is given, or it is reviewed again."""

    reason = TextAreaField("Reason", REASON)

    def facts(self) -> dict[str, Any]:
        """The reason."""
        return {"reason": self.reason.data or ""}


def a_month_after(on: date) -> date:
    """The day a month later, or the last of that month where it has no such day."""
    year, month = on.year + on.month // 12, on.month % 12 + 1
    for day in range(on.day, 27, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return date(year, month, on.day)
