"""What the capacity is worked out from: each a number in the address."""

from decimal import Decimal
from typing import Any

from wtforms import StringField
from wtforms.validators import StopValidation

from app.events.vocabulary import PLAN_TYPES
from app.forms.base import Form
from app.forms.numbers import NumberField

MOST_AUDITORS, MOST_OWED, MOST_CHILDREN = 2_000, 20, 100_000


class RateField(StringField):
    """A share in per cent, from 0 to 100, with at most two places."""

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no such share; raises StopValidation."""
        typed = (self.data or "").strip().removesuffix("%")
        whole, _, places = typed.partition(".")
        digits = f"{whole}{places}"
        good = digits.isascii() and digits.isdecimal() and whole and len(whole) <= 3 and len(places) <= 2
        if not good or Decimal(typed) > 100:
            raise StopValidation("Enter a share from 0 to 100, like 90 or 87.5.")

    @property
    def number(self) -> Decimal:
        """What was typed, as a number."""
        return Decimal((self.data or "").strip().removesuffix("%"))


class CapacityForm(Form):
    """How many auditors, how many of the expected audits come in, how many each owes, and the open children."""

    auditors = NumberField("Auditors", 0, MOST_AUDITORS)
    rate = RateField("Expected completion, in per cent", render_kw={"inputmode": "decimal"})
    owed = NumberField("Audits that each owes a month", 0, MOST_OWED)
    CiN = NumberField(PLAN_TYPES["CiN"], 0, MOST_CHILDREN)
    CP = NumberField(PLAN_TYPES["CP"], 0, MOST_CHILDREN)
    CiC = NumberField(PLAN_TYPES["CiC"], 0, MOST_CHILDREN)
    CL = NumberField(PLAN_TYPES["CL"], 0, MOST_CHILDREN)
