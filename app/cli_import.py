"""`audit-loop import people|children|population FILE`: what a list would do, and on a yes, done."""

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress
from rich.table import Table as Grid

from app import clock
from app.config import Settings
from app.events.base import Refusal
from app.events.vocabulary import LISTS, SYSTEM
from app.mint import mint
from app.opening import open_programme
from app.programme.english import counted, day
from app.programme.house import House, Stale
from app.programme.lists import importing
from app.programme.lists.import_cells import Unfit, a_date
from app.programme.lists.import_steps import STEPS
from app.programme.lists.imports import SPECS, Fault, ImportPlan, Matching, match
from app.programme.lists.tables import CannotRead, Table, read_table
from projections import people

SHOWN = 20
EPOCH = date(1899, 12, 30)

Ask = Callable[[str], str]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of this command."""
    parser.add_argument("kind", choices=tuple(LISTS), help="what is on the list")
    parser.add_argument("file", type=Path, help="a CSV file or an Excel workbook (.xlsx)")
    parser.add_argument("--data", type=Path, help="the data folder (otherwise AUDIT_LOOP_DATA, or ./data)")
    parser.add_argument("--as-at", help="the date on which the list was true, dd/mm/yyyy (otherwise today)")
    parser.add_argument(
        "--part", action="store_true", help="children: only some of the open children; nobody else ends"
    )
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="FIELD=HEADING",
        help="which column holds a field, such as plan=Status",
    )
    parser.add_argument("--by", default="", metavar="E-MAIL", help="who brings the list in, for the history")
    parser.add_argument("--yes", action="store_true", help="bring it in without asking")


def run(argv: Sequence[str], console: Console | None = None, ask: Ask = input) -> int:
    """Carry the command out; returns 0 when the list is in or has nothing new, 1 when it is not brought in."""
    parser = argparse.ArgumentParser("audit-loop import")
    arguments(parser)
    return carry_out(parser.parse_args(argv), console, ask)


def carry_out(asked: argparse.Namespace, console: Console | None = None, ask: Ask = input) -> int:
    """As `run`, with the arguments read already."""
    console = console or Console()
    try:
        return _carry_out(asked, console, ask)
    except (CannotRead, Refusal, Unfit) as cannot:
        console.print(cannot.sentence, style="bold red", markup=False, highlight=False)
    except Stale:
        console.print("Somebody else stored something meanwhile, so nothing was stored. Try again.", style="bold red")
    except OSError as error:
        console.print(f"{asked.file} cannot be read: {error.strerror}.", style="bold red", markup=False)
    return 1


def _carry_out(asked: argparse.Namespace, console: Console, ask: Ask) -> int:
    house = _house(asked.data)
    by = _person(house, asked.by)
    on = a_date(asked.as_at, EPOCH) if asked.as_at else clock.today().isoformat()
    brought = importing.Brought(asked.kind, asked.file.name, on, not asked.part)
    table = read_table(asked.file.name, asked.file.read_bytes())
    found = match(table.columns, SPECS[asked.kind])
    mapping = importing.best(found) | _chosen(asked.column)
    _say_columns(console, table, found, mapping, asked.kind)
    plan = importing.planned(house, brought, table, mapping)
    _say_plan(console, plan, brought)
    if plan.blocked or plan.nothing_to_do:
        return int(plan.blocked)
    guesses = sorted(set(found.unsure) & set(mapping) - set(_chosen(asked.column)))
    if not _agreed(console, asked.yes, guesses, ask):
        return 1
    _bring_in(console, house, plan, brought, table.sha256, by)
    return 0


def _house(folder: Path | None) -> House:
    settings = Settings.from_environment(folder)
    if not settings.programme_there:
        raise Refusal(f"There is no programme in {settings.folder} yet. Start it once with: audit-loop serve")
    return open_programme(settings)


def _person(house: House, email: str) -> str:
    found = people.by_email(house.model, email) if email else None
    if email and found is None:
        raise Refusal(f"Nobody here has the e-mail address {email}.")
    return str(found["id"]) if found else SYSTEM


def _chosen(columns: Sequence[str]) -> dict[str, str]:
    if wrong := [each for each in columns if "=" not in each]:
        raise Refusal(f"“{wrong[0]}” says no column: write the field, an equals sign and the heading.")
    return {name.strip(): heading.strip() for name, _, heading in (each.partition("=") for each in columns)}


def _say_columns(console: Console, table: Table, found: Matching, mapping: dict[str, str], kind: str) -> None:
    grid = Grid("Field", "Column", title=f"{LISTS[kind]}: {counted(len(table.rows), 'row')}", title_justify="left")
    for field in SPECS[kind].fields:
        guess = " (a guess)" if field.name in found.unsure else ""
        if field.name in mapping:
            grid.add_row(field.name, _plain(mapping[field.name]) + guess)
    console.print(grid)
    for note in (*table.notes, *[f"Not used: {column}" for column in found.unused]):
        console.print(note, markup=False, highlight=False)


def _say_plan(console: Console, plan: ImportPlan, brought: importing.Brought) -> None:
    counts: dict[str, Sequence[Any]] = {
        "to add": plan.add,
        "to change": plan.change,
        "to end": plan.end,
        "the same": plan.same,
    }
    grid = Grid("What it would do", "", title=f"As at {day(date.fromisoformat(brought.on))}", title_justify="left")
    for words, rows in counts.items():
        grid.add_row(words, f"{len(rows):,}")
    console.print(grid)
    for warning in plan.warnings:
        console.print(f"Warning: {warning}", style="yellow", markup=False, highlight=False)
    _say_faults(console, plan.faults, plan.more)
    if plan.blocked:
        console.print(
            "Nothing is taken from a list with faults. Put them right in the file and try again.", style="bold"
        )
    elif plan.nothing_to_do:
        console.print("Nothing to change: everything on this list is held here already.", style="bold")


def _say_faults(console: Console, faults: list[Fault], more: int) -> None:
    for fault in sorted(faults, key=lambda each: each.warning)[:SHOWN]:
        console.print(("Warning: " if fault.warning else "") + fault.text, markup=False, highlight=False)
    if (left := max(0, len(faults) - SHOWN) + more) > 0:
        console.print(f"and {left:,} more")


def _agreed(console: Console, yes: bool, guesses: list[str], ask: Ask) -> bool:
    if yes and guesses:
        console.print(
            f"These columns are a guess: {', '.join(guesses)}. Say each with --column FIELD=HEADING.", style="bold"
        )
        return False
    if yes or ask("Bring the list in? (yes/no) ").strip().lower() in ("yes", "y"):
        return True
    console.print("Nothing was stored.")
    return False


def _bring_in(
    console: Console, house: House, plan: ImportPlan, brought: importing.Brought, sha256: str, by: str
) -> None:
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task(STEPS["decide"], total=None)
        importing.bring_in(
            house,
            plan,
            brought,
            id=mint("import"),
            sha256=sha256,
            by=by,
            at=clock.now(),
            tell=lambda step, done, of: bar.update(task, description=STEPS[step], completed=done, total=of or None),
        )
    console.print("The list is brought in.", style="bold green")


def _plain(text: Any) -> str:
    """Text in which square brackets are no mark-up."""
    return str(text).replace("[", "\\[")
