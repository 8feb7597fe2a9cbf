"""The order of a report: the place and title of each section, and for each part its section and its place in that."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.validators import Length, Optional, Regexp

from app.events.base import Refusal
from app.events.report_layout import CONFIDENTIAL, LONGEST_TITLE, must_be_titles
from app.forms.acts import ActForm
from app.forms.fields import choices

PLACE = Regexp(r"\s*[0-9]{1,3}\s*\Z", message="Type the place as a whole number of at most three digits, such as 2.")
MAKES_SECRET = "The section that it stands in is confidential, with all else that stands there."


class ArrangementForm(ActForm):
    """The order of a report."""

    ids: Sequence[str] = ()
    blocks: Sequence[str] = ()

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether it can be read, and its sections have titles that can be told apart."""
        valid = bool(super().validate(extra_validators))
        try:
            must_be_titles([{"id": id, "title": title} for id, title in self.titles().items() if title])
        except Refusal as refusal:
            self.refuse(refusal)
            return False
        return valid

    def opened(self) -> set[str]:
        """The confidential sections that are ticked to be for the public copy too."""
        return {id for id in self.ids if f"open-{id}" in self and self[f"open-{id}"].data}

    def titles(self) -> dict[str, str]:
        """The title of each section, "" for one that is left out."""
        return {id: " ".join(str(self[f"title-{id}"].data or "").split()) for id in self.ids}

    def places(self) -> dict[str, int | None]:
        """The place that is typed for each section."""
        return {id: self._place(f"place-{id}") for id in self.ids}

    def stands_in(self) -> dict[str, str]:
        """The section of each part, "" for nowhere."""
        return {block: str(self[f"in-{block}"].data or "") for block in self.blocks}

    def part_places(self) -> dict[str, int | None]:
        """The place that is typed for each part."""
        return {block: self._place(f"at-{block}") for block in self.blocks}

    def _place(self, name: str) -> int | None:
        value = str(self[name].data or "").strip()
        return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else None


def arrangement_form(
    ids: Sequence[str], titles: Mapping[str, str], sections: Mapping[str, str], confidential: Collection[str]
) -> type[ArrangementForm]:
    """The form of an order: `sections` has the title of each section that there is, `titles` that of each part.

    Each of the `confidential` ones has a tick that opens it.
    """
    there = {"": "Nowhere"} | {id: title or "The new section" for id, title in sections.items()}
    long = Length(max=LONGEST_TITLE, message=f"Give a section a title of at most {LONGEST_TITLE} characters.")
    fields: dict[str, Any] = {}
    for id in ids:
        fields[f"place-{id}"] = StringField("Place", [Optional(), PLACE])
        fields[f"title-{id}"] = StringField("Title", [long])
    fields |= {f"open-{id}": _opening() for id in confidential}
    for block in titles:
        fields[f"at-{block}"] = StringField("Place", [Optional(), PLACE])
        hint = MAKES_SECRET if block in CONFIDENTIAL else ""
        fields[f"in-{block}"] = SelectField("Section", choices=choices(there), description=hint)
    return type("ArrangementFormOf", (ArrangementForm,), fields | {"ids": tuple(ids), "blocks": tuple(titles)})


def _opening() -> SelectMultipleField:
    words = "Confidential: this section and its commentary are left out of the public copy"
    return SelectMultipleField(words, choices=choices({"yes": "This section is for the public copy too"}))
