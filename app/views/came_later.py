"""What came later than the moment of a page of the past and concerns what it is about: how much of each kind.

Only events that the reader could read are counted, and only those of the record that the page is about, by its own
streams. A page that is about none says how many entries came since, to who sees every audit.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from flask import g, request

from app import clock
from app.events.log import Happened, Kind
from app.policy import scope
from app.programme import histories
from app.programme.english import counted, listed
from app.programme.history_seal import Knower, as_known
from app.programme.house import House
from app.views.compared_events import SAVED, only_their_work, opened
from app.views.compared_words import MONTH
from app.views.desk import i, live_house, model
from app.views.history_worker import TOLD as TOLD_TO_WORKER
from app.views.history_worker import told
from app.views.inspected import told as told_to
from app.views.later_kinds import KINDS, OTHER
from app.views.links import link
from app.views.reading_about import record_of
from projections import clocks, concern_lists, exemptions, seals, tracker

BY_MONTH = frozenset({"audits", "figures"})
"""The nouns of pages that are of a month where their address asks for one."""
MOST = 3
"""So many kinds are named; what else there is, is counted together."""


def said() -> str:
    """What came later, as it stands after "Later:"; "nothing" for a record of which nothing came, empty if not told."""
    if not (about := record()):
        return _entries() if not request.view_args else ""
    kind = about.partition("/")[0]
    if kind not in OF or not is_told(about):
        return ""
    return in_words(_new(OF[kind](about, g.position)))


def is_told(record: str) -> bool:
    """Whether whoever asks may be told of a record, of a month as far as the reader has its audits."""
    return record.startswith("cycle/") or bool(opened(record))


def in_words(topics: Iterable[str]) -> str:
    """Topics of events as so many of each kind, the weightiest first: 3 returns, 1 regrade and 4 other changes."""
    found = Counter(topics)
    named = {noun: n for noun, kinds in KINDS.items() if (n := sum(found[topic] for topic in kinds))}
    most = list(named.items())[:MOST]
    rest = found.total() - sum(n for _, n in most)
    words = [counted(n, noun) for noun, n in most]
    other = [counted(rest, OTHER if words else OTHER.removeprefix("other "))] if rest else []
    return (listed([", ".join(words), *other]) if words else "".join(other)) or "nothing"


def record() -> str:
    """The record (id) that the page is about, of lists and figures the month that is asked for; empty for none."""
    names = request.view_args or {}
    if found := record_of(names).record:
        return found
    asked = request.args.get("cycle", "") if request.blueprint in BY_MONTH else ""
    month = names.get("month") or (asked if MONTH.fullmatch(asked) else "")
    return f"cycle/{month}" if month else ""


def _entries() -> str:
    """How many entries came since, for who sees every audit and from whom none is sealed; else nothing."""
    now, me = live_house().model, i()
    if not scope(me).everything or seals.sealed_from(now, me.id):
        return ""
    n = now.position - g.position - len(clocks.taken_in(model()))
    return f"{n:,} {'entry' if n == 1 else 'entries'} across the programme" if n else "nothing"


def _new(happened: Iterable[Happened | Kind]) -> Iterator[str]:
    """What of some events came later and is not on the page: mail and saved sections are no changes of their own."""
    taken, here = set(clocks.taken_in(model())), int(g.position)
    late = (made for made in happened if made.position > here and made.position not in taken)
    return (made.topic for made in late if made.topic != SAVED and not made.stream.startswith("letter/"))


def knower(now: House) -> Knower:
    """Who asks: of concerns about children whom they audit blind now, they know what they said."""
    children = seals.children_sealed_from(now.model, i().id)
    found = (row["id"] for child in children for row in concern_lists.of_child(now.model, child))
    return Knower(i().id, frozenset(found))


def _of_audit(id: str, after: int) -> Iterable[Happened]:
    now = live_house()
    made = histories.happened_to_audit(now, id, knower(now))
    if not only_their_work(id):
        return made
    theirs = {
        entry.position for entry in told(histories.entries(now, (one for one in made if _may_be_told(one, after))))
    }
    return (one for one in made if one.position in theirs)


def _may_be_told(made: Happened, after: int) -> bool:
    return made.topic in TOLD_TO_WORKER and made.position > after


def _of_child(id: str, after: int) -> Iterable[Happened]:
    now = live_house()
    return told_to(histories.happened_to_child(now, id, knower(now)), "histories.of_child")


def _of_concern(id: str, after: int) -> Iterable[Happened]:
    now = live_house()
    return as_known(now, now.reader.stream(id), knower(now))


def _of_itself(id: str, after: int) -> Iterable[Kind]:
    return (made for made in live_house().reader.kinds(id, after) if made.stream == id)


def _of_cycle(id: str, after: int) -> Iterator[Happened | Kind]:
    """Of a month: its audits as far as the reader has them, its own history and its exemptions where these are open."""
    now, month = live_house(), id.removeprefix("cycle/")
    late = now.reader.kinds(f"audit/{month}/", after)
    theirs = _theirs({made.stream for made in late})
    yield from (made for made in late if made.stream in theirs)
    if opened(id):
        sealed = seals.sealed_from(now.model, i().id)
        yield from histories.happened_to_cycle(now, id, i().id) if sealed else _of_itself(id, after)
    asked = (row["id"] for row in exemptions.exemptions(now.model, id))
    for exemption in dict.fromkeys(asked):
        if link(f"/exemptions/{exemption.partition('/')[2]}"):
            yield from _of_itself(exemption, after)


def _theirs(ids: set[str]) -> set[str]:
    """Those of some audits that the reader has."""
    now = live_house().model
    if scope(i()).everything:
        return ids - seals.sealed_from(now, i().id)
    return {row["id"] for row in tracker.of_ids(now, sorted(ids), scope(i()), clock.today())}


Happening = Callable[[str, int], Iterable[Happened | Kind]]
OF: dict[str, Happening] = {
    "audit": _of_audit,
    "child": _of_child,
    "cycle": _of_cycle,
    "concern": _of_concern,
    **dict.fromkeys(("action", "duty", "exemption", "recommendation", "dip_sample"), _of_itself),
}
"""By kind of record: what happened to it and to what belongs to it after a position, as far as the reader may know.

Some also give what happened before."""
