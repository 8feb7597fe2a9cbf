"""The Word template that reports are written in: the council's own, or the one that comes with the programme."""

from base64 import b64decode, b64encode
from hashlib import sha256

from app.events.base import Event, Refusal, Subject, event
from app.events.text import given, text_of

TEMPLATE = "report-template/word"
"""The one stream that holds every template."""
MAX_BYTES = 300_000
LONGEST_NAME = 200


@event("report template uploaded")
class ReportTemplateUploaded(Event):
    """From now on reports are written in this template: the whole file (`data`, base64), its name and SHA-256.

    `sha256_before` is that of the one that it takes the place of, "" for the one that comes with the programme.
    """

    name: str
    size: int
    sha256: str
    sha256_before: str
    data: str
    reason: str


@event("report template withdrawn")
class ReportTemplateWithdrawn(Event):
    """From now on reports are written in the template that comes with the programme; `sha256` is the one withdrawn."""

    name: str
    sha256: str
    reason: str


class ReportTemplate(Subject):
    """The template in force; empty for the one that comes with the programme."""

    name = sha256 = data = ""

    def upload(self, name: str, data: bytes, reason: str, *, by: str, at: str) -> None:
        """Take a file in the place of the one in force; whether it can be filled in was checked before.

        Raises Refusal for no file, one that is too large, the one in force, and without a reason.
        """
        if not data:
            raise Refusal("Choose the template.", "file")
        if len(data) > MAX_BYTES:
            raise Refusal(f"A template of reports has at most {MAX_BYTES // 1000} kB.", "file")
        digest = sha256(data).hexdigest()
        if digest == self.sha256:
            raise Refusal("Reports are written in this template already.", "file")
        said = text_of(reason, "Say what is different in this template.", "reason")
        named = " ".join(name.split())[:LONGEST_NAME] or "report.docx"
        kept = {"sha256": digest, "sha256_before": self.sha256, "data": b64encode(data).decode()}
        self.record(ReportTemplateUploaded, by=by, at=at, name=named, size=len(data), reason=said, **kept)

    def withdraw(self, reason: str, *, by: str, at: str) -> None:
        """Go back to the one that comes with the programme; raises Refusal where that is in force, or for no reason."""
        if not self.data:
            raise Refusal("Reports are written in the template that comes with the programme already.")
        facts = {"name": self.name, "sha256": self.sha256}
        self.record(ReportTemplateWithdrawn, by=by, at=at, **facts, reason=given(reason))

    def file(self) -> bytes:
        """The template in force, empty for the one that comes with the programme."""
        return b64decode(self.data)

    def _on_uploaded(self, made: ReportTemplateUploaded) -> None:
        self.name, self.sha256, self.data = made.name, made.sha256, made.data

    def _on_withdrawn(self, made: ReportTemplateWithdrawn) -> None:
        self.name = self.sha256 = self.data = ""

    evolves = {ReportTemplateUploaded: _on_uploaded, ReportTemplateWithdrawn: _on_withdrawn}
