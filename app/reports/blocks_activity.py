"""What stands around the audits: the pools, dip samples, good practice."""

from collections.abc import Iterable

from app.events.periods import Period
from app.reports import figures, figures_around
from app.reports.cells import cell, day, line
from app.reports.document import LINES, TABLE, TEXT, Block, Cell, Column, Line, Table
from app.reports.source import Source
from projections import dip_samples, pools_over_time
from projections.dip_sample_figures import Count
from projections.pools import AUDITOR
from projections.rows import Row


def pools(source: Source, period: Period) -> Iterable[Block]:
    """Who is in place, who came in the period, who left in the year up to its end, and what is aimed at."""
    until = figures_around.until_of(source, period)
    found = figures.group(source, period, "pools")
    lines = (*(line(one, period) for one in found.values()), *_targets(source, until))
    yield Block("pools", LINES, f"Auditors and moderators as at {day(until)}", lines=tuple(lines))


def _targets(source: Source, until: str) -> Iterable[Line]:
    """The target of each pool whose date is nearest: the next to come, else the newest gone by."""
    known: dict[str, Row] = {}
    for one in pools_over_time.targets(source.model):
        if one["set_at"][:10] <= until and (one["pool"] not in known or one["by_date"] >= until):
            known[one["pool"]] = one
    for pool, one in sorted(known.items()):
        words = f"Target: {'trained auditors' if pool == AUDITOR else 'moderators'} by {day(one['by_date'])}"
        reached = pools_over_time.reached(source.model, one, until)
        said = f"{len(reached.in_place)} in place as at {day(reached.on)}"
        yield Line(words, Cell(str(one["number"]), n=one["number"]), said)


def dip_sampling(source: Source, period: Period) -> Iterable[Block]:
    """The dip samples that were drawn or concluded in the period, each measure over its own base."""
    ids = figures_around.of_period(source, period)
    for id in ids:
        yield _dip_sample(source, period, id)
    if not ids:
        said = f"No dip sample was drawn or concluded in {period.label}."
        yield Block("dip-samples", LINES, "Dip samples", notes=(said,))


def _dip_sample(source: Source, period: Period, id: str) -> Block:
    title = dip_samples.titles(source.model)[id]
    many, places = len(dip_samples.members(source.model, id)), source.content(period)["rounding"]["places"]
    columns = (Column("Measure", TEXT), Column("Answer", TEXT), Column("Records", "share"))
    rows = tuple(
        (
            Cell(found.measure["label"]),
            Cell(one.label),
            _answer(figures_around.name_of(id, found, one), period, one, places),
        )
        for found in figures_around.measures(source, period, id)
        for one in found.counts
    )
    return Block(id.replace("/", "-"), TABLE, f"Dip sample: {title}", table=Table(columns, rows),
                 notes=(f"{many} records in the sample.",))  # fmt: skip


def _answer(name: str, period: Period, one: Count, places: int) -> Cell:
    """An answer over its measure's base, which may be a number from elsewhere that is too small for a share."""
    share = "" if one.share is None else str(one.share)
    between = one.interval.words(places) if one.interval else ""
    text = f"{one.n} of {one.of}" + (f" ({share}%)" if share else "")
    return Cell(text, name, period.key, one.n, one.of, share, between)


def good_practice(source: Source, period: Period) -> Iterable[Block]:
    """What good practice was found, by theme, and how many of it was followed up."""
    found = figures.group(source, period, "good-practice")
    themes = [name for name in found if not name.endswith(":followed")]
    rows = tuple(
        (Cell(found[name].label), *(cell(found[one], period) for one in (name, f"{name}:followed"))) for name in themes
    )
    columns = (Column("Theme", TEXT), Column("Found"), Column("Followed up"))
    notes = () if rows else (f"No good practice was recorded in {period.label}.",)
    yield Block("good-practice", TABLE, "Good practice by theme", table=Table(columns, rows), notes=notes)
