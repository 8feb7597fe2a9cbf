"""Whether each page of a report says how it is to be handled, whatever the report: judged on the template itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from app.reports.word_refused import TemplateRefused
from app.reports.word_seen import Look
from app.reports.word_tags import DO, SAY, Tag, tags, texts

UNMARKED = "{} would not say “{}”. It stands at the head or foot of every page: {{{{ {} }}}}."
ON_CONDITION = (
    "{{{{ marking }}}} stands within {}, so that a report of another kind would not say how it is to be handled. Put it"
    " outside every condition."
)
UNSEEN = "“{}” could not be read: {}. Write it in plain dark type of 7 points or more, in an ordinary line."
HIDDEN_BREAK = (
    "A section of pages ends within a control or a table, where its head and foot are not looked for. Put the section"
    " break into an ordinary paragraph of the text."
)
BEGINS, ENDS = ("for", "if"), ("endfor", "endif")


@dataclass(frozen=True)
class Kind:
    """A kind of page: what it is called, and its head and foot."""

    called: str
    head: Any
    foot: Any

    @property
    def edges(self) -> tuple[tuple[Any, str], ...]:
        """The markup of its head and foot, each with where it is."""
        return (self.head._element, f"the head of {self.called}"), (self.foot._element, f"the foot of {self.called}")


def kinds(word: Any) -> Iterator[Kind]:
    """Every kind of page that a document has."""
    count = len(word.sections)
    for n, one in enumerate(word.sections, 1):
        of = f" of section {n}" if count > 1 else ""
        yield Kind(f"the pages{of}", one.header, one.footer)
        if one.different_first_page_header_footer:
            yield Kind(f"the first page{of}", one.first_page_header, one.first_page_footer)
        if word.settings.odd_and_even_pages_header_footer:
            yield Kind(f"the even pages{of}", one.even_page_header, one.even_page_footer)


def judge_marking(word: Any, marking: str) -> None:
    """Refuse a template whose pages would not all say how they are handled; raises TemplateRefused.

    Whatever is asked of a report, another may answer otherwise: so the marking stands bare on each kind of page,
    outside every condition, where it can be read.
    """
    if len(list(word.element.iter(qn("w:sectPr")))) > len(word.sections):
        raise TemplateRefused(HIDDEN_BREAK)
    look = Look(word.styles.element)
    for kind in kinds(word):
        found = [_fault(tag, within, look) for edge, where in kind.edges for tag, within in _marks(edge, where)]
        if not found:
            raise TemplateRefused(UNMARKED.format(_begun(kind.called), marking, "marking"))
        if all(found):
            raise next(filter(None, found))


def says(kind: Kind, text: str, look: Look, name: str) -> None:
    """Raises TemplateRefused for a kind of page, filled in, on which a text cannot be read."""
    said = [(paragraph, words) for edge, _ in kind.edges for paragraph, words in texts(edge) if text in words]
    if not said:
        raise TemplateRefused(UNMARKED.format(_begun(kind.called), text, name))
    reasons = [look.unseen(paragraph, words.index(text), len(text)) for paragraph, words in said]
    if all(reasons):
        raise TemplateRefused(UNSEEN.format(text, reasons[0]), f"at the head or foot of {kind.called}")


def _marks(edge: Any, where: str) -> Iterator[tuple[Tag, Tag | None]]:
    """Each bare {{ marking }}, with the condition or loop that it stands in."""
    opened: list[Tag] = []
    for tag in tags(edge, where, {}):
        if tag.kind == DO and tag.word in BEGINS:
            opened.append(tag)
        elif tag.kind == DO and tag.word in ENDS and opened:
            opened.pop()
        elif tag.kind == SAY and tag.says == "marking" and not tag.prefix:
            yield tag, opened[0] if opened else None


def _fault(tag: Tag, within: Tag | None, look: Look) -> TemplateRefused | None:
    if within:
        return TemplateRefused(ON_CONDITION.format(within.source), tag.where)
    why = look.unseen(tag.paragraph, tag.at, len(tag.source))
    return TemplateRefused(UNSEEN.format(tag.source, why), tag.where) if why else None


def _begun(called: str) -> str:
    return f"{called[0].upper()}{called[1:]} of a report"
