"""Figures in commentary: a token stands for a figure and is replaced by its value, so that the text stays true.

{completion-of-pool} is 45 of 73 (62%); {completion-of-pool|share} 62%; {completion-of-pool|n} 45; with another period:
{grade:overall:good@2024-06}.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from app.events.periods import Period, period
from app.reports.document import Cell, Paragraph

TOKEN = re.compile(r"\{([a-z][a-z0-9:_-]*)(?:@([0-9A-Za-z-]+))?(?:\|(n|of|share))?\}")
BRACES = re.compile(r"\{[^{}]*\}|\{[^\s{}]*|\}")
"""What is left of a text's braces where figures stand in the place of the others: closed, not closed, never opened."""
ITEM = re.compile(r"[-•*]\s+")
Value = Callable[[str, Period], Cell | None]
"""The cell of a figure of a period, in full (45 of 73 (62%)); None for no such figure."""


def paragraphs(text: str, of: Period, value: Value) -> tuple[Paragraph, ...]:
    """Commentary as paragraphs and items of lists, each token a figure's value; an unknown token stays as typed."""
    lines = [line.strip() for line in text.splitlines()]
    return tuple(_paragraph(line, of, value) for line in lines if line)


def unknown(text: str, of: Period, value: Value) -> list[str]:
    """The tokens of a text that stand for no figure, and braces that are not closed or opened, as they were typed."""
    return left(paragraphs(text, of, value))


def left(read: Iterable[Paragraph]) -> list[str]:
    """The same of paragraphs that the figures stand in."""
    runs = (run for paragraph in read for run in paragraph.runs if not run.figure)
    return [match[0] for run in runs for match in BRACES.finditer(run.text)]


def _paragraph(line: str, of: Period, value: Value) -> Paragraph:
    item = ITEM.match(line)
    words = line[item.end() :] if item else line
    runs, done = [], 0
    for match in TOKEN.finditer(words):
        if cell := _figure(match, of, value):
            runs += [Cell(words[done : match.start()]), cell]
            done = match.end()
    return Paragraph(tuple(run for run in (*runs, Cell(words[done:])) if run.text), bool(item))


def _figure(match: re.Match[str], of: Period, value: Value) -> Cell | None:
    """The cell of a token, as much of it as the token asks for; None where there is no such figure or period."""
    asked = period(match[2]) if match[2] else of
    found = value(match[1], asked) if asked else None
    cell = replace(found, interval="") if found else None  # In a sentence it would be one number too many.
    if cell is None or not match[3]:
        return cell
    part = {"n": cell.n, "of": cell.of, "share": f"{cell.share}%" if cell.share else None}[match[3]]
    return None if part is None else replace(cell, text=str(part))
