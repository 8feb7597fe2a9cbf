"""How a kind of report is arranged: the council's own order, else the one that is shipped; and what can stand in it."""

from app.events.report_layout import Section
from app.programme import reports
from app.reports.layouts import BLOCKS, DEFAULTS
from app.views.desk import house


def of(kind: str) -> tuple[list[Section], int]:
    """The order of a kind of report that is begun now, and the version of the council's own, 0 for none."""
    own, version = reports.layout_set(house(), kind)
    return own or DEFAULTS[kind], version


def titles() -> dict[str, str]:
    """Every part that a report can show, by its id, in the order in which they are offered."""
    return {id: block.title for id, block in BLOCKS.items()}
