"""The audits of the quarter whose grades moderation changed: what auditors gave, so that the printed grades count."""

from dataclasses import dataclass, replace

from app.demo.answers import Sheet
from app.demo.courses import Window
from app.demo.published import GOOD, IMPROVE, SCALE


@dataclass(frozen=True)
class Regrade:
    """An audit that counts with the overall grade `final` and came in with another: `was`, in so many domains too."""

    final: str
    was: str
    domains: int
    window: Window
    """When it comes in: just before a draw."""

    def fits(self, sheet: Sheet) -> bool:
        """Whether an audit with these grades that count can be the one."""
        return sheet.overall == self.final and len(self._alike(sheet)) >= self.domains

    def before(self, sheet: Sheet) -> Sheet:
        """The grades that the auditor gave, of a sheet with those that count."""
        to = self.was if self.was != self.final else SCALE[SCALE.index(self.final) - 1]
        return replace(
            sheet, overall=self.was, domains=sheet.domains | dict.fromkeys(self._alike(sheet)[: self.domains], to)
        )

    def _alike(self, sheet: Sheet) -> list[str]:
        return [name for name, grade in sheet.domains.items() if grade == self.final]


REGRADES = {
    "2024-04": (Regrade(IMPROVE, GOOD, 2, Window(6, 7)), Regrade(IMPROVE, IMPROVE, 1, Window(11, 12))),
    "2024-05": (Regrade(GOOD, IMPROVE, 2, Window(6, 7)), Regrade(IMPROVE, IMPROVE, 1, Window(11, 12))),
    "2024-06": (Regrade(GOOD, GOOD, 1, Window(11, 12)),),
}
"""By month. Of the quarter's thirteen moderated audits two changed their overall grade, one each way, so that eleven of
thirteen kept it; three more changed in one domain."""
