"""Which pages can be shown as they stood, and which are only for now."""

CHANGING = ("new", "edit")
"""How the endpoints of forms begin: they are for now."""
FOR_NOW = frozenset(
    {
        *("actions_handing_over", "audit_form", "concern_banner", "dip_grid", "framework_parts", "health"),
        *(
            "import_templates",
            "imports",
            "later",
            "teams.areas",
            "passwords",
            "report_arranging",
            "report_sections",
            "report_template",
        ),
        *(
            "compare",
            "ledger",
            "ledger_acts",
            "readings",
            "replay",
            "sessions",
            "settings",
            "setup",
            "unsent",
            "unsent_forms",
        ),
        *("cycle_allocation.swap", "cycle_pool.closing", "cycle_sample.adding", "cycle_sample.removal"),
        *("exemption_new.choose", "frameworks.draft", "frameworks.preview", "mail.settings"),
        *("report_publishing.proposal", "report_publishing.publication", "static"),
    }
)
"""Nouns and endpoints beside them that only tell what is now, or are for changing it."""


def has_past(endpoint: str | None) -> bool:
    """Whether the page of an endpoint can be shown as it stood."""
    noun, _, part = (endpoint or "static").partition(".")
    return not (part.startswith(CHANGING) or noun in FOR_NOW or endpoint in FOR_NOW)
