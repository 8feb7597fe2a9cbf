"""What became of it: actions as at the day, the managers' duties, children of concern, impact, inadequate audits."""

from collections import Counter
from collections.abc import Iterable

from app.events.periods import Period
from app.events.vocabulary import DISCUSSIONS, DUTIES
from app.reports.cells import ROUNDED, cell, day, line
from app.reports.document import CHART, LINES, TABLE, TEXT, Block, Cell, Chart, Column, Line, Point, Table
from app.reports.source import Source, months_of
from projections import actions_standing, concern_lists, duties_lists, impact_lists, inadequate
from projections.actions_lists import AGES
from projections.intervals import wilson
from projections.shares import Figure, percent


def actions(source: Source, period: Period) -> Iterable[Block]:
    """Open actions as at the end of the period: within timescale and overdue, and overdue by how long."""
    source = source.at_end(period)
    found = actions_standing.figures(actions_standing.open_on(source.model, source.asked()), source.on)
    lines = tuple(line(found[name], period, href=_standing(source, name), name=f"actions:{name}",
                       base="actions:open") for name in ("open", "within", "overdue"))  # fmt: skip
    yield Block("actions", LINES, f"Actions as at {day(source.on.isoformat())}", lines=lines)
    yield _ageing(source, period, found)


def _standing(source: Source, name: str) -> str:
    return f"/actions/standing?by=team&on={source.on.isoformat()}&figure={name}"


def _ageing(source: Source, period: Period, found: dict[str, Figure]) -> Block:
    names = ("within", *AGES)
    rows = tuple((Cell(found[name].label), _aged(source, period, found[name])) for name in names)
    table = Table((Column("Open actions", TEXT), Column("Actions", "share")), rows)
    points = tuple(_bar(found[name], period) for name in names)
    late = found["overdue"]
    said = f"{late.words} open actions are overdue." if late.of else "No action is open."
    chart = Chart("ageing", "ageing", "Open actions by age", said, f"Open actions by age. {said}", points, y="Actions")
    notes = ("Within timescale is a share of the open actions, overdue by so long of the overdue ones.", ROUNDED)
    return Block("ageing", CHART, "Open actions by age", table=table, chart=chart, notes=notes)


def _bar(figure: Figure, period: Period) -> Point:
    return Point(figure.label, float(figure.n), "", figure.n, figure=f"actions:{figure.name}", period=period.key)


def _aged(source: Source, period: Period, figure: Figure) -> Cell:
    base = "actions:open" if figure.name == "within" else "actions:overdue"
    return cell(figure, period, base, _standing(source, figure.name), f"actions:{figure.name}")


def duties(source: Source, period: Period) -> Iterable[Block]:
    """What team managers did on receipt of an audit of the period, by the day."""
    on = source.on.isoformat()
    found = duties_lists.figures(source.model, source.asked(first=period.first, last=period.last, on=on))
    where = f"/duties?first={period.first}&last={period.last}&on={on}"
    lines = (
        line(found[name], period, "duties:received", where + _duty(name), f"duties:{name}")
        for name in ("received", *DUTIES, *DISCUSSIONS, "late")
    )
    title = f"What team managers did with each audit, as at {day(on)}"
    yield Block("duties", LINES, title, lines=tuple(lines))


def _duty(name: str) -> str:
    if name in DISCUSSIONS:
        return f"&discussion={name}"
    return "" if name == "received" else "&standing=late" if name == "late" else f"&standing=with_{name}"


def concerns(source: Source, period: Period) -> Iterable[Block]:
    """Children of concern at the end of the period, and how soon Category 1 was answered in the year before."""
    source = source.at_end(period)
    on = source.on.isoformat()
    found = concern_lists.counts(source.model, source.asked(on=on))
    words = {"open": ("Children of concern", ""), "one": ("of these in Category 1", "&category=1"),
             "two": ("of these in Category 2", "&category=2"),
             "overdue": ("with a weekly review overdue", "&review=overdue")}  # fmt: skip
    lines = [
        Line(
            label, Cell(str(found[name]), f"concerns:{name}", period.key, found[name], href=f"/concerns?on={on}{more}")
        )
        for name, (label, more) in words.items()
    ]
    same = concern_lists.answers(source.model, source.asked())
    label = "Category 1 answered the same day, in twelve months"
    lines.append(_share(label, "concerns:same-day", period, same["n"], same["of"], f"/concerns?year=all&on={on}"))
    yield Block("concerns", LINES, f"Children of concern as at {day(source.on.isoformat())}", lines=tuple(lines))


def _share(label: str, name: str, period: Period, n: int, of: int, href: str) -> Line:
    share, between = percent(n, of, 0), wilson(n, of)
    text = f"{n} of {of}" + ("" if share is None else f" ({share}%)")
    said = "" if share is None else str(share)
    return Line(label, Cell(text, name, period.key, n, of, said, between.words(0) if between else "", href=href))


def impact(source: Source, period: Period) -> Iterable[Block]:
    """What those who received the audits say of them, asked six weeks after each return."""
    total: Counter[str] = Counter()
    for month in period.months:
        total += impact_lists.tally(source.model, source.asked(month=month)).total
    asked, answered = total["asked"], total["answered"]
    where = f"/impact?month={period.first}" if period.first == period.last else "/impact?month=all"
    lines = (
        _share("Answered, of all who were asked", "impact:answered", period, answered, asked, where),
        _share("Practice improved, of the answers", "impact:practice", period, total["practice"], answered, where),
        _share("It helped the child, of the answers", "impact:helped", period, total["helped"], answered, where),
    )
    note = "Of audits that came in during these months; who was asked less than four weeks ago may answer yet."
    if not asked:
        note = "Nobody has been asked about audits that came in during these months yet: six weeks after each return."
    yield Block("impact", LINES, "Impact of audit", lines=lines if asked else (), notes=(note,))


def graded_inadequate(source: Source, period: Period) -> Iterable[Block]:
    """How many audits have a grade of concern, and where the actions after them stand as at the day."""
    months = months_of(source, period)
    audits = {one.key: inadequate.of_concern(source.month(one.key), source.figures(one)) for one in months}
    every = [audit for found in audits.values() for audit in found]
    after = inadequate.actions_of(source.model, every, source.on)
    rows = tuple(_inadequate(one.label, one.key, audits[one.key], after) for one in months)
    total = (_inadequate("Total", period.key, tuple(every), after),) if len(months) > 1 else ()
    heads = (
        "Audits graded as a concern",
        "Actions raised",
        "Actions open",
        "Actions overdue",
        "Audits with open actions",
    )
    table = Table((Column("Month", TEXT), *(Column(head) for head in heads)), (*rows, *total), totals=len(total))
    yield Block("inadequate", TABLE, "Audits graded as a concern, and their actions", table=table,
                notes=(f"Actions as at {day(source.on.isoformat())}.",))  # fmt: skip
    yield _each(source, every, after)


def _inadequate(label: str, key: str, audits: tuple[str, ...], after: dict[str, dict[str, int]]) -> tuple[Cell, ...]:
    found = [after.get(audit, {}) for audit in audits]
    sums = {name: sum(one.get(name, 0) for one in found) for name in ("raised", "open", "overdue")}
    still = sum(bool(one.get("open")) for one in found)
    counts = {"audits": len(audits), **sums, "still": still}
    return (Cell(label), *(Cell(str(n), f"inadequate:{name}", key, n, href="/audits") for name, n in counts.items()))


def _each(source: Source, audits: Iterable[str], after: dict[str, dict[str, int]]) -> Block:
    """Each of these audits with its actions: in the internal copy alone."""
    rows = tuple(_audit(audit, after.get(audit, {})) for audit in audits)
    columns = (Column("Audit", TEXT), *(Column(head) for head in ("Actions raised", "Open", "Overdue")))
    return Block(
        "inadequate-audits", TABLE, "Each audit graded as a concern", table=Table(columns, rows), confidential=True
    )


def _audit(audit: str, after: dict[str, int]) -> tuple[Cell, ...]:
    month, number = audit.removeprefix("audit/").split("/")
    named = Cell(f"{month} · {int(number)}", href=f"/audits/{month}/{int(number)}")
    counts = (after.get(name, 0) for name in ("raised", "open", "overdue"))
    return (named, *(Cell(str(n), n=n) for n in counts))
