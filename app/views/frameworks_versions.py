"""The published versions of a framework: read, compared, and made from the draft."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.events.base import Refusal
from app.events.content import differences
from app.forms.framework_fields import COUNTS_AS, KINDS, PATTERNS, sections
from app.policy import EVERYBODY, RULES
from app.programme import framework_parts, frameworks
from app.programme.house import AlreadyDone, Stale
from app.views.desk import decide, done, house, model, stamp, version
from app.views.frameworks import EDIT, draft_of
from app.views.frameworks_words import KINDS as CHANGES
from app.views.frameworks_words import rules, subject
from projections import frameworks as published
from projections.rows import Row

pages = Blueprint("framework_versions", __name__)
RULES |= {
    "framework_versions.new": EDIT,
    "framework_versions.create": EDIT,
    "framework_versions.show": EVERYBODY,
    "framework_versions.compare": EVERYBODY,
}


@pages.get("/frameworks/<slug>/versions/new")
def new(slug: str) -> ResponseReturnValue:
    """What publishing the draft will do, and what changed since the last version."""
    return _confirmation(slug)


@pages.post("/frameworks/<slug>/versions")
def create(slug: str) -> ResponseReturnValue:
    """Publish the draft that the confirmation showed."""
    id = f"framework/{slug}"
    try:
        decide(lambda: frameworks.publish(house(), id, version(), **stamp()))
    except AlreadyDone:
        pass
    except Stale:
        return _overtaken(slug), 409
    except Refusal as refusal:
        return _confirmation(slug, refusal.sentence), 422
    made = published.versions(model(), id)[0]["version"]
    return done(f"Version {made} is published.", f"/frameworks/{slug}/versions/{made}")


@pages.get("/frameworks/<slug>/versions/<int:n>")
def show(slug: str, n: int) -> ResponseReturnValue:
    """A published version, whole, to read and to print."""
    versions = _versions(slug)
    row = next((row for row in versions if row["version"] == n), None) or abort(404)
    content = frameworks.content(house(), f"framework/{slug}", n)
    labels = {
        "counts": COUNTS_AS,
        "patterns": PATTERNS,
        "kinds": KINDS,
        "sections": sections(content),
        "rules": rules(content),
    }
    return render_template(
        "frameworks/version.html", slug=slug, row=row, before=n - 1, content=content, versions=versions, labels=labels
    )


@pages.get("/frameworks/<slug>/compare")
def compare(slug: str) -> ResponseReturnValue:
    """Two versions side by side: what changed, in words."""
    versions = _versions(slug)
    known = [row["version"] for row in versions]
    new = request.args.get("to", known[0], type=int)
    old = request.args.get("from", max(new - 1, 1), type=int)
    if not {old, new} <= set(known):
        abort(404)
    older, newer = (frameworks.content(house(), f"framework/{slug}", n) for n in (old, new))
    options = [{"value": str(n), "label": f"Version {n}"} for n in known]
    return render_template(
        "frameworks/compare.html",
        slug=slug, versions=versions, old=old, new=new, found=differences(older, newer), kinds=CHANGES,
        subject=subject, options=options,
    )  # fmt: skip


def _versions(slug: str) -> list[Row]:
    return published.versions(model(), f"framework/{slug}") or abort(404)


def _overtaken(slug: str) -> str:
    """The draft as it is now, to be read again; where it was published otherwise, both texts of what differs."""
    id = f"framework/{slug}"
    if frameworks.has_draft(house(), id):
        return _confirmation(slug, "The draft was changed since you opened this page. Read it again.")
    latest, read = _versions(slug)[0], frameworks.draft_at(house(), id, version())
    found = differences(read, frameworks.content(house(), id, latest["version"])) if read else []
    return render_template(
        "frameworks/overtaken.html", slug=slug, latest=latest, found=found, kinds=CHANGES, subject=subject
    )


def _confirmation(slug: str, sentence: str = "") -> str:
    content, stream_version = draft_of(slug)
    id, versions = f"framework/{slug}", published.versions(model(), f"framework/{slug}")
    latest = versions[0]["version"] if versions else 0
    found = differences(frameworks.content(house(), id, latest), content) if latest else []
    return render_template(
        "frameworks/publish.html",
        slug=slug, content=content, latest=latest, next=latest + 1, found=found, kinds=CHANGES, subject=subject,
        sentence=sentence,
        version=stream_version, faults=sum(map(len, framework_parts.faults(content).values())),
    )  # fmt: skip
