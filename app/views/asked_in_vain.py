"""What the address of a page that is no tracker may name, and what is said of the rest: shown at the page's top."""

from collections.abc import Collection, Iterator

from flask import g, request

from app.views.listing import in_vain, unknown

DAY = ("-day", "-month", "-year")


def _days(*names: str) -> set[str]:
    return {f"{name}{part}" for name in names for part in ("", *DAY)}


PERIOD = frozenset({"period", "from", "to"})
NOTHING: frozenset[str] = frozenset()
FIGURE = frozenset({"at", "cycle", "period", "months"})
KNOWN: dict[str, Collection[str]] = {
    "figures.show": FIGURE | {"all"},
    "figures.data": FIGURE,
    "figures.chart": FIGURE,
    "figure_changes.show": {"cycle", *PERIOD, *_days("from-typed", "to-typed")},
    "figure_changes.data": {"cycle", *PERIOD, *_days("from-typed", "to-typed")},
    "compare.show": {"page", "from", "from_time", "to", "to_time"},
    "compare.export": {"page", "from", "from_time", "to", "to_time"},
    "replay.index": {"child"},
    "replay.of_cycle": {"event", "room"},
    "replay.of_child": {"event", "room"},
    "board.show": {"chase"},
    "board.data": NOTHING,
    "cycle_pool.pool": NOTHING,
    "cycle_pool.export_pool": NOTHING,
    "cycle_pool.closing": NOTHING,
    "cycle_sample.show": {"why", "check"},
    "cycle_allocation.show": {"seed", "external", "shown", "csrf_token", "version", *_days("on")},
    "cycle_sample.export": NOTHING,
    "cycle_allocation.export": NOTHING,
    "moderation_draws.show": {"check"},
    "loop_draws.show": {"check"},
    "moderation_figures.show": PERIOD,
    "moderation_figures.one": PERIOD,
    "moderation_figures.of_person": PERIOD,
    "moderation_figures.export": PERIOD,
    "loop_agreement.show": PERIOD,
    "loop_agreement.export": PERIOD,
    "pools.index": {"pool", "year"},
    "pools.export": {"pool", "year"},
    "pools.person": NOTHING,
    "pool_leaving.show": _days("first", "last"),
    "pool_leaving.data": _days("first", "last"),
    "pool_leaving.export": _days("first", "last"),
    "pool_targets.show": NOTHING,
    "pool_targets.export": NOTHING,
    "cohorts.show": NOTHING,
    "coaching.show": NOTHING,
}
"""By endpoint, beside what every list knows. A page that is not here says for itself what it does not know."""


def strange(label: str, value: str) -> None:
    """Say on the page that is being made that what its address gives under a known name is no choice."""
    not_so(f"“{label}” has no such choice as “{value[:100]}”.")


def not_so(sentence: str) -> None:
    """Say a sentence on the page that is being made about what its address asks."""
    g.strange = [*g.get("strange", ()), sentence]


def said() -> str:
    """What the address asks of this page in vain, in sentences; empty for nothing."""
    return " ".join(dict.fromkeys(filter(None, _sentences())))


def _sentences() -> Iterator[str]:
    if request.endpoint in KNOWN:
        yield in_vain(unknown(KNOWN[request.endpoint]), "page")
    yield from g.get("strange", ())


def with_it() -> dict[str, str]:
    """The same for a page as data: one key, and none where there is nothing to say."""
    return {"not_known": said()} if said() else {}
