"""What did moderation keep and change, in which direction and where? Every figure of a period, each defined once."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import orjson

from app.events.moderation_words import CHALLENGE_STATES, DRAWN_AS, GRADED, SHORT_QUALITIES
from projections.grade_table import NOT_APPLICABLE, OVERALL
from projections.rows import Row
from projections.shares import Figure

KEPT, KEPT_LABEL = "grade-kept", "Overall grade kept at moderation"
KEPT_DEFINITION = (
    "Audits with the same overall grade after moderation ÷ moderated audits that have a grade. What a challenge changed"
    " later is not counted here; an audit found not to standard has no grade."
)
SENT_BACK = "sent-back"
UP, DOWN, OTHERWISE = "up", "down", "otherwise"
DIRECTIONS = {UP: "to a better grade", DOWN: "to a worse grade", OTHERWISE: "from or to not applicable"}

Content = Mapping[str, Any]
Test = Callable[[Row], bool]


@dataclass(frozen=True)
class Period:
    """The moderations of the audits of some months, with their frameworks' documents by (id, version).

    `grades` of a row are [the auditor's, the moderated one] by domain. `places` are the decimals of every share.
    """

    first: str
    last: str
    rows: tuple[Row, ...]
    challenges: tuple[Row, ...]
    contents: Mapping[tuple[str, int], Content]
    places: int

    def where(self, test: Test) -> tuple[str, ...]:
        """The ids of the audits whose moderation passes a test."""
        return tuple(row["id"] for row in self.rows if test(row))

    def only(self, test: Test) -> "Period":
        """The same of the moderations that pass a test, with the challenges to their audits."""
        rows = tuple(row for row in self.rows if test(row))
        ids = {row["id"] for row in rows}
        return replace(self, rows=rows, challenges=tuple(one for one in self.challenges if one["audit"] in ids))

    def without(self, audits: Collection[str]) -> "Period":
        """The same without some audits (ids)."""
        rows = tuple(row for row in self.rows if row["id"] not in audits)
        return replace(self, rows=rows, challenges=tuple(one for one in self.challenges if one["audit"] not in audits))

    def domains(self) -> dict[str, str]:
        """The label of each domain by its id, the newest version's first; then the overall grade's."""
        newest = sorted(self.contents, reverse=True)
        labels: dict[str, str] = {}
        for key in newest:
            labels = labels | {d["id"]: d["label"] for d in self.contents[key]["domains"] if d["id"] not in labels}
        overall = self.contents[newest[0]]["overall"]["label"] if newest else "Overall grade"
        return labels | {OVERALL: overall}


def period(model: Any, first: str, last: str, content_of: Callable[[str, int], Content]) -> Period:
    """Read what the figures of the months from one to another (YYYY-MM) count; `content_of` gives a framework's."""
    months = {"first": f"cycle/{first}", "last": f"cycle/{last}"}
    sql = (
        "SELECT moderations.*, audits.framework, audits.framework_version FROM moderations"
        " JOIN audits ON audits.id = moderations.id WHERE moderations.cycle BETWEEN :first AND :last"
        " ORDER BY moderations.id"
    )
    rows = tuple(row | {"grades": orjson.loads(row["grades"])} for row in model.query(sql, months))
    asked = (
        "SELECT challenges.*, audits.cycle FROM challenges JOIN audits ON audits.id = challenges.audit"
        " WHERE audits.cycle BETWEEN :first AND :last ORDER BY challenges.audit, number"
    )
    keys = {(row["framework"], row["framework_version"]) for row in rows}
    contents = {key: content_of(*key) for key in sorted(keys)}
    places = contents[max(keys)]["rounding"]["places"] if keys else 0
    return Period(first, last, rows, tuple(model.query(asked, months)), contents, int(places))


def figures(of: Period) -> dict[str, Figure]:
    """Every figure of a period by its name, in the order of the page."""
    graded = (figure for domain, label in of.domains().items() for figure in domain_line(of, domain, label))
    found = (*_counts(of), kept(of), *_by_draw(of), *_qualities(of), *_challenges(of), *graded)
    return {figure.name: figure for figure in found}


def kept(of: Period) -> Figure:
    """The share of the moderated audits whose overall grade stayed."""
    stayed = domain_line(of, OVERALL, "")[0]
    return replace(stayed, name=KEPT, label=KEPT_LABEL, definition=KEPT_DEFINITION)


def domain_line(of: Period, domain: str, label: str) -> list[Figure]:
    """A domain's figures (or overall): kept, changed to a better and to a worse grade, from or to not applicable."""
    pairs = {row["id"]: (pair, _scale(of, row)) for row in of.rows if (pair := _pair(row, domain))}
    went = {id: _direction(*pair, scale) for id, (pair, scale) in pairs.items()}
    base, definition = tuple(pairs), "÷ moderated audits in which both graded it."
    words = {"": "kept"} | {key: f"changed {said}" for key, said in DIRECTIONS.items()}
    return [
        Figure(
            f"{domain}:{key or 'kept'}",
            f"{label}: {said}",
            f"Audits where the grade was {said} at moderation {definition}",
            tuple(id for id, way in went.items() if way == key),
            base=base,
            places=of.places,
        )
        for key, said in words.items()
    ]


def overall_pairs(of: Period) -> list[tuple[str, str]]:
    """The auditor's overall grade and the moderated one, of each audit of which `kept` counts them."""
    return [pair for row in of.rows if (pair := _pair(row, OVERALL))]


def by_month(of: Period) -> list[tuple[str, Figure, tuple[int, ...]]]:
    """The share kept month by month (YYYY-MM), each with the versions of the framework that its audits are under."""
    months = sorted({row["cycle"].removeprefix("cycle/") for row in of.rows})
    parts = [(month, of.only(_of_month(month))) for month in months]
    return [(month, kept(part), tuple(sorted({v for _, v in map(_version, part.rows)}))) for month, part in parts]


def has_grade(row: Row) -> bool:
    """Whether a moderation left a grade that counts."""
    return row["outcome"] in GRADED


def _counts(of: Period) -> Iterable[Figure]:
    known: tuple[tuple[str, str, str, Test], ...] = (
        ("drawn", "Drawn for moderation", "Audits of the moderated share, whatever became of them.", lambda row: True),
        (
            "moderated",
            "Moderated",
            "Audits whose moderator has judged the practice and the audit, to standard or not.",
            lambda row: row["state"] == "moderated",
        ),
        (
            "to-moderate",
            "Waiting for moderation",
            "Drawn audits that have no moderator yet, are with one, or are back with their auditor.",
            lambda row: row["state"] in ("to_assign", "assigned", "awaited"),
        ),
        (
            "found-not-to-standard",
            "Not to standard at moderation",
            "Moderated audits that were found not to standard: they count as completed and have no grade.",
            lambda row: row["outcome"] == "not_to_standard",
        ),
    )
    for name, label, definition, test in known:
        yield Figure(name, label, definition, of.where(test))
    yield Figure(
        SENT_BACK,
        "Sent back at moderation",
        "Audits that their moderator sent back to the auditor, whatever became of them since ÷ audits that a moderator"
        " judged: moderated, or sent back and not moderated yet.",
        of.where(lambda row: row["sent_back"] > 0),
        base=of.where(lambda row: row["sent_back"] > 0 or row["state"] == "moderated"),
        places=of.places,
    )


def _by_draw(of: Period) -> Iterable[Figure]:
    """Kept among those drawn by chance, and among those that always are: the second say nothing of all audits."""
    for how, words in DRAWN_AS.items():
        part = kept(of.only(lambda row, how=how: row["drawn_as"] == how))  # type: ignore[misc]
        yield replace(part, name=f"grade-kept-{how}", label=f"{KEPT_LABEL}: {words.lower()}")


def _qualities(of: Period) -> Iterable[Figure]:
    base = of.where(lambda row: row["state"] == "moderated")
    for quality, words in SHORT_QUALITIES.items():
        if quality != "not_yet":
            members = of.where(lambda row, quality=quality: row["state"] == "moderated" and row["quality"] == quality)  # type: ignore[misc]
            definition = "Audits whose own quality was judged so ÷ moderated audits."
            yield Figure(
                f"quality-{quality}", f"The audit itself: {words}", definition, members, base=base, places=of.places
            )


def _challenges(of: Period) -> Iterable[Figure]:
    every = tuple(sorted({one["audit"] for one in of.challenges}))
    yield Figure(
        "challenged", "Challenged", "Audits of which the service challenged a finding, moderated or not.", every
    )
    for state, words in CHALLENGE_STATES.items():
        members = tuple(sorted({one["audit"] for one in of.challenges if one["state"] == state}))
        definition = "Audits with a challenge that stands so; one that was challenged more than once may be in several."
        yield Figure(f"challenge-{state}", f"Challenge: {words.lower()}", definition, members)


def _pair(row: Row, domain: str) -> tuple[str, str] | None:
    """The auditor's grade and the moderated one, of a moderation that left grades; None where one is missing."""
    if not has_grade(row):
        return None
    was, now = (row["overall_from"], row["overall_to"]) if domain == OVERALL else row["grades"].get(domain, ("", ""))
    return (was, now) if was and now else None


def _direction(was: str, now: str, scale: list[str]) -> str:
    if was == now:
        return ""
    if NOT_APPLICABLE in (was, now):
        return OTHERWISE
    return UP if scale.index(now) < scale.index(was) else DOWN


def _scale(of: Period, row: Row) -> list[str]:
    """The grades of an audit's own framework, best first."""
    return [grade["id"] for grade in of.contents[_version(row)]["grades"]]


def _version(row: Row) -> tuple[str, int]:
    return row["framework"], row["framework_version"]


def _of_month(month: str) -> Test:
    return lambda row: bool(row["cycle"] == f"cycle/{month}")
