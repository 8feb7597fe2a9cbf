"""Who took part and which grades fall on which audit, so that every column of a month comes out as printed."""

from collections.abc import Sequence
from random import Random

from app.demo.answers import Sheet
from app.demo.population import band
from app.demo.published import NA, SCALE, Column, Grades, Participation
from app.demo.town import Row, Town, expanded
from app.events.content import Content
from projections import people

CONCERNS = ("1", "2", "none", "2", "none")
"""What follows from each audit graded Inadequate, in turn."""
USUAL = Grades((1, 5, 12, 3), {})
USUALLY_TOOK_PART = Participation(
    {"took_part": 14, "legitimate_reason": 1},
    {"took_part": 12, "tried": 2},
    {"contacted": 3, "tried": 3, "not_applicable": 6},
    {"gave_views": 9, "tried": 4, "declined": 1, "not_applicable": 2},
)
WITHOUT_NA = ("seeing-and-hearing", "decision-making", "supervision", "diversity")


class Sheets:
    """Hands out the sheets of a month; `completed` and `accepted` are audits in the order of their numbers."""

    def __init__(self, town: Town, content: Content, chance: Random) -> None:
        self.town, self.chance = town, chance
        self.domains = [domain["id"] for domain in content["domains"]]

    def published(
        self, completed: Sequence[Row], accepted: Sequence[Row], grades: Grades, parts: Participation
    ) -> dict[str, Sheet]:
        """The sheets of a finished month by audit: the accepted add up to the printed columns."""
        sheets = {row["id"]: self.usual(row) for row in completed}
        graded = self._shuffled([sheets[row["id"]] for row in accepted])
        self._grade(graded, grades)
        self._take_part(list(sheets.values()), graded, parts)
        return sheets

    def graded(self, accepted: Sequence[Row], grades: Grades) -> dict[str, Sheet]:
        """The sheets of audits that were accepted, by audit; they add up to the columns, and raise no concern."""
        sheets = {row["id"]: self.usual(row) for row in accepted}
        self._grade(self._shuffled(list(sheets.values())), grades)
        for sheet in sheets.values():
            sheet.concern = "none"
            if not grades.domains:
                sheet.domains = {domain: self._near(domain, sheet.overall) for domain in self.domains}
        return sheets

    def usual(self, row: Row) -> Sheet:
        """A sheet as audits mostly are, that counts towards no printed column."""
        overall = self.chance.choice(_scale(USUAL.overall))
        sheet = Sheet(row["number"], self._band(row), row["worker"], self._manager(row), overall, {})
        sheet.domains = {domain: self._near(domain, overall) for domain in self.domains}
        for who, counts in vars(USUALLY_TOOK_PART).items():
            sheet.parts[who] = self.chance.choice(expanded(counts))
        if sheet.overall == SCALE[-1]:
            sheet.concern = self.chance.choice(CONCERNS[1:])
        return sheet

    def _near(self, domain: str, overall: str) -> str:
        """A domain's grade: mostly the overall one, else the one beside it; now and then not applicable."""
        if domain not in WITHOUT_NA and self.chance.random() < 0.04:
            return NA
        place = SCALE.index(overall) + self.chance.choice((-1, 0, 0, 0, 1))
        return SCALE[min(len(SCALE) - 1, max(0, place))]

    def _grade(self, graded: list[Sheet], grades: Grades) -> None:
        """Better audits have the better grades of each column, with some chance in it."""
        for sheet, overall in zip(graded, _scale(grades.overall), strict=True):
            sheet.overall, sheet.concern = overall, "none"
        for domain, column in grades.domains.items():
            order = self._roughly_by_overall(graded, spared=column[4] if len(column) > 4 else 0)
            for sheet, grade in zip(order, _scale(column), strict=True):
                sheet.domains[domain] = grade
        worst = [sheet for sheet in graded if sheet.overall == SCALE[-1]]
        for place, sheet in enumerate(worst):
            sheet.concern = CONCERNS[place % len(CONCERNS)]

    def _roughly_by_overall(self, graded: list[Sheet], spared: int) -> list[Sheet]:
        """The audits best first, the ones to which a domain does not apply last."""
        without = self.chance.sample(range(len(graded)), spared)
        keys = [
            (place in without, SCALE.index(sheet.overall) + self.chance.random() * 1.4)
            for place, sheet in enumerate(graded)
        ]
        return [graded[place] for place in sorted(range(len(graded)), key=keys.__getitem__)]

    def _take_part(self, completed: list[Sheet], accepted: list[Sheet], parts: Participation) -> None:
        for who, among in (("worker", completed), ("manager", completed)):
            for sheet, answer in zip(self._shuffled(among), expanded(getattr(parts, who)), strict=True):
                sheet.parts[who] = answer
        talking = sorted(accepted, key=lambda sheet: (sheet.band == "18-25", self.chance.random()))
        for sheet, answer in zip(talking, expanded(parts.parent), strict=True):
            sheet.parts["parent"] = answer
        # The older a child whose parent was spoken to, the likelier the auditor spoke to the child as well.
        old = sorted(accepted, key=lambda sheet: (sheet.parts["parent"] != "gave_views", -_age(sheet.band)))
        for sheet, answer in zip(old, expanded(parts.child), strict=True):
            sheet.parts["child"] = answer

    def _shuffled(self, sheets: list[Sheet]) -> list[Sheet]:
        return self.chance.sample(sheets, len(sheets))

    def _band(self, row: Row) -> str:
        return band(self.town.children[row["child"]].born, self.town.diary.today)

    def _manager(self, row: Row) -> str:
        worker = people.person(self.town.house.model, row["worker"])
        return str(worker["supervisor"]) if worker else ""


def _scale(column: Column) -> list[str]:
    """Each grade of a column as often as counted, best first, N/A last."""
    return expanded(dict(zip((*SCALE, NA), column, strict=False)))


def _age(band: str) -> int:
    return -1 if band == "unborn" else int(band.split("-")[0])
