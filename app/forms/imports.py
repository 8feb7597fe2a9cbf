"""Forms on lists to bring in: the file, and which of its columns is what."""

from wtforms import FileField, HiddenField, RadioField

from app.events.vocabulary import LISTS
from app.forms.base import Form
from app.forms.fields import DayField, DayRequired, choices

EXTENTS = {"whole": "All open children: who is not on it has ended", "part": "Some children: nobody else ends"}


class UploadForm(Form):
    """A file and what it is said to be."""

    id = HiddenField()
    kind = RadioField("What is on the list?", choices=choices(LISTS), default="children")
    file = FileField("The file", description="CSV or Excel (.xlsx), at most 10 MB.")
    on = DayField(
        "As at",
        [DayRequired("Enter the date on which the list was true.")],
        description="The date on which the list was true.",
        called="The date of the list",
    )
    extent = RadioField("For a list of children, is it the whole list?", choices=choices(EXTENTS), default="whole")
