"""The grades of the domains: a table for each with what came out, all in one table, and side by side as a chart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any

from app.events.periods import YEARLY, Period
from app.reports.blocks_grades import grades_table, notes_of
from app.reports.cells import ROUNDED, cell
from app.reports.document import CHART, SHARE, TABLE, TEXT, Block, Cell, Chart, Column, Point, Series, Table
from app.reports.source import Source, months_of, span_of
from app.reports.statistics import change
from app.reports.statistics.change import Part
from app.reports.statistics.exact import paired_p
from app.reports.unlike import listed
from projections.grade_table import base_name, good_name, good_words, grade_name, grade_scale
from projections.shares import NONE, Figure

Domain = Mapping[str, Any]
NOT_COMPARED = (
    "Whether two domains differ is said by an exact test of the audits that are graded in both (McNemar's, mid-p)"
)


def domain_tables(source: Source, period: Period) -> Iterable[Block]:
    """A table for each domain: count and share of each grade by month, and in total, with what came out."""
    for domain in source.content(period)["domains"]:
        yield from domain_table(source, period, domain["id"])


def domain_table(source: Source, period: Period, id: str) -> Iterable[Block]:
    """The table of one domain; nothing where the period's audit tool has no such domain."""
    for domain in source.content(period)["domains"]:
        if domain["id"] == id:
            table = grades_table(source, period, span_of(source, period), id)
            notes = (_outcome(source, period, domain), *notes_of(source, period))
            yield Block(f"domain-{id}", TABLE, domain["label"], table=table, notes=notes)


def _outcome(source: Source, period: Period, domain: Domain) -> str:
    """What came out in a domain: the most common grade, what counts as good and as a concern, and the last month."""
    found = source.figures(period)
    grades = [(grade, found.get(grade_name(domain["id"], grade["id"]))) for grade in source.content(period)["grades"]]
    counted = [(grade, figure) for grade, figure in grades if figure and figure.of]
    if not counted:
        return "Outcome: no audit is graded in this domain."
    most = max(figure.n for _, figure in counted)
    top = [(grade["label"], figure) for grade, figure in counted if figure.n == most]
    names, each = listed(label for label, _ in top), "" if len(top) == 1 else " each"
    said = (
        f"{names} {'is the most common grade' if not each else 'are the most common grades'}, {_share(top[0][1])}{each}"
    )
    concerns = [f"{grade['label']} {_share(figure)}" for grade, figure in counted if grade["counts_as"] == "concern"]
    good = _good(source, period, domain)
    parts = [said, *([f"{good_words(source.content(period))} {_share(good)}"] if good else []), *concerns]
    return f"Outcome: {'; '.join(parts)}.{_last_month(source, period, domain)}"


def _last_month(source: Source, period: Period, domain: Domain) -> str:
    """Whether the last month's share that counts as good differs from the other months', among all domains."""
    months = months_of(source, period)
    domains = [one for one in source.content(period)["domains"] if _good(source, period, one)]
    if len(months) < 2 or domain not in domains:
        return ""
    why = source.unlike(months[-1], months[:-1])
    compared = [replace(change.against_rest(_parts(source, months, one)), broken=why) for one in domains]
    said = change.family(compared)[domains.index(domain)]
    because = f"; {why[:1].lower()}{why[1:]}" if why else ""
    share = _share(_good(source, months[-1], domain))
    return f" {months[-1].label}, {share}, against the other months: {said.verdict}{because}."


def _parts(source: Source, months: Sequence[Period], domain: Domain) -> list[Part]:
    figures = [_good(source, one, domain) for one in months]
    return [
        Part(figure.n, figure.of, one.label) if figure else Part(0, 0)
        for figure, one in zip(figures, months, strict=True)
    ]


def side_by_side(source: Source, period: Period) -> Iterable[Block]:
    """All domains as a chart of the share that counts as good, with its table, and a table of all their grades."""
    yield from good_in_domains(source, period)
    yield from grades_of_domains(source, period)


def good_in_domains(source: Source, period: Period) -> Iterable[Block]:
    """The share of each domain that counts as good: by month, of a year by quarter, and in total."""
    content, shown = source.content(period), _shown(source, period)
    if not good_words(content):
        return
    columns = [*shown, period] if period not in shown else shown
    heads = (Column(one.label if one in shown else "Total", SHARE) for one in columns)
    rows = tuple((Cell(one["label"]), *(_cell(source, at, one) for at in columns)) for one in content["domains"])
    title = f"Domains side by side: {good_words(content)}"
    table, chart = Table((Column("Domain", TEXT), *heads), rows), _chart(source, period, shown, title)
    notes = (ROUNDED, *_told_apart(source, period), *source.noted(shown))
    yield Block("domains-good", CHART, title, table=table, chart=chart, notes=notes)


def grades_of_domains(source: Source, period: Period) -> Iterable[Block]:
    """All grades of all domains in one table."""
    found, scale = source.figures(period), grade_scale(source.content(period))
    columns = (Column("Domain", TEXT), *(Column(grade["label"], SHARE) for grade in scale))
    rows = tuple(_row(found, period, domain, scale) for domain in source.content(period)["domains"])
    yield Block("domains", TABLE, "Grades by domain", table=Table(columns, rows), notes=notes_of(source, period))


def _row(found: Mapping[str, Figure], period: Period, domain: Domain, scale: Sequence[Domain]) -> tuple[Cell, ...]:
    figures = [found.get(grade_name(domain["id"], grade["id"])) for grade in scale]
    base = base_name(domain["id"])
    return (Cell(domain["label"]), *(cell(figure, period, base) if figure else Cell(NONE) for figure in figures))


def _shown(source: Source, period: Period) -> list[Period]:
    """What the bars of a domain are of: months, quarters where these are of several."""
    quarters = [one for one in period.quarters if source.opened(one)]
    return quarters if period.kind == YEARLY and len(quarters) > 1 else months_of(source, period)


def _good(source: Source, period: Period, domain: Domain) -> Figure | None:
    """The audits of a domain with a grade that counts as good, None where none is graded."""
    found = source.figures(period).get(good_name(domain["id"]))
    return found if found and found.of else None


def _cell(source: Source, period: Period, domain: Domain) -> Cell:
    found = source.figures(period).get(good_name(domain["id"]))
    return cell(found, period, base_name(domain["id"])) if found else Cell(NONE)


def _chart(source: Source, period: Period, shown: Sequence[Period], title: str) -> Chart:
    domains, places = source.content(period)["domains"], source.content(period)["rounding"]["places"]
    points = tuple(_point(source, one, domain) for domain in domains for one in shown)
    series = tuple(Series(one.key, one.label) for one in shown)
    said = _finding(source, period)
    alt = f"{title}, in per cent of the audits graded. {said}"
    return Chart("domains", "grouped", title, said, alt, points, series, "% of audits graded", places=places)


def _point(source: Source, one: Period, domain: Domain) -> Point:
    figure = source.figures(one).get(good_name(domain["id"]))
    n, of = (figure.n, figure.of or 0) if figure else (0, 0)
    return Point(
        domain["label"], 100 * n / of if of else None, one.key, n, of,
        figure=good_name(domain["id"]), period=one.key, base=base_name(domain["id"]),
    )  # fmt: skip


def _finding(source: Source, period: Period) -> str:
    """In which domains most and least counts as good, and whether the numbers tell them apart."""
    words, (high, low) = good_words(source.content(period)), _ends(source, period)
    if not high:
        return f"No audit of {period.label} is graded yet."
    if not low:
        return f"{period.label}, {words}: the same in every domain, {_share(high[0][1])}."
    most, least = (", and ".join(f"{label}, {_share(figure)}" for label, figure in one) for one in (high, low))
    apart = "the two are told apart" if _apart(source, period) else "too few to tell them apart"
    return f"{period.label}, {words}: highest in {most}; lowest in {least}: {apart}."


Named = list[tuple[str, Figure]]


def _ends(source: Source, period: Period) -> tuple[Named, Named]:
    """The domains of the highest and of the lowest share; none of these where all have the same."""
    named = [
        (one["label"], figure) for one in source.content(period)["domains"] if (figure := _good(source, period, one))
    ]
    shares = [Fraction(figure.n, figure.of or 1) for _, figure in named]
    ends = [[one for one, share in zip(named, shares, strict=True) if share == end] for end in _extremes(shares)]
    return (ends[0], ends[1]) if len(ends) == 2 else ([*named], [])


def _extremes(shares: Sequence[Fraction]) -> list[Fraction]:
    return [max(shares), min(shares)] if len(set(shares)) > 1 else []


def _apart(source: Source, period: Period) -> bool:
    return _furthest(source, period) < change.LEVEL


def _furthest(source: Source, period: Period) -> Fraction:
    """The p of the highest against the lowest, as the furthest of all pairs of domains: times so many pairs."""
    many = sum(1 for one in source.content(period)["domains"] if _good(source, period, one))
    ps = [_paired(one, other) for (_, one), (_, other) in product(*_ends(source, period))]
    return min(Fraction(1), max(ps) * (many * (many - 1) // 2)) if ps else Fraction(1)


def _paired(one: Figure, other: Figure) -> Fraction:
    """How likely chance puts two domains so far apart, of the audits that are graded in both."""
    both, high, low = set(one.base or ()) & set(other.base or ()), set(one.members), set(other.members)
    return paired_p(len((high - low) & both), len((low - high) & both))


def _told_apart(source: Source, period: Period) -> tuple[str, ...]:
    """How the test of the highest against the lowest came out; nothing where there are no two."""
    many = sum(1 for one in source.content(period)["domains"] if _good(source, period, one))
    pairs = many * (many - 1) // 2
    said = f"{change.p_words(_furthest(source, period))} as the furthest of {pairs} pairs, 5% level"
    return (f"{NOT_COMPARED}: {said}.",) if _ends(source, period)[1] else ()


def _share(figure: Figure | None) -> str:
    """43 of 77 (56%)."""
    return f"{figure.words} ({figure.value})" if figure else NONE
