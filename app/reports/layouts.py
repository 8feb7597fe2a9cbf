"""What a report can show, and the order of it until a council says otherwise: that of the field's own reports."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from app.events.periods import MONTHLY, QUARTERLY, YEARLY, Period
from app.reports import (
    blocks_activity,
    blocks_appendix,
    blocks_capacity,
    blocks_change,
    blocks_completion,
    blocks_domains,
    blocks_follow_up,
    blocks_grades,
    blocks_moderation,
    blocks_taking_part,
)
from app.reports.document import Block
from app.reports.source import Source

Make = Callable[[Source, Period], Iterable[Block]]
Layout = list[dict[str, Any]]
RECOMMENDATIONS, PROGRESS = "recommendations", "recommendations-progress"
"""The two that are not of figures: they come with the report's texts."""
TABLES, TABLE_OF = "domain-tables", "domain-table-"
"""The tables of all domains, and how the part begins that is the table of one."""


@dataclass(frozen=True)
class Kind:
    """A kind of block: its title for who arranges a report, and how it is made."""

    title: str
    make: Make


def _nothing(source: Source, period: Period) -> Iterable[Block]:
    return ()


BLOCKS = {
    "flow": Kind("From the pool to the child's record", blocks_completion.flow),
    "completion": Kind("Completion, over each base", blocks_completion.completion),
    "completion-months": Kind("Completion by month, with a chart", blocks_completion.completion_months),
    "exemptions": Kind("Exemptions, as figures", blocks_completion.exemptions),
    "pools": Kind("Auditors and moderators in place", blocks_activity.pools),
    "capacity": Kind("Capacity and share of the open children", blocks_capacity.capacity),
    "dip-samples": Kind("Dip samples and what they found", blocks_activity.dip_sampling),
    "overall": Kind("Overall outcomes", blocks_grades.overall_lines),
    "overall-months": Kind("Overall grades by month, with a chart", blocks_grades.overall_months),
    "overall-shares": Kind("Overall grades by month in per cent, with a chart", blocks_grades.overall_shares),
    "overall-quarters": Kind("Overall grades by quarter, with a chart", blocks_grades.overall_quarters),
    "overall-years": Kind("Overall grades by year, with a chart", blocks_grades.overall_years),
    "compared": Kind("Compared with the period before", blocks_change.against_before),
    "month-compared": Kind("The last month compared with the others", blocks_change.month_against_month),
    "completion-over-time": Kind("Completion over time, with limits", blocks_change.completion_over_time),
    "grades-over-time": Kind("Good and concerning grades over time, with limits", blocks_change.good_over_time),
    "domains": Kind("All domains side by side, with a chart, and all their grades", blocks_domains.side_by_side),
    "domains-good": Kind("Good grades of all domains side by side, with a chart", blocks_domains.good_in_domains),
    "domains-grades": Kind("All grades of all domains in one table", blocks_domains.grades_of_domains),
    TABLES: Kind("A table for each domain, all in one section", blocks_domains.domain_tables),
    "moderation": Kind("Moderation", blocks_moderation.moderation),
    "loops": Kind("Looped audits", blocks_moderation.loops),
    "good-practice": Kind("Good practice by theme", blocks_activity.good_practice),
    "concerns": Kind("Children of concern", blocks_follow_up.concerns),
    "actions": Kind("Actions, with their age", blocks_follow_up.actions),
    "duties": Kind("Managers' duties", blocks_follow_up.duties),
    "engagement": Kind("Taking part in audit", blocks_taking_part.engagement),
    "families": Kind("Feedback from families", blocks_taking_part.families),
    "quotations": Kind("What families said", blocks_taking_part.quotations),
    "impact": Kind("Impact of audit", blocks_follow_up.impact),
    "inadequate": Kind("Audits graded as a concern, and their actions", blocks_follow_up.graded_inadequate),
    RECOMMENDATIONS: Kind("Recommendations of this report", _nothing),
    PROGRESS: Kind("Progress of earlier recommendations", _nothing),
    "appendix": Kind("Exemptions, late and nil returns, audits not to standard, by name", blocks_appendix.appendix),
}
"""Every kind of block by its id, in the order in which they are offered."""


def _section(id: str, title: str, *blocks: str, confidential: bool = False) -> dict[str, Any]:
    return {"id": id, "title": title, "blocks": list(blocks), "confidential": confidential}


_APPENDIX = _section(
    "appendix", "Appendix: exemptions, late returns, nil returns, audits not to standard", "appendix", confidential=True
)
DEFAULTS: dict[str, Layout] = {
    MONTHLY: [
        _section("how-much", "How much did we do?", "flow", "completion", "exemptions", "capacity"),
        _section("how-well", "How well are we doing?", "pools", "completion-months", "completion-over-time",
                 "overall", "overall-shares", "overall-months", "compared",
                 "domains", "good-practice", "moderation", "concerns", "dip-samples"),
        _section("action", "What action have we taken?", "actions", "duties", PROGRESS),
        _section("engagement", "Engagement", "engagement", "quotations"),
        _section("impact", "Impact", "impact"),
        _section("conclusions", "Conclusions"),
        _section("recommendations", "Recommendations", RECOMMENDATIONS),
        _APPENDIX,
    ],
    QUARTERLY: [
        _section("summary", "Summary audit grades", "overall-months", "overall", "month-compared",
                 "overall-quarters", "overall-years", "compared", "completion"),
        _section("moderation", "Moderation", "moderation", "loops"),
        _section("domains", "Audit data by domain", "domains-good", TABLES),
        _section("by-domain", "Audit grades by domain", "domains-grades"),
        _section("families", "Feedback from parents, carers and young people", "families", "quotations"),
        _section("inadequate", "Audits graded Inadequate", "inadequate"),
        _section("analysis", "Analysis"),
        _section("next-steps", "Next steps", PROGRESS, RECOMMENDATIONS),
        _APPENDIX,
    ],
    YEARLY: [
        _section("how-much", "How much did we do?", "flow", "completion", "completion-months", "exemptions", "pools"),
        _section("grades", "Audit grades", "overall", "overall-quarters", "overall-years", "compared", "overall-months",
                 "grades-over-time"),
        _section("moderation", "Moderation", "moderation", "loops"),
        _section("domains", "Audit grades by domain", "domains"),
        _section("families", "Feedback from parents, carers and young people", "families", "quotations"),
        _section("follow-up", "What came of it", "inadequate", "actions", "duties", "concerns", "impact",
                 "good-practice"),
        _section("analysis", "Analysis"),
        _section("next-steps", "Next steps", PROGRESS, RECOMMENDATIONS),
    ],
}  # fmt: skip
"""The sections of each kind of report, in the shape of the field's own; a council arranges them as it likes."""


def default(kind: str, domains: Iterable[Mapping[str, str]]) -> Layout:
    """The order of a kind of report as it is shipped, in which each of these domains has a section of its own."""
    return [section for one in DEFAULTS[kind] for section in _by_domain(one, list(domains))]


def _by_domain(one: Mapping[str, Any], domains: Sequence[Mapping[str, str]]) -> Layout:
    """A section, and those of the domains after it, where it would show the tables of all of them."""
    if TABLES not in one["blocks"] or not domains:
        return [dict(one)]
    rest = [block for block in one["blocks"] if block != TABLES]
    each = (_section(f"domain-{domain['id']}", domain["label"], f"{TABLE_OF}{domain['id']}") for domain in domains)
    return [{**one, "blocks": rest}, *each]


def part(id: str) -> Kind | None:
    """A kind of block by its id, of one domain too; None for none."""
    if id in BLOCKS or not id.startswith(TABLE_OF):
        return BLOCKS.get(id)
    return Kind(id, partial(blocks_domains.domain_table, id=id.removeprefix(TABLE_OF)))


def parts(domains: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Every part that a report can show, by its id, with its title; after the tables of all domains that of each."""
    found: dict[str, str] = {}
    each = {f"{TABLE_OF}{domain['id']}": f"Table of one domain: {domain['label']}" for domain in domains}
    for id, kind in BLOCKS.items():
        found |= {id: kind.title} | (each if id == TABLES else {})
    return found
