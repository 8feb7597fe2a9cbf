"""How a dip sample, its members and its figures read on a page."""

from typing import Any

from app.events.dip_sample import STATES
from app.events.dip_sample_plan import FRAMES
from app.events.measures import KINDS, Measure
from app.programme import frameworks
from app.programme.english import counted, listed
from app.views.desk import house
from app.views.links import link, to_audit
from app.views.words import month, reference
from projections.dip_sample_figures import Count, Found
from projections.intervals import wilson
from projections.shares import NONE

Row = dict[str, Any]
KIND_WORDS = {"children": "Dip sample", "audits": "Themed review"}
"""A themed review is a dip sample that is drawn from audits."""


def href(row: Row) -> str:
    """The address of a dip sample."""
    return f"/dip-samples/{reference(row['id'])}"


def caption(row: Row) -> str:
    """What stands above its name."""
    return f"{KIND_WORDS[row['kind']]} · {STATES[row['state']]}"


def drawn_words(row: Row) -> str:
    """How many of how many: "49 of 3,911", before the draw what the frame held."""
    return f"{row['size']:,} of {row['frame_size']:,}" if row["size"] else f"– of {row['frame_size']:,}"


def noun(row: Row) -> str:
    """What its members are."""
    return "child" if row["kind"] == "children" else "audit"


def listed_row(row: Row) -> Row:
    """A dip sample as the tracker shows it."""
    return told(row) | {"href": link(href(row)), "drawn_words": drawn_words(row), "kind_words": KIND_WORDS[row["kind"]]}


def told(row: Row) -> Row:
    """A dip sample as a file tells of it."""
    return row | {"state_words": STATES[row["state"]], "frame_kind": FRAMES[row["kind"]]}


def member_words(id: str) -> str:
    """A member as people call it: C-10482, or audit 17 of May 2024."""
    kind, _, own = id.partition("/")
    return f"Audit {int(own[8:])} of {month(own[:7])}" if kind == "audit" else own


def member(row: Row) -> Row:
    """A member with its name, and its page for who may read it."""
    is_audit = row["member"].startswith("audit/")
    page = to_audit(row["member"]) if is_audit else link(f"/children/{reference(row['child'])}")
    return row | {"words": member_words(row["member"]), "href": page, "reference": reference(row["child"])}


def places(row: Row) -> int:
    """To how many places the dip sample's shares are rounded: its framework's."""
    if not row["framework_version"]:
        return 0
    content = frameworks.content(house(), row["framework"], row["framework_version"])
    return int(content["rounding"]["places"])


def base_words(measure: Measure, measures: dict[str, Measure], found: Found, row: Row) -> str:
    """Of what the measure's shares are, in words, with who is not in it and why."""
    base, n = measure["base"], counted(len(found.asked), noun(row))
    if base["kind"] == "outside":
        said = f"Of {base['number']:,}: {base['source']}"
    elif base["kind"] == "answered":
        below = measures[base["measure"]]
        wanted = listed([one["label"] for one in below["answers"] if one["id"] in base["answers"]])
        said = f"Of the {n} for whom “{below['label']}” is {wanted.replace(' and ', ' or ')}"
    else:
        said = f"Of all {n}"
    left_out = f"; {len(found.not_applicable):,} not applicable, left out" if found.not_applicable else ""
    is_missing = found.missing and measure["kind"] != "text"
    return said + left_out + (f"; {len(found.missing):,} not answered yet" if is_missing else "")


def figure(found: Found, measures: dict[str, Measure], row: Row, decimals: int) -> Row:
    """One measure as its figures show it."""
    measure = found.measure
    here = f"{href(row)}/measures/{measure['id']}"
    shown: Row = {"id": measure["id"], "label": measure["label"], "hint": measure["hint"], "href": here}
    shown |= {"kind": KINDS[measure["kind"]], "base": base_words(measure, measures, found, row), "notes": ""}
    shown |= {"counts": [_count(one, here, decimals) for one in found.counts], "spread": _spread(found)}
    if measure["kind"] == "text":
        shown["notes"] = f"{counted(len(found.base), 'note')} written"
    return shown


def number(value: float) -> str:
    """A number as it was given: 116, 21.5."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _count(count: Count, here: str, decimals: int) -> Row:
    interval = wilson(count.n, count.of)
    return {
        "id": count.id,
        "label": count.label,
        "n": count.n,
        "of": f"{count.of:,}",
        "percent": NONE if count.share is None else f"{count.share}%",
        "interval": interval.words(decimals) if interval else "",
        "href": f"{here}#answer-{count.id}",
    }


def _spread(found: Found) -> Row | None:
    if found.spread is None:
        return None
    unit, spread = found.measure["unit"], found.spread
    values = {"n": spread.n, "median": spread.middle, "least": spread.least, "most": spread.most}
    return {key: number(value) for key, value in values.items()} | {"unit": f" {unit}" if unit else ""}


def answer_words(measure: Measure, value: Any) -> str:
    """An answer as people read it."""
    if value is None:
        return ""
    labels = {one["id"]: one["label"] for one in measure["answers"]}
    return labels.get(value) or (number(value) if measure["kind"] == "number" else str(value))
