"""What is arranged: one report, or a kind of report; with the form of its order and the order to go back to."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from typing import Any

from app.events.periods import KINDS
from app.events.report import WRITING
from app.events.report_layout import Section
from app.forms.report_arranging import ArrangementForm, arrangement_form
from app.programme import report_arranging as arranging
from app.programme import reports as programme
from app.programme.report_arranging import Lost
from app.views import report_layouts
from app.views.desk import house, stamp
from app.views.report_document import period_of
from app.views.report_page import about
from app.views.report_publishing import working_of

Row = dict[str, Any]
Act = Callable[[Sequence[Section], Collection[str], bool, int], None]
"""Keeps an order, with the sections that it opens; whether it is the one to go back to; the form's version."""


@dataclass(frozen=True)
class Arranged:
    """What is arranged, as it stands now."""

    key: str
    """Its address, without the first stroke, under which an unsent order is kept."""
    layout: list[Section]
    version: int
    own: tuple[list[Section], set[str]]
    """The order to go back to, and the sections that it opens; no section where that is in force."""
    words: Row
    """title, caption, back, open, and what going back is called."""
    act: Act
    known: Collection[str] = ()
    """The ids of all sections that it ever had: a new one is none of them, so that no text becomes its own."""

    @property
    def new(self) -> str:
        """The id of the section that can be added."""
        return next(id for n in count(1) if (id := f"section-{n}") not in {*self.ids, *self.known})

    @property
    def ids(self) -> list[str]:
        """The ids of its sections."""
        return [one["id"] for one in self.layout]

    @property
    def form(self) -> type[ArrangementForm]:
        """The form with a field for each section and part, a new section among them."""
        secret = [one["id"] for one in self.layout if one["confidential"]]
        called = {one["id"]: one["title"] for one in self.layout} | {self.new: ""}
        return arrangement_form([*self.ids, self.new], report_layouts.titles(), called, secret)

    def given(self) -> Row:
        """What the fields of a fresh form hold."""
        values: Row = {}
        for n, one in enumerate(self.layout, 1):
            values |= {f"place-{one['id']}": str(n), f"title-{one['id']}": one["title"]}
            for m, part in enumerate(one["blocks"], 1):
                values |= {f"in-{part}": one["id"], f"at-{part}": str(m)}
        return values

    def mark(self, lost: Lost, layout: Sequence[Section]) -> str:
        """What is confirmed: this order over that one with this loss, and no other."""
        return sha256(repr((self.version, layout, lost)).encode()).hexdigest()[:16]


def of_report(report: str) -> Arranged:
    """One report; 404 for one that was never begun."""
    found = working_of(report)
    told = about(found)
    own, _ = report_layouts.of(period_of(found.id).kind)
    words: Row = {"title": "Arrange the report", "caption": f"Report of {told['label']}", "back": f"/reports/{report}"}
    words |= {"open": told["state"] == WRITING, "done": "The report is arranged."}
    words |= {"own": f"Go back to the usual order of a {KINDS[period_of(found.id).kind].lower()}"}

    def act(layout: Sequence[Section], opened: Collection[str], goes_back: bool, version: int) -> None:
        programme.arrange(house(), found.id, layout=layout, opened=opened, version=version, **stamp())

    anew, opened = arranging.anew(own, found.layout, found.known, found.texts)
    again = ([], set[str]()) if anew == found.layout else (anew, opened)
    return Arranged(f"reports/{report}/arrangement", found.layout, found.version, again, words, act, found.known)


def of_kind(kind: str) -> Arranged:
    """The council's own order of a kind, over the programme's."""
    layout, version = report_layouts.of(kind)
    words: Row = {"title": f"The order of a {KINDS[kind].lower()}", "caption": "Settings", "back": "/settings"}
    words |= {"open": True, "done": "The order is set for reports that are begun from now on."}
    words |= {"own": "Go back to the programme’s own order"}

    def act(layout: Sequence[Section], opened: Collection[str], goes_back: bool, version: int) -> None:
        if goes_back:
            programme.withdraw_layout(house(), kind, version=version, **stamp())
        else:
            programme.set_layout(house(), kind, layout=layout, version=version, **stamp())

    again = (report_layouts.shipped(kind), set[str]())
    return Arranged(f"settings/report-layout/{kind}", layout, version, again, words, act)
