"""Drawing: a specification becomes an SVG, and that SVG a PNG, in this process, one at a time."""

import json
import os
import re
from functools import lru_cache
from threading import Lock
from typing import Any

from app.reports.charts.forms import spec
from app.reports.charts.house_style import VEGA_LITE
from app.reports.charts.packed import packed
from app.reports.charts.patterns import definitions
from app.reports.document import Chart

KEPT = 64
"""How many drawings are kept of each kind: some 30 kB an SVG, 100 kB a PNG."""
_drawing = Lock()
_drawn_by: list[int] = []
"""The process that has begun to draw: a process that was forked from it afterwards would wait for ever."""
_ROOT = re.compile(r"<svg [^>]*>")
_FILL = re.compile(r'"url\(#([a-z0-9-]+)\)"')
_SIZE = re.compile(r'<svg [^>]*?width="([0-9.]+)"')


class ForkedError(RuntimeError):
    """This process was forked from one that had drawn already."""


def svg(chart: Chart) -> str:
    """A chart as SVG, the same for ever for the same chart and library. Raises KeyError for an unknown form."""
    return _svg(_written(spec(chart)))


def png(chart: Chart, width_px: int) -> bytes:
    """A chart as PNG of about so many pixels across, drawn from its SVG. Raises KeyError for an unknown form."""
    return _png(_written(spec(chart)), width_px)


def _written(drawing: dict[str, Any]) -> str:
    """A specification in the one way in which it can be written, which is what a kept drawing is known by."""
    return json.dumps(drawing, sort_keys=True, separators=(",", ":"))


@lru_cache(KEPT)
def _svg(written: str) -> str:
    with _drawing:
        drawn: str = _library().vegalite_to_svg(written, vl_version=VEGA_LITE)
    root = _ROOT.match(drawn)
    assert root is not None
    used = sorted(set(_FILL.findall(drawn)))
    return drawn[: root.end()] + (definitions(used) if used else "") + drawn[root.end() :]


@lru_cache(KEPT)
def _png(written: str, width_px: int) -> bytes:
    drawn = _svg(written)
    size = _SIZE.match(drawn)
    assert size is not None
    with _drawing:
        picture: bytes = _library().svg_to_png(drawn, scale=width_px / float(size[1]))
    return packed(picture)


def _library() -> Any:
    """vl-convert, imported when something is drawn: it takes 70 MB. Raises ForkedError, where it would hang."""
    import vl_convert

    if _drawn_by and _drawn_by[0] != os.getpid():
        raise ForkedError("Draw charts in the process that drew first, or in one that was started afresh.")
    _drawn_by[:] = [os.getpid()]
    return vl_convert
