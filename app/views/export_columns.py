"""Every column that a file may have, each defined once, so that it has one name and one form in every file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.events import vocabulary
from app.views.words import reference

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """A column: its key in JSON, its heading in CSV and Excel, what kind of value it holds, and how a row gives it."""

    key: str
    name: str
    read: Callable[[Row], Any]
    kind: str = "text"


def _is(key: str) -> Callable[[Row], Any]:
    return lambda row: row[key]


def _short(key: str) -> Callable[[Row], str]:
    return lambda row: reference(row[key] or "")


def _in_words(key: str, words: Mapping[str, str]) -> Callable[[Row], str]:
    return lambda row: words.get(row[key] or "", row[key] or "")


def _roles(row: Row) -> str:
    return "; ".join(vocabulary.ROLES[role] for role in row["roles"])


_KNOWN = (
    Column("audit_id", "Audit id", _is("audit")),
    Column("audit", "Audit", _short("audit")),
    Column("month_id", "Month id", _is("cycle")),
    Column("month", "Month", _short("cycle"), "month"),
    Column("child_id", "Child id", _is("child")),
    Column("reference", "Reference", _short("child")),
    Column("plan_id", "Plan type id", _is("plan")),
    Column("plan", "Plan type", _in_words("plan", vocabulary.PLAN_TYPES)),
    Column("age_band_id", "Age band id", _is("age_band")),
    Column("age_band", "Age band", _in_words("age_band", vocabulary.AGE_BANDS)),
    Column("ethnicity", "Ethnicity", _is("ethnicity")),
    Column("opened", "Opened on", _is("opened"), "date"),
    Column("last_audited", "Last audited on", _is("last_audited"), "date"),
    Column("team_id", "Team id", _is("team")),
    Column("team", "Team", _is("team_name")),
    Column("area_id", "Service area id", _is("area")),
    Column("area", "Service area", _is("area_name")),
    Column("worker_id", "Allocated worker id", _is("worker")),
    Column("worker", "Allocated worker", _is("worker_name")),
    Column("auditor_id", "Auditor id", _is("auditor")),
    Column("auditor", "Auditor", _is("auditor_name")),
    Column("framework_id", "Framework id", _is("framework")),
    Column("framework", "Framework", _is("framework_title")),
    Column("framework_version", "Framework version", _is("framework_version"), "number"),
    Column("state_id", "State id", _is("state")),
    Column("state", "State", _is("state_words")),
    Column("allocated_on", "Allocated on", _is("allocated_on"), "date"),
    Column("due", "Due", _is("due"), "date"),
    Column("started_on", "Started on", _is("started_on"), "date"),
    Column("returned_on", "Returned on", _is("returned_on"), "date"),
    Column("days_late", "Working days late", _is("days_late"), "number"),
    Column("decided_on", "Decided on", _is("decided_on"), "date"),
    Column("uploaded_on", "Uploaded on", _is("uploaded_on"), "date"),
    Column("overall_id", "Overall grade id", _is("overall")),
    Column("overall", "Overall grade", _is("overall_words")),
    Column("original_id", "Auditor's overall grade id", _is("original")),
    Column("original", "Auditor's overall grade", _is("original_words")),
    Column("moderated", "Moderated", _is("moderated"), "yes_no"),
    Column("person_id", "Person id", _is("person")),
    Column("name", "Name", _is("name")),
    Column("email", "E-mail", _is("email")),
    Column("job_level_id", "Job level id", _is("job_level")),
    Column("job_level", "Job level", _in_words("job_level", vocabulary.JOB_LEVELS)),
    Column("role_ids", "Role ids", lambda row: "; ".join(row["roles"])),
    Column("roles", "Roles", _roles),
    Column("supervisor_id", "Supervisor id", _is("supervisor")),
    Column("supervisor", "Supervisor", _is("supervisor_name")),
    Column("in_training", "In training", _is("in_training"), "yes_no"),
    Column("trained_on", "Auditor trained on", _is("trained_on"), "date"),
    Column("counted_from", "Counted from", _short("counted_from"), "month"),
    Column("left_pool_on", "Left the pool on", _is("left_pool_on"), "date"),
    Column("moderator_id", "Moderator id", _is("moderator")),
    Column("moderator", "Moderator", lambda row: (row["moderator"] or "").capitalize()),
    Column("left_on", "Left on", _is("left_on"), "date"),
    Column("exemption_id", "Exemption class id", _is("exempt_class")),
    Column("exemption", "Exemption class", _is("exempt")),
    Column("scope_ids", "Scope ids", lambda row: "; ".join(row["scope"])),
    Column("scope", "Scope", _is("scope_words")),
    Column("target", "Completion target", _is("target_share"), "share"),
    Column("pool_count", "Auditors in the pool", _is("pool"), "number"),
    Column("sample_count", "Children in the sample", _is("sample"), "number"),
    Column("audit_count", "Audits", _is("audits"), "number"),
    Column("place", "Place", _is("place"), "number"),
    Column("by_hand", "By hand", _is("by_hand"), "yes_no"),
    Column("why", "Why", _is("why")),
    Column("figure_id", "Figure id", _is("figure")),
    Column("figure", "Figure", _is("label")),
    Column("numerator", "Numerator", _is("n"), "number"),
    Column("denominator", "Denominator", _is("of"), "number"),
    Column("share", "Share", _is("share"), "share"),
    Column("definition", "Definition", _is("definition")),
)

_WORK = "team_id team area_id area"
_KEYS = {
    "audits": f"audit_id audit month_id month child_id reference plan_id plan {_WORK} auditor_id auditor framework_id"
    " framework framework_version state_id state allocated_on due started_on returned_on days_late decided_on"
    " uploaded_on overall_id overall original_id original moderated",
    "children": f"child_id reference plan_id plan {_WORK} worker_id worker age_band_id age_band ethnicity opened"
    " last_audited",
    "people": f"person_id name email job_level_id job_level {_WORK} role_ids roles supervisor_id supervisor in_training"
    " trained_on counted_from left_pool_on moderator_id moderator left_on",
    "months": "month_id month state_id state scope_ids scope framework_id framework framework_version target pool_count"
    " sample_count audit_count",
    "pool": f"month_id month auditor_id auditor {_WORK} exemption_id exemption",
    "sample": "month_id month place child_id reference plan_id plan team_id team age_band_id age_band ethnicity"
    " by_hand audit_id audit why",
    "allocation": "audit_id audit month_id month child_id reference team_id team auditor_id auditor state_id state due"
    " why",
    "figures": "figure_id figure numerator denominator share definition month_id month framework_id framework"
    " framework_version",
}
_BY_KEY = {column.key: column for column in _KNOWN}

LISTS = {name: tuple(_BY_KEY[key] for key in keys.split()) for name, keys in _KEYS.items()}
"""The columns of each list, in order."""
TITLES = {
    "audits": "Audits",
    "children": "Open children",
    "people": "People",
    "months": "Months",
    "pool": "Auditor pool",
    "sample": "Sample",
    "allocation": "Allocation",
    "figures": "Figures of the month",
}
"""What each list is called: the name of its sheet."""


def column(key: str, name: str, kind: str = "text", of: str = "") -> Column:
    """A column of a noun's own: what the row has under the key, or under another."""
    return Column(key, name, _is(of or key), kind)


def words_column(key: str, name: str, words: Mapping[str, str], of: str = "") -> Column:
    """A column of a noun's own with the words for what the row has under the key, or under another."""
    return Column(key, name, _in_words(of or key, words))


def add_list(name: str, title: str, keys: str, *own: Column) -> None:
    """A noun's list: its columns in order, by keys that all lists know or that are among its own.

    Raises ValueError for a column of its own whose key is known already with another name.
    """
    for one in own:
        if one.key in _BY_KEY and _BY_KEY[one.key].name != one.name:
            raise ValueError(f"The column {one.key!r} is called {_BY_KEY[one.key].name!r} in other lists")
    known = _BY_KEY | {one.key: one for one in own}
    LISTS[name], TITLES[name] = tuple(known[key] for key in keys.split()), title


NAMED = frozenset({"exemption_id", "exemption"})
"""The columns that tell who is exempted."""
