"""Children of concern where they wait: alarms and asks on the first page, Category 1 above the board of a month, and
what stands on the pages of an audit and a child."""

from typing import Any

from app import clock
from app.events.concern import FOLLOW
from app.events.vocabulary import CONCERN_CATEGORIES
from app.programme.english import counted
from app.views import concern_clock as its
from app.views.audit_parts import PARTS, Part
from app.views.concern_reach import as_known, reach
from app.views.desk import i, model
from app.views.links import link
from app.views.waiting import BLOCKS, SHOWN, Block, Item
from app.views.words import reference
from projections import asking, concern_lists
from projections.asking import Asked, Reach

Row = dict[str, Any]
ON_BOARD = {"state": "open", "category": "1"}
SOON_DAYS = 2
"""From so many days before its day on, a weekly review is asked for."""


def alarms() -> Block | None:
    """Category 1 that is not answered, until a head of service has seen it; and whatever is late or was not told."""
    found = [row for row in unanswered() if _alarms(row)]
    if not found:
        return None
    title = "Child of concern, Category 1" if len(found) == 1 else "Children of concern, Category 1"
    items = tuple(_alarm(row) for row in found[:SHOWN])
    there, whole = "/concerns?state=open&category=1", f"All of Category 1 that are open ({_standing_counts()['one']})"
    return Block(title, f"{len(found)} not answered", items, there, alarm=True, whole=whole)


def asks() -> Block | None:
    """What else is asked of me about children of concern: a response, oversight, a review; or that one stands."""
    told = [_ask(row) for row in _standing() if not (its.is_running(row) and _alarms(row))]
    items = tuple(item for item in told if item)
    if not items:
        return None
    count, whole = counted(len(items), "child"), f"All that are open ({_standing_counts()['open']})"
    return Block("Children of concern that wait for you", count, items[:SHOWN], "/concerns?state=open", whole=whole)


def unanswered() -> list[Row]:
    """The concerns of Category 1 without a response that are mine to know of, the first raised first."""
    return sorted((row for row in _standing() if its.is_running(row)), key=lambda row: row["clock_since"])


def on_board() -> Row | None:
    """Category 1 above the board: how many stand, and those not answered; None for who has no concerns."""
    if not link("/concerns"):
        return None
    found = asking.everything(model(), concern_lists.QUESTION, Asked(reach(), clock.today(), ON_BOARD))
    running = [row for row in found if its.is_running(row)]
    told = [{"text": _text(row), "href": link(_href(row)), "late": its.is_late(row)} for row in running]
    return {"n": len(found), "running": told}


def mark() -> str:
    """What changes whenever a concern does, and every minute while a clock runs: the page says for how long."""
    running = concern_lists.is_running(model())
    return f"{concern_lists.newest(model())}" + (f"-{its.minute()}" if running else "")


def of_audit(audit: Row) -> Row | None:
    """The concerns that an audit raised, for those who may open them."""
    return _listed(concern_lists.of_source(model(), audit["id"]))


def of_child(child: str) -> Row | None:
    """The concerns about a child, for those who may open them."""
    return _listed(concern_lists.of_child(model(), child))


BLOCKS |= {"concern-alarms": alarms, "concerns": asks}
PARTS["concerns"] = Part("concerns/_of_record.html", of_audit)


def _listed(found: list[Row]) -> Row | None:
    told = (row | {"clock": its.words(row)} if "version" in row else row for row in as_known(found))
    shown = [row | {"href": href} for row in told if (href := link(_href(row)))]
    return {"concerns": shown} if shown else None


def _standing() -> list[Row]:
    """The standing concerns that are mine to act on or to know of: not those that I only raised or only look at."""
    me = i()
    reach = Reach(
        everything=bool(me.roles & set(FOLLOW)),
        teams=frozenset({me.team} - {""} if "team_manager" in me.roles else ()),
        areas=me.areas if "operations_director" in me.roles else frozenset(),
        person=me.id if "practitioner" in me.roles else "",
    )
    found = asking.everything(model(), concern_lists.QUESTION, Asked(reach, clock.today(), {"state": "open"}))
    return [row for row in found if _more_than_raised(row, reach)]


def _standing_counts() -> Row:
    """How many the tracker has for the person who asks, also those that do not wait for them."""
    return concern_lists.counts(model(), Asked(reach(), clock.today()))


def _more_than_raised(row: Row, reach: Reach) -> bool:
    return bool(
        reach.everything or row["team"] in reach.teams or row["area"] in reach.areas or row["worker"] == reach.person
    )


def _alarms(row: Row) -> bool:
    """Whether an unanswered one is an alarm for me: late or untold always, else until it is known to be seen."""
    roles = i().roles
    if its.is_late(row) or its.is_untold(row):
        return bool(roles - {"practitioner"})
    if "head_of_service" in roles:
        return not row["seen_at"]
    if "director" in roles:
        return not (row["seen_at"] or row["director_seen_at"])
    return bool(roles & {"qa_lead", "operations_director", "team_manager"})


def _alarm(row: Row) -> Item:
    late, untold = its.is_late(row), its.is_untold(row)
    seeing = link(f"{_href(row)}/acknowledgement")
    unseen = not row["seen_at"] if "head_of_service" in i().roles else not row["director_seen_at"]
    facts = {"href": seeing, "version": row["version"], "of": reference(row["child"])} if seeing and unseen else {}
    when = "late" if late else "telling failed: telephone" if untold else "to be answered by midnight"
    within = "concerns/_seen.html" if facts else ""
    return Item(_text(row), _href(row), when, late or untold, within=within, facts=facts)


def _ask(row: Row) -> Item | None:
    """What is asked of me about a standing concern, by when, and whether that is late; None for nothing."""
    roles, what = i().roles, []
    if "head_of_service" in roles and not row["answered_at"]:
        what.append("waits for your response")
    if "director" in roles and row["was_category_1"] and not row["overseen_on"]:
        what.append(
            "waits for your oversight" if row["answered_at"] else "waits for a response, then for your oversight"
        )
    soon = bool(roles & set(FOLLOW)) and _is_soon(row)
    if soon:
        what.append("weekly review")
    if roles & {"team_manager", "operations_director"} and not what:
        what.append(CONCERN_CATEGORIES[row["category"]])
    if row["worker"] == i().id and not what:
        what.append("a concern stands; see what is asked of you")
    when = its.review_words(row, clock.today()) if soon else ""
    text = f"{reference(row['child'])}: {'; '.join(what)}"
    return Item(text, _href(row), when, soon and bool(row["overdue"])) if what else None


def _is_soon(row: Row) -> bool:
    return bool((clock.today().fromisoformat(row["review_by"]) - clock.today()).days <= SOON_DAYS)


def _text(row: Row) -> str:
    return f"{reference(row['child'])}: {its.words(row)}"


def _href(row: Row) -> str:
    return f"/concerns/{reference(row['id'])}"
