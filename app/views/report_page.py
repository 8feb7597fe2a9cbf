"""One report's page while it is written: its sections with their state, what can be inserted, what the check found."""

from collections.abc import Iterator
from typing import Any

from flask import render_template, request

from app import clock
from app.drafts import Draft
from app.events.periods import period
from app.events.report import PUBLISHED, STATES, WRITING
from app.events.report_publishing import waits
from app.events.text import tidied
from app.forms.reports import SectionForm
from app.programme import reports as programme
from app.programme.reports import Working
from app.reports.document import PUBLIC, Block, Cell, Document, Section
from app.views import report_document, report_findings, report_taking
from app.views.desk import drafts, house, i, model
from app.views.kept import kept
from app.views.links import reachable
from app.views.typed import OVER
from projections import people
from projections import reports as rows

Row = dict[str, Any]


def one(row: Row) -> str:
    """The page of a report that is being written, or waits to be published; its public copy where that is asked for."""
    found, is_public = programme.working(house(), row["id"]), request.args.get("copy") == PUBLIC
    document, asked = report_document.now(found, is_public), "?copy=public" if is_public else ""
    document = report_document.linked(document) if is_public else document
    writes = found.state == WRITING and not is_public and reachable(f"/reports/{row['key']}/arrangement")
    held = report_findings.by_section(report_findings.found(document) if writes else [])
    parts = [part(found, document, section, held.get(section.id, []), writes) for section in document.sections]
    values = about(found) | {"parts": parts, "document": document, "writes": writes, "is_public": is_public}
    values |= {"asked": asked, "files": report_taking.offered(row["key"], asked), "unfinished": unfinished(row)}
    return render_template("reports/show.html", **values)


def about(found: Working) -> Row:
    """What every page of a report says of it."""
    key = report_document.period_of(found.id).key
    names = people.names(model())
    again = found.state == WRITING and found.edition
    return {
        "key": key,
        "label": report_document.period_of(found.id).label,
        "state": found.state,
        "state_words": f"{STATES[found.state]}{' again' if again else ''}",
        "version": found.version,
        "edition": found.edition,
        "authors": [names.get(id, "") for id in found.authors],
        "wrote": i().id in found.authors,
        "editions": rows.editions(model(), found.id),
        "is_published": found.state == PUBLISHED,
        "sent_back": _sent_back(found, names),
        "waits": waits(report_document.period_of(found.id), clock.today().isoformat()),
    }


def _sent_back(found: Working, names: dict[str, str]) -> Row | None:
    """By whom it was sent back, when, and why."""
    said = found.sent_back
    return {"by": names.get(said["by"], ""), "at": said["at"], "reason": said["reason"]} if said else None


def part(found: Working, document: Document, section: Section, findings: list[Row], writes: bool) -> Row:
    """A section with its form as this person left it, the figures that can be inserted, and what was found."""
    facts = {"section": section, "findings": findings, "tokens": tokens(document, section) if writes else []}
    form = form_of(found, section.id) if writes else None
    unsent = bool(form and form.draft.saved_at)
    state = "Not put in yet" if unsent else "Written" if found.texts.get(section.id) else "Nothing written"
    return facts | {"form": form, "state": state, "found": len(findings)}


def draft_key(found: Working, section: str) -> str:
    """Under which the unsent text of a section is kept: the address of its page."""
    return f"reports/{report_document.period_of(found.id).key}/sections/{section}"


def form_of(found: Working, section: str) -> SectionForm:
    """The form of a section as this person left it, which knows the version that it was typed over."""
    key = draft_key(found, section)
    form = kept(SectionForm, key, text=found.texts.get(section, ""))
    standing = drafts().get(i().id, key)
    form.version.data = str(standing.fields.get(OVER) or found.version) if standing else str(found.version)
    return form


def unsent(found: Working, document: Document) -> list[Row]:
    """The sections with text that this person typed and did not put in; `typed` is the version of that text."""
    held = ((one, drafts().get(i().id, draft_key(found, one.id))) for one in document.sections)
    return [{"section": one.id, "title": one.title, "typed": draft.version, "text": text}
            for one, draft in held if draft
            and (text := _text(draft)) != found.texts.get(one.id, "").strip()]  # fmt: skip


def _text(draft: Draft) -> str:
    return tidied(str(draft.fields.get("text", ""))).strip()


def tokens(document: Document, section: Section) -> list[Row]:
    """What can be inserted into the text of a section: its own figures; those of the report where it has none.

    Each with the value that it stands for; `of` is the title of the section that it is of, where that is another.
    """
    own = _tokens(document, section)
    seen: dict[str, Row] = {}
    for other in () if own else document.sections:
        for one in _tokens(document, other):
            seen.setdefault(one["token"], one | {"of": other.title})
    return own or list(seen.values())


def _tokens(document: Document, section: Section) -> list[Row]:
    seen: dict[str, Row] = {}
    for words, cell in _values(section):
        at = "" if cell.period in ("", document.key) else f"@{cell.period}"
        token = f"{{{cell.figure}{at}}}"
        seen.setdefault(token, {"token": token, "words": words, "value": cell.text, "of": ""})
    return list(seen.values())


def _values(section: Section) -> Iterator[tuple[str, Cell]]:
    for block in section.blocks:
        yield from ((line.label, line.cell) for line in block.lines if _stands(line.cell))
        yield from _of_table(block)


def _of_table(block: Block) -> Iterator[tuple[str, Cell]]:
    """Each figure of a table, named by its row and its column."""
    for row in block.table.rows if block.table else ():
        for column, cell in zip(block.table.columns if block.table else (), row, strict=True):
            if _stands(cell):
                yield ", ".join(filter(None, (block.title, row[0].text, column.label))), cell


def _stands(cell: Cell) -> bool:
    """Whether a value can be named in a text: a figure of a period."""
    return bool(cell.figure and cell.period and period(cell.period))


def unfinished(row: Row) -> list[str]:
    """The months of a report that are not closed, YYYY-MM."""
    return rows.open_months(model(), row["first"], row["last"])
