"""The menu: only what is theirs, at most six entries."""

from typing import Any

from app.policy import Me

MOST = 6
ENTRIES = (
    ("Today", "/", {"*"}),
    (
        "Months",
        "/cycles",
        {"qa_lead", "moderator", "head_of_service", "director", "operations_director", "analyst", "inspector"},
    ),
    (
        "Audits",
        "/audits",
        {"qa_lead", "moderator", "team_manager", "auditor", "head_of_service", "director", "operations_director",
         "analyst", "inspector", "practitioner"},
    ),
    ("Children", "/children", {"qa_lead", "team_manager", "head_of_service", "director", "inspector"}),
    ("People", "/people", {"qa_lead", "administrator"}),
    ("Settings", "/settings", {"qa_lead", "administrator"}),
)  # fmt: skip


def entries(me: Me | None, path: str) -> list[dict[str, Any]]:
    """The entries that this person's roles bring, the one that they are on marked; none for nobody."""
    if me is None:
        return []
    mine = [(text, href) for text, href, roles in ENTRIES if "*" in roles or me.roles & roles][:MOST]
    here = max(
        (href for _, href in mine if path == href or (href != "/" and path.startswith(href + "/"))), key=len, default=""
    )
    return [{"text": text, "href": href, "active": href == here} for text, href in mine]
