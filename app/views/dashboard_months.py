"""What the dashboard tells of the newest months: completion of the pool and overall grades, with n, and the change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.events import periods
from app.reports.document import CHART, COUNT, SHARE, TEXT, Block, Cell, Chart, Column, Point, Series, Table
from app.reports.statistics.change import Part, shares_change
from app.reports.unlike import basis, unlike
from app.views.audit_rows import content
from app.views.desk import model
from app.views.month_figures import figures_of, opens_to
from app.views.words import lower_first
from projections import cycles
from projections.grade_table import OVERALL, grade_name, grade_scale
from projections.intervals import wilson
from projections.shares import NONE, Figure, percent

SHOWN = 12
"""How many months the dashboard looks at: the newest that have audits."""
POOL = "completion-of-pool"

Row = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """A month with the figures that the dashboard tells of it."""

    cycle: Row
    content: Row
    figures: Mapping[str, Figure]

    @property
    def label(self) -> str:
        """The month as it reads."""
        return periods.in_words(self.cycle["month"])

    @property
    def good(self) -> tuple[str, ...]:
        """The grades that the month's framework counts as good."""
        return tuple(grade["id"] for grade in self.content["grades"] if grade["counts_as"] == "good")

    def grade(self, id: str) -> Figure | None:
        """The audits with an overall grade; None for a grade that its framework does not have."""
        return self.figures.get(grade_name(OVERALL, id))

    @property
    def graded(self) -> int:
        """How many audits have an overall grade that counts."""
        found = [self.grade(grade["id"]) for grade in self.content["grades"]]
        return max((figure.of or 0 for figure in found if figure), default=0)


def shown(today: date) -> list[Row]:
    """The newest months with audits that have begun, oldest first."""
    begun = [row for row in cycles.cycles(model()) if row["allocated_at"] and row["month"] <= f"{today:%Y-%m}"]
    return begun[:SHOWN][::-1]


def months(found: Sequence[Row]) -> list[Told]:
    """These months with their figures."""
    return [Told(cycle, content(cycle), figures_of(cycle)) for cycle in found]


def completion_block(told: Sequence[Told]) -> Block:
    """Completion of the pool by month, each with its interval."""
    said, chart = completion_sentence(told), "completion"
    points = tuple(_interval_point(told, place) for place in range(len(told)))
    target = told[-1].cycle["targets"].get("completion")
    made = Chart(chart, "intervals", "Completion of the pool", said, f"Completion of the pool by month. {said}", points,
                 y="% of the pool", target=None if target is None else float(target))  # fmt: skip
    columns = (Column("Month", TEXT), Column("Completed (95% interval)", SHARE))
    rows = tuple(_completion_row(one) for one in reversed(told))
    return Block(chart, CHART, "Completion of the pool", table=Table(columns, rows), chart=made)


def completion_sentence(told: Sequence[Told]) -> str:
    """How many of the pool completed their audit in the newest month, and what may be said against the one before."""
    newest = told[-1]
    figure = newest.figures[POOL]
    said = f"{newest.label}: {figure.words} in the pool completed their audit, {figure.value}{_about(figure)}."
    return said + against(told, [one.figures[POOL] for one in told[-2:]])


def grades_block(told: Sequence[Told]) -> Block:
    """Overall grades by month, stacked."""
    said, scale = grades_sentence(told), grade_scale(told[-1].content)[:-1]
    series = tuple(Series(grade["id"], grade["label"], grade["style"]) for grade in scale)
    points = tuple(_grade_point(told, place, grade["id"]) for grade in scale for place in range(len(told)))
    made = Chart(
        "grades", "stacked", "Overall grades", said, f"Overall grades by month. {said}", points, series, "Audits"
    )
    columns = (Column("Month", TEXT), *(Column(grade["label"], SHARE) for grade in scale), Column("Graded", COUNT))
    rows = tuple(_grades_row(one, [grade["id"] for grade in scale]) for one in reversed(told))
    return Block("grades", CHART, "Overall grades", table=Table(columns, rows), chart=made)


def grades_sentence(told: Sequence[Told]) -> str:
    """How many of the graded audits of the newest month are good or better, and what may be said against the last."""
    newest = told[-1]
    if not newest.graded:
        return f"{newest.label}: no audit is graded yet."
    good = [good_of(one) for one in told[-2:]]
    figure = good[-1]
    said = f"{newest.label}: {figure.words} graded audits have a grade that counts as good, {figure.value}"
    return f"{said}{_about(figure)}." + against(told, good)


def good_of(one: Told) -> Figure:
    """The audits of a month whose overall grade counts as good, of those that are graded."""
    found = [figure for id in one.good if (figure := one.grade(id))]
    members = tuple(id for figure in found for id in figure.members)
    base = max((figure.base or () for figure in found), key=len, default=())
    return Figure("good", "Good or better", "", members, base=base, places=found[0].places if found else 0)


def against(told: Sequence[Told], figures: Sequence[Figure]) -> str:
    """Whether a share of the newest month differs from the month before it on the list; "" for nothing to compare."""
    if len(figures) < 2 or not (figures[0].of and figures[1].of):
        return ""
    why = _differs(told[-2], told[-1])
    before, after = (Part(figure.n, figure.of) for figure in figures)
    call = replace(shares_change(before, after, figures[1].places), broken=why)
    said = f"{call.verdict}; {lower_first(why)}" if why else call.verdict
    return f" Against {told[-2].label}, {before.value(figures[0].places)}: {said}."


def _about(figure: Figure) -> str:
    found = wilson(figure.n, figure.of or 0)
    return f" (95% interval {found.words(figure.places)})" if found else ""


def _interval_point(told: Sequence[Told], place: int) -> Point:
    one = told[place]
    figure = one.figures[POOL]
    found = wilson(figure.n, figure.of or 0)
    low, high = (float(end) for end in found.percent(1)) if found else (None, None)
    value = percent(figure.n, figure.of or 0, 1)
    drawn = None if value is None else float(value)
    return Point(one.label, drawn, "", figure.n, figure.of, low, high, breaks=_break(told, place))


def _grade_point(told: Sequence[Told], place: int, grade: str) -> Point:
    one, figure = told[place], told[place].grade(grade)
    n, of = (figure.n, figure.of) if figure else (0, one.graded)
    return Point(one.label, float(n), grade, n, of, breaks=_break(told, place))


def _break(told: Sequence[Told], place: int) -> str:
    """Why a month does not go on from the one before it on the list; "" where it does."""
    if not place:
        return ""
    before, one = told[place - 1], told[place]
    gap = "" if periods.moved(before.cycle["month"], 1) == one.cycle["month"] else "No month in between"
    return _differs(before, one) or gap


def _differs(before: Told, one: Told) -> str:
    """What makes two months no comparison, in words; "" for nothing."""
    return unlike([basis(before.cycle, before.content)], [basis(one.cycle, one.content)])


def _completion_row(one: Told) -> tuple[Cell, ...]:
    figure = one.figures[POOL]
    found = wilson(figure.n, figure.of or 0)
    return (_month_cell(one), replace(cell(figure, one.cycle), interval=found.words(figure.places) if found else ""))


def _grades_row(one: Told, grades: Sequence[str]) -> tuple[Cell, ...]:
    found = [one.grade(grade) for grade in grades]
    cells = (cell(figure, one.cycle) if figure else Cell(NONE) for figure in found)
    return (_month_cell(one), *cells, Cell(str(one.graded), n=one.graded))


def _month_cell(one: Told) -> Cell:
    return Cell(one.label, href=f"/cycles/{one.cycle['month']}")


def cell(figure: Figure, cycle: Row) -> Cell:
    """A figure of a month as a cell: 45 of 73 (62%), which opens to it."""
    return Cell(f"{figure.words} ({figure.value})", n=figure.n, of=figure.of, href=opens_to(figure, cycle))
