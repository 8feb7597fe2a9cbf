"""What of an audit was corrected, beside what it says now, and what is proposed: as its history tells who asks."""

from typing import Any

from app.events.audit_correction import is_grade
from app.events.log import Happened
from app.programme import histories
from app.programme.histories import Entry
from app.views import grade_strip, history_worker, moderator_names
from app.views.desk import house, model
from app.views.histories import only_their_work
from app.views.links import link
from app.views.words import audit_path
from projections import corrections

Row = dict[str, Any]
ANSWERS, MODERATION = "audit answers corrected", "moderation corrected"
DAYS = {"audit return corrected": "returned_on", "audit upload corrected": "uploaded_on"}
TOPICS = frozenset({ANSWERS, MODERATION, *DAYS})
PROPOSALS = frozenset({"audit correction proposed", "moderation correction proposed"})
WAITS = {"grade": "a grade", "moderation": "the moderation"}
WAYS = {"agreement": "Decide on it", "withdrawal": "Withdraw it"}


def told(audit: str, topics: frozenset[str]) -> list[tuple[Happened, Entry]]:
    """What the history of an audit (id) tells of these topics to who asks, oldest first."""
    made = {one.position: one for one in house().reader.stream(audit) if one.topic in topics}
    entries = histories.entries(house(), made.values())
    if only_their_work():
        entries = history_worker.told(entries)
    return [(made[entry.position], moderator_names.told(entry)) for entry in entries]


def entry_at(audit: str, position: int) -> str:
    """Where the history of an audit (id) tells of an entry, for who may read it."""
    path = link(f"{audit_path(audit)}/history")
    return path and f"{path}?entry={position}#entry-{position}"


def waiting(audit: Row, of: str) -> Row | None:
    """The proposal of an audit that waits, of a "grade" or of its "moderation": by whom, when, why, and what.

    None for none, and for whom its history does not tell of it.
    """
    found = corrections.proposal(model(), audit["id"], of)
    if not found:
        return None
    for made, entry in told(audit["id"], PROPOSALS):
        if made.position == found["proposed"]:
            by, why = entry.byline or entry.by, entry.facts["reason"]
            said = {"by": by[:1].upper() + by[1:], "on": made.facts["on"], "reason": why, "of": of}
            return said | {"lines": entry.facts["changes"], "href": entry_at(audit["id"], made.position)}
    return None


def put(audit: Row, paper: Row | None) -> Row:
    """Mark on an audit's paper each value that was corrected; returns the days that were, by column."""
    answers: dict[str, Row] = {}
    days: dict[str, Row] = {}
    judged: list[dict[str, Row]] = []
    for made, entry in told(audit["id"], TOPICS):
        href, on = entry_at(audit["id"], made.position), made.facts["on"]
        if made.topic in DAYS:
            days[DAYS[made.topic]] = {"on": on, "was_on": made.facts["was"], "href": href}
            continue
        lines = {one["key"]: {"on": on, "was": one["was"], "href": href} for one in entry.facts["changes"]}
        if made.topic == ANSWERS:
            answers |= lines
        elif any(map(is_grade, made.facts["changes"])):
            judged.append({key: mark for key, mark in lines.items() if is_grade(key)})
    if paper:
        _on_paper(audit, paper, answers, judged)
    return days


def _on_paper(audit: Row, paper: Row, answers: dict[str, Row], judged: list[dict[str, Row]]) -> None:
    lines = paper["strip"]["lines"]
    stages = [line for line in lines if line["topic"] == grade_strip.CORRECTION]
    for line, marks in [*zip(lines[:1], [answers], strict=False), *zip(stages, judged, strict=False)]:
        for cell in line["cells"]:
            cell["corrected"] = marks.get(cell["key"])
    counts = grade_strip.counting(audit)
    said = [paper[part] for part in ("summary", "about", "family", "concern")]
    said += [domain["said"] for domain in paper["domains"]]
    for item in (one for part in said for one in part):
        item["corrected"] = _last(judged, item["key"]) if item["key"] in counts else answers.get(item["key"])


def _last(judged: list[dict[str, Row]], key: str) -> Row | None:
    return next((marks[key] for marks in reversed(judged) if key in marks), None)


def proposals(audit: Row, acts: list[Any]) -> list[Row]:
    """The proposals of an audit that wait, each with what this person is offered to do about it."""
    nouns, here, found = {act.noun for act in acts}, audit_path(audit["id"]), []
    for of, words in WAITS.items():
        if one := waiting(audit, of):
            ways = [(f"{of}-correction-{way}", text) for way, text in WAYS.items()]
            offered = [{"href": f"{here}/{noun}", "text": text} for noun, text in ways if noun in nouns]
            found.append(one | {"words": words, "ways": offered})
    return found
