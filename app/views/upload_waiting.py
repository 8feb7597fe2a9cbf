"""The accepted audits that are not on the children's records yet, on the first page of the QA lead."""

from app import clock
from app.policy import scope
from app.programme.english import counted
from app.views.audit_rows import table_row
from app.views.desk import i, model
from app.views.waiting import BLOCKS, SHOWN, Block, Item
from app.views.words import day
from projections import tracker
from projections.tracker_asked import Wanted


def to_upload() -> Block | None:
    """The audits whose copy is still to be put on the child's record, the first due first."""
    if "qa_lead" not in i().roles:
        return None
    wanted = Wanted(scope(i()), clock.today(), record="no")
    if not (n := tracker.counted(model(), wanted).all):
        return None
    rows = [audit | table_row(audit) for audit in tracker.page(model(), wanted, "due", 1)[:SHOWN]]
    items = tuple(
        Item(f"{row['reference']}, {row['auditor_name']}", row["href"], f"accepted on {day(row['decided_on'])}")
        for row in rows
    )
    return Block("To be put on the child's record", counted(n, "audit"), items, "/audits?cycle=all&record=no")


BLOCKS["uploads"] = to_upload
