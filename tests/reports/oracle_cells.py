"""Every figure in the cells of a report, by another route: n and base of each by its name and period."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from app.events.periods import Period
from app.events.periods import period as period_of
from tests.reports import (
    oracle_actions,
    oracle_concerns,
    oracle_dip_samples,
    oracle_duties,
    oracle_impact,
    oracle_moderation,
    oracle_pools,
)
from tests.reports.oracle import Counted, Events, TheMonth, figures
from tests.reports.oracle_log import of_month, streams

Sizes = dict[str, tuple[int, int | None]]


@dataclass
class Report:
    """A report's period and day, and the log that it is put together from."""

    period: Period
    on: str
    events: Events
    content_of: Callable[[str, int], Any]
    known: dict[str, dict[str, Counted]] = field(default_factory=dict)

    @property
    def opened(self) -> dict[str, Any]:
        """The facts of every opened month, by the month (YYYY-MM)."""
        return {own[0].facts["month"]: own[0].facts for own in streams(self.events, "cycle/").values()}

    def content(self, month: str) -> Any:
        """The audit tool of a month."""
        facts = self.opened[month]
        return self.content_of(facts["framework"], facts["framework_version"])

    def month(self, month: str) -> dict[str, Counted]:
        """Every figure of a month."""
        if month not in self.known:
            cycle = f"cycle/{month}"
            own = of_month(self.events, cycle)
            self.known[month] = figures(TheMonth(cycle, own, self.content(month), self.on))
        return self.known[month]

    def months(self, key: str) -> list[str]:
        """The opened months of a period."""
        of = period_of(key)
        assert of is not None
        return [month for month in of.months if month in self.opened]


def of_months(report: Report, key: str) -> Sizes:
    """What is counted month by month, added up over the months of a period."""
    found: Sizes = {}
    for figures_ in (report.month(month) for month in report.months(key)):
        for name, (members, base) in figures_.items():
            n, of = found.get(name, (0, 0))
            found[name] = (n + len(members), None if base is None else (of or 0) + len(base))
    return found


def around(report: Report) -> Sizes:
    """What is not counted month by month."""
    return {
        **_moderation(report), **_follow_up(report), **_impact(report), **_good_practice(report), **_pools(report),
        **_dip_samples(report),
    }  # fmt: skip


def _named(prefix: str, found: dict[str, Counted]) -> Sizes:
    return {f"{prefix}:{name}": (len(n), None if of is None else len(of)) for name, (n, of) in found.items()}


def moderated(report: Report, key: str) -> Sizes:
    """What was moderated of a period of the report."""
    of = period_of(key)
    assert of is not None
    return _named("moderation", oracle_moderation.moderation(report.events, of.first, of.last, report.content_of))


def _moderation(report: Report) -> Sizes:
    first, last, events = report.period.first, report.period.last, report.events
    scale = [grade["id"] for grade in report.content(report.months(report.period.key)[-1])["grades"]]
    found = _named("moderation", oracle_moderation.moderation(events, first, last, report.content_of))
    return found | {"loops:same": oracle_moderation.agreement(events, first, last, scale)}


def _follow_up(report: Report) -> Sizes:
    events, period = report.events, report.period
    end = min(period.ends_on.isoformat(), report.on)
    counts = oracle_concerns.counts(events, end).items()
    same = oracle_concerns.answers(events, end)
    found = _named("actions", oracle_actions.figures(oracle_actions.standing(events, end), end))
    found |= _named("duties", oracle_duties.figures(events, period.first, period.last, report.on))
    return (
        found | {f"concerns:{name}": (n, None) for name, n in counts} | {"concerns:same-day": (same["n"], same["of"])}
    )


def inadequate(report: Report, key: str) -> Sizes:
    """The audits of a period that are graded as a concern, and their actions."""
    audits = [audit for month in report.months(key) for audit in _of_concern(report, month)]
    after = oracle_actions.came_of(report.events, audits, report.on).values()
    sums = {name: sum(one[name] for one in after) for name in ("raised", "open", "overdue", "cancelled")}
    still = sum(one["open"] > 0 for one in after)
    return {f"inadequate:{name}": (n, None) for name, n in {"audits": len(audits), **sums, "still": still}.items()}


def _of_concern(report: Report, month: str) -> list[str]:
    named = [grade["id"] for grade in report.content(month)["grades"] if grade["counts_as"] == "concern"]
    return [audit for grade in named for audit in report.month(month)[f"grade:overall:{grade}"][0]]


def _impact(report: Report) -> Sizes:
    total: Counter[str] = Counter()
    for month in report.period.months:
        total.update(oracle_impact.tally(report.events, month, report.on))
    found = {"answered": (total["answered"], total["asked"]), "practice": (total["practice"], total["answered"])}
    return {f"impact:{name}": of for name, of in (found | {"helped": (total["helped"], total["answered"])}).items()}


def _good_practice(report: Report) -> Sizes:
    found: Sizes = {}
    for month in report.period.months:
        for theme, pair in oracle_impact.themes(report.events, month).items():
            for name, n in zip((f"good-practice:{theme}", f"good-practice:{theme}:followed"), pair, strict=True):
                found[name] = (found.get(name, (0, None))[0] + n, None)
    return found


def _pools(report: Report) -> Sizes:
    until = min(report.period.ends_on.isoformat(), report.on)
    first = f"{_eleven_before(report.period.last)}-01"
    found: Sizes = {"capacity:children": (oracle_pools.open_children(report.events, until), None)}
    for pool in ("auditor", "moderator"):
        members, base = oracle_pools.leaving(report.events, pool, first, until)["left-council"]
        found[f"pools:{pool}-left"] = (len(members), len(base or ()))
        found[f"pools:{pool}"] = (len(oracle_pools.in_place(report.events, pool, until)), None)
    came = oracle_pools.came(report.events, report.period.months, until)
    return found | {f"pools:{name}": (len(people), None) for name, people in came.items()}


def _eleven_before(month: str) -> str:
    months = int(month[:4]) * 12 + int(month[5:]) - 1 - 11
    return f"{months // 12}-{months % 12 + 1:02d}"


def _dip_samples(report: Report) -> Sizes:
    found: Sizes = {}
    for id, own in streams(report.events, "dip_sample/").items():
        for measure in oracle_dip_samples.figures(own) if _is_of(own, report.period) else ():
            for answer, members in measure["counts"].items():
                found[f"dip:{id.partition('/')[2]}:{measure['id']}:{answer}"] = (len(members), measure["of"])
    return found


def _is_of(own: Events, period: Period) -> bool:
    """Drawn or concluded in the period, as far as that stands, and not given up."""
    drawn = [one.facts["on"] for one in own if one.topic == "dip sample drawn"][-1:]
    ends = [one for one in own if one.topic in ("dip sample concluded", "dip sample reopened", "dip sample withdrawn")]
    over = [one.facts["on"] for one in ends[-1:] if one.topic == "dip sample concluded"]
    given_up = any(one.topic == "dip sample withdrawn" for one in ends)
    return not given_up and any(day[:7] in period.months for day in drawn + over)
