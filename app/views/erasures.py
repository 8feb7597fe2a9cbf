"""Erasures: all of them, one with what it is about, a new proposal, and what a second person says to it."""

import logging
from typing import Any

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.events.erasure import GROUNDS, OF, STATES
from app.events.retention import KINDS
from app.forms import erasures as forms
from app.forms.fields import choices, named
from app.policy import RULES, Me
from app.programme import erasures as programme
from app.programme import histories
from app.programme import retention as schedule
from app.programme.english import counted
from app.programme.erasures_held import holding
from app.programme.house import House
from app.views import acting, erased, evidence_work
from app.views.acting import Act, Creation, Place
from app.views.desk import house, i, model
from app.views.erasure_reach import DECIDES
from app.views.histories import Told
from app.views.links import link
from app.views.reading_table import NOT_NARRATIVE
from app.views.retention import today_in_words
from app.views.waiting import BLOCKS, SHOWN, Block, Item
from app.views.words import day, lower_first, reference
from projections import erasures as rows
from projections import packs, people

pages = Blueprint("erasures", __name__)
pages.record_once(lambda setup: erased.watch(setup.app.jinja_env.globals))
RULES |= {"erasures.index": DECIDES, "erasures.show": DECIDES}
NOT_NARRATIVE["erasures"] = "Which records are to be erased, by reference, and why, in words that name nobody."
Row = dict[str, Any]


def href(row: Row) -> str:
    """The address of an erasure."""
    return f"/erasures/{reference(row['id'])}"


def title(row: Row) -> str:
    """What it is about: "C-10482", "Ben Carter" or "audits by the schedule"."""
    if row["of"] == "schedule":
        return f"{KINDS[row['about']].label} by the schedule"
    return row["about_name"] or reference(row["about"])


def confirm(here: House, id: str, **facts: Any) -> None:
    """Confirm it, and carry it out at once; what cannot be carried out now the server tries again."""
    programme.confirm(here, id, **facts)
    try:
        current_app.extensions["erasing"].carry_out(facts["at"])
    except Exception:
        logging.getLogger(__name__).exception("An erasure is confirmed and could not be carried out yet")


def quoting(row: Row, records: list[str]) -> list[Row]:
    """The published reports that have words of an erasure's records, none once it came to nothing."""
    return erased.quoting(records) if row["state"] in ("proposed", "confirmed", "erased") else []


def _ready_to_decide(form: Any, row: Row) -> Row:
    """What stands in published reports all the same; before a confirmation what goes, or why it cannot go now."""
    records = rows.records(model(), row["id"])
    beside: Row = {"quoting": quoting(row, records)}
    if isinstance(form, forms.ConfirmingForm) and _waits(row):
        now = programme.to_erase(house(), row["of"], row["about"], records)
        # What was sent and refused keeps its form, with why beside it.
        beside["held"] = [] if form.errors else _holding(row, now)
        told = {"row": _shown(row), "counts": programme.in_words(now), "reason": programme.reason(house(), row["id"])}
        files = sum(evidence_work.kept().has(one["id"]) for one in packs.made(model()))
        beside["above"] = told | {"packs": counted(files, "file"), "template": "erasures/_what_goes.html"}
    return {"beside": beside}


def _holding(row: Row, now: list[str]) -> list[str]:
    """What keeps the records that would be erased now from being erased today, in sentences."""
    return holding(house(), row["of"], row["about"], now, clock.today())


def _waits(row: Row) -> bool:
    return bool(row["state"] == "proposed")


def _of_another(me: Me, row: Row) -> bool:
    return me.id not in (row["proposed_by"], row["about"])


def _own(me: Me, row: Row) -> bool:
    return bool(me.id == row["proposed_by"])


STATED = {"erased": "Carried out"}
"""How a state is said of the erasure itself, where the word for it is of its records."""
A_SECOND_PERSON = (
    "A second person has to look at it: somebody who neither proposed this erasure nor is whom it is about."
)
PLACE = Place(
    rule="/erasures/<erasure>",
    find=lambda erasure: rows.erasure(model(), f"erasure/{erasure}"),
    href=href,
    title=lambda row: f"the erasure of {lower_first(title(row)) if row['of'] == 'schedule' else title(row)}",
    caption=title,
    state=lambda row: STATED.get(row["state"], STATES[row["state"]]),
    ready=_ready_to_decide,
    beside="erasures/_quoting.html",
)
CONFIRMING = Act(
    "confirmation",
    DECIDES,
    forms.ConfirmingForm,
    confirm,
    "Confirm and erase",
    "The keys of these records are deleted now, and nobody can read again here what was written in them. Backups of"
    " the keys and the log that are both from before today still open it: have such backups of the keys deleted."
    " What happened when, what was counted, and reports that are published stay. It cannot be undone.",
    "It is confirmed.",
    open_to=_waits,
    offered=_of_another,
    barred=A_SECOND_PERSON,
    warning=True,
    came_of=lambda row: "The records are erased." if row["state"] == "erased" else "It is being carried out.",
)
ACTS = (
    CONFIRMING,
    Act(
        "decline",
        DECIDES,
        forms.DecliningForm,
        programme.decline,
        "Decline",
        "Nothing is erased. Your reason stands in the history.",
        "The erasure is declined.",
        open_to=_waits,
        offered=_of_another,
        barred=A_SECOND_PERSON,
    ),
    Act(
        "withdrawal",
        DECIDES,
        forms.DecliningForm,
        programme.withdraw,
        "Withdraw the proposal",
        "Nothing is erased. Your reason stands in the history.",
        "The proposal is withdrawn.",
        open_to=_waits,
        offered=_own,
        barred="Whoever proposed this erasure withdraws it. You can decline it.",
    ),
)
acting.put(pages, PLACE, ACTS)


def _ready(form: Any) -> Row:
    found = schedule.proposals(house(), clock.today())
    due = {kind: f"{KINDS[kind].label}: {len(one.free):,}" for kind, one in found.items() if one.free}
    form.kind.choices = choices({"": "Choose"} | due)
    form.person.choices = named(people.everyone(model()), "Choose")
    told = [today_in_words(one) for kind, one in found.items() if kind == form.kind.data]
    return {"beside": {"due": told, "waits": _proposed(form) if form.errors else None}}


def _proposed(form: Any) -> Row | None:
    """The erasure that waits already for what the form names, with where it is."""
    row = programme.pending(model(), form.facts()["about"]) if form.of.data in OF else None
    return row and {"href": href(row), "title": title(row)}


def _given() -> Row:
    """What the address brings along: from the schedule, or from a child's page."""
    of, kind, child = (request.args.get(name, "") for name in ("of", "kind", "child"))
    return {"of": of if of in OF else None, "kind": kind, "child": child, "ground": "schedule" if kind else ""}


acting.put_creation(
    pages,
    Creation(
        kind="erasure",
        path="/erasures",
        grants=DECIDES,
        form=forms.ErasureForm,
        command=programme.propose,
        title="Propose an erasure",
        what="Nothing is erased yet: a second person looks at it and confirms or declines it. What was written is then"
        " gone for everybody; what happened when, who did it, grades and counts stay.",
        button="Propose it",
        done="The erasure is proposed. A second person has to confirm it.",
        there=lambda id: f"/erasures/{reference(id)}",
        ready=_ready,
        given=_given,
        beside="erasures/_due.html",
    ),
)


@pages.get("/erasures")
def index() -> ResponseReturnValue:
    """Every erasure, those that wait for a second person first."""
    found = [_shown(row) for row in rows.erasures(model())]
    return render_template("erasures/index.html", rows=found, new=link("/erasures/new"), schedule=link("/retention"))


@pages.get("/erasures/<erasure>")
def show(erasure: str) -> ResponseReturnValue:
    """One erasure: what it is about, on what ground, what holds it now, and what happened."""
    row = PLACE.row({"erasure": erasure})
    records = rows.records(model(), row["id"])
    entries = [Told(**vars(entry)) for entry in histories.of_stream(house(), row["id"])[::-1]]
    held = _holding(row, programme.to_erase(house(), row["of"], row["about"], records)) if _waits(row) else []
    return render_template(
        "erasures/show.html",
        row=_shown(row),
        records=[{"name": erased.name(record), "href": erased.address(record)} for record in sorted(records)],
        counts=programme.in_words(records),
        holding=held,
        inspections=link("/inspections"),
        quoting=quoting(row, records),
        reason=programme.reason(house(), row["id"]),
        mine=_own(i(), row),
        acts=PLACE.offered(tuple(act for act in ACTS if not (held and act is CONFIRMING)), row),
        entries=entries,
    )


def _shown(row: Row) -> Row:
    said = {"href": href(row), "title": title(row), "state_words": STATES[row["state"]]}
    return row | said | {"of_words": OF[row["of"]], "ground_words": GROUNDS[row["ground"]]}


def _waiting() -> Block | None:
    """The erasures that wait for this person as the second one."""
    if not i().roles & DECIDES.keys():
        return None
    found = [row for row in rows.waiting(model(), i().id) if row["about"] != i().id]
    items = [Item(title(row), href(row), f"since {day(row['proposed_on'])}") for row in found[:SHOWN]]
    said = counted(len(found), "erasure")
    return (
        Block("Erasures to confirm or decline", said, tuple(items), "/erasures" if found[SHOWN:] else "")
        if found
        else None
    )


BLOCKS["erasures"] = _waiting
