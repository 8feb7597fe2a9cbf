"""How often good practice was found, and followed up, over all its themes together."""

import re
from collections.abc import Iterator

from app.reports.claims.extents import TESTS
from app.reports.claims.facts import Names, Value
from app.reports.claims.finding import EXTENT, FIGURE, Finding
from app.reports.claims.reading import Sentence
from app.reports.claims.readings import finding, value_of
from app.reports.claims.words import NUMBER, number

_FIGURES, _FOLLOWED = "good-practice:", ":followed"
_DONE = r"(?:found|recorded|seen|noted|identified|reported|observed)"
_FREE = (
    r"(?=\s*(?:[.,;:)]|$|(?:this|in|during|over)\s+(?:the\s+)?(?:this\s+)?(?:month|quarter|year|period|report|¤|[A-Z]\w+)"
    r"|by\s+theme|and\b|across\b))"
)
_FORMS = (
    re.compile(rf"\bgood practice (?:was|has been|is) {_DONE} (?:a total of )?(?P<n>{NUMBER}) times{_FREE}", re.I),
    re.compile(
        rf"\b(?P<n>{NUMBER}) (?:examples?|pieces?|instances?|cases?|records?) of good practice"
        rf"(?: (?:was|were|have been|has been|is|are) (?:{_DONE}|(?P<followed>followed up)))?{_FREE}", re.I
    ),
    re.compile(
        rf"\b(?P<n>{NUMBER}) (?:of the )?(?:examples?|pieces?|instances?) (?:were|was|have been|has been)"
        rf" (?P<followed>followed up){_FREE}", re.I
    ),
)  # fmt: skip
_EXTENT = re.compile(
    r"\b(?P<kind>all|every|none|no|most|nearly all|almost all|half)(?: of)?(?: the)?"
    r"(?: (?:examples?|pieces?|instances?) of)? good practice (?:was|were|has been|have been) followed up\b", re.I
)  # fmt: skip
_KINDS = {"every": "all", "no": "none", "nearly all": "nearly", "almost all": "nearly"}
_SOME = re.compile(r"\b(?:of the|further|other|another|more|these|among|including|first|e\.g\.)\s+$", re.I)


def check(sentence: Sentence) -> Iterator[Finding]:
    """What is said of good practice over all themes, and is not their sum."""
    if not sentence.says(("good practice", "followed up")):
        return
    when = sentence.when(sentence.start)[0]
    found, followed = (_sum(sentence, when, follow) for follow in (False, True))
    for form in _FORMS if found and followed else ():
        for match in form.finditer(sentence.text, sentence.start, sentence.end):
            value = followed if match.groupdict().get("followed") else found
            if value and not _is_some(sentence, match) and value.n != number(match["n"]):
                yield _told(sentence, match, value)
    for match in _EXTENT.finditer(sentence.text, sentence.start, sentence.end) if found and followed else ():
        yield from _extent(sentence, match, followed, found) if found and followed else ()


def _is_some(sentence: Sentence, match: re.Match[str]) -> bool:
    before = sentence.text[max(sentence.start, match.start() - 24) : match.start()]
    return (
        bool(_SOME.search(before)) or sentence.wished(match.start(), bounds=False) or sentence.is_sure(*match.span("n"))
    )


def _sum(sentence: Sentence, when: Names, followed: bool) -> Value | None:
    """All themes together; None where the report has none."""
    names = {one for one, _ in sentence.facts.cells if one.startswith(_FIGURES) and one.endswith(_FOLLOWED) == followed}
    values = [value_of(sentence.facts, (one, ()), when) for one in sorted(names)]
    known = [value for value in values if value]
    if not known or len(known) != len(values):
        return None
    name = "Good practice" + (" that was followed up" if followed else "")
    return Value(name, known[0].figure, known[0].period, sum(one.n for one in known), None, together=len(known) > 1)


def _told(sentence: Sentence, match: re.Match[str], value: Value) -> Finding:
    told = f"{value.said}, over all themes: {value.n}, not {number(match['n'])}."
    return finding(sentence, match.span(), FIGURE, told, value)


def _extent(sentence: Sentence, match: re.Match[str], followed: Value, found: Value) -> Iterator[Finding]:
    kind = match["kind"].lower()
    if kind == "half":
        return
    test, wrong = TESTS[_KINDS.get(kind, kind)]
    if not test(Value(followed.name, followed.figure, followed.period, followed.n, found.n)):
        told = f"{followed.said}, over all themes: {followed.n} of {found.n}, {wrong}."
        yield finding(sentence, match.span(), EXTENT, told, followed)
