"""Two texts of one field: both side by side, and the person chooses which one stands."""

from typing import Any

from flask import render_template, request
from werkzeug.datastructures import MultiDict

from app.events.sections import Field, Section
from app.forms.audit_form import SectionForm, owner
from app.programme.audits import Clash
from app.views import audit_fields
from app.views.audit_sheet import Sheet, typed_changes
from app.views.audit_words import in_words
from app.views.desk import drafts, i, version
from app.views.keeping import posted
from app.views.typed import CHOOSES, LISTED, OVER

WAYS = ("mine", "theirs")
CHOOSE = "Choose which text stands."


def chosen(sent: MultiDict[str, str]) -> MultiDict[str, str]:
    """The fields that were sent without those for which the other text was chosen."""
    dropped = {key for key in sent.getlist("clash") if sent.get(CHOOSES + key) == "theirs"}
    kept: MultiDict[str, str] = MultiDict()
    for name, values in sent.lists():
        if owner(name.removesuffix(LISTED)) not in dropped:
            kept.setlist(name, values)
    return kept


def is_undecided(sent: MultiDict[str, str]) -> bool:
    """Whether a field with two texts was sent without a choice."""
    return any(sent.get(CHOOSES + key) not in WAYS for key in sent.getlist("clash"))


def page(sheet: Sheet, part: Section, form: SectionForm, clash: Clash) -> str:
    """Both texts of every field that two people changed; what else this person changed goes along unseen."""
    changes = typed_changes(sheet, part, form.values(version()), version())
    carried = [pair for pair in _pairs() if owner(pair[0].removesuffix(LISTED)) in changes.keys() - clash.theirs.keys()]
    return _page(sheet, part, form, clash.theirs, clash.version, carried)


def page_again(sheet: Sheet, part: Section, form: SectionForm) -> str:
    """The same page, asking for the choices that were not made."""
    keys = [key for key in request.form.getlist("clash") if any(field.key == key for field in part.fields)]
    whole = type(form)(request.form, sheet.paper.answers)
    carried = [pair for pair in _pairs() if owner(pair[0].removesuffix(LISTED)) not in keys]
    return _page(sheet, part, whole, {key: sheet.paper.answers.get(key) for key in keys}, version(), carried, True)


def _page(
    sheet: Sheet,
    part: Section,
    form: SectionForm,
    theirs: dict[str, Any],
    over: int,
    carried: list[tuple[str, str]],
    asked_again: bool = False,
) -> str:
    fields = [field for field in part.fields if field.key in theirs]
    pairs = [_pair(sheet, part, field, form, theirs[field.key]) for field in fields]
    for pair in pairs:
        pair["error"] = CHOOSE if asked_again and not pair["chosen"] else ""
    undecided = [_undecided(pair["mine"]) for pair in pairs if pair["error"]]
    kept = drafts().get(i().id, sheet.key(part.id))
    facts = {"sheet": sheet, "part": part, "pairs": pairs, "version": over, "carried": carried, "undecided": undecided}
    return render_template("audit_form/clash.html", **facts, draft_version=kept.version if kept else 0)


def _pair(sheet: Sheet, part: Section, field: Field, form: SectionForm, theirs: Any) -> dict[str, Any]:
    choice = request.form.get(CHOOSES + field.key, "")
    return {
        "mine": audit_fields.one(sheet, part, field, form) | {"asked": None},
        "theirs": in_words(field, theirs, sheet.names),
        "chosen": choice if choice in WAYS else "",
    }


def _undecided(mine: dict[str, Any]) -> dict[str, str]:
    href = f"#{CHOOSES}{mine['key']}".replace(".", "-")
    return {"text": f"{mine['label']}: choose which text stands.", "href": href}


def _pairs() -> list[tuple[str, str]]:
    """The typed fields that were sent, as the names and values of hidden fields."""
    listed = [(f"{name}{LISTED}", "1") for name, value in posted().items() if isinstance(value, list)]
    single = [(name, one) for name, value in posted().items() for one in ([value] if isinstance(value, str) else value)]
    return [pair for pair in single + listed if pair[0] != OVER]
