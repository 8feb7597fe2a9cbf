"""How much of the coaching that was offered was accepted and taken, as figures with their members."""

from typing import Any

from app import clock
from app.events.coaching import CAUSES
from app.views.desk import i, model
from projections import coaching_lists
from projections.asking import Asked, Reach
from projections.shares import Figure

Row = dict[str, Any]
COUNTED = ("accepted", "taken", "declined", "offered")


def overview() -> Row:
    """The figures over all offers, without names: all, and of each cause."""
    whole = Asked(Reach(everything=True), clock.today())
    found = coaching_lists.figures(model(), whole)
    causes = [(words, coaching_lists.figures(model(), Asked(whole.reach, whole.today, {"cause": cause})), cause)
              for cause, words in CAUSES.items()]  # fmt: skip
    opens = "qa_lead" in i().roles
    return {
        "all": found["all"].n,
        "figures": [_shown(found[name], "", opens) for name in COUNTED],
        "causes": [
            {"label": words, "all": of["all"].n, "figures": [_shown(of[name], cause, opens) for name in COUNTED]}
            for words, of, cause in causes
            if of["all"].n
        ],
    }


def _shown(figure: Figure, cause: str, opens: bool) -> Row:
    asked = f"state={figure.name}" + (f"&cause={cause}" if cause else "")
    return {"figure": figure, "href": f"/pools/coaching?{asked}" if opens and figure.n else ""}
