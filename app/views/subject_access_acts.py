"""What can be done to a subject-access request: one line an act."""

from typing import Any
from urllib.parse import urlencode

from flask import abort, request

from app.events.subject_access import IN_PROGRESS, STATES
from app.forms import subject_access as forms
from app.policy import QA, Me
from app.programme import subject_access as programme
from app.views.acting import Act, Place, Row
from app.views.desk import house, i, model
from app.views.erasure_reach import DECIDES
from app.views.subject_access_notes import note_those_of
from app.views.words import reference
from projections import seals
from projections import subject_access as rows


def href(row: Row) -> str:
    """The address of a request."""
    return f"/subject-access/{reference(row['id'])}"


def title(row: Row) -> str:
    """About whom it is: "C-10482" or "Ben Carter"."""
    return row["about_name"] or reference(row["about"])


def may_review(me: Me, row: Row) -> bool:
    """Whether somebody may read all of it: not what is about themselves, nor of a child whom they audit blind."""
    return me.id != row["about"] and not _is_sealed(me, row)


def may_read(me: Me, row: Row) -> bool:
    """Whether somebody reads items: who reviews them all, and who may release it what goes out, once it is reviewed."""
    reviews = bool(me.roles & QA.keys()) or row["state"] in ("reviewed", "released")
    return bool(row["upto"]) and may_review(me, row) and reviews


def _is_sealed(me: Me, row: Row) -> bool:
    return row["about"] in seals.children_sealed_from(model(), me.id)


def _in(*states: str) -> Any:
    return lambda row: row["state"] in states


def _another(me: Me, row: Row) -> bool:
    return me.id not in (row["about"], row["reviewed_by"])


ABOVE: Row = {"above": {"template": "subject_access/_item.html"}}
"""What is decided on is read before the form."""


def _ready(form: Any, row: Row) -> Row:
    """Above the form for one item: what it says; 404 for somebody who may not read all of it."""
    if _by_who_reviews() and _is_sealed(i(), row):
        abort(404)
    if (request.endpoint or "").endswith("_release") and may_read(i(), row):
        return {"beside": {"of_item": [], "goes_out": f"{href(row)}/items"} | ABOVE}
    if not isinstance(form, forms.ItemForm) or not row["upto"]:
        return {}
    if not may_review(i(), row):
        abort(404)
    form.item.data = form.item.data or request.args.get("item", "")
    every = programme.items(house(), row["of"], row["about"], row["upto"])
    shown = [one for one in every if one.id == form.item.data]
    note_those_of(row, shown)
    return {"beside": {"of_item": shown, "review": review(row, [one.id for one in every], form.item.data)} | ABOVE}


def address(row: Row, item: str) -> str:
    """Where an item is decided on."""
    return f"{href(row)}/review?{urlencode({'item': item})}"


def review(row: Row, items: list[str], item: str = "") -> Row:
    """How far the review is, and the ways to the items before and after one, and to the next that is not reviewed."""
    decided = programme.request(house(), row["id"]).decided
    here = items.index(item) if item in items else -1
    left = [one for one in items[here + 1 :] + items[: here + 1] if one not in decided and one != item]
    around = {"before": here - 1 if here > 0 else None, "after": here + 1 if 0 <= here < len(items) - 1 else None}
    ways = {name: address(row, items[n]) if n is not None else "" for name, n in around.items()}
    told = {"number": here + 1, "of": len(items), "reviewed": sum(one in decided for one in items)}
    return told | ways | {"next_left": address(row, left[0]) if left else ""}


def _next_left(row: Row, facts: Row) -> str:
    """After a decision the next item that nobody has decided on; the request once there is none."""
    items = [one.id for one in programme.items(house(), row["of"], row["about"], row["upto"])]
    return str(review(row, items, facts["item"])["next_left"])


def _by_who_reviews() -> bool:
    """Whether what is asked for is an act of who reads everything that is held."""
    return (request.endpoint or "").rpartition("_")[2] in ("making", "review", "rest", "finish")


ABOUT_YOU = "Somebody else reviews it: it is about you."
PLACE = Place(
    rule="/subject-access/<access_request>",
    find=lambda access_request: rows.one(model(), f"subject_access/{access_request}"),
    href=href,
    title=lambda row: f"the request about {title(row)}",
    caption=title,
    state=lambda row: STATES[row["state"]],
    ready=_ready,
)
ACTS = (
    Act(
        "making",
        QA,
        forms.PlainForm,
        programme.make,
        "Put together what is held",
        "Every entry about them up to now is listed, to be reviewed one by one. Nothing goes out yet.",
        "It is put together.",
        open_to=_in("asked", "made"),
        offered=may_review,
        barred=ABOUT_YOU,
    ),
    Act(
        "review",
        QA,
        forms.ItemForm,
        programme.review,
        "Decide on an item",
        "It is given, given with words blacked out, or withheld. It can be decided anew until the review is finished.",
        "The item is decided.",
        open_to=_in("made"),
        leads_on=_next_left,
        offered=may_review,
        barred=ABOUT_YOU,
    ),
    Act(
        "rest",
        QA,
        forms.RestForm,
        programme.give_the_rest,
        "Give the rest as it is",
        "Every item that nobody has decided on yet is given as it is. Read them all first: other people’s words, and"
        " what was said in confidence, are for you to find.",
        "The rest is given.",
        open_to=_in("made"),
        offered=may_review,
        barred=ABOUT_YOU,
    ),
    Act(
        "finish",
        QA,
        forms.PlainForm,
        programme.finish,
        "Finish the review",
        "A second person then releases it.",
        "The review is finished.",
        open_to=_in("made"),
        offered=may_review,
        barred=ABOUT_YOU,
    ),
    Act(
        "reopening",
        DECIDES,
        forms.ClosingForm,
        programme.reopen,
        "Review it again",
        "What was decided stays, and can be decided anew.",
        "It is reviewed again.",
        open_to=_in("reviewed"),
    ),
    Act(
        "release",
        DECIDES,
        forms.PlainForm,
        programme.release,
        "Release it",
        "The QA lead can then take the copy and give it to whoever asked.",
        "It is released.",
        open_to=_in("reviewed"),
        offered=_another,
        barred="A second person releases it: somebody who neither reviewed it nor is whom it is about.",
    ),
    Act(
        "closing",
        QA,
        forms.ClosingForm,
        programme.close,
        "Close it without a copy",
        "No copy is given. What is held about them can be erased again when its time comes.",
        "The request is closed.",
        open_to=_in(*IN_PROGRESS),
        warning=True,
    ),
)
