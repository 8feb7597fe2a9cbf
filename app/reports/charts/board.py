"""A board to draw on: names along one axis, values along the other, and what is put on it, as a Vega-Lite drawing.

Along the names a place is a number: 0 is the first name, 0.5 half way to the next. All is laid out here, in pixels
where text must not run into text, so that what is drawn is the same whatever draws it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from app.reports.charts.house_style import INK, LINE, PAPER, TEXT, WIDTH
from app.reports.charts.patterns import fill
from app.reports.charts.words import cut, plain, wide
from app.reports.document import Series

Row = dict[str, Any]
"""What is put at one place: a, v, and what the mark needs besides."""
AXIS: dict[str, Any] = {"ticks": False, "labelPadding": 6, "labelFlush": False}
LEFT = 40
"""What the numbers along the upright axis take."""


@dataclass
class Board:
    """`flat`: the names stand one beneath the other, and values go to the right. `top` and `step` are of the values."""

    names: list[list[str]]
    top: float
    step: float
    across: float
    """In pixels, along the names."""
    up: float
    """In pixels, along the values."""
    title: str
    base: float = 0
    flat: bool = False
    per_cent: bool = False
    shown: Sequence[int] = ()
    """Which of the names are written; all, if none are listed."""
    beneath: Sequence[str] = ()
    """Lines of words beneath the names."""
    above: float = 0
    """Pixels kept free above the highest value, for words."""
    series: Sequence[Series] = ()
    """What the legend tells apart."""
    layers: list[Row] = field(default_factory=list)

    @property
    def pixel(self) -> float:
        """How many pixels one of the values takes."""
        return self.up / (self.top - self.base)

    @property
    def _axes(self) -> dict[str, str]:
        """Which axis the names are along, and which the values."""
        return {"a": "y", "v": "x"} if self.flat else {"a": "x", "v": "y"}

    @property
    def room(self) -> float:
        """How many pixels one name has."""
        return self.across / len(self.names)

    def boxes(self, rows: list[Row]) -> None:
        """Bars from v to v2, from a to a2, in the pattern of the series s (its place)."""
        mark = {"type": "rect", "stroke": INK, "strokeWidth": 1 if self.room >= 6 else 0}
        colour = {"field": "s", "type": "nominal", "scale": self._patterns(), "legend": self._legend()}
        self._add(rows, mark, color=colour)

    def plates(self, rows: list[Row]) -> None:
        """Paper from v to v2, from a to a2, for words to stand on."""
        self._add(rows, {"type": "rect", "color": PAPER, "cornerRadius": 3})

    def rules(self, rows: list[Row], **looks: Any) -> None:
        """Straight lines from a, v to a2, v2."""
        self._add(rows, {"type": "rule", "color": INK, **looks})

    def line(self, rows: list[Row], **looks: Any) -> None:
        """One line through a, v in the order of the rows."""
        numbered = [row | {"o": place} for place, row in enumerate(rows)]
        self._add(numbered, {"type": "line", "color": INK, **looks}, order={"field": "o", "type": "quantitative"})

    def points(self, rows: list[Row], **looks: Any) -> None:
        """A shape at each a, v."""
        self._add(rows, {"type": "point", "opacity": 1, "filled": True, "stroke": INK, "strokeWidth": 1, **looks})

    def texts(self, rows: list[Row], **looks: Any) -> None:
        """The words t at a, v, with paper about them so that they can be read on a pattern."""
        mark = {"type": "text", "fontSize": TEXT, "color": INK, "lineHeight": LINE, **looks}
        words = {"text": {"field": "t", "type": "nominal"}}
        self._add(rows, mark | {"stroke": PAPER, "strokeWidth": 5, "strokeJoin": "round"}, **words)
        self._add(rows, mark, **words)

    def _add(self, rows: list[Row], mark: dict[str, Any], **more: Any) -> None:
        if rows:
            ends = {f"{axis}2": {"field": f"{name}2"} for name, axis in self._axes.items() if f"{name}2" in rows[0]}
            self.layers.append({"data": {"values": rows}, "mark": mark, "encoding": {**ends, **more}})

    def drawing(self) -> dict[str, Any]:
        """The board as the body of a Vega-Lite specification."""
        across, up = ("height", "width") if self.flat else ("width", "height")
        labels = [cut(plain(one.label), WIDTH - 80) for one in self.series]
        if self.flat:
            self._names_that_lie()
        axes = {self._axes["a"]: self._names() | {"field": "a"}, self._axes["v"]: self._values() | {"field": "v"}}
        layers = [layer | {"encoding": axes | layer["encoding"]} for layer in self.layers]
        params = [{"name": "names", "value": self.names}, {"name": "labels", "value": labels}]
        high = round(self.up + self.above)
        return {"params": params, across: round(self.across), up: high, "layer": layers}

    def _names_that_lie(self) -> None:
        """Names of several lines in the middle of their bars, which an axis cannot do."""
        for many in sorted({len(name) for name in self.names}):
            rows = [{"a": place, "v": 0, "t": name} for place, name in enumerate(self.names) if len(name) == many]
            self.texts(rows, align="right", baseline="middle", dx=-8, dy=-(many - 1) * LINE / 2)

    def _names(self) -> dict[str, Any]:
        scale = {"domain": [-0.5, len(self.names) - 0.5], "nice": False, "zero": False, "reverse": self.flat}
        shown = list(self.shown or range(len(self.names)))
        words = {"labels": not self.flat, "labelExpr": "names[datum.value]", "values": shown, "title": None}
        axis = AXIS | {"grid": False} | words
        if self.beneath:
            axis |= {"title": list(self.beneath), "titleAnchor": "start", "titleAlign": "left", "titlePadding": 12}
        return {"type": "quantitative", "scale": scale, "axis": axis}

    def _values(self) -> dict[str, Any]:
        scale = {"domain": [self.base, self.top + self.above / self.pixel], "nice": False, "zero": False}
        title = cut(plain(self.title), WIDTH - 20) or None
        axis = AXIS | {"values": self.ticks, "title": title, "domain": False, "format": "~f"}
        if self.per_cent:
            axis["labelExpr"] = "datum.label + '%'"
        if self.flat:
            axis |= {"titleAnchor": "start", "titlePadding": 8, "labelPadding": 10}
        else:
            axis |= {"titleAngle": 0, "titleAlign": "left", "titleX": -LEFT + 4, "titleY": -14,
                     "minExtent": LEFT, "maxExtent": LEFT}  # fmt: skip
        return {"type": "quantitative", "scale": scale, "axis": axis}

    @property
    def ticks(self) -> list[float]:
        """The values that are written along the axis."""
        first = int(-(-self.base // self.step))
        count = int((self.top - first * self.step) / self.step + 1e-9)
        return [round((first + n) * self.step, 6) for n in range(count + 1)]

    def _patterns(self) -> dict[str, Any]:
        fills = [fill(one, place) for place, one in enumerate(self.series)]
        return {"domain": list(range(len(self.series))), "range": fills}

    def _legend(self) -> dict[str, Any] | None:
        if len(self.series) < 2:
            return None
        labels = [wide(cut(plain(one.label), WIDTH - 80)) + 46 for one in self.series]
        fitting = (n for n in range(len(labels), 1, -1) if sum(max(labels[at::n]) for at in range(n)) <= WIDTH - 30)
        return {"labelExpr": "labels[datum.value]", "columns": next(fitting, 1), "labelLimit": WIDTH,
                "offset": 14 if self.flat else 32}  # fmt: skip
