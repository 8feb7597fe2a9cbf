"""The whole story of Eastmere, from the first administrator to the working day before today."""

from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import Any

from app.demo import moves
from app.demo.council import AREAS, NAME, NAMED, TEAMS, email
from app.demo.current import CurrentMonth, last_day, plan_for
from app.demo.months import Month
from app.demo.plans import FINISHED, SECOND_VERSION, THIRD_VERSION, Plan
from app.demo.population import COUNTS, Population
from app.demo.staff import FIRST_LIST, SECOND_LIST, council
from app.demo.town import Town, after, minted
from app.programme import frameworks, people, setting_up, teams
from app.programme.frameworks import CORE
from app.programme.house import House
from app.programme.lists.importing import bring_in_records

EARLIEST = date(2024, 10, 7)
"""Before this the newest finished month and the month in progress would run into each other."""

NOT_YET_ASKED = ("case-summary", "advocate", "equality-recorded", "learning")
"""Further questions that the framework of 2018 did not have."""
AROUND: tuple[str, ...] = (
    *("training", "summer", "actions", "concerns", "mail", "duties", "recent", "came_of", "exempting", "dip_samples"),
    *("earlier", "loops", "moderation", "reports", "evidence", "retention", "inspections", "keepers", "corrections"),
)
"""What happens around the audits: modules here whose `begin(town, today)` puts it into the diary."""


class Seeding:
    """Puts the story into the diary of an empty house and lets it happen."""

    def __init__(self, house: House, today: date) -> None:
        self.town, self.house, self.today = Town(house), house, today
        self.diary, self.population = self.town.diary, Population(council())
        self.newest: Plan = plan_for(today)

    def live(self, told: Callable[[int, int], None] = lambda done, of: None) -> None:
        """Everything, in its order."""
        self._beginning()
        self._autumn_2018()
        self._spring_2024()
        self._now()
        for plan in FINISHED:
            self.diary.put(plan.opened, self._month(plan))
        for noun in AROUND:
            import_module(f"app.demo.{noun}").begin(self.town, self.today)
        self.diary.live(last_day(self.today), told)

    def _beginning(self) -> None:
        self.diary.put(date(2018, 10, 1), self._set_up)
        self.diary.put(date(2018, 10, 1), self._areas_and_teams)
        self.diary.put(date(2018, 10, 3), self._first_framework)

    def _autumn_2018(self) -> None:
        self.diary.put(date.fromisoformat(FIRST_LIST), lambda: self._people(FIRST_LIST))
        self.diary.put(date(2018, 10, 9), lambda: self._children("2018-09-30", date(2018, 9, 30)))
        moves.begin(self.town)

    def _spring_2024(self) -> None:
        self.diary.put(date.fromisoformat(SECOND_LIST), lambda: self._people(SECOND_LIST))
        self.diary.put(SECOND_VERSION, self._second_framework)
        self.diary.put(THIRD_VERSION, self._third_framework)
        self.diary.put(date(2024, 3, 26), lambda: self._children("2024-03-25", date(2024, 3, 25)))

    def _now(self) -> None:
        plan = self.newest
        people_on, children_on = after(plan.allocated, -8), after(plan.allocated, -4)
        self.diary.put(people_on, lambda: self._people(people_on.isoformat()))
        self.diary.put(people_on, self._some_begin_training)
        self.diary.put(plan.opened, lambda: self._children("", children_on))
        self.diary.put(plan.opened, lambda: CurrentMonth(self.town, plan, self.today).begin())

    def _month(self, plan: Plan) -> Callable[[], None]:
        # Made on the day itself: before it, the framework of the month is not published.
        return lambda: Month(self.town, plan).begin()

    def _set_up(self) -> None:
        first, at = NAMED["administrator"], self.diary.stamp("")["at"]
        facts = {"council": NAME, "name": first, "email": email(first), "person": minted("person", email(first))}
        setting_up.begin(self.house, **facts, at=at, demonstration=True)
        self.town.learn()

    def _areas_and_teams(self) -> None:
        for area in AREAS:
            teams.add_area(self.house, area, **self.town.does("administrator"))
        self.town.learn()
        for team, area in TEAMS.items():
            teams.add_team(self.house, team, self.town.ids[area], **self.town.does("administrator"))
        self.town.learn()

    def _first_framework(self) -> None:
        """The tool of 2018: the default one, as yet with fewer questions and a smaller moderated share."""
        frameworks.begin(self.house, CORE, based_on_default=True, **self.town.does("administrator"))
        content = frameworks.default_content()
        content["questions"] = [each for each in content["questions"] if each["id"] not in NOT_YET_ASKED]
        content["moderation"] = {"share_percent": 10, "always": []}
        self._publish(content)

    def _second_framework(self) -> None:
        """The tool of April 2024, under which a smaller share was moderated, whatever its grades."""
        frameworks.revise(self.house, CORE, **self.town.does("qa_lead"))
        content = frameworks.default_content()
        content["moderation"] = {"share_percent": 15, "always": []}
        self._publish(content)

    def _third_framework(self) -> None:
        """The tool of autumn 2024: more is moderated, and the best and the worst grade always."""
        frameworks.revise(self.house, CORE, **self.town.does("qa_lead"))
        self._publish(frameworks.default_content())

    def _publish(self, content: dict[str, Any]) -> None:
        by = "qa_lead" if email(NAMED["qa_lead"]) in self.town.ids else "administrator"
        frameworks.save_draft(self.house, CORE, content, self.house.version(CORE), **self.town.does(by))
        frameworks.publish(self.house, CORE, **self.town.does(by))

    def _people(self, on: str) -> None:
        areas, named = {area: self.town.ids[area] for area in AREAS}, {team: self.town.ids[team] for team in TEAMS}
        records = council().records(on, named, areas)
        self._bring_in("people", records, on, "administrator")
        self.town.learn()

    def _children(self, counted: str, on: date) -> None:
        """The list of open children of a date, and the count that goes with it."""
        found = self.population.move_to(on, COUNTS[counted])
        records = [child.record(on, self.town.ids, self.town.ids) for child in found]
        self._bring_in("children", records, on.isoformat(), "analyst")
        counts: list[dict[str, Any]] = [{"plan": plan, "count": number} for plan, number in COUNTS[counted].items()]
        self._bring_in("population", counts, on.isoformat(), "analyst")
        self.town.children = {f"child/{child.reference}": child for child in found}

    def _bring_in(self, kind: str, records: list[dict[str, Any]], on: str, role: str) -> None:
        id, name = minted("import", f"{kind} {on}"), f"{kind} {on}.xlsx"
        bring_in_records(self.house, kind, records, on, id=id, file_name=name, **self.town.does(role))

    def _some_begin_training(self) -> None:
        """Three social workers of long standing, now in training."""
        day = self.diary.today.isoformat()
        old = [one for one in council().here(day) if one.job_level == "social_worker" and not one.joined]
        for one in [one for one in old if one.name not in NAMED.values()][:3]:
            version = self.house.version(person := self.town.ids[one.email])
            people.start_training(self.house, person, version, day, **self.town.does("qa_lead"))
