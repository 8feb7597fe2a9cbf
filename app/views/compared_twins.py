"""Which line of a page stands for which of the same page at another moment: by section, by what it is of, by its words.

What a line is of says most: its label or first cell, and the page that it leads to. Words come last, and alike enough.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from app.views.compared_lines import Line

ALIKE = 0.6
"""From so much on, of the words of two, one is held to be what became of the other."""
BEGINS, SHORT = 0.1, 4
"""What two lines are worth to each other that only begin with the same word, of more than so many letters."""
TOO_MANY = 40_000
"""So many pairs of lines are looked at for their words; beyond, lines are held to each other by what they are of."""
Places = list[int]


def twins(before: Sequence[Line], after: Sequence[Line]) -> dict[int, int]:
    """The places of the lines of one version, each with that of the line in the other that stands for it."""
    same = _sections(before, after)
    headings = [same.get(line.heading, line.heading) for line in before]
    others = {line.heading for line in after}
    lone = {one for one in headings if one not in others} | (others - set(headings))
    pairs: dict[int, int] = {}
    told = [(heading, line.whole) for heading, line in zip(headings, before, strict=True)]
    _equal(pairs, told, [(line.heading, line.whole) for line in after])
    _equal(pairs, [line.whole for line in before], [line.whole for line in after])
    left, right = _left(pairs, before, after)
    for heading in dict.fromkeys(headings[n] for n in left):
        theirs = [n for n in right if after[n].heading == heading]
        _alike(pairs, before, after, [n for n in left if headings[n] == heading], theirs)
    left, right = _left(pairs, before, after)
    alone = [(n, headings[n] in lone) for n in left]
    _by_label(pairs, before, after, alone, [(n, after[n].heading in lone) for n in right])
    return pairs


def _left(pairs: Mapping[int, int], before: Sequence[Line], after: Sequence[Line]) -> tuple[Places, Places]:
    taken = set(pairs.values())
    return [n for n in range(len(before)) if n not in pairs], [n for n in range(len(after)) if n not in taken]


def _sections(before: Iterable[Line], after: Iterable[Line]) -> dict[str, str]:
    """By a heading that is gone: the one that came and says the same but for a number or a word."""
    was, now = ({line.heading: None for line in lines} for lines in (before, after))
    came, found = [one for one in now if one not in was], dict[str, str]()
    for gone in (one for one in was if one not in now):
        best = max(came, key=lambda one: _ratio(gone, one), default="")
        if best and _ratio(gone, best) >= ALIKE / 1.2:
            found[gone] = best
            came.remove(best)
    return found


def _equal(pairs: dict[int, int], before: Sequence[object], after: Sequence[object]) -> None:
    """Lines that say the same, in their order, wherever they stand."""
    places: dict[object, Places] = defaultdict(list)
    taken = set(pairs.values())
    for n, line in enumerate(after):
        if n not in taken:
            places[line].append(n)
    for n, line in enumerate(before):
        if n not in pairs and places[line]:
            pairs[n] = places[line].pop(0)


def _alike(pairs: dict[int, int], before: Sequence[Line], after: Sequence[Line], left: Places, right: Places) -> None:
    """The lines of one section, those that are most alike first."""
    by_words = len(left) * len(right) <= TOO_MANY
    scored = ((_score(before[a], after[b], by_words=by_words), -abs(a - b), a, b) for a in left for b in right)
    taken = set[int]()
    for _, _, a, b in sorted((one for one in scored if one[0]), reverse=True):
        if a not in pairs and b not in taken:
            pairs[a] = b
            taken.add(b)


def _score(was: Line, now: Line, *, by_words: bool) -> float:
    """How much speaks for it that a line became another; 0 for nothing."""
    leads = bool(was.leads) and was.leads == now.leads
    if was.label and was.label == now.label:
        return 3 + leads + (_ratio(was.text, now.text) if by_words else 0)
    if bool(was.label) != bool(now.label) or not by_words:
        return 2.0 * leads
    alike = _ratio(was.whole, now.whole)
    if leads and alike >= ALIKE / 2:
        return 2 + alike
    if was.label or (was.leads and now.leads and not leads):
        return 0
    return alike if alike >= ALIKE else BEGINS * (_beginning(was) == _beginning(now) != "")


def _beginning(line: Line) -> str:
    """The first word of a line, where it is long enough to say what the line is of: Moderation, Follow-up."""
    word = line.text.partition(" ")[0]
    return word if len(word) > SHORT else ""


def _by_label(
    pairs: dict[int, int],
    before: Sequence[Line],
    after: Sequence[Line],
    left: Iterable[tuple[int, bool]],
    right: Iterable[tuple[int, bool]],
) -> None:
    """Lines of a label that is left once on each side, where a heading came or went above one of them."""
    ones, others = (defaultdict[str, list[tuple[int, bool]]](list) for _ in range(2))
    for found, lines, part in ((ones, before, left), (others, after, right)):
        for n, lone in part:
            found[lines[n].label].append((n, lone))
    for label, here in ones.items():
        there = others[label]
        if label and len(here) == len(there) == 1 and (here[0][1] or there[0][1]):
            pairs[here[0][0]] = there[0][0]


def _ratio(one: str, other: str) -> float:
    """How many words two texts share, from 0 to 1."""
    found = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    return found.ratio() if found.quick_ratio() >= ALIKE / 2 else 0.0
