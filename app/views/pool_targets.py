"""Targets for the pools: how each stands, its history, a new one, and taking one back."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.events.pool_target import POOLS, TARGETS
from app.forms.fields import choices
from app.forms.pools import TargetForm, WithdrawalForm
from app.policy import QA, RULES
from app.programme import histories, pool_targets
from app.views import acting
from app.views.acting import Act, Place
from app.views.desk import house, model
from app.views.export_columns import add_list, column
from app.views.export_files import Taken, file_response
from app.views.histories import Told
from app.views.pool_words import SEES
from app.views.pools import targets
from app.views.words import day
from projections import pools_over_time

pages = Blueprint("pool_targets", __name__)
RULES |= {"pool_targets.show": SEES, "pool_targets.export": SEES}
Row = dict[str, Any]


def _found() -> Row:
    return {"id": TARGETS, "version": house().version(TARGETS), "standing": pools_over_time.targets(model())}


def _ready(form: Any, row: Row) -> Row:
    if isinstance(form, WithdrawalForm):
        form.target.choices = choices({
            f"{one['pool']}/{one['by_date']}": f"{one['number']} {POOLS[one['pool']].lower()} by {day(one['by_date'])}"
            for one in row["standing"]
        })  # fmt: skip
    return {}


PLACE = Place(
    rule="/pools/targets",
    find=_found,
    href=lambda row: "/pools/targets",
    title=lambda row: "the targets",
    plural=True,
    caption=lambda row: "Pools",
    state=lambda row: "Without a target",
    ready=_ready,
)
ACTS = (
    Act(
        "setting",
        QA,
        TargetForm,
        pool_targets.set_target,
        "Set a target",
        "Everybody who sees the pools sees it. A target for the same date takes the place of the one before.",
        "The target is set.",
    ),
    Act(
        "withdrawal",
        QA,
        WithdrawalForm,
        pool_targets.withdraw,
        "Withdraw a target",
        "It stands no longer; it stays in the history with your reason.",
        "The target is withdrawn.",
        open_to=lambda row: bool(row["standing"]),
        warning=True,
    ),
)
acting.put(pages, PLACE, ACTS)


@pages.get("/pools/targets")
def show() -> ResponseReturnValue:
    """Every target that stands, and the history of them all."""
    row = _found()
    entries = [Told(**vars(entry)) for entry in histories.of_stream(house(), TARGETS)[::-1]]
    return render_template("pool_targets/show.html", targets=targets(), acts=PLACE.offered(ACTS, row), entries=entries)


@pages.get("/pools/targets.<any(csv, xlsx, json):ending>")
def export(ending: str) -> ResponseReturnValue:
    """Every target that stands as a file, with how it stands."""
    return file_response(ending, Taken("pool-targets", targets()))


add_list(
    "pool-targets",
    "Targets for the pools",
    "which_pool_id which_pool target_number by_date standing_id standing beside",
    column("which_pool_id", "Which pool id", of="pool"),
    column("which_pool", "Which pool", of="pool_words"),
    column("target_number", "Target", "number", of="number"),
    column("by_date", "To be reached by", "date"),
    column("standing_id", "Standing id", of="state"),
    column("standing", "Standing", of="words"),
    column("beside", "The pool of the month", of="rival"),
)
