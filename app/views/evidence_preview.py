"""What a pack will hold, told to who decides on it before it is made: counted from what it would be made of."""

from typing import Any

from app.evidence.index import Grid
from app.programme import evidence
from app.programme.english import counted, listed
from app.programme.evidence import Gathered
from app.views import evidence_figures
from app.views.desk import house, live_house
from app.views.evidence_making import standing_at
from app.views.words import moment, reference
from projections.moments import last_at

Row = dict[str, Any]


def stood(row: Row) -> str:
    """The moment as at which a pack is made, in words, with its event: 30 November 2018 at 17:00, event 48,211."""
    last = last_at(live_house().reader, row["upto"])
    return (f"{moment(str(last.at))}, " if last else "") + f"event {row['upto']:,}"


def holds(row: Row) -> list[str]:
    """What is in it, a sentence each: the children by reference, audits, exemptions, actions, figures, events."""
    with standing_at(row["upto"]):
        found = evidence.gathered(house(), live_house(), row["kind"], row["what"].split(" "))
        figures = _figures(row)
    said = [_children(found)] if found.children else []
    said += [_audits(found)] if row["kind"] != "edition" else []
    exempt = sum(made.topic in evidence.OF_EXEMPTIONS for made in found.events)
    said += [f"{counted(exempt, 'exemption')}: that there was one, never why"] if exempt else []
    actions = len({made.stream for made in found.events if made.stream.startswith("action/")})
    said += [counted(actions, "action")] if row["kind"] != "edition" else []
    said += [f"{counted(figures, 'figure')}, each with the members that it counts"] if figures else []
    events = {made.position for made in found.events} | {one.made.position for one in found.draws}
    return [*said, f"{counted(len(events), 'stored event')}, each with its proof"]


def _children(found: Gathered) -> str:
    return f"{counted(len(found.children), 'child')}: {listed(map(reference, found.children))}"


def _audits(found: Gathered) -> str:
    out = f", and {counted(found.sealed, 'audit')} left out whose looped pair is not agreed yet" if found.sealed else ""
    return f"{counted(len(found.audits), 'audit')} with what came of each{out}" if found.audits else f"no audit{out}"


def _figures(row: Row) -> int:
    if row["kind"] == "edition":
        document = evidence_figures.published(row["what"], row["edition"])
        return len({(cell.figure, cell.period) for cell in document.cells()}) if document else 0
    parts = evidence_figures.of_month(row["what"]) if row["kind"] == "cycle" else ()
    return sum(len(item.rows) for part in parts for item in part.items if isinstance(item, Grid))
