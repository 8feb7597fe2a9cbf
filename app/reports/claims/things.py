"""Counts of what the report has no figure of: workshops that were held, audits that came in."""

import re

from app.reports.claims.grade_counts import blank
from app.reports.claims.numbers import Said
from app.reports.claims.words import singular

_FREE = (
    r"(?=\s*(?:[.,;:)(\n]|$|and\b|but\b|so far\b"
    r"|(?:in|during|over|across|for)\s+(?:total|all|(?:the|this) (?:month|quarter|year))\b))"
)
_THING = r"(?P<noun>[a-z]{4,}s)"
_DONE = r"(?:held|run|delivered|given|offered|organised|provided)"
_PASSIVE = re.compile(rf"\s+{_THING}\s+(?:(?:were|have been|had been)\s+{_DONE}|took place){_FREE}", re.I)
_LEADS = re.compile(
    r"\W*(?:(?:in (?:all|total)|altogether|overall|later|so far|also|this (?:month|quarter|year)|a total of"
    rf"|there were|in ¤|¤|(?P<did>we (?:also |have )?(?:{_DONE}|ran|gave))"
    r"|(?P<all>all(?: of)?(?: the| these)?|of the))[\s,]*)*", re.I
)  # fmt: skip
"""All that may stand before the number: anything else may say that it counts others."""
_ALONE = re.compile(rf"\s+{_THING}\b{_FREE}", re.I)
_ALL_WERE = re.compile(rf"\s+{_THING}\s+(?:were|had|took place)\b", re.I)
_CAME = re.compile(rf"\s+(?:(?:case file\s+)?audits?\s+)?(?:came|were sent|were handed|have come) in{_FREE}", re.I)
_FORMS = (_PASSIVE, _ALL_WERE, _ALONE)
_NOT = frozenset((
    "audit", "action", "case", "child", "day", "week", "month", "quarter", "year", "hour", "minute", "time", "point",
    "domain", "area", "theme",
))  # fmt: skip


def thing(one: Said) -> tuple[str, str] | None:
    """What a bare count is of, where nothing but that it took place is said of it; None for everything else."""
    text, sentence = one.sentence.text, one.sentence
    if one.n is None or one.about or one.n.is_share:
        return None
    came = _CAME.match(text, one.n.end)
    match = came or next((found for each in _FORMS if (found := each.match(text, one.n.end))), None)
    lead = _LEADS.fullmatch(blank(sentence, sentence.start, one.n.start, "¤")) if match else None
    if match is None or lead is None:
        return None
    if came:
        return "came in", "audit"
    noun = singular(match["noun"])
    said = match.re is _PASSIVE or lead["did" if match.re is _ALONE else "all"]
    return ("held", noun) if said and noun not in _NOT else None
