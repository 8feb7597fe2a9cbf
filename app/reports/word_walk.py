"""A walk through a template's tags, each tried on a sample, so that a fault is told with the tag that it is in."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from typing import Any

from docx.oxml.ns import qn
from jinja2 import TemplateError, nodes

from app.reports.word_jinja import Filled, Sandbox, parsed, value_of
from app.reports.word_refused import TemplateRefused
from app.reports.word_tags import DO, REMARK, SAY, Tag
from app.reports.word_values import TWICE, judge_filtered, judge_written

BLOCKS = {"for": "endfor", "if": "endif"}
MIDDLE = ("elif", "else")
NO_SECTIONS = (
    "This template does not go through the report's sections. It needs a paragraph {%p for section in sections %}, one"
    " with {{ section.title }}, one with {{p section.body }}, and one with {%p endfor %}."
)


@dataclass(frozen=True)
class Loop:
    """What a loop says of itself."""

    index: int = 1
    index0: int = 0
    first: bool = True
    last: bool = False
    length: int = 2


class Walk:
    """One part of a template, tag by tag, with what is open and what can be named there."""

    def __init__(self, env: Sandbox, context: dict[str, Any]) -> None:
        self._env, self._scope = env, dict(context)
        self._context = context
        self._open: list[Tag] = []
        self._in_sections = ""
        """What the loop over the sections calls one, "" out of it."""
        self._placed: Counter[str] = Counter()
        self.shown: set[str] = set()
        """What of a section is shown within that loop."""

    def through(self, found: Sequence[Tag]) -> None:
        """Go through the tags; raises TemplateRefused at the first that is at fault."""
        for tag in found:
            try:
                self._step(tag)
            except (TemplateError, TypeError, ValueError) as fault:
                raise TemplateRefused(f"{tag.source} cannot be filled in. {_sentence(fault)}", tag.where) from fault
        if self._open:
            raise TemplateRefused(f"{self._open[-1].source} is never ended.", self._open[-1].where)

    def _step(self, tag: Tag) -> None:
        if tag.kind != REMARK and (tag.says[:1] in "-+" or tag.says[-1:] in "-+"):
            raise TemplateRefused(
                f"{tag.source} says nothing that can be filled in, or has a sign too many.", tag.where
            )
        if tag.prefix == "p" and not tag.alone:
            raise TemplateRefused(
                f"{tag.source} stands alone in its paragraph; the other words would be lost.", tag.where
            )
        if tag.kind == SAY:
            self._say(tag)
        elif tag.kind == DO:
            self._do(tag)

    def _say(self, tag: Tag) -> None:
        """A value: words in a paragraph of the template's, or paragraphs in the place of one."""
        tree = parsed(self._env, f"{{{{ {tag.says} }}}}")
        self._known(tree, tag)
        judge_written(tree, self._scope)
        value = value_of(self._env, tag.says, self._scope)
        if isinstance(value, Filled) or tag.prefix:
            self._stands(tag, value)
        elif not isinstance(value, str | int):
            raise TemplateRefused(
                f"{tag.source} is not words. Name a part of it, or go through it in a loop.", tag.where
            )
        if self._in_sections:
            self.shown |= {one.attr for one in tree.find_all(nodes.Getattr) if _base(one) == self._in_sections}

    def _stands(self, tag: Tag, value: Any) -> None:
        if not isinstance(value, Filled):
            raise TemplateRefused(f"{tag.source} is words, so it is written {{{{ {tag.says} }}}}.", tag.where)
        if tag.prefix != "p":
            raise TemplateRefused(f"{tag.source} is paragraphs, so it is written {{{{p {tag.says} }}}}.", tag.where)
        if tag.paragraph.getparent().tag != qn("w:body"):
            raise TemplateRefused(f"{tag.source} stands in a table, a box, or the head or foot of a page.", tag.where)
        what = tag.says.rpartition(".")[2]
        self._placed[what] += 1
        if self._placed[what] > TWICE or (what == tag.says and any(one.word == "for" for one in self._open)):
            raise TemplateRefused(
                f"{tag.source} would be repeated. It stands twice at the most, in no loop.", tag.where
            )

    def _do(self, tag: Tag) -> None:
        if tag.word in BLOCKS:
            self._begin(tag)
        elif tag.word in MIDDLE or tag.word in BLOCKS.values():
            self._go_on(tag)
        else:
            raise TemplateRefused(f"{tag.source}: a template knows only for and if.", tag.where)

    def _begin(self, tag: Tag) -> None:
        """A condition or a loop."""
        tree = parsed(self._env, f"{{% {tag.says} %}}{{% {BLOCKS[tag.word]} %}}")
        self._known(tree, tag)
        self._open.append(tag)
        if tag.word == "if":
            judge_filtered(tree, self._scope)
            value_of(self._env, tag.says.removeprefix("if"), self._scope)
            return
        made = tree.find(nodes.For)
        assert made is not None
        if sum(one.word == "for" for one in self._open) > 1:
            raise TemplateRefused(f"{tag.source} is a loop within a loop.", tag.where)
        if not isinstance(made.target, nodes.Name) or not isinstance(made.iter, nodes.Name) or made.test:
            raise TemplateRefused(f"{tag.source} is written like {{%p for section in sections %}}.", tag.where)
        self._enter(tag, made.target.name, made.iter.name)

    def _enter(self, tag: Tag, one: str, many: str) -> None:
        values = self._scope.get(many)
        if not isinstance(values, tuple):
            raise TemplateRefused(f"{tag.source}: “{many}” is not several, so there is no going through it.", tag.where)
        self._scope = self._context | {one: values[0], "loop": Loop()}
        self._in_sections = one if many == "sections" else ""

    def _go_on(self, tag: Tag) -> None:
        """What ends a condition or a loop, or stands in its middle."""
        before = self._open[-1] if self._open else None
        wanted = ("endfor",) if before and before.word == "for" else ("endif", *MIDDLE)
        if not before or tag.word not in wanted:
            raise TemplateRefused(f"{tag.source} ends or divides nothing that was begun.", tag.where)
        same = tag.paragraph if not tag.prefix else tag.paragraph.getparent()
        other = before.paragraph if not before.prefix else before.paragraph.getparent()
        if tag.prefix != before.prefix or (tag.prefix in ("", "p") and same is not other):
            raise TemplateRefused(
                f"{tag.source} does not go with {before.source}: both with p, each in a paragraph of its own, or both"
                " without it in one paragraph.", tag.where,
            )  # fmt: skip
        if tag.word == "elif":
            tree = parsed(self._env, f"{{% {tag.says[2:]} %}}{{% endif %}}")
            self._known(tree, tag)
            judge_filtered(tree, self._scope)
            value_of(self._env, tag.says.removeprefix("elif"), self._scope)
        elif tag.word in BLOCKS.values():
            self._leave(self._open.pop())

    def _leave(self, tag: Tag) -> None:
        if tag.word == "for":
            self._scope, self._in_sections = self._context, ""

    def _known(self, tree: nodes.Template, tag: Tag) -> None:
        """Raises TemplateRefused for a name that means nothing there, wherever in the tag."""
        own = {one.name for one in tree.find_all(nodes.Name) if one.ctx == "store"}
        for name in (one.name for one in tree.find_all(nodes.Name) if one.ctx == "load" and one.name not in own):
            if name not in self._scope:
                raise TemplateRefused(f"{tag.source}: there is no “{name}”.{_close(name, self._scope)}", tag.where)
        for part in tree.find_all(nodes.Getattr):
            there = _parts(self._scope.get(_base(part)))
            if part.attr not in there:
                raise TemplateRefused(
                    f"{tag.source}: “{_base(part) or 'this'}” has no “{part.attr}”.{_close(part.attr, there)}",
                    tag.where,
                )
        for item in tree.find_all(nodes.Getitem):
            if not (isinstance(item.node, nodes.Name) and item.node.name == "figures"):
                raise TemplateRefused(f"{tag.source}: only figures has square brackets.", tag.where)


def _base(part: nodes.Getattr) -> str:
    """What it is a part of; "" where that is no name."""
    return part.node.name if isinstance(part.node, nodes.Name) else ""


def _parts(value: Any) -> list[str]:
    return [one.name for one in fields(value)] if is_dataclass(value) else []


def _close(name: str, there: Any) -> str:
    """What may have been meant, or else what can be named instead."""
    known = sorted(one for one in there if one != "loop")
    if meant := get_close_matches(name, known, 1):
        return f" Is “{meant[0]}” meant?"
    return f" There is: {', '.join(known)}." if known else ""


def _sentence(fault: Exception) -> str:
    said = (str(fault) or "It is not written as a tag is.").split("\n")[0].rstrip(".")
    return f"{said[:1].upper()}{said[1:]}."
