"""The charts of a report as charts that Excel draws, from numbers that stand on a sheet of their own."""

from collections.abc import Iterable, Sequence
from typing import Any

from app.reports.document import Chart
from app.reports.workbook_book import Book, Sheet, plain
from app.reports.workbook_lanes import Lane, lanes_of

WIDTH, HEIGHT = 920, 380
"""Of a chart, in pixels."""
ROWS = 20
"""How many rows of a sheet a chart covers."""
LONGEST_TITLE = 240
SUBTYPES = {"stacked": "stacked", "shares": "percent_stacked"}


def put(book: Book, sheet: Sheet, data: Sheet, chart: Chart) -> None:
    """Put a chart where the sheet has come to, and its numbers on the sheet of data."""
    axis = tuple(dict.fromkeys(point.x for point in chart.points))
    lanes = lanes_of(chart, axis)
    top = _numbers(book, data, chart, axis, lanes)
    drawn = _drawn(book, data, chart, axis, lanes, top)
    picture = {"description": plain(chart.alt)[:1000], "object_position": 2, "x_offset": 4, "y_offset": 4}
    sheet.page.insert_chart(sheet.row, 0, drawn, picture)
    sheet.row += ROWS


def _numbers(book: Book, data: Sheet, chart: Chart, axis: Sequence[str], lanes: Sequence[Lane]) -> int:
    """Write the numbers of a chart; returns the row of their headings."""
    book.put(data, data.row, 0, chart.title, "heading")
    top = data.row + 1
    for column, heading in enumerate(("", *(lane.label for lane in lanes))):
        book.put(data, top, column, heading, "head of numbers" if column else "head")
    for row, x in enumerate(axis, 1):
        book.put(data, top + row, 0, x)
        for column, lane in enumerate(lanes, 1):
            if (value := lane.values[row - 1]) is not None:
                data.page.write_number(top + row, column, value, book.form("number" if value == int(value) else "part"))
    for column, lane in enumerate(lanes, 1):
        data.wants(column, max(len(word) + 3 for word in f"{lane.label} .".split()))
    data.wants(0, max((len(x) + 1 for x in axis), default=0))
    data.row = top + len(axis) + 2
    return top


def _drawn(book: Book, data: Sheet, chart: Chart, axis: Sequence[str], lanes: Sequence[Lane], top: int) -> Any:
    """The chart itself: its lanes, those of another kind combined with the first."""
    kinds = tuple(dict.fromkeys(lane.kind for lane in lanes)) or ("line",)
    subtype = {"subtype": SUBTYPES[chart.form]} if chart.form in SUBTYPES else {}
    made = {kind: book.book.add_chart({"type": kind} | (subtype if kind == "column" else {})) for kind in kinds}
    for column, lane in enumerate(lanes, 1):
        place = [data.name, top + 1, column, top + len(axis), column]
        across = [data.name, top + 1, 0, top + len(axis), 0]
        given = {"name": [data.name, top, column], "values": place, "categories": across, "y2_axis": lane.second}
        made[lane.kind].add_series(lane.options | given)
    first = made[kinds[0]]
    if len(kinds) > 1:
        made[kinds[1]].set_y2_axis({"name": "%", "min": 0} | _most(lane for lane in lanes if lane.kind != kinds[0]))
        first.combine(made[kinds[1]])
    _frame(first, chart, kinds[0], lanes)
    return first


def _most(lanes: Iterable[Lane]) -> dict[str, int]:
    """Where an axis of shares ends: at 100, unless one is more than all, as completion by more than the pool is."""
    over = any((value or 0) > 100 for lane in lanes for value in lane.values)
    return {} if over else {"max": 100}


def _frame(drawn: Any, chart: Chart, kind: str, lanes: Sequence[Lane]) -> None:
    """Title, axes, legend and size; the title says what the chart finds."""
    title = _words(chart.finding or chart.title)[:LONGEST_TITLE]
    drawn.set_title({"name": title, "name_font": {"size": 11, "bold": True}, "overlay": False})
    values = {"name": _words(chart.y), "min": 0, "major_gridlines": {"visible": True, "line": {"color": "#d9d9d9"}}}
    if "%" in chart.y and chart.form not in SUBTYPES:
        values |= _most(lanes)
    places: dict[str, Any] = {"num_font": {"size": 9}, "major_gridlines": {"visible": False}}
    if kind == "bar":
        # The first of the bars stands on top, and the axis of values under the last; XlsxWriter names axes by place.
        drawn.set_x_axis(values)
        drawn.set_y_axis(places | {"reverse": True, "crossing": "max"})
    else:
        drawn.set_x_axis(places)
        drawn.set_y_axis(values)
    drawn.set_legend({"position": "bottom"} if len(chart.series) > 1 or kind != "bar" else {"none": True})
    drawn.show_blanks_as("gap")
    drawn.set_size({"width": WIDTH, "height": HEIGHT})


def _words(text: str) -> str:
    """A title as words: one that begins as a formula does would be taken for one."""
    found = plain(text)
    return f" {found}" if found.startswith("=") else found
