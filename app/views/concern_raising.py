"""Raising a child of concern: the form, what a link says already, and what stands beside the choice in an audit."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, request

from app.events.concern import FOLLOW
from app.events.vocabulary import CONCERN_CATEGORIES
from app.forms import concerns as forms
from app.policy import ANY, Grants
from app.programme import concerns
from app.views import acting
from app.views.acting import Creation, Row
from app.views.concern_clock import words
from app.views.concern_reach import as_known
from app.views.desk import i, model
from app.views.links import link
from app.views.words import moment, reference
from projections import concern_lists, seals

pages = Blueprint("concern_raising", __name__)
FINDERS = (*FOLLOW, "auditor", "team_manager", "moderator", "operations_director")
KNOWS = frozenset({*FINDERS} - {"auditor"})
"""Who has the concerns that others raised about a child."""
RAISERS: Grants = {**dict.fromkeys(FINDERS, (ANY,))}


def _asked() -> dict[str, Any]:
    """What a link to the form says already: the child, the category, the audit that is being filled in."""
    given = {name: request.args.get(name, "")[:60] for name in ("child", "category", "audit")}
    return {name: value for name, value in given.items() if value}


def _there(raising: str) -> str:
    return link(_href(concern_lists.of_raising(model(), raising))) or "/"


def _href(id: str) -> str:
    return f"/concerns/{reference(id)}"


def raising_of(audit: Row) -> dict[str, Any]:
    """Beside the choice of Category 1 in an audit's form: where to raise it now, or where my concern stands already."""
    mine = concern_lists.raised_by(model(), i().id)
    theirs = as_known(concern_lists.of_child(model(), audit["child"]))
    found = [row for row in theirs if row["id"] in mine and row["state"] == "open" and row["category"] == "1"]
    asked = {"child": reference(audit["child"]), "category": "1", "audit": audit["id"]}
    standing = {"href": _href(found[-1]["id"]), "clock": _clock(found[-1])} if found else None
    return {"href": f"/concerns/new?{urlencode(asked)}", "standing": standing}


def on_return(audit: Row, category: str) -> dict[str, str]:
    """What the return of an audit does about a child of concern, before and after; empty where it does nothing.

    Of a concern that others raised an auditor knows nothing before they have raised it too.
    """
    if category not in CONCERN_CATEGORIES:
        return {"before": "", "after": ""}
    child, named = reference(audit["child"]), CONCERN_CATEGORIES[category]
    if any(_is_raised(row, audit, category) for row in open_about(audit["child"])):
        stands = f"Your concern about {child} ({named}) stands"
        return {"before": f"{stands}: nothing is raised a second time.", "after": f"{stands}."}
    raised = (
        f"{child} is raised as a child of concern ({named}), which those who must act have on their screens at once"
    )
    return {
        "before": f"{raised}. If a concern about the child is open already, this is added to it.",
        "after": f"{raised}.",
    }


def open_about(child: str) -> list[Row]:
    """The concerns about a child (id) that are open, as far as the reader knows of them."""
    return [row for row in as_known(concern_lists.of_child(model(), child)) if row["state"] == "open"]


def may_be_raised(child: str) -> str:
    """The form to raise a concern about a child (id), for who knows that none is open; "" for all others."""
    knows = i().roles & KNOWS and child not in seals.children_sealed_from(model(), i().id)
    href = link("/concerns/new") if knows and not open_about(child) else ""
    return f"{href}?{urlencode({'child': reference(child)})}" if href else ""


def _is_raised(row: Row, audit: Row, category: str) -> bool:
    mine = [one for one in concern_lists.raisings(model(), row["id"]) if one["by"] == i().id]
    return any(one["source"] == audit["id"] and one["category"] <= category for one in mine)


def _clock(row: Row) -> str:
    """The clock, or only when I raised it where no more of it is mine to know."""
    return words(row) if "clock_since" in row else f"raised {moment(row['raised_at'])}"


RAISING = Creation(
    kind="raising",
    path="/concerns",
    grants=RAISERS,
    form=forms.RaisingForm,
    command=concerns.raise_concern,
    title="Raise a child of concern",
    what="If the child is in danger now, telephone first. What you raise is at once on the screens of those who must"
    " act. For Category 1 all heads of service and directors are also told by letter, and one of them responds today.",
    button="Raise the concern",
    done="The concern is raised. Those who must act have it on their screens.",
    there=_there,
    given=_asked,
)
acting.put_creation(pages, RAISING)
