"""The Word template of reports: taken in the place of another, taken back, and as it was at any time."""

from base64 import b64decode
from dataclasses import dataclass
from hashlib import sha256

from app.events.base import NO_SUCH, Refusal
from app.events.report_template import (
    TEMPLATE,
    ReportTemplate,
    ReportTemplateUploaded,
    ReportTemplateWithdrawn,
)
from app.programme.house import House


@dataclass(frozen=True)
class File:
    """A template that was uploaded: its name, and the file."""

    name: str
    data: bytes


def upload(house: House, id: str, *, version: int, name: str, data: bytes, reason: str, by: str, at: str) -> None:
    """Take a checked file as the template; raises Refusal, Stale or AlreadyDone."""
    sent = {"sha256": sha256(data).hexdigest(), "reason": reason}
    template = house.begun_at(ReportTemplate, TEMPLATE, version, by, ReportTemplateUploaded, **sent)
    template.upload(name, data, reason, by=by, at=at)
    house.keep(template)


def withdraw(house: House, id: str, *, version: int, reason: str, by: str, at: str) -> None:
    """Go back to the template that comes with the programme; raises Refusal, Stale or AlreadyDone."""
    template = house.begun_at(ReportTemplate, TEMPLATE, version, by, ReportTemplateWithdrawn, reason=reason)
    template.withdraw(reason, by=by, at=at)
    house.keep(template)


def in_force(house: House, upto: int | None = None) -> bytes | None:
    """The template that reports are written in, None for the one that comes with the programme.

    `upto` is a position of the log: what was in force then, for an edition that was published there.
    """
    events = house.reader.stream(TEMPLATE, upto)
    last = events[-1] if events else None
    return b64decode(last.facts["data"]) if last and last.topic == ReportTemplateUploaded.TOPIC else None


def of_digest(house: House, digest: str) -> bytes | None:
    """The template that is known by this SHA-256, None for the one that comes with the programme ("")."""
    kept = (made.facts for made in house.reader.stream(TEMPLATE) if made.topic == ReportTemplateUploaded.TOPIC)
    return next((b64decode(facts["data"]) for facts in kept if facts["sha256"] == digest), None)


def uploaded(house: House, version: int) -> File:
    """The file that was uploaded as this event of the template's history; raises Refusal for none."""
    for made in house.log.history(TEMPLATE):
        if isinstance(made, ReportTemplateUploaded) and made.originator_version == version:
            return File(made.name, b64decode(made.data))
    raise Refusal(NO_SUCH)
