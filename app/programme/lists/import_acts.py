"""What a plan of an import asks of each person, child and count: the subjects, decided and ready to be kept."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from app.events.base import Subject
from app.events.child import DETAILS as CHILD_DETAILS
from app.events.child import Child, Population
from app.events.person import DETAILS as PERSON_DETAILS
from app.events.person import Person
from app.events.team import ServiceArea
from app.programme.house import House
from app.programme.lists.import_held import ids
from app.programme.lists.import_plan import ImportPlan
from app.programme.lists.import_reading import Record
from app.programme.people import month_after

LIST = "By the list of people."


class People:
    """The people of a plan: added, changed, left, and the areas that they direct."""

    def __init__(self, house: House, plan: ImportPlan, import_id: str, on: str, by: str, at: str) -> None:
        self.house, self.plan, self.on, self.stamp = house, plan, on, {"by": by, "at": at}
        new = {record["email"]: person_id(import_id, record["email"]) for record in plan.add}
        self.ids = ids(house) | new
        self.added = set(new)
        self.ends = {end.key: end.on for end in plan.end}
        self.areas: dict[str, ServiceArea] = {}

    def subjects(self) -> Iterator[Subject]:
        """Each subject once, with everything that the list says of it decided; raises Refusal."""
        for record in self.plan.add:
            yield self._added(record)
        changes = {
            change.key: {name: after for name, (_, after) in change.fields.items()} for change in self.plan.change
        }
        for email in sorted(changes.keys() | self.ends.keys()):
            yield self._changed(email, changes.get(email, {}))
        yield from self.areas.values()

    def _added(self, record: Record) -> Person:
        person = Person(self.ids[record["email"]])
        details = {name: record.get(name, "") for name in PERSON_DETAILS}
        details |= {"job_level": details["job_level"] or "other", "supervisor": self._id(details["supervisor"])}
        person.add(**details, **self.stamp)
        self._standing(person, record)
        return person

    def _changed(self, email: str, after: Record) -> Person:
        person = self.house.load(Person, self.ids[email])
        details = {name: after[name] for name in PERSON_DETAILS if name in after}
        if "supervisor" in details:
            details["supervisor"] = self._id(details["supervisor"])
        person.change(details, **self.stamp)
        self._standing(person, after)
        if email in self.ends:
            person.leave(self.ends[email], LIST, **self.stamp)
        return person

    def _standing(self, person: Person, said: Record) -> None:
        if "roles" in said:
            person.hold(set(said["roles"]), **self.stamp)
        if said.get("trained_on"):
            person.complete_training(said["trained_on"], month_after(said["trained_on"]), **self.stamp)
        if said.get("moderator"):
            person.become_moderator(said["moderator"], self.on, **self.stamp)
        elif "moderator" in said and person.moderator:
            person.stand_down(self.on, LIST, **self.stamp)
        if said.get("area"):
            self._area(said["area"]).appoint(person.id, **self.stamp)

    def _area(self, id: str) -> ServiceArea:
        return self.areas.setdefault(id, self.house.load(ServiceArea, id))

    def _id(self, supervisor: str) -> str:
        """A supervisor's id; one who is new on the same list stands there as an e-mail address."""
        return self.ids.get(supervisor.lower(), supervisor)


def children(house: House, plan: ImportPlan, by: str, at: str) -> Iterator[Subject]:
    """Each child of a plan with everything that the list says decided; raises Refusal."""
    for record in plan.add:
        child = Child(f"child/{record['reference']}")
        child.list(record, plan.on, by=by, at=at)
        yield child
    changes = {change.key: {name: after for name, (_, after) in change.fields.items()} for change in plan.change}
    ends = {end.key: end.on for end in plan.end}
    for reference in sorted(changes.keys() | ends.keys()):
        yield _changed_child(house.load(Child, f"child/{reference}"), changes, ends, plan.on, by, at)


def population(house: House, plan: ImportPlan, by: str, at: str) -> Iterator[Subject]:
    """The count of a plan's date, with what stood there before and is not on the list; raises Refusal."""
    counted = house.log.load(Population, f"population/{plan.on}")
    listed = {record["plan"]: record["count"] for record in plan.add}
    changed = {change.key: change.fields["count"][1] for change in plan.change}
    counted.count(plan.on, counted.counts | listed | changed, by=by, at=at)
    yield counted


def person_id(import_id: str, email: str) -> str:
    """The id of a person who comes with an import: the same import makes the same ids."""
    return f"person/{sha256(f'{import_id} {email}'.encode()).hexdigest()[:10]}"


def _changed_child(child: Child, changes: dict[str, Record], ends: dict[str, str], on: str, by: str, at: str) -> Child:
    if after := changes.get(child.reference):
        now: dict[str, Any] = {name: getattr(child, name) for name in CHILD_DETAILS}
        child.list(now | after, on, by=by, at=at)
    if child.reference in ends:
        child.end(ends[child.reference], by=by, at=at)
    return child
