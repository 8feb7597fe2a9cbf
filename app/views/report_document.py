"""The one place where pages and files have a report from: as it is being written, as put forward, as published."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import cache
from threading import Lock
from typing import Any

from flask import current_app

from app import clock
from app.events.periods import period
from app.programme import reports
from app.programme.reports import Working
from app.reports import figures
from app.reports import working as in_work
from app.reports.disclosure_values import remade
from app.reports.document import PUBLIC, Cell, Document, from_json
from app.reports.source import Source
from app.turns import Occupied
from app.views.desk import house, model
from app.views.figure_asked import source_of
from app.views.links import reachable

KEPT = 8
"""Documents that are kept put together, so that a page's pictures do not each put it together again."""
PATIENCE = 10.0
"""For so many seconds a request waits while a document is put together for another, most likely the same one."""
period_of = in_work.period_of


def working(found: Working, texts: Mapping[str, str] | None = None) -> Document:
    """A report as it is now, put together anew where anything was recorded since; `texts` stand in place of its own."""
    said = dict(found.texts if texts is None else texts)
    key = (found.id, found.version, model().position, clock.today(), tuple(sorted(said.items())))
    return kept_once(key, lambda: in_work.document(house(), found, on=clock.today(), at=clock.now(), texts=said))


def kept_once(key: Any, make: Callable[[], Document]) -> Document:
    """What was made for the same key before, else what is made now, by one request at a time.

    Raises Occupied where it is another's turn for longer than anybody waits.
    """
    kept: dict[Any, Document] = current_app.extensions.setdefault("report_documents", {})
    turn: Lock = current_app.extensions.setdefault("report_documents_turn", Lock())
    if found := kept.get(key):
        return found
    if not turn.acquire(timeout=PATIENCE):
        raise Occupied("Another report is being put together. Try again in a moment.")
    try:
        found = kept[key] = kept.get(key) or make()
        for old in list(kept)[:-KEPT]:
            kept.pop(old, None)
        return found
    finally:
        turn.release()


def now(found: Working, is_public: bool) -> Document:
    """A report before it is published: what was put forward, else as it is now; its internal or its public copy."""
    if found.proposed:
        return from_json(found.proposed["public" if is_public else "document"])
    made = working(found)
    return public(made) if is_public else made


def published(id: str, edition: int, copy: str) -> Document:
    """An edition as it was published, the internal or the public copy. Raises Refusal for none."""
    facts = reports.published(house(), id, edition)
    return from_json(facts["public" if copy == PUBLIC else "document"])


def public(document: Document, cleared: Collection[str] = ()) -> Document:
    """The copy for everybody, held against every public copy that is out and overlaps with it.

    `cleared` names the quotations that somebody has read and cleared although they are warned of.
    """
    key = ("public", document, tuple(sorted(cleared)), model().position)
    return kept_once(key, lambda: in_work.public(house(), document, cleared))


def names_known() -> list[str]:
    """The names of everybody whom the council knows."""
    return in_work.names_known(house())


def linked(document: Document, at: str = "") -> Document:
    """The document for a page of this person's: a value that opens to nothing, or to nothing of theirs, is no link.

    `at` is the moment as at which its figures open, see figure_moments, "" for now.
    """
    is_there = opening()

    def cell(one: Cell, place: str) -> Cell:
        if not one.opens:
            return one
        if not is_there(one):
            return replace(one, figure="", href="")
        return replace(one, href=f"{one.opens}&at={at}") if at and not one.href else one

    return remade(document, cell, lambda block, place: block)


def opening() -> Callable[[Cell], bool]:
    """Whether the page that a value opens to is there for this person."""
    now, theirs = source_of(model()), cache(reachable)

    def is_there(one: Cell) -> bool:
        return theirs(one.opens.partition("?")[0]) and (bool(one.href) or is_counted(one.figure, one.period))

    @cache
    def is_counted(name: str, key: str) -> bool:
        of = period(key)
        return bool(of and figures.find(now, of, name))

    return is_there


def source() -> Source:
    """What reports are put together from, as it is now."""
    return in_work.source(house(), clock.today())
