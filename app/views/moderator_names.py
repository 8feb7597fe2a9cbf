"""Whose moderation it was: once it is done, its moderator is named to the QA lead and to themselves alone."""

from dataclasses import replace

from app.events.base import Event
from app.programme.histories import MODERATING, Entry
from app.programme.moderation.telling import CORRECTIONS
from app.views.desk import house, i, model
from app.views.moderation_rows import knows_moderator
from projections import actions_lists, audits, moderations, people

THEIRS = frozenset({
    "audit moderated", "audit accepted", "audit judged not to standard", "audit sent back", "challenge answered",
    "grade changed after challenge", "audit received by team", *CORRECTIONS,
})  # fmt: skip
"""What somebody does as the moderator of an audit."""
BY = "The moderator"
QUALITY_TO = frozenset({"qa_lead", "moderator", "head_of_service", "director", "inspector"})
"""Who reads, beside the auditor, how the audit itself was judged and what its auditor may learn."""
OF_THE_AUDIT = {"quality": "", "quality_words": "", "checks": {}, "check_words": [], "quality_text": "", "learning": ""}
"""What a moderation said of the audit itself, as nothing."""


def withheld(audit: str) -> frozenset[str]:
    """Who moderates an audit (id) or did, for a reader who is not told; nobody for one who is."""
    row = moderations.moderation(model(), audit)
    if row is None or knows_moderator(row):
        return frozenset()
    stream = house().reader.stream(audit)
    found = {one.facts["moderator"] for one in stream if one.topic in MODERATING}
    right = (one.facts["changes"] for one in stream if one.topic in CORRECTIONS and "changes" in one.facts)
    return frozenset(found.union(*(changes.get("moderator", ()) for changes in right)))


def reads_quality(audit: str) -> bool:
    """Whether the reader may know how an audit (id) itself was judged: its auditor, and those who oversee."""
    auditor = (audits.audit(model(), audit) or {"auditor": ""})["auditor"]
    return auditor == i().id or bool(i().reads_as & QUALITY_TO)


def told(entry: Entry) -> Entry:
    """An entry of a history as the reader may know it."""
    hidden = _hidden(entry.stream, entry.topic)
    if entry.stream.startswith("action/"):
        return _unnamed(entry, hidden) if entry.by_id in hidden else entry
    if entry.topic == "audit moderated" and not reads_quality(_audit_of(entry.stream)):
        entry = replace(entry, facts=entry.facts | OF_THE_AUDIT)
    if entry.topic in CORRECTIONS:
        entry = _correction(entry, hidden)
    return _unnamed(entry, hidden) if hidden else entry


def doer(made: Event) -> str:
    """Whom something that was recorded is by, as the reader may know it: the name, unless that is withheld."""
    if made.by in _hidden(made.originator_id, made.TOPIC):
        return BY.lower()
    return people.names(model()).get(made.by, "the programme")


def _hidden(stream: str, topic: str) -> frozenset[str]:
    """Who, in what is told of this topic in this stream, is not named to the reader."""
    if stream.startswith("action/"):
        return withheld((actions_lists.action(model(), stream) or {"source": ""})["source"])
    return withheld(_audit_of(stream)) if topic in THEIRS | MODERATING else frozenset()


def _audit_of(stream: str) -> str:
    """The audit of a stream: what the team does about an audit begins with its acceptance."""
    return stream.replace("duty/", "audit/", 1)


def _correction(entry: Entry, hidden: frozenset[str]) -> Entry:
    """A correction of a moderation without how the audit was judged, and without whom it names, for whom that is so."""
    facts, quality = entry.facts, reads_quality(_audit_of(entry.stream))
    every = facts.get("changes", [])
    changes = [one for one in every if quality or one["of"] != "audit"]
    if not quality and (not every or changes != every):  # The reason is of what is left out, or may be.
        facts = facts | {"reason": ""}
    if hidden:
        unnamed = {"was": "a moderator", "now": "another moderator"}
        changes = [one | unnamed if one["of"] == "moderator" else one for one in changes]
    by = {"proposed_by": BY} if facts.get("proposer") in hidden else {}
    return replace(entry, facts=facts | {"changes": changes} | by)


def _unnamed(entry: Entry, hidden: frozenset[str]) -> Entry:
    facts = entry.facts
    if "grounds" in facts:  # They name whom the audit was given to; so may the reason for another.
        facts = facts | {"moderator": "a moderator", "was": "another moderator", "grounds": "", "reason": ""}
    entry = replace(entry, facts=facts)
    return replace(entry, by=BY, byline=f"{BY.lower()}, name withheld") if entry.by_id in hidden else entry


def name(audit: str, person: str) -> str:
    """What somebody who did something to an audit (id) is called: their name, unless it is withheld from the reader."""
    found = people.names(model()).get(person, "somebody who is not on the list")
    return BY.lower() if person in withheld(audit) else found
