"""Which grade numbers are said to be of."""

import re

from app.reports.claims.mentions import NOT, Mention
from app.reports.claims.numbers import Said
from app.reports.claims.numerals import Numeral
from app.reports.claims.reading import Sentence
from app.reports.claims.words import NOUNS

_GRADED = r"(?:graded|rated|judged|scored|found)"
_TO_GRADE = re.compile(
    rf"(?:\s*\([^)]*\))?(?:\s+{NOUNS})?(?:\s*\([^)]*\))?\s+(?:(?:were|was|are|is|have been|had been|being|having)\s+)?"
    rf"(?:{_GRADED}\s+)?(?:as\s+|at\s+)?(?:either\s+)?['\"]?", re.I
)  # fmt: skip
_FROM_GRADE = re.compile(
    r"['\"]?(?:\s+(?:grades?|audits?))?(?:\s+overall)?(?:\s+(?:in|for|was|were|is|at|stood at)\s+|\s*[:(=]\s*)", re.I
)
_MOVED = r"(?:rose|fell|grew|went|increased|decreased|reduced|declined|dropped|(?:was|were|is) (?:up|down))"
_RUNS_ON = re.compile(
    rf"['\"]?(?:\s+(?:audits|grades|cases))?(?:\s+(?:has\s+|have\s+)?{_MOVED}\b|\s*:)"
    r"(?:[\s:,()\d-]|\b(?:in|and|to|from|up|down)\b)*", re.I
)  # fmt: skip
"""What may stand between a grade and a later number of it: Good: 7 in April, 8 in May."""
_LISTED = re.compile(r"['\"]?(?:\s+(?:audits|cases))?\s*[,(](?:[\s:,()\d-]|\b(?:in|and)\b)*", re.I)
_IN = re.compile(r"\s+in\s+¤\s*(?:[.,;)\n]|$|and\b)")
_NOUN = re.compile(rf"\s+{NOUNS}\b", re.I)
_OF_THESE = re.compile(r"\s+of (?:these|those|them|which)\b")
_AUDITS = re.compile(
    rf"\s*(?:[^\sA-Za-z]|$|\n|(?:{NOUNS}|being|were|was|are|had|having|achiev\w+|{_GRADED}|in|for|at|as|with|overall)\b)"
    , re.I
)  # fmt: skip
_ENOUGH = re.compile(
    r"['\"]?(?:\s+(?:audits?|cases?|grades?|gradings?|ratings?|overall|again|each))*\s*(?:$|[.,;:()\n¤]"
    r"|(?:and|but|while|whereas|compared|this|last|during|across|over|from|to|than|or)\b"
    r"|(?:in|for|at|of)\s+(?:the\s+)?(?:¤|'|\"|quarter|total|all\b|period|service|both|each|case))", re.I
)  # fmt: skip
_BLANK = "¤"


def grade_of(one: Said) -> Mention | None:
    """The grade that numbers are of: whichever is spoken of there, but beside a bare count only one that it counts."""
    sentence, text = one.sentence, one.sentence.text
    if one.n is None or one.of is not None:
        anchor = one.of if one.joined and one.of else one.n
        if anchor and not _AUDITS.match(text, anchor.end) and not _touching(one, anchor):
            return None
        return sentence.grade(one.start)
    if found := _touching(one, one.n):
        return found
    for grade in sentence.grades:
        if grade.end <= one.start and _runs_on(one, grade):
            return grade if grade.strength != NOT else None
    if _OF_THESE.match(text, one.n.end):
        return sentence.near([each for each in sentence.grades if each.end <= one.start], one.start)
    return None


def touches(one: Said) -> bool:
    """Whether numbers stand beside the grade that they are of."""
    anchor = one.of if one.joined and one.of else one.n
    return bool(anchor and _touching(one, anchor))


def _runs_on(one: Said, grade: Mention) -> bool:
    """Whether a number is one of a run after a grade: Good rose from 5 in May; Inadequate, 2 in April and 5 in May."""
    between = blank(one.sentence, grade.end, one.start, " ")
    if _RUNS_ON.fullmatch(between):
        return True
    return bool(_LISTED.fullmatch(between) and _IN.match(blank(one.sentence, one.end, one.sentence.end, _BLANK)))


def is_all_said(sentence: Sentence, grade: Mention) -> bool:
    """Whether a grade ends what is said of the audits: not 2 Inadequate audits of unborn children."""
    return bool(_ENOUGH.match(blank(sentence, grade.end, min(sentence.end, grade.end + 60), _BLANK)))


def blank(sentence: Sentence, start: int, end: int, by: str) -> str:
    """Some of the text with the periods, domains and grades in it each as one character."""
    text, at = "", start
    named = (*sentence.periods, *sentence.domains, *sentence.grades)
    for one in sorted(named, key=lambda one: one.start):
        if at <= one.start < end:
            text += sentence.text[at : one.start] + by
            at = one.end
    return text + sentence.text[at:end]


def _touching(one: Said, number: Numeral) -> Mention | None:
    """The grade that a count stands beside: 7 audits were graded Good, 7 Good, Good: 7."""
    text = one.sentence.text
    counted = bool(_NOUN.match(text, number.end)) or one.share is not None
    for grade in one.sentence.grades:
        after = _TO_GRADE.fullmatch(text, number.end, grade.start) and is_all_said(one.sentence, grade)
        before = grade.end <= number.start and _FROM_GRADE.fullmatch(text, grade.end, number.start)
        if after or (before and (counted or not before[0].strip("'\"").startswith(" "))):
            return grade if grade.strength != NOT else None
    return None
