"""Figures by the names that stand beside a bare count: 19 children of concern, the pool is 75, of which 4 are open."""

import re

from app.reports.claims.facts import Facts, Names
from app.reports.claims.numbers import Said
from app.reports.claims.numerals import numerals
from app.reports.claims.reading import Sentence
from app.reports.claims.words import ALIKE, FILLER, singular, stems

POOL = re.compile(r"(?P<word>\b[a-z]{4,})\s+of\s+(?:now\s+)?$", re.I)
_SUBSET = re.compile(
    r"\b(?:these|those|other|further|additional|another|remaining|extra|more|\w+ out of|\d+ of|the first)\s+$", re.I
)
_IS = re.compile(
    r"(?:\s+(?:is|was|are|were|stands?|stood|remains?|remained|stays?|stayed|came to|comes to|now|at|still|totall?ed"
    r"|number(?:ed|s)?|rose to|fell to|grew to|reached))+\s*$|\s*:\s*$", re.I
)  # fmt: skip
_WHICH = re.compile(r"\s+of (?:which|whom|them|these|those)\b", re.I)
_OF_WHICH = re.compile(r"\bof (?:which|whom|these|them|those)\s+(?:only\s+)?$", re.I)
_PRONOUN = re.compile(r"\s+(?:are|were|is|was|remain|remained|remains|still)\b", re.I)
_BASE = re.compile(r"\s+(?P<noun>[a-z]+(?: of [a-z]+)?)", re.I)
_LETTERS = re.compile(r"[a-z]+", re.I)
_PLACES = frozenset({"tracker", "place", "year", "end", "audit", "auditor"})
"""Where they are counted, or what they are: they add nothing to a name."""


def is_part(one: Said) -> bool:
    """Whether it counts only some: a further 10, the other 3."""
    before = one.sentence.text[max(one.sentence.start, one.start - 32) : one.start]
    return bool(_SUBSET.search(before) and not POOL.search(before))


def named(one: Said, facts: Facts) -> Names:
    """The figures whose name is all that is said beside a bare count, after it or before it."""
    if one.n is None or one.about or is_part(one):
        return ()
    for found in (_after(one, facts), _of_which(one, facts), _headed(one, facts)):
        if found:
            return of_audits(one.sentence, found)
    return ()


def _after(one: Said, facts: Facts) -> Names:
    """The rest of the clause is the name: 16 moderators are in place; 19 children of concern are on the tracker."""
    sentence = one.sentence
    assert one.n
    words = sentence.bare((one.n.end, _end(sentence, one.n.start)))
    if any(letter.isdigit() for letter in words) and "ategory" not in words:
        return ()
    said = stems(words) - FILLER
    return _called(facts, [said], least=2) or _called(facts, [said - {"auditor"}], least=2) or _begun(words, facts)


def _end(sentence: Sentence, at: int) -> int:
    """Where what is said there ends: that somebody is with it belongs to it."""
    end = sentence.clause(at)[1]
    return sentence.clause(end)[1] if sentence.text.startswith("with", end) else end


def _called(facts: Facts, wanted: list[frozenset[str]], least: int) -> Names:
    """The figures that have one of some names."""
    names = [one - ALIKE for one in wanted]
    return tuple(
        figure
        for figure, known in facts.names
        if any(len(name) >= least and any(name == one - ALIKE for one in known) for name in names)
    )


def _begun(words: str, facts: Facts) -> Names:
    """The figures whose name in full, of two words or more, is what follows, and nothing but where they are."""
    said = [singular(word) for word in _LETTERS.findall(words)]
    for length in range(len(said), 1, -1):
        if found := _full(facts).get(tuple(said[:length])):
            rest = stems(" ".join(said[length:])) - FILLER - _PLACES
            return () if rest else tuple(found)
    return ()


def _full(facts: Facts) -> dict[tuple[str, ...], list[str]]:
    if facts.full is None:
        facts.full = {}
        for figure, labels in facts.phrases:
            for label in labels:
                facts.full.setdefault(tuple(singular(word) for word in _LETTERS.findall(label)), []).append(figure)
    return facts.full


def _of_which(one: Said, facts: Facts) -> Names:
    """21 actions, of which 4 are open; 17 children of concern, 2 of them in Category 1; of 21 raised, 4 are open."""
    sentence = one.sentence
    assert one.n
    after = _WHICH.match(sentence.text, one.n.end)
    bracket = sentence.text[one.n.start - 1 : one.n.start] == "(" or _PRONOUN.match(sentence.text, one.n.end)
    which = after or bracket or _OF_WHICH.search(sentence.text, sentence.start, one.n.start)
    base = _noun(one) if which or (one.of and not one.joined and one.of.end < one.n.start) else ""
    start = after.end() if after else one.n.end
    said = stems(sentence.bare((start, _end(sentence, start)))) - FILLER
    return _called(facts, [said | stems(base)], least=2) if base and said else ()


def _noun(one: Said) -> str:
    """What the number before it counts, in the same sentence."""
    assert one.n
    before = one.of.end if one.of and not one.joined else _before(one.sentence, one.n.start)
    found = _BASE.match(one.sentence.text, before, one.n.start) if before else None
    return found["noun"] if found else ""


def _before(sentence: Sentence, at: int) -> int:
    """Where the number before a place ends; 0 where there is none."""
    return max((one.end for one in numerals(sentence) if one.end < at), default=0)


def part_of(one: Said) -> Names:
    """The figures that a count is said to be of, where it is a part of another figure that is no base of theirs."""
    if not (one.n and one.of) or one.share or one.sentence.grades:
        return ()
    found = _among(one) if one.joined else _of_which(one, one.sentence.facts)
    return of_audits(one.sentence, found)


def _among(one: Said) -> Names:
    """Four of the 21 actions raised are open: 21 is the figure of the actions raised, and the rest names another."""
    sentence, facts = one.sentence, one.sentence.facts
    assert one.of
    said = stems(sentence.bare((one.of.end, _end(sentence, one.of.end)))) - FILLER
    known = [(figure, name) for figure, names in facts.names for name in names if len(name) > 1 and name < said]
    bases = [name for figure, name in known if (cell := facts.cells.get((figure, facts.of.key))) and cell.n == one.of.n]
    return tuple(
        dict.fromkeys(figure for figure, name in known for base in bases if name != base and name | base == said)
    )


def _headed(one: Said, facts: Facts) -> Names:
    """The pool is 75; children of concern: 19."""
    sentence = one.sentence
    assert one.n
    lead = _IS.search(sentence.text, sentence.start, one.n.start)
    if lead is None or sentence.grades:
        return ()
    first = max((cut for cut in sentence.cuts if cut < lead.start() and sentence.text[cut] not in ",:"), default=0)
    subject = sentence.bare((max(first, sentence.start), lead.start()))
    rest = stems(sentence.bare((one.n.end, sentence.clause(one.n.end)[1]))) - FILLER
    said = stems(subject) - FILLER
    named = _called(facts, [said | rest], least=1)
    return named or (_called(facts, [said], least=1) if rest <= _PLACES else ())


def of_audits(sentence: Sentence, found: Names) -> Names:
    """Of several, those that speak of audits where the sentence does, and those that do not where it does not."""
    audits, said = "audit" in sentence.words.lower(), sentence.facts.said
    alike = tuple(one for one in found if any(("audit" in label.lower()) == audits for label in said[one]))
    return _apart(sentence.facts, alike if len(found) > 1 and alike else found)


def _apart(facts: Facts, found: Names) -> Names:
    """Of several that have one value in the report, the first: the same under two names."""
    cells = [(one, facts.cells.get((one, facts.of.key))) for one in found] if len(found) > 1 else []
    if not cells or any(cell is None for _, cell in cells):
        return found
    return tuple({(cell.n, cell.of): one for one, cell in reversed(cells) if cell}.values())
