"""Numbers that are listed as a run: rose for the third month running, 40, 44 and 43."""

import re
from collections.abc import Iterator
from itertools import pairwise

from app.reports.claims.finding import TREND, Finding
from app.reports.claims.numbers import every
from app.reports.claims.own_numbers import MOVE, holds, kind_of, shown, values_of
from app.reports.claims.reading import Sentence
from app.reports.claims.readings import finding

_LISTED = re.compile(r",\s+(?:and\s+)?(?:then\s+)?|\s+and\s+(?:then\s+)?", re.I)
_RUN = re.compile(r"\b(?:each|every|successive|consecutive) month\b|\bmonth (?:on|by|after) month\b|\brunning\b", re.I)


def check(sentence: Sentence) -> Iterator[Finding]:
    """Rose for the third month running: 40, 44 and 43."""
    known = [one for one in every(sentence) if one.n or one.share] if _RUN.search(sentence.words) else []
    word = next((one for one in MOVE.finditer(sentence.words) if one["up"] or one["down"]), None)
    run = [one for one in known if one.n and not one.of] if all(one.n for one in known) else known
    gaps = [sentence.text[a.end : b.start] for a, b in pairwise(run)]
    if word is None or len(run) < 3 or not all(map(_LISTED.fullmatch, gaps)):
        return
    steps = [values_of(a, b) for a, b in pairwise(run)]
    if all(step and any(holds(kind_of(word), word, *each) for each in step) for step in steps):
        return
    listed = ", ".join(shown(one) for one in run)
    yield finding(sentence, (run[0].start, run[-1].end), TREND, f"{listed}: not each month.")
