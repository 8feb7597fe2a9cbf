"""Counts against the total that is stated for them, and counts given more than once."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.reports.claims.against import means
from app.reports.claims.facts import GRADE, Facts, Names
from app.reports.claims.finding import SUM, TWICE, Finding
from app.reports.claims.measures import subject
from app.reports.claims.numbers import Said
from app.reports.claims.numerals import Numeral, numerals
from app.reports.claims.reading import Sentence
from app.reports.claims.readings import finding
from app.reports.claims.things import thing

_PARTLY = re.compile(
    r"\b(?:includ\w+|such as|e\.g\.|for example|among|notably|mainly|some of|both|also|as well as)", re.I
)
_OPENS = re.compile(r"(?:[^()\d:;,]{1,60}\(|[^()\d:;]{1,60}:)\s*(?:of which\s+)?$")
_TOTAL = re.compile(r"\s+(?:audits\s+)?(?:in total|in all|altogether)\b")
_OF_THEM = re.compile(r"\s+of (?:them|these|those|which)\b")
_AND = re.compile(r"\band\s+$")
_MAY = re.compile(r"[(:]|\btotal\b|\bin all\b|\baltogether\b")
_LAST = re.compile(r",\s+(?:out\s+)?of\s+(?:a total of\s+|the\s+)?$")


def sums(sentence: Sentence, known: list[Said]) -> Iterator[Finding]:
    """Parts that do not make up the whole that the sentence says they are of."""
    for total, parts in _wholes(sentence, known):
        made = sum(part.n for part in parts)
        span = min(total.start, parts[0].start), max(total.end, parts[-1].end)
        if made == total.n or _PARTLY.search(sentence.text, sentence.start, sentence.end):
            continue
        if made > total.n or _whole(sentence, total, parts, known):
            plus = " + ".join(str(part.n) for part in parts)
            off = f"{abs(total.n - made)} {'more' if made > total.n else 'fewer'} than {total.n}"
            yield finding(sentence, span, SUM, f"{plus} is {made}, {off}.")


def _wholes(sentence: Sentence, known: list[Said]) -> Iterator[tuple[Numeral, list[Numeral]]]:
    """Totals with the counts that are said to be their parts."""
    bases = {one.of.start: one.of for one in known if one.of and not one.joined and one.n}
    for total in bases.values():
        parts = [one.n for one in known if one.n and one.of == total and not one.joined and not _is_within(one)]
        if len(parts) > 1:
            yield total, parts
    if not bases and len(known) > 1 and _MAY.search(sentence.text, sentence.start, sentence.end):
        ratios = {part.start for one in known if one.joined for part in one.parts}
        alone = [one for one in numerals(sentence) if not one.is_share and one.start not in ratios]
        yield from _listed(sentence, alone)


def _is_within(one: Said) -> bool:
    """Whether it is part of another part: 32 came in, and 30 of them are to standard."""
    return one.n is not None and bool(_OF_THEM.match(one.sentence.text, one.n.end))


def _listed(sentence: Sentence, counts: list[Numeral]) -> Iterator[tuple[Numeral, list[Numeral]]]:
    """18 were not allocated (2 on leave, 16 exempted); 77 audits: 7, 49 and 21; 7, 49 and 21, 77 in total."""
    text = sentence.text
    for at, total in enumerate(counts[:-2]):
        opens = _OPENS.fullmatch(text, total.end, counts[at + 1].start)
        if opens:
            if "+" in text[total.end : sentence.end]:
                return
            close = text.find(")", total.end) if opens[0].rstrip().endswith("(") else sentence.end
            parts = [one for one in counts[at + 1 :] if one.start < (close if close > 0 else sentence.end)]
            if len(parts) > 1:
                yield total, parts
            return
    if len(counts) > 2 and _TOTAL.match(text, counts[-1].end):
        yield counts[-1], counts[:-1]


def _whole(sentence: Sentence, total: Numeral, parts: list[Numeral], known: list[Said]) -> bool:
    """Whether parts that come to less than the total were meant to be all of it."""
    said = [one for one in known if one.n in parts]
    figures = [_figure(one) for one in said]
    if figures and all(figure.startswith(f"{GRADE}:") for figure in figures):
        return _all_grades(sentence.facts, figures)
    if (
        figures
        and all(figures)
        and any(set(figures) <= {name for name, _ in sum} for sum in sentence.facts.sums.values())
    ):
        return True
    if len(parts) > 2 or _LAST.search(sentence.text[sentence.start : total.start]):
        return True
    between = sentence.text[parts[0].end : parts[-1].start]
    return ":" in sentence.text[total.end : parts[0].start] and bool(_AND.search(between))


def _figure(one: Said) -> str:
    values, _ = means(one)
    return values[0].figure if values else ""


def _all_grades(facts: Facts, figures: list[str]) -> bool:
    """Whether every grade that was given is among them."""
    domain = figures[0].split(":")[1]
    named = {figure.rpartition(":")[2] for figure in figures}
    left = [grade for grade in facts.grades if grade not in named]
    values = [facts.graded(domain, (grade,), (facts.of.key,)) for grade in left]
    return all(value is not None and value.n == 0 for value in values)


@dataclass(frozen=True)
class Count:
    """A count with what it counts: the stems of verb and noun, and the period."""

    said: Said
    of: tuple[str, str]
    when: Names

    @property
    def n(self) -> int:
        """How many."""
        assert self.said.n is not None
        return self.said.n.n


def bases(sentence: Sentence, known: Iterable[Said]) -> list[Said]:
    """What a sentence says that its counts are of, as counts: of the 46 audits completed."""
    found = {one.of.start: Said(sentence, one.of) for one in known if one.of and not one.joined}
    return [one for one in found.values() if not sentence.is_sure(one.start, one.end)]


def counts(sentence: Sentence, known: Iterable[Said]) -> Iterator[Count]:
    """The bare counts of a sentence, and the bases it gives, whose words say what they count."""
    for one in (*(one for one in known if one.n and not one.of and not one.share), *bases(sentence, known)):
        when = sentence.when(one.start)[0]
        if (found := subject(one) or thing(one)) and when:
            yield Count(one, found, when)


def twice(mine: list[Count], others: list[Count]) -> Iterator[Finding]:
    """Counts that were given before, here or in another section, with a different value."""
    for at, one in enumerate(mine):
        for other in (*mine[:at], *others):
            if (one.of, one.when) == (other.of, other.when) and one.n != other.n:
                yield _told(one, other)
                break


def _told(one: Count, other: Count) -> Finding:
    sentence, there = one.said.sentence, other.said.sentence
    title = sentence.facts.titles.get(there.section, there.section)
    place = "above" if there.section == sentence.section else f"in ‘{title}’"
    words = sentence.text[one.said.start : one.said.end]
    told = f"{words} here, {other.n} {place}: the same count is given twice with different values."
    return finding(sentence, (one.said.start, one.said.end), TWICE, told)
