"""A report as a Word file: the council's template, filled in with the report's words, tables and pictures."""

import io
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docxtpl import DocxTemplate
from jinja2 import TemplateRuntimeError

from app.reports.document import Chart, Document
from app.reports.foot import Foot
from app.reports.word_file import packed
from app.reports.word_foot import add as add_foot
from app.reports.word_jinja import environment
from app.reports.word_names import names
from app.reports.word_parts import Page, plain
from app.reports.word_values import TWICE

SHIPPED = Path(__file__).parent / "templates" / "report.docx"
STYLES = (
    "Heading 1", "Heading 2", "Heading 3", "Caption", "Quote", "List Bullet", "Note", "Picture", "Table text",
    "Table text small", "Report table",
)  # fmt: skip
"""The styles that whatever is written into a template is written in."""
LOST = (
    "the section “{}” would be lost, or out of its order. {{{{p section.body }}}} stands once for each section, outside"
    " a condition that leaves one out."
)

PICTURE_WIDTH = 1100
"""In pixels: some 165 to the inch across the text of a page, which prints sharply."""
CORE = "docProps/core.xml"
CORE_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties'
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
)


def written(
    document: Document, template: bytes | None, pictures: Callable[[Chart], bytes], foot: Foot | None = None
) -> bytes:
    """A report as a Word file: the same document, template and foot are the same bytes.

    `template` is a checked one (see `word_check`), None for the one that is shipped; `pictures` draws a chart as PNG;
    `foot` is that of a published edition. Raises jinja2.TemplateError for a template whose tags cannot be filled in.
    """
    made = Template(io.BytesIO(template or shipped()))
    made.init_docx()
    named = names(page_of(made), document, _placed(made, pictures))
    made.render(named, environment(TWICE * _length(named)))
    if foot:
        add_foot(made.docx, page_of(made), foot)
    about = made.docx.part.package.core_properties
    about.title = document.title[:255]
    out = io.BytesIO()
    made.docx.save(out)
    return packed(out.getvalue(), {CORE: described(document)})


def _length(named: Mapping[str, Any]) -> int:
    """How many characters of paragraphs a report has."""
    bodies = (one.body for one in named["sections"])
    return sum(map(len, (named["contents"], named["definitions"], *bodies)))


@cache
def shipped() -> bytes:
    """The template that comes with the programme."""
    return SHIPPED.read_bytes()


class Template(DocxTemplate):
    """A template whose text is filled in: its body, headers and footers, never its properties or footnotes."""

    def init_docx(self, reload: bool = True) -> None:
        """Open it once: whatever is written into it, pictures too, belongs to the file that was opened."""
        if not self.docx:
            super().init_docx(reload)

    def fix_tables(self, xml: str) -> Any:
        """As the library, but raises SyntaxError for what is no XML, where that would drop what is in the way."""
        parse_xml(xml)
        return super().fix_tables(xml)

    def resolve_listing(self, xml: str) -> str:
        """Nothing: what is filled in brings its own lines and paragraphs."""
        return xml

    def build_xml(self, context: dict[str, Any], jinja_env: Any = None) -> str:
        """The body filled in; raises TemplateError where a section of the report is lost, or stands out of its order.

        No condition of a template can be tried on every report, so each report is looked at as it is written.
        """
        made: str = super().build_xml(context, jinja_env)
        at = 0
        for section in context["sections"]:
            at = made.find(section.body, at) + len(section.body)
            if at < len(section.body):
                raise TemplateRuntimeError(LOST.format(section.title))
        return made

    def render_properties(self, *_: Any, **__: Any) -> None:
        """Nothing: they are set, not filled in."""

    def render_footnotes(self, *_: Any, **__: Any) -> None:
        """Nothing: the front page has no notes."""


def page_of(made: Template) -> Page:
    """What a template lends; in the place of a style that an older one does not have, that of plain text."""
    last = made.docx.sections[-1]
    width = last.page_width - last.left_margin - last.right_margin
    height = last.page_height - last.top_margin - last.bottom_margin
    styles = {one.name: one.style_id for one in made.docx.styles}
    return Page({name: styles.get(name, "") for name in STYLES}, int(width) // 635, int(height) // 635)


def _placed(made: Template, pictures: Callable[[Chart], bytes]) -> Callable[[Chart], tuple[str, bytes]]:
    """Puts a chart's picture into the file."""

    def place(chart: Chart) -> tuple[str, bytes]:
        png = pictures(chart)
        image = made.docx.part.package.get_or_add_image_part(io.BytesIO(png))
        return made.docx.part.relate_to(image, RELATIONSHIP_TYPE.IMAGE), png

    return place


def described(document: Document) -> bytes:
    """What the file says of itself, whole; no clock: it was made at the moment up to which it counts."""
    moment = datetime.fromisoformat(document.as_at).astimezone(UTC)
    facts = {
        "dc:title": document.title, "dc:creator": document.author, "dc:subject": document.council,
        "cp:lastModifiedBy": document.author, "cp:category": document.kind, "dc:language": "en-GB",
    }  # fmt: skip
    said = "".join(f"<{name}>{plain(value)}</{name}>" for name, value in facts.items())
    times = "".join(f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment:%Y-%m-%dT%H:%M:%SZ}</dcterms:{name}>'
                    for name in ("created", "modified"))  # fmt: skip
    return f"{CORE_HEAD}{said}{times}</cp:coreProperties>".encode()
