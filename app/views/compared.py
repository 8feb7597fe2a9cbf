"""A page at two moments and what differs: its rows or figures where it has some, else what it says, with the events."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from flask import abort, current_app, url_for

from app.events.periods import period_or_span
from app.policy import Me
from app.readings import Reading
from app.views import (
    compared_chosen,
    compared_events,
    compared_figures,
    compared_rows,
    compared_text,
    compared_words,
    figure_moments,
)
from app.views.asked_within import Answer, at, endpoint_of, may
from app.views.compared_events import Between, names_of
from app.views.compared_figures import FIGURES
from app.views.compared_lines import title_of
from app.views.compared_rows import Differences
from app.views.compared_text import Said
from app.views.desk import i
from app.views.export_columns import LISTS, TITLES
from app.views.figure_moments import NOW, Moment
from app.views.reading_about import record_of

SHOWS = {
    "audit": "audits.show",
    "child": "children.show",
    "concern": "concerns.show",
    "dip_sample": "dip_samples.show",
    "person": "people.show",
    "cycle": "board.show",
    "action": "actions.show",
    "duty": "duties.show",
    "exemption": "exemptions.show",
    "recommendation": "recommendations.show",
}
"""By kind of record: its page."""


@dataclass(frozen=True)
class Found:
    """What differs between two moments of a page.

    `rows` where it has rows or figures (`labels` are their columns), else what it `said`; `of_list` is the key of the
    list that the rows are of, `around` says of which month or period figures are.
    """

    title: str
    labels: Mapping[str, str]
    rows: Differences | None
    said: tuple[Said, ...] = ()
    around: tuple[str, str] = ("", "")
    filters: str = ""
    of_list: str = ""
    on_page: tuple[str, ...] = ()
    """The figures that the page itself shows, in its order; empty where it leads to none."""
    absent: bool = False
    """Whether the page was at neither moment, though whoever asks is shown it now."""
    read: tuple[Reading, ...] = ()
    """What the access log is to have of it before it is shown."""

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.rows.all() if self.rows else self.said)

    def records(self) -> list[str]:
        """The records of the rows that differ, those that changed first."""
        found = (
            [row for rows in (self.rows.changed, self.rows.added, self.rows.gone) for row in rows] if self.rows else []
        )
        return [record for row in found if (record := self.record(row.row))]

    def record(self, row: Mapping[str, Any]) -> str:
        """The record (id) that a row is of, by its first column that names one; empty for none."""
        ids = (str(row.get(key) or "").partition("#")[0] for key in self.labels if key.endswith(("_id", "_key")))
        return next((id for id in ids if "/" in id and id.partition("/")[0] in KINDS), "")

    def name(self, row: Mapping[str, Any]) -> str:
        """What a row is called on a page: an audit by its number and month, else its first columns in words."""
        if audit := compared_words.audit(self.record(row)):
            return f"{audit[:1].upper()}{audit[1:]}, {row.get('reference', '')}".removesuffix(", ")
        if "label" in self.labels:
            return str(row["label"])
        said = ", ".join(self.said_of(key, text) for key, text in compared_rows.named_by(row, self.labels))
        return said.replace("?, ", "? ")

    def name_in_file(self, row: Mapping[str, Any]) -> str:
        """What a row is called in a file: as on a page, but its first columns as files have them."""
        named = "label" in self.labels or compared_words.audit(self.record(row))
        return self.name(row) if named else ", ".join(text for _, text in compared_rows.named_by(row, self.labels))

    def said_of(self, column: str, text: str) -> str:
        """A value of a column as a page has it."""
        return compared_words.as_read(text, compared_words.kinds_of(self.of_list).get(column, ""))

    def why(self, row: Mapping[str, Any], first: Moment, last: Moment) -> str:
        """Where it is told what moved a figure between the moments; empty for what is no figure."""
        name, value = self.around
        asked = urlencode({name: value, "from": first.key, "to": last.key})
        is_figure = name and "figure_id" in row and (not self.of_list or row["figure_id"] in self.on_page)
        return f"/figures/{row['figure_id']}/changes?{asked}" if is_figure else ""


KINDS = compared_events.PAGES.keys() | compared_events.OF_AN_AUDIT


def of_page(page: str, first: Moment, last: Moment) -> Found:
    """The differences of a page (its address) from one moment to a later one; what was `read` is noted by who shows it.

    Not found where it is neither there nor now: who is not shown it now is not told that it was not there yet.
    """
    if data := _data_of(page):
        page, was, now = compared_chosen.of_one_time(page, data, first, last)
        if _is_told(was) or _is_told(now):
            return _of_rows(was, now, page, last)
    was, now = compared_chosen.both(page, first, last)
    if not (_is_page(was) or _is_page(now)):
        return _absent(page)
    said = compared_text.compared(_text(was), _text(now))
    return Found(title_of(_text(now) or _text(was)), {}, None, tuple(said), read=was.read + now.read)


def _of_rows(was: Answer, now: Answer, page: str, last: Moment) -> Found:
    found = replace(_rows(was, now), read=was.read + now.read)
    if found.rows is None or "figure_id" not in found.labels:
        return found
    whole = at(page, last)
    shown = compared_figures.shown_on(whole.text)
    rows = compared_figures.in_order(found.rows, shown)
    return replace(found, on_page=shown, rows=rows, read=found.read + whole.read)


def _absent(page: str) -> Found:
    live = at(page, figure_moments.of_key(NOW) or abort(404))
    return Found(title_of(live.text), {}, None, absent=True, read=live.read) if _is_page(live) else abort(404)


def _is_page(answer: Answer) -> bool:
    return answer.mimetype == "text/html" and answer.status == 200


def record_of_page(page: str) -> str:
    """The record (id) that a page is of; empty for a list and for what is of no single record."""
    _, names = endpoint_of(page)
    found = record_of(names).record
    return found or (f"cycle/{names['month']}" if "month" in names else "")


def events_of_page(page: str, first: Moment, last: Moment) -> Between | None:
    """What was recorded between of the record that a page is of; None for a page that is of none."""
    record = record_of_page(page)
    return compared_events.of_record(record, first, last) if record else None


def to_record(record: str) -> str:
    """The address of a record's page, where that is open to whoever asks; else nothing."""
    endpoint, names = SHOWS.get(record.partition("/")[0], ""), names_of(record)
    there = endpoint and names and _allows(i(), endpoint, names)
    return url_for(endpoint, **names) if there else ""


def _allows(me: Me, endpoint: str, names: dict[str, Any]) -> bool:
    return bool(current_app.extensions["policy"].allows(me, endpoint, names))


def _data_of(page: str) -> str:
    """The address of the same as data, where there is one and it is open to whoever asks; else nothing."""
    path, sign, asked = page.partition("?")
    data = f"{path}.json{sign}{asked}"
    return data if path != "/" and may(i(), data) else ""


def _is_told(answer: Answer) -> bool:
    """Whether it is a list of ours with its rows, or a set of figures."""
    told = answer.json if isinstance(answer.json, dict) else {}
    return told.get("list") in LISTS or bool(compared_figures.of(told))


def _rows(was: Answer, now: Answer) -> Found:
    before, after = ({} if answer.status != 200 else answer.json for answer in (was, now))
    told = after or before
    name = told.get("list", "")
    if name not in LISTS:
        was_told, is_told = compared_figures.of(before), compared_figures.of(after)
        differences = compared_rows.compared("figures", was_told, is_told, FIGURES)
        around = compared_figures.around(told)
        return Found("Figures", FIGURES, differences, around=around, filters=_period_words(around[1]))
    labels = compared_rows.labels_of(name)
    differences = compared_rows.compared(name, before.get("rows", []), after.get("rows", []), labels)
    said = (_period_words(str(told.get("month", "All"))), str(told.get("filter", "")))
    filters = ", ".join(one for one in said if one not in ("", "None"))
    around = compared_figures.around(told)
    return Found(TITLES[name], labels, differences, filters=filters, of_list=name, around=around)


def _period_words(key: str) -> str:
    """November 2018, for 2018-11; also of a quarter, a year, or from a month to another; empty for all."""
    of = period_or_span(key)
    return of.label if of else ""


def _text(answer: Answer) -> str:
    return answer.text if answer.status == 200 else ""
