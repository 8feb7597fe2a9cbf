"""What a new action can come from: the audit, child of concern or recommendation that its address names."""

from typing import Any

from app.events.periods import period
from app.views.action_rows import from_words
from app.views.concern_reach import in_full
from app.views.links import reachable
from app.views.report_reach import reads_working
from app.views.words import audit_path, reference
from projections import audits, concern_lists, recommendations


def named(source: str, model: Any) -> dict[str, str]:
    """A source (id) by its words, as a choice; nothing for one that this person may not raise an action from."""
    if _audit(source, model):
        return {source: from_words({"source": source, "kind": "audit"})}
    concern = _concern(source, model)
    if concern:
        return {source: f"Child of concern {reference(concern['child'])}"}
    recommended = recommendations.recommendation(model, source)
    if not recommended or not (recommended["published"] or reads_working()):
        return {}
    there = reachable(f"/recommendations/{reference(source)}")
    return {source: f"Recommendation of the report of {_label(recommended)}"} if there else {}


def team_of(source: str, model: Any) -> str:
    """The team of what an action comes from; its people are offered first."""
    found = _audit(source, model) or _concern(source, model)
    return str(found["team"]) if found else ""


def _label(recommended: dict[str, Any]) -> str:
    of = period(recommended["report_key"] or "")
    return of.label if of else ""


def _audit(source: str, model: Any) -> dict[str, Any] | None:
    found = audits.audit(model, source)
    return found if found and reachable(audit_path(source)) else None


def _concern(source: str, model: Any) -> dict[str, Any] | None:
    found = concern_lists.concern(model, source)
    return found if found and reachable(f"/concerns/{reference(source)}") and in_full(found) else None
