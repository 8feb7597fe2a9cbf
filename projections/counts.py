"""How many people and audits are at each step of a month, from the pool to the child's record?"""

from collections import Counter
from collections.abc import Iterable

from app.events.vocabulary import COMPLETED_STATES, HEALTH_OR_LEAVE, LONG_LEAVE, OPEN_STATES
from projections.months import Members, Month, Test
from projections.shares import Figure

WITHOUT, ABOVE, UNEXPECTED = "expected-without-audit", "above-share", "not-expected"
"""What makes the allocated audits differ from the expected auditors."""
TO_AGREE, BY_OTHER = "to-agree", "counted-by-other"
"""What makes the accepted audits differ from those in the overall grades, beside audits that are sealed."""
TO_NOBODY = "released-to-nobody"
"""What neither an exemption that stands nor an auditor answers for."""
TO_SETTLE = ("both_in", "arranged")
LEAVE = "Auditors of the pool on maternity or extended leave, authorised before the allocation."
EXEMPT = "Auditors of the pool exempted for any other reason, authorised before the allocation."
MATERNITY = "Auditors of the pool on maternity leave, authorised before the allocation."
EXTENDED = "Auditors of the pool on extended leave, authorised before the allocation."
AFTER = "Auditors of the pool whose exemption was authorised after the allocation, for any reason."
HEALTH = "Of the auditors exempt or exempted after the allocation, those for health or leave."
NONE_ALLOCATED = "Expected auditors who have none of the month's audits."
EXEMPT_OR_OUTSIDE = (
    "Auditors with an audit of the month who were exempted before the allocation or are not in its pool."
)
AUDITS: tuple[tuple[str, str, str, Test], ...] = (
    ("allocated", "Allocated", "Audits that were allocated in the month, whatever became of them.", lambda audit: True),
    (
        "exempted-afterwards",
        "Exempted afterwards",
        "Allocated audits whose auditor was released from them by an exemption authorised after the allocation that"
        " still stands, and that nobody else has been given.",
        lambda audit: audit["state"] == "released" and audit["exempt"] != "reversed",
    ),
    (
        TO_NOBODY,
        "Released, and nobody has it",
        "Allocated audits whose auditor was released from them by an exemption that was reversed since. They come back"
        " to nobody by themselves: each is opened again or given to another auditor.",
        lambda audit: audit["state"] == "released" and audit["exempt"] == "reversed",
    ),
    (
        "started",
        "Started",
        "Allocated audits of which the auditor has saved at least one section.",
        lambda audit: bool(audit["started_on"]),
    ),
    (
        "returned",
        "Returned",
        "Audits that came in and stand as completed: waiting for judgement, accepted, or not to standard.",
        lambda audit: audit["state"] in COMPLETED_STATES,
    ),
    (
        "late",
        "Returned late",
        "Completed audits that came in after their date, by at least one working day. They belong to their own month.",
        lambda audit: audit["state"] in COMPLETED_STATES and audit["days_late"] > 0,
    ),
    (
        "within-reach",
        "Completed or still open",
        "Audits that came in and stand as completed, and those that are still with their auditor.",
        lambda audit: audit["state"] in (*COMPLETED_STATES, *OPEN_STATES),
    ),
    (
        "still-open",
        "Still with the auditor",
        "Audits that have not come in yet, due or not, and that came in and were sent back.",
        lambda audit: audit["state"] in OPEN_STATES,
    ),
    ("nil", "Nil return", "Audits of which nothing came.", lambda audit: audit["state"] == "nil_return"),
    (
        "withdrawn",
        "Withdrawn",
        "Audits that were withdrawn with a reason; they stay among the allocated.",
        lambda audit: audit["state"] == "withdrawn",
    ),
    (
        "not-to-standard",
        "Not to standard",
        "Audits judged not to standard: completed, and never in the grades.",
        lambda audit: audit["state"] == "not_to_standard",
    ),
    (
        "sent-back",
        "Sent back",
        "Audits that went back to their auditor and have not been returned again.",
        lambda audit: audit["state"] == "sent_back",
    ),
    ("accepted", "Accepted", "Audits accepted as to standard.", lambda audit: audit["state"] == "accepted"),
    (
        TO_AGREE,
        "In no grade until their grades are agreed",
        "Accepted audits of children whom two auditors audited, where both are in and the two have not agreed the"
        " grades yet. They are in no figure of grades before that.",
        lambda audit: audit["state"] == "accepted" and audit["loop"] in TO_SETTLE,
    ),
    (
        BY_OTHER,
        "In no grade, as another audit of the child counts",
        "Accepted audits of children whom two auditors audited and whose grades are agreed: the child counts once, by"
        " the other of the two.",
        lambda audit: audit["state"] == "accepted" and audit["loop"] == "agreed" and bool(audit["second_of"]),
    ),
    (
        "waiting",
        "Waiting to be judged",
        "Returned audits that nobody has accepted, judged not to standard or sent back.",
        lambda audit: audit["state"] == "returned",
    ),
    (
        "drawn-for-moderation",
        "Drawn for moderation",
        "Audits of the month's moderated share, by chance or for their grade, whatever became of them.",
        lambda audit: bool(audit["moderation"]),
    ),
    (
        "moderated",
        "Moderated",
        "Audits whose moderator has judged the practice and the audit, whether or not it proved to be to standard.",
        lambda audit: audit["moderation"] == "moderated",
    ),
    (
        "uploaded",
        "Uploaded",
        "Accepted audits of which a copy was put on the child's record.",
        lambda audit: bool(audit["uploaded_on"]),
    ),
)


def counts(of: Month) -> dict[str, Figure]:
    """Every count of a month by its name, in the order of the flow."""
    return {figure.name: figure for figure in (*_people(of), *_audits(of), _overdue(of))}


def _people(of: Month) -> Iterable[Figure]:
    leave = of.exempted(lambda row: not row["after_allocation"] and row["reason_class"] in LONG_LEAVE)
    before = of.exempted(lambda row: not row["after_allocation"])
    exempt = tuple(id for id in before if id not in leave)
    expected = tuple(id for id in of.pool if id not in before)
    yield Figure("pool", "Pool", "Trained auditors counted in the month's pool.", of.pool, "people")
    yield Figure("long-leave", "Long leave", LEAVE, leave, "people", confidential=True, personal=True)
    yield Figure("exempt", "Exempt", EXEMPT, exempt, "people", confidential=True, personal=True)
    yield Figure("expected", "Expected", "Pool − long leave − exempt.", expected, "people", confidential=True)
    yield from _shared_out(of, expected)
    yield from _exempted(of, leave, exempt)


def _exempted(of: Month, leave: Members, exempt: Members) -> Iterable[Figure]:
    """What the share of exemptions that are not health or leave is made of; each auditor is in one of them only."""
    maternity = of.exempted(lambda row: not row["after_allocation"] and row["reason_class"] == "maternity")
    extended = tuple(id for id in leave if id not in maternity)
    after = tuple(id for id in of.exempted(lambda row: row["after_allocation"]) if id not in (*leave, *exempt))
    other = set(of.exempted(lambda row: row["reason_class"] not in HEALTH_OR_LEAVE))
    health = tuple(id for id in of.pool if id in {*exempt, *after} - other)
    yield Figure("maternity-leave", "Maternity leave", MATERNITY, maternity, "people", confidential=True, personal=True)
    yield Figure("extended-leave", "Extended leave", EXTENDED, extended, "people", confidential=True, personal=True)
    yield Figure("exempted-after", "Exempted after the allocation", AFTER, after, "people", confidential=True)
    yield Figure(
        "exempted-for-health",
        "Of those, for health or leave",
        HEALTH,
        health,
        "people",
        confidential=True,
        personal=True,
    )


def _shared_out(of: Month, expected: Members) -> Iterable[Figure]:
    """Allocated = expected, less those without an audit, and more for each who has several or is not expected."""
    held = Counter(audit["auditor"] for audit in of.audits)
    owed = of.content["audits_owed_a_month"]
    without = tuple(id for id in expected if not held[id])
    several = tuple(sorted(id for id, n in held.items() if n > owed))
    others = tuple(sorted(held.keys() - set(expected)))
    more = f"Auditors with more of the month's audits than the {owed} that each owes."
    yield Figure(WITHOUT, "Expected, without an audit", NONE_ALLOCATED, without, "people", confidential=True)
    yield Figure(ABOVE, "With more audits than owed", more, several, "people")
    yield Figure(UNEXPECTED, "With an audit, not expected", EXEMPT_OR_OUTSIDE, others, "people", confidential=True)


def _audits(of: Month) -> list[Figure]:
    return [Figure(name, label, definition, of.audits_where(test)) for name, label, definition, test in AUDITS]


def _overdue(of: Month) -> Figure:
    today = of.today.isoformat()
    late = of.audits_where(lambda audit: audit["state"] in OPEN_STATES and audit["due"] < today)
    return Figure("overdue", "Overdue", "Audits that are still open after their date.", late)
