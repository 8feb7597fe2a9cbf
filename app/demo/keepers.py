"""Who holds the ledger's checkpoints outside the council: two people whom nobody of the council can ask to forget."""

from datetime import date

from app.demo.town import Town
from app.programme import ledger

NAMED_ON = date(2024, 4, 3)
HOLDERS = (
    ("holder/partnership", "Miriam Adeyemi, safeguarding partnership", "chair@partnership.example"),
    ("holder/audit", "Tom Ellery, internal audit of the county", "tom.ellery@county-audit.example"),
)


def begin(town: Town, today: date) -> None:
    """They are named as the council takes part again."""
    town.diary.put(NAMED_ON, lambda: _name(town))


def _name(town: Town) -> None:
    for version, (holder, name, email) in enumerate(HOLDERS):
        # Not by the diary's stamps: those let minutes pass, and nothing else should come later for it.
        said = {"by": town.named("qa_lead"), "at": town.diary.now.isoformat(timespec="seconds")}
        facts = {"holder": holder, "name": name, "email": email, "keys": ""}
        ledger.name_holder(town.house, ledger.STREAM, version=version, **facts, **said)
