"""On the page of a looped audit: which of the two it is, and the way to the pair, once the seal is lifted."""

from app.events.loop import LOOP_STATES
from app.views.audit_parts import PARTS, Part
from app.views.desk import model
from app.views.links import link
from app.views.loop_rows import Row, href
from projections import loops


def of_audit(audit: Row) -> Row | None:
    """The pair of an audit, for who may open it; nothing before both are in."""
    row = loops.loop(model(), loops.of_audit(model(), audit["id"]))
    if row is None or not row["lifted_on"] or not (there := link(href(row))):
        return None
    which = "second" if row["second"] == audit["id"] else "first"
    return {"which": which, "href": there, "state": row["state"], "words": LOOP_STATES[row["state"]]}


PARTS["loops"] = Part("loops/_of_audit.html", of_audit)
