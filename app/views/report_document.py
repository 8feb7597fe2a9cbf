"""The one place where pages and files have a report from: as it is being written, as put forward, as published."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from flask import current_app

from app import clock
from app.events.periods import Period, period
from app.policy import OVERSEE
from app.programme import audits, frameworks, recommendations, reports
from app.programme.reports import Working
from app.reports import assemble, disclosure
from app.reports.document import INTERNAL, PUBLIC, QUOTATIONS, Block, Document, Recommended, Section, from_json
from app.reports.source import Source
from app.views.desk import house, i, model
from app.views.words import reference
from projections import people
from projections import recommendations as recommendation_rows
from projections import reports as rows

KEPT = 8
"""Documents that are kept put together, so that a page's pictures do not each put it together again."""
NAMES = frozenset({"qa_lead", "director", "head_of_service"})
"""Who reads the confidential parts, with their names."""


def working(found: Working, texts: Mapping[str, str] | None = None) -> Document:
    """A report as it is now, put together anew where anything was recorded since; `texts` stand in place of its own."""
    said = dict(found.texts if texts is None else texts)
    key = (found.id, found.version, model().position, clock.today(), tuple(sorted(said.items())))
    return kept_once(key, lambda: assemble.document(source(), period_of(found.id), found.layout, _words(found, said)))


def kept_once(key: Any, make: Callable[[], Document]) -> Document:
    """What was made for the same key before, else what is made now."""
    kept: dict[Any, Document] = current_app.extensions.setdefault("report_documents", {})
    if key not in kept:
        made = make()
        while len(kept) >= KEPT:
            kept.pop(next(iter(kept)), None)
        kept[key] = made
    return kept[key]


def proposed(found: Working) -> Document | None:
    """A report as it was put forward, None where nothing waits to be published."""
    return from_json(found.proposed["document"]) if found.proposed else None


def proposed_public(found: Working) -> Document | None:
    """The public copy that was put forward with it."""
    return from_json(found.proposed["public"]) if found.proposed else None


def published(id: str, edition: int, copy: str) -> Document:
    """An edition as it was published, the internal or the public copy. Raises Refusal for none."""
    facts = reports.published(house(), id, edition)
    return from_json(facts["public" if copy == PUBLIC else "document"])


def public(document: Document, cleared: Collection[str] = ()) -> Document:
    """The copy for everybody, held against every public copy that is out and overlaps with it.

    `cleared` names the quotations that somebody has read and cleared although they are warned of.
    """
    out = tuple(_out(document.key))
    return kept_once(
        ("public", document, tuple(sorted(cleared)), out),
        lambda: disclosure.public(document, out, names=names_known(), cleared=cleared),
    )


def names_known() -> list[str]:
    """The names of everybody whom the council knows."""
    return sorted(people.names(model()).values())


def _out(key: str) -> Iterator[Document]:
    """The public copies of editions of this report and of others that have a month in common with it, oldest first."""
    of = period(key)
    for row in rows.all_editions(model()):
        other = period(row["key"])
        if of and other and not set(of.months).isdisjoint(other.months):
            yield published(row["report"], row["edition"], PUBLIC)


def copy_for_me(asked: str) -> str:
    """Which copy this person reads who asks for one: the internal one is for those who oversee."""
    return INTERNAL if asked != PUBLIC and i().roles & OVERSEE.keys() else PUBLIC


def for_me(document: Document) -> Document:
    """What this person reads of an internal copy: names and what families said are not everybody's."""
    if document.is_public or i().roles & NAMES:
        return document
    sections = tuple(_without(one) for one in document.sections if not one.confidential)
    if i().roles & OVERSEE.keys() == {"analyst"}:
        sections = tuple(replace(one, blocks=tuple(b for b in one.blocks if b.kind != QUOTATIONS)) for one in sections)
    return replace(document, sections=sections)


def period_of(id: str) -> Period:
    """The period of a report. Raises KeyError for none."""
    found = period(reference(id))
    if found is None:
        raise KeyError(id)
    return found


def source() -> Source:
    """What reports are put together from, as it is now."""
    return Source(model(), partial(frameworks.content, house()), partial(audits.answers_at, house()), clock.today())


def _words(found: Working, texts: Mapping[str, str]) -> assemble.Words:
    council = people.council(model()) or {"name": "", "demonstration": 0}
    of, names = period_of(found.id), people.names(model())
    made = recommendation_rows.of_report(model(), found.id)
    earlier = recommendation_rows.before(model(), of.last, f"{of.first}-01")
    return assemble.Words(
        council["name"],
        names.get(found.authors[0], ""),
        texts,
        [_recommended(row) for row in made],
        [_recommended(row) for row in earlier],
        clock.now(),
        model().position,
        bool(council["demonstration"]),
    )


def _recommended(row: dict[str, Any]) -> Recommended:
    said = recommendations.said(house(), row["id"])
    facts = {"owner": row["owner_name"] or "", "due": row["due"], "state": row["state"]}
    return Recommended(row["id"], said.text, **facts, progress=said.progress, report=row["report_key"] or "")


def _without(section: Section) -> Section:
    """A section without what is confidential."""
    kept = tuple(_open(block) for block in section.blocks if not block.confidential)
    return replace(section, blocks=kept)


def _open(block: Block) -> Block:
    return replace(block, lines=tuple(line for line in block.lines if not line.confidential))
