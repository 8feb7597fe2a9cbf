"""The months of one auditor for which exemptions were asked, in their order: two at once never take the same month."""

from collections.abc import Sequence

from app.events.base import Event, Subject, event


@event("months put down for an exemption")
class MonthsPutDown(Event):
    """With this save an exemption was asked for the auditor, for these cycles (ids)."""

    exemption: str
    months: list[str]


class ExemptMonths(Subject):
    """One auditor's: exempt_months/<the auditor's id without its kind>.

    It is saved with each request, so that of two at the same moment, each of which found the month free, one is first.
    """

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.exemptions: list[str] = []
        """Every exemption that was asked, whatever became of it."""

    def put_down(self, exemption: str, months: Sequence[str], *, by: str, at: str) -> None:
        """Put down what is asked now; whether its months are free is for whoever asks to find, at this version."""
        self.record(MonthsPutDown, by=by, at=at, exemption=exemption, months=list(months))

    def _on_put_down(self, made: MonthsPutDown) -> None:
        self.exemptions.append(made.exemption)

    evolves = {MonthsPutDown: _on_put_down}
