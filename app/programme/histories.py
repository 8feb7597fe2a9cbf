"""What happened to an audit, a child or a person, entry by entry, with names in the place of ids."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from app.events.action import Action
from app.events.council import COUNCIL
from app.events.england import day_of
from app.events.letter import Letter
from app.events.log import Happened
from app.events.sealed import ERASED
from app.programme import history_grades
from app.programme.deputies import deputies_id
from app.programme.duties import duty_id
from app.programme.english import shortened
from app.programme.history_seal import ANYBODY, RAISINGS, Knower, as_known
from app.programme.history_words import Names, Written, changes, corrected, written
from app.programme.house import House
from app.programme.moderation import telling
from projections import (
    actions_lists,
    audits,
    coaching_lists,
    cohort_lists,
    concern_lists,
    dip_samples,
    exemptions,
    good_practice_lists,
    impact,
    letters,
    moderations,
    seals,
)

MODERATING = frozenset({"moderator assigned", "moderator changed", "audit moderated"})
NOT_OF_A_PERSON = frozenset({"audit started", "audit section saved"})
OF_THE_POOLS = frozenset({
    "auditor training started", "auditor training stopped", "auditor trained", "auditor left pool",
    "moderator appointed", "moderator stood down", "person left",
    "pool departure corrected", "departure corrected", "person returned", "auditor training corrected",
})  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One event as a history tells it: who, when it was recorded, the day it happened if another, and its facts."""

    position: int
    stream: str
    topic: str
    at: str
    by: str
    by_id: str
    on: str
    facts: dict[str, Any]
    about: str = ""
    """The audit that it belongs to, where a history tells of several."""
    byline: str = ""
    """Whom it is by in other words than the name, where that is withheld."""
    written: tuple[Written, ...] = ()
    """What was written into the fields of an audit, under their labels."""

    readable = False  # Of whoever does not say that this reader may have what was written, nobody has.

    @property
    def template(self) -> str:
        """The template with the sentence of this type of event."""
        return f"histories/{self.topic.replace(' ', '-')}.html"

    @property
    def title(self) -> str:
        """What happened, in two or three words."""
        return self.topic[:1].upper() + self.topic[1:]

    @property
    def number(self) -> str:
        """The place in the order of everything that was recorded."""
        return f"{self.position:,}"


def of_audit(house: House, id: str, knower: Knower = ANYBODY) -> list[Entry]:
    """The history of one audit, its actions, letters, good practice and impact, oldest first; empty for no such.

    What it raised is told to who knows of it only what they said without what anybody else had said before.
    """
    return entries(house, happened_to_audit(house, id, knower))


def happened_to_audit(house: House, id: str, knower: Knower = ANYBODY) -> list[Happened]:
    """The events that the history of an audit tells, as they stand in the log."""
    around = [row["id"] for row in actions_lists.of_source(house.model, id)] + letters.about(house.model, id)
    around += [*impact.streams(house.model, id), *good_practice_lists.streams(house.model, id), duty_id(id)]
    told = [made for made in _of_streams(house, [id, *around]) if made.topic != "letter claimed"]
    return [*told, *as_known(house, _raised_from(house, id), knower)]


def of_child(house: House, id: str, knower: Knower = ANYBODY) -> list[Entry]:
    """The history of a child, of every audit of the work with them and of their actions, oldest first.

    Nothing of an audit that is sealed from the reader.
    """
    return entries(house, happened_to_child(house, id, knower))


def happened_to_child(house: House, id: str, knower: Knower = ANYBODY) -> list[Happened]:
    """The events that the history of a child tells, as they stand in the log."""
    reader = knower.id
    theirs = seals.unsealed(house.model, reader, audits.of_child(house.model, id))
    work = (*theirs, *seals.unsealed(house.model, reader, actions_lists.of_child(house.model, id), "source"))
    came_of = [one for audit in theirs for one in impact.streams(house.model, audit["id"])]
    came_of += [duty_id(audit["id"]) for audit in theirs]
    told = _of_streams(house, [id, *(row["id"] for row in work), *came_of])
    sealed = seals.sealed_from(house.model, reader)
    known = (made for made in told if made.facts.get("source") not in sealed)
    concerns = _of_streams(house, [row["id"] for row in concern_lists.of_child(house.model, id)])
    return [*known, *as_known(house, concerns, knower), *_drawn_into(house, id)]


def of_cycle(house: House, id: str, reader: str = "") -> list[Entry]:
    """The history of one month, oldest first; nothing of an audit that is sealed from the reader."""
    return entries(house, happened_to_cycle(house, id, reader))


def happened_to_cycle(house: House, id: str, reader: str = "") -> list[Happened]:
    """The events that the history of a month tells, as they stand in the log."""
    sealed = seals.sealed_from(house.model, reader)
    return [made for made in house.reader.stream(id) if not sealed & _audits_named(made)]


def of_concern(house: House, id: str, knower: Knower = ANYBODY) -> list[Entry]:
    """The history of one child's time as a child of concern, oldest first; empty for an unknown one."""
    return entries(house, as_known(house, house.reader.stream(id), knower))


def of_dip_sample(house: House, id: str) -> list[Entry]:
    """The history of one dip sample, oldest first; empty for an unknown one."""
    return entries(house, house.reader.stream(id))


def of_action(house: House, id: str) -> list[Entry]:
    """The history of one action, oldest first; empty for an unknown one."""
    return entries(house, house.reader.stream(id))


def of_loop(house: House, id: str) -> list[Entry]:
    """The history of one loop, oldest first, for those who lead its meeting."""
    return entries(house, house.reader.stream(id))


def of_duty(house: House, id: str) -> list[Entry]:
    """The history of one follow-up, oldest first; empty for an unknown one."""
    return entries(house, house.reader.stream(id))


def of_exemption(house: House, id: str) -> list[Entry]:
    """The history of one exemption, oldest first; never its note."""
    return entries(house, house.reader.stream(id))


def of_authority(house: House) -> list[Entry]:
    """How the council has chosen who decides on exemptions, oldest first."""
    return entries(house, [made for made in house.reader.stream(COUNCIL) if made.topic == "exemption authority chosen"])


def of_person(house: House, id: str, *, with_work: bool = True, knower: Knower = ANYBODY) -> list[Entry]:
    """The history of a person and of who stood in for them.

    With their work, also their exemptions, audits and actions while they had them; nothing of what is sealed from the
    reader.
    """
    return entries(house, happened_to_person(house, id, with_work=with_work, knower=knower))


def happened_to_person(house: House, id: str, *, with_work: bool = True, knower: Knower = ANYBODY) -> list[Happened]:
    """The events that the history of a person tells, as they stand in the log; takes as `of_person`."""
    sealed = seals.sealed_from(house.model, knower.id)
    found = [*house.reader.stream(id), *house.reader.stream(deputies_id(id))]
    if with_work:
        for exemption in exemptions.streams(house.model, id):
            found += house.reader.stream(exemption)
        for audit in (one for one in audits.ever_with(house.model, id) if one not in sealed):
            found += _while_with(id, house.reader.stream(audit), "auditor")
        for audit in (one for one in moderations.ever_with(house.model, id) if one not in sealed):
            found += [made for made in house.reader.stream(audit) if _moderates(made, id)]
        actions = actions_lists.ever_with(house.model, id)
        for action in (one for one in actions if seals.comes_of(house.model, one) not in sealed):
            found += _while_with(id, house.reader.stream(action), "owner")
        found += _of_streams(house, [*impact.put_to(house.model, id), *good_practice_lists.streams_of(house.model, id)])
        raised = _of_streams(house, concern_lists.raised_by(house.model, id))
        found += as_known(house, (made for made in raised if made.topic in RAISINGS and made.by == id), knower)
        found += _of_streams(house, [row["id"] for row in coaching_lists.of_person(house.model, id)])
    found += _places_of(house, id)
    return found


def of_pools(house: House, id: str) -> list[Entry]:
    """A person's way through the two pools and the cohorts, oldest first."""
    own = [made for made in house.reader.stream(id) if made.topic in OF_THE_POOLS]
    return entries(house, [*own, *_places_of(house, id)])


def of_stream(house: House, id: str) -> list[Entry]:
    """The history of one cohort, offer of coaching, learning session, or of the targets, oldest first."""
    return entries(house, house.reader.stream(id))


def _places_of(house: House, person: str) -> list[Happened]:
    """When a person joined and left cohorts; what became of the others there is not theirs."""
    cohorts = [row["id"] for row in cohort_lists.of_person(house.model, person)]
    return [made for made in _of_streams(house, cohorts) if made.facts.get("person") == person]


def entries(house: House, happened: Iterable[Happened]) -> list[Entry]:
    """Events as entries of a history, in the order in which they were recorded."""
    names, told = Names(house), sorted(happened)
    grades = history_grades.graded(made for made in told if made.stream.startswith("audit/"))
    found = [_entry(house, names, made) for made in told]
    for entry in found:
        if grade := grades.get(entry.position):
            entry.facts["graded"] = telling.label_of(telling.content_of(house, entry.stream), grade)
    return found


def _entry(house: House, names: Names, made: Happened) -> Entry:
    facts = {key: names.of(value, key) for key, value in made.facts.items()}
    if "changes" in facts:
        facts["changes"] = changes(names, _unless_erased(house, made))
    said: tuple[Written, ...] = ()
    if made.topic == "audit section saved":
        facts["section"], said = written(house, names, made)
    if made.topic in ("audit answers corrected", "audit correction proposed"):
        facts["changes"] = corrected(house, made)
    if made.stream.startswith("exemption/"):
        facts.pop("note", None)  # In confidence: no template is to have it at hand.
    if made.stream.startswith("coaching/"):
        facts = {key: value for key, value in facts.items() if key not in ("note", "reason")}  # Likewise.
    if made.topic == "impact answered":  # What was written is for whom the page of the questions shows it.
        facts["answers"] = {key: facts["answers"][key] for key in ("practice", "helped")}
    if made.stream.startswith("action/"):
        facts["action"] = shortened(house.log.load(Action, made.stream, made.version).what)
    if made.stream.startswith("dip_sample/"):
        facts["dip_sample"] = names.of(made.stream)
    if made.stream.startswith("letter/"):
        facts["letter"] = house.log.load(Letter, made.stream, 1).subject
    if made.stream.startswith("loop/"):  # Each auditor reads their own learning, on the page of the pair.
        facts = {key: value for key, value in facts.items() if key not in ("first_learning", "second_learning")}
    if made.topic == "subject access items reviewed":
        record, _, version = made.facts["items"][0].partition("#")
        facts["item"] = f"entry {version} of {names.of(record)}"
    if made.topic in telling.TOPICS | telling.CORRECTIONS:
        facts |= telling.facts(house, made)
    about = names.of(made.stream) if made.stream.startswith("audit/") else ""
    by_id, on = made.by, _other_day(made)
    return Entry(made.position, made.stream, made.topic, made.at, facts["by"], by_id, on, facts, about, written=said)


def _unless_erased(house: House, made: Happened) -> dict[str, Any]:
    """What changed; of a child who was erased nothing that the log still has in plain about their age and ethnicity."""
    changed: dict[str, Any] = made.facts["changes"]
    if made.stream.startswith("child/") and house.keys.is_erased(made.stream, ""):
        return changed | {key: [ERASED, ERASED] for key in ("age_band", "ethnicity") if key in changed}
    return changed


def _other_day(made: Happened) -> str:
    """The day that it happened, when it was recorded on another."""
    on = str(made.facts.get("on", ""))
    return on if on != day_of(made.at) else ""


def _raised_from(house: House, audit: str) -> list[Happened]:
    """How an audit raised a child of concern; what came of it is the concern's own history."""
    found = _of_streams(house, [row["id"] for row in concern_lists.of_source(house.model, audit)])
    return [made for made in found if made.topic in RAISINGS and made.facts["source"] == audit]


def _audits_named(made: Happened) -> set[str]:
    """The audits that an event of a month names one by one."""
    month, facts = made.stream.removeprefix("cycle/"), made.facts
    numbers = [facts["number"], facts["first"]] if made.topic == "looped audit added" else []
    return {f"audit/{month}/{number:04d}" for number in numbers} | {move["audit"] for move in facts.get("moves", ())}


def _drawn_into(house: House, child: str) -> list[Happened]:
    """How a child, or an audit of the work with them, came into dip samples that are concluded, as all readers know."""
    streams = [row["id"] for row in dip_samples.of_child(house.model, child) if row["state"] == "concluded"]
    return [made for made in _of_streams(house, streams) if made.topic == "dip sample drawn"]


def _of_streams(house: House, streams: Iterable[str]) -> Iterator[Happened]:
    return (made for stream in streams for made in house.reader.stream(stream))


def _moderates(made: Happened, person: str) -> bool:
    """Whether an event gives this person an audit to moderate, or is their moderation of it."""
    return made.topic in MODERATING and made.facts["moderator"] == person


def _while_with(person: str, happened: list[Happened], has: str) -> Iterator[Happened]:
    """What happened to an audit or an action while this person had it (`has` names the fact), with how it came."""
    holder = ""
    for made in happened:
        before, holder = holder, _holder(made.facts, has) or holder
        if person in (before, holder) and made.topic not in NOT_OF_A_PERSON:
            yield made


def _holder(facts: dict[str, Any], has: str) -> str:
    """Who has it from this event on, "" where it says nothing of that."""
    return str(facts.get(has) or facts.get("changes", {}).get(has, ["", ""])[1])
