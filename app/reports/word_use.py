"""A template as it is used: looked at again, for what was taken once may hold what is known to be unsafe since."""

from collections.abc import Callable
from hashlib import sha256

from app.reports.document import Chart, Document
from app.reports.foot import Foot
from app.reports.word import written
from app.reports.word_check import check_template
from app.reports.word_refused import TemplateRefused

_FAULTS: dict[str, str] = {}
"""What was found of each, by its SHA-256; whatever is in the file, the same programme finds the same."""


def fault_of(template: bytes) -> str:
    """Why a template that was taken once would not be taken now, "" for one that would."""
    digest = sha256(template).hexdigest()
    if digest not in _FAULTS:
        try:
            check_template(template)
            _FAULTS[digest] = ""
        except TemplateRefused as fault:
            _FAULTS[digest] = str(fault)
    return _FAULTS[digest]


def written_in(
    document: Document, template: bytes | None, pictures: Callable[[Chart], bytes], foot: Foot | None = None
) -> bytes:
    """A report as a Word file in the template of its day, or in the one that is shipped where that will not do.

    A report is never without its file: what a sample did not show about a template is found out by the report.
    """
    if template is None or fault_of(template):
        return written(document, None, pictures, foot)
    try:
        return written(document, template, pictures, foot)
    except Exception:  # whatever a template makes its reader raise; a fault of the report's own is raised again
        return written(document, None, pictures, foot)
