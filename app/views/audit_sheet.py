"""One audit as the pages of its form show it: its sections and their states, when it is due, what is unsent."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from flask import abort

from app import clock
from app.drafts import Draft
from app.events import sections as form
from app.events.calendar import working_days_between
from app.events.sections import Section
from app.events.vocabulary import OPEN_STATES
from app.forms.audit_form import SectionForm, owner, section_form
from app.programme import audits, reading
from app.programme.audits import Paper
from app.views.desk import drafts, house, i, model
from app.views.keeping import ASIDE
from app.views.relations import audit_id
from app.views.typed import OVER, as_sent
from app.views.words import audit_path, day
from projections import audits as read
from projections import people


@dataclass(frozen=True)
class Laid:
    """A section's form with the person's unsent text over the answers; `version` is the audit's that it is typed over.

    `unsent` says whether the text differs from what the audit holds, `overtaken` whether what it
    changes was changed since; `aside` is another unsent text of the same form.
    """

    form: SectionForm
    version: int
    draft: Draft | None = None
    unsent: bool = False
    aside: Draft | None = None
    overtaken: bool = False


@dataclass(frozen=True)
class Sheet:
    """An audit with everything that the pages of its form say of it."""

    paper: Paper
    row: dict[str, Any]
    initials: str
    today: date

    @property
    def path(self) -> str:
        """The address of the audit."""
        return audit_path(self.paper.id)

    @property
    def is_open(self) -> bool:
        """Whether the form can be filled in."""
        return self.paper.state in OPEN_STATES

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections of the form, in order."""
        return form.sections(self.paper.content)

    @cached_property
    def states(self) -> dict[str, str]:
        """done, started or to do, by section."""
        return form.progress(self.paper.content, self.paper.answers)

    @cached_property
    def missing(self) -> list[form.Missing]:
        """Everything that stands in the way of returning the audit."""
        return form.missing(self.paper.content, self.paper.answers)

    @property
    def to_go(self) -> int:
        """How many sections are not done."""
        return sum(state != "done" for state in self.states.values())

    @property
    def to_go_words(self) -> str:
        """How many sections are not done, in words."""
        return {0: "nothing missing", 1: "1 section to go"}.get(self.to_go, f"{self.to_go} sections to go")

    @property
    def due(self) -> str:
        """When it is due and how far away that is: due 28 May 2024 (4 working days)."""
        return f"due {day(self.paper.due)} ({_distance(date.fromisoformat(self.paper.due), self.today)})"

    @property
    def days_late(self) -> int:
        """The working days by which it would be late if it were returned today, 0 for none."""
        return max(0, working_days_between(date.fromisoformat(self.paper.due), self.today))

    def page(self, section: str) -> str:
        """The address of a section's form."""
        return f"{self.path}/sections/{section}"

    def key(self, section: str) -> str:
        """The key of a section's draft: the address of its form."""
        return self.page(section).removeprefix("/")

    def next_page(self, section: str) -> str:
        """Where to go from a section: to the next one, from the last to the return."""
        place = [found.id for found in self.sections].index(section) + 1
        return self.page(self.sections[place].id) if place < len(self.sections) else f"{self.path}/return"

    def section(self, id: str) -> Section:
        """One section; there is no such page when the form has none."""
        try:
            return form.section(self.paper.content, id)
        except KeyError:
            abort(404)

    @cached_property
    def unsent(self) -> list[Section]:
        """The sections that this person has typed in and not saved."""
        kept = drafts().forms(i().id)
        return [found for found in self.sections if self.key(found.id) in kept and laid(self, found).unsent]

    @cached_property
    def people(self) -> list[dict[str, str]]:
        """Who may have an action: the people of the child's team first, then managers."""
        return people.who_can_act(model(), self.row["team"])

    @cached_property
    def names(self) -> dict[str, str]:
        """Everybody's name, by id."""
        return people.names(model())


def sheet(month: str, number: int) -> Sheet:
    """Read the audit that an address names; there is no such page when there is none."""
    row = read.audit(model(), audit_id(month, number))
    if row is None:
        abort(404)
    return Sheet(audits.paper(house(), row["id"]), row, reading.initials(house(), row["child"]), clock.today())


def laid(sheet: Sheet, section: Section) -> Laid:
    """A section's form: the answers, under those fields of the person's draft that say something else.

    A field that the person left as it was shows what stands now, though others may have changed it since.
    """
    kept, paper = drafts().get(i().id, sheet.key(section.id)), sheet.paper
    aside = drafts().get(i().id, sheet.key(section.id) + ASIDE)
    made = section_form(section)
    if kept is None:
        return Laid(made(None, paper.answers), paper.version, aside=aside)
    over = min(int(kept.fields.get(OVER, "0")), paper.version)
    changes = typed_changes(sheet, section, made(as_sent(kept.fields), {}).values(over), over)
    fields = {name: value for name, value in kept.fields.items() if owner(name) in changes}
    unsent = bool(form.changed(paper.answers, changes))
    if not unsent:
        return Laid(made(None, paper.answers), paper.version, kept, aside=aside)
    overtaken = bool(typed_changes(sheet, section, {key: paper.answers.get(key) for key in changes}, over))
    return Laid(made(as_sent(fields), paper.answers), over, kept, unsent, aside, overtaken)


def typed_changes(sheet: Sheet, section: Section, values: dict[str, Any], version: int) -> dict[str, Any]:
    """Those of the values that say something else than the audit did at a version, cleaned where they can be read."""
    before = audits.paper(house(), sheet.paper.id, version).answers if version else {}
    clean, _ = form.check(sheet.paper.content, section.id, values)
    return form.changed({key: before.get(key) for key in values}, values | clean)


def _distance(due: date, today: date) -> str:
    if today == due:
        return "today"
    days = abs(working_days_between(today, due))
    counted = f"{days} working day{'' if days == 1 else 's'}"
    return counted if today < due else f"{counted} late"
