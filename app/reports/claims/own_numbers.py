"""Numbers of one sentence against what it says of them itself: 46 in October and 45 in November are no growth."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from app.reports.claims.finding import TREND, Finding
from app.reports.claims.grade_counts import blank
from app.reports.claims.numbers import Said, every
from app.reports.claims.reading import Sentence
from app.reports.claims.readings import finding
from app.reports.claims.words import stems

MOVE = re.compile(
    r"\b(?:(?P<up>increas\w+|ris(?:e|es|en|ing)|rose|gr(?:ew|own|owth|owing|ows)|climb\w*|up|upwards?|higher|more)"
    r"|(?P<down>decreas\w+|reduc\w+|declin\w+|fall(?:s|en|ing)?|fell|drop(?:s|ped|ping)?|dip(?:s|ped)?|down"
    r"|downwards?|lower|fewer|less)"
    r"|(?P<times>(?:(?P<how>nearly|almost|about|more than|over)\s+)?(?P<word>doubl(?:ed|ing)|trebled|tripled|halved))"
    r"|(?P<same>unchanged|constant|static|the same|identical))\b", re.I
)  # fmt: skip
_NOT = re.compile(
    r"\b(?:not|no|never|without|if|will|would|should|could|may|might|to|want|need|hope|aim|expect\w*|for|rather than)"
    r"\s+(?:\w+\s+){0,2}$", re.I
)  # fmt: skip
_FROM = re.compile(r"\b(?:from|by half,? from)\s+(?:just\s+|about\s+)?$", re.I)
_TO = re.compile(r"(?:\s+[a-z]+)?(?:\s+(?:in|during|for)\s+¤)?,?\s+to\s+(?:just\s+|about\s+|only\s+)?", re.I)
_BACK = re.compile(r"(?:\s+[a-z]+)?(?:\s+(?:in|during|for)\s+¤)?,?\s+(?:up |down )?from\s+", re.I)
_UP_FROM = re.compile(
    r"\)?(?:\s+[a-z]+)?(?:\s+(?:in|during|for)\s+¤)?,\s+(?:which is\s+)?(?:up|down|rising|falling|an? (?:rise|fall"
    r"|increase|decrease|reduction))\s+(?:from|on)\s+(?:the\s+)?", re.I
)  # fmt: skip
_BEFORE_TO = re.compile(r"\bto\s+(?:just\s+|about\s+|only\s+)?$", re.I)
_THAN = re.compile(r"\)?\s+than\s+(?:the\s+)?(?:(?:in|for|during)\s+)?(?:¤\s*)?\(?$", re.I)
_MORE_THAN = re.compile(
    r"(?:\s+[a-z]+)?(?:\s+(?:in|during|for)\s+¤)?,\s+(?:(?:which|that|this) is\s+)?(?:slightly\s+|\w+ly\s+)?"
    r"(?P<word>more|higher|fewer|lower|less)\s+than\s+(?:the\s+)?$", re.I
)  # fmt: skip
_WELCOME = """
    continu continued again further anoth that which show a an this small slight trend with slightly
    clear clearly steady last
    before than first mark welcom very we saw see seen agai encourag modest strong real month number volum one mean
"""
_TELLS_NOTHING = frozenset(_WELCOME.split())
_NO = {"up": "that is no rise", "down": "that is no fall", "same": "that is not the same"}
_MULTIPLES = {"doubl": Decimal(2), "trebl": Decimal(3), "tripl": Decimal(3), "halve": Decimal("0.5")}
_WORDS = {"doubl": "twice as much", "trebl": "three times as much", "tripl": "three times as much",
          "halve": "half as much"}  # fmt: skip


@dataclass(frozen=True)
class _Pair:
    """The earlier of two numbers and the later, and the word that says how they lie."""

    before: Said
    after: Said
    word: re.Match[str]


def check(sentence: Sentence) -> Iterator[Finding]:
    """What a sentence says of two numbers that it gives itself, and is not so."""
    known = [one for one in every(sentence) if one.n or one.share] if MOVE.search(sentence.words) else []
    if len(known) < 2:
        return
    found = next(filter(None, map(_judged, _pairs(sentence, known))), None)
    if found:
        yield found


def _pairs(sentence: Sentence, known: list[Said]) -> Iterator[_Pair]:
    """The pairs of numbers that are said to have moved, or to be more and less."""
    for one, other in pairwise(known):
        between = blank(sentence, one.end, other.start, "¤")
        yield from _from_to(sentence, one, other, between)
        yield from _compared(sentence, one, other, between)
    yield from _dated(sentence, known)


def _from_to(sentence: Sentence, one: Said, other: Said, between: str) -> Iterator[_Pair]:
    """From 46 in October to 45; to 45 from 46."""
    lead = sentence.text[sentence.clause(one.start)[0] : one.start]
    if _UP_FROM.fullmatch(between):
        found = [*MOVE.finditer(sentence.text, one.end, other.start)]
        yield from (_Pair(other, one, word) for word in found[:1])
    elif _FROM.search(lead) and _TO.fullmatch(between):
        yield from ((_Pair(one, other, word)) for word in _last(sentence, one.start))
    elif _BEFORE_TO.search(lead) and _BACK.fullmatch(between):
        yield from ((_Pair(other, one, word)) for word in _last(sentence, one.start))


def _compared(sentence: Sentence, one: Said, other: Said, between: str) -> Iterator[_Pair]:
    """More in November (3) than in October (4); 45, more than the 46 in October."""
    if _THAN.fullmatch(between):
        yield from (_Pair(other, one, word) for word in _last(sentence, one.start) if not word["times"])
    elif _MORE_THAN.fullmatch(between):
        found = [*MOVE.finditer(sentence.text, one.end, other.start)]
        yield from (_Pair(other, one, word) for word in found[-1:])


def _last(sentence: Sentence, before: int) -> Iterator[re.Match[str]]:
    """The last word of a move in the clause, if it is not denied or wished for, and stands near."""
    found = [*MOVE.finditer(sentence.text, sentence.clause(before)[0], before)]
    for word in found[-2:]:
        if before - word.end() <= 40 and not _is_denied(sentence, word):
            yield word
            return


def _is_denied(sentence: Sentence, word: re.Match[str]) -> bool:
    return bool(_NOT.search(sentence.text[max(sentence.start, word.start() - 40) : word.start()]))


def _dated(sentence: Sentence, known: list[Said]) -> Iterator[_Pair]:
    """46 in October and 45 in November, continued growth; rising to 45 in November."""
    dated = [(when, one) for one in known if (when := _month(sentence, one, known))]
    if len(dated) != len(known) or len(dict(dated)) != len(dated) or not 1 < len(dated) < 4:
        return
    _, last = max(dated, key=lambda pair: pair[0])
    _, first = min(dated, key=lambda pair: pair[0])
    for word in _of_all(sentence, known):
        yield _Pair(first, last, word)


def _month(sentence: Sentence, one: Said, known: list[Said]) -> str:
    """The month that a number is of: the only one of its clause, where no other number is."""
    first, last = sentence.clause(one.start)
    beside = sentence.beside(one.start, one.end)
    inside = [beside] if beside else [each for each in sentence.periods if first <= each.start < last]
    alone = beside or sum(first <= each.start < last for each in known) == 1
    return inside[0].value[0] if alone and len(inside) == 1 and len(inside[0].value) == 1 else ""


def _of_all(sentence: Sentence, known: list[Said]) -> Iterator[re.Match[str]]:
    """The word of a move that is said of all the numbers: at the end, at the head, or of the last: rising to 45."""
    text, ends = sentence.text, known[-1].end
    for word in MOVE.finditer(text, sentence.start, sentence.end):
        if _is_denied(sentence, word) or (word["how"] and not word["times"]):
            continue
        after = word.start() >= ends and _adds_nothing(sentence, word, ends)
        head = word.end() <= known[0].start and text[word.end() : known[0].start].strip() in (":", "-", "at", "at:")
        onto = known[0].end <= word.start() and text[word.end() : known[-1].start].strip() in ("to", "to just")
        if after or head or onto:
            yield word
            return


def _adds_nothing(sentence: Sentence, word: re.Match[str], ends: int) -> bool:
    """Whether nothing is said after the numbers but that, and of what: growth in the volume of audits completed."""
    said = stems(blank(sentence, ends, word.start(), " ")) | stems(blank(sentence, word.end(), sentence.end, " "))
    return said - _TELLS_NOTHING <= stems(sentence.text[sentence.start : ends])


def _judged(pair: _Pair) -> Finding | None:
    a, b, kind = pair.before, pair.after, kind_of(pair.word)
    values = values_of(a, b)
    if not values or any(holds(kind, pair.word, *each) for each in values):
        return None
    start, end = min(a.start, b.start, pair.word.start()), max(a.end, b.end, pair.word.end())
    no = f"that is not {_WORDS[pair.word['word'].lower()[:5]]}" if pair.word["times"] else _NO[kind]
    return finding(a.sentence, (start, end), TREND, f"{shown(a)}, then {shown(b)}: {no}.")


def kind_of(word: re.Match[str]) -> str:
    """Which way a word says that it went."""
    return next(name for name in ("up", "down", "times", "same") if word[name])


def values_of(a: Said, b: Said) -> list[tuple[Decimal, Decimal]]:
    """The values that can be compared: both counts, or both percentages."""
    counts = [(a.n.value, b.n.value)] if a.n and b.n else []
    return [*counts, *([(a.share.value, b.share.value)] if a.share and b.share else [])]


def holds(kind: str, word: re.Match[str], a: Decimal, b: Decimal) -> bool:
    """Whether two values lie as a word says."""
    tests: dict[str, Callable[[], bool]] = {
        "up": lambda: b > a, "down": lambda: b < a, "same": lambda: a == b, "times": lambda: _multiplied(word, a, b)
    }  # fmt: skip
    return tests[kind]()


def _multiplied(word: re.Match[str], a: Decimal, b: Decimal) -> bool:
    """Within a tenth of so many times as much; said to be about that, within a quarter."""
    times, room = _MULTIPLES[word["word"].lower()[:5]], Decimal("0.25" if word["how"] else "0.1")
    beyond = (word["how"] or "").lower() in ("more than", "over")
    return abs(b - a * times) <= room * a * times or (beyond and (b > a * times) == (times > 1))


def shown(one: Said) -> str:
    """A number as it is told."""
    return f"{one.n.n}" if one.n else f"{one.share.value}%" if one.share else ""
