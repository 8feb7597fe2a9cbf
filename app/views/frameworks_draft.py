"""The parts of a draft framework, each a plain form; nothing that somebody else wrote is overwritten unseen."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.drafts import Draft
from app.events.base import Refusal
from app.events.content import Difference, differences
from app.forms.framework_fields import PATTERNS
from app.forms.framework_rows import Texts, arranged, written
from app.forms.frameworks import PartForm, part_form, typed_form
from app.policy import RULES
from app.programme import framework_parts, frameworks
from app.programme.house import Stale
from app.views import keeping
from app.views.desk import done, drafts, house, i, model, stamp
from app.views.draft_words import put_in
from app.views.frameworks import EDIT, draft_of
from app.views.frameworks_words import NOUNS, anchored, guidance, href, subject, title
from projections import people

pages = Blueprint("framework_parts", __name__)
RULES |= {"framework_parts.edit": EDIT, "framework_parts.update": EDIT}

LEFT_OUT = ("csrf_token", "version", "draft", "do")
STYLES = [{"value": style, "label": words, "style": style} for style, words in PATTERNS.items()]
TOO_LONG = Refusal("The text of this page is too long to keep: shorten it before you add, move or remove anything.")


@pages.get("/frameworks/<slug>/draft/<path:part>")
def edit(slug: str, part: str) -> ResponseReturnValue:
    """A part of the draft, with what this person typed and has not saved laid over it."""
    content, version = draft_of(slug)
    if part not in framework_parts.parts(content):
        abort(404)
    kept = drafts().get(i().id, _key(slug, part))
    if kept is None:
        return _page(slug, part, part_form(part, content, framework_parts.read(content, part), version))
    return _page(slug, part, typed_form(part, content, kept.fields), kept)


@pages.post("/frameworks/<slug>/draft/<path:part>")
def update(slug: str, part: str) -> ResponseReturnValue:
    """Save a part; or add, move or remove an entry of what was typed; or go back to what is in the draft."""
    act = request.form.get("do", "save")
    try:
        content, _ = frameworks.draft(house(), f"framework/{slug}")
    except Refusal:
        return _published_meanwhile(slug, part)
    if part not in framework_parts.parts(content):
        return render_template("frameworks/gone.html", slug=slug, texts=_texts()), 409
    if choose := {"discard": _discard, "other": _take_other, "forget": _forget_other}.get(act):
        choose(_key(slug, part))
        return redirect(href(slug, part), 303)
    return _save(slug, part, content) if act == "save" else _arrange(slug, part, content, act)


def _save(slug: str, part: str, content: dict[str, Any]) -> ResponseReturnValue:
    form = typed_form(part, content, written(part, _texts()))
    try:
        frameworks.save_part(house(), f"framework/{slug}", part, form.value, form.base, **stamp())
    except Stale:
        return _page(slug, part, form, unsaved=True), 409
    except framework_parts.Faulty as faulty:
        form.show(faulty.faults)
        return _page(slug, part, form, unsaved=True), 422
    keeping.sent(i().id, _key(slug, part), _texts(), keeping.known_version())
    return done(put_in("draft", title(part, content)), f"/frameworks/{slug}/draft")


def _arrange(slug: str, part: str, content: dict[str, Any], act: str) -> ResponseReturnValue:
    texts, n = arranged(part, _texts(), act)
    if keeping.lay(i().id, _key(slug, part), texts, keeping.known_version()) is None:
        form = typed_form(part, content, _texts())
        form.refuse(TOO_LONG)
        return _page(slug, part, form, unsaved=True), 422
    return redirect(f"{href(slug, part)}#{part}-{n}", 303)


def _published_meanwhile(slug: str, part: str) -> ResponseReturnValue:
    """The draft is a version by now: what was typed waits for the next one."""
    keeping.lay(i().id, _key(slug, part), _texts(), keeping.known_version())
    flash("Not saved: there is no draft any more. Your text is kept and will be here in a new draft.", "error")
    return redirect("/frameworks", 303)


def _page(slug: str, part: str, form: PartForm, kept: Draft | None = None, unsaved: bool = False) -> str:
    id = f"framework/{slug}"
    content, version = frameworks.draft(house(), id)
    typed = kept is not None or unsaved
    clash = frameworks.clash(house(), id, part, form.value, form.base) if typed else None
    form.based_on.data = str(version)
    faults = [] if typed else framework_parts.faults(content).get(part, [])
    return render_template(
        "frameworks/part.html",
        slug=slug, part=part, title=title(part, content), guidance=guidance(part), form=form, noun=NOUNS.get(part, ""),
        changes=[] if clash or not typed else _changes(content, part, form), clash=clash, subject=subject,
        who=_who(clash.by) if clash else "", other=_other(_key(slug, part), content, part, form),
        styles=STYLES, kept=kept, unsaved=unsaved, draft_version=kept.version if kept else _known(slug, part),
        draft_key=_key(slug, part), faults=[anchored(slug, part, *fault) for fault in faults],
    )  # fmt: skip


def _who(id: str) -> str:
    found = people.person(model(), id)
    return "You" if id == i().id else found["name"] if found else "Somebody else"


def _known(slug: str, part: str) -> int:
    """The version of the unsent text that the form which was sent knew; another tab's it does not know."""
    standing = drafts().get(i().id, _key(slug, part))
    if standing is None:
        return 0
    is_known = keeping.is_known(standing, _texts(), keeping.known_version())
    return standing.version if is_known else keeping.known_version()


def _changes(content: dict[str, Any], part: str, form: PartForm) -> list[str]:
    after = framework_parts.write(content, part, form.value)
    return [found.sentence for found in differences(content, after)]


def _other(key: str, content: dict[str, Any], part: str, form: PartForm) -> list[Difference]:
    """Where this page's text differs from another that this person left unsaved in another tab."""
    aside = drafts().get(i().id, key + keeping.ASIDE)
    if aside is None:
        return []
    texts = (typed_form(part, content, aside.fields).value, form.value)
    return differences(*(framework_parts.write(content, part, value) for value in texts))


def _texts() -> Texts:
    lists = ("moderation-always",)
    named = (name for name in request.form if name not in LEFT_OUT)
    return {name: request.form.getlist(name) if name in lists else request.form[name] for name in named}


def _discard(key: str) -> None:
    drafts().drop(i().id, key)


def _take_other(key: str) -> None:
    """Put the text that another tab left in the place of this one, which is put aside in turn if it was not known."""
    if other := drafts().get(i().id, key + keeping.ASIDE):
        drafts().drop(i().id, key + keeping.ASIDE)
        keeping.lay(i().id, key, other.fields, keeping.known_version())


def _forget_other(key: str) -> None:
    drafts().drop(i().id, key + keeping.ASIDE)


def _key(slug: str, part: str) -> str:
    return f"frameworks/{slug}/{part}"
