"""Service areas, each under an operations director, and the teams in them."""

from app.events.base import Event, Refusal, Subject, event


@event("service area added")
class ServiceAreaAdded(Event):
    """A service area was set up."""

    name: str


@event("service area renamed")
class ServiceAreaRenamed(Event):
    """A service area's name changed."""

    name: str
    was: str


@event("operations director appointed")
class OperationsDirectorAppointed(Event):
    """From now on this person decides over the area; `was` is who did before, empty for nobody."""

    director: str
    was: str


@event("team added")
class TeamAdded(Event):
    """A team was set up in a service area."""

    name: str
    area: str


@event("team changed")
class TeamChanged(Event):
    """A team's name or service area changed; `changes` maps each field to its value before and after."""

    changes: dict[str, list[str]]


class ServiceArea(Subject):
    """A service area, with the operations director over it."""

    name = ""
    director = ""

    def add(self, name: str, *, by: str, at: str) -> None:
        """Set the area up; raises Refusal when it has no name or is there already."""
        if self.exists:
            raise Refusal(f"There is a service area called {self.name} already.", "name")
        self.record(ServiceAreaAdded, by=by, at=at, name=_named(name, "service area"))

    def rename(self, name: str, *, by: str, at: str) -> None:
        """Change the name; nothing happens when it is the same. Raises Refusal for no name or no such area."""
        _must_exist(self, "service area")
        if _named(name, "service area") != self.name:
            self.record(ServiceAreaRenamed, by=by, at=at, name=name.strip(), was=self.name)

    def appoint(self, director: str, *, by: str, at: str) -> None:
        """Put an operations director over the area; nothing happens when it is the same person."""
        _must_exist(self, "service area")
        if director != self.director:
            self.record(OperationsDirectorAppointed, by=by, at=at, director=director, was=self.director)

    def _on_added(self, made: ServiceAreaAdded) -> None:
        self.name = made.name

    def _on_renamed(self, made: ServiceAreaRenamed) -> None:
        self.name = made.name

    def _on_appointed(self, made: OperationsDirectorAppointed) -> None:
        self.director = made.director

    evolves = {
        ServiceAreaAdded: _on_added,
        ServiceAreaRenamed: _on_renamed,
        OperationsDirectorAppointed: _on_appointed,
    }


class Team(Subject):
    """A team of social workers in one service area."""

    name = ""
    area = ""

    def add(self, name: str, area: str, *, by: str, at: str) -> None:
        """Set the team up; raises Refusal when it has no name or area, or is there already."""
        if self.exists:
            raise Refusal(f"There is a team called {self.name} already.", "name")
        self.record(TeamAdded, by=by, at=at, name=_named(name, "team"), area=_chosen(area))

    def change(self, *, name: str, area: str, by: str, at: str) -> None:
        """Change name or service area; nothing happens when both are the same. Raises Refusal when one is missing."""
        _must_exist(self, "team")
        after = {"name": _named(name, "team"), "area": _chosen(area)}
        changes = {key: [getattr(self, key), value] for key, value in after.items() if getattr(self, key) != value}
        if changes:
            self.record(TeamChanged, by=by, at=at, changes=changes)

    def _on_added(self, made: TeamAdded) -> None:
        self.name, self.area = made.name, made.area

    def _on_changed(self, made: TeamChanged) -> None:
        for key, (_, after) in made.changes.items():
            setattr(self, key, after)

    evolves = {TeamAdded: _on_added, TeamChanged: _on_changed}


def _must_exist(subject: Subject, what: str) -> None:
    if not subject.exists:
        raise Refusal(f"There is no such {what}.")


def _chosen(area: str) -> str:
    if not area:
        raise Refusal("Choose the service area that the team belongs to.", "area")
    return area


def _named(name: str, what: str) -> str:
    if not name.strip():
        raise Refusal(f"Enter the {what}'s name.", "name")
    return name.strip()
