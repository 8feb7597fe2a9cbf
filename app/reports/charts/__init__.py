"""Charts of a report: one Vega-Lite drawing of each, an SVG for the page and a PNG of that same SVG for Word.

What the forms (`Chart.form`) read of their points, besides `x`, `series` and `value`:

- stacked: counts, one box on the other; the whole stands above each stack.
- shares: per cent of a whole, each stack to 100; with `n` and `of` the boxes are as high as n of `of` exactly.
- grouped: counts or per cent side by side.
- completion: as grouped; the series that has `of` is completed audits, its `mark` the share in words ("42%").
- lines: a line for each series, named at its end.
- process: `centre`, `low`, `high` at each point, `mark` the words of a rule that fired, `breaks` those of a break.
- intervals: `low` and `high` about each value, `n` of `of` beneath.
- ageing: bars that lie; `x` names the action, `mark` are the words on its bar.

A value of None draws nothing; its `mark` says why. Per cent is what has a `y` with "%" in it, and every share.
"""

from app.reports.charts.drawing import png, svg
from app.reports.charts.forms import spec

__all__ = ["png", "spec", "svg"]
