"""Which overall grade an audit had when it was returned and when it was accepted, from what a history tells of it."""

from collections.abc import Iterable
from typing import Any

from app.events.log import Happened

TOLD_WITH = frozenset({"audit returned", "audit accepted"})
KEY = "overall.grade"
PROPOSED = frozenset({"audit correction proposed", "moderation correction proposed"})
"""What would change a grade once another person agrees."""


def graded(happened: Iterable[Happened]) -> dict[int, str]:
    """By position of a return or an acceptance: the id of the overall grade that counted then.

    Takes events in the order of the log. Only where every event of the audit up to there is among them: a grade is not
    told from half a history.
    """
    found: dict[int, str] = {}
    grades: dict[str, str] = {}
    versions: dict[str, int] = {}
    for made in happened:
        if made.version != versions.get(made.stream, 0) + 1:
            continue
        versions[made.stream] = made.version
        grades[made.stream] = _after(made, grades.get(made.stream, ""))
        if made.topic in TOLD_WITH and grades[made.stream]:
            found[made.position] = grades[made.stream]
    return found


def _after(made: Happened, before: str) -> str:
    if made.topic == "audit reallocated":
        return ""
    if made.topic in PROPOSED:
        return before
    changes: Any = made.facts.get("changes")
    if isinstance(changes, dict) and KEY in changes:  # A section as it is now, a correction as it was and is.
        said = changes[KEY]
        return str((said[1] if isinstance(said, list) else said) or "")
    overall = made.facts.get("overall")  # Before, now, and why: of a moderation, a challenge, a looped pair.
    return str(overall[1]) if isinstance(overall, list) and len(overall) > 1 else before
