"""The index of a pack: children, audits, draws and histories in words, read as nobody, without links."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import current_app
from markupsafe import Markup

from app import ledger_names
from app.events.log import Happened
from app.evidence.index import Grid, Part, Text
from app.evidence.proving import Exhibit
from app.programme import histories
from app.programme.audits import paper
from app.programme.children import initials
from app.programme.english import begun
from app.programme.evidence import Drawn, Gathered
from app.programme.history_words import Names
from app.programme.samples.seeded import digest
from app.views import audit_paper, child_line
from app.views.audit_rows import overall
from app.views.desk import house, model
from app.views.histories import Told
from app.views.words import asked, audit_path, day, lower_first, moment, plan, reference, state
from projections import audits, children

Row = dict[str, Any]
ISO = re.compile(r"\d{4}-\d\d-\d\d")
BLOCK_ENDS = re.compile(r"</(?:p|li|summary)>|(?=<details)")
LABEL_ENDS = re.compile(r"(\?)?</h3>\s*")
BRACED = "What stands in braces in a commentary is the name of a figure: what was published has its value there."
NO_TEXT = "What was written there is not in this pack."
KEYS = {
    "rule_in_words": "Rule", "seed": "Seed", "population_on": "Population of", "eligible": "Eligible",
    "population": "Open children", "why": "Why this child", "auditor": "Given to", "grounds": "On what grounds",
    "frame_in_words": "Drawn from", "frame_size": "Out of", "title": "Dip sample",
}  # fmt: skip


@dataclass(frozen=True)
class Filed:
    """An exhibit with its event as it is read, and the number of its files."""

    exhibit: Exhibit
    made: Happened
    number: str
    place: str
    """How the checkpoint counts it: 48,211."""


def of_children(found: Gathered) -> Iterator[Part]:
    """Each child: who they are on the list, and the line of each audit to its end."""
    for id in found.children:
        row = children.child(model(), id)
        if row is None:
            continue
        rows = [one for one in audits.of_child(model(), id) if one["id"] in found.audits]
        said = f"Initials {initials(house(), id)}; {lower_first(plan(row['plan']))}; team: {row['team_name'] or 'none'}"
        yield Part(f"Child {reference(id)}", (Text(said), *_lines(rows)))


def _lines(rows: list[Row]) -> Iterator[Grid]:
    for line in child_line.lines(rows):
        steps = tuple((one.name, one.word, one.said, one.when) for one in line.steps)
        yield Grid(f"The line of the audit of {line.title}", ("Step", "Stands", "What", "When"), steps)


def of_audits(ids: Iterable[str]) -> Iterator[Part]:
    """Each audit as it reads."""
    for id in ids:
        row = audits.audit(model(), id)
        if row is not None:
            yield Part(_audit_title(row), tuple(_as_it_reads(row)), 3)


def of_month(ids: Iterable[str]) -> Iterator[Part]:
    """The audits of a month in a table."""
    rows = [row for id in ids if (row := audits.audit(model(), id))]
    told = tuple(
        (_number(row["id"]), reference(row["child"]), row["auditor_name"] or "", state(row["state"]), _grade(row),
         day(row["returned_on"]))
        for row in rows
    )  # fmt: skip
    head = ("Audit", "Child", "Auditor", "State", "Overall grade", "Returned")
    yield Part("The audits of the month", (Grid("Each audit that is in this pack", head, told),))


def _audit_title(row: Row) -> str:
    return f"{begun(Names(house()).of(row['id']))} of child {reference(row['child'])}, as it reads"


def _number(id: str) -> str:
    return audit_path(id).rpartition("/")[2]


def _grade(row: Row) -> str:
    found = overall(row)
    return found["label"] if found else ""


def _as_it_reads(row: Row) -> Iterator[Text | Grid]:
    who = f"{row['auditor_name'] or 'somebody who is not on the list'}; {state(row['state']).lower()}"
    yield Text(
        f"{who}; due {day(row['due'])}" + (f"; returned {day(row['returned_on'])}" if row["returned_on"] else "")
    )
    at = paper(house(), row["id"])
    if row["state"] not in ("returned", "accepted", "not_to_standard", "sent_back"):
        yield Text("It has not come in, so it is its auditor's to change: its text is only in the events, if at all.")
        return
    said = audit_paper.read(row, at)
    yield _grades(said["strip"]["lines"])
    domains = [item | {"label": f"{one['label']}: {item['label']}"} for one in said["domains"] for item in one["said"]]
    for item in (*said["summary"], *domains, *said["about"], *said["family"], *said["concern"]):
        yield Text(item["grade"]["label"] if item["grade"] else item["text"], asked(item["label"]))
    for one in said["quotations"]:
        yield Text(f"“{one['text']}”", "The family said:")
    for one in said["actions"]:
        yield Text(f"{one['what']} ({one['owner']}, by {one['due']})", "Action:")


def _grades(lines: list[Row]) -> Grid:
    """Each domain with its grade at every stage."""
    head = ("Domain", *(line["stage"] for line in lines))
    rows = tuple(
        (cell["label"], *(_label(line["cells"][place]) for line in lines))
        for place, cell in enumerate(lines[0]["cells"])
    )
    return Grid("Grades", head, rows)


def _label(cell: Row) -> str:
    return cell["grade"]["label"] if cell["grade"] else "–"


def of_draws(draws: Iterable[Drawn], places: dict[int, Filed]) -> Iterator[Part]:
    """How each child came into a sample and to an auditor; the events name others too, so their hash alone is here."""
    names = Names(house())
    rows = tuple(
        (reference(one.child), f"{names.of(one.made.stream)}: {one.made.topic}", _drawn(names, one),
         _where(places.get(one.made.position)))
        for one in draws
    )  # fmt: skip
    if rows:
        said = (
            "An event of a draw names other children, so it is not shown here. That it is in the ledger is proved, with"
            " its hash; in a pack of the month it is shown whole. A draw can be repeated: the order is that of the"
            " SHA-256 of the seed, a line feed and the child's reference, which is given here."
        )
        head = ("Child", "What", "What it says of them", "Proved by")
        yield Part("How the children and auditors were drawn", (Text(said), Grid("Draws", head, rows)))


def _drawn(names: Names, one: Drawn) -> str:
    said = [f"{KEYS[key]}: {_value(names, value)}" for key, value in one.said.items() if key in KEYS and value != ""]
    if one.made.topic == "sample drawn":
        said.append(f"SHA-256 of seed and reference: {digest(str(one.said['seed']), reference(one.child))}")
    return ". ".join(text.rstrip(".") for text in said)


def _value(names: Names, value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else day(value) if ISO.fullmatch(value) else str(names.of(value))


def _where(filed: Filed | None) -> str:
    return f"event {filed.place}, proofs/{filed.number}.json" if filed else ""


def of_histories(filed: list[Filed]) -> Iterator[Part]:
    """What happened, as sentences, by stream in the order in which each began; entries that are shown alone."""
    shown = {one.made.position: one for one in filed if not one.exhibit.kept_back}
    streams: dict[str, list[tuple[str, ...]]] = {}
    for entry in histories.entries(house(), [one.made for one in shown.values()]):
        streams.setdefault(entry.stream, []).append(_entry(entry, shown[entry.position]))
    names = Names(house())
    head = ("Event", "Recorded", "What happened", "File")
    grids = [Grid(_stream(names, stream), head, tuple(rows)) for stream, rows in streams.items()]
    said = [Text(BRACED)] if any(one.startswith("report/") for one in streams) else []
    if grids:
        yield Part("What happened, entry by entry", (*said, *grids))


def _stream(names: Names, stream: str) -> str:
    said = str(names.of(stream))
    if said in (stream, reference(stream)):
        return _record(stream)
    return f"{begun(said)} ({stream})"


def _entry(entry: histories.Entry, filed: Filed) -> tuple[str, ...]:
    said = f"{entry.title}, by {entry.by}. {NO_TEXT}" if filed.exhibit.closed else _sentence(entry)
    on = f" It happened on {day(entry.on)}." if entry.on else ""
    return filed.place, f"{moment(entry.at)} by {entry.by}", f"{said}{on}", f"events/{filed.number}.json"


def _sentence(entry: histories.Entry) -> str:
    """The sentence of a history, as plain text: a line for each paragraph, what it answers before it."""
    page = current_app.jinja_env.get_template(entry.template).render(entry=Told(**vars(entry), readable=True))
    page = LABEL_ENDS.sub(lambda end: "? " if end[1] else ": ", page)
    lines = (" ".join(Markup(line).striptags().split()) for line in BLOCK_ENDS.split(page))
    return "\n".join(line for line in lines if line)


def left_out(found: Gathered, filed: list[Filed], kind: str) -> Part:
    """What is not in the pack, and why."""
    said = [Text(sentence) for sentence in ALWAYS if kind != "edition"]
    if found.sealed:
        said.append(
            Text(f"{found.sealed} of the audits: in a looped pair that is not agreed yet, so nobody else is told.")
        )
    if kind == "edition":
        said.append(Text(OF_EDITION))
    back = [one for one in filed if one.exhibit.kept_back]
    rows = tuple((one.place, _record(one.made.stream), one.made.topic, one.exhibit.kept_back) for one in back)
    if rows:
        head = ("Event", "Of", "What", "Why it is not shown")
        said.append(Text("These events are proved to be there, by their hash, and are not shown:"))
        return Part("What is not in this pack, and why", (*said, Grid("Events that are kept back", head, rows)))
    return Part("What is not in this pack, and why", tuple(said))


def _record(stream: str) -> str:
    return f"{begun(ledger_names.record(stream))} ({stream})"


ALWAYS = (
    "Letters, imports, and the records of months, of looped pairs and of dip samples that name other children. Of how a"
    " child was drawn, what an event says of that child is told, and the event itself is proved by its hash.",
    "Exemptions and coaching of auditors: what was written there is in confidence.",
    "What those wrote whom the council asked about impact: it was written to the council in confidence. What they chose"
    " among the answers is told.",
    "What was erased under the retention schedule: its event is here and proved, and reads “[erased]”.",
    "A name in what somebody wrote freely is not looked for, but for the references of other children: an event with"
    " such a reference is kept back.",
)
OF_EDITION = (
    "The records of the audits that the figures count: each member is named by its number. A pack of the month, or of"
    " the audit, holds them."
)
