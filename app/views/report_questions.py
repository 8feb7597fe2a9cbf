"""What is asked of who puts a report forward: what the check found, in the public copy too, and what is not put in."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from app.forms.reports import ProposalForm, proposal_form
from app.programme.reports import Working
from app.reports.document import Document
from app.views import report_document, report_findings
from app.views.report_page import unsent

Row = dict[str, Any]
Answers = Callable[[type[ProposalForm]], ProposalForm]
"""How a form is filled: as this person left it, or as it was sent."""


@dataclass(frozen=True)
class Asked:
    """A report as it is now, its public copy, and what is to be answered before it is put forward."""

    document: Document
    public: Document
    findings: list[Row]
    noted: list[Row]
    """What is only to be looked at: words that may be names."""
    unsent: list[Row]
    form: ProposalForm


def of(found: Working, answers: Answers) -> Asked:
    """The questions with the answers that there are; which quotations are cleared decides what the public copy says."""
    document = report_document.working(found)
    quoted, waiting = report_findings.quotations_warned(document), unsent(found, document)
    said = answers(proposal_form((), found.edition, quoted))
    public = report_document.public(document, set(said.may_be_public()))
    changes = tuple(said.what_changed())
    names, noted = report_findings.naming(replace(document, changes=changes))
    leaking = report_findings.leaking(replace(public, changes=changes), document)
    findings = [*report_findings.found(document), *leaking, *names]
    form = answers(proposal_form(findings, found.edition, quoted, waiting))
    return Asked(document, public, findings, noted, waiting, form)
