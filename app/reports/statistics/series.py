"""What a series over time shows, in a sentence; the same as a chart and as a table of a report."""

from collections.abc import Sequence

from app.reports.document import COUNT, SHARE, TEXT, Cell, Chart, Column, Point, Table
from app.reports.statistics.process import LEAST, Behaviour, Run, counts_behaviour
from app.reports.statistics.proportions import shares_behaviour
from app.reports.statistics.readings import Reading
from app.reports.statistics.rules import Signal
from projections.intervals import wilson
from projections.shares import NONE, percent

NO_TREND = "no trend can be called"
SAID = 3
"""So many signals are said in the finding of a series; the rest stand at their points and in the notes."""


def behaviour_of(readings: Sequence[Reading], places: int = 0, unit: str = "month") -> Behaviour:
    """How a series behaves: of shares if its points have bases, else of counts. `unit` is month, quarter or year."""
    if any(one.of is not None for one in readings):
        return shares_behaviour(readings, places, unit)
    return counts_behaviour(readings, unit)


def finding(series: Behaviour) -> str:
    """What the series shows since its last break, in a sentence or two."""
    return _shown(series, series.runs[-1]) if series.runs else "There is nothing to show."


def notes(series: Behaviour) -> tuple[str, ...]:
    """What is to be known of it: how its limits came, what it showed before a break, and further signals."""
    further = [signal.words for signal in _of(series, series.runs[-1])[SAID:]] if series.runs else []
    methods = dict.fromkeys(run.method for run in series.runs if run.method)
    return (*further, *_earlier(series), *_absent(series), *methods)


def process_chart(id: str, title: str, series: Behaviour, y: str) -> Chart:
    """The series as a chart of a report; `y` names its axis of values ("% of audits")."""
    found = finding(series)
    span = f"{series.readings[0].label} to {series.readings[-1].label}" if series.readings else "no period"
    drawn = "with its average and limits" if any(run.has_limits for run in series.runs) else "without limits"
    alt = f"{title}, by {series.say.unit}, {span}, {drawn}. {found}"
    points = tuple(_point(series, place) for place in range(len(series.readings)))
    return Chart(id, "process", title, found, alt, points, y=y)


def process_table(series: Behaviour) -> Table:
    """The same as a table: each period, its value, the average, the limits, and what is to be seen there."""
    columns = (
        Column(series.say.unit.capitalize(), TEXT),
        Column("Share" if series.say.per_cent else "Number", SHARE if series.say.per_cent else COUNT),
        Column("Average", TEXT),
        Column("Limits", TEXT),
        Column("What is to be seen", TEXT),
    )
    return Table(columns, tuple(_row(series, place) for place in range(len(series.readings))))


def _earlier(series: Behaviour) -> list[str]:
    """What the parts before the last break showed: those with limits each by itself, the short ones in a sentence."""
    pairs = list(zip(series.runs, series.runs[1:], strict=False))
    said = [
        f"Before {series.readings[after.first].label}: {_shown(series, run)}" for run, after in pairs if run.has_limits
    ]
    short = [series.readings[after.first].label for run, after in pairs if not run.has_limits]
    many = " and ".join(filter(None, (", ".join(short[:-1]), *short[-1:])))
    too_few = f"It begins anew at {many}: what was before has too few {series.say.units} for limits of its own."
    return [*said, too_few] if short else said


def _absent(series: Behaviour) -> list[str]:
    """Which periods have no value, by why they have none."""
    found: dict[str, list[str]] = {}
    for one in series.readings:
        if one.absent:
            found.setdefault(one.absent, []).append(one.label)
    return [f"{', '.join(labels)}: {why}." for why, labels in found.items()]


def _shown(series: Behaviour, run: Run) -> str:
    say, last = series.say, series.readings[run.last]
    if not run.has_limits:
        begun = series.readings[run.first]
        since = f" since {begun.label} ({begun.breaks})" if begun.breaks else ""
        known = [one for one in series.readings[run.first : run.last + 1] if one.value is not None]
        newest = f"{say.reading(known[-1])}. " if known else ""
        return f"{newest}Too few {say.units} for limits{since}: {run.counted} of at least {LEAST}; {NO_TREND}."
    fired = _of(series, run)
    if fired:
        return " ".join(signal.words for signal in fired[:SAID])
    centre = next(one.lines.centre for one in series.readings[run.first : run.last + 1] if one.lines)
    return (
        f"Nothing out of the ordinary in the {run.counted} {say.units} to {last.label}: "
        f"they vary around {say.number(centre)} as they usually do, and {NO_TREND}."
    )


def _of(series: Behaviour, run: Run) -> list[Signal]:
    """The signals of a part, the latest first."""
    fired = [signal for signal in series.signals if run.first <= signal.places[0] <= run.last]
    return sorted(fired, key=lambda signal: -signal.places[-1])


def _mark(series: Behaviour, place: int) -> str:
    return "; ".join(signal.mark for signal in series.signals if place in signal.places)


def _point(series: Behaviour, place: int) -> Point:
    one = series.readings[place]
    lines = (one.lines.low, one.lines.high, one.lines.centre) if one.lines else (None, None, None)
    value, low, high, centre = (None if number is None else float(number) for number in (one.value, *lines))
    return Point(
        one.label, value, "", one.n, one.of, low, high, centre, _mark(series, place), one.breaks,
        one.figure, one.period, one.base,
    )  # fmt: skip


def _row(series: Behaviour, place: int) -> tuple[Cell, ...]:
    one, say = series.readings[place], series.say
    centre = say.number(one.lines.centre) if one.lines else NONE
    limits = f"{say.number(one.lines.low)} to {say.number(one.lines.high)}" if one.lines else NONE
    said = (one.absent, one.breaks and f"new: {one.breaks}", _mark(series, place))
    seen = "; ".join(words for words in said if words)
    return Cell(one.label), _value(series, one), Cell(centre), Cell(limits), Cell(seen)


def _value(series: Behaviour, one: Reading) -> Cell:
    """The value as a cell that opens to its figure: 7 (44%)."""
    if one.n is None or one.of is None:
        return Cell(NONE if one.n is None else str(one.n), one.figure, one.period, one.n, base=one.base)
    share = percent(one.n, one.of, series.say.places)
    between = wilson(one.n, one.of)
    return Cell(
        NONE if share is None else f"{one.n} ({share}%)", one.figure, one.period, one.n, one.of,
        "" if share is None else str(share), between.words(series.say.places) if between else "", one.base,
    )  # fmt: skip
