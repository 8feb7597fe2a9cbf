"""Write docs/events.md, the catalogue of every event, from the events themselves.

Run from the repository's root: python -m tools.event_catalogue
"""

from dataclasses import fields
from pathlib import Path

import app.events  # noqa: F401 - registers every event
from app.events.base import TOPICS, Event
from projections.clocks import happening

TARGET = Path(__file__).parent.parent / "docs" / "events.md"
COMMON = {field.name for field in fields(Event)}
HEAD = """# The events

Every event carries `by` (the id of the person who recorded it) and `at` (when, in UTC); its place in the log gives the
order. The fact in the column "happened" says on which day the thing itself happened; without one that is when it was
recorded. What was recorded on a later day than it happened is found by its day (`projections/clocks.py`). A topic is
for ever: events are added, never renamed, and a stored event is never changed.

What is marked "sealed" is stored encrypted with the key of its record, and gone with it; of what is "partly" sealed the
grades, choices and ids stay ([why](decisions/sealed-fields.md)).

This page is written by `python -m tools.event_catalogue`; a test holds it to the code.
"""


def catalogue() -> str:
    """The whole page as Markdown."""
    modules: dict[str, list[type[Event]]] = {}
    for cls in TOPICS.values():
        modules.setdefault(cls.__module__, []).append(cls)
    return HEAD + "".join(_subject(module, modules[module]) for module in sorted(modules))


def _subject(module: str, events: list[type[Event]]) -> str:
    title = module.rsplit(".", 1)[1].replace("_", " ").capitalize()
    rows = "".join(_row(cls) for cls in events)
    return f"\n## {title}\n\n| event | what it says | happened | facts |\n|---|---|---|---|\n{rows}"


def _row(cls: type[Event]) -> str:
    facts = ", ".join(_fact(cls, field.name) for field in fields(cls) if field.name not in COMMON)
    sentence = " ".join((cls.__doc__ or "").split())
    happened = f"`{fact}`" if (fact := happening(cls.TOPIC)) else "when recorded"
    return f"| {cls.TOPIC} | {sentence} | {happened} | {facts} |\n"


def _fact(cls: type[Event], name: str) -> str:
    if name in cls.SEALS:
        return f"`{name}` (sealed)"
    return f"`{name}`" + " (partly)" * any(path.startswith(f"{name}/") for path in cls.SEALS)


if __name__ == "__main__":
    TARGET.write_text(catalogue(), encoding="utf-8")
