"""Who holds the ledger's checkpoints outside the council: two are named, one is let go; the key is replaced once."""

from app.demo.stories import RUTH, Story
from app.events.ledger import LEDGER, Ledger

BEFORE = "audit-loop/1f0c22ab+175c1ce1+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs"
NOW = "audit-loop/1f0c22ab+4a24fccf+AROY9ixtGkV8UbpqS189vS9p/KkyFiGNyJl+QWvRfZPK"


def tell(story: Story) -> None:
    """The chair of the safeguarding partnership and the internal auditor; the auditor moves on."""
    story.on("2024-08-01")
    chair = {"name": "Miriam Adeyemi", "email": "chair@partnership.example"}
    story.let(RUTH, Ledger, LEDGER).name_holder("holder/chair", **chair)
    audit = {"name": "Tom Ellery", "email": "tom.ellery@internal-audit.example"}
    story.let(RUTH, Ledger, LEDGER).name_holder("holder/audit", **audit)
    story.on("2024-08-12")
    story.let(RUTH, Ledger, LEDGER).let_go("holder/audit", reason="He has moved on; his successor is not known yet.")
    why = "The computer on which it was kept was handed back."
    story.let(RUTH, Ledger, LEDGER).replace_key(BEFORE, NOW, reason=why)
