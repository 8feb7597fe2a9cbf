"""The draws of a month's moderated share: look at one first, store it, and make it again from its seed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.events import audit_moderation
from app.events.audit import Audit
from app.events.base import TOPICS
from app.events.calendar import add_working_days
from app.events.cycle import Cycle
from app.events.cycle_moderation import ModerationSampleDrawn, draw_for_moderation
from app.events.log import Happened
from app.programme import frameworks
from app.programme.house import House
from app.programme.moderation import draw_days
from app.programme.moderation.drawing import Draw, Rule, Standing, draw, sums
from app.programme.samples.drawn import Check, compared
from projections import ReadModel, Views, audits, loops, moderations
from projections.frameworks import every_version


def preview(house: House, cycle: str, seed: str) -> Draw:
    """What a seed would draw now, without storing it; raises Refusal for a month that was never opened."""
    return draw(_standing(house.model, cycle), rule_of(content_of(house, cycle)), seed.strip())


def make(house: House, cycle: str, *, version: int, seed: str, on: date, by: str, at: str) -> Draw:
    """Draw, and store the draw with each audit's own event in one save; returns what came out.

    Raises Refusal when nothing is to be drawn, and for a day before a drawn audit came in or before the last
    draw; Stale or AlreadyDone.
    """
    month = house.load_at(Cycle, cycle, version, by, ModerationSampleDrawn, seed=seed, on=on.isoformat())
    content = _content(house, month)
    rule, made = rule_of(content), preview(house, cycle, seed)
    days = content["deadlines"]["moderation_working_days"]
    said: dict[str, Any] = {"on": on.isoformat(), "due": add_working_days(on, days).isoformat(), "seed": made.seed}
    draw_for_moderation(month, **said, **_facts(made, rule), by=by, at=at)
    draw_days.fits(house, cycle, (one.audit for one in made.chosen), on)
    audits = [house.load(Audit, one.audit) for one in made.chosen]
    for audit, one in zip(audits, made.chosen, strict=True):
        why: dict[str, Any] = {"drawn_as": one.drawn_as, "why": one.why, "working_days": days}
        audit_moderation.draw(audit, **said, **why, by=by, at=at)
    house.keep(month, *audits)
    return made


def made(house: House, cycle: str) -> list[Happened]:
    """The draws of a month as they were recorded, oldest first."""
    topic = ModerationSampleDrawn.TOPIC
    return [one for one in house.reader.stream(cycle) if one.topic == topic]


def check(house: House, cycle: str, stored: Happened) -> Check:
    """Make a stored draw again, from its seed and its rule, over the month's audits as they stood then."""
    facts = stored.facts
    labels = rule_of(content_of(house, cycle)).labels
    rule = Rule(facts["share_percent"], tuple(facts["always"]), labels)
    again = draw(_as_they_stood(house, cycle, stored), rule, facts["seed"])
    was = {(one["audit"], one["drawn_as"]) for one in facts["chosen"]}
    now = {(one.audit, one.drawn_as) for one in again.chosen}
    return compared(was, now, identical=_unworded(_facts(again, rule)) == _unworded(facts))


def content_of(house: House, cycle: str) -> dict[str, Any]:
    """The document of the framework that a month (id) is under."""
    return _content(house, house.load(Cycle, cycle))


def rule_of(content: dict[str, Any]) -> Rule:
    """The framework's rule for what is moderated."""
    asked = content["moderation"]
    labels = {grade["id"]: grade["label"] for grade in content["grades"]}
    always = tuple(grade for grade in labels if grade in asked["always"])
    return Rule(asked["share_percent"], always, labels)


def always(house: House) -> tuple[str, ...]:
    """The overall grades that are always moderated, each with its framework and version: "framework/core 2 poor"."""
    every = [(id, version, frameworks.content(house, id, version)) for id, version in every_version(house.model)]
    return tuple(f"{id} {version} {grade}" for id, version, found in every for grade in found["moderation"]["always"])


def _facts(made: Draw, rule: Rule) -> dict[str, Any]:
    """What the month's event says of a draw."""
    return {
        "share_percent": rule.share_percent,
        "always": list(rule.always),
        "rule_in_words": f"{rule.words} {sums(made, rule)}",
        "came_in": made.came_in,
        "before": made.before,
        "frame": [{"audit": one.audit, "overall": one.overall} for one in made.frame],
        "chosen": [{"audit": one.audit, "drawn_as": one.drawn_as, "why": one.why} for one in made.chosen],
        "left_out": [{"audit": one.audit, "why": one.why} for one in made.left_out],
    }


def _unworded(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What a draw came to without its sentences, whose wording may have changed since."""
    plain = {key: facts[key] for key in ("share_percent", "always", "came_in", "before", "frame")}
    chosen = [(one["audit"], one["drawn_as"]) for one in facts["chosen"]]
    return plain | {"chosen": chosen, "left_out": [one["audit"] for one in facts["left_out"]]}


def _content(house: House, month: Cycle) -> dict[str, Any]:
    return frameworks.content(house, month.framework, month.framework_version)


def _standing(
    model: ReadModel, cycle: str, known: Collection[str] = (), drawable: Collection[str] = ()
) -> list[Standing]:  # fmt: skip
    """The month's audits, but for those of sealed loops: the numbers of a draw would tell of the grades.

    `known` are audits that are looked at all the same, `drawable` those that a draw before this rule took although
    their grades were agreed.
    """
    return [
        Standing(
            row["id"],
            row["state"],
            row["overall"],
            bool(row["uploaded_on"]),
            row["drawn_as"],
            bool(row["agreed"]) and row["id"] not in drawable,
        )
        for row in moderations.frame(model, cycle)
        if not row["sealed"] or row["id"] in known
    ]


class _OfStreams:
    """The events of some streams before a position, as a log: enough to see how those subjects stood then."""

    def __init__(self, house: House, streams: Sequence[str], before: int) -> None:
        found = (made for stream in streams for made in house.reader.stream(stream) if made.position < before)
        self.happened = sorted(found)

    def head(self) -> int:
        """The position of the last event."""
        return self.happened[-1].position if self.happened else 0

    def read(self, after: int, limit: int = 0, upto: int | None = None) -> list[Happened]:
        """The events after a position, as far as another."""
        return [made for made in self.happened if made.position > after and (upto is None or made.position <= upto)]


def _as_they_stood(house: House, cycle: str, drawn: Happened) -> list[Standing]:
    """The month's audits as they stood before a draw: folded from their own streams, however long the log is.

    What a draw names it looked at: before seals counted, one could name an audit of a sealed loop.
    """
    streams = [row["id"] for row in moderations.frame(house.model, cycle)]
    streams += loops.of_cycle(house.model, cycle)
    drawable = {one["audit"] for one in drawn.facts["frame"]}
    known = drawable | {one["audit"] for one in drawn.facts["left_out"]}
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        model = ReadModel(Path(folder) / "then.sqlite", _OfStreams(house, streams, drawn.position), _views())
        try:
            model.catch_up()
            return _standing(model, cycle, known, drawable)
        finally:
            model.close()


def _views() -> Views:
    """The tables that a draw looks at, and nothing else."""
    asked = (audits, moderations, loops)
    handlers = {topic: tuple(one.HANDLERS[topic] for one in asked if topic in one.HANDLERS) for topic in TOPICS}
    return Views(tuple(table for one in asked for table in one.TABLES), handlers, "")
