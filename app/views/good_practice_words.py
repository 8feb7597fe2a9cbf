"""Good practice in words: its theme, whose it is for whom that may be told, how far it was followed up."""

from typing import Any

from app.events.good_practice import CONDITIONS, SOURCES
from app.policy import AREA, OWN, TEAM, WORK, Me
from app.programme import frameworks
from app.views.desk import house, i, model
from app.views.links import link, to_audit
from app.views.words import reference
from projections import frameworks as framework_rows
from projections import good_practice_lists

Row = dict[str, Any]
UNNAMED = "A practitioner, who asked not to be named"
STATES = {"noted": "To be followed up", "followed_up": "Followed up"}


def href(row: Row) -> str:
    """The address of an entry."""
    return f"/good-practice/{reference(row['id'])}"


def found(entry: str) -> Row | None:
    """The entry that an address names, None when there is none to be shown."""
    return good_practice_lists.one(model(), f"good_practice/{entry}")


def relate(me: Me, entry: str) -> set[str]:
    """A person's relations: WORK, TEAM and AREA are of the practice, OWN made the audit in which it was found."""
    row = found(entry)
    if row is None:
        return set()
    relations = {WORK} if row["worker"] == me.id else set()
    if row["auditor"] == me.id:
        relations.add(OWN)
    if me.team and me.team == row["team"]:
        relations.add(TEAM)
    if row["area"] in me.areas:
        relations.add(AREA)
    return relations


def labels() -> dict[str, str]:
    """The label of every theme and domain that a framework has or had, the newest version's words for each."""
    known: dict[str, str] = {}
    for framework in framework_rows.frameworks(model()):
        for version in reversed(framework_rows.versions(model(), framework["id"])):
            content = frameworks.content(house(), framework["id"], version["version"])
            known |= {one["id"]: one["label"] for one in (*content["domains"], *content["themes"])}
    return known


def themes() -> dict[str, str]:
    """The themes of the frameworks in use, by id."""
    latest = [(row["id"], row["latest"]) for row in framework_rows.frameworks(model()) if row["latest"]]
    contents = [frameworks.content(house(), id, version) for id, version in latest]
    return {theme["id"]: theme["label"] for content in contents for theme in content["themes"]}


def shown_row(row: Row, known: dict[str, str]) -> Row:
    """An entry as a page shows it, with the practitioner's name for whom it may be told."""
    named = sees_name(i(), row)
    state = "followed_up" if row["followed_on"] else "noted"
    return row | {
        "href": link(href(row)),
        "audit_href": to_audit(row["audit"]) if row["audit"] else "",
        "theme_words": known.get(row["theme"] or row["domain"], row["theme"] or row["domain"]),
        "who": (row["worker_name"] or "") if named else UNNAMED,
        "state": state,
        "state_words": STATES[state],
    }


def sees_name(me: Me, row: Row) -> bool:
    """Whether a person is told whose practice it is: everybody, unless the practitioner asked not to be named."""
    return not row["unnamed"] or row["worker"] == me.id or "qa_lead" in me.roles


def told(row: Row) -> Row:
    """An entry as a file tells of it."""
    named, known = sees_name(i(), row), labels()
    read = good_practice_lists.read(row)
    return read | {
        "worker": row["worker"] if named else "",
        "worker_name": (row["worker_name"] or "") if named else "",
        "theme_words": known.get(row["theme"], row["theme"]),
        "domain_words": known.get(row["domain"], row["domain"]),
        "source_words": SOURCES[row["source"]],
        "condition_words": [CONDITIONS[one] for one in read["conditions"]],
    }
