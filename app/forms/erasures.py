"""An erasure: proposed, confirmed, declined, withdrawn."""

from typing import Any

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired

from app.events.erasure import GROUNDS, OF
from app.forms.acts import AT_MOST, REASON, ActForm, CreationForm
from app.forms.fields import NameField, choices

NAME_NOBODY = "It stays readable for as long as the log is kept, so name nobody in it."


class ErasureForm(CreationForm):
    """A proposal: of whom or of what, on what ground, and why."""

    of = RadioField("What is to be erased?", [InputRequired("Say what is to be erased.")], choices=choices(OF))
    child = StringField("Reference of the child", description="Where it is a child: C-10482, for example.")
    person = NameField(
        "Name of the person",
        description="Where it is a person who works or worked here. What was noted of them in confidence goes; name,"
        " e-mail address, job level, team, supervisor, and what they did stay.",
    )
    kind = SelectField("What of the schedule", description="Where it is what the schedule proposes today.")
    ground = SelectField("On what ground?", [InputRequired("Choose the ground for which it is erased.")])
    reason = TextAreaField("Reason", REASON, description=NAME_NOBODY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ground.choices = choices({"": "Choose"} | GROUNDS)

    def facts(self) -> dict[str, Any]:
        """What, about whom, on what ground and why."""
        reference = (self.child.data or "").strip().upper()
        about = {"child": f"child/{reference}" if reference else "", "person": self.person.data or ""}
        about |= {"schedule": self.kind.data or ""}
        said = {"ground": self.ground.data or "", "reason": self.reason.data or ""}
        return said | {"of": self.of.data, "about": about[self.of.data]}


class ConfirmingForm(ActForm):
    """A second person says yes."""

    note = TextAreaField("Note (optional)", [AT_MOST], description=NAME_NOBODY)

    def facts(self) -> dict[str, Any]:
        """The note."""
        return {"note": self.note.data or ""}


class DecliningForm(ActForm):
    """Why not."""

    reason = TextAreaField("Reason", REASON, description=NAME_NOBODY)

    def facts(self) -> dict[str, Any]:
        """The reason."""
        return {"reason": self.reason.data or ""}
