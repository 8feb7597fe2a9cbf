"""Builds the Word template of reports that is shipped: `python -m tools.report_template`.

What is written into it and which styles it needs: app/reports/word.py. A council may edit a copy in Word.
"""

import io
from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from app.reports.word import CORE, CORE_HEAD
from app.reports.word_file import packed

THERE = Path(__file__).parents[1] / "app" / "reports" / "templates" / "report.docx"
FONT = "Arial"
"""On every machine, or one as wide (Liberation Sans)."""
INK, BLUE, GREY = RGBColor(0x0B, 0x0C, 0x0C), RGBColor(0x1D, 0x35, 0x57), RGBColor(0x3F, 0x48, 0x50)
"""All of them at least 7 to 1 against white."""
APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/'
    'officeDocument/2006/extended-properties"><Application>Audit Loop</Application></Properties>'
)
KEPT = frozenset((
    "Normal", "Default Paragraph Font", "Normal Table", "No List", "Header", "Footer", "Title", "Subtitle",
    "Heading 1", "Heading 2", "Heading 3", "Caption", "Quote", "List Bullet",
))  # fmt: skip
PARAGRAPHS = {  # size, before, after, bold, colour
    "Normal": (11, 0, 8, False, INK),
    "Title": (24, 60, 4, True, BLUE),
    "Subtitle": (16, 0, 18, False, GREY),
    "Heading 1": (18, 22, 8, True, BLUE),
    "Heading 2": (14, 16, 6, True, BLUE),
    "Heading 3": (12, 12, 4, True, INK),
    "Caption": (10, 4, 10, True, INK),
    "Quote": (11, 0, 8, False, INK),
    "List Bullet": (11, 0, 4, False, INK),
    "Header": (9, 0, 0, False, GREY),
    "Footer": (9, 0, 0, False, GREY),
    "Front": (11, 0, 6, False, INK),
    "Front heading": (14, 18, 6, True, BLUE),
    "Note": (9, 6, 8, False, GREY),
    "Picture": (11, 6, 2, False, INK),
    "Table text": (10, 0, 0, False, INK),
    "Table text small": (8.5, 0, 0, False, INK),
}
FRONT = (
    ("Period", "{{ period }}"),
    ("Figures as at", "{{ as_at }}"),
    ("Edition", "{{ edition }}"),
    ("Handling", "{{ marking }}, {{ copy | lower }}"),
)


def built() -> bytes:
    """The template as a file: the same bytes each time."""
    made = docx.Document()
    _styles(made)
    _page(made)
    _front(made)
    _body(made)
    _without_the_rest(made)
    out = io.BytesIO()
    made.save(out)
    about = "<dc:title>Report template</dc:title><dc:language>en-GB</dc:language></cp:coreProperties>"
    return packed(out.getvalue(), {CORE: f"{CORE_HEAD}{about}".encode(), "docProps/app.xml": APP.encode()})


def _without_the_rest(made: Any) -> None:
    """Takes out what the library's empty document brings: a picture of it, and data that nobody reads."""
    for part in (made.part.package, made.part):
        for id in [
            id
            for id, one in part.rels.items()
            if one.reltype.endswith(("/thumbnail", "/customXml", "/stylesWithEffects"))
        ]:
            del part.rels[id]
    made.settings.element.find(qn("w:themeFontLang")).set(qn("w:val"), "en-GB")


def _styles(made: Any) -> None:
    for style in [one for one in made.styles if one.name not in KEPT]:
        made.styles.element.remove(style.element)
    latent = made.styles.element.find(qn("w:latentStyles"))
    made.styles.element.remove(latent)
    language = made.styles.element.find(".//" + qn("w:rPrDefault")).find(".//" + qn("w:lang"))
    language.set(qn("w:val"), "en-GB")
    for name, look in PARAGRAPHS.items():
        if name not in [one.name for one in made.styles]:
            made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = made.styles["Normal"]
        _look(made.styles[name], *look)
    made.styles["Quote"].paragraph_format.left_indent = Cm(0.8)
    made.styles["Picture"].paragraph_format.keep_with_next = True
    made.styles["Caption"].paragraph_format.keep_with_next = False
    made.styles["Front heading"].paragraph_format.keep_with_next = True
    made.styles.element.append(_table_style())


def _look(style: Any, size: float, before: int, after: int, bold: bool, colour: RGBColor) -> None:
    """A paragraph style without the theme's fonts, colours and lines."""
    properties = style.element.get_or_add_rPr()
    for one in list(properties):
        properties.remove(one)
    for one in style.element.xpath("w:pPr/w:pBdr|w:pPr/w:contextualSpacing"):
        one.getparent().remove(one)
    fonts = OxmlElement("w:rFonts")
    for where in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{where}"), FONT)
    properties.append(fonts)
    style.font.size, style.font.bold, style.font.color.rgb = Pt(size), bold, colour
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.0 if style.name.startswith("Table") else 1.15
    style.quick_style = True


def _table_style() -> Any:
    """Lines between rows, a head and a total that are told apart by weight and line before colour."""
    line = 'w:val="single" w:space="0"'
    return parse_xml(
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ReportTable">'
        '<w:name w:val="Report table"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/><w:tblPr><w:tblBorders>'
        f'<w:top {line} w:sz="12" w:color="1D3557"/><w:bottom {line} w:sz="12" w:color="1D3557"/>'
        f'<w:insideH {line} w:sz="4" w:color="8A949E"/></w:tblBorders><w:tblCellMar>'
        '<w:top w:w="50" w:type="dxa"/><w:left w:w="100" w:type="dxa"/><w:bottom w:w="50" w:type="dxa"/>'
        '<w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
        f'<w:bottom {line} w:sz="12" w:color="1D3557"/></w:tcBorders>'
        '<w:shd w:val="clear" w:color="auto" w:fill="DCE5EE"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
        '<w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>'
        '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>'
    )


def _page(made: Any) -> None:
    """An upright A4 page, with what each page says of itself at its head and foot."""
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    section.header_distance = section.footer_distance = Cm(1.1)
    wide = section.page_width - section.left_margin - section.right_margin
    head = section.header.paragraphs[0]
    head.text = "{{ council }}\t{{ marking }}"
    for text in ("{%p if demonstration %}", "{{ demonstration }}", "{%p endif %}"):
        section.header.add_paragraph(text, "Header").runs[0].bold = True
    foot = section.footer.paragraphs[0]
    foot.text = "{{ marking }}, {{ copy | lower }}\tPage "
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")
    section.footer.add_paragraph("{{ title }}", "Footer")
    for style in ("Header", "Footer"):
        stops = made.styles[style].paragraph_format.tab_stops
        for _ in list(stops):
            del stops[0]
        stops.add_tab_stop(wide, WD_TAB_ALIGNMENT.RIGHT)


def _field(there: Any, kind: str) -> None:
    for part, text in (("begin", ""), ("", f" {kind} "), ("separate", ""), ("shown", "1"), ("end", "")):
        run = there.add_run(text if part == "shown" else "")
        if part == "":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = text
            run._r.append(code)
        elif part != "shown":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), part)
            run._r.append(mark)


def _front(made: Any) -> None:
    """The front page."""
    made.add_paragraph("{{ title }}", "Title")
    made.add_paragraph("{{ council }}", "Subtitle")
    made.add_paragraph("{%p if author %}")
    _labelled(made, "Author", "{{ author }}")
    made.add_paragraph("{%p endif %}")
    for label, value in FRONT:
        _labelled(made, label, value)
    made.add_paragraph("{%p if published %}")
    _labelled(made, "Published", "{{ published }}")
    made.add_paragraph("{%p endif %}")
    made.add_paragraph("{%p if changes %}")
    made.add_paragraph("What this edition changes", "Front heading")
    _loop(made, "change", "changes", "{{ change }}", "List Bullet")
    made.add_paragraph("{%p endif %}")
    made.add_paragraph("Contents", "Front heading")
    made.add_paragraph("{{p contents }}")


def _labelled(made: Any, label: str, value: str) -> None:
    there = made.add_paragraph("", "Front")
    there.add_run(f"{label}: ").bold = True
    there.add_run(value)


def _loop(made: Any, one: str, many: str, text: str, style: str) -> None:
    made.add_paragraph(f"{{%p for {one} in {many} %}}")
    made.add_paragraph(text, style)
    made.add_paragraph("{%p endfor %}")


def _body(made: Any) -> None:
    """The sections, the first and a confidential one on a new page, and the annex, which ends with its table.

    What it says besides stands above that: beneath, it would be a line or two on a page of its own.
    """
    made.add_paragraph("{%p for section in sections %}")
    made.add_paragraph("{%p if loop.first or section.confidential %}")
    made.add_paragraph("{{ section.title }}", "Heading 1").paragraph_format.page_break_before = True
    made.add_paragraph("{%p else %}")
    made.add_paragraph("{{ section.title }}", "Heading 1")
    made.add_paragraph("{%p endif %}")
    made.add_paragraph("{{p section.body }}")
    made.add_paragraph("{%p endfor %}")
    made.add_paragraph("Annex: how the figures are defined", "Heading 1").paragraph_format.page_break_before = True
    counted = "Figures count what was recorded up to {{ as_at }}. What is overdue is so on {{ overdue_on }}."
    made.add_paragraph(counted, "Note")
    _loop(made, "framework", "frameworks", "Audit tool: {{ framework }}.", "Note")
    made.add_paragraph("{{p definitions }}")


if __name__ == "__main__":
    THERE.write_bytes(built())
