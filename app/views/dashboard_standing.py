"""What the dashboard tells of what stands: actions at the ends of months, children of concern, duties, exemptions."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from app import clock
from app.events.england import day_of
from app.programme.english import counted
from app.reports.document import CHART, COUNT, SHARE, TEXT, Block, Cell, Chart, Column, Point, Series, Table
from app.views import concern_clock
from app.views.action_reach import reach as reach_to_actions
from app.views.actions_standing import View
from app.views.concern_reach import reach as reach_to_concerns
from app.views.dashboard_months import Told
from app.views.desk import model
from app.views.month_figures import opens_to
from app.views.words import day, reference
from projections import asking, concern_lists, duties_lists, months
from projections.actions_standing import figures
from projections.actions_trend import open_at_ends
from projections.asking import Asked, Reach
from projections.shares import Figure

Row = dict[str, Any]
ENDS, LISTED = 11, 10
"""Ends of months beside today; children of Category 2 that are named."""
AVOIDABLE = "exemptions-not-health-or-leave"
ACTIONS = (Series("open", "Open", "grade-3"), Series("overdue", "Overdue", "grade-1"))


def actions_block() -> Block:
    """How many actions were open and overdue at the ends of the last months, and today."""
    today = clock.today()
    days = [*_ends(today), today]
    held = open_at_ends(model(), Asked(reach_to_actions(), today), days)
    found = {at: figures(held[at], at) for at in days}
    said = _actions_sentence(found[today], found[days[-2]], days[-2])
    points = tuple(
        Point(_at(at, today), float(found[at][series.id].n), series.id, found[at][series.id].n)
        for series in ACTIONS
        for at in days
    )
    chart = Chart("actions", "lines", "Actions open and overdue", said, f"Open and overdue actions. {said}", points,
                  ACTIONS, "Actions")  # fmt: skip
    columns = (Column("As at the end of", TEXT), Column("Open", COUNT), Column("Overdue", SHARE))
    rows = tuple((Cell(day(at.isoformat())), *_cells(found[at], at)) for at in reversed(days))
    return Block("actions", CHART, "Actions open and overdue", table=Table(columns, rows), chart=chart)


def _ends(today: date) -> list[date]:
    """The ends of the months before today's, oldest first."""
    found, end = [], today.replace(day=1) - timedelta(days=1)
    for _ in range(ENDS):
        found.append(end)
        end = end.replace(day=1) - timedelta(days=1)
    return found[::-1]


def _at(at: date, today: date) -> str:
    return "Today" if at == today else f"{at:%b %Y}"


def _actions_sentence(now: dict[str, Figure], then: dict[str, Figure], on: date) -> str:
    late, was = now["overdue"], then["overdue"]
    said = f"{late.words} open actions are overdue, {late.value}." if late.of else "No action is open."
    return f"{said} At the end of {day(on.isoformat())}: {was.words}" + (f", {was.value}." if was.of else ".")


def _cells(found: dict[str, Figure], at: date) -> tuple[Cell, ...]:
    view, late = View("area", at), found["overdue"]
    n = found["open"].n
    text = f"{late.words} ({late.value})"
    return (Cell(str(n), n=n, href=view.to_members("open")),
            Cell(text, n=late.n, of=late.of, href=view.to_members("overdue")))  # fmt: skip


def category_2() -> Row:
    """The children in Category 2, the one that was reviewed longest ago first, and how many reviews are overdue."""
    today = clock.today()
    asked = Asked(reach_to_concerns(), today, {"state": "open", "category": "2"})
    found = asking.everything(model(), concern_lists.QUESTION, asked)
    rows = sorted((_child(row, today) for row in found), key=lambda row: row["last"])
    n, late = len(found), sum(bool(row["overdue"]) for row in found)
    said = f"{counted(n, 'child')} in Category 2"
    return {
        "n": n,
        "overdue": late,
        "sentence": f"{said}, the weekly review overdue for {late} of {n}." if n else f"{said}.",
        "href": "/concerns?state=open&category=2",
        "rows": rows[:LISTED],
        "more": max(0, n - LISTED),
    }


def _child(row: Row, today: date) -> Row:
    """A child with when somebody last recorded that they looked: the review, the answer, else the raising."""
    last = max(row["reviewed_on"] or "", row["answered_on"] or "", day_of(row["raised_at"]))
    what = "reviewed" if last == row["reviewed_on"] else "answered" if last == row["answered_on"] else "raised"
    return {
        "child": reference(row["child"]),
        "href": f"/concerns/{reference(row['id'])}",
        "team": row["team_name"] or "",
        "last": last,
        "what": what,
        "ago": _ago((today - date.fromisoformat(last)).days),
        "next": concern_clock.review_words(row, today),
        "overdue": bool(row["overdue"]),
    }


def _ago(days: int) -> str:
    return f"{counted(days, 'day')} ago" if days else "today"


def tiles(newest: Told | None) -> list[Row]:
    """What is told in a sentence alone: exemptions of the newest month, and the managers' duties of twelve months."""
    return [*([_exemptions(newest)] if newest else []), *_duties()]


def _exemptions(one: Told) -> Row:
    figure = one.figures[AVOIDABLE]
    waits = months.waiting_exemptions(model(), one.cycle["id"], clock.today())
    said = f"{one.label}: {figure.words} auditors were exempted for a reason that is neither health nor leave"
    tail = f"{counted(waits, 'exemption')} {'waits' if waits == 1 else 'wait'} for a decision."
    return _tile("exemptions", "Exemptions", f"{said}, {figure.value}. {tail}", opens_to(figure, one.cycle), figure)


def _duties() -> list[Row]:
    """How many of the audits received within twelve months have each duty done, and something late."""
    found = duties_lists.figures(model(), Asked(Reach(everything=True), clock.today(), {"cycle": "received"}))
    done, late = found["discussion"], found["late"]
    if not done.of:
        return [_tile("duties", "Managers' duties", "No team has received an audit in twelve months.", "/duties", done)]
    told = f"Of {counted(done.of, 'audit')} received in twelve months {done.n} ({done.value}) were discussed with the"
    return [
        _tile("duties", "Managers' duties", f"{told} worker.", _to_duties("with_discussion"), done),
        _tile(
            "duties-late",
            "Duties late",
            f"{late.words} ({late.value}) have a duty that is late.",
            _to_duties("late"),
            late,
        ),
    ]


def _to_duties(standing: str) -> str:
    return f"/duties?{urlencode({'cycle': 'received', 'standing': standing})}"


def _tile(id: str, title: str, sentence: str, href: str, figure: Figure) -> Row:
    return {"id": id, "title": title, "sentence": sentence, "href": href, "n": figure.n, "of": figure.of}
