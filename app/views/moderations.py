"""The queue of moderations: what is to be assigned, with whom, by when, with what outcome; and what waits for me."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flask import Blueprint

from app.events.moderation_words import DRAWN_AS, MODERATION_STATES, OUTCOMES
from app.policy import ANY, OWN, Grants
from app.views import tracking
from app.views.desk import i, model
from app.views.export_columns import add_list, column, words_column
from app.views.links import link
from app.views.listing import items_of
from app.views.moderation_rows import PRIVATE, listed, told, waiting_item
from app.views.tracking import Filter, Heading, Tracker
from app.views.words import month, reference
from projections import cycles, moderation_lists, moderations, people
from projections.asking import Reach

pages = Blueprint("moderations", __name__)
WHOLE = ("qa_lead", "moderator", "head_of_service", "director", "inspector", "analyst")
SEES: Grants = {
    **dict.fromkeys(WHOLE, (ANY,)),
    "operations_director": (OWN,),
    "team_manager": (OWN,),
    "auditor": (OWN,),
}


def reach() -> Reach:
    """Which moderations the reader sees: all, those of their areas or team, or of their own audits."""
    me = i()
    return Reach(
        everything=bool(me.roles & set(WHOLE)),
        teams=frozenset({me.team}) if "team_manager" in me.roles and me.team else frozenset(),
        areas=me.areas if "operations_director" in me.roles else frozenset(),
        person=me.id,
    )


def _moderators() -> list[dict[str, str]]:
    """All who moderate for the QA lead, oneself for a moderator: how somebody moderates is for them and QA alone."""
    everybody = [row for row in people.everyone(model()) if row["moderator"]]
    known = [row for row in everybody if i().roles & PRIVATE or row["id"] == i().id]
    return items_of({reference(row["id"]): row["name"] for row in known})


class _Offered(Mapping[str, Filter]):
    """The filters that the reader has; one that is not theirs is not asked for by any address either."""

    def __init__(self, every: Mapping[str, Filter], only: Mapping[str, Callable[[], bool]]) -> None:
        self._every, self._only = every, only

    def __getitem__(self, name: str) -> Filter:
        return self._every[name]

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._every if name not in self._only or self._only[name]())

    def __len__(self) -> int:
        return sum(1 for _ in self)


FILTERS = {
    "cycle": Filter("Month", lambda: items_of({m["month"]: month(m["month"]) for m in cycles.cycles(model())})),
    "state": Filter("State", lambda: items_of(MODERATION_STATES)),
    "late": Filter("Late", lambda: items_of({"yes": "After its date"}), "Late or not"),
    "outcome": Filter("Outcome", lambda: items_of(OUTCOMES)),
    "drawn": Filter("Drawn", lambda: items_of(DRAWN_AS)),
    "team": Filter("Team", lambda: items_of({t["id"]: t["name"] for t in people.teams(model())}), long=True),
    "moderator": Filter("Moderator", _moderators, long=True),
}


def _more() -> dict[str, Any]:
    """My own queue, which comes first; and the figures, for whom they are."""
    mine = [waiting_item(row) for row in moderations.open_of(model(), i().id)] if "moderator" in i().roles else None
    own = link(f"/moderations/people/{reference(i().id)}") if i().roles & {"moderator", "auditor"} else ""
    words = "My own moderating" if mine is not None else "How my audits were moderated"
    return {"mine": mine, "figures": link("/moderations/figures"), "own": own, "own_words": words}


def _nothing() -> tuple[str, str]:
    """What is not there for who reads, and what will appear."""
    roles = i().roles
    if "qa_lead" in roles:
        drawn = "each drawn audit appears here with its moderator and its date."
        return "No audit is drawn for moderation.", f"Draw a month's share on the page of the month; {drawn}"
    if roles & set(WHOLE):
        return "No audit is drawn for moderation.", "Each audit that the QA lead draws appears here with its date."
    team, areas = "team_manager" in roles, "operations_director" in roles
    whose = "of your team" if team else "of your areas" if areas else "of yours"
    return f"No audit {whose} is drawn for moderation.", "One that is drawn appears here, with what comes of it."


TRACKER = Tracker(
    list="moderations",
    path="/moderations",
    title="Moderation",
    noun="drawn audit",
    question=moderation_lists.QUESTION,
    reach=reach,
    filters=_Offered(FILTERS, {"moderator": lambda: bool(i().roles & {*PRIVATE, "moderator"})}),
    headings=(
        Heading("Child", "child"),
        Heading("Month", "month"),
        Heading("Team", "team"),
        Heading("Drawn"),
        Heading("State", "state"),
        Heading("Due", "due"),
        Heading("Moderator"),
        Heading("Outcome"),
        Heading("Overall grade"),
    ),
    row=listed,
    told=told,
    empty=_nothing,
    more=_more,
)
tracking.put(pages, TRACKER, SEES)
add_list(
    "moderations",
    "Moderations",
    "audit_id audit month_id month child_id reference team_id team area_id area auditor_id auditor drawn_on"
    " drawn_as_id drawn_as state_id state due moderation_late moderator_person_id moderator_person moderated_on"
    " outcome_id outcome original_id original overall_id overall challenge_count",
    column("drawn_on", "Drawn on", "date"),
    column("drawn_as_id", "Drawn as id", of="drawn_as"),
    words_column("drawn_as", "Drawn as", DRAWN_AS),
    words_column("state", "State", MODERATION_STATES),
    column("moderation_late", "After its date", "yes_no"),
    column("moderator_person_id", "Moderated by id", of="moderator_person"),
    column("moderator_person", "Moderated by", of="moderator_name"),
    column("moderated_on", "Moderated on", "date"),
    column("outcome_id", "Outcome id", of="outcome"),
    words_column("outcome", "Outcome", OUTCOMES),
    column("challenge_count", "Challenges", "number", of="challenges"),
)
