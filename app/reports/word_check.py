"""Whether a Word file will do as a template of reports: looked at, tried tag by tag, filled in with a sample."""

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from jinja2 import TemplateError

from app.reports.document import Document
from app.reports.word import STYLES, Template, page_of, written
from app.reports.word_blocks import title_of
from app.reports.word_file import MAX_BYTES, NotWord, opened
from app.reports.word_jinja import environment
from app.reports.word_marking import judge_marking, kinds, says
from app.reports.word_names import INVENTED, OFFICIAL, SENSITIVE, names
from app.reports.word_refused import TemplateRefused
from app.reports.word_safety import judge
from app.reports.word_sample import PICTURE, a_sample, samples
from app.reports.word_seen import Look
from app.reports.word_tags import Tag, tags, texts
from app.reports.word_walk import NO_SECTIONS, Walk

__all__ = ["TemplateRefused", "check_template"]

TOO_MANY_BYTES = f"A template has at most {MAX_BYTES // 1000} kB. Take large pictures out of it."
NO_STYLE = (
    "This document has no style called “{}”, in which part of a report is written. Begin with the present template."
)
TOO_MUCH = "This document is too large, or nested too deep, to be read. Take out what a template does without."
UNREADABLE = "Word's own parts of this file do not fit together. Open it in Word and save it anew."
NOT_FILLED = "The template could not be filled in with a sample report: {}"
UNTITLED = (
    "The section “{}” of a report would stand without its title above it. Put {{{{ section.title }}}} above"
    " {{{{p section.body }}}}, outside a condition that leaves one out."
)
EDGES = {RELATIONSHIP_TYPE.HEADER: "the header", RELATIONSHIP_TYPE.FOOTER: "the footer"}


def check_template(data: bytes) -> None:
    """Take a file as a template, or refuse it; raises TemplateRefused with a sentence and where.

    Whatever the file holds, nothing of it runs: its tags are of a small language in a sandbox, see `word_jinja`.
    """
    try:
        _check(data)
    except (MemoryError, RecursionError) as fault:
        raise TemplateRefused(TOO_MUCH) from fault


def _check(data: bytes) -> None:
    _look(data)
    try:
        made = Template(io.BytesIO(data))
        made.init_docx()
        _styles(made)
        sample = a_sample()
        context = names(page_of(made), sample, lambda chart: ("rId1", PICTURE))
    except TemplateRefused:
        raise
    except Exception as fault:  # whatever a broken package makes its reader raise
        raise TemplateRefused(UNREADABLE) from fault
    _walk(made, context)
    judge_marking(made.docx, SENSITIVE)
    for document in samples():
        _rehearse(data, document)


def _look(data: bytes) -> None:
    """Raises TemplateRefused for a file that is no Word document, is too large, or holds more than text."""
    if len(data) > MAX_BYTES:
        raise TemplateRefused(TOO_MANY_BYTES)
    try:
        judge(opened(data))
    except NotWord as fault:
        raise TemplateRefused(str(fault)) from fault


def _styles(made: Template) -> None:
    there = {one.name for one in made.docx.styles}
    if lacking := next((one for one in STYLES if one not in there), ""):
        raise TemplateRefused(NO_STYLE.format(lacking))


def _walk(made: Template, context: dict[str, Any]) -> None:
    """Every tag of the body, and of the heads and feet of its pages."""
    env = environment()
    called = {one.style_id: one.name for one in made.docx.styles}
    body = Walk(env, context)
    body.through(tags(made.docx.element.body, "the text", called))
    for found in _edges(made, called):
        Walk(env, context).through(found)
    if not {"title", "body"} <= body.shown:
        raise TemplateRefused(NO_SECTIONS)


def _edges(made: Template, called: dict[str, str]) -> Iterator[list[Tag]]:
    for one in made.docx.part.rels.values():
        if part := EDGES.get(one.reltype):
            yield tags(parse_xml(one.target_part.blob), part, called)


def _rehearse(data: bytes, document: Document) -> None:
    """Fill it in, open what came of it, and look at what it says; raises TemplateRefused."""
    try:
        word = docx.Document(io.BytesIO(written(document, data, lambda chart: PICTURE)))
    except TemplateError as fault:
        raise TemplateRefused(NOT_FILLED.format(fault.message or "a tag is not written as one is.")) from fault
    except Exception as fault:  # whatever broken markup makes its reader raise
        raise TemplateRefused(NOT_FILLED.format("what came of it is no Word document.")) from fault
    look = Look(word.styles.element)
    for kind in kinds(word):
        says(kind, OFFICIAL if document.is_public else SENSITIVE, look, "marking")
        if document.demonstration:
            says(kind, INVENTED, look, "demonstration")
    _titled(word, document)


def _titled(word: Any, document: Document) -> None:
    """Each section's title stands above its text, in their order; raises TemplateRefused."""
    whole, at = "\n".join(text for _, text in texts(word.element.body)), 0
    for section in document.sections:
        if section.commentary:
            for said in (title_of(section), section.commentary[0].text):
                at = whole.find(said, at) + len(said)
                if at < len(said):
                    raise TemplateRefused(UNTITLED.format(section.title))
