"""Where does each audit stand, who has it, when is it due, and how was it graded?"""

from typing import Any

from projections.rows import Row, Rows, Table

TABLES = (
    Table(
        "audits",
        {
            "id": str, "cycle": str, "number": int, "child": str, "auditor": str, "team": str, "area": str,
            "worker": str, "plan": str, "framework": str, "framework_version": int, "state": str, "due": str,
            "allocated_on": str, "started_on": str, "returned_on": str, "days_late": int, "decided_on": str,
            "uploaded_on": str, "exemption": str, "overall": str, "worker_part": str, "manager_part": str,
            "child_part": str, "parent_part": str, "concern": str, "actions": int, "version": int, "position": int,
            "was": str, "record_old": int, "overall_moderated": str, "second_of": str, "correcting": str,
            "grades": dict, "moderated": dict,
        },
        ("id",),
        (("cycle", "position"), ("auditor", "state"), ("team", "cycle"), ("child",), ("worker",), ("state", "due"),
         ("uploaded_on", "state")),
    ),
    Table("held", {"auditor": str, "audit": str, "position": int}, ("auditor", "audit")),
)  # fmt: skip

BLANK = {
    "started_on": "", "returned_on": "", "days_late": 0, "decided_on": "", "uploaded_on": "", "exemption": "",
    "overall": "", "worker_part": "", "manager_part": "", "child_part": "", "parent_part": "", "concern": "",
    "actions": 0, "was": "", "record_old": 0, "overall_moderated": "", "correcting": "",
}  # fmt: skip

AS_ALLOCATED = (
    "cycle", "number", "child", "auditor", "team", "area", "worker", "plan", "framework", "framework_version", "due",
)  # fmt: skip

COLUMN_OF = {
    "overall.grade": "overall",
    "participation.worker": "worker_part",
    "participation.manager": "manager_part",
    "participation.child": "child_part",
    "participation.parent": "parent_part",
    "concern.category": "concern",
}

LISTED = (
    "SELECT audits.*, auditors.name AS auditor_name, auditors.left_on AS auditor_left_on,"
    " teams.name AS team_name, workers.name AS worker_name,"
    " areas.name AS area_name, moderations.state AS moderation, moderations.moderator AS moderator,"
    " moderations.correcting AS moderation_correcting,"
    " moderators.name AS moderator_name FROM audits LEFT JOIN people auditors ON auditors.id = audits.auditor"
    " LEFT JOIN people workers ON workers.id = audits.worker LEFT JOIN teams ON teams.id = audits.team"
    " LEFT JOIN areas ON areas.id = audits.area LEFT JOIN moderations ON moderations.id = audits.id"
    " LEFT JOIN people moderators ON moderators.id = moderations.moderator"
)


def allocated(rows: Rows, event: Any) -> None:
    """An audit that waits to be started."""
    facts = event.facts
    row = BLANK | {name: facts[name] for name in AS_ALLOCATED}
    row |= {
        "id": event.stream,
        "allocated_on": facts["on"],
        "state": "allocated",
        "grades": {},
        "moderated": {},
        "second_of": "",
    }
    rows["audits"].put(**row, version=event.version, position=event.position)
    rows["held"].put(auditor=facts["auditor"], audit=event.stream, position=event.position)


def started(rows: Rows, event: Any) -> None:
    """The auditor has begun; an audit that was sent back stays so."""
    row = rows["audits"].get(event.stream)
    state = "started" if row and row["state"] == "allocated" else row and row["state"]
    _change(rows, event, started_on=event.facts["on"], state=state)


def section_saved(rows: Rows, event: Any) -> None:
    """Grades, participation and counts of the fields that changed; never their text."""
    row = rows["audits"].touch(event.stream)
    row["version"], row["position"] = event.version, event.position
    for key, value in event.facts["changes"].items():
        if key[:6] == "grade.":
            _grade(row["grades"], key[6:], value)
        elif key in COLUMN_OF:
            row[COLUMN_OF[key]] = value or ""
        elif key == "actions":
            row["actions"] = len(value or [])


def returned(rows: Rows, event: Any) -> None:
    """The audit is in and waits to be judged."""
    facts = event.facts
    _change(rows, event, state="returned", returned_on=facts["on"], days_late=facts["working_days_late"])


def answers_corrected(rows: Rows, event: Any) -> None:
    """Grades and participation that were entered wrongly; a copy on record from before is old."""
    row = rows["audits"].touch(event.stream)
    for key, (_, now) in event.facts["changes"].items():
        if key[:6] == "grade.":
            _grade(row["grades"], key[6:], now)
        else:
            row[COLUMN_OF[key]] = now
    left = "" if event.facts["correction"] else row["correcting"]
    _change(rows, event, record_old=int(bool(row["uploaded_on"])), correcting=left)


def correction_proposed(rows: Rows, event: Any) -> None:
    """Another than this person is to decide on it."""
    _change(rows, event, correcting=event.by)


def correction_ended(rows: Rows, event: Any) -> None:
    """It stays as it was entered."""
    _change(rows, event, correcting="")


def return_corrected(rows: Rows, event: Any) -> None:
    """It came in on another day."""
    facts = event.facts
    _change(rows, event, returned_on=facts["returned_on"], days_late=facts["working_days_late"])


def upload_corrected(rows: Rows, event: Any) -> None:
    """Its copy came onto the record on another day; whether that is old is as before."""
    _change(rows, event, uploaded_on=event.facts["uploaded_on"])


def accepted(rows: Rows, event: Any) -> None:
    """To standard."""
    _change(rows, event, state="accepted", decided_on=event.facts["on"])


def not_to_standard(rows: Rows, event: Any) -> None:
    """Completed, and out of the grades."""
    _change(rows, event, state="not_to_standard", decided_on=event.facts["on"])


def sent_back(rows: Rows, event: Any) -> None:
    """Open again, with another date."""
    blank = {"returned_on": "", "days_late": 0, "decided_on": "", "correcting": ""}
    _change(rows, event, state="sent_back", due=event.facts["due"], **blank)


def nil_return(rows: Rows, event: Any) -> None:
    """Nothing came."""
    _end(rows, event, "nil_return")


def withdrawn(rows: Rows, event: Any) -> None:
    """Not wanted any more."""
    _end(rows, event, "withdrawn")


def released(rows: Rows, event: Any) -> None:
    """Its auditor is exempted."""
    _end(rows, event, "released")["exemption"] = event.facts["exemption"]


def reopened(rows: Rows, event: Any) -> None:
    """Where it stood before it ended so; one that was in waits to be judged again."""
    row = rows["audits"].get(event.stream)
    _change(rows, event, state=row and row["was"], decided_on="", was="", exemption="")


def reallocated(rows: Rows, event: Any) -> None:
    """Another auditor begins anew."""
    facts = event.facts
    rows["held"].put(auditor=facts["auditor"], audit=event.stream, position=event.position)
    begun = {"auditor": facts["auditor"], "due": facts["due"], "state": "allocated", "allocated_on": facts["on"]}
    _change(rows, event, **BLANK, **begun, grades={}, moderated={})


def uploaded(rows: Rows, event: Any) -> None:
    """On the child's record, as it stands now."""
    _change(rows, event, uploaded_on=event.facts["on"], record_old=0)


def noted(rows: Rows, event: Any) -> None:
    """What is of the audit's moderation and changes no grade of it."""
    _change(rows, event)


def regraded(rows: Rows, event: Any) -> None:
    """Grades that count in the place of the auditor's, which stay; a copy on record from before is old."""
    row, facts = rows["audits"].touch(event.stream), event.facts
    row["version"], row["position"] = event.version, event.position
    row["moderated"] = row["moderated"] | {domain: now for domain, (_, now, _) in facts["grades"].items()}
    if facts["overall"]:
        row["overall_moderated"] = facts["overall"][1]
    row["record_old"] = int(bool(row["uploaded_on"]))


def moderation_corrected(rows: Rows, event: Any) -> None:
    """The grades that count as their moderator meant them; one that is not to standard after all has none."""
    row, graded = rows["audits"].touch(event.stream), False
    for key, (_, now) in event.facts["changes"].items():
        if key == "overall.grade":
            row["overall_moderated"], graded = now, True
        elif key[:6] == "grade.":
            kept = {domain: grade for domain, grade in row["moderated"].items() if domain != key[6:]}
            row["moderated"], graded = kept | ({key[6:]: now} if now else {}), True
    old = int(bool(row["uploaded_on"])) if graded else row["record_old"]
    _change(rows, event, record_old=old)


def replied(rows: Rows, event: Any) -> None:
    """The practitioner replied; what they wrote stays in the log."""
    _change(rows, event)


def looped(rows: Rows, event: Any) -> None:
    """The second audit of a child: the child is counted in the grades once, by the first."""
    _count_by(rows, event, event.facts["first"], event.facts["second"])
    if rows["audits"].get(event.facts["first"]):  # From now on it is sealed, and so in fewer figures.
        rows["audits"].change(event.facts["first"], position=event.position)


def loop_agreed(rows: Rows, event: Any) -> None:
    """The child is counted by the audit that carries the agreed grades."""
    _count_by(rows, event, event.facts["graded_on"], _other(rows, event))


def loop_ended(rows: Rows, event: Any) -> None:
    """One came to nothing: the child is counted by the other."""
    gone = event.facts["audit"]
    _count_by(rows, event, _other(rows, event, gone), gone)


HANDLERS = {
    "audit allocated": allocated,
    "audit started": started,
    "audit section saved": section_saved,
    "audit returned": returned,
    "audit accepted": accepted,
    "audit judged not to standard": not_to_standard,
    "audit sent back": sent_back,
    "nil return recorded": nil_return,
    "audit withdrawn": withdrawn,
    "audit released": released,
    "audit reopened": reopened,
    "audit reallocated": reallocated,
    "audit uploaded to record": uploaded,
    "audit drawn for moderation": noted,
    "moderator assigned": noted,
    "moderator changed": noted,
    "audit moderated": regraded,
    "finding challenged": noted,
    "challenge answered": noted,
    "grade changed after challenge": regraded,
    "moderation corrected": moderation_corrected,
    "moderation correction proposed": noted,
    "moderation correction declined": noted,
    "moderation correction withdrawn": noted,
    "practitioner replied": replied,
    "audit answers corrected": answers_corrected,
    "audit return corrected": return_corrected,
    "audit upload corrected": upload_corrected,
    "audit correction proposed": correction_proposed,
    "audit correction declined": correction_ended,
    "audit correction withdrawn": correction_ended,
    "audit graded in its loop": regraded,
    "loop opened": looped,
    "loop agreed": loop_agreed,
    "loop ended": loop_ended,
}
IGNORES = frozenset({
    "looped audit came in", "looped audit went back", "looped audit changed hands", "loop seal lifted",
    "loop meeting arranged", "loop meeting moved",
})  # fmt: skip


def _change(rows: Rows, event: Any, **values: Any) -> Row:
    return rows["audits"].change(event.stream, **values, version=event.version, position=event.position)


def _other(rows: Rows, event: Any, audit: str = "") -> str:
    """The audit of a loop beside this one, or beside the one that carries its grades."""
    found = rows["loop_audits"].get(audit or event.facts["graded_on"])
    return str(found["other"]) if found else ""


def _count_by(rows: Rows, event: Any, counted: str, other: str) -> None:
    """Count a child by one of two audits; the counted one changes only where it was the other."""
    for id, second_of in ((counted, ""), (other, counted)):
        row = rows["audits"].get(id)
        if row and row["second_of"] != second_of:
            rows["audits"].change(id, second_of=second_of, position=event.position)


def _end(rows: Rows, event: Any, state: str) -> Row:
    row = rows["audits"].get(event.stream)
    return _change(rows, event, was=row and row["state"], state=state, decided_on=event.facts["on"])


def _grade(grades: dict[str, str], domain: str, grade: str | None) -> None:
    if grade:
        grades[domain] = grade
    else:
        grades.pop(domain, None)


def audit(model: Any, id: str) -> Row | None:
    """One audit with the names of its auditor, team and worker, None when unknown."""
    return model.one(LISTED + " WHERE audits.id = ?", [id])


def of_child(model: Any, child: str) -> list[Row]:
    """A child's audits, oldest first."""
    return model.query(LISTED + " WHERE audits.child = ? ORDER BY audits.id", [child])


def ever_with(model: Any, auditor: str) -> list[str]:
    """The ids of the audits that an auditor has or had, even if another has them now, in the order they came."""
    found = model.query("SELECT audit FROM held WHERE auditor = ? ORDER BY position", [auditor])
    return [row["audit"] for row in found]
