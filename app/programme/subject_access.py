"""Subject access: everything that is held about a child or a person, put together, reviewed item by item, released."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.events import subject_access as events
from app.events.base import Refusal
from app.events.england import day_of
from app.events.log import Happened
from app.events.sealed import ERASED
from app.events.subject_access import GROUNDS, SubjectAccess
from app.programme import histories
from app.programme.english import listed
from app.programme.erasures import records_of_child
from app.programme.house import AlreadyDone, House
from app.programme.subject_access_words import OF_THE_MACHINERY, Words, ways_of_saying
from projections import children, cycles, dip_samples, erasures, inspections, packs, people

BLACKED_OUT = "[blacked out]"
REWORDED = "Words that were to be blacked out do not stand in it any more, so it is to be reviewed again"
SHARED = ("cycle/", "dip_sample/", "inspection/", "pack/")
"""How the streams begin whose entries are about several children."""
LETTERS = ("letter written", "letter sent")


@dataclass(frozen=True)
class Item:
    """One entry about somebody: which, of which record, when, by whom, what happened, and what it says by label."""

    id: str
    record: str
    at: str
    by: str
    title: str
    said: tuple[tuple[str, str], ...]
    withheld: str = ""
    """Why it is not given, in words; empty for what is."""


def ask(house: House, id: str, *, of: str, about: str, who: str, received_on: str, due: str, by: str, at: str) -> None:
    """Record a request; raises AlreadyDone for the same form sent twice, and Refusal for somebody whom nobody knows."""
    found = house.log.load(SubjectAccess, id)
    if found.exists and (found.about, found.received_on) == (about, received_on):
        raise AlreadyDone
    if about and not (children.child(house.model, about) if of == "child" else people.person(house.model, about)):
        raise Refusal("Nobody of that reference or name is held here.", of)
    found.ask(of=of, about=about, who=who, received_on=received_on, due=due, by=by, at=at)
    house.keep(found)


def make(house: House, id: str, *, version: int, by: str, at: str) -> None:
    """Put it together as it is now; raises Refusal, Stale or AlreadyDone, as all of these do."""
    found = house.load_at(SubjectAccess, id, version, by, events.SubjectAccessExportMade)
    _must_be_another(found, by)
    upto = house.model.position
    found.make(upto, len(items(house, found.of, found.about, upto)), by=by, at=at)
    house.keep(found)


def review(
    house: House, id: str, *, version: int, item: str, outcome: str, words: list[str], ground: str, note: str,
    by: str, at: str,
) -> None:  # fmt: skip
    """Say what comes of one item; raises Refusal for one that is not among them."""
    sent: dict[str, Any] = {"items": [item], "outcome": outcome, "note": note}
    found = house.load_at(SubjectAccess, id, version, by, events.SubjectAccessItemsReviewed, **sent)
    _must_be_another(found, by)
    one = next((one for one in _of(house, found) if one.id == item), None) if found.state == "made" else None
    if found.state == "made" and one is None:
        raise Refusal("There is no such item among what is held.")
    found.review([item], outcome, words=words, ground=ground, note=note, by=by, at=at)
    if one and outcome == "redacted":
        _must_stand_in(one, words)
    house.keep(found)


def given_at_once(house: House, id: str) -> int:
    """How many items are given as they are by one act for several, without a decision on each."""
    last: dict[str, bool] = {}
    for made in house.log.history(id):
        if isinstance(made, events.SubjectAccessItemsReviewed):
            last |= dict.fromkeys(made.items, len(made.items) > 1 and made.outcome == "given")
    return sum(last.values())


def give_the_rest(house: House, id: str, *, version: int, note: str, by: str, at: str) -> None:
    """Give every item that is not reviewed yet as it is."""
    found = house.load_at(SubjectAccess, id, version, by, events.SubjectAccessItemsReviewed, note=note)
    _must_be_another(found, by)
    left = [one.id for one in _of(house, found) if one.id not in found.decided]
    found.review(left, "given", words=[], ground="", note=note, by=by, at=at)
    house.keep(found)


def finish(house: House, id: str, *, version: int, by: str, at: str) -> None:
    """Say that every item is reviewed; raises Refusal while one is not."""
    found = house.load_at(SubjectAccess, id, version, by, events.SubjectAccessReviewFinished)
    _must_be_another(found, by)
    found.finish([one.id for one in _of(house, found)] if found.upto else [], by=by, at=at)
    house.keep(found)


def reopen(house: House, id: str, *, version: int, reason: str, by: str, at: str) -> None:
    """Have it reviewed again."""
    found = house.load_at(SubjectAccess, id, version, by, events.SubjectAccessReopened, reason=reason)
    found.reopen(reason, by=by, at=at)
    house.keep(found)


def release(house: House, id: str, *, version: int, by: str, at: str) -> None:
    """Let it go out, as the second person."""
    found = house.load_at(SubjectAccess, id, version, by, events.SubjectAccessReleased)
    found.release(day_of(at), by=by, at=at)
    house.keep(found)


def close(house: House, id: str, *, version: int, reason: str, by: str, at: str) -> None:
    """Give no copy, and say why."""
    found = house.load_at(SubjectAccess, id, version, by, events.SubjectAccessClosed, reason=reason)
    found.close(reason, by=by, at=at)
    house.keep(found)


def taken(house: House, id: str, form: str, sha256: str, *, by: str, at: str) -> None:
    """Record that a copy is taken, before it is given; raises Refusal unless it is released."""
    found = house.load(SubjectAccess, id)
    found.take(form, sha256, by=by, at=at)
    house.keep(found)


def request(house: House, id: str) -> SubjectAccess:
    """One request as the log has it; raises Refusal for none."""
    return house.load(SubjectAccess, id)


def items(house: House, of: str, about: str, upto: int) -> list[Item]:
    """Every entry about a child or a person up to a position of the log, oldest first."""
    words = Words(house)
    found = _about_child(house, about, upto) if of == "child" else _about_person(house, about, upto)
    unique = {(made.stream, made.version): made for made in found}
    ids = {about, *records_of_child(house.model, about)} if of == "child" else {about}
    return [_item(words, unique[key], ids) for key in sorted(unique, key=lambda key: unique[key].position)]


def released(found: SubjectAccess, item: Item) -> Item:
    """An item as it goes out: what was not reviewed, or has nothing left of what is to be blacked out, is withheld.

    So is one in which words to black out stand no more: what they were to hide may be said otherwise there by now.
    """
    decided = found.decided.get(item.id)
    if decided and decided["outcome"] == "given":
        return item
    if decided and decided["outcome"] == "redacted" and decided["words"] not in ([], ERASED):
        gone = _missing(item, decided["words"])
        return replace(item, said=(), withheld=REWORDED) if gone else _blacked_out(item, decided["words"])
    why = GROUNDS.get(decided["ground"], "") if decided else "It was not reviewed"
    return replace(item, said=(), withheld=why or "It was not reviewed")


def _blacked_out(item: Item, words: list[str]) -> Item:
    said = tuple((_without(label, words), _without(text, words)) for label, text in item.said)
    return replace(item, by=_without(item.by, words), title=_without(item.title, words), said=said)


def _missing(item: Item, words: list[str]) -> list[str]:
    """Which of some words are nowhere in an item."""
    texts = [item.by, item.title, *(part for pair in item.said for part in pair)]
    return [one.strip() for one in filter(str.strip, words) if all(_without(text, [one]) == text for text in texts)]


def _must_stand_in(item: Item, words: list[str]) -> None:
    """Raises Refusal for words to black out that are nowhere in the item."""
    if missing := _missing(item, words):
        raise Refusal(f"These words do not stand in the item: {listed(f'“{one}”' for one in missing)}.", "words")


def _of(house: House, found: SubjectAccess) -> list[Item]:
    return items(house, found.of, found.about, found.upto)


def _must_be_another(found: SubjectAccess, by: str) -> None:
    if by == found.about:
        raise Refusal("Somebody else reviews it: it is about you.")


def _about_child(house: House, child: str, upto: int) -> Iterator[Happened]:
    """The streams of everything that is held about them; the entries of months and dip samples that name them; to whom
    their record was opened or given, as an inspection or a pack of evidence names them."""
    records = records_of_child(house.model, child)
    for stream in records:
        told = house.reader.stream(stream, upto)
        yield from (one for one in told if not stream.startswith("letter/") or one.topic in LETTERS)
    streams = [row["id"] for row in dip_samples.of_child(house.model, child)]
    for stream in [*(row["id"] for row in cycles.cycles(house.model)), *streams]:
        yield from (one for one in house.reader.stream(stream, upto) if _names(one.facts, {child, *records}))
    for stream in [*(row["id"] for row in inspections.everyone(house.model)), *packs.ids(house.model)]:
        told = house.reader.stream(stream, upto)
        yield from told if any(_names(one.facts, {child, *records}) for one in told) else ()


def _about_person(house: House, person: str, upto: int) -> list[Happened]:
    told = list(histories.happened_to_person(house, person))
    for letter in erasures.letters_to(house.model, person):
        told += [made for made in house.reader.stream(letter, upto) if made.topic in LETTERS]
    return [made for made in told if made.position <= upto]


def _names(value: Any, ids: set[str]) -> bool:
    """Whether a fact names one of some ids, however deep."""
    if isinstance(value, Mapping):
        return any(_names(one, ids) for one in value.values())
    if isinstance(value, list):
        return any(_names(one, ids) for one in value)
    return value in ids


def _item(words: Words, made: Happened, ids: set[str]) -> Item:
    facts = {key: value for key, value in made.facts.items() if key not in OF_THE_MACHINERY}
    if made.stream.startswith(SHARED):
        changed = "changes" if made.stream.startswith("inspection/") else ""  # It names who came and went, together.
        facts = {key: _own(value, ids) for key, value in facts.items() if key != changed}
    title = made.topic[:1].upper() + made.topic[1:]
    said = tuple(words.said(made, facts))
    return Item(f"{made.stream}#{made.version}", made.stream, made.at, words.by(made), title, said)


def _own(value: Any, ids: set[str]) -> Any:
    """Of what is about several, what is about this one: of a list neither another child nor, for what they are exempt,
    an auditor of other children."""
    if isinstance(value, list):
        return [one for one in value if _names(one, ids) or not _is_of(one, ("child/", "audit/", "person/"))]
    return value if _names(value, ids) or not _is_of(value, ("child/", "audit/")) else None


def _is_of(value: Any, kinds: tuple[str, ...]) -> bool:
    """Whether a fact names a record of some kinds, however deep."""
    if isinstance(value, Mapping):
        return any(_is_of(one, kinds) for one in value.values())
    if isinstance(value, list):
        return any(_is_of(one, kinds) for one in value)
    return isinstance(value, str) and value.startswith(kinds)


def _without(text: str, words: list[str]) -> str:
    """A text with phrases blacked out, the longest first, however they are written."""
    every = sorted((way for one in words if one.strip() for way in ways_of_saying(one)), key=len, reverse=True)
    phrases = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in every)
    return re.sub(phrases, BLACKED_OUT, text, flags=re.IGNORECASE) if phrases else text
