"""Which figure of the report, other than a grade, words mean: completed, moderated, the completion of the pool."""

import re

from app.reports.claims.facts import Facts, Names
from app.reports.claims.naming import POOL, is_part, named
from app.reports.claims.numbers import Said
from app.reports.claims.reading import Sentence, Span
from app.reports.claims.times import MONTH
from app.reports.claims.words import ALIKE, FILLER, NOUNS, stem, stems

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
_NOUN = re.compile(rf"\s*(?P<noun>{_COUNTED})?\b{_FREE}|{_FREE}", re.I)
_GOES_ON = r"(?=\s+(?:is|are|was|were|has|have|who)\b)"
_TRAINED = re.compile(rf"\s*(?:trained\s+)?(?:auditors|audits|people)?(?:{_FREE}|{_GOES_ON})", re.I)
_AUDITS = re.compile(rf"\b{NOUNS}\b", re.I)
_IN_TURN = stems("respectively each every between ranged ranging varied ranges from range varies varying percentage")
_SPEAKER = frozenset({"we", "us", "which"})


def subject(one: Said) -> tuple[str, str] | None:
    """What a bare count counts, as the stems of its verb and noun (45 audits completed); None if more is said of it."""
    text = one.sentence.text
    if one.n is None or one.about or one.n.is_share:
        return None
    before = text[max(one.sentence.start, one.n.start - 32) : one.n.start]
    if is_part(one):
        return None
    for pattern in (_AFTER, _WITHIN):
        if match := pattern.match(text, one.n.end):
            return stem(match["word"]), _noun(match["noun"])
    lead = _BEFORE.search(before) or _COLON.search(before)
    if lead and (match := _NOUN.match(text, one.n.end)):
        return stem(lead["word"]), _noun(match["noun"])
    lead = POOL.search(before)
    return (stem(lead["word"]), "auditor") if lead and _TRAINED.match(text, one.n.end) else None


def _noun(words: str | None) -> str:
    last = stem((words or "audit").split()[-1])
    return "audit" if last in ("audit", "case", "file", "record") else last


def counted(one: Said, facts: Facts) -> Names:
    """The figures that a bare count may be the value of: those whose whole name is what follows it."""
    found = subject(one)
    if found is None:
        return named(one, facts)
    verb, noun = found
    wanted = {frozenset({verb}), frozenset({verb, noun}) - {"audit"}}
    if noun not in ("audit",) and verb not in ("pool",):
        wanted = {frozenset({verb, noun})}
    return tuple(figure for figure, known in facts.names if known & wanted) or named(one, facts)


def meant(sentence: Sentence, span: Span, facts: Facts, without: Span = (0, 0)) -> Names:
    """The figures whose name's words are all said in a part of a sentence, `without` some; those with most words.

    A name of one word must be all that is said there, but for periods and words that tell nothing.
    """
    words = sentence.bare(span, without)
    said = stems(words) - FILLER
    best: dict[str, int] = {}
    for figure, known in facts.names:
        fits = [len(one) for one in known if one and one <= said and (len(one) > 1 or one == said)]
        if fits:
            best[figure] = max(fits)
    most = max(best.values(), default=0)
    return tuple(figure for figure, size in best.items() if size == most)


def exactly(sentence: Sentence, span: Span, without: list[Span]) -> Names:
    """The figures whose name is all that a part of a sentence says, but for some other words."""
    text = sentence.bare(span)
    for first, last in without:
        text = text[: first - span[0]] + " " * (last - first) + text[last - span[0] :]
    said = stems(text) - FILLER - ALIKE - _IN_TURN
    return tuple(figure for figure, known in sentence.facts.names if any(said == one - ALIKE for one in known))


def is_all_said(sentence: Sentence, span: Span, figure: str) -> bool:
    """Whether a part of a sentence says nothing but a figure's name."""
    said = stems(sentence.bare(span)) - FILLER
    return any(
        one - {"auditor"} == said - {"auditor"}
        for name, known in sentence.facts.names
        if name == figure
        for one in known
    )


def figures(one: Said) -> Names:
    """The figures that numbers may be of by the words of their clause: all of a name is said there, and nothing else.

    Where a base is given, some words of the name are enough if nothing else is said: the base tells them apart.
    """
    sentence, facts = one.sentence, one.sentence.facts
    if one.of is None and one.share is None:
        return counted(one, facts)
    said = stems(sentence.bare(sentence.clause(one.start))) - FILLER - ALIKE - _SPEAKER
    if not said:
        return ()
    if whole := tuple(figure for figure, known in facts.based if said in known):
        return whole
    return tuple(
        figure for figure, known in facts.based if any(_fits(one, facts, figure, said, each) for each in known)
    )


def whole(one: Said) -> Names:
    """The shares whose names are, or begin with, all that is said beside n of N, whatever their bases."""
    sentence = one.sentence
    said = stems(sentence.bare(sentence.clause(one.start))) - FILLER - ALIKE - _SPEAKER
    if not said:
        return ()
    exact = tuple(figure for figure, known in sentence.facts.based if any(said == each - ALIKE for each in known))
    audits = _AUDITS.search(sentence.text, *sentence.clause(one.start))
    return exact or (of_kind(sentence, sentence.clause(one.start)) if audits else ())


def of_kind(sentence: Sentence, span: Span) -> Names:
    """The shares whose names have all that is said: of completion, each that is one."""
    said = stems(sentence.bare(span)) - FILLER - _SPEAKER
    return tuple(figure for figure, known in sentence.facts.based if said and any(said <= each for each in known))


def _fits(one: Said, facts: Facts, figure: str, said: frozenset[str], name: frozenset[str]) -> bool:
    """Whether words go with a name: it is part of them, or they of it, and the base is one that the figure has."""
    if one.of is None:
        return len(name) > 1 and name <= said
    return one.of.n in facts.bases[figure] and (said <= name or (len(name) > 1 and name <= said))
