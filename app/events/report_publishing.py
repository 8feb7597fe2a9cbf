"""Putting a report forward, and publishing it as it was put forward: an edition, for ever."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, ClassVar

from app.events.base import Event, Refusal, event
from app.events.periods import Period
from app.events.report import PUBLISHED, PUT_FORWARD, WRITING, Report
from app.events.report_layout import Section
from app.events.text import day_in_words, given

MADE = ("position", "layout", "texts", "accepted", "changed", "template")
"""What is frozen when a report is put forward, and published as it is."""
THE_SERVICE = "the service"
"""Who publishes a public copy, which names nobody."""
SOMEBODY_ELSE = "You wrote part of this report, or of what it recommends; somebody else publishes it."


@event("report put forward")
class ReportPutForward(Event):
    """Its author asks for it to be published as it is now: `document` is the whole of it, as at `position`.

    `public` is the copy for everybody, with small numbers kept back and without names.

    `accepted` are the findings of the check of its text that stand, each with the reason; `changed` says what is other
    than in the edition before. `recommended_by` made or changed what it recommends; `template` is the SHA-256 of the
    Word template that it is written in, empty for the one that comes with the programme.
    """

    class_version: ClassVar[int] = 2

    position: int
    on: str
    layout: list[Section]
    texts: dict[str, str]
    document: dict[str, Any]
    public: dict[str, Any]
    sha256: str
    public_sha256: str
    accepted: list[dict[str, str]]
    changed: list[str]
    recommended_by: list[str]
    template: str | None

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Neither was kept before: it is written in whatever template is in force."""
        state |= {"recommended_by": [], "template": None}


@event("report sent back")
class ReportSentBack(Event):
    """It is not published as it was put forward, and why: it can be written again."""

    reason: str


@event("report published")
class ReportPublished(Event):
    """An edition, for ever: the document as it was put forward, with its number, day and publisher (name).

    `put_forward_by` is who asked for it, `authors` are all who wrote any of it; `frameworks` and `definitions` are
    those that the document's figures rest on, `template` is that of the Word file.
    """

    class_version: ClassVar[int] = 2

    edition: int
    position: int
    on: str
    layout: list[Section]
    texts: dict[str, str]
    frameworks: list[str]
    definitions: list[dict[str, Any]]
    document: dict[str, Any]
    public: dict[str, Any]
    sha256: str
    public_sha256: str
    accepted: list[dict[str, str]]
    changed: list[str]
    put_forward_by: str
    authors: list[str]
    template: str | None

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """It was not kept before: it is written in the one that was in force when it was published."""
        state["template"] = None


@event("report reopened")
class ReportReopened(Event):
    """It is written again for a new edition, and why; what is published stays."""

    reason: str


def put_forward(
    report: Report, document: Mapping[str, Any], public: Mapping[str, Any], *,
    accepted: Sequence[Mapping[str, str]], changes: Sequence[str], recommended_by: Sequence[str] = (),
    template: str = "", on: str, by: str, at: str,
) -> None:  # fmt: skip
    """Ask for it to be published as it is; `document` is the whole of it and `public` its public copy, as JSON.

    Raises Refusal while the period is not over, for a finding that stands without a reason, and for a new edition
    that does not say what changed.
    """
    report.must_be(WRITING, "put forward")
    _must_be_over(report.period, on)
    changed = said(changes)
    if report.edition and not changed:
        raise Refusal("Say what changed against the edition before.", "changes")
    made: dict[str, Any] = _copies(dict(document), dict(public)) | {"layout": report.layout}
    made |= {"texts": report.shown(), "accepted": _with_reasons(accepted), "changed": changed}
    made |= {"recommended_by": list(recommended_by), "template": template}
    report.record(ReportPutForward, by=by, at=at, position=int(document["position"]), on=on, **made)


def said(changes: Sequence[str]) -> list[str]:
    """What is said to have changed, without empty lines and the space around each."""
    return [line.strip() for line in changes if line.strip()]


def send_back(report: Report, reason: str, *, by: str, at: str) -> None:
    """Have it written again before it is published; raises Refusal without a reason."""
    report.must_be(PUT_FORWARD, "sent back")
    report.record(ReportSentBack, by=by, at=at, reason=given(reason))


def publish(report: Report, publisher: str, *, on: str, by: str, at: str) -> None:
    """Publish exactly what was put forward; raises Refusal for everybody who wrote any of it.

    `publisher` is the name that the edition carries.
    """
    report.must_be(PUT_FORWARD, "published")
    if by in report.authors:
        raise Refusal(SOMEBODY_ELSE)
    assert report.proposed is not None
    report.record(ReportPublished, by=by, at=at, **_edition(report, report.proposed, publisher, on))


def reopen(report: Report, reason: str, *, by: str, at: str) -> None:
    """Write it again for a new edition; raises Refusal without a reason."""
    report.must_be(PUBLISHED, "reopened")
    report.record(ReportReopened, by=by, at=at, reason=given(reason))


def digest(document: Mapping[str, Any]) -> str:
    """What a document is known by: SHA-256 of its JSON, keys in order, no space between."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _copies(document: dict[str, Any], public: dict[str, Any]) -> dict[str, Any]:
    """Both copies, each with what it is known by."""
    digests = {"sha256": digest(document), "public_sha256": digest(public)}
    return {"document": document, "public": public, **digests}


def _edition(report: Report, proposed: ReportPutForward, publisher: str, on: str) -> dict[str, Any]:
    numbered: dict[str, Any] = {"edition": report.edition + 1, "published_on": on, "published_by": publisher}
    numbered |= {"changes": proposed.changed} if proposed.changed else {}
    facts = {name: getattr(proposed, name) for name in MADE} | {"on": on, "edition": report.edition + 1}
    facts |= _copies(proposed.document | numbered, proposed.public | numbered | {"published_by": THE_SERVICE})
    facts |= {name: list(proposed.document.get(name, [])) for name in ("frameworks", "definitions")}
    return facts | {"put_forward_by": proposed.by, "authors": list(report.authors)}


def waits(of: Period, on: str) -> str:
    """Why a report of a period cannot be put forward on a day yet, "" once the period is over."""
    if on > of.ends_on.isoformat():
        return ""
    last = day_in_words(of.ends_on.isoformat())
    return f"{of.label} is not over: the report can be written, and put forward once {last} is past."


def _must_be_over(of: Period, on: str) -> None:
    if sentence := waits(of, on):
        raise Refusal(sentence)


def _with_reasons(findings: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    if any(not one.get("reason", "").strip() for one in findings):
        raise Refusal("Mend each finding of the check, or say why it stands.", "reasons")
    return [dict(one) for one in findings]


def _on_put_forward(report: Report, made: ReportPutForward) -> None:
    report.state, report.proposed = PUT_FORWARD, made
    for person in (made.by, *made.recommended_by):
        report.written_by(person)


def _on_sent_back(report: Report, made: ReportSentBack) -> None:
    report.state, report.proposed = WRITING, None


def _on_published(report: Report, made: ReportPublished) -> None:
    report.state, report.proposed, report.edition = PUBLISHED, None, made.edition


def _on_reopened(report: Report, made: ReportReopened) -> None:
    report.state = WRITING


Report.evolves |= {
    ReportPutForward: _on_put_forward,
    ReportSentBack: _on_sent_back,
    ReportPublished: _on_published,
    ReportReopened: _on_reopened,
}
