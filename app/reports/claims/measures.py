"""Which figure of the report, other than a grade, words mean: completed, moderated, the completion of the pool."""

import re
from functools import lru_cache

from app.reports.claims.facts import Facts, Names
from app.reports.claims.numbers import Said
from app.reports.claims.reading import Sentence, Span
from app.reports.claims.times import MONTH
from app.reports.claims.words import NOUNS, stem, stems

_AUX = r"(?:(?:were|was|are|is|have been|has been|had been|have|has|had|be)\s+)?(?:now\s+|also\s+|already\s+|only\s+)?"
_COUNTED = rf"(?:{NOUNS}|case file audits?|auditors?|moderators?|actions?)"
_WHEN = (
    rf"(?:in|during|for|over|across|by)\s+(?:{MONTH}\b|20\d\d|Q[1-4]|total\b|all\b|this\b"
    r"|the\s+(?:quarter|month|year|period|service|last|past|three|3|whole)\b)"
)
_FREE = rf"(?=\s*(?:[.,;:)(\n\d]|$|and\b|but\b|while\b|this\b|overall\b|so far\b|{_WHEN}))"
_AFTER = re.compile(rf"\s+(?:(?P<noun>{_COUNTED})\s+)?{_AUX}(?P<word>[a-z]{{4,}}ed)\b{_FREE}", re.I)
_WITHIN = re.compile(rf"\s+(?P<word>[a-z]{{4,}}ed)\s+(?P<noun>{_COUNTED})\b{_FREE}", re.I)
_BEFORE = re.compile(r"(?P<word>\b[a-z]{4,}ed)\s+(?:a total of\s+)?$", re.I)
_COLON = re.compile(rf"(?P<word>\b[a-z]{{4,}}ed)(?:\s+{_COUNTED})?\s*:\s*$", re.I)
_POOL = re.compile(r"(?P<word>\b[a-z]{4,})\s+of\s+(?:now\s+)?$", re.I)
_NOUN = re.compile(rf"\s*(?P<noun>{_COUNTED})?\b{_FREE}|{_FREE}", re.I)
_GOES_ON = r"(?=\s+(?:is|are|was|were|has|have|who)\b)"
_TRAINED = re.compile(rf"\s*(?:trained\s+)?(?:auditors|audits|people)?(?:{_FREE}|{_GOES_ON})", re.I)
_SUBSET = re.compile(
    r"\b(?:these|those|other|further|additional|another|remaining|extra|more|\w+ out of|\d+ of|the first)\s+$", re.I
)
_TELL_NOTHING = """
    continued continue demonstrate demonstrates slight slightly sharp overall again further seen saw see show shows our
    there we also though however small steady steadily marked quarter compared previous last encouraging pleased very
    positive negative clear clearly figures data period did do does than then still now some good strong more much
    somewhat considerably significant significantly across over during between since when where which per cent can point
    points by
"""
_COUNTED_ALIKE = frozenset({"child", "children", "case"})
"""What audits are also counted as."""
_SPEAKER = frozenset({"we", "us", "which"})
_FILLER = frozenset(map(stem, _TELL_NOTHING.split()))


def subject(one: Said) -> tuple[str, str] | None:
    """What a bare count counts, as the stems of its verb and noun (45 audits completed); None if more is said of it."""
    text = one.sentence.text
    if one.n is None or one.about or one.n.is_share:
        return None
    before = text[max(one.sentence.start, one.n.start - 32) : one.n.start]
    if _is_part(one):
        return None
    for pattern in (_AFTER, _WITHIN):
        if match := pattern.match(text, one.n.end):
            return stem(match["word"]), _noun(match["noun"])
    lead = _BEFORE.search(before) or _COLON.search(before)
    if lead and (match := _NOUN.match(text, one.n.end)):
        return stem(lead["word"]), _noun(match["noun"])
    lead = _POOL.search(before)
    return (stem(lead["word"]), "auditor") if lead and _TRAINED.match(text, one.n.end) else None


def _noun(words: str | None) -> str:
    last = stem((words or "audit").split()[-1])
    return "audit" if last in ("audit", "case", "file", "record") else last


def counted(one: Said, facts: Facts) -> Names:
    """The figures that a bare count may be the value of: those whose whole name is what follows it."""
    found = subject(one)
    if found is None:
        return _named(one, facts)
    verb, noun = found
    wanted = {frozenset({verb}), frozenset({verb, noun}) - {"audit"}}
    if noun not in ("audit",) and verb not in ("pool",):
        wanted = {frozenset({verb, noun})}
    return tuple(figure for figure, known in _variants(facts) if known & wanted) or _named(one, facts)


def _named(one: Said, facts: Facts) -> Names:
    """The figures whose name is all that the rest of the clause says: 16 moderators are in place."""
    sentence = one.sentence
    if one.n is None or one.about or _is_part(one):
        return ()
    words = _words(sentence, (one.n.end, sentence.clause(one.n.start)[1]), (0, 0))
    said = stems(words) - _FILLER - _COUNTED_ALIKE
    if any(letter.isdigit() for letter in words) or len(said) < 2:
        return ()
    return tuple(figure for figure, known in _variants(facts) if said in known)


def _is_part(one: Said) -> bool:
    """Whether it counts only some: a further 10, the other 3."""
    before = one.sentence.text[max(one.sentence.start, one.start - 32) : one.start]
    return bool(_SUBSET.search(before) and not _POOL.search(before))


def meant(sentence: Sentence, span: Span, facts: Facts, without: Span = (0, 0)) -> Names:
    """The figures whose name's words are all said in a part of a sentence, `without` some; those with most words.

    A name of one word must be all that is said there, but for periods and words that tell nothing.
    """
    words = _words(sentence, span, without)
    said = stems(words) - _FILLER
    best: dict[str, int] = {}
    for figure, known in _variants(facts):
        fits = [len(one) for one in known if one and one <= said and (len(one) > 1 or one == said)]
        if fits:
            best[figure] = max(fits)
    most = max(best.values(), default=0)
    return tuple(figure for figure, size in best.items() if size == most)


def figures(one: Said) -> Names:
    """The figures that numbers may be of by the words of their clause: all of a name is said there, and nothing else.

    Where a base is given, some words of the name are enough if nothing else is said: the base tells them apart.
    """
    sentence, facts = one.sentence, one.sentence.facts
    if one.of is None and one.share is None:
        return counted(one, facts)
    said = stems(_words(sentence, sentence.clause(one.start), (0, 0))) - _FILLER - _COUNTED_ALIKE - _SPEAKER
    whole = tuple(figure for figure, known in _based(facts) if said in known)
    if whole or not said:
        return whole
    return tuple(
        figure for figure, known in _based(facts) if any(_fits(one, facts, figure, said, each) for each in known)
    )


def of_kind(sentence: Sentence, span: Span) -> Names:
    """The shares whose names have all that is said: of completion, each that is one."""
    said = stems(_words(sentence, span, (0, 0))) - _FILLER - _SPEAKER
    return tuple(figure for figure, known in _based(sentence.facts) if said and any(said <= each for each in known))


def _fits(one: Said, facts: Facts, figure: str, said: frozenset[str], name: frozenset[str]) -> bool:
    """Whether words go with a name: it is part of them, or they of it, and the base is one that the figure has."""
    if one.of is None:
        return len(name) > 1 and name <= said
    return one.of.n in facts.bases[figure] and (said <= name or (len(name) > 1 and name <= said))


def _based(facts: Facts) -> list[tuple[str, frozenset[frozenset[str]]]]:
    """The figures that have a base, with their names."""
    return [(figure, known) for figure, known in _variants(facts) if figure in facts.bases]


def _words(sentence: Sentence, span: Span, without: Span) -> str:
    """A part of a sentence but for its periods and some other words."""
    first, last = span
    words = list(sentence.text[first:last])
    for start, end in (without, *((one.start, one.end) for one in sentence.periods)):
        a, b = max(start, first) - first, min(end, last) - first
        if a < b:
            words[a:b] = " " * (b - a)
    return "".join(words)


def _variants(facts: Facts) -> tuple[tuple[str, frozenset[frozenset[str]]], ...]:
    return _stemmed(facts.phrases)


@lru_cache(maxsize=8)
def _stemmed(
    said: tuple[tuple[str, frozenset[str]], ...],
) -> tuple[tuple[str, frozenset[frozenset[str]]], ...]:
    return tuple((figure, frozenset(stems(words) - _FILLER for words in each)) for figure, each in said)
