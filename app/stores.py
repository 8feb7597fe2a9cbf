"""What the web application keeps in its data folder and works with, opened once when it starts."""

from functools import partial
from typing import Any

from app import clock
from app.accounts import Accounts
from app.config import Settings
from app.drafts import Drafts
from app.expiry import Expiry
from app.mailing import Mailing
from app.opening import open_programme
from app.room import to_spare
from app.under_way import UnderWay
from app.uploads import Uploads
from app.works import Works
from projections.as_at import AsAt


def opened(settings: Settings) -> dict[str, Any]:
    """The programme, the accounts, unsent text, lists on their way in and the letters, by name; raises Unsuitable.

    What has expired is removed first.
    """
    house, accounts = open_programme(settings), Accounts(settings.folder / "accounts.sqlite")
    drafts = Drafts(settings.folder / "drafts.sqlite", settings.secret("drafts"))
    folder, secret = settings.folder / "uploads", settings.secret("uploads")
    uploads = Uploads(folder, secret)
    works, expiry = Works(UnderWay(folder, secret)), Expiry(drafts, uploads)
    expiry.on_use(clock.now())
    mailing = Mailing(house, accounts, settings.mail, settings.folder)
    kept = {"house": house, "accounts": accounts, "drafts": drafts, "uploads": uploads}
    spare = partial(to_spare, settings.folder)
    kept |= {"as_at": AsAt(settings.folder, house.reader, house.model.views, house.model, to_spare=spare)}
    return kept | {"works": works, "expiry": expiry, "mailing": mailing}
