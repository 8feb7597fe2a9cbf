"""Two evidence packs of Eastmere: of an audit that was graded Inadequate, confirmed; and of its month, which waits."""

from datetime import date

from app.demo.current import last_day
from app.demo.town import Town, after, minted
from app.programme import packs
from projections import audits, final_grades
from projections import packs as rows

MONTH = "cycle/2018-11"
INSPECTOR = "Ivy Lane, inspector"


def begin(town: Town, today: date) -> None:
    """Put it into the diary, on the last two days."""
    end = last_day(today)
    told = Evidence(town)
    town.diary.put(after(end, -1), told.ask)
    town.diary.put(end, told.confirm)


class Evidence:
    """What an inspector asked for, and what became of it."""

    def __init__(self, town: Town) -> None:
        self.town, self.house = town, town.house

    def ask(self) -> None:
        """The QA lead asks for both."""
        why = "The inspector asked how this grade is known, and what was done since."
        self._ask("pack of an audit", "audit", self._inadequate(), why)
        self._ask("pack of a month", "cycle", MONTH, "The inspector asked how the sample of the month was drawn.")

    def confirm(self) -> None:
        """The head of service confirms the first."""
        said = self.town.does("head_of_service")
        packs.confirm(self.house, minted("pack", "pack of an audit"), version=1, on=self.town.diary.today, **said)

    def _ask(self, name: str, kind: str, of: str, why: str) -> None:
        position = self.house.model.catch_up()
        facts = {"kind": kind, "of": [of], "edition": 0, "recipient": INSPECTOR, "why": why, "follows": ""}
        said = self.town.does("qa_lead")
        packs.ask(self.house, minted("pack", name), **facts, position=position, on=self.town.diary.today, **said)  # type: ignore[arg-type]

    def _inadequate(self) -> str:
        """The first audit of November 2018 whose grade that counts is Inadequate."""
        found = [audits.audit(self.house.model, id) or {} for id in rows.audits_of(self.house.model, MONTH)]
        return next(str(row["id"]) for row in found if final_grades.overall(row) == "inadequate")
