"""Where a text speaks of domains, by their names or by some of the words of them."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from app.reports.claims.facts import Facts, Names
from app.reports.claims.mentions import LIKELY, PERHAPS, SURE, Mention
from app.reports.claims.words import singular

_COMMON = """
    quality the of and child children consideration considerations considering impact for with in to a by month grade
    grades overall audit audits domain their
"""
_GENERAL = frozenset(_COMMON.split())
_BETWEEN = re.compile(r"[\s,&'-]*(?:(?:and|of|the|their|for|quality|child|impact|consideration) ?)*[\s&']*", re.I)
_BEFORE = re.compile(r"(?:['\"][A-Za-z& ]*|\bdomain(?: of)? |\b(?:[Qq]uality|[Ii]mpact|[Cc]onsideration) of )$")


def domains(text: str, facts: Facts) -> list[Mention]:
    """Where a flat text names domains, by all or some of the words of their names."""
    pattern, meant = _domain_pattern(tuple(sorted((id, tuple(sorted(said))) for id, said in facts.domains.items())))
    found: list[tuple[Mention, set[str]]] = []
    for match in pattern.finditer(text):
        word = singular(match[0])
        known = meant.get(word, set())
        last = found[-1] if found else None
        if last and set(last[0].value) & known and _BETWEEN.fullmatch(text, last[0].end, match.start()):
            both = tuple(sorted(set(last[0].value) & known))
            found[-1] = (Mention(last[0].start, match.end(), both), last[1] | {word})
        elif known:
            found.append((Mention(match.start(), match.end(), tuple(sorted(known))), {word}))
    return [*_weighed(text, found, meant)]


@lru_cache(maxsize=32)
def _domain_pattern(known: tuple[tuple[str, Names], ...]) -> tuple[re.Pattern[str], dict[str, set[str]]]:
    meant: dict[str, set[str]] = defaultdict(set)
    for id, phrases in known:
        for phrase in phrases:
            for word in _content(phrase):
                meant[word].add(id)
    words = "|".join(sorted((f"{word[:-1]}(?:y|ies)" if word.endswith("y") else f"{word}s?") for word in meant))
    return re.compile(rf"\b(?:{words or '(?!)'})\b", re.I), dict(meant)


def _content(phrase: str) -> list[str]:
    return [singular(word) for word in re.findall(r"[A-Za-z]+", phrase) if word.lower() not in _GENERAL]


def _weighed(text: str, found: list[tuple[Mention, set[str]]], meant: dict[str, set[str]]) -> Iterator[Mention]:
    """How surely: two of its words, or its only one where it is quoted or written as a name."""
    for one, said in found:
        if len(one.value) == 1:
            known = sum(one.value[0] in ids for ids in meant.values())
            yield Mention(one.start, one.end, one.value, _weight(text, one, len(said), known))


def _weight(text: str, one: Mention, said: int, known: int) -> int:
    before = text[max(0, one.start - 40) : one.start]
    named = bool(_BEFORE.search(before)) or text[one.end : one.end + 7].lower() == " domain"
    if said >= 2 or text[one.end : one.end + 1] == ":" or (named and known <= 2):
        return SURE
    capital = text[one.start].isupper() and before.rstrip(" '\"")[-1:] not in ("", ".", "\n", ":")
    if known == 1:
        return SURE if capital else LIKELY
    return LIKELY if named else PERHAPS
