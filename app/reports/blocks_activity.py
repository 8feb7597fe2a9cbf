"""What stands around the audits: the pools, capacity, dip samples, good practice."""

from collections.abc import Iterable
from decimal import Decimal

from app.events.periods import Period, moved
from app.reports.cells import day, line
from app.reports.document import LINES, TABLE, TEXT, Block, Cell, Column, Line, Table
from app.reports.source import Source
from projections import children, dip_samples, good_practice_lists, people, pools_over_time
from projections.capacity import Capacity
from projections.dip_sample_figures import Count, Found
from projections.dip_sample_figures import figures as measured
from projections.pools import AUDITOR, MODERATOR

RATE = Decimal(90)
"""The expected completion, in per cent, where a month has no target of its own."""


def pools(source: Source, period: Period) -> Iterable[Block]:
    """How many auditors and moderators there are, and who left in the twelve months up to the period's end."""
    last, until = period.last, min(period.ends_on, source.on).isoformat()
    first = f"{moved(last, -11)}-01"
    lines = [_in_place(source, period, pool, words, until) for pool, words in
             ((AUDITOR, "Trained auditors in place"), (MODERATOR, "Moderators in place"))]  # fmt: skip
    for pool in (AUDITOR, MODERATOR):
        found = pools_over_time.leaving(source.model, pool, first, until)["left-council"]
        label = f"{'Auditors' if pool == AUDITOR else 'Moderators'} who left the council in twelve months"
        href = f"/pools/leaving?first={first}&last={until}"
        lines.append(line(found, period, href=href, name=f"pools:{pool}-left", label=label))
    yield Block("pools", LINES, f"Auditors and moderators as at {day(until)}", lines=tuple(lines))


def _in_place(source: Source, period: Period, pool: str, words: str, on: str) -> Line:
    members = {one["person"] for one in pools_over_time.spells(source.model, pool) if pools_over_time.in_place(one, on)}
    return Line(words, Cell(str(len(members)), f"pools:{pool}", period.key, len(members), href=f"/pools?pool={pool}"))


def capacity(source: Source, period: Period) -> Iterable[Block]:
    """What so many auditors can do in a year, and what share of the open children that is."""
    counted = children.population_on(source.model, min(period.ends_on, source.on).isoformat())
    pool = len(people.pool(source.model, period.last))
    population = sum(row["count"] for row in counted)
    owed = source.content(period)["audits_owed_a_month"]
    found = Capacity(pool, RATE, owed, population)
    said = f"{pool} auditors × {RATE / 100} × {owed} × 12 = {found.yearly.normalize():f} audits a year"
    share = found.share(found.yearly)
    lines = (
        Line("Capacity", Cell(said, href="/capacity")),
        Line("Open children", Cell(f"{population:,}", "capacity:children", period.key, population, href="/capacity"),
             f"as at {day(counted[0]['on'])}" if counted else "no count has been brought in"),
        Line("Share of the open children in a year", Cell("–" if share is None else f"{share}%", href="/capacity")),
    )  # fmt: skip
    yield Block("capacity", LINES, "Capacity", lines=lines)


def dip_sampling(source: Source, period: Period) -> Iterable[Block]:
    """The dip samples that were drawn or concluded in the period, each measure over its own base."""
    ids = [id for id in sorted(dip_samples.titles(source.model)) if _is_of(source, id, period)]
    for id in ids:
        yield _dip_sample(source, period, id)
    if not ids:
        said = f"No dip sample was drawn or concluded in {period.label}."
        yield Block("dip-samples", LINES, "Dip samples", notes=(said,))


def _is_of(source: Source, id: str, period: Period) -> bool:
    found = dip_samples.dip_sample(source.model, id) or {}
    days = [found.get("drawn_on") or "", found.get("ended_on") or ""]
    return found.get("state") != "withdrawn" and any(day[:7] in period.months for day in days)


def _dip_sample(source: Source, period: Period, id: str) -> Block:
    sample = dip_samples.dip_sample(source.model, id) or {}
    members = dip_samples.members(source.model, id)
    places = source.content(period)["rounding"]["places"]
    columns = (Column("Measure", TEXT), Column("Answer", TEXT), Column("Records", "share"))
    href = f"/dip-samples/{id.partition('/')[2]}"
    rows = tuple(
        (Cell(found.measure["label"]), Cell(one.label), _answer(id, period, found, one, href))
        for found in measured(sample["measures"], members, places)
        for one in found.counts
    )
    return Block(id.replace("/", "-"), TABLE, f"Dip sample: {sample['title']}", table=Table(columns, rows),
                 notes=(f"{len(members)} records in the sample.",))  # fmt: skip


def _answer(id: str, period: Period, found: Found, one: Count, href: str) -> Cell:
    share = "" if one.share is None else f" ({one.share}%)"
    name = f"dip:{id.partition('/')[2]}:{found.measure['id']}:{one.id}"
    between = one.interval.words(0) if one.interval else ""
    return Cell(
        f"{one.n} of {one.of}{share}", name, period.key, one.n, one.of, str(one.share or ""), between, href=href
    )


def good_practice(source: Source, period: Period) -> Iterable[Block]:
    """What good practice was found, by theme, and how many of it was followed up."""
    themes: dict[str, list[int]] = {}
    for month in period.months:
        for theme, row in good_practice_lists.themes(source.model, source.asked(month=month)).items():
            counts = themes.setdefault(theme, [0, 0])
            counts[0], counts[1] = counts[0] + row["n"], counts[1] + row["followed"]
    labels = {one["id"]: one["label"] for one in source.content(period).get("themes", ())}
    rows = tuple(_theme(period, theme, labels.get(theme, theme), *counts) for theme, counts in sorted(themes.items()))
    columns = (Column("Theme", TEXT), Column("Found"), Column("Followed up"))
    notes = () if rows else (f"No good practice was recorded in {period.label}.",)
    yield Block("good-practice", TABLE, "Good practice by theme", table=Table(columns, rows), notes=notes)


def _theme(period: Period, theme: str, label: str, n: int, followed: int) -> tuple[Cell, ...]:
    href = f"/good-practice?theme={theme}"
    return (
        Cell(label),
        Cell(str(n), f"good-practice:{theme}", period.key, n, href=href),
        Cell(str(followed), f"good-practice:{theme}:followed", period.key, followed, href=f"{href}&followed=yes"),
    )
