"""Actions: the tracker, each action's page with what can be done to it, and a new one."""

from typing import Any

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.events.concern import FOLLOW
from app.events.vocabulary import ACTION_SOURCES, ACTION_STATES
from app.forms.actions import ActionForm, CompletionForm, ReassignmentForm
from app.forms.fields import choices
from app.policy import ANY, OWN, RULES, Grants
from app.programme import actions as programme
from app.programme import histories
from app.programme.english import shortened
from app.views import acting, moderator_names, tracking
from app.views.action_acts import ACTS, COMPLETION, READ
from app.views.action_figures import above, as_data
from app.views.action_reach import SEES, reach
from app.views.action_rows import due_words, from_words, href, listed, told, what
from app.views.action_sources import named, team_of
from app.views.action_time import more_time
from app.views.actions_standing import to_that_day
from app.views.desk import house, i, model
from app.views.export_columns import add_list, column, words_column
from app.views.kept import kept
from app.views.links import link, reachable
from app.views.listing import items_of
from app.views.tracking import Filter, Heading, Tracker
from app.views.words import audit_path, month, reference
from projections import actions_lists, actions_standing, cycles, people, seals
from projections.actions_lists import STANDINGS
from projections.asking import Asked
from projections.managers import managers

pages = Blueprint("actions", __name__)
RAISES: Grants = {
    **dict.fromkeys((*FOLLOW, "moderator"), (ANY,)),
    **dict.fromkeys(("team_manager", "operations_director"), (OWN,)),
}
"""Also those who follow a child of concern: what is left to do when it is stepped down is tracked as actions."""
RULES |= {"actions.show": READ, "actions.figures": SEES}

ONLY_THEIRS = (
    "You see only the actions that you are to do yourself: what came out of the audits is not for an administrator."
)


def _owners() -> list[dict[str, str]]:
    found = actions_lists.owners(model(), reach(), clock.today())
    return items_of({reference(id): name for id, name in found.items()})


def _managers() -> list[dict[str, str]]:
    owners, names = actions_lists.owners(model(), reach(), clock.today()), people.names(model())
    found = {id: names.get(id, "") for id in managers(model(), owners).values()}
    return items_of({reference(id): name for id, name in sorted(found.items(), key=lambda one: one[1])})


def _about(asked: Asked) -> dict[str, Any]:
    return {"above": above(TRACKER.listing(), asked)}


def _more() -> dict[str, Any]:
    mine = seals.unsealed(model(), i().id, actions_lists.open_of(model(), i().id), "source")
    ways = {"/actions/standing": "By team, owner, line manager and service area"}
    ways |= {"/actions/handing-over": "Hand actions over", "/actions/new": "Raise an action"}
    ways_here = [{"text": text, "href": path} for path, text in ways.items() if reachable(path)]
    return {"ways": ways_here, "mine": len(mine), "only": ONLY_THEIRS if i().roles == {"administrator"} else ""}


def _months() -> list[str]:
    return actions_lists.months(model(), i().id)


TRACKER = Tracker(
    list="actions",
    path="/actions",
    title="Actions",
    noun="action",
    question=actions_lists.QUESTION,
    reach=reach,
    filters={
        "state": Filter("State", lambda: items_of(ACTION_STATES)),
        "standing": Filter("Standing", lambda: items_of({key: words for key, (words, _) in STANDINGS.items()})),
        "team": Filter("Team", lambda: items_of({t["id"]: t["name"] for t in people.teams(model())}), long=True),
        "area": Filter("Service area", lambda: items_of({a["id"]: a["name"] for a in people.areas(model())})),
        "owner": Filter("Who is to do it", _owners, long=True),
        "manager": Filter("Line manager of who is to do it", _managers, long=True),
        "managed": Filter("Managed by me", lambda: items_of({"yes": "By people whom I manage"})),
        "led": Filter("Led by me", lambda: items_of({"yes": "Of my team or areas, not my own"})),
        "kind": Filter("Comes from", lambda: items_of(ACTION_SOURCES)),
        "month": Filter("Raised in", lambda: items_of({m: month(m) for m in _months()})),
        "child": Filter("Child's reference"),
    },
    headings=(
        Heading("What is to be done"),
        Heading("Child", "child"),
        Heading("Who", "owner"),
        Heading("Team", "team"),
        Heading("Due", "due"),
        Heading("State", "state"),
    ),
    row=listed,
    told=told,
    empty=(
        "There are no actions yet.",
        "They appear here as soon as an audit with actions is returned, or somebody raises one.",
    ),
    summary="actions/_above.html",
    about=_about,
    more=_more,
    moved=to_that_day,
)
tracking.put(pages, TRACKER, SEES)
add_list(
    "actions",
    "Actions",
    "action_key source_kind_id source_kind source_id child_id reference team_id team area_id area owner_id owner"
    " state_id state standing_id standing due first_due days_over raised_on extensions reopenings progress_on"
    " completed_on completed_by_id completed_by ended_on",
    column("action_key", "Action id", of="id"),
    column("source_kind_id", "Comes from id", of="kind"),
    words_column("source_kind", "Comes from", ACTION_SOURCES, of="kind"),
    column("source_id", "Source id", of="source"),
    column("owner_id", "Owner id", of="owner"),
    column("owner", "Owner", of="owner_name"),
    words_column("state", "State", ACTION_STATES),
    column("standing_id", "Standing id", of="standing"),
    column("standing", "Standing", of="standing_words"),
    column("first_due", "First due", "date"),
    column("days_over", "Days overdue", "number"),
    column("raised_on", "Raised on", "date"),
    column("extensions", "Times extended", "number", of="extended"),
    column("reopenings", "Times reopened", "number", of="reopened"),
    column("progress_on", "Progress noted on", "date", of="noted_on"),
    column("completed_on", "Completed on", "date"),
    column("completed_by_id", "Completed by id", of="completed_by"),
    column("completed_by", "Completed by", of="completer_name"),
    column("ended_on", "Completed or cancelled on", "date"),
)


def _caption(action: dict[str, Any]) -> str:
    said = (reference(action["child"]), action["owner_name"] or "", shortened(what(action)))
    return " · ".join(filter(None, said))


def _ready(form: Any, action: dict[str, Any]) -> dict[str, Any]:
    """Offer whom it can be handed over to."""
    if isinstance(form, ReassignmentForm):
        form.owner.choices = others(action["owner_team"] or action["team"], action["owner"])
    return {}


def others(team: str, owner: str) -> list[Any]:
    """Those who can have an action: the people of a team first, then every manager; not who has it."""
    found = people.who_can_act(model(), team or "")
    named = {one["value"]: one["label"] for one in found if one["value"] != owner}
    return choices({"": "Choose a person"} | named)


PLACE = acting.Place(
    rule="/actions/<action>",
    find=lambda action: actions_lists.action(model(), f"action/{action}"),
    href=href,
    title=lambda action: "the action",
    caption=_caption,
    state=lambda action: ACTION_STATES[action["state"]],
    ready=_ready,
)
acting.put(pages, PLACE, ACTS)


@pages.get("/actions/<action>")
def show(action: str) -> ResponseReturnValue:
    """One action: what is to be done, by whom, by when, what came of it, and what this person may do."""
    row = PLACE.row({"action": action})
    mine = row["owner"] == i().id and row["state"] == "open"
    form = kept(CompletionForm, PLACE.key(COMPLETION, row), on=clock.today().isoformat()) if mine else None
    return render_template(
        "actions/show.html",
        action=told(row) | {"what": what(row), "due_words": due_words(row), "from": from_words(row)},
        source=source_link(row),
        child=link(f"/children/{reference(row['child'])}") if row["child"] else "",
        form=form,
        more_time=more_time(row),
        act=COMPLETION,
        acts=PLACE.offered(tuple(act for act in ACTS if not (mine and act is COMPLETION)), row),
        entries=[moderator_names.told(entry) for entry in histories.of_action(house(), row["id"])[::-1]],
        href=href(row),
    )


def source_link(action: dict[str, Any]) -> str:
    """The page of what an action comes from, if it is there for this person."""
    if action["source"].startswith("audit/"):
        return link(audit_path(action["source"]))
    kind, _, rest = action["source"].partition("/")
    return link(f"/{kind.replace('_', '-')}s/{rest}")


@pages.get("/actions/figures.json")
def figures() -> ResponseReturnValue:
    """The figures above the tracker as data, with the ids that each counts, under the same filters."""
    asked = TRACKER.asked(TRACKER.listing())
    found = actions_standing.figures(actions_standing.open_now(model(), asked), asked.today)
    return jsonify({"as_at": clock.now(), "figures": [as_data(figure) for figure in found.values()]})


def _sources(form: Any) -> dict[str, Any]:
    """Offer what a new action can come from: the audit or concern that the address or form names, or a report."""
    mine = named(form.source.data or "", model()) | named(request.args.get("source", ""), model())
    reports = {f"report/{row['month']}": f"Report of {month(row['month'])}" for row in cycles.cycles(model())}
    form.source.choices = choices({"": "Choose"} | mine | reports)
    form.owner.choices = others(team_of(form.source.data or "", model()) or i().team, "")
    return {}


acting.put_creation(
    pages,
    acting.Creation(
        kind="action",
        path="/actions",
        grants=RAISES,
        form=ActionForm,
        command=programme.raise_action,
        title="Raise an action",
        what="Whoever is to do it sees it on their first page. It is for the child's team, or theirs, to follow up.",
        button="Raise the action",
        done="The action is raised.",
        there=lambda id: f"/actions/{reference(id)}",
        ready=_sources,
        given=lambda: {"source": request.args.get("source", "")},
    ),
)
