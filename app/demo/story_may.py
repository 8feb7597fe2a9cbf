"""May 2024 is run: five audits, each to another end."""

from app.demo.stories import ANNA, BEN, GRACE, MAY, NADIA, OMAR, RUTH, Story, audit_id, write
from app.events import audit_ending
from app.events.audit import Audit
from app.events.cycle import Cycle
from app.events.exemption import Exemption


def tell(story: Story) -> None:
    """Five audits, each to another end: on record, not to standard, withdrawn, with another auditor, released."""
    swapped_to_another(story)
    released_by_exemption(story)
    returned(story)
    nil_return_taken_back(story)
    judged(story)
    sent_back_then_on_record(story)
    story.on("2024-06-28")
    story.let(RUTH, Cycle, MAY).close("2024-06-28")


def swapped_to_another(story: Story) -> None:
    """Anna Bell's second audit goes to Ben Carter."""
    story.on("2024-05-13")
    moves = [{"audit": audit_id(4), "from": ANNA, "to": BEN}]
    reason, grounds = "Anna Bell knew this family at her last council.", "Not of the auditor's own team"
    story.let(RUTH, Cycle, MAY).swap(moves, reason, grounds)
    facts = {"on": "2024-05-13", "due": "2024-06-03", "reason": reason, "grounds": grounds}
    story.let(RUTH, Audit, audit_id(4)).reallocate(BEN, **facts)


def released_by_exemption(story: Story) -> None:
    """Ben Carter is exempted from one audit by the director over the area; Nadia Rahman is not."""
    story.on("2024-05-20")
    asked = {"cycle": MAY, "note": "A planned operation on 23 May."}
    story.let(BEN, Exemption, "exemption/q4t9").ask(auditor=BEN, reason_class="health", **asked)
    story.let(RUTH, Exemption, "exemption/w8n2").ask(auditor=NADIA, cycle=MAY, reason_class="other", note="")
    story.on("2024-05-21")
    said = {"rule": "The operations director over the auditor's area decides.", "authoriser": GRACE}
    story.let(GRACE, Exemption, "exemption/q4t9").authorise(**said, reason="", on="2024-05-21")
    story.let(GRACE, Exemption, "exemption/w8n2").decline(**said, reason="The team is fully staffed.", on="2024-05-21")
    released = {"exemption": "exemption/q4t9", "reason_class": "health", "on": "2024-05-21"}
    story.let(GRACE, Audit, audit_id(5)).do(audit_ending.release, **released)


def returned(story: Story) -> None:
    """Anna Bell and Ben Carter fill in an audit each and return it in time."""
    story.on("2024-05-22")
    quotations = [{"text": "She listens to me.", "tone": "positive"}]
    write(story, ANNA, 1, themes=["direct-work"], theme_note="Used the three houses.", quotations=quotations)
    story.let(ANNA, Audit, audit_id(1)).return_(story.content(), on="2024-05-22", working_days_late=0)
    story.on("2024-05-28")
    write(story, BEN, 2)
    story.let(BEN, Audit, audit_id(2)).return_(story.content(), on="2024-05-28", working_days_late=0)


def nil_return_taken_back(story: Story) -> None:
    """Nothing came of Nadia Rahman's audit, and it was opened again."""
    story.on("2024-05-30")
    story.let(RUTH, Audit, audit_id(3)).do(
        audit_ending.record_nil_return, on="2024-05-29", reason="Nothing came by the date."
    )
    story.let(RUTH, Audit, audit_id(3)).do(
        audit_ending.reopen, on="2024-05-30", reason="Nadia Rahman was at court that week."
    )


def judged(story: Story) -> None:
    """Ben Carter's audit counts as completed and never in the grades; Nadia Rahman's is not wanted any more."""
    story.on("2024-05-31")
    reason = "The grades are not supported by the evidence."
    story.let(RUTH, Audit, audit_id(2)).judge_not_to_standard(on="2024-05-31", reason=reason)
    story.on("2024-06-03")
    story.let(RUTH, Audit, audit_id(3)).do(
        audit_ending.withdraw, on="2024-06-03", reason="The family moved to another council."
    )


def sent_back_then_on_record(story: Story) -> None:
    """Anna Bell's audit goes back once, comes in late, is accepted and put on the child's record."""
    story.on("2024-06-05")
    send_back = {"reason": "The evidence for plans is missing its dates.", "due": "2024-06-12"}
    story.let(RUTH, Audit, audit_id(1)).send_back(on="2024-06-04", **send_back)
    story.on("2024-06-13")
    changes = {"evidence.plans": "The plan of 3 March was reviewed on 14 April and changed."}
    story.let(ANNA, Audit, audit_id(1)).save_section(story.content(), "plans", changes, on=story.day)
    story.let(ANNA, Audit, audit_id(1)).return_(story.content(), on="2024-06-13", working_days_late=1)
    story.let(RUTH, Audit, audit_id(1)).accept(on="2024-06-13", note="Thank you.")
    story.on("2024-06-17")
    facts = {"on": "2024-06-14", "uploaded_by": OMAR, "reference": "DOC-88213"}
    story.let(OMAR, Audit, audit_id(1)).upload(**facts)
