"""The menu: at most six sections, each with its pages, and only what is theirs by the policy's table."""

from dataclasses import dataclass
from typing import Any

from app.policy import OF_THEIRS, RULES, Me
from app.views.inspected import elsewhen, inspected


@dataclass(frozen=True)
class Entry:
    """A page of the menu and the endpoint whose rule says who has it; `under` are other addresses that belong to it."""

    text: str
    href: str
    endpoint: str
    under: tuple[str, ...] = ()


SECTIONS = (
    ("Today", (Entry("Today", "/", "home.show"), Entry("Dashboard", "/dashboard", "dashboard.show"))),
    (
        "Months and reports",
        (
            Entry("Months", "/cycles", "cycles.index"),
            Entry("Figures", "/figures", "figure_index.show"),
            Entry("Monthly item", "/meetings", "meetings.index"),
            Entry("Reports", "/reports", "reports.index"),
            Entry("Recommendations", "/recommendations", "recommendations.index"),
        ),
    ),
    (
        "Audits",
        (
            Entry("Audits", "/audits", "audits.index", ("/replies",)),
            Entry("Moderation", "/moderations", "moderations.index"),
            Entry("Looped audits", "/loops", "loops.index"),
            Entry("Children", "/children", "children.index"),
        ),
    ),
    (
        "Follow-up",
        (
            Entry("Actions", "/actions", "actions.index"),
            Entry("Duties", "/duties", "duties.index"),
            Entry("Children of concern", "/concerns", "concerns.index"),
            Entry("Impact", "/impact", "impact.index"),
            Entry("Dip samples", "/dip-samples", "dip_samples.index"),
            Entry("Good practice", "/good-practice", "good_practice.index"),
        ),
    ),
    (
        "People",
        (
            Entry("People", "/people", "people.index"),
            Entry("Exemptions", "/exemptions", "exemptions.index"),
            Entry("Pools", "/pools", "pools.index"),
            Entry("Learning", "/learning", "learning.index"),
            Entry("Capacity", "/capacity", "capacity.show"),
        ),
    ),
    (
        "Evidence and settings",
        (
            Entry("Evidence packs", "/evidence", "evidence.index"),
            Entry("Ofsted’s questions", "/questions", "questions.show"),
            Entry("Corrections", "/corrections", "corrections.index"),
            Entry("Replay", "/replay", "replay.index", ("/compare", "/later")),
            Entry("Ledger", "/ledger", "ledger.show"),
            Entry("Access log", "/access-log", "readings.index"),
            Entry("Inspections", "/inspections", "inspections.index"),
            Entry("Retention", "/retention", "retention.index", ("/erasures", "/subject-access")),
            Entry("Settings", "/settings", "settings.show", ("/teams", "/frameworks", "/imports")),
            Entry("Mail", "/mail", "mail.index"),
        ),
    ),
)

APART = {
    "/compare": "What changed",
    "/later": "What was recorded later",
    "/as-at": "The choice of a moment",
}
"""Pages that the menu has under another."""


def entries(me: Me | None, path: str) -> list[dict[str, Any]]:
    """The sections that this person's roles bring, the one that they are in marked; none for nobody."""
    return [
        {"text": text, "href": pages[0].href, "active": _here(pages, path) is not None} for text, pages in _mine(me)
    ]


def within(me: Me | None, path: str) -> list[dict[str, Any]]:
    """The pages of the section that this person is in, the one that they are on marked; none where it has only one."""
    for _, pages in _mine(me):
        if (here := _here(pages, path)) is not None and len(pages) > 1:
            return [{"text": page.text, "href": page.href, "active": page is here} for page in pages]
    return []


def called(path: str) -> str:
    """What the menu calls the page that an address is or lies under, whoever has it; empty for none."""
    path = path.partition("?")[0]
    return APART.get(path) or next((page.text for _, pages in SECTIONS if (page := _here(pages, path))), "")


def _mine(me: Me | None) -> list[tuple[str, tuple[Entry, ...]]]:
    if me is None:
        return []
    found = [(text, tuple(page for page in pages if _is_theirs(me, page))) for text, pages in SECTIONS]
    return [(text, pages) for text, pages in found if pages]


def _is_theirs(me: Me, page: Entry) -> bool:
    if me.inspects and me.inspects.pinned and elsewhen(page.endpoint):
        return False
    everybody = {"*"} if not me.only_inspects or page.endpoint in OF_THEIRS else set()
    by_role = bool(RULES.get(page.endpoint, {}).keys() & (me.roles | everybody))
    return by_role or (me.inspects is not None and inspected(me, page.endpoint, {}))


def _here(pages: tuple[Entry, ...], path: str) -> Entry | None:
    """The page that an address is or lies under, None for none; Today is only itself."""
    return next((page for page in pages if any(_is_at(path, href) for href in (page.href, *page.under))), None)


def _is_at(path: str, href: str) -> bool:
    return path == href or (href != "/" and path.startswith((f"{href}/", f"{href}.")))
