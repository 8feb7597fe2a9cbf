"""The index of a pack as a page that needs nothing else: no script, no picture, no network; to be printed."""

from collections.abc import Iterator

from markupsafe import Markup

from app import qr
from app.evidence.index import ABOUT, CODE, CODE_SAYS, Grid, Index, Part, Text

STYLE = """
body{font:16px/1.5 Arial,Helvetica,sans-serif;color:#0b0c0c;max-width:60rem;margin:0 auto;padding:1rem 1rem 4rem}
h1{font-size:2rem;line-height:1.15;margin:.5rem 0 1rem}
h2{font-size:1.5rem;margin:2rem 0 .5rem;border-top:2px solid #0b0c0c;padding-top:.5rem}
h3{font-size:1.2rem;margin:1.5rem 0 .25rem}
p{margin:.25rem 0 .75rem;overflow-wrap:anywhere;white-space:pre-line}
dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.25rem 1rem;margin:0 0 1rem}
dt{font-weight:bold}dd{margin:0;overflow-wrap:anywhere}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:0 0 1.5rem;font-size:.95rem}
caption{text-align:left;font-weight:bold;padding:.25rem 0}
th,td{text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0;border-bottom:1px solid #6f777b}
td,tbody th{overflow-wrap:anywhere;white-space:pre-line}
.mark{position:fixed;left:0;right:0;bottom:0;background:#fff;border-top:1px solid #0b0c0c;padding:.25rem 1rem;margin:0;
font-size:.85rem;text-align:center}
.behind{position:fixed;left:0;right:0;top:42%;margin:0;text-align:center;font-size:2.4rem;font-weight:bold;
color:#0b0c0c;opacity:.07;transform:rotate(-28deg);pointer-events:none;z-index:1}
@media (max-width:30rem){dl{grid-template-columns:1fr}}
@media screen and (max-width:30rem){td,tbody th{overflow-wrap:break-word;min-width:6rem}}
@media print{.mark{position:static;border:0}body{max-width:none;padding:0}
tr,h2,h3,caption{break-inside:avoid}h2,h3{break-after:avoid}}
"""
HEAD = Markup(
    '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n<title>{}</title>\n'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n'
    "<style>{}</style>\n</head>\n<body>\n"
)
AT_THE_FOOT = '@page{{margin:1.5cm 1.5cm 2cm;@bottom-center{{content:"{}";font:9pt Arial,sans-serif}}}}\n'
"""For browsers that print what a page's foot is to say; what is behind the text is printed by all."""
MARKED = Markup('<p class="behind" aria-hidden="true">{0}</p>\n<p class="mark">{0}</p>\n')
"""What is fixed on a screen stands on every page when it is printed."""


def written(index: Index) -> bytes:
    """The page."""
    return "".join(_lines(index)).encode()


def _lines(index: Index) -> Iterator[str]:
    mark = "".join(letter if letter.isalnum() else f"\\{ord(letter):x} " for letter in index.mark)
    yield HEAD.format(index.title, Markup(STYLE + AT_THE_FOOT.format(mark)))
    yield Markup("<main>\n<p>{}</p>\n<h1>{}</h1>\n").format(index.council, index.title)
    if index.demonstration:
        yield "<p><strong>Demonstration: everything here is invented.</strong></p>\n"
    for part in index.first:
        yield from _part(part)
    yield Markup("<h2>{}</h2>\n<dl>\n").format(ABOUT)
    yield from (Markup("<dt>{}</dt><dd>{}</dd>\n").format(*pair) for pair in index.facts)
    yield "</dl>\n"
    for part in index.parts:
        yield from _part(part)
    yield Markup("<h2>{}</h2>\n<p>{}</p>\n{}\n<p>{}</p>\n").format(
        CODE, CODE_SAYS, Markup(qr.svg(index.note)), index.note
    )
    yield "</main>\n"
    yield MARKED.format(index.mark)
    yield "</body>\n</html>\n"


def _part(part: Part) -> Iterator[str]:
    yield Markup("<h{0}>{1}</h{0}>\n").format(part.level, part.title)
    for item in part.items:
        yield from _grid(item) if isinstance(item, Grid) else [_text(item)]


def _text(item: Text) -> str:
    label = Markup("<strong>{}</strong> ").format(item.label) if item.label else ""
    return Markup("<p>{}{}</p>\n").format(label, item.words)


def _grid(given: Grid) -> Iterator[str]:
    item = given.filled()
    heads = Markup("").join(Markup('<th scope="col">{}</th>').format(one) for one in item.head)
    yield Markup(
        '<div class="scroll" tabindex="0" role="region" aria-label="{0}"><table>\n<caption>{0}</caption>\n'
    ).format(item.caption)
    yield Markup("<thead><tr>{}</tr></thead>\n<tbody>\n").format(heads)
    for first, *others in item.rows:
        cells = Markup("").join(Markup("<td>{}</td>").format(one) for one in others)
        yield Markup('<tr><th scope="row">{}</th>{}</tr>\n').format(first, cells)
    yield "</tbody></table></div>\n"
