"""The foot of a published edition: the first checkpoint of the ledger that covers it, where one does."""

import logging
from typing import Any

from markupsafe import Markup

from app import qr
from app.events.report import report_id
from app.reports.document import Document
from app.reports.foot import TITLE, Foot, foot
from app.views.desk import model, signing
from projections import reports as rows


def foot_of(document: Document) -> Foot | None:
    """The foot of an edition, None for a report that is being written.

    A ledger that cannot be read keeps nobody from their report: then no checkpoint is known to cover it.
    """
    position = published_at(document)
    if position is None:
        return None
    try:
        return foot(position, signing().book.covering(position))
    except Exception:
        logging.getLogger(__name__).exception("The ledger could not be asked for the foot of a report")
        return foot(position, None)


def page_values(document: Document) -> dict[str, Any]:
    """The foot as a page shows it."""
    found = foot_of(document)
    code = Markup(qr.svg(found.note)) if found and found.note else ""
    return {"foot": found, "foot_title": TITLE, "foot_code": code}


def published_at(document: Document) -> int | None:
    """Where in the log an edition was published, None for a report that is being written."""
    editions = rows.editions(model(), report_id(document.key))
    return next((row["event"] for row in editions if row["edition"] == document.edition), None)
