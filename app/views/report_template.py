"""The Word template of reports: which is in force, its history, another one, and going back to the programme's own."""

from typing import Any

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.events.base import Refusal
from app.events.report_template import MAX_BYTES, TEMPLATE
from app.forms.report_template import TemplateForm, TemplateWithdrawalForm
from app.policy import QA, RULES
from app.programme import histories, report_templates
from app.views import acting
from app.views.acting import Act, Place
from app.views.desk import done, house, model, stamp, tried, version
from app.views.exports import attached
from app.views.histories import Told
from app.views.report_template_words import NAMES
from projections import report_templates as rows

pages = Blueprint("report_template", __name__)
RULES |= {f"report_template.{name}": QA for name in ("show", "new", "create", "file", "shipped")}
HERE = "/settings/report-template"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Row = dict[str, Any]


def _find() -> Row:
    return {"id": TEMPLATE, "version": house().version(TEMPLATE), "standing": rows.in_force(model())}


PLACE = Place(
    rule=HERE,
    find=_find,
    href=lambda row: HERE,
    title=lambda row: "the Word template of reports",
    caption=lambda row: "Settings",
    state=lambda row: "The one that comes with Audit Loop",
)
ACTS = (
    Act(
        "withdrawal",
        QA,
        TemplateWithdrawalForm,
        report_templates.withdraw,
        "Go back to the programme's own template",
        "Reports are written in the template that comes with Audit Loop from now on. Published ones stay as they are.",
        "Reports are written in the template that comes with Audit Loop.",
        open_to=lambda row: bool(row["standing"]),
        warning=True,
    ),
)
acting.put(pages, PLACE, ACTS)


@pages.get(HERE)
def show() -> ResponseReturnValue:
    """Which template is in force, what can be named in one, and the history of them all."""
    row = _find()
    entries = [Told(**vars(entry)) for entry in histories.of_stream(house(), TEMPLATE)[::-1]]
    facts = {"standing": row["standing"], "earlier": rows.every(model()), "names": NAMES, "entries": entries}
    facts |= {"fault": _fault()}
    return render_template("report_template/show.html", acts=PLACE.offered(ACTS, row), **facts)


@pages.get(f"{HERE}/upload")
def new() -> ResponseReturnValue:
    """The form for another template."""
    return _page(TemplateForm())


@pages.post(f"{HERE}/upload")
def create() -> ResponseReturnValue:
    """Take a file as the template, once it was looked at and filled in with a sample; a broken one says where."""
    form = TemplateForm(request.form)
    if not form.validate():
        return _page(form), 422
    name, data = _sent()

    def upload() -> None:
        _check(data)
        facts: Row = {"name": name, "data": data, "reason": form.reason.data or ""}
        report_templates.upload(house(), TEMPLATE, version=version(), **facts | stamp())

    status = tried(form, upload)
    return done("Reports are written in this template from now on.", HERE) if status == 303 else (_page(form), status)


@pages.get(f"{HERE}/<int:n>.docx")
def file(n: int) -> Response:
    """A template that was uploaded, as it was."""
    try:
        found = report_templates.uploaded(house(), n)
    except Refusal:
        abort(404)
    return attached(found.name, found.data, WORD)


@pages.get(f"{HERE}/shipped.docx")
def shipped() -> Response:
    """The template that comes with the programme, to begin one's own with."""
    # Word's reader is only brought in where somebody asks for it.
    from app.reports.word import shipped as template

    return attached("report-template.docx", template(), WORD)


def _sent() -> tuple[str, bytes]:
    """Name and content of the file that was sent, one byte more than there may be at the most."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return "", b""
    data = sent.stream.read(MAX_BYTES + 1)
    sent.close()
    return sent.filename.replace("\\", "/").split("/")[-1], data


def _fault() -> str:
    """Why the template in force is not used, "" for one that is."""
    from app.reports.word_use import fault_of

    data = report_templates.in_force(house())
    return fault_of(data) if data else ""


def _check(data: bytes) -> None:
    """Raises Refusal for a file that would not do, with where in it."""
    # Found once for each file, and kept for its reports.
    from app.reports.word_use import fault_of

    if data and len(data) <= MAX_BYTES and (fault := fault_of(data)):
        raise Refusal(fault, "file")


def _page(form: TemplateForm) -> str:
    form.version.data = str(house().version(TEMPLATE))
    return render_template("report_template/upload.html", form=form)
