"""How a kind of report is arranged: the council's own order, else the one that is shipped; and what can stand in it."""

from app.events.report_layout import Section
from app.programme import frameworks, reports
from app.reports.layouts import default, parts
from app.views.desk import house, model
from projections import cycles


def of(kind: str) -> tuple[list[Section], int]:
    """The order of a kind of report that is begun now, and the version of the council's own, 0 for none."""
    own, version = reports.layout_set(house(), kind)
    return own or default(kind, _domains()), version


def shipped(kind: str) -> list[Section]:
    """The order to go back to: the one that is shipped, none where that is in force."""
    own, _ = reports.layout_set(house(), kind)
    return default(kind, _domains()) if own else []


def titles() -> dict[str, str]:
    """Every part that a report can show, by its id, in the order in which they are offered."""
    return parts(_domains())


def _domains() -> list[dict[str, str]]:
    """The domains of every audit tool that a month was opened with, those of the newest first; each once."""
    tools = dict.fromkeys((row["framework"], row["framework_version"]) for row in cycles.cycles(model()))
    found: dict[str, dict[str, str]] = {}
    for tool in tools:
        for domain in frameworks.content(house(), *tool)["domains"]:
            found.setdefault(domain["id"], domain)
    return list(found.values())
