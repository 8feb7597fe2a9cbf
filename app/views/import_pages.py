"""The pages of a list on its way in: what it would do, how far it is, and why it could not be read."""

from flask import render_template, request

from app.events.vocabulary import LISTS
from app.under_way import Facts
from app.uploads import Upload
from app.views.desk import i
from app.views.import_work import BRING, LOOK, about, how_far


def brings(kind: str) -> bool:
    """Whether this person brings in such a list: one of people gives roles, and only an administrator gives roles."""
    return kind != "people" or "administrator" in i().roles


def preview(name: str, said: Facts) -> str:
    """What a list would do, as it was looked at."""
    return render_template("imports/preview.html", name=name, notice=said["notice"], page=said["page"], kinds=LISTS)


def progress(name: str, upload: Upload, said: Facts) -> str:
    """How far a list is, on a page that asks again by itself; it may have been begun and not said anything yet."""
    known = about(LOOK, upload) | {"step": "wait", "done": 0, "of": 0} | said
    facts = {"file_name": upload.file_name, "bring": known["act"] == BRING, "progress": how_far(known)}
    return render_template("imports/progress.html", name=name, **facts)


def fragment(name: str, said: Facts) -> str:
    """The part of that page that changes."""
    spoken = request.args.get("step")
    return render_template("imports/_progress.html", name=name, progress=how_far(said), spoken=spoken)


def failed(name: str, upload: Upload, notice: str, again: bool) -> str:
    """Why a file was not read, and what to do; `again` when it may be readable after all."""
    return render_template("imports/failed.html", name=name, upload=upload, notice=notice, again=again)
