"""Trackers: one list of a noun, filtered by its address, in order, page by page, as files, and live."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from app import clock
from app.policy import RULES, Grants
from app.programme.english import counted
from app.views import live
from app.views.desk import i, model
from app.views.export_files import Taken, file_response
from app.views.listing import Listing
from projections import asking, cycles, people
from projections.asking import Asked, Question, Reach

Row = dict[str, Any]
Items = Sequence[Mapping[str, str]]
PER_PAGE = 100
ALL = "all"


@dataclass(frozen=True)
class Filter:
    """A filter as the page offers it: a choice among items (value, label), or a text to look for when there are none.

    A `long` list of names can be searched by typing. `usual` is a value of the question that holds, called `blank`,
    where neither this filter nor one of `unless` is set; the value "all" takes it away.
    """

    label: str
    items: Callable[[], Items] | None = None
    blank: str = "Any"
    long: bool = False
    usual: str = ""
    unless: Sequence[str] = ()

    def knows(self, value: str) -> bool:
        """Whether a value is one of the choices, or a person or month without rows; any is where there are none."""
        items = self.items() if self.items else ()
        if not items or any(item["value"] == value for item in items):
            return True
        return (
            people.person(model(), f"person/{value}") is not None or cycles.cycle(model(), f"cycle/{value}") is not None
        )

    def said(self, value: str) -> str:
        """What the filter is set to, in words."""
        items = self.items() if self.items else ()
        return f"{self.label}: {next((item['label'] for item in items if item['value'] == value), value)}"


@dataclass(frozen=True)
class Heading:
    """A column of the page; with `sort` its heading turns the order."""

    label: str
    sort: str = ""
    numeric: bool = False


def by_role(whole: Iterable[str]) -> Reach:
    """The rows of the person who asks: all in these roles, else their team's, their areas', and their own."""
    me = i()
    return Reach(
        everything=not me.roles.isdisjoint(whole),
        teams=frozenset({me.team} - {""}) if "team_manager" in me.roles else frozenset(),
        areas=me.areas if "operations_director" in me.roles else frozenset(),
        person=me.id,
    )


def _nothing(asked: Asked) -> Row:
    return {}


@dataclass(frozen=True)
class Tracker:
    """Everything that one tracker is made of.

    `list` names its columns in files (a key of LISTS), its table on the page and its folder of templates: `index.html`,
    which extends shared/tracker_page.html, and `_row.html`. `row` makes a row for the page, `told` one for a file.
    `about` gives what stands above the rows (figures of what is filtered), shown by `summary`, a template, if any.
    `more` gives the page, not its polls, what else it shows. `withheld` says why a reader has none of the rows, where
    that is so; it stands in their place. `also` is a mark of what `about` shows beyond the rows. `moved` gives the
    address, or that of a file of an ending, where another page answers what the address asks for.
    """

    list: str
    path: str
    title: str
    noun: str
    question: Question
    reach: Callable[[], Reach]
    filters: Mapping[str, Filter]
    headings: Sequence[Heading]
    row: Callable[[Row], Row]
    told: Callable[[Row], Row]
    empty: tuple[str, str] | Callable[[], tuple[str, str]]
    """What is not there, and what will appear; by who reads it where that makes a difference."""
    summary: str = ""
    about: Callable[[Asked], Row] = _nothing
    more: Callable[[], Row] = field(default=dict)
    withheld: Callable[[], str] = lambda: ""
    also: Callable[[Asked], str] = lambda asked: ""
    moved: Callable[[Listing, str], str] = lambda listing, ending: ""

    def nothing(self) -> tuple[str, str]:
        """What is said of an empty list to the person who asks."""
        return self.empty() if callable(self.empty) else self.empty

    def listing(self, per_page: int = PER_PAGE) -> Listing:
        """What the address asks for."""
        return Listing(self.path, tuple(self.filters), tuple(self.question.sorts), per_page)

    def asked(self, listing: Listing) -> Asked:
        """The question that the address asks, for this reader today."""
        reach = replace(self.reach(), reader=i().id)
        usual = {name: self.filters[name].usual for name in self.usual(listing)}
        return Asked(reach, clock.today(), usual | listing.values, listing.sort)

    def usual(self, listing: Listing) -> Sequence[str]:
        """The filters that hold though the address does not name them."""
        return [
            name
            for name, one in self.filters.items()
            if one.usual and not any(listing.value(other) for other in (name, *one.unless))
        ]

    def chosen(self, listing: Listing) -> Sequence[dict[str, str]]:
        """The filters in force, each in words, with the address without it."""
        usual = [
            {"text": f"{self.filters[name].label}: {self.filters[name].blank}", "remove": listing.href(**{name: ALL})}
            for name in self.usual(listing)
        ]
        return usual + listing.chosen({name: one.said for name, one in self.filters.items()})

    def not_known(self, listing: Listing) -> str:
        """What the address asks for that this list does not know, a name or a value, in sentences; empty for none."""
        values = [(self.filters[name], value) for name, value in listing.values.items()]
        said = [f"“{one.label}” has no such choice as “{value}”." for one, value in values if not one.knows(value)]
        return " ".join(filter(None, (listing.not_known(), *said)))

    @property
    def row_template(self) -> str:
        """The template of one row."""
        return f"{self.list.replace('-', '_')}/_row.html"

    @property
    def page_template(self) -> str:
        """The template of the page."""
        return f"{self.list.replace('-', '_')}/index.html"


def put(pages: Blueprint, tracker: Tracker, grants: Grants) -> None:
    """Put a tracker and its files in their place, for these roles: endpoints `index` and `export` of the blueprint."""

    def index() -> ResponseReturnValue:
        return _page(tracker)

    def export(ending: str) -> ResponseReturnValue:
        return _file(tracker, ending)

    index.__doc__ = f"The tracker: {tracker.title}. Nothing (204) for a page that shows it as it is."
    export.__doc__ = f"{tracker.title}: exactly the rows that are filtered, as a file."
    pages.add_url_rule(tracker.path, "index", index)
    pages.add_url_rule(f"{tracker.path}.<any(csv, xlsx, json):ending>", "export", export)
    RULES.update({f"{pages.name}.index": grants, f"{pages.name}.export": grants})


def _page(tracker: Tracker) -> ResponseReturnValue:
    listing = tracker.listing()
    if there := tracker.moved(listing, ""):
        return redirect(there)
    asked = tracker.asked(listing)
    found = asking.counted(model(), tracker.question, asked)
    mark = "-".join(filter(None, (asking.mark(model(), found, asked.today), tracker.also(asked))))
    if live.polled() and live.unchanged(mark):
        return "", 204
    shown = asking.page(model(), tracker.question, asked, PER_PAGE, listing.offset)
    values = {"tracker": tracker, "listing": listing, "mark": mark, "here": live.here()}
    values |= {"not_known": tracker.not_known(listing)}
    values |= {"rows": [tracker.row(row) for row in shown], "count": counted(found.all, tracker.noun)}
    values |= {"pages": listing.pages(found.all)} | tracker.about(asked)
    if live.polled():
        return render_template("shared/tracker_rows.html", **values)
    chosen = tracker.chosen(listing)
    return render_template(tracker.page_template, **values, chosen=chosen, **tracker.more())


def _file(tracker: Tracker, ending: str) -> ResponseReturnValue:
    listing = tracker.listing()
    if there := tracker.moved(listing, f".{ending}"):
        return redirect(there)
    rows = asking.everything(model(), tracker.question, tracker.asked(listing))
    said = "; ".join(one["text"] for one in tracker.chosen(listing))
    withheld = None if rows else tracker.withheld() or None
    told, unknown = [tracker.told(row) for row in rows], tracker.not_known(listing)
    return file_response(ending, Taken(tracker.list, told, filters=said, withheld=withheld, not_known=unknown))
