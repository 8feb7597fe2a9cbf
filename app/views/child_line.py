"""One line for each audit of a child: audit, moderation, reply, actions, duties, impact, with dates and states."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app import clock
from app.events.impact_questions import STATES as IMPACT_STATES
from app.events.moderation_words import MODERATION_STATES, OUTCOMES
from app.events.vocabulary import COMPLETED_STATES, DUTIES, OPEN_STATES
from app.programme.english import counted
from app.views.audit_rows import overall
from app.views.desk import model
from app.views.duty_rows import href as to_duty
from app.views.links import link, to_audit
from app.views.words import day, month, reference, state
from projections import actions_lists, duties_lists, impact, moderations, replies

Row = dict[str, Any]
DONE, WAITING, LATE, NONE = "done", "waiting", "late", "none"
WORDS = {DONE: "Done", WAITING: "Under way", LATE: "Late", NONE: "Nothing"}


@dataclass(frozen=True)
class Step:
    """One step of the line: where it stands (done, waiting, late, none), what there is to say, when, and its page."""

    name: str
    stands: str
    said: str
    when: str = ""
    href: str = ""

    @property
    def word(self) -> str:
        """Where it stands, in a word."""
        return WORDS[self.stands]


@dataclass(frozen=True)
class Line:
    """An audit of the child and what came of it, in the order of the work."""

    title: str
    key: str
    steps: tuple[Step, ...]
    grade: Row | None


def lines(audits: list[Row]) -> list[Line]:
    """The line of each audit, the newest first; a step whose page is not the reader's has no address."""
    return [
        Line(
            f"{month(audit['cycle'])}, {audit['auditor_name'] or 'an auditor who is not on the list'}",
            audit["id"].replace("/", "-"),
            tuple(step(audit) for step in STEPS),
            overall(audit) if to_audit(audit["id"]) else None,
        )
        for audit in reversed(audits)
    ]


def _audit(audit: Row) -> Step:
    today, is_in = clock.today().isoformat(), audit["state"] in COMPLETED_STATES
    over_due = audit["state"] in OPEN_STATES and audit["due"] < today
    stands = DONE if is_in else LATE if over_due else WAITING if audit["state"] in OPEN_STATES else NONE
    when = f"returned {day(audit['returned_on'])}" if audit["returned_on"] else f"due {day(audit['due'])}"
    return Step("Audit", stands, state(audit["state"]), when, to_audit(audit["id"]))


def _moderation(audit: Row) -> Step:
    found = moderations.moderation(model(), audit["id"])
    if found is None:
        return Step("Moderation", NONE, "Not drawn for moderation")
    if found["moderated_on"]:
        said = OUTCOMES.get(found["outcome"], "Moderated")
        return Step("Moderation", DONE, said, day(found["moderated_on"]), to_audit(audit["id"]))
    late = bool(found["due"]) and found["due"] < clock.today().isoformat()
    words = str(MODERATION_STATES.get(found["state"], found["state"]))
    when = f"due {day(found['due'])}" if found["due"] else ""
    return Step("Moderation", LATE if late else WAITING, words, when, to_audit(audit["id"]))


def _reply(audit: Row) -> Step:
    found = replies.of_audit(model(), audit["id"])
    if not found:
        return Step("Reply", NONE, "The practitioner has not replied")
    there = to_audit(audit["id"])
    return Step("Reply", DONE, "The practitioner replied", day(found[-1]["on"]), f"{there}#replies" if there else "")


def _actions(audit: Row) -> Step:
    found = actions_lists.of_source(model(), audit["id"])
    if not found:
        return Step("Actions", NONE, "No action was asked for")
    still = [row for row in found if row["state"] == "open"]
    cancelled = sum(row["state"] == "cancelled" for row in found)
    said = counted(len(found), "action") + (f", {len(still)} to do" if still else ", none left to do")
    said += f", {cancelled} cancelled" if cancelled else ""
    there = link(f"/actions?child={reference(audit['child'])}")
    if not still:
        return Step("Actions", DONE, said, day(max(row["ended_on"] for row in found)), there)
    first = min(row["due"] for row in still)
    return Step("Actions", LATE if first < clock.today().isoformat() else WAITING, said, f"due {day(first)}", there)


def _duties(audit: Row) -> Step:
    found = duties_lists.duty(model(), audit["id"].replace("audit/", "duty/"))
    if found is None:
        return Step("Manager's duties", NONE, "They begin when the audit is accepted")
    done = [duty for duty in DUTIES if found[f"{duty}_on"]]
    said = f"{len(done)} of {len(DUTIES)} done"
    if not found["next_due"]:
        return Step("Manager's duties", DONE, said, day(found["closing_on"]), link(to_duty(found)))
    late = found["next_due"] < clock.today().isoformat()
    return Step(
        "Manager's duties", LATE if late else WAITING, said, f"due {day(found['next_due'])}", link(to_duty(found))
    )


def _impact(audit: Row) -> Step:
    found = impact.of_audit(model(), audit["id"], clock.today())
    if not found:
        return Step("Impact", NONE, "Asked six weeks after the return")
    answered = [row for row in found if row["answered_on"]]
    said = "; ".join(f"{row['part']}: {IMPACT_STATES[row['stands']].lower()}" for row in found)
    when = max((row["answered_on"] for row in answered), default="")
    first = min(row["first_on"] for row in found)
    stands = WAITING if {row["stands"] for row in found} & OPEN_IMPACT else DONE if answered else NONE
    return Step("Impact", stands, said, day(when) if when else f"asked from {day(first)}")


OPEN_IMPACT = {"coming", "due", "asked", "reminded"}
STEPS: tuple[Callable[[Row], Step], ...] = (_audit, _moderation, _reply, _actions, _duties, _impact)
