"""What the web application keeps in its data folder and works with, opened once when it starts."""

from functools import partial
from typing import Any

from app import clock
from app.accounts import Accounts
from app.config import Settings
from app.drafts import Drafts
from app.erasing import DROPPED, Erasing
from app.expiry import Expiry
from app.ledger_book import LedgerBook
from app.mailing import Mailing
from app.opening import open_programme
from app.packs import FOLDER as PACKS
from app.packs import Making, Packs
from app.readings import LEDGER, READINGS, Readings
from app.room import to_spare
from app.signing import Signing
from app.under_way import UnderWay
from app.uploads import Uploads
from app.works import Works
from projections.as_at import AsAt, drop_all

DROPPED["read_models_of_the_past"] = lambda house, folder, records: drop_all(folder)


def opened(settings: Settings) -> dict[str, Any]:
    """The programme, the accounts, unsent text, lists on their way in and the letters, by name; raises Unsuitable.

    What has expired is removed first, and erasures that were confirmed are carried out.
    """
    house, accounts = open_programme(settings), Accounts(settings.folder / "accounts.sqlite")
    drafts = Drafts(settings.folder / "drafts.sqlite", settings.secret("drafts"))
    folder, secret = settings.folder / "uploads", settings.secret("uploads")
    uploads = Uploads(folder, secret)
    packs = Packs(settings.folder / PACKS, settings.secret(PACKS))
    works, expiry = Works(UnderWay(folder, secret)), Expiry(drafts, uploads, packs)
    expiry.on_use(clock.now())
    erasing = Erasing(house, drafts, uploads, settings.folder)
    erasing.carry_out(clock.now())
    mailing = Mailing(house, accounts, settings.mail, settings.folder)
    kept = {"house": house, "accounts": accounts, "drafts": drafts, "uploads": uploads}
    readings = Readings(settings.folder / READINGS)
    kept |= {"readings": readings}
    spare = partial(to_spare, settings.folder)
    kept |= {"as_at": AsAt(settings.folder, house.reader, house.model.views, house.model, to_spare=spare)}
    ledger = LedgerBook(settings.folder, house.reader)
    kept |= {"ledger": ledger, "signing": Signing(house, ledger, LedgerBook(settings.folder, readings, LEDGER))}
    kept |= {"packs": packs, "making_packs": Making()}
    return kept | {"works": works, "expiry": expiry, "mailing": mailing, "erasing": erasing}
