"""Lists to bring in: the file, what it would do, and the word to do it."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from app import clock
from app.events.base import Refusal
from app.events.vocabulary import LISTS
from app.forms.imports import UploadForm
from app.mint import mint
from app.policy import ADMIN, QA, RULES
from app.programme.house import AlreadyDone, Stale
from app.programme.lists import importing
from app.programme.lists.tables import MAX_BYTES, CannotRead, read_table
from app.uploads import Upload
from app.views import import_preview
from app.views.desk import done, house, i, model, uploads
from app.views.exports import csv_response, safe_name
from projections import children

pages = Blueprint("imports", __name__)
NAMES = ("index", "new", "create", "show", "columns", "faults", "confirm", "cancel")
RULES |= {f"imports.{name}": QA | ADMIN for name in NAMES}
CHANGED = "What is held here has changed since this page was made. This is what the list would do now."


@pages.get("/imports")
def index() -> ResponseReturnValue:
    """The lists that were brought in, newest first."""
    return render_template("imports/index.html", imports=children.imports(model()), kinds=LISTS)


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
    try:
        upload = _upload(form, request.files.get("file"))
        id = form.id.data if str(form.id.data).startswith("import/") else mint("import")
        uploads().put(i().id, str(id), upload)
    except (CannotRead, Refusal) as cannot:
        form.refuse(Refusal(cannot.sentence, getattr(cannot, "field", "file")))
        return _new_page(form), 422
    except ValueError:
        abort(404)
    return redirect(f"/imports/{str(id).removeprefix('import/')}", 303)


@pages.get("/imports/<name>")
def show(name: str) -> ResponseReturnValue:
    """What a file would do, or what it did."""
    if result := next((row for row in children.imports(model()) if row["id"] == f"import/{name}"), None):
        return render_template("imports/result.html", result=result, kinds=LISTS)
    return _preview(name)


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
    preview = import_preview.made(house(), _kept(name))
    rows = [[fault.row or "", fault.column, fault.value, fault.sentence] for fault in preview.faults]
    if preview.plan and preview.plan.more:
        rows.append(["", "", "", f"and {preview.plan.more:,} more"])
    return csv_response(
        f"faults-{safe_name(preview.upload.file_name)}", ["Row", "Column", "Cell", "What is wrong"], rows
    )


@pages.post("/imports/<name>/confirmation")
def confirm(name: str) -> ResponseReturnValue:
    """Bring the file in, if it still would do what the page said."""
    if any(row["id"] == f"import/{name}" for row in children.imports(model())):
        return redirect(f"/imports/{name}", 303)
    preview = import_preview.made(house(), _kept(name))
    if preview.plan is None or preview.plan.digest != request.form.get("digest"):
        return _preview(name, CHANGED), 409
    try:
        importing.bring_in(
            house(),
            preview.plan,
            preview.brought,
            id=f"import/{name}",
            sha256=preview.sha256,
            by=i().id,
            at=clock.now(),
        )
    except AlreadyDone:
        return redirect(f"/imports/{name}", 303)
    except Refusal as refusal:
        return _preview(name, refusal.sentence), 422
    except Stale:
        return _preview(name, CHANGED), 409
    uploads().drop(i().id, f"import/{name}")
    return done("The list is brought in.", f"/imports/{name}")


@pages.post("/imports/<name>/cancellation")
def cancel(name: str) -> ResponseReturnValue:
    """Forget the file."""
    _kept(name)
    uploads().drop(i().id, f"import/{name}")
    return done("The file is forgotten. Nothing of it was stored.", "/imports")


def _upload(form: UploadForm, file: FileStorage | None) -> Upload:
    """The upload of a form; raises CannotRead for a file that cannot be, Refusal for one that this person may not."""
    if not _brings(str(form.kind.data)):
        raise Refusal("A list of people gives roles, so only an administrator brings it in.", "kind")
    if file is None or not file.filename:
        raise CannotRead("Choose the file.")
    name, data = file.filename.replace("\\", "/").split("/")[-1][:200], file.stream.read(MAX_BYTES + 1)
    file.close()
    read_table(name, data)
    return Upload(str(form.kind.data), name, str(form.on.data), form.extent.data == "whole", data)


def _kept(name: str) -> Upload:
    found = uploads().get(i().id, f"import/{name}")
    return found if found and _brings(found.kind) else abort(404)


def _brings(kind: str) -> bool:
    """A list of people gives roles, and only an administrator gives roles."""
    return kind != "people" or "administrator" in i().roles


def _preview(name: str, notice: str = "") -> str:
    preview = import_preview.made(house(), _kept(name))
    page: dict[str, Any] = import_preview.shown(preview, house())
    return render_template("imports/preview.html", name=name, notice=notice, preview=preview, kinds=LISTS, **page)


def _new_page(form: UploadForm) -> str:
    return render_template("imports/new.html", form=form)
