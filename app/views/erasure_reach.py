"""Who has to do with what is erased: who proposes and confirms, and who only sees that something was."""

from app.policy import ANY, Grants

DECIDES: Grants = {"qa_lead": (ANY,), "head_of_service": (ANY,), "director": (ANY,)}
"""Who proposes an erasure, and who confirms what another of them proposed."""
