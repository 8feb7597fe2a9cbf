"""Learning sessions: the tracker, each with what called for it and the grades beside it, and a new one."""

from typing import Any

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from app import clock
from app.events.learning import KINDS, STATES
from app.forms.fields import choices
from app.forms.learning import SessionForm
from app.policy import EVERYBODY, OVERSEE, QA, RULES
from app.programme import histories
from app.programme import learning as programme
from app.programme.english import counted
from app.views import acting, tracking
from app.views.desk import house, i, model
from app.views.export_columns import add_list, column, words_column
from app.views.histories import Told
from app.views.learning_acts import ACTS, PLACE, href
from app.views.learning_grades import beside
from app.views.links import link, reachable, to_audit
from app.views.listing import items_of
from app.views.tracking import Filter, Heading, Tracker
from app.views.waiting import BLOCKS, SHOWN, Block, Item
from app.views.words import day, month, reference
from projections import audits, learning_lists
from projections.asking import Reach

pages = Blueprint("learning", __name__)
Row = dict[str, Any]
RULES |= {"learning.show": EVERYBODY, "learning.grounds": OVERSEE}
acting.put(pages, PLACE, ACTS)


def _reach() -> Reach:
    return Reach(everything=True, person=i().id)


def labels() -> dict[str, str]:
    """The labels of the newest framework's domains and themes by id."""
    found = programme.newest(house())
    return {one["id"]: one["label"] for one in (*found["domains"], *found["themes"])}


def _labels_of(kind: str) -> dict[str, str]:
    return {one["id"]: one["label"] for one in programme.newest(house())[kind]}


def _told(row: Row) -> Row:
    return _worded(learning_lists.read(row))


def _worded(found: Row) -> Row:
    """A session with its words, as the page and the files tell of it."""
    known = labels()
    return found | {
        "session": found["id"],
        "kind_words": KINDS[found["kind"]],
        "state_words": STATES[found["state"]],
        "for_words": "; ".join(known.get(id, id) for id in (*found["domains"], *found["themes"])),
        "domain_ids": "; ".join(found["domains"]),
        "theme_ids": "; ".join(found["themes"]),
    }


def _shown(row: Row) -> Row:
    came = "" if row["state"] != "held" else f"{row['present'] + row['others']:,}"
    return _told(row) | {"href": href(row), "came": came}


def _more() -> Row:
    return {"may_plan": reachable("/learning/new")}


TRACKER = Tracker(
    list="learning",
    path="/learning",
    title="Learning sessions",
    noun="session",
    question=learning_lists.QUESTION,
    reach=_reach,
    filters={
        "state": Filter("State", lambda: items_of(STATES)),
        "kind": Filter("Kind", lambda: items_of(KINDS)),
        "domain": Filter("For the domain", lambda: items_of(_labels_of("domains"))),
        "theme": Filter("For the theme", lambda: items_of(_labels_of("themes"))),
        "month": Filter("Month", lambda: items_of({m: month(m) for m in learning_lists.months(model())})),
        "mine": Filter("Attendance", lambda: items_of({"yes": "I was there"})),
    },
    headings=(
        Heading("Session", "title"),
        Heading("Day", "day"),
        Heading("Where"),
        Heading("For"),
        Heading("State"),
        Heading("Came", "present", numeric=True),
    ),
    row=_shown,
    told=_told,
    empty=("No session is planned.", "Workshops, recall events and briefings appear here with what called for them."),
    more=_more,
)
tracking.put(pages, TRACKER, EVERYBODY)
add_list(
    "learning",
    "Learning sessions",
    "session_id title kind_id kind day held_at domain_ids theme_ids called_for_by state_id state moved held_on present"
    " others",
    column("session_id", "Session id", of="session"),
    column("title", "Title"),
    column("kind_id", "Kind id", of="kind"),
    column("kind", "Kind", of="kind_words"),
    column("day", "Day", "date"),
    column("held_at", "Where", of="place"),
    column("domain_ids", "Domain ids"),
    column("theme_ids", "Theme ids"),
    column("called_for_by", "Called for by", of="for_words"),
    words_column("state", "State", STATES),
    column("moved", "Times moved", "number"),
    column("held_on", "Held on", "date"),
    column("present", "Present", "number"),
    column("others", "Others present", "number"),
)


def _offer_choices(form: Any) -> Row:
    form.domains.choices = choices(_labels_of("domains"))
    form.themes.choices = choices(_labels_of("themes"))
    return {}


acting.put_creation(
    pages,
    acting.Creation(
        kind="session",
        path="/learning",
        grants=QA,
        form=SessionForm,
        command=programme.plan,
        title="Plan a learning session",
        what="Everybody sees it in their list. The figures that call for it are recorded as they stand now.",
        button="Plan the session",
        done="The session is planned.",
        there=lambda id: f"/learning/{reference(id)}",
        ready=_offer_choices,
    ),
)


@pages.get("/learning/<session>")
def show(session: str) -> ResponseReturnValue:
    """One session: what called for it, who came, and, for who oversees, the grades before and after it."""
    row = PLACE.row({"session": session})
    oversees = bool(i().roles & OVERSEE.keys())
    present = learning_lists.present(model(), row["id"])
    planned = programme.told(house(), row["id"])
    entries = histories.of_stream(house(), row["id"])[::-1] if oversees else []
    return render_template(
        "learning/show.html",
        session=_worded(row),
        grounds=[_ground(ground, oversees) for ground in planned["grounds"]],
        planned_on=row["planned_on"],
        why=planned["why"],
        present=present if oversees else [],
        was_there=i().id in {one["id"] for one in present},
        came=_came(row),
        domains=beside(row, labels(), present) if oversees else [],
        acts=PLACE.offered(ACTS, row),
        entries=[Told(**vars(entry)) for entry in entries],
    )


def _ground(ground: Row, oversees: bool) -> Row:
    """What called for it; its numbers are those of the whole service, small ones too, for who oversees it alone."""
    if oversees:
        return {"words": ground["words"], "link": link(ground["href"])}
    when = f", {programme.when(ground['months'])}" if ground["months"] else ""
    return {"words": f"{ground['label']}{when}", "link": ""}


def _came(row: Row) -> str:
    return f"{counted(row['present'], 'person')} of ours and {counted(row['others'], 'other')}"


@pages.get("/learning/<session>/grounds/<int:n>")
def grounds(session: str, n: int) -> ResponseReturnValue:
    """The audits of a figure that called for a session, as they stood when it was planned."""
    row = PLACE.row({"session": session})
    found = programme.told(house(), row["id"])["grounds"]
    if not 0 < n <= len(found):
        abort(404)
    ground = found[n - 1]
    others = [id for id in ground["base"] if id not in set(ground["audits"])]
    values = {"members": _audits(ground["audits"]), "others": _audits(others)}
    return render_template("learning/grounds.html", session=row, ground=ground, planned_on=row["planned_on"], **values)


def _audits(ids: list[str]) -> list[Row]:
    return [{"words": _audit_words(id), "href": to_audit(id)} for id in ids]


def _audit_words(id: str) -> str:
    _, of, number = id.split("/")
    found = audits.audit(model(), id)
    child = f", {reference(found['child'])}" if found else ""
    return f"Audit {int(number)} of {month(of)}{child}"


def _waiting() -> Block | None:
    """Sessions whose day is over and of which nobody has recorded what became of them."""
    if "qa_lead" not in i().roles:
        return None
    rows = learning_lists.overdue(model(), clock.today().isoformat())
    if not rows:
        return None
    items = tuple(Item(row["title"], href(row), f"was to be on {day(row['day'])}", True) for row in rows[:SHOWN])
    title, count, there = "Learning sessions to record", counted(len(rows), "session"), "/learning?state=planned"
    return Block(title, count, items, there, whole="All that are planned")


BLOCKS["learning"] = _waiting
