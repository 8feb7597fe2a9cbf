"""Where a text speaks of grades."""

import re
from dataclasses import dataclass
from functools import lru_cache

from app.reports.claims.facts import Facts, Names

SURE, LIKELY, PERHAPS, NOT = 3, 2, 1, 0
"""How surely words mean what they are taken for; NOT: they speak of something else by the same words."""
_FOLLOWING = """
    audit audits case cases grade grades grading gradings rating ratings in overall and or for at this that across by
    over to from on than compared while but is was were are as followed whereas of out during within throughout which
    last again each had has have with rose fell increased decreased reduced went grew more doubled halved trebled
    remained remains stayed stays stood stands improved declined dropped steadily nearly almost respectively still
    ranged ranges between now continues continued accounted accounts
"""
_AFTER = frozenset(_FOLLOWING.split())
"""What may follow a grade; before another word it is only an adjective: Good recording."""
_GRADED = r"(?:graded|rated|judged|scored|scoring|achieved|achieving)"
_LEADS = re.compile(rf"(?:{_GRADED}|grades?|gradings?|ratings?)(?: as| of| at)?(?: either)? ?['\"]?$")
_FOLLOWS = re.compile(r"['\"]? (?:grades?|gradings?|audits?|ratings?)\b")
_STATES = re.compile(rf"\b(?:being|were|was|are|is|been|as|of|either|{_GRADED}) ?['\"]?$")
_BARE = re.compile(r"\b(?:graded|rated|judged) (?:as )?['\"]?$")
_AIDED = re.compile(r"\b(?:were|was|been|being|is|are)(?: \w+)? (?:graded|rated|judged) (?:as )?(?:either )?['\"]?$")
_GOES_ON = re.compile(r"['\"]? (?:overall )?(?:in \w+ )?(?:were|was|have|has|had|are|did|do|will)\b")
_NEXT = re.compile(r"['\"]?\s([A-Za-z]+)")
_OR_BETTER = re.compile(r"['\"]? or (better|above|worse|below)")
_JOINED = re.compile(r"['\"]?\s*(?:,|or|and|/|and/or)\s*(?:as )?['\"]?", re.I)


@dataclass(frozen=True)
class Mention:
    """Words that mean something: where they stand, what (ids, best first; keys of periods), and how surely."""

    start: int
    end: int
    value: Names
    strength: int = SURE


def grades(text: str, facts: Facts) -> list[Mention]:
    """Where a flat text names grades; those joined by or, and, or a stroke are one mention."""
    pattern, ids = _grade_pattern(tuple(facts.grades.items()))
    found: list[Mention] = []
    for match in pattern.finditer(text):
        id = ids[_plain(match[0])]
        if _is_grade(text, match):
            _join(text, found, Mention(match.start(), match.end(), (id,), _stands(text, match)))
    return [_with_better(text, one, tuple(facts.grades)) for one in found]


@lru_cache(maxsize=32)
def _grade_pattern(known: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    ids: dict[str, str] = {}
    for id, label in known:
        ids[_plain(label)] = id
        words = label.split()
        if len(words) > 1:
            ids["".join(word[0] for word in words).lower()] = id
    longest = sorted(ids, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(re.escape(one) for one in longest) or '(?!)'})\b", re.I), ids


def _plain(words: str) -> str:
    return words.lower()


def _is_grade(text: str, match: re.Match[str]) -> bool:
    """Whether the word is the grade: with a capital, in quotation marks, or where grades are spoken of."""
    word, before = match[0], text[max(0, match.start() - 24) : match.start()]
    if len(word) < 4:
        return word.isupper()
    if word[0].isupper() or before[-1:] in ("'", '"'):
        return True
    return bool(_LEADS.search(before) or _FOLLOWS.match(text, match.end()))


def _stands(text: str, match: re.Match[str]) -> int:
    """NOT where the grade only describes something, or only says which audits the sentence is about."""
    before = text[max(0, match.start() - 40) : match.start()]
    if _BARE.search(before) and not _AIDED.search(before) and _GOES_ON.match(text, match.end()):
        return NOT
    following = _NEXT.match(text, match.end())
    free = following is None or following[1].lower() in _AFTER or following[1].istitle() or following[1] == "RI"
    return SURE if free or _STATES.search(before) else NOT


def _join(text: str, found: list[Mention], new: Mention) -> None:
    last = found[-1] if found else None
    if last and new.value[0] not in last.value and _JOINED.fullmatch(text, last.end, new.start):
        found[-1] = Mention(last.start, new.end, (*last.value, *new.value), new.strength)
    else:
        found.append(new)


def _with_better(text: str, one: Mention, scale: Names) -> Mention:
    """Good or better, Requires Improvement or worse: all of those."""
    more = _OR_BETTER.match(text, one.end)
    if more is None:
        return one
    here = scale.index(one.value[0])
    value = scale[: here + 1] if more[1] in ("better", "above") else scale[here:]
    return Mention(one.start, more.end(), value, one.strength)
