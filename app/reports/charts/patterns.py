"""What fills a bar: a pattern for each style of grade, as the swatches beside its words on a page, and for any series.

A pattern is told from another by its form, so that it is in black and white too.
"""

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from app.reports.charts.house_style import BLUE, INK, PAPER, RUST
from app.reports.document import Series

LONG = 1280
"""Of a tile of stripes, in pixels: longer than any bar, since where one tile meets the next a PNG shows a seam."""


def _stripes(colour: str, wide: float = 3, size: float = 7, turned: int = 45) -> str:
    """Stripes that stand up, then turned so many degrees."""
    return _tile(f'<rect width="{wide}" height="{LONG}" fill="{colour}"/>', size, LONG, turned)


def _dots(colour: str, r: float = 2, size: float = 7) -> str:
    return _tile(f'<circle cx="{size / 2}" cy="{size / 2}" r="{r}" fill="{colour}"/>', size, size)


def _crossed(colour: str, wide: float = 2.5, size: float = 7) -> str:
    both = ((wide, size), (size, wide))
    return _tile("".join(f'<rect width="{w}" height="{h}" fill="{colour}"/>' for w, h in both), size, size, 45)


def _tile(inside: str, wide: float, high: float, turned: int = 0) -> str:
    size = f'width="{wide}" height="{high}"'
    turn = f' patternTransform="rotate({turned})"' if turned else ""
    return f'{size} patternUnits="userSpaceOnUse"{turn}><rect {size} fill="{PAPER}"/>{inside}</pattern>'


GRADES = {
    "grade-3": _stripes(BLUE),
    "grade-2": _dots(RUST),
    "grade-1": _crossed(RUST),
    "grade-0": _stripes(INK, 1, 12, 135),
    "grade-na": _stripes(INK, 1, 6, 0),
    **{f"scale-{n}": _stripes(BLUE, n, 10, 90) for n in range(1, 11)},
}
OTHERS = (
    _dots(INK, 1.4, 6), _stripes(RUST, 2, 6, 135), _stripes(BLUE, 2, 6, 90), _crossed(INK, 1, 6),
    _stripes(INK, 3, 6, 0), _dots(BLUE, 2.4, 7),
)  # fmt: skip
"""For series that are of no grade, in their order."""


SOLID = {"grade-4": BLUE, "scale-10": BLUE, "series-0": "#c7d9e8", "series-1": BLUE}
"""What is filled with one colour."""
PATTERNS = GRADES | {f"series-{place}": pattern for place, pattern in enumerate(OTHERS, 2)}
MANY = len(OTHERS) + 2


def fill(series: Series, place: int) -> str:
    """What fills the bars of a series that stands at a place among the others: a colour, or the pattern of a name."""
    known = series.style in PATTERNS or series.style in SOLID
    name = series.style if known else f"series-{place % MANY}"
    return SOLID.get(name) or f"url(#{name})"


def definitions(names: Iterable[str]) -> str:
    """The patterns of these names, as an SVG defines them."""
    return f"<defs>{''.join(f'<pattern id={quoteattr(name)} {PATTERNS[name]}' for name in names)}</defs>"
