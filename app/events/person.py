"""A person: who they are, the roles they hold, and their way through the two pools."""

from app.events.base import Event, Refusal, Subject, event
from app.events.england import day_of
from app.events.text import day_in_words, is_email
from app.events.vocabulary import JOB_LEVELS, ROLES

DETAILS = ("name", "email", "job_level", "team", "supervisor")


@event("person added")
class PersonAdded(Event):
    """A person was put on the list; team and supervisor are ids, empty for none."""

    name: str
    email: str
    job_level: str
    team: str
    supervisor: str


@event("person changed")
class PersonChanged(Event):
    """Details changed; `changes` maps each field to its value before and after."""

    changes: dict[str, list[str]]


@event("roles changed")
class RolesChanged(Event):
    """What the person may do here changed."""

    granted: list[str]
    withdrawn: list[str]


@event("person left", seals=("reason",))
class PersonLeft(Event):
    """The person left the council on this date; they can no longer sign in."""

    on: str
    reason: str


@event("auditor training started")
class AuditorTrainingStarted(Event):
    """The person joined the auditor training on this date."""

    on: str


@event("auditor training stopped", seals=("reason",))
class AuditorTrainingStopped(Event):
    """The person gave the auditor training up on this date."""

    on: str
    reason: str


@event("auditor trained")
class AuditorTrained(Event):
    """Training was completed on this date; the auditor is counted in the pool from this month (YYYY-MM) on."""

    on: str
    counted_from: str


@event("auditor left pool", seals=("reason",))
class AuditorLeftPool(Event):
    """The person no longer audits: not counted in any month after this date."""

    on: str
    reason: str


@event("moderator appointed")
class ModeratorAppointed(Event):
    """The person moderates audits; `kind` is internal or external."""

    kind: str
    on: str


@event("moderator stood down", seals=("reason",))
class ModeratorStoodDown(Event):
    """The person no longer moderates."""

    on: str
    reason: str


class Person(Subject):
    """Somebody who works with the programme."""

    name = email = job_level = team = supervisor = ""
    left_on = trained_on = counted_from = left_pool_on = moderator = moderates_since = ""
    pool_departure = ""
    """The last day in the pool, where leaving the pool alone is what ended it."""
    returned_on = ""
    """The day on which they came back to the council, the last time that they did."""
    training_known_on = out_before = ""
    """When the newest training was recorded, and the last day of a time in the pool before it."""
    in_training = False

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.roles: set[str] = set()

    def add(self, *, name: str, email: str, job_level: str, team: str, supervisor: str, by: str, at: str) -> None:
        """Put the person on the list; raises Refusal for a missing name, e-mail or an unknown job level."""
        if self.exists:
            raise Refusal(f"{self.name} is on the list already.", "email")
        details = {"name": name, "email": email, "job_level": job_level, "team": team, "supervisor": supervisor}
        self.record(PersonAdded, by=by, at=at, **self._checked(details))

    def change(self, details: dict[str, str], *, by: str, at: str) -> None:
        """Change some of the details; nothing happens when none differs. Raises Refusal for a detail that cannot be."""
        self._must_exist()
        now = {key: getattr(self, key) for key in DETAILS}
        after = self._checked(now | details)
        changes = {key: [now[key], after[key]] for key in DETAILS if now[key] != after[key]}
        if changes:
            self.record(PersonChanged, by=by, at=at, changes=changes)

    def hold(self, roles: set[str], *, by: str, at: str) -> None:
        """Hold exactly these roles from now on; nothing happens when they are the same."""
        self._must_exist()
        if unknown := roles - set(ROLES):
            raise Refusal(f"{', '.join(sorted(unknown))} is not a role here.", "roles")
        granted, withdrawn = sorted(roles - self.roles), sorted(self.roles - roles)
        if granted or withdrawn:
            self.record(RolesChanged, by=by, at=at, granted=granted, withdrawn=withdrawn)

    def leave(self, on: str, reason: str, *, by: str, at: str) -> None:
        """Leave the council; raises Refusal when they left before, and for a day before what it would end."""
        self._must_be_here("left_on")
        if on < self.returned_on:
            back = day_in_words(self.returned_on)
            raise Refusal(f"They came back on {back}: the last day cannot be before it.", "on")
        if self.trained_on and not self.left_pool_on:
            self._not_before_training(on)
        if self.moderator:
            self._not_before_appointment(on)
        self.record(PersonLeft, by=by, at=at, on=on, reason=reason)

    def start_training(self, on: str, *, by: str, at: str) -> None:
        """Join the auditor training; raises Refusal for a trained auditor, or one in training."""
        self._must_be_here("trained_on")
        if self.in_training:
            raise Refusal(f"{self.name} is in training already.", "trained_on")
        if self.trained_on and not self.left_pool_on:
            raise Refusal(f"{self.name} is a trained auditor already.", "trained_on")
        self.record(AuditorTrainingStarted, by=by, at=at, on=on)

    def stop_training(self, on: str, reason: str, *, by: str, at: str) -> None:
        """Give the auditor training up; raises Refusal for somebody who is not in training."""
        self._must_exist()
        if not self.in_training:
            raise Refusal(f"{self.name} is not in training.", "trained_on")
        self.record(AuditorTrainingStopped, by=by, at=at, on=on, reason=reason)

    def complete_training(self, on: str, counted_from: str, *, by: str, at: str) -> None:
        """Become a trained auditor, counted from the given month (YYYY-MM) on; raises Refusal for one already."""
        self._must_be_here("trained_on")
        if self.trained_on and not self.left_pool_on:
            raise Refusal(f"{self.name} is a trained auditor already.", "trained_on")
        if counted_from <= on[:7]:
            raise Refusal("A new auditor is counted from the month after the training.", "counted_from")
        self.record(AuditorTrained, by=by, at=at, on=on, counted_from=counted_from)

    def leave_pool(self, on: str, reason: str, *, by: str, at: str) -> None:
        """Stop auditing; raises Refusal for somebody who is not in the pool, and for a day before their training."""
        self._must_exist()
        if not self.trained_on or self.left_pool_on:
            raise Refusal(f"{self.name} is not in the auditor pool.", "left_pool_on")
        self._not_before_training(on)
        self.record(AuditorLeftPool, by=by, at=at, on=on, reason=reason)

    def become_moderator(self, kind: str, on: str, *, by: str, at: str) -> None:
        """Moderate from this date on, as internal or external; nothing happens when they do already."""
        self._must_be_here("moderator")
        if kind not in ("internal", "external"):
            raise Refusal("A moderator is internal or external.", "moderator")
        if self.moderator != kind:
            self.record(ModeratorAppointed, by=by, at=at, kind=kind, on=on)

    def stand_down(self, on: str, reason: str, *, by: str, at: str) -> None:
        """Stop moderating; raises Refusal for somebody who is not a moderator, and for a day before they were one."""
        self._must_exist()
        if not self.moderator:
            raise Refusal(f"{self.name} is not a moderator.", "moderator")
        self._not_before_appointment(on)
        self.record(ModeratorStoodDown, by=by, at=at, on=on, reason=reason)

    def in_pool(self, month: str) -> bool:
        """Whether the auditor counts in the pool of a month (YYYY-MM)."""
        left = min(filter(None, (self.left_pool_on, self.left_on)), default="")
        return bool(self.counted_from) and self.counted_from <= month and (not left or left[:7] > month)

    def _must_exist(self) -> None:
        if not self.exists:
            raise Refusal("There is no such person.")

    def _must_be_here(self, field: str) -> None:
        self._must_exist()
        if self.left_on:
            raise Refusal(f"{self.name} has left the council.", field)

    def _not_before_training(self, on: str) -> None:
        if on < self.trained_on:
            trained = day_in_words(self.trained_on)
            raise Refusal(f"{self.name} was trained on {trained}. The last day cannot be before that.", "on")

    def _not_before_appointment(self, on: str) -> None:
        if on < self.moderates_since:
            since = day_in_words(self.moderates_since)
            raise Refusal(f"{self.name} became a moderator on {since}. The last day cannot be before that.", "on")

    def _checked(self, details: dict[str, str]) -> dict[str, str]:
        tidy = {key: " ".join(value.split()) for key, value in details.items()}
        tidy["email"] = tidy["email"].lower()
        if not tidy["name"]:
            raise Refusal("Enter the person's name.", "name")
        if not is_email(tidy["email"]):
            raise Refusal("Enter an e-mail address, like anna.bell@council.example.", "email")
        if tidy["job_level"] not in JOB_LEVELS:
            raise Refusal("Choose the job level.", "job_level")
        return tidy

    def _on_added(self, made: PersonAdded) -> None:
        for key in DETAILS:
            setattr(self, key, getattr(made, key))

    def _on_changed(self, made: PersonChanged) -> None:
        for key, (_, after) in made.changes.items():
            setattr(self, key, after)

    def _on_roles(self, made: RolesChanged) -> None:
        self.roles = (self.roles | set(made.granted)) - set(made.withdrawn)

    def _on_left(self, made: PersonLeft) -> None:
        self.left_on = made.on

    def _on_training(self, made: AuditorTrainingStarted) -> None:
        self.in_training = True

    def _on_training_stopped(self, made: AuditorTrainingStopped) -> None:
        self.in_training = False

    def _on_trained(self, made: AuditorTrained) -> None:
        self.training_known_on, self.out_before = day_of(made.at), self.left_pool_on
        self.in_training, self.left_pool_on, self.pool_departure = False, "", ""
        self.trained_on, self.counted_from = made.on, made.counted_from

    def _on_left_pool(self, made: AuditorLeftPool) -> None:
        self.left_pool_on = self.pool_departure = made.on

    def _on_moderator(self, made: ModeratorAppointed) -> None:
        if not self.moderator:  # Another kind of moderator is the same time as one.
            self.moderates_since = made.on
        self.moderator = made.kind

    def _on_stood_down(self, made: ModeratorStoodDown) -> None:
        self.moderator = ""

    evolves = {
        PersonAdded: _on_added,
        PersonChanged: _on_changed,
        RolesChanged: _on_roles,
        PersonLeft: _on_left,
        AuditorTrainingStarted: _on_training,
        AuditorTrainingStopped: _on_training_stopped,
        AuditorTrained: _on_trained,
        AuditorLeftPool: _on_left_pool,
        ModeratorAppointed: _on_moderator,
        ModeratorStoodDown: _on_stood_down,
    }
