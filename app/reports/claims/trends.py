"""Rise, fall, growth, improvement, steadiness: claims on what changed from one time to another."""

import re
from collections.abc import Iterator

from app.reports.claims.finding import FEW, TREND, Finding
from app.reports.claims.moves import BETTER, DOWN, SAME, UP, WORSE, Move, judged
from app.reports.claims.reading import Sentence
from app.reports.claims.readings import finding
from app.reports.claims.trend_subjects import about, pairs

_EACH = r"(?=[^,.;:]*\b(?:month (?:on|by|after) month|(?:each|every|successive) month))"
_WORDS = re.compile(
    r"\b(?:(?P<up>increas\w+|ris(?:e|es|en|ing)|rose|gr(?:ew|own|owth|owing)|climb\w*|higher than|upward"
    rf"|(?:up|more){_EACH})"
    r"|(?P<down>decreas\w+|reduc(?:e|es|ed|ing|tion|tions)|declin\w+|fall(?:s|en|ing)?|fell|drop(?:s|ped|ping)?"
    rf"|dip(?:s|ped)?(?! sampl)|lower than|downward|(?:down|fewer|less){_EACH})"
    r"|(?P<better>improv(?:e|es|ed|ement|ements|ing)|(?:positive|encouraging|strong) trend|strengthened|better than)"
    r"|(?P<worse>deteriorat\w+|worsen\w*|(?:negative|worrying) trend|worse than)"
    r"|(?P<doubled>doubl(?:ed|ing)|trebled|tripled|halved)"
    r"|(?P<same>(?:consistent(?:ly)?|stable|static|unchanged|constant|steady(?! (?:gr|in|ri|im|de|fa|re))"
    r"|similar(?= (?:num|sha|prop|lev|perc)))(?! with\b)))\b", re.I
)  # fmt: skip
_WISHED = re.compile(
    r"(?:\b(?:will|would|should|could|must|may|might|needs?|needed|likely|aim\w*|goals?|hope\w*|rapid|targets?|not|no|never"
    r"|without|if|expected|requir\w+|further|seeking|supports?|promotes?|ensur\w+)\s+(?:\w+\s+){0,2}|\bto\s+(?:\w+ly\s+)?"
    r"|\bfor\s+)$", re.I
)  # fmt: skip
_NAMED = re.compile(r"\s+(?:plans?|board|partners?|activit\w+|programmes?|actions?|work|workshops?|measures?)\b", re.I)
_LEADS = re.compile(r"\b(?:rapid|further|need(?:s|ed)?|important|likely|seeking|expect\w*|will)\b", re.I)
_AIMS = re.compile(r"\b(?:goals?|aims?|in order to|to ensure|target|want|hope|intend|plan(?:s|ned)? to)\b", re.I)
_RUN = re.compile(
    r"\bmonth(?:s)?[ -](?:on|by|to|after|over)[ -]month\b|\b(?:each|every|successive) month\b|\bsteadily\b"
    r"|\bconsistently\s+$|\bthroughout\b|\btrend\b|\bmonths? (?:running|in a row)\b"
    r"|\b(?:consecutive|successive) months?\b", re.I
)  # fmt: skip
_KINDS = {"up": UP, "down": DOWN, "better": BETTER, "worse": WORSE, "same": SAME}
_MULTIPLES = {"doubl": 2.0, "trebl": 3.0, "tripl": 3.0, "halve": 0.5}
_COUNTS = re.compile(r"\b(?:numbers?|volumes?|counts?|how many)\b", re.I)
_SHARES = re.compile(r"\b(?:percentages?|proportions?|shares?|rates?)\b|%", re.I)
_SUPERLATIVE = re.compile(r"\s+(?:the\s+)?(?:strongest|weakest|best|highest|lowest|most)\b", re.I)


def check(sentence: Sentence) -> Iterator[Finding]:
    """What a sentence says of a change, or of none, that the figures contradict or are too few to call."""
    done: set[tuple[int, int]] = set()
    for match in _WORDS.finditer(sentence.text, sentence.start, sentence.end):
        clause = sentence.clause(match.start())
        if clause not in done and _claims(sentence, match):
            found = _check(sentence, match)
            done |= {clause} if found else set()
            yield from [found] if found else []


def _claims(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether something is said to have happened: it is no wish, no name of a plan, and not denied."""
    text, at = sentence.text, match.start()
    if any(one.start <= at < one.end for one in sentence.grades) or _NAMED.match(text, match.end()):
        return False
    graded = any(0 < one.start - match.end() <= len(" graded '") for one in sentence.grades)
    if match["same"] and (graded or _SUPERLATIVE.match(text, match.end())):
        return False
    lead = _without_grades(sentence, at)
    clause = lead[sentence.clause(at)[0] - sentence.start :]
    return not (_WISHED.search(clause[-40:]) or _LEADS.search(clause) or _AIMS.search(lead))


def _without_grades(sentence: Sentence, end: int) -> str:
    """The sentence up to there with its grades blank: Requires Improvement asks for none."""
    text = sentence.text[sentence.start : end]
    for one in (each for each in sentence.grades if each.start < end):
        first, last = one.start - sentence.start, one.end - sentence.start
        text = text[:first] + " " * (last - first) + text[last:]
    return text


def _check(sentence: Sentence, match: re.Match[str]) -> Finding | None:
    subjects, sure = about(sentence, match)
    move = _move(sentence, match)
    results = [judged(subject, pairs(sentence, match, move), move, sentence.facts) for subject in subjects]
    if not sure or not results or any(result is None for result in results):
        return None
    known = [result for result in results if result is not None]
    if any(result.holds for result in known):
        return None
    best = next((result for result in known if result.few), known[0])
    return finding(sentence, match.span(), FEW if best.few else TREND, best.told, best.last)


def _move(sentence: Sentence, match: re.Match[str]) -> Move:
    first, last = sentence.clause(match.start())
    words = sentence.text[first:last]
    kind = next((_KINDS[name] for name in _KINDS if match[name]), "")
    before = sentence.text[first : match.start()]
    run = bool(_RUN.search(words) or _RUN.search(before))
    times = _MULTIPLES[match["doubled"].lower()[:5]] if match["doubled"] else 0.0
    if times:
        kind = UP if times > 1 else DOWN
    by = "n" if _COUNTS.search(words) else "share" if _SHARES.search(words) else ""
    same = bool(re.match(r"unchanged|constant", match[0], re.I))
    return Move(kind, by, run, times, same)
