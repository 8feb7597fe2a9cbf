"""What the forms of a dip sample offer and begin with: the plan's, the draw's and those of its acts."""

import secrets
from typing import Any

from app import clock
from app.forms import dip_samples as forms
from app.forms.fields import choices
from app.programme.dip_samples import concluding, drawing, frames, planning, reading
from app.views.desk import house, i, model
from app.views.words import month
from projections import cycles, people

Row = dict[str, Any]


def pairs(measures: dict[str, Any], without: str = "") -> dict[str, str]:
    """The answers that a measure's base may rest on, in words by measure and answer."""
    return {
        f"{measure['id']}:{answer['id']}": f"“{measure['label']}” is {answer['label']}"
        for measure in measures.values()
        for answer in measure["answers"]
        if measure["id"] != without
    }


def _offer(form: Any) -> None:
    """Give a plan's form its choices."""
    months = {row["month"]: month(row["month"]) for row in reversed(cycles.cycles(model()))}
    form.offer(
        {
            "teams": {row["id"]: row["name"] for row in people.teams(model())},
            "areas": {row["id"]: row["name"] for row in people.areas(model())},
            "first": {"": "Choose a month"} | months,
            "last": {"": "Choose a month"} | months,
            "grades": frames.grades(house()),
            "standing": frames.STANDINGS,
            "reviewers": _reviewers(),
        }
    )


def _reviewers() -> dict[str, str]:
    return {row["id"]: row["name"] for row in planning.able_to_review(house())}


def ready_to_plan(form: Any) -> Row:
    """Give the form of a new plan its choices; there is nothing beside it."""
    _offer(form)
    return {}


def ready(form: Any, row: Row) -> Row:
    """Give the form of an act its choices; the draw's has only the fields that the plan needs."""
    if isinstance(form, forms.PlanChangeForm):
        _offer(form)
    elif isinstance(form, forms.ReviewersForm):
        form.reviewers.choices = choices(_reviewers())
    elif isinstance(form, forms.DrawForm):
        return _ready_to_draw(form, row)
    elif isinstance(form, forms.MeasureForm):
        form.only_where.choices = choices(pairs(row["measures"]))
    elif isinstance(form, forms.ConclusionForm):
        form.themes.choices = choices(concluding.themes_of(house(), reading.sample(house(), row["id"])))
        return {"beside": {"missing": row["expected"] - row["answered"]}}
    elif isinstance(form, forms.RecommendationForm):
        form.owner.choices = choices({"": "Choose a person"} | _owners())
    return {}


def _owners() -> dict[str, str]:
    return {one["value"]: one["label"] for one in people.who_can_act(model(), i().team)}


def _ready_to_draw(form: forms.DrawForm, row: Row) -> Row:
    plan = reading.sample(house(), row["id"])
    how, again = plan.selection["how"], row["state"] == "drawn"
    unneeded = {"all": ("seed", "references"), "by_hand": ("seed",)}.get(how, ("references",))
    for name in (*unneeded, *(() if again or how == "by_hand" else ("reason",))):
        if name in form:
            del form[name]
    frame = drawing.frame_now(house(), row["id"], clock.today().isoformat())
    size = {"all": "All", "by_hand": "Some, by hand,"}.get(how, f"{plan.selection['size']:,}")
    return {"beside": {"size": size, "counted": frame.counted, "words": frame.words}}


def given(row: Row) -> Row:
    """What fresh forms begin with: the plan as it is, and a seed of its own."""
    plan = reading.sample(house(), row["id"])
    lists = {key: value for key, value in plan.frame.items() if key != "kind"}
    said = {"title": plan.title, "question": plan.question, "why": plan.why, "kind": plan.frame["kind"], **lists}
    said |= {"how": plan.selection["how"], "size": str(plan.selection["size"] or ""), "reviewers": plan.reviewers}
    return said | {"seed": secrets.token_hex(4)}
