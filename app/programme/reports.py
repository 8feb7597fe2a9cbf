"""Reports: begun for a period, written section by section, arranged, put forward, published by somebody else."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.events import report_publishing as events
from app.events.base import NO_SUCH, Event, Refusal
from app.events.periods import Period, period
from app.events.report import WRITING, Report, ReportArranged, ReportSectionWritten
from app.events.report_layout import ReportLayout, ReportLayoutSet, Section, arranged, layout_id
from app.events.report_template import TEMPLATE, ReportTemplate
from app.events.text import tidied
from app.programme import recommendations
from app.programme.house import AlreadyDone, House, Stale
from projections import people
from projections import reports as rows

Facts = dict[str, Any]
REPORTS = "report/"
DECIDED = (events.ReportPutForward, events.ReportSentBack, events.ReportPublished)
OVERTAKEN = (
    "Send it back and have it put forward again: its public copy has to be held against another that is out since."
)


@dataclass(frozen=True)
class Working:
    """A report as it is being written: its layout, its text by section, who wrote it, and what was put forward."""

    id: str
    state: str
    version: int
    edition: int
    layout: list[Section]
    known: frozenset[str]
    """The ids of every section that it ever had."""
    texts: dict[str, str]
    authors: list[str]
    sent_back: Facts | None
    """Why it is to be written again, by whom and when; None where it was not sent back, or put forward since."""
    proposed: Facts | None
    """What waits to be published: document, sha256, accepted, changes, by, at; None where nothing was put forward."""


def begin(house: House, id: str, *, layout: Sequence[Section], by: str, at: str) -> None:
    """Begin the report of a period (report/2024-Q1); raises AlreadyDone for the same form sent twice, and Refusal."""
    report = house.log.load(Report, id)
    if report.version == 1 and report.authors == [by]:
        raise AlreadyDone
    report.begin(layout, by=by, at=at)
    house.keep(report)


def write_section(house: House, id: str, *, section: str, text: str, version: int, by: str, at: str) -> None:
    """Write the commentary of a section over what the form showed.

    What others wrote in other sections meanwhile is nothing to ask about. Raises Stale with what was written in this
    one since, Refusal, AlreadyDone where it says the same.
    """
    report = house.load(Report, id)
    since = [made for made in house.log.history(id)[version:] if _is_of(made, section)]
    if report.texts.get(section, "").strip() == tidied(text).strip() and report.state == "writing":
        raise AlreadyDone
    if since:
        raise Stale(id, since)
    report.write(section, text, by=by, at=at)
    house.keep(report)


def arrange(
    house: House, id: str, *, layout: Sequence[Section], opened: Collection[str] = (), version: int, by: str, at: str
) -> None:
    """Arrange its sections, with those that are `opened` to the public copy; raises Refusal, Stale or AlreadyDone."""
    report = _as_arranged(house, id, version, by, arranged(layout))
    report.arrange(layout, opened=opened, by=by, at=at)
    house.keep(report)


def put_forward(
    house: House, id: str, *, document: Facts, public: Facts, accepted: Sequence[Mapping[str, str]],
    changes: Sequence[str], on: date, version: int, by: str, at: str,
) -> None:  # fmt: skip
    """Ask for the report to be published as this document (JSON) and its public copy have it."""
    sent: Facts = {"accepted": [dict(one) for one in accepted], "changed": events.said(changes)}
    report = house.load_at(Report, id, version, by, events.ReportPutForward, **sent)
    facts: Facts = {"accepted": accepted, "changes": changes, "on": on.isoformat()}
    facts |= {"recommended_by": recommendations.writers(house, report.period.key, document)}
    facts |= {"template": house.log.load(ReportTemplate, TEMPLATE).sha256}
    events.put_forward(report, document, public, **facts, by=by, at=at)
    house.keep(report)


def send_back(house: House, id: str, *, reason: str, version: int, by: str, at: str) -> None:
    """Have it written again."""
    report = house.load_at(Report, id, version, by, events.ReportSentBack, reason=reason)
    events.send_back(report, reason, by=by, at=at)
    house.keep(report)


def publish(house: House, id: str, *, on: date, version: int, by: str, at: str) -> None:
    """Publish exactly what was put forward, under the name of who publishes it.

    Of two that are published at the same moment each looks at the other: the second is decided again, and refused.
    """
    sent = {"edition": house.log.load(Report, id, version).edition + 1}
    report, seen = house.load_at(Report, id, version, by, events.ReportPublished, **sent), house.look_at(REPORTS)
    if report.proposed and (other := _overtaking(house, id, report.proposed.position)):
        raise Refusal(f"{OVERTAKEN} Published meanwhile: the report of {other.label}.")
    name = (people.person(house.model, by) or {}).get("name", "")
    events.publish(report, name, on=on.isoformat(), by=by, at=at)
    house.keep(report, looked_at=seen)


def reopen(house: House, id: str, *, reason: str, version: int, by: str, at: str) -> None:
    """Write it again for a new edition."""
    report = house.load_at(Report, id, version, by, events.ReportReopened, reason=reason)
    events.reopen(report, reason, by=by, at=at)
    house.keep(report)


def set_layout(house: House, kind: str, *, layout: Sequence[Section], version: int, by: str, at: str) -> None:
    """Set the council's own order of a kind of report."""
    found = house.begun_at(ReportLayout, layout_id(kind), version, by, ReportLayoutSet, layout=arranged(layout))
    found.set(layout, by=by, at=at)
    house.keep(found)


def withdraw_layout(house: House, kind: str, *, version: int, by: str, at: str) -> None:
    """Go back to the programme's own order of a kind of report."""
    found = house.begun_at(ReportLayout, layout_id(kind), version, by, ReportLayoutSet, layout=[])
    found.withdraw(by=by, at=at)
    house.keep(found)


def layout_set(house: House, kind: str) -> tuple[list[Section], int]:
    """The council's own order of a kind of report, none where it set none, and the version that a form shows."""
    found = house.log.load(ReportLayout, layout_id(kind))
    return found.layout, found.version


def working(house: House, id: str) -> Working:
    """A report as it is being written; raises Refusal for one that was never begun."""
    report = house.load(Report, id)
    proposed = vars(report.proposed) if report.proposed else None
    facts: Facts = {"state": report.state, "version": report.version, "edition": report.edition}
    facts |= {
        "layout": report.layout,
        "known": frozenset(report.known),
        "texts": dict(report.texts),
        "authors": report.authors,
    }
    return Working(id, **facts, sent_back=_sent_back(house, report), proposed=proposed)


def published(house: House, id: str, edition: int) -> Facts:
    """An edition as it was published, for ever: its document, texts, hash and all else; raises Refusal for none."""
    for made in house.log.history(id):
        if isinstance(made, events.ReportPublished) and made.edition == edition:
            return dict(vars(made))
    raise Refusal(NO_SUCH)


def template_of(house: House, id: str, edition: int) -> str | None:
    """The SHA-256 of the Word template that an edition, or what waits to be published (0), is written in.

    None where that was not kept, and for what is still being written.
    """
    made = published(house, id, edition) if edition else working(house, id).proposed or {}
    found: str | None = made.get("template")
    return found


def _sent_back(house: House, report: Report) -> Facts | None:
    """What was last decided of it, where that is that it goes back."""
    if report.state != WRITING:
        return None
    decided = [made for made in house.log.history(report.id) if isinstance(made, DECIDED)]
    return dict(vars(decided[-1])) if decided and isinstance(decided[-1], events.ReportSentBack) else None


def _overtaking(house: House, id: str, position: int) -> Period | None:
    """Another report that was published since, so that its public copy was not reckoned with.

    Of whichever months: reports look back on years, and what one shows may be taken from what another does.
    """
    since = [row for row in rows.all_editions(house.model) if row["event"] > position and row["report"] != id]
    return period(since[-1]["key"]) if since else None


def _as_arranged(house: House, id: str, version: int, by: str, layout: Sequence[Section]) -> Report:
    return house.load_at(Report, id, version, by, ReportArranged, layout=list(layout))


def _is_of(made: Event, section: str) -> bool:
    return isinstance(made, ReportSectionWritten) and made.section == section
