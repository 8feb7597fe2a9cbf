"""The copy of what is held about somebody, as it goes out: by record, in words, as a page, a Word file or data."""

import json
from dataclasses import asdict
from typing import Any

from flask import current_app, render_template

from app import clock
from app.events.sealed import ERASED
from app.programme import subject_access as programme
from app.programme.english import counted
from app.views import erased, subject_access_word
from app.views.desk import house, model
from app.views.reading_table import words_of
from app.views.subject_access_notes import note_those_of
from app.views.words import day, moment, reference
from projections import people

Row = dict[str, Any]
TITLE = "What {} holds about {} in its practice audit programme"


def copy(row: Row, form: str) -> bytes:
    """The copy of a request, as a page ("html"), as a Word file ("docx") or as data ("json"): every item as it goes
    out, and who read it.
    """
    found = programme.request(house(), row["id"])
    every = [programme.released(found, one) for one in programme.items(house(), row["of"], row["about"], row["upto"])]
    note_those_of(row, every)
    read = _readings(row["about"])
    if form == "json":
        told = {"about": reference(row["about"]), "as_at_entry": row["upto"], "made_at": clock.now()}
        told |= {"items": [_told(one) for one in every], "read_by": read}
        return json.dumps(told, ensure_ascii=False, indent=1).encode()
    council = people.council(model()) or {"name": "", "demonstration": 0}
    told = {"title": TITLE.format(council["name"], row["title"]), "lead": _lead(row, every)}
    told |= {"records": by_record(every), "read": read}
    if form == "docx":
        return subject_access_word.written(told, council["name"], invented=bool(council["demonstration"]))
    return render_template("subject_access/copy.html", **told).encode()


def _lead(row: Row, every: list[programme.Item]) -> list[str]:
    """What a copy says of itself, before anything else."""
    count, gone = len(every), sum(any(ERASED in text for _, text in one.said) for one in every)
    erased_of = f" In {gone} of them words are kept no more and stand as “[erased]”." if gone else ""
    given, withheld = (f"{row[name]} {'is' if row[name] == 1 else 'are'}" for name in ("given", "withheld"))
    return [
        f"The request came on {day(row['received_on'])}. This copy holds everything up to entry {row['upto']:,} of the"
        f" programme’s log, as it was reviewed and released on {day(row['released_on'])}. It was made on"
        f" {moment(clock.now())}.",
        "Practice audits look at how well children’s social care works with a child and their family. What follows is"
        f" each thing that was recorded about {row['title']} there, under what it belongs to, in the order of time."
        " “[blacked out]” stands where words are about somebody else, or may not be given; “[erased]” where they are"
        " kept no more.",
        f"Of {counted(count, 'entry')} {given} given as {'it is' if row['given'] == 1 else 'they are'},"
        f" {row['redacted']} with words blacked out, {withheld} withheld; where one is withheld, it says why."
        f"{erased_of} You can"
        " ask for a decision to be looked at again, and complain to the Information Commissioner (ico.org.uk).",
    ]


def by_record(items: list[programme.Item]) -> list[Row]:
    """Items under what they are of, in the order in which each record began; of each in the order of time."""
    found: dict[str, list[programme.Item]] = {}
    for one in items:
        found.setdefault(one.record, []).append(one)
    names = people.names(model())
    return [
        {"name": name(record, names), "id": f"record-{n}", "items": of}
        for n, (record, of) in enumerate(found.items(), 1)
    ]


def name(record: str, names: dict[str, str]) -> str:
    """What entries belong to, in words; `names` are those of people, by id."""
    return f"What is noted of {names[record]}" if record in names else erased.name(record)


def _told(item: programme.Item) -> Row:
    named = {"record_in_words": name(item.record, people.names(model()))}
    return asdict(item) | named | {"said": [{"label": label, "text": text} for label, text in item.said]}


def _readings(about: str) -> list[Row]:
    """Who read what is held about them, as far as the access log tells: what, on which day, and how many times."""
    log, names = current_app.extensions.get("readings"), people.names(model())
    times: dict[tuple[str, str, str], int] = {}
    for one in log.of_child(about) if log else []:
        what = f"{words_of(one.kind)}: {name(one.record, names)}" if one.record else words_of(one.kind)
        key = (clock.local(one.at).date().isoformat(), names.get(one.by, "somebody"), what)
        times[key] = times.get(key, 0) + 1
    return [{"on": on, "by": by, "what": what, "times": n} for (on, by, what), n in times.items()]
