"""An audit that is opened again counts where it stood before, in the row as in the log."""

from datetime import date
from typing import Any

import pytest

from app.demo.complete import complete
from app.events.audit import Audit
from app.events.audit_ending import reopen, withdraw
from app.programme.house import House
from projections import audits, months
from projections.counts import counts
from tests.projections.november import AUDITORS, NOVEMBER, RUTH, STAMP, audit_id, tell

ID, MINE = audit_id(56), {"by": AUDITORS[30], "at": STAMP["at"]}


def the_same(house: House, content: dict[str, Any]) -> tuple[Any, ...]:
    """The audit's row without its place in the log, what the log says of it, and the month's counts."""
    row, audit = audits.audit(house.model, ID) or {}, house.log.load(Audit, ID)
    told = {name: value for name, value in row.items() if name not in ("version", "position")}
    assert (row["state"], row["returned_on"], row["days_late"], row["due"]) == (
        audit.state, audit.returned_on, audit.working_days_late, audit.due,
    )  # fmt: skip
    of = months.month(house.model, NOVEMBER, content, date(2018, 12, 20))
    return told, {name: figure.members for name, figure in counts(of).items()}


def sent_in(house: House, content: dict[str, Any]) -> Audit:
    """A 56th audit of November, returned three working days late."""
    audit = Audit(ID)
    facts = {"cycle": NOVEMBER, "number": 56, "child": "child/C-99", "team": "", "area": "", "worker": "", "plan": "CP"}
    facts |= {"framework": "framework/core", "framework_version": 1, "on": "2018-11-05", "due": "2018-11-26"}
    audit.allocate(**facts, auditor=MINE["by"], grounds="", **STAMP)
    audit.save_section(content, "summary", complete(content), on="2018-11-20", **MINE)
    audit.return_(content, on="2018-11-29", working_days_late=3, **MINE)
    return audit


@pytest.mark.parametrize("stands", ["returned", "sent_back"])
def test_an_audit_that_is_opened_again_counts_as_before(house: House, stands: str) -> None:
    content = tell(house)
    audit = sent_in(house, content)
    if stands == "sent_back":
        audit.send_back(on="2018-11-30", reason="Thin.", due="2018-12-07", by=RUTH, at=STAMP["at"])
    house.keep(audit)
    before = the_same(house, content)
    assert before[0]["state"] == stands
    withdraw(audit, on="2018-12-03", reason="Moved.", **STAMP)
    house.keep(audit)
    assert the_same(house, content) != before
    reopen(audit, on="2018-12-04", reason="They came back.", **STAMP)
    house.keep(audit)
    assert the_same(house, content) == before
