"""The foot of a published report in its Word file: at the end of the body, in whichever template it is written."""

import io
from dataclasses import replace
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from app import qr
from app.reports.foot import TITLE, Foot
from app.reports.word_parts import Page, picture, words

WIDTH = 2270
"""Of the code, in twentieths of a point: 4 cm, at which a telephone reads it."""


def add(docx: Any, page: Page, foot: Foot) -> None:
    """Write the foot beneath everything else."""
    parts = [words(page, "Heading 3", TITLE, keep=True)]
    parts += [words(page, "", said, keep=bool(foot.note)) for said in foot.said]
    if foot.note:
        png = qr.png(foot.note)
        image = docx.part.package.get_or_add_image_part(io.BytesIO(png))
        rid = docx.part.relate_to(image, RELATIONSHIP_TYPE.IMAGE)
        parts.append(picture(replace(page, width=WIDTH), rid, png, "Checkpoint", foot.alt))
    held = parse_xml(f"<w:body {nsdecls('w')}>{''.join(parts)}</w:body>")
    for made in list(held):
        docx.element.body.sectPr.addprevious(made)
