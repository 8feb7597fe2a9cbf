"""A council's audit tools: begun, drafted part by part, published, and read by everything that knows its version."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from app.events import content as document
from app.events.base import Refusal
from app.events.framework import Framework, FrameworkPublished
from app.events.store import Programme
from app.programme import framework_parts as parts
from app.programme.house import AlreadyDone, House, Stale

Content = dict[str, Any]

CORE = "framework/core"
DEFAULT = Path(document.__file__).parent / "default_framework.json"

_published: WeakKeyDictionary[Programme, dict[tuple[str, int], Content]] = WeakKeyDictionary()
"""What was published never changes, so each log's versions are read once in a process."""


@dataclass(frozen=True)
class Clash:
    """Who (person id) last changed the same part and when; each difference from their text to the one typed."""

    by: str
    at: str
    differences: list[document.Difference]


def content(house: House, framework: str, version: int) -> Content:
    """The published document of a framework's version; shared by all who ask, so never to be changed.

    Raises Refusal when there is no such version.
    """
    known = _published.setdefault(house.log, {})
    if (framework, version) not in known:
        known |= {(framework, n): found for n, found in house.log.load(Framework, framework).versions.items()}
    if (framework, version) not in known:
        raise Refusal("There is no such version of the framework.")
    return known[framework, version]


def draft(house: House, id: str) -> tuple[Content, int]:
    """The draft of a framework as it stands, and the version of its stream that it was read at.

    Raises Refusal when there is no draft.
    """
    found = house.load(Framework, id)
    if found.draft is None:
        raise Refusal("There is no draft of this framework.")
    return found.draft, found.version


def has_draft(house: House, id: str) -> bool:
    """Whether there is a draft of a framework now."""
    return house.log.load(Framework, id).draft is not None


def draft_at(house: House, id: str, version: int) -> Content | None:
    """The draft as a page of that version of the stream showed it; None where there was none."""
    return house.log.load(Framework, id, version).draft


def default_content() -> Content:
    """A copy of the framework that the programme ships with."""
    found: Content = json.loads(_default_text())
    return found


@lru_cache
def _default_text() -> str:
    return DEFAULT.read_text(encoding="utf-8")


def empty_content() -> Content:
    """A framework with everything still to be said; only the numbers that most councils share are there."""
    shipped = default_content()
    lists: Content = {name: [] for name in ("grades", "domains", "questions", "themes", "stages")}
    overall = {"label": "Overall grade", "guidance": "", "descriptors": {}}
    moderation = {**shipped["moderation"], "always": []}
    return {**shipped, **lists, "title": "", "overall": overall, "moderation": moderation}


def framework_id(title: str) -> str:
    """The id of a framework that begins under a title, so that a form sent twice meets itself."""
    return f"framework/{document.slug(title, ())}"


def begin(house: House, id: str, *, based_on_default: bool, title: str = "", by: str, at: str) -> None:
    """Begin a new framework with a draft: the default one or an empty one, under another title if one is given.

    Raises AlreadyDone when the same person has just begun it from the same, Refusal when the id is taken otherwise.
    """
    framework = house.log.load(Framework, id)
    start = default_content() if based_on_default else empty_content()
    start |= {"title": title.strip()} if title.strip() else {}
    if framework.exists:
        _refuse_second(house, framework, start, by)
    framework.begin_draft(start, by=by, at=at)
    house.keep(framework)


def _refuse_second(house: House, framework: Framework, start: Content, by: str) -> None:
    if framework.version == 1 and house.log.history(framework.id)[0].by == by and framework.draft == start:
        raise AlreadyDone
    raise Refusal("There is a framework with this title already. Change that one, or choose another title.", "title")


def revise(house: House, id: str, *, by: str, at: str) -> None:
    """Begin a new draft from the latest version. Raises AlreadyDone when there is a draft, Refusal for no version."""
    framework = house.load(Framework, id)
    if framework.draft is not None:
        raise AlreadyDone
    framework.begin_draft(framework.versions[framework.latest], by=by, at=at)
    house.keep(framework)


def save_draft(house: House, id: str, whole: Content, version: int, *, by: str, at: str) -> None:
    """Save a whole draft over the stream version it was made from, faults and all.

    Raises Stale when the draft was changed since, Refusal when there is none.
    """
    framework = house.load_at(Framework, id, version, by)
    framework.save_draft(document.tidy(whole), by=by, at=at)
    house.keep(framework)


def save_part(house: House, id: str, part: str, value: Content, version: int, *, by: str, at: str) -> None:
    """Change one part of the draft, as typed over a version of its stream; nothing happens when it says so already.

    Raises Stale when this part was changed since, Faulty for what cannot be saved, Refusal when there is no draft,
    KeyError when it has no such part.
    """
    framework = house.load(Framework, id)
    if framework.draft is None:
        raise Refusal("This draft has been published, so it is not changed any more. Begin a new draft from it.")
    changed = parts.write(framework.draft, part, value)
    if changed == framework.draft:
        return
    if _moved_on(house, framework, part, version):
        raise Stale(id, house.log.history(id)[version:])
    if faults := parts.hindrances(changed, part):
        raise parts.Faulty(faults)
    framework.save_draft(changed, by=by, at=at)
    house.keep(framework)


def clash(house: House, id: str, part: str, value: Content, version: int) -> Clash | None:
    """Who changed a part of the draft after a version of its stream, and where their text and the one typed differ.

    None when nobody did, or when both say the same.
    """
    framework = house.load(Framework, id)
    if framework.draft is None or not _moved_on(house, framework, part, version):
        return None
    found = document.differences(framework.draft, parts.write(framework.draft, part, value))
    last = house.log.history(id)[-1]
    return Clash(last.by, last.at, found) if found else None


def _moved_on(house: House, framework: Framework, part: str, version: int) -> bool:
    before = house.log.load(Framework, framework.id, version).draft
    if before is None or framework.draft is None or part not in parts.parts(before):
        return True
    return parts.read(before, part) != parts.read(framework.draft, part)


def publish(house: House, id: str, version: int | None = None, *, by: str, at: str) -> int:
    """Make the draft a version and return its number; `version` is that of the stream as the person read it.

    Raises AlreadyDone when that very draft was published since, Stale when anything else was recorded, Refusal when
    the draft has faults.
    """
    if version is None:
        framework = house.load(Framework, id)
    else:
        framework = house.load_at(Framework, id, version, by, FrameworkPublished, content=draft_at(house, id, version))
    framework.publish(by=by, at=at)
    house.keep(framework)
    return framework.latest


def adopt_default(house: House, *, by: str, at: str) -> str:
    """Publish the default framework as the first version of framework/core; returns that id.

    Raises AlreadyDone when it is there.
    """
    framework = house.log.load(Framework, CORE)
    if framework.exists:
        raise AlreadyDone
    framework.begin_draft(default_content(), by=by, at=at)
    framework.publish(by=by, at=at)
    house.keep(framework)
    return CORE
