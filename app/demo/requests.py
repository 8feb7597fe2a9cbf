"""An exemption on its way: asked for, and decided by the operations director over the auditor's area."""

from collections.abc import Callable
from typing import Any

from app.demo.answers import sentences
from app.demo.town import Town, minted
from app.programme import exemptions


class Request:
    """An exemption on its way."""

    def __init__(self, town: Town, cycle: str, auditor: str, reason_class: str) -> None:
        self.town, self.cycle, self.auditor, self.reason_class = town, cycle, auditor, reason_class
        self.id = minted("exemption", f"{cycle} {auditor} {reason_class}")

    def ask(self) -> None:
        """By the auditor, or by the QA lead for somebody on long leave."""
        own = self.reason_class in ("health", "other", "moderating")
        by = self.auditor if own else self.town.named("qa_lead")
        note = self.town.chance.choice(sentences()["exemptions"][self.reason_class])
        facts = {"auditor": self.auditor, "cycle": self.cycle, "reason_class": self.reason_class, "note": note}
        exemptions.ask(self.town.house, self.id, **facts, **self.town.diary.stamp(by))

    def authorise(self) -> None:
        """By the operations director over the auditor's area."""
        self._decide(exemptions.authorise, "")

    def decline(self) -> None:
        """By the same, with a reason."""
        self._decide(exemptions.decline, self.town.chance.choice(sentences()["declined"]))

    def _decide(self, command: Callable[..., Any], reason: str) -> None:
        by = min(exemptions.authority(self.town.house, self.auditor).people)
        now = {"version": self.town.house.version(self.id), "on": self.town.diary.today}
        command(self.town.house, self.id, reason=reason, **now, **self.town.diary.stamp(by))
