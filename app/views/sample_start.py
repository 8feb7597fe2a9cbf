"""How the form of a draw begins: with the rule of the last month that has one, and this month's number and seed."""

from collections.abc import Sequence
from typing import Any

from app.programme import frameworks
from app.programme.english import counted
from app.programme.samples import sample, sample_check
from app.programme.samples.sample_facts import rule_of
from app.programme.samples.sampling_rule import Rule
from app.views import words
from app.views.desk import house, model
from projections import cycles, people

FIRST = {"proportional_to": "plan", "not_audited_months": "6"}
"""The rule where no month has one yet."""
OWN = "The number, the seed and the children named are for this month to say."


def beginning(found: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The values that the form begins with, and where they are from as a sentence, empty for nowhere."""
    seed = f"{words.month(found['month'])}, draw {sample_check.draws(house(), found['id']) + 1}"
    fresh = {"size": str(suggested(found)), "seed": seed}
    before = sample_check.rule_before(house(), found["id"])
    if before is None:
        return FIRST | fresh, ""
    month, drawn = before
    drew = f"{counted(len(drawn.children), 'child')} {'was' if len(drawn.children) == 1 else 'were'} drawn"
    if by_hand := sum(row["by_hand"] for row in cycles.sample(model(), month)):
        drew += f"; its sample has {counted(by_hand, 'child')} by hand besides"
    said = f"The form begins with the rule of {words.month(month)}, by which {drew}. {OWN}"
    return _controls(rule_of(drawn.rule), found["scope"]) | fresh, said


def suggested(found: dict[str, Any]) -> int:
    """How many children the month's pool can audit."""
    owed = frameworks.content(house(), found["framework"], found["framework_version"])["audits_owed_a_month"]
    return sample.suggested_size(house(), found["id"], owed)


def _controls(rule: Rule, scope: Sequence[str]) -> dict[str, Any]:
    """A rule as the fields of the form, with those of its teams that the month has."""
    shares = {f"share_{plan}": str(part) for plan, part in (rule.shares or {}).items()}
    numbers = {name: str(getattr(rule, name) or "") for name in ("not_audited_months", "min_open_days")}
    theirs = {team["id"] for team in people.teams(model()) if not scope or team["area"] in scope}
    lists = {"plans": list(rule.plans), "teams": [team for team in rule.teams if team in theirs]}
    return {"proportional_to": rule.proportional_to, "themes": ", ".join(rule.themes)} | lists | numbers | shares
