"""What a practitioner reads in the history of an audit of their work."""

from collections.abc import Iterable
from dataclasses import replace

from app.programme.histories import Entry

TOLD = frozenset({
    "audit allocated", "audit returned", "audit moderated", "audit accepted", "audit uploaded to record",
    "audit graded in its loop", "finding challenged", "challenge answered", "grade changed after challenge",
    "moderation corrected", "audit answers corrected", "audit return corrected", "audit upload corrected",
    "practitioner replied",
    "good practice noted", "good practice followed up", "good practice shared", "good practice kept unnamed",
    "good practice named again", "impact asked", "impact reminded", "impact answered", "impact declined",
    "impact lapsed", "family view of impact recorded",
})  # fmt: skip
"""What they are told of; how the audit itself was judged is the auditor's."""


def told(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that are theirs: each grade as it changed, and nothing that judged the audit or its auditor."""
    theirs = [entry for entry in entries if entry.topic in TOLD and not entry.stream.endswith("-manager")]
    return [_without_reasons(entry) for entry in theirs if _of_the_practice(entry)]


def _of_the_practice(entry: Entry) -> bool:
    """Whether a moderation judged the practice: the audit did not go back, and counts in the grades."""
    if entry.topic == "moderation corrected":
        return any(one["of"] == "practice" for one in entry.facts["changes"])
    return entry.topic != "audit moderated" or entry.facts["grade_count"] > 0


def _without_reasons(entry: Entry) -> Entry:
    """The grades that two auditors agreed without why: that is of how each of them graded."""
    if entry.topic == "moderation corrected":
        graded = [one for one in entry.facts["changes"] if one["of"] == "practice"]
        whole = {} if graded == entry.facts["changes"] else {"reason": ""}
        return replace(entry, facts=entry.facts | {"changes": graded} | whole)
    if entry.topic != "audit graded in its loop":
        return entry
    changed = [line | {"why": ""} for line in entry.facts["changed"]]
    return replace(entry, facts=entry.facts | {"changed": changed})
