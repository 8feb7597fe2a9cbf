"""The audit tool, versioned: a draft that grows, and published versions that never change."""

from typing import Any, ClassVar

from app.events import content as document
from app.events.base import Event, Refusal, Subject, event

DAYS_FOR_ALL = {
    "moderation_working_days": 5,
    "direction_working_days": 5,
    "discussion_working_days": 10,
    "follow_up_working_days": 20,
    "closing_working_days": 30,
}
"""The working days that every council had before each framework could say its own."""


def _with_days_for_all(state: dict[str, Any]) -> None:
    """Give a document without them the days of moderation and of the team manager's duties, as they were for all."""
    if isinstance(days := state["content"].get("deadlines"), dict):
        days |= DAYS_FOR_ALL | days


@event("framework drafted")
class FrameworkDrafted(Event):
    """A draft was begun, from nothing or from a published version."""

    class_version: ClassVar[int] = 2
    upcast_v1_v2 = staticmethod(_with_days_for_all)

    content: dict[str, Any]
    based_on: int


@event("framework draft saved")
class FrameworkDraftSaved(Event):
    """The whole draft as it now stands."""

    class_version: ClassVar[int] = 2
    upcast_v1_v2 = staticmethod(_with_days_for_all)

    content: dict[str, Any]


@event("framework published")
class FrameworkPublished(Event):
    """The draft became a version; audits allocated under it keep it for ever."""

    class_version: ClassVar[int] = 2
    upcast_v1_v2 = staticmethod(_with_days_for_all)

    version: int
    content: dict[str, Any]


class Framework(Subject):
    """An audit tool with its versions."""

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.draft: dict[str, Any] | None = None
        self.versions: dict[int, dict[str, Any]] = {}

    @property
    def latest(self) -> int:
        """The newest published version, 0 before the first."""
        return max(self.versions, default=0)

    def begin_draft(self, content: dict[str, Any], *, by: str, at: str) -> None:
        """Begin a draft; raises Refusal while another is open."""
        if self.draft is not None:
            raise Refusal("There is a draft already. Finish or change that one.")
        self.record(FrameworkDrafted, by=by, at=at, content=content, based_on=self.latest)

    def save_draft(self, content: dict[str, Any], *, by: str, at: str) -> None:
        """Save the draft, faults and all; raises Refusal when there is none. Nothing happens when it is the same."""
        if self.draft is None:
            raise Refusal("There is no draft to change. Begin one from the published version.")
        if content != self.draft:
            self.record(FrameworkDraftSaved, by=by, at=at, content=content)

    def publish(self, *, by: str, at: str) -> None:
        """Make the draft a version; raises Refusal when there is none or it has faults."""
        if self.draft is None:
            raise Refusal("There is no draft to publish.")
        if faults := document.faults(self.draft):
            raise Refusal(f"The draft cannot be published yet. {faults[0][1]}")
        self.record(FrameworkPublished, by=by, at=at, version=self.latest + 1, content=self.draft)

    def _on_drafted(self, made: FrameworkDrafted | FrameworkDraftSaved) -> None:
        self.draft = made.content

    def _on_published(self, made: FrameworkPublished) -> None:
        self.versions[made.version], self.draft = made.content, None

    evolves = {FrameworkDrafted: _on_drafted, FrameworkDraftSaved: _on_drafted, FrameworkPublished: _on_published}
