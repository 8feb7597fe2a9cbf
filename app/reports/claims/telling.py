"""What to tell of numbers that are wrong, and what to put in their place."""

from app.reports.claims.facts import Value
from app.reports.claims.finding import ARITHMETIC, FIGURE, Finding
from app.reports.claims.fitting import fits, same
from app.reports.claims.numbers import Said
from app.reports.claims.numerals import Numeral
from app.reports.claims.readings import finding
from app.reports.claims.words import share


def wrong_share(one: Said, meant: Value | None) -> Finding:
    """What to tell of a percentage that is not that of its numbers; `meant` is the figure that is named, if any."""
    assert one.n
    assert one.of
    if one.share is None or one.n.n > one.of.n:
        wrong = f"{one.n.n} of {one.of.n} cannot be: it is more than all"
    else:
        wrong = f"{one.n.n} of {one.of.n} is {share(one.n.n, one.of.n, one.share.value)}%, not {_shown(one.share)}"
    if meant is None:
        return found(one, ARITHMETIC, f"{wrong}.", None)
    mend = _mended(one, meant.n, meant.of)
    if fits(one, meant):
        return found(one, ARITHMETIC, f"{wrong}.", meant, mend)
    return found(one, FIGURE, f"{wrong}; {meant.said} is {meant.text}.", meant, mend)


def unlike(one: Said, likely: list[Value]) -> Finding:
    """Numbers that no figure has which the words may mean; which of them is meant only the author knows."""
    told = "; ".join(dict.fromkeys(f"{value.said} is {value.text}" for value in likely[:3]))
    return found(one, FIGURE, f"{told}, not {_counts(one)}.", None)


def another(one: Said, best: Value) -> Finding:
    """The report's figure is another."""
    if one.n is None:
        told = f"{best.said} is {best.text}, not {_shown(one.share)}."
    else:
        told = (
            f"{best.said} is {best.text}, not {_shown(one.share) if one.share and same(one, best) else _counts(one)}."
        )
    return found(one, FIGURE, told, best, _mended(one, best.n, best.of))


def _counts(one: Said) -> str:
    if one.n is None:
        return _shown(one.share)
    return f"{one.n.n} of {one.of.n}" if one.of else str(one.n.n)


def _shown(number: Numeral | None) -> str:
    return f"{number.value}%" if number else ""


def _mended(one: Said, n: int, of: int | None) -> str:
    """The quoted words with the right numbers in the place of the wrong ones; "" where they do not fit there."""
    if (one.share and not of) or (one.of and (of is None or not (one.joined or one.of.n == of))):
        return ""
    right: dict[int, str] = {}
    if one.n:
        right[one.n.start] = str(n)
    if one.of and one.joined:
        right[one.of.start] = str(of)
    if one.share and of:
        right[one.share.start] = f"{share(n, of, one.share.value)}%"
    words, at = "", one.start
    for part in one.parts:
        words += one.sentence.text[at : part.start] + right[part.start]
        at = part.end
    return words + one.sentence.text[at : one.end]


def found(one: Said, kind: str, told: str, best: Value | None, mend: str = "") -> Finding:
    """A finding on numbers that are said."""
    return finding(one.sentence, (one.start, one.end), kind, told, best, mend)
