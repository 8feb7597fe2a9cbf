"""Exemptions in words: for which time, as rows of the tracker and of a file, and an auditor's months as squares."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from app import clock
from app.events.england import day_of
from app.events.vocabulary import COMPLETED_STATES, EXEMPTION_CLASSES, EXEMPTION_STATES
from app.programme.english import MONTHS, counted, listed
from app.programme.samples.sampling_rule import months_before
from app.views.desk import model
from app.views.links import link
from app.views.words import day, month, reference
from projections import allocation, auditor_months, exemptions

Row = dict[str, Any]
SQUARES = 12


STANDS = {"asked": "asked for, waits for a decision", "authorised": "authorised"}


def href(row: Row) -> str:
    """The address of an exemption."""
    return f"/exemptions/{reference(row['id'])}"


def for_when(row: Row) -> str:
    """For which time it is asked: "May 2024", or "13 May 2024 to 19 July 2024"."""
    return month(row["cycle"]) if row["cycle"] else f"{day(row['from_day'])} to {day(row['to_day'])}"


def standing(auditor: str, cycle: str = "") -> list[Row]:
    """What an auditor has asked for, or has been given, of one month or any: in words, with where it is."""
    found = exemptions.standing(model(), auditor, clock.today(), cycle)
    return [{"text": f"{for_when(row)}: {STANDS[row['state']]}", "href": link(href(row))} for row in found]


def shown(row: Row) -> Row:
    """An exemption as the tracker shows it."""
    return row | {"when": for_when(row), "href": link(href(row))}


def told(row: Row) -> Row:
    """An exemption as a file holds it: never its note."""
    months = row["months"] if isinstance(row["months"], list) else json.loads(row["months"])
    return row | {"month_ids": "; ".join(months), "asked_on": day_of(row["asked_at"])}


def released(row: Row) -> str:
    """What an exemption released, as it is now that it is authorised; and that it released nothing, and why."""
    if found := exemptions.released(model(), row):
        return f"{counted(len(found), 'audit')} {'is' if len(found) == 1 else 'are'} released."
    rows = exemptions.months_of_auditor(model(), row["auditor"])
    months = [one["cycle"] for one in rows if one["exemption"] == row["id"]]
    audits = [one for cycle in months for one in allocation.audits(model(), cycle)]
    states = {one["state"] for one in audits if one["auditor"] == row["auditor"]}
    if states & set(COMPLETED_STATES):
        return "No audit is released: what they were given has been returned, and stays."
    return "No audit is released: they have none that is open in this time."


def state_words(row: Row) -> str:
    """The state in words; one for dates that stands for some of its months says which."""
    words = EXEMPTION_STATES[row["state"]]
    if row["state"] != "reversed":
        return words
    rows = exemptions.months_of_auditor(model(), row["auditor"])
    kept = [month(one["cycle"]) for one in rows if one["exemption"] == row["id"] and one["state"] == "authorised"]
    return f"{words}, but for {listed(kept)}" if kept else words


def pattern(auditor: str, until: date) -> Row:
    """An auditor's last twelve months up to the one of a day, in words, and what became of their exemptions."""
    wanted = [months_before(until.replace(day=1), back).isoformat()[:7] for back in range(SQUARES - 1, -1, -1)]
    squares = [_square(row) for row in auditor_months.months(model(), auditor, wanted)]
    counts = Counter(one["was"] for one in squares)
    tally = [f"{words.lower()} {counts[was]}" for was, words in auditor_months.WORDS.items() if counts[was]]
    return {"squares": squares, "tally": f"{', '.join(tally).capitalize()}.", "asked": _asked(auditor)}


def _square(row: Row) -> Row:
    year, number = row["month"].split("-")
    short = f"{MONTHS[int(number) - 1][:3]} {year[2:]}"
    return row | {"short": short, "word": auditor_months.WORDS[row["was"]]}


def _asked(auditor: str) -> str:
    """How often an exemption was asked for, for what, and what became of it, as a sentence."""
    rows = exemptions.of_auditor(model(), auditor, clock.today())
    if not rows:
        return "No exemption was ever asked for."
    said = [
        _counted(rows, "state", EXEMPTION_STATES | {"asked": "waiting for a decision"}),
        _counted(rows, "reason_class", EXEMPTION_CLASSES),
    ]
    return f"{counted(len(rows), 'exemption')} asked for so far: {'; '.join(said)}."


def _counted(rows: list[Row], key: str, words: Mapping[str, str]) -> str:
    counts = Counter(row[key] for row in rows)
    return ", ".join(f"{word.lower()} {counts[value]}" for value, word in words.items() if counts[value])
