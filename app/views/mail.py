"""Mail: the outbox, one letter, and whether letters can leave."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.events.vocabulary import LETTER_STATES
from app.mail_settings import MailSettings
from app.mailing import Mailing
from app.mint import is_minted, mint
from app.policy import ADMIN, QA, RULES
from app.programme import histories, letters
from app.programme.english import counted
from app.programme.house import Stale
from app.programme.letter_kinds import KINDS
from app.views import letter_acts, mail_words, tracking, waiting
from app.views.desk import done, house, i, model, stamp
from app.views.export_columns import add_list, column
from app.views.listing import items_of
from app.views.tracking import Filter, Heading, Tracker
from app.views.waiting import Block, Item
from app.views.words import reference
from projections import letter_lists, people
from projections import letters as rows
from projections.asking import Reach

pages = Blueprint("mail", __name__)
SEES = QA | ADMIN
RULES |= {"mail.show": SEES, "mail.settings": SEES, "mail.create_test": SEES}
TRIED = {"in-vain": "Tried, and not sent", "twice": "Tried more than once"}
RECENT = timedelta(days=7)
"""For so long a letter that was given up is brought before those who look after mail."""


def _people() -> list[dict[str, str]]:
    return items_of({reference(row["id"]): row["name"] for row in rows.recipients(model())})


def _kinds() -> list[dict[str, str]]:
    return items_of({key: kind.name for key, kind in KINDS.items()})


def _ever() -> list[dict[str, str]]:
    return items_of({tracking.ALL: "At any time"})


TRACKER = Tracker(
    list="letters",
    path="/mail",
    title="Mail",
    noun="letter",
    question=letter_lists.QUESTION,
    reach=lambda: Reach(everything=True),
    filters={
        "written": Filter("Written", _ever, blank="In the last 3 months, or waiting", usual="recent"),
        "state": Filter("State", lambda: items_of(LETTER_STATES)),
        "kind": Filter("Kind of letter", _kinds),
        "recipient": Filter("Recipient", _people, long=True),
        "tried": Filter("Tries", lambda: items_of(TRIED)),
    },
    headings=(
        Heading("Recipient", "recipient"),
        Heading("Letter", "kind"),
        Heading("About"),
        Heading("Written", "written"),
        Heading("State", "state"),
        Heading("Tries", "tries", numeric=True),
        Heading("Last answer"),
    ),
    row=mail_words.shown,
    told=mail_words.told,
    empty=("No letter has been written.", "Each letter appears here with whether it was sent and what was answered."),
    more=lambda: standing(),
)
tracking.put(pages, TRACKER, SEES)
add_list(
    "letters",
    "Letters",
    "letter_id recipient_id recipient letter_kind_id letter_kind about written_at state_id state tries sent_at answer",
    column("letter_id", "Letter id", of="id"),
    column("recipient_id", "Recipient id", of="recipient"),
    column("recipient", "Recipient", of="recipient_name"),
    column("letter_kind_id", "Kind of letter id", of="kind"),
    column("letter_kind", "Kind of letter", of="kind_words"),
    column("about", "About"),
    column("written_at", "Written on", "date"),
    column("tries", "Tries", "number", of="attempts"),
    column("sent_at", "Sent on", "date"),
    column("answer", "Last answer"),
)


@pages.get("/mail/<letter>")
def show(letter: str) -> ResponseReturnValue:
    """One letter: its words as they are sent, what became of it, and what can be done."""
    row = rows.letter(model(), f"letter/{letter}") or abort(404)
    address = mailing().settings.address or request.host_url.rstrip("/")
    return render_template(
        "letters/show.html",
        letter=mail_words.shown(row),
        words=letters.words(house(), row["id"], address),
        acts=letter_acts.PLACE.offered(letter_acts.ACTS, row),
        entries=histories.entries(house(), house().reader.stream(row["id"]))[::-1],
    )


@pages.get("/mail/settings")
def settings() -> ResponseReturnValue:
    """Whether letters can leave: the server, the sender, what lacks; with a button for a test letter."""
    return render_template("letters/settings.html", id=mint("test"), **standing())


@pages.post("/mail/test-letters")
def create_test() -> ResponseReturnValue:
    """Write a letter to whoever asks, and send it at once."""
    asked = request.form.get("id", "")
    asked = asked if is_minted(asked, "test") else mint("test")
    facts = {"cause": f"{i().id}#{asked}", "recipient": i().id, "kind": "test"}
    with suppress(Stale):  # The same form, sent twice at once, has written it and sends it.
        if letter := letters.write(house(), **facts, link="/mail/settings", **stamp()):
            mailing().send_one(letter.id)
    return done("The test letter is written. Here is what became of it.", mail_words.path(letters.letter_id(**facts)))


def mailing() -> Mailing:
    """The letters and mail settings of this application."""
    found: Mailing = current_app.extensions["mailing"]
    return found


def standing() -> dict[str, Any]:
    """Whether letters can leave, as the pages say it; never the password."""
    mail: MailSettings = mailing().settings
    council = people.council(model()) or {"demonstration": 0}
    return {"mail": mail, "problems": mail.problems, "held_back": bool(council["demonstration"])}


def _in_trouble() -> Block | None:
    """The letters that do not arrive, before those who look after mail; urgent ones are an alarm."""
    if not i().roles & SEES.keys():
        return None
    found = rows.in_trouble(model(), (clock.today() - RECENT).isoformat())
    items = tuple(_item(row) for row in found[: waiting.SHOWN])
    alarm = any(KINDS[row["kind"]].urgent for row in found if row["kind"] in KINDS)
    said, whole = counted(len(found), "letter"), "All that were tried in vain"
    there = f"/mail?tried=in-vain&written={tracking.ALL}"
    return Block("Letters that do not arrive", said, items, there, alarm, whole=whole) if found else None


def _item(row: dict[str, Any]) -> Item:
    text = f"{mail_words.kind(row['kind'])}, to {row['recipient_name'] or 'somebody who is not on the list'}"
    return Item(text, mail_words.path(row["id"]), row["answer"], late=row["state"] == "given_up")


waiting.BLOCKS["mail"] = _in_trouble
