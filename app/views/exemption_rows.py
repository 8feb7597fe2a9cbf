"""Exemptions in words: for which time, as rows of the tracker and of a file, and an auditor's months as squares."""

import json
from typing import Any

from app.events.vocabulary import EXEMPTION_CLASSES, EXEMPTION_STATES
from app.programme.english import counted, listed
from app.programme.samples.sampling_rule import months_before
from app.views.desk import model
from app.views.links import link
from app.views.words import day, month, reference
from projections import auditor_months, exemptions

Row = dict[str, Any]
SQUARES = 12


def href(row: Row) -> str:
    """The address of an exemption."""
    return f"/exemptions/{reference(row['id'])}"


def for_when(row: Row) -> str:
    """For which time it is asked: "May 2024", or "13 May 2024 to 19 July 2024"."""
    return month(row["cycle"]) if row["cycle"] else f"{day(row['from_day'])} to {day(row['to_day'])}"


def shown(row: Row) -> Row:
    """An exemption as the tracker shows it."""
    return row | {"when": for_when(row), "href": link(href(row))}


def told(row: Row) -> Row:
    """An exemption as a file holds it: never its note."""
    months = row["months"] if isinstance(row["months"], list) else json.loads(row["months"])
    return row | {"month_ids": "; ".join(reference(one) for one in months), "asked_on": row["asked_at"][:10]}


def state_words(row: Row) -> str:
    """The state in words; one for dates that stands for some of its months says which."""
    words = EXEMPTION_STATES[row["state"]]
    if row["state"] != "reversed":
        return words
    rows = exemptions.months_of_auditor(model(), row["auditor"])
    kept = [month(one["cycle"]) for one in rows if one["exemption"] == row["id"] and one["state"] == "authorised"]
    return f"{words}, but for {listed(kept)}" if kept else words


def pattern(auditor: str, until: Any) -> Row:
    """An auditor's last twelve months up to a day's month, and what became of the exemptions asked for them.

    Each month has its name and a word; the words are counted below.
    """
    last = until.replace(day=1)
    wanted = [months_before(last, back).isoformat()[:7] for back in range(SQUARES - 1, -1, -1)]
    squares = [
        one | {"word": auditor_months.WORDS[one["was"]]} for one in auditor_months.months(model(), auditor, wanted)
    ]
    tally = [f"{words.lower()}: {n}" for was, words in auditor_months.WORDS.items() if (n := _times(squares, was))]
    return {"squares": squares, "tally": ", ".join(tally), "asked": _asked(auditor)}


def _times(squares: list[Row], was: str) -> int:
    return sum(one["was"] == was for one in squares)


def _asked(auditor: str) -> str:
    """How often an exemption was asked for, and what became of it, as a sentence."""
    rows = exemptions.of_auditor(model(), auditor)
    if not rows:
        return "No exemption was ever asked for."
    kinds = [f"{words.lower()}: {n}" for state, words in EXEMPTION_STATES.items() if (n := _in(rows, "state", state))]
    why = [
        f"{words.lower()}: {n}" for kind, words in EXEMPTION_CLASSES.items() if (n := _in(rows, "reason_class", kind))
    ]
    return f"{counted(len(rows), 'exemption')} asked for so far ({', '.join(kinds)}), for {', '.join(why)}."


def _in(rows: list[Row], key: str, value: str) -> int:
    return sum(row[key] == value for row in rows)
