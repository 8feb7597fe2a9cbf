"""`audit-loop remind`: for a scheduler. Writes the letters that are due, sends what waits, and says what it did."""

from rich.console import Console

from app.accounts import Accounts
from app.config import Settings
from app.mailing import Busy, Mailing
from app.opening import open_programme
from app.programme.english import counted
from app.programme.letter_kinds import KINDS
from app.programme.outbox import DEMONSTRATION, Sent
from app.programme.reminding import Reminded
from projections import letters, people

ENDED = {
    "sent": "sent", "failed": "could not be sent and will be tried again", "given_up": "given up",
    "kept_back": "kept back", "cancelled": "cancelled, as nobody is there to read it",
    "overtaken": "sent by somebody else meanwhile",
}  # fmt: skip


def remind(settings: Settings, out: Console) -> int:
    """One round of mail in the folder of the settings; returns 0, or 1 when the mail server was in the way."""
    house = open_programme(settings)
    mailing = Mailing(house, Accounts(settings.folder / "accounts.sqlite"), settings.mail, settings.folder)
    try:
        return _round(mailing, out)
    except Busy:
        out.print("Another Audit Loop is at the letters now. Nothing was done here.")
        return 0
    finally:
        house.model.close()
        house.log.close()


def _round(mailing: Mailing, out: Console) -> int:
    _say_reminded(mailing.remind(), out)
    sent = mailing.send()
    _say_sent(mailing, sent, out)
    return 1 if sent.in_the_way else 0


def _say_reminded(done: Reminded, out: Console) -> None:
    for kind, n in sorted(done.written.items()):
        out.print(f"Written: {counted(n, 'letter')}: {KINDS[kind].name}.", markup=False)
    if not done.written:
        out.print("No letter is due that is not written already.")
    if done.cancelled:
        out.print(f"Cancelled: {counted(done.cancelled, 'letter')} of what is no longer so.")


def _say_sent(mailing: Mailing, sent: Sent, out: Console) -> None:
    for how, n in sent.counts.items():
        out.print(f"{counted(n, 'letter')} {ENDED[how]}.", markup=False)
    if sent.in_the_way:
        out.print(sent.in_the_way, style="bold red", markup=False)
    waiting = letters.waiting(mailing.house.model)
    council = people.council(mailing.house.model)
    if council and council["demonstration"]:
        out.print(DEMONSTRATION)
    elif mailing.settings.problems:
        out.print("No letter can be sent: " + " ".join(mailing.settings.problems), style="bold red", markup=False)
    out.print(f"Now {counted(waiting, 'letter')} {'waits' if waiting == 1 else 'wait'} in the outbox.")
