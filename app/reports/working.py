"""A report as it is being written, and its public copy, from the council's records as they are: see `assemble`."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from app.events.periods import Period, period
from app.programme import audits, frameworks, recommendations, reports
from app.programme.house import House
from app.programme.reports import Working
from app.reports import assemble, disclosure
from app.reports.document import Document, Recommended, from_json
from app.reports.source import Source
from projections import people
from projections import recommendations as recommendation_rows
from projections import reports as rows


def document(house: House, found: Working, *, on: date, at: str, texts: Mapping[str, str] | None = None) -> Document:
    """A report put together from the records as they are.

    `on` is the day that decides what is overdue, `at` the moment (ISO, UTC) that the report says; `texts` stand in
    place of its own. Raises KeyError for a report of no period.
    """
    of = period_of(found.id)
    words = _words(house, found, of, dict(found.texts if texts is None else texts), at)
    return assemble.document(source(house, on), of, found.layout, words)


def source(house: House, on: date) -> Source:
    """What reports are put together from, as it is now, for a day."""
    return Source(house.model, partial(frameworks.content, house), partial(audits.answers_at, house), on)


def public(house: House, made: Document, cleared: Collection[str] = ()) -> Document:
    """The copy for everybody, held against every public copy that is out and may show the same.

    `cleared` names the quotations that somebody has read and cleared although they are warned of.
    """
    return disclosure.public(made, tuple(out(house, made)), names=names_known(house), cleared=cleared)


def out(house: House, made: Document) -> Iterator[disclosure.Out]:
    """The public copies of editions of this report and of others that show months that it shows, oldest first."""
    for row in rows.all_editions(house.model):
        other = period(row["key"])
        if other and disclosure.looks_at(made, other):
            facts = reports.published(house, row["report"], row["edition"])
            yield disclosure.Out(from_json(facts["public"]), from_json(facts["document"]))


def names_known(house: House) -> list[str]:
    """The names of everybody who works, or worked, for the council; a team's or an area's name tells of nobody."""
    return sorted({row["name"] for row in people.everyone(house.model)})


def period_of(id: str) -> Period:
    """The period of a report (its stream). Raises KeyError for none."""
    found = period(id.partition("/")[2])
    if found is None:
        raise KeyError(id)
    return found


def _words(house: House, found: Working, of: Period, texts: Mapping[str, str], at: str) -> assemble.Words:
    model = house.model
    council = people.council(model) or {"name": "", "demonstration": 0}
    made = recommendation_rows.of_report(model, found.id)
    earlier = recommendation_rows.before(model, of.last, f"{of.first}-01")
    return assemble.Words(
        council["name"],
        people.names(model).get(found.authors[0], ""),
        texts,
        [_recommended(house, row) for row in made],
        [_recommended(house, row) for row in earlier],
        at,
        model.position,
        bool(council["demonstration"]),
    )


def _recommended(house: House, row: dict[str, Any]) -> Recommended:
    said = recommendations.said(house, row["id"], house.model.position)
    facts = {"owner": row["owner_name"] or "", "due": row["due"], "state": row["state"]}
    return Recommended(row["id"], said.text, **facts, progress=said.progress, report=row["report_key"] or "")
