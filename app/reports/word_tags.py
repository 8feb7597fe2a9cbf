"""The tags of a Word template: where each stands, and what it is made of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import qn

from app.reports.word_refused import TemplateRefused

TAG = re.compile(r"\{\{.{0,300}?\}\}|\{%.{0,300}?%\}|\{#.{0,300}?#\}")
LEFT = re.compile(r"\{[{%#]|[}%]\}")
ELEMENT = re.compile("<[^>]*>")
MARKS = re.compile(r"\{[{%#]|[}%#]\}")
PREFIX = re.compile(r"(p|tr|tc|r)\s")
QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
"""Word's quotation marks, which it puts into tags of itself."""
SAY, DO, REMARK = "{{", "{%", "{#"
BROKEN = "A tag begins or ends here without its other half: {}. Both stand in the same paragraph."
HIDDEN = "A tag stands where none is filled in: in a field, a link, or the description of a picture."
SHOWN = 80
MOST = 400
TOO_MANY = f"A template has at most {MOST} tags."
WORD = qn("w:p").removesuffix("p")
HOLDS_TEXT = frozenset(qn(f"w:{name}") for name in ("instrText", "delText", "delInstrText"))
"""Elements of Word's that hold text which is not read as words."""


@dataclass(frozen=True)
class Tag:
    """A tag: as it is written, {{ or {% or {#, its prefix for Word (p, tr, tc or r), and what it says."""

    source: str
    kind: str
    prefix: str
    says: str
    where: str
    paragraph: Any
    """The paragraph that it stands in (an XML element)."""
    alone: bool
    """Whether nothing else stands in its paragraph."""
    at: int = 0
    """How many letters of its paragraph stand before it."""

    @property
    def word(self) -> str:
        """What a statement begins with: for, endif."""
        return self.says.split()[0] if self.says.split() else ""


def tags(root: Any, part: str, names: dict[str, str]) -> list[Tag]:
    """The tags of a part in their order; `part` says which ("the footer"), `names` are styles' names by id.

    Raises TemplateRefused for half a tag, and for one where none is filled in.
    """
    for node in root.iter():
        if not isinstance(node.tag, str) or _hides(node):
            raise TemplateRefused(HIDDEN, f"in {part}")
    said = texts(root)
    found = list(_each(said, part, names))
    if _marks(ELEMENT.sub("", serialize_part_xml(root).decode())) != sum(_marks(text) for _, text in said):
        raise TemplateRefused(HIDDEN, f"in {part}")
    return found


def texts(root: Any) -> list[tuple[Any, str]]:
    """Each paragraph with its words, in their order; those of a text box are of the paragraphs in it."""
    said: dict[Any, list[str]] = {one: [] for one in root.iter(qn("w:p"))}
    for node in root.iter(qn("w:t")):
        within = next(node.iterancestors(qn("w:p")), None)
        if within is not None:
            said[within].append(node.text or "")
    return [(paragraph, "".join(words)) for paragraph, words in said.items()]


def _marks(text: str) -> int:
    """How often a tag begins or ends.

    Those of the whole markup are those of its paragraphs: what fills tags in also reads text between elements, and
    from one paragraph into the next.
    """
    return len(MARKS.findall(text))


def _hides(node: Any) -> bool:
    texts = list(node.attrib.values())
    if node.tag in HOLDS_TEXT or not node.tag.startswith(WORD):
        texts.append(node.text or "")
    return any(re.search(r"\{[{%#]", text) for text in texts)


def _each(said: Sequence[tuple[Any, str]], part: str, names: dict[str, str]) -> Iterator[Tag]:
    beneath, left = "", MOST
    for paragraph, text in said:
        where = f"in “{text.strip()[:SHOWN]}” in {part}" + (f", beneath “{beneath[:SHOWN]}”" if beneath else "")
        # Counted before they are looked for: what reads them, here and in the library, is slow on very many.
        left -= sum(text.count(kind) for kind in (SAY, DO, REMARK))
        if left < 0:
            raise TemplateRefused(TOO_MANY, where)
        if half := LEFT.search(TAG.sub("", text)):
            raise TemplateRefused(BROKEN.format(half[0]), where)
        for found in TAG.finditer(text):
            yield _tag(found[0], where, paragraph, text, found.start())
        if names.get(_style(paragraph), "").startswith(("Heading", "Title")):
            beneath = text.strip()


def _tag(source: str, where: str, paragraph: Any, text: str, at: int) -> Tag:
    kind, inner = source[:2], source[2:-2].translate(QUOTES)
    prefix = PREFIX.match(inner) if kind != REMARK else None
    says = inner[prefix.end() :] if prefix else inner
    return Tag(source, kind, prefix[1] if prefix else "", says.strip(), where, paragraph, text.strip() == source, at)


def _style(paragraph: Any) -> str:
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return str(found.get(qn("w:val"))) if found is not None else ""
