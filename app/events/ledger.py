"""The ledger's keepers: who outside the council is sent every checkpoint, and with which key they are signed."""

from app.events.base import Event, Refusal, Subject, event
from app.events.text import is_email, text_of

LEDGER = "ledger/ledger"
LONGEST_NAME, MOST = 100, 20


@event("checkpoint holder named")
class CheckpointHolderNamed(Event):
    """From now on this person, who need not be one of the council's, is sent every checkpoint, to be kept elsewhere."""

    holder: str
    name: str
    email: str


@event("checkpoint holder let go")
class CheckpointHolderLetGo(Event):
    """They are sent no checkpoint any more, and why; what they hold still proves what it proved."""

    holder: str
    reason: str


@event("ledger key replaced")
class LedgerKeyReplaced(Event):
    """Checkpoints are signed with another key from now on; `before` and `now` are what each is verified with."""

    before: str
    now: str
    reason: str


class Ledger(Subject):
    """What people decide about the ledger; its stream is ledger/ledger."""

    def __init__(self, id: str = LEDGER) -> None:
        super().__init__(id)
        self.holders: dict[str, str] = {}
        """The e-mail address of each who is sent checkpoints now, by id."""
        self.key = ""

    def name_holder(self, holder: str, name: str, email: str, *, by: str, at: str) -> None:
        """Send somebody every checkpoint; raises Refusal for no name or address, and for an address that has them."""
        called, address = text_of(name, "Enter the holder's name.", "name", LONGEST_NAME), email.strip().lower()
        if not is_email(address):
            raise Refusal("Enter the e-mail address at which the holder has their letters.", "email")
        if address in self.holders.values():
            raise Refusal("Checkpoints are sent to this address already.", "email")
        if len(self.holders) >= MOST:
            raise Refusal(f"Checkpoints are sent to {MOST} people at the most.", "email")
        facts = {"holder": holder, "name": " ".join(called.split()), "email": address}
        self.record(CheckpointHolderNamed, by=by, at=at, **facts)

    def let_go(self, holder: str, *, reason: str, by: str, at: str) -> None:
        """Send somebody no checkpoint any more; raises Refusal for who is sent none, and without a reason."""
        if holder not in self.holders:
            raise Refusal("Choose somebody to whom checkpoints are sent.", "holder")
        why = text_of(reason, "Say why they are sent no checkpoints any more.", "reason")
        self.record(CheckpointHolderLetGo, by=by, at=at, holder=holder, reason=why)

    def replace_key(self, before: str, now: str, *, reason: str, by: str, at: str) -> None:
        """Record that another key signs from now on; raises Refusal without a reason."""
        why = text_of(reason, "Say why the key is replaced.", "reason")
        self.record(LedgerKeyReplaced, by=by, at=at, before=before, now=now, reason=why)

    def _on_named(self, made: CheckpointHolderNamed) -> None:
        self.holders = self.holders | {made.holder: made.email}

    def _on_let_go(self, made: CheckpointHolderLetGo) -> None:
        self.holders = {id: email for id, email in self.holders.items() if id != made.holder}

    def _on_replaced(self, made: LedgerKeyReplaced) -> None:
        self.key = made.now

    evolves = {
        CheckpointHolderNamed: _on_named,
        CheckpointHolderLetGo: _on_let_go,
        LedgerKeyReplaced: _on_replaced,
    }
