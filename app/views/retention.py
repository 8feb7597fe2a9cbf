"""The retention schedule: its rules, and what they propose today."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app import clock, expiry
from app.events.retention import KINDS, SCHEDULE
from app.forms.fields import choices
from app.forms.retention import NoRuleForm, RuleForm
from app.policy import QA, RULES
from app.programme import histories
from app.programme import retention as programme
from app.programme.english import counted, listed
from app.programme.erasures import NOUNS
from app.programme.packs import KEPT as PACKS_KEPT
from app.programme.retention import HOLDS, Proposal
from app.views import acting
from app.views.acting import Act, Place
from app.views.desk import house, model
from app.views.erasure_reach import DECIDES
from app.views.histories import Told
from app.views.links import link
from app.views.reading_table import NOT_NARRATIVE
from app.views.words import day
from projections import erasures
from projections import retention as rows

pages = Blueprint("retention", __name__)
RULES |= {"retention.index": DECIDES}
NOT_NARRATIVE["retention"] = "How long what is kept, in numbers."
Row = dict[str, Any]


def _found() -> Row:
    return {"id": SCHEDULE, "version": rows.version(model()), "rules": rows.rules(model())}


def _ready(form: Any, row: Row) -> Row:
    known = row["rules"] if isinstance(form, NoRuleForm) else KINDS
    form.kind.choices = choices({"": "Choose"} | {kind: KINDS[kind].label for kind in KINDS if kind in known})
    return {}


PLACE = Place(
    rule="/retention",
    find=_found,
    href=lambda row: "/retention",
    title=lambda row: "the retention schedule",
    caption=lambda row: "Retention",
    state=lambda row: "Without a rule",
    ready=_ready,
)
ACTS = (
    Act(
        "rule",
        QA,
        RuleForm,
        programme.set_rule,
        "Set a rule",
        "From now on the schedule proposes what is over its time. Nothing is erased by it alone: a person"
        " proposes each erasure and a second one confirms it.",
        "The rule is set.",
    ),
    Act(
        "rule-withdrawal",
        QA,
        NoRuleForm,
        programme.withdraw_rule,
        "Withdraw a rule",
        "Nothing of this kind is proposed any more. The history keeps the rule and your reason.",
        "The rule is withdrawn.",
        open_to=lambda row: bool(row["rules"]),
        warning=True,
    ),
)
acting.put(pages, PLACE, ACTS)


@pages.get("/retention")
def index() -> ResponseReturnValue:
    """Each kind of record with its rule, and what the rule proposes today, in words."""
    row, proposals = _found(), programme.proposals(house(), clock.today())
    entries = [Told(**vars(entry)) for entry in histories.of_stream(house(), SCHEDULE)[::-1]]
    return render_template(
        "retention/index.html",
        kinds=[_kind(kind, row["rules"].get(kind), proposals.get(kind)) for kind in KINDS],
        acts=PLACE.offered(ACTS, row),
        entries=entries,
        fixed=_fixed(),
        erasures=link("/erasures"),
        requests=link("/subject-access"),
    )


def _kind(kind: str, rule: Row | None, proposal: Proposal | None) -> Row:
    words = KINDS[kind]
    found = {"kind": kind, "label": words.label, "holds": words.holds, "closed": words.closed, "rule": rule}
    free = bool(proposal and proposal.free)
    waiting = erasures.scheduled(model(), kind)
    return found | {
        "today": today_in_words(proposal, waiting) if proposal else "No rule: nothing is proposed.",
        "propose": link(f"/erasures/new?of=schedule&kind={kind}") if free else "",
    }


def today_in_words(found: Proposal, waiting: int = 0) -> str:
    """What a rule proposes today: how many records, closed when, what of it is held and why, and what comes next.

    `waiting` is how many are proposed already, for a second person to decide on.
    """
    noun = NOUNS[found.kind]
    said = [f"{counted(waiting, noun)} over the time: proposed, waiting for a second person."] if waiting else []
    if found.free:
        first, last = found.free[0]["closed_on"], found.free[-1]["closed_on"]
        when = f"on {day(first)}" if first == last else f"from {day(first)} to {day(last)}"
        said.append(
            f"{counted(len(found.free), noun)} closed {when}: over the time since {day(found.free[0]['due_on'])}."
        )
    if found.held:
        why = listed(dict.fromkeys(HOLDS[one] for _, held in found.held for one in held))
        said.append(f"{counted(len(found.held), noun)} over the time must be kept for now: {why}.")
    if not said:
        said.append("Nothing is over its time.")
    return " ".join([*said, f"Next on {day(found.next_due)}." if found.next_due else ""]).strip()


def _fixed() -> list[Row]:
    """What goes by itself, since it is no record."""
    return [
        {"what": "Unsent text of a form", "when": f"after {expiry.DRAFTS.days} days, or when its form is sent"},
        {"what": "Text whose session was lost", "when": f"after {expiry.PENDING.seconds // 3600} hour"},
        {"what": "A list that was not brought in", "when": f"after {expiry.UPLOADS.days} day"},
        {"what": "The file of an evidence pack", "when": f"after {PACKS_KEPT.days} days, or at any erasure"},
        {"what": "The access log", "when": "never: who saw what was erased is what an erased person may ask"},
    ]
