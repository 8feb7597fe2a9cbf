"""The demonstration's folder: seeded whole or not at all, and never in the place of a real programme."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

from werkzeug.security import generate_password_hash

from app.accounts import Accounts
from app.demo.council import PASSWORD, sign_ins
from app.demo.quick import close_quick_house, open_quick_house, reach_the_disk
from app.demo.seeding import EARLIEST, Seeding
from app.demo.signed import sign_publications
from app.folder import LOCK, Unsuitable, check_place, held, ready
from app.mailing import LOCK as MAIL_LOCK
from app.programme.english import day
from app.programme.house import House
from projections import people

Told = Callable[[int, int], None]
DISPENSABLE = ("accounts.sqlite", "drafts.sqlite", "log.sqlite", "views-", "keys", LOCK, MAIL_LOCK)
"""What a server that was never set up leaves in its folder."""


def is_seeded(folder: Path) -> bool:
    """Whether the folder has a log in which something happened."""
    path = folder / "log.sqlite"
    if not path.exists():
        return False
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'stored_events'").fetchone()[0]
        return bool(tables and connection.execute("SELECT 1 FROM stored_events LIMIT 1").fetchone())


def seed(folder: Path, today: date, told: Told = lambda done, of: None) -> None:
    """Seed the demonstration beside the folder and put it into its place when it is whole.

    What an earlier start that was stopped half-way left is thrown away. Raises Unsuitable where the folder cannot be.
    """
    if today < EARLIEST:
        raise Unsuitable(f"The demonstration begins on {day(EARLIEST)} at the earliest. Choose a later --today.")
    check_place(folder)
    ready(folder.parent)
    _must_be_empty(folder)
    beside = folder.with_name(f".{folder.name}.half-seeded")
    ready(beside)
    with held(beside):
        _empty(beside)
        _fill(beside, today, told)
    (beside / LOCK).unlink()
    _replace(folder, beside)


def _fill(folder: Path, today: date, told: Told) -> None:
    house = open_quick_house(folder)
    try:
        Seeding(house, today).live(told)
        sign_publications(house, folder)
        _give_passwords(house, folder)
    finally:
        close_quick_house(house)
    reach_the_disk(folder)


def _give_passwords(house: House, folder: Path) -> None:
    """One hash for all the sign-ins: each takes a tenth of a second to make."""
    hashed = generate_password_hash(PASSWORD, method="scrypt")
    found = [people.by_email(house.model, one["email"]) for one in sign_ins()]
    accounts = Accounts(folder / "accounts.sqlite")
    accounts.set_hashes({person["id"]: hashed for person in found if person})
    accounts._database.close()


def _must_be_empty(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise Unsuitable(f"{folder} is not a folder. Choose another with --data.")
    if folder.exists() and any(not path.name.startswith(DISPENSABLE) for path in folder.iterdir()):
        raise Unsuitable(f"{folder} has other files in it. Choose an empty folder, or a new one, with --data.")


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != LOCK:
            path.unlink()


def _replace(folder: Path, beside: Path) -> None:
    try:
        if folder.exists():
            shutil.rmtree(folder)
        os.replace(beside, folder)
    except OSError as fault:
        raise Unsuitable(
            f"The demonstration cannot be put into {folder}: {fault.strerror}. Choose another --data."
        ) from fault
