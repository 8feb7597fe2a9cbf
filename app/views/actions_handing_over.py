"""Handing over several actions of one owner at once: who has how many, which of them, and to whom."""

from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.forms.actions import HandingOverForm
from app.forms.fields import choices
from app.policy import ANY, OWN, RULES, Grants
from app.programme import handing_over
from app.programme.english import counted
from app.views.action_reach import reach_to_lead
from app.views.action_rows import listed
from app.views.desk import done, house, model, stamp
from app.views.kept import DONE, kept, marked, sent, tried
from app.views.words import reference
from projections import actions_lists, people
from projections.asking import Asked

pages = Blueprint("actions_handing_over", __name__)
HANDS: Grants = {"qa_lead": (ANY,), "team_manager": (OWN,), "operations_director": (OWN,)}
RULES |= {"actions_handing_over.new": HANDS, "actions_handing_over.create": HANDS}
PATH = "/actions/handing-over"


@pages.get(PATH)
def new() -> ResponseReturnValue:
    """Whose actions can be handed over; with an owner, theirs, to choose from."""
    owner = _owner(request.args.get("owner", ""))
    if not owner:
        return render_template("actions/owners.html", owners=actions_lists.open_by_owner(model(), _asked()))
    return _page(kept(HandingOverForm, _key(owner)), owner)


@pages.post(PATH)
def create() -> ResponseReturnValue:
    """Hand the chosen actions over, all or none."""
    owner = _owner(request.form.get("owner", "")) or abort(404)
    form = marked(HandingOverForm(request.form), _key(owner))
    _offer(form, owner)
    if not form.validate():
        return _page(form, owner), 422
    chosen = form.chosen
    _are_theirs_to_hand_over(chosen)

    def hand_over() -> None:
        said = {"owner": form.to.data, "reason": form.reason.data or ""}
        handing_over.reassign_all(house(), chosen, **said, on=clock.today(), **stamp(), field="to")

    status = tried(form, hand_over)
    if status != DONE:
        return _page(form, owner), status
    sent(_key(owner))
    return done(
        f"{counted(len(chosen), 'action')} handed over.", f"/actions?owner={reference(form.to.data)}&state=open"
    )


def _owner(name: str) -> dict[str, Any] | None:
    return people.person(model(), name if name.startswith("person/") else f"person/{name}") if name else None


def _key(owner: dict[str, Any]) -> str:
    return f"actions/handing-over/{reference(owner['id'])}"


def _asked(owner: str = "") -> Asked:
    """The open actions that the person who asks may hand over, of one owner or of all."""
    chosen = {"state": "open"} | ({"owner": reference(owner)} if owner else {})
    return Asked(reach_to_lead(), clock.today(), chosen)


def _are_theirs_to_hand_over(chosen: dict[str, int]) -> None:
    """Not found for an action that is not in the reach of the person who asks, whoever has it now."""
    seen = actions_lists.seen(model(), Asked(reach_to_lead(), clock.today(), members=tuple(chosen)))
    if chosen.keys() - seen:
        abort(404)


def _page(form: HandingOverForm, owner: dict[str, Any]) -> str:
    _offer(form, owner)
    rows = [listed(row) for row in actions_lists.matching(model(), _asked(owner["id"]))]
    return render_template("actions/handing_over.html", form=form, owner=owner, rows=rows, chosen=form.chosen)


def _offer(form: HandingOverForm, owner: dict[str, Any]) -> None:
    found = people.who_can_act(model(), owner["team"] or "")
    form.to.choices = choices(
        {"": "Choose a person"} | {one["value"]: one["label"] for one in found if one["value"] != owner["id"]}
    )
    form.owner.data = owner["id"]
