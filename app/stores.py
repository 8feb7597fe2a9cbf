"""What the web application keeps in its data folder and works with, opened once when it starts."""

from functools import partial
from typing import Any

from app import around_the_log, clock
from app.accounts import Accounts
from app.config import Settings
from app.drafts import Drafts
from app.erasing import DROPPED, Erasing
from app.expiry import Expiry
from app.ledger_book import LedgerBook
from app.ledger_checks import Checks
from app.mailing import Mailing
from app.opening import open_programme
from app.packs import FOLDER as PACKS
from app.packs import Making, Packs
from app.past_ahead import PastAhead
from app.programme.house import House
from app.readings import LEDGER, READINGS, Readings
from app.restored import drop_restored
from app.room import to_spare
from app.signing import Signing
from app.under_way import UnderWay
from app.uploads import Uploads
from app.works import Works
from projections.as_at import AsAt, drop_all

DROPPED["read_models_of_the_past"] = lambda house, folder, records: drop_all(folder)


def opened(settings: Settings) -> dict[str, Any]:
    """The programme, the accounts, unsent text, lists on their way in and the letters, by name; raises Unsuitable.

    What has expired is removed first, erasures that were confirmed are carried out, and what a backup brought back of
    any erasure goes.
    """
    house, accounts = open_programme(settings), Accounts(settings.folder / "accounts.sqlite")
    mailing = Mailing(house, accounts, settings.mail, settings.folder)
    return (
        {"house": house, "accounts": accounts, "mailing": mailing} | _unsent(settings, house) | _past(settings, house)
    )


def _unsent(settings: Settings, house: House) -> dict[str, Any]:
    """What is kept for a time only, rid of what must not be there any more."""
    drafts = Drafts(settings.folder / "drafts.sqlite", settings.secret("drafts"))
    folder, secret = settings.folder / "uploads", settings.secret("uploads")
    uploads, packs = Uploads(folder, secret), Packs(settings.folder / PACKS, settings.secret(PACKS))
    works, expiry = Works(UnderWay(folder, secret)), Expiry(drafts, uploads, packs)
    expiry.on_use(clock.now())
    erasing = Erasing(house, drafts, uploads, settings.folder)
    erasing.carry_out(clock.now())
    drop_restored(house, drafts, uploads, settings.folder)
    kept = {"drafts": drafts, "uploads": uploads, "works": works, "expiry": expiry, "erasing": erasing}
    return kept | {"packs": packs, "making_packs": Making()}


def _past(settings: Settings, house: House) -> dict[str, Any]:
    """The access log, the read models of the past, and what proves both logs."""
    readings, ledger = Readings(settings.folder / READINGS), LedgerBook(settings.folder, house.reader)
    spare = partial(to_spare, settings.folder)
    as_at = AsAt(settings.folder, house.reader, house.model.views, house.model, to_spare=spare)
    signing = Signing(house, ledger, LedgerBook(settings.folder, readings, LEDGER, ledger.told))
    found = {"readings": readings, "as_at": as_at, "past_ahead": PastAhead(as_at), "ledger": ledger, "signing": signing}
    return found | {"ledger_checks": Checks(ledger, partial(around_the_log.held, settings, house.reader))}
