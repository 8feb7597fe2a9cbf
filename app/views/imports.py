"""Lists to bring in: the file, what it would do, and the word to do it."""

from dataclasses import replace

from flask import Blueprint, Response, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from app import clock
from app.events.base import Refusal
from app.events.vocabulary import LISTS
from app.forms.imports import UploadForm
from app.mint import mint
from app.policy import ADMIN, QA, RULES
from app.programme.lists.tables import MAX_BYTES, CannotRead
from app.under_way import Facts
from app.uploads import PLAIN_ID, Upload
from app.views import import_pages, import_work
from app.views.desk import done, house, i, model, uploads, works
from app.views.exports import csv_response, safe_name
from app.views.import_columns import lists_told
from app.views.import_pages import brings
from app.views.import_waiting import not_yet_brought_in
from app.views.import_work import BRING, LOOK
from projections import children

pages = Blueprint("imports", __name__)
NAMES = ("index", "new", "create", "show", "progress", "columns", "faults", "confirm", "cancel")
RULES |= {f"imports.{name}": QA | ADMIN for name in NAMES}
LOOKED_AT = "This list was being looked at, so nothing was begun. Look at it again, and confirm it."
NOT_NOW = "The list is being read or brought in, so it cannot be forgotten yet."


@pages.get("/imports")
def index() -> ResponseReturnValue:
    """The lists that were brought in, newest first, and this person's that are not yet."""
    found = {"imports": children.imports(model()), "waiting": not_yet_brought_in()}
    return render_template("imports/index.html", **found, kinds=LISTS)


@pages.get("/imports/new")
def new() -> ResponseReturnValue:
    """The form for a file; its id is minted here, so that a file sent twice is one."""
    kind = request.args.get("kind", "")
    data = {"id": mint("import"), "kind": kind if kind in LISTS else "children", "on": clock.today().isoformat()}
    return _new_page(UploadForm(data=data))


@pages.post("/imports")
def create() -> ResponseReturnValue:
    """Take a file in, read it, and go on to what it would do; nothing of it is stored in the log."""
    form = UploadForm(request.form)
    if not form.validate():
        return _new_page(form), 422
    id = _id(str(form.id.data))
    try:
        upload = _upload(form, request.files.get("file"))
        uploads().put(i().id, id, upload)
        _read(id, upload)
    except (CannotRead, Refusal) as cannot:
        form.refuse(Refusal(cannot.sentence, getattr(cannot, "field", "file")))
        return _new_page(form), 422
    return redirect(f"/{id.replace('import/', 'imports/')}", 303)


@pages.get("/imports/<name>")
def show(name: str) -> ResponseReturnValue:
    """What a file would do, how far it is, or what it did."""
    # In this order: whoever has let go of a list has stored it by then, and what was stored is a result.
    upload, going = uploads().get(i().id, f"import/{name}"), _is_going(name)
    if result := _result(name):
        return render_template("imports/result.html", result=result, kinds=LISTS)
    if upload is None or not brings(upload.kind):
        abort(404)
    return import_pages.progress(name, upload, _said(name)) if going else _as_it_stands(name, upload)


@pages.get("/imports/<name>/progress")
def progress(name: str) -> ResponseReturnValue:
    """How far a file is, asked by its own page once a second."""
    going, said = _is_going(name), _said(name)
    if not said or not brings(said["kind"]):
        abort(404)
    there = f"/imports/{name}"
    if "HX-Request" not in request.headers:
        return redirect(there, 303)
    return import_pages.fragment(name, said) if going else Response(status=204, headers={"HX-Redirect": there})


@pages.post("/imports/<name>/columns")
def columns(name: str) -> ResponseReturnValue:
    """Take the columns as a person has chosen them."""
    upload = _kept(name)
    chosen = {key.removeprefix("column."): value for key, value in request.form.items() if key.startswith("column.")}
    uploads().put(i().id, f"import/{name}", replace(upload, mapping=chosen))
    return redirect(f"/imports/{name}", 303)


@pages.get("/imports/<name>/faults.csv")
def faults(name: str) -> ResponseReturnValue:
    """Every fault of a file, one a row."""
    upload, said = _kept(name), _said(name)
    if said.get("ended") != "shown" or said["mark"] != upload.mark:
        return redirect(f"/imports/{name}", 303)
    file = f"faults-{safe_name(upload.file_name)}"
    return csv_response(file, ["Row", "Column", "Cell", "What is wrong"], said["page"]["every_fault"])


@pages.post("/imports/<name>/confirmation")
def confirm(name: str) -> ResponseReturnValue:
    """Bring the file in, if it still would do what the page said."""
    if _result(name):
        return redirect(f"/imports/{name}", 303)
    upload, stamp = _kept(name), {"id": f"import/{name}", "by": i().id, "at": clock.now()}
    bringing = import_work.bringing(house(), uploads(), upload, request.form.get("digest", ""), **stamp)
    ended = works().start(i().id, f"import/{name}", import_work.about(BRING, upload), bringing)
    if ended is None:
        if _said(name)["act"] == LOOK:
            flash(LOOKED_AT, "error")
        return redirect(f"/imports/{name}", 303)
    if ended["ended"] == "brought":
        return done("The list is brought in.", f"/imports/{name}")
    return import_pages.preview(name, ended), ended["status"]


@pages.post("/imports/<name>/cancellation")
def cancel(name: str) -> ResponseReturnValue:
    """Forget the file."""
    _kept(name)
    if works().under_way.is_going(i().id, f"import/{name}"):
        flash(NOT_NOW, "error")
        return redirect(f"/imports/{name}", 303)
    uploads().drop(i().id, f"import/{name}")
    works().under_way.forget(i().id, f"import/{name}")
    return done("The file is forgotten. Nothing of it was stored.", "/imports")


def _id(asked: str) -> str:
    """The id that the form was made with, or a new one for what is none, or under which another's list waits."""
    return asked if PLAIN_ID.fullmatch(asked) and not uploads().is_anothers(i().id, asked) else mint("import")


def _upload(form: UploadForm, file: FileStorage | None) -> Upload:
    """The upload of a form; raises CannotRead for a file that cannot be, Refusal for one that this person may not."""
    if not brings(str(form.kind.data)):
        raise Refusal("A list of people gives roles, so only an administrator brings it in.", "kind")
    if file is None or not file.filename:
        raise CannotRead("Choose the file.")
    name, data = file.filename.replace("\\", "/").split("/")[-1][:200], file.stream.read(MAX_BYTES + 1)
    file.close()
    return Upload(str(form.kind.data), name, str(form.on.data), form.extent.data == "whole", data)


def _read(id: str, upload: Upload) -> None:
    """Look at a file; raises CannotRead, and forgets it, when it turns out at once that it cannot be read."""
    ended = works().start(i().id, id, import_work.about(LOOK, upload), import_work.looking(house(), upload))
    if ended and ended["ended"] == "cannot":
        uploads().drop(i().id, id)
        raise CannotRead(ended["notice"])


def _kept(name: str) -> Upload:
    found = uploads().get(i().id, f"import/{name}")
    return found if found and brings(found.kind) else abort(404)


def _said(name: str) -> Facts:
    return works().under_way.last(i().id, f"import/{name}")


def _is_going(name: str) -> bool:
    """Whether somebody is at it, in whatever process, and has not said yet how it ended."""
    return works().under_way.is_going(i().id, f"import/{name}") and not _said(name).get("ended")


def _result(name: str) -> dict[str, object] | None:
    model().catch_up()
    return next((row for row in children.imports(model()) if row["id"] == f"import/{name}"), None)


def _as_it_stands(name: str, upload: Upload) -> ResponseReturnValue:
    """The page of an upload that nobody is at: as it was looked at, or looked at now."""
    said = _said(name)
    what, notice = import_work.standing(said, upload, model().position)
    if what == "failed" and "again" not in request.args:
        return import_pages.failed(name, upload, notice, said["ended"] != "cannot")
    if what == "shown":
        return import_pages.preview(name, said)
    looking = import_work.looking(house(), upload, notice if what == "look" else "")
    ended = works().start(i().id, f"import/{name}", import_work.about(LOOK, upload), looking)
    if ended is None:
        return import_pages.progress(name, upload, _said(name))
    if ended["ended"] == "cannot":
        return import_pages.failed(name, upload, ended["notice"], False)
    return import_pages.preview(name, ended)


def _new_page(form: UploadForm) -> str:
    told = lists_told(tuple(kind for kind in LISTS if brings(kind)))
    return render_template("imports/new.html", form=form, lists=told)
