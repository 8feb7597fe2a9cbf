"""The rule of a sample: which children it may draw, in words, and why it leaves a child out."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from app.programme.english import counted, day, listed

Labels = Mapping[str, str]
Proportion = Literal["plan", "team", "plan_and_team", "none"]
Rounding = Literal["systematic", "largest_remainders"]
UnderAudit = Literal["left_out", "drawn"]

PLAN_WORDS = {
    "CiN": ("child in need", "children in need"),
    "CP": ("child on a child protection plan", "children on a child protection plan"),
    "CiC": ("child in care", "children in care"),
    "CL": ("care leaver", "care leavers"),
}
PROPORTION_WORDS = {
    "plan": "Places are shared over the plan types in proportion to the number of children in each.",
    "team": "Places are shared over the teams in proportion to the number of children in each.",
    "plan_and_team": "Places are shared over the plan types, and within each over the teams, "
    "in proportion to the number of children.",
    "none": "Every child has the same chance, whatever the plan type or team.",
}

ROUNDING_WORDS = (
    "Where that leaves parts of a place, the seed draws lots for who gets a whole one: the bigger the part, the"
    " likelier. Over the months each gets its exact share."
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A child on the population list, as it stood on the population's date; None where a date is not recorded."""

    ref: str
    plan: str
    team: str
    worker: str
    age_band: str
    ethnicity: str
    opened: date | None
    last_audited: date | None
    under_audit: bool = False
    """Whether an audit of the work with the child is with an auditor now."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What to draw: how many, of whom, in which proportions, from the population of which date.

    No plans or no teams means all of them; service areas come in as their teams. `shares` gives parts to plan
    types (any whole numbers: 3 and 1 is the same as 75 and 25) and replaces their numbers in the population.
    `themes` are recorded with the rule and do not filter. `named` holds pairs of a reference and the reason.
    `rounding` is how fractions of a place are settled; draws of before it was said are by largest remainders.
    `under_audit` is what becomes of children whose audit is with an auditor; they were drawn before it was said.
    """

    size: int
    on: date
    plans: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    proportional_to: Proportion = "plan"
    shares: Mapping[str, int] | None = None
    not_audited_months: int = 0
    min_open_days: int = 0
    themes: tuple[str, ...] = ()
    named: tuple[tuple[str, str], ...] = ()
    rounding: Rounding = "systematic"
    under_audit: UnderAudit = "left_out"


def faults(child: Candidate, rule: Rule, labels: Labels) -> dict[str, str]:
    """Return each part of the rule that the child does not meet: reason id → clause, in the order of the rule."""
    plan, team = plan_words(1, child.plan, labels), labels.get(child.team, child.team) or "no team"
    opened, last = child.opened, child.last_audited
    opened_by = rule.on - timedelta(days=rule.min_open_days)
    audited_by = months_before(rule.on, rule.not_audited_months)
    broken = {
        "plan": (bool(rule.plans) and child.plan not in rule.plans, f" ({plan})"),
        "share": (rule.shares is not None and not rule.shares.get(child.plan), f" ({plan})"),
        "team": (bool(rule.teams) and child.team not in rule.teams, f" ({team})"),
        "audited": (last and rule.not_audited_months and last > audited_by, f", on {day(last)}" if last else ""),
        "under_audit": (rule.under_audit == "left_out" and child.under_audit, ""),
        "opening": (not opened and rule.min_open_days, ""),
        "opened": (opened and rule.min_open_days and opened > opened_by, f", on {day(opened)}" if opened else ""),
    }
    return {reason: reason_words(reason, rule) + detail for reason, (is_broken, detail) in broken.items() if is_broken}


def reason_words(reason: str, rule: Rule) -> str:
    """Return a reason for leaving a child out, as it stands after a count. Raises KeyError for an unknown one."""
    return {
        "plan": "of a plan type that was not drawn from",
        "share": "of a plan type that was given no share",
        "team": "of a team that was not drawn from",
        "audited": f"audited in the {counted(rule.not_audited_months, 'month')} before {day(rule.on)} or since",
        "under_audit": "with an audit that is not in yet",
        "opening": "without a recorded date of opening",
        "opened": f"opened less than {counted(rule.min_open_days, 'day')} before {day(rule.on)}",
        "not_drawn": "meeting the rule and not drawn",
    }[reason]


def audited_words(child: Candidate, rule: Rule) -> str:
    """Return when a child was last audited, as a sentence; empty where the rule does not ask or is not met."""
    if not rule.not_audited_months:
        return ""
    if child.last_audited is None:
        return "No earlier audit is recorded."
    if child.last_audited > months_before(rule.on, rule.not_audited_months):
        return ""
    months = counted(rule.not_audited_months, "month")
    return f"Last audited on {day(child.last_audited)}, at least {months} before the list of {day(rule.on)}."


def rule_in_words(rule: Rule, labels: Labels) -> str:
    """Return the rule as one paragraph; labels give names to plan types and teams by their ids."""
    teams = f", in {listed([labels.get(team, team) for team in rule.teams])}" if rule.teams else ""
    first = f"{counted(rule.size, 'child')} from the list of {day(rule.on)}: {_plans_in_words(rule, labels)}{teams}"
    return " ".join([first + _dates_in_words(rule) + ".", *_sentences(rule, labels)])


def _plans_in_words(rule: Rule, labels: Labels) -> str:
    return listed([plan_words(2, plan, labels) for plan in rule.plans]) if rule.plans else "children of every plan type"


def _dates_in_words(rule: Rule) -> str:
    months, days = rule.not_audited_months, rule.min_open_days
    audited = f", not audited in the {counted(months, 'month')} before or since" if months else ""
    return audited + (f", open for {counted(days, 'day')} or more" if days else "")


def _sentences(rule: Rule, labels: Labels) -> list[str]:
    said = [PROPORTION_WORDS[rule.proportional_to]]
    if rule.shares is not None:
        parts = listed([f"{plan_words(2, plan, labels)} {part}" for plan, part in sorted(rule.shares.items())])
        said = [f"Places are shared over the plan types in these parts: {parts}."]
        if "team" in rule.proportional_to:
            said.append("Within each they are shared over the teams in proportion to the number of children.")
    if rule.rounding == "systematic" and (rule.shares is not None or rule.proportional_to != "none"):
        said.append(ROUNDING_WORDS)
    if rule.under_audit == "left_out":
        said.append("A child whose audit is not in yet is left out.")
    if rule.themes:
        said.append(f"{'Theme' if len(rule.themes) == 1 else 'Themes'}: {listed(rule.themes)}.")
    if rule.named:
        said.append(f"Named: {listed([f'{ref} ({reason})' for ref, reason in rule.named])}.")
    return said


def without_reasons(said: str, named: Iterable[tuple[str, str]]) -> str:
    """What is said of a rule, or of a child whom it names (reference, reason), without what was written why."""
    for ref, reason in named:
        said = said.replace(f"{ref} ({reason})", ref).replace(f"Named: {reason.strip().rstrip('.')}.", "Named.")
    return said


def months_before(on: date, months: int) -> date:
    """Return the same day some whole months earlier, or that month's last day where it has no such day."""
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


def plan_words(n: int, plan: str, labels: Labels) -> str:
    """Return the words for n children of a plan type, without the number; an unknown type by its label."""
    one, many = PLAN_WORDS.get(plan, (f"child ({labels.get(plan, plan)})", f"children ({labels.get(plan, plan)})"))
    return one if n == 1 else many
