"""What two versions of a page say otherwise: each line beside the one that stands for it in the other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from app.views.compared_lines import Line, lines_of, title_of
from app.views.compared_twins import twins

Parts = list[tuple[str, bool]]
"""A text in parts, each with whether it differs."""


@dataclass(frozen=True)
class Said:
    """What a page said in one place and what it says; either is empty where it said or says nothing there."""

    heading: str
    label: str
    was: str
    now: str


def compared(was: str, now: str) -> list[Said]:
    """What differs between two versions of a page (HTML). A line that only stands elsewhere is no difference."""
    before, after = lines_of(was), lines_of(now)
    pairs = twins(before, after)
    titles = title_of(was), title_of(now)
    told = [Said("", "Title", *titles)] if all(titles) and titles[0] != titles[1] else []
    return [*told, *_joined(_in_order(before, after, pairs))]


def _in_order(before: Sequence[Line], after: Sequence[Line], pairs: Mapping[int, int]) -> Iterator[Said]:
    """What differs, in the order of the later version; what went stands after what it followed."""
    found, place = list[tuple[float, Said]](), -1.0
    for n, line in enumerate(before):
        if n in pairs:
            place = float(pairs[n])
        else:
            found.append((place + 0.5, Said(line.heading, line.label, line.text or line.label, "")))
    was = {late: before[early] for early, late in pairs.items()}
    for n, line in enumerate(after):
        if n not in was:
            found.append((float(n), Said(line.heading, line.label, "", line.text or line.label)))
        elif was[n].whole != line.whole:
            found.append((float(n), _changed(was[n], line)))
    yield from (one for _, one in sorted(found, key=lambda one: one[0]))


def _changed(was: Line, now: Line) -> Said:
    """A line that says something else; where its first cell is another too, that is part of what it says."""
    if was.label == now.label:
        return Said(now.heading, now.label, was.text or "(nothing)", now.text or "(nothing)")
    return Said(now.heading, "", was.whole, now.whole)


def _joined(lines: Iterable[Said]) -> Iterator[Said]:
    """Lines that only came or only went one after another under a heading, as one text."""
    for (heading, label, came, went), part in groupby(
        lines, lambda one: (one.heading, one.label, not one.was, not one.now)
    ):
        if label or came == went:
            yield from part
            continue
        text = "\n".join(one.was or one.now for one in part)
        yield Said(heading, "", "", text) if came else Said(heading, "", text, "")


def marked(was: str, now: str) -> tuple[Parts, Parts]:
    """Two texts with what differs, word by word; where one is empty nothing is marked."""
    if not was or not now:
        return [(text, False) for text in (was,) if text], [(text, False) for text in (now,) if text]
    first, last = was.split(" "), now.split(" ")
    codes = SequenceMatcher(None, first, last, autojunk=False).get_opcodes()
    sides = [(kind, first[a:b], last[c:d]) for kind, a, b, c, d in codes]
    return _parts((kind, one) for kind, one, _ in sides), _parts((kind, one) for kind, _, one in sides)


def _parts(sides: Iterable[tuple[str, list[str]]]) -> Parts:
    return [(" ".join(words), kind != "equal") for kind, words in sides if words]
