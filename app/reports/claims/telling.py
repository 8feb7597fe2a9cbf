"""What to tell of numbers that are wrong, and what to put in their place."""

from app.reports.claims.facts import Value
from app.reports.claims.finding import ARITHMETIC, FIGURE, Finding
from app.reports.claims.fitting import fits, same
from app.reports.claims.numbers import Said
from app.reports.claims.numerals import Numeral
from app.reports.claims.readings import finding
from app.reports.claims.words import share


def wrong_share(one: Said, values: list[Value]) -> Finding:
    """What to tell of a percentage that is not that of its numbers; `values` has what the report gives, if anything."""
    assert one.n
    assert one.of
    best = values[0] if values else None
    if one.share is None or one.n.n > one.of.n:
        wrong = f"{one.n.n} of {one.of.n} cannot be: it is more than all."
    else:
        wrong = f"{one.n.n} of {one.of.n} is {share(one.n.n, one.of.n, one.share.value)}%, not {_shown(one.share)}"
    if best is None or fits(one, best):
        mend = "" if one.n.n > one.of.n else _mended(one, one.n.n, one.of.n)
        return found(one, ARITHMETIC, f"{wrong.rstrip('.')}.", best, mend)
    sentence = f"{wrong.rstrip('.')}; {best.said} is {best.text}."
    return found(one, ARITHMETIC, sentence, best, _mended(one, best.n, best.of))


def another(one: Said, best: Value) -> Finding:
    """The report's figure is another."""
    if one.n is None:
        told = f"{best.said} is {best.text}, not {_shown(one.share)}."
    else:
        counts = f"{one.n.n} of {one.of.n}" if one.of else str(one.n.n)
        told = f"{best.said} is {best.text}, not {_shown(one.share) if one.share and same(one, best) else counts}."
    return found(one, FIGURE, told, best, _mended(one, best.n, best.of))


def _shown(number: Numeral | None) -> str:
    return f"{number.value}%" if number else ""


def _mended(one: Said, n: int, of: int | None) -> str:
    """The quoted words with the right numbers in the place of the wrong ones; "" where they do not fit there."""
    base = of if of is not None else (one.of.n if one.of else None)
    if one.share and not base:
        return ""
    right: dict[int, str] = {}
    if one.n:
        right[one.n.start] = str(n)
    if one.of and one.joined:
        right[one.of.start] = str(base)
    if one.share and base:
        right[one.share.start] = f"{share(n, base, one.share.value)}%"
    words, at = "", one.start
    for part in one.parts:
        words += one.sentence.text[at : part.start] + right[part.start]
        at = part.end
    return words + one.sentence.text[at : one.end]


def found(one: Said, kind: str, told: str, best: Value | None, mend: str = "") -> Finding:
    """A finding on numbers that are said."""
    return finding(one.sentence, (one.start, one.end), kind, told, best, mend)
