"""The rules of the Word template of reports: another, going back, and every refusal in its words."""

from base64 import b64encode
from hashlib import sha256
from typing import Any

import pytest

from app.events.report_template import TEMPLATE, ReportTemplate, ReportTemplateUploaded, ReportTemplateWithdrawn
from tests.events.deciding import SAID, Fact, decided, given, refusal

FILE = b"PK: stands for a Word file."
DIGEST = sha256(FILE).hexdigest()
FACTS: dict[str, Any] = {
    "name": "own.docx", "size": len(FILE), "sha256": DIGEST, "sha256_before": "", "data": b64encode(FILE).decode(),
    "reason": "Our colours.",
}  # fmt: skip
UPLOADED: Fact = (ReportTemplateUploaded, FACTS)


def test_a_template_is_uploaded_and_withdrawn() -> None:
    template = given(ReportTemplate, TEMPLATE)
    template.upload(" own.docx\n", FILE, " Our colours. ", **SAID)
    assert template.file() == FILE
    template.withdraw("Too pale. ", **SAID)
    assert template.file() == b""
    gone = {"name": "own.docx", "sha256": DIGEST, "reason": "Too pale."}
    assert decided(template) == [UPLOADED, (ReportTemplateWithdrawn, gone)]


def test_another_template_says_in_the_place_of_which() -> None:
    template = given(ReportTemplate, TEMPLATE, UPLOADED)
    template.upload("", FILE + b"!", "Again.", **SAID)
    ((_, facts),) = decided(template)
    assert (facts["sha256_before"], facts["name"]) == (DIGEST, "report.docx")


@pytest.mark.parametrize(
    ("data", "reason", "words", "field"),
    [
        (b"", "So.", "Choose the template.", "file"),
        (bytes(300_001), "So.", "A template of reports has at most 300 kB.", "file"),
        (FILE, "So.", "Reports are written in this template already.", "file"),
        (b"PK", " ", "Say what is different in this template.", "reason"),
    ],
)
def test_what_cannot_be_the_template_is_refused(data: bytes, reason: str, words: str, field: str) -> None:
    with refusal(words, field):
        given(ReportTemplate, TEMPLATE, UPLOADED).upload("own.docx", data, reason, **SAID)


def test_what_is_not_in_force_cannot_be_withdrawn() -> None:
    with refusal("Reports are written in the template that comes with the programme already."):
        given(ReportTemplate, TEMPLATE).withdraw("So.", **SAID)
    with refusal("Give the reason.", "reason"):
        given(ReportTemplate, TEMPLATE, UPLOADED).withdraw(" ", **SAID)
