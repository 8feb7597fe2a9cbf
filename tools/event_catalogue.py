"""Write docs/events.md, the catalogue of every event, from the events themselves.

Run from the repository's root: python -m tools.event_catalogue
"""

from dataclasses import fields
from pathlib import Path

import app.events  # noqa: F401 - registers every event
from app.events.base import TOPICS, Event

TARGET = Path(__file__).parent.parent / "docs" / "events.md"
COMMON = {field.name for field in fields(Event)}
HEAD = """# The events

Every event carries `by` (the id of the person who recorded it) and `at` (when, in UTC); its place in the log gives the
order. Dates named `on`, `due` or `as_at` say when the thing itself happened or is due. A topic is for ever: events are
added, never renamed, and a stored event is never changed.

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
    return f"\n## {title}\n\n| event | what it says | facts |\n|---|---|---|\n{rows}"


def _row(cls: type[Event]) -> str:
    facts = ", ".join(f"`{field.name}`" for field in fields(cls) if field.name not in COMMON)
    sentence = " ".join((cls.__doc__ or "").split())
    return f"| {cls.TOPIC} | {sentence} | {facts} |\n"


if __name__ == "__main__":
    TARGET.write_text(catalogue(), encoding="utf-8")
