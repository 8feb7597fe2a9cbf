"""Forms on the council, its service areas and its teams."""

from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from app.forms.base import Form
from app.forms.fields import NameField, named


class CouncilForm(Form):
    """The council's name."""

    name = StringField(
        "Name of the council",
        [InputRequired("Enter the council's name."), Length(max=120)],
        description="As it stands on every page.",
    )


class AreaForm(Form):
    """A service area and who is over it."""

    name = StringField("Name", [InputRequired("Enter the service area's name."), Length(max=100)])
    director = NameField(
        "Operations director",
        description="They decide on exemptions in this area.",
    )

    def offer(self, people: list[dict[str, str]]) -> None:
        """The people who can be put over the area, by name."""
        self.director.choices = named(people, "Nobody yet")


class TeamForm(Form):
    """A team and the service area that it belongs to."""

    name = StringField("Name", [InputRequired("Enter the team's name."), Length(max=100)])
    area = SelectField("Service area")

    def offer(self, areas: list[dict[str, str]]) -> None:
        """The areas that can be chosen, by name."""
        self.area.choices = named(areas, "Choose an area")
