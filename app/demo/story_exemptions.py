"""Later exemptions: for dates, withdrawn, reversed, lapsed; a deputy; and for a while another rule of who decides."""

from datetime import date

from app.demo.stories import BEN, GRACE, JOAN, MAY, NADIA, PRIYA, RUTH, Story
from app.events.council import COUNCIL, Council
from app.events.deputy import Deputies
from app.events.exempt_months import ExemptMonths
from app.events.exemption import Exemption

JULY, AUGUST = "cycle/2024-07", "cycle/2024-08"
FOR_DATES, WITHDRAWN, LAPSED = "exemption/d7a2", "exemption/w2k8", "exemption/l3p5"
STAND_IN = "deputies/grace-mensah"
OVER_THE_AREA = "Decided by the operations director over the auditor's area."


def tell(story: Story) -> None:
    """July and August 2024, which are not opened yet: what else can become of an exemption, and who may decide it."""
    away_in_july(story)
    authorised_for_dates_and_reversed(story)
    withdrawn(story)
    lapsed(story)
    another_rule_for_august(story)


def away_in_july(story: Story) -> None:
    """Joan Achebe stands in for Grace Mensah, twice; the second time is put off."""
    story.on("2024-07-02")
    days = {"first": "2024-07-03", "last": "2024-07-12"}
    story.let(GRACE, Deputies, STAND_IN).name(JOAN, **days, reason="On leave.", on="2024-07-02")
    days = {"first": "2024-08-01", "last": "2024-08-16"}
    story.let(GRACE, Deputies, STAND_IN).name(JOAN, **days, reason="On leave.", on="2024-07-02")
    story.on("2024-07-15")
    story.let(GRACE, Deputies, STAND_IN).release(2, on="2024-07-15", reason="The leave is put off.")


def authorised_for_dates_and_reversed(story: Story) -> None:
    """Ben Carter is exempt from July to September, by the deputy's yes, and comes back early."""
    story.on("2024-07-16")
    facts = {"auditor": BEN, "reason_class": "extended_leave", "note": "Unpaid leave to care for a parent."}
    story.let(RUTH, Exemption, FOR_DATES).ask_for_dates(date(2024, 7, 8), date(2024, 9, 27), {MAY}, **facts)
    rule = "Decided by the deputy of the operations director over the auditor's area."
    said = {"rule": rule, "authoriser": JOAN, "in_place_of": GRACE}
    story.let(JOAN, Exemption, FOR_DATES).authorise(**said, reason="", on="2024-07-16")
    story.on("2024-07-29")
    said = {"rule": OVER_THE_AREA, "authoriser": GRACE, "reason": "Back at work from August on."}
    story.let(GRACE, Exemption, FOR_DATES).reverse({JULY}, **said, on="2024-07-29")


def withdrawn(story: Story) -> None:
    """Nadia Rahman asks, and takes it back."""
    facts = {"auditor": NADIA, "cycle": JULY, "reason_class": "other", "note": "A final hearing that may move."}
    story.let(NADIA, Exemption, WITHDRAWN).ask(**facts)
    story.let(NADIA, Exemption, WITHDRAWN).withdraw(reason="The hearing was put off.", on="2024-07-29")


def lapsed(story: Story) -> None:
    """Nobody decides on Nadia Rahman's second one before August is over."""
    facts = {"auditor": NADIA, "cycle": AUGUST, "reason_class": "other", "note": "The hearing is in August now."}
    story.let(NADIA, Exemption, LAPSED).ask(**facts)
    story.let(NADIA, ExemptMonths, "exempt_months/nadia-rahman").put_down(LAPSED, [AUGUST])
    story.on("2024-09-16")
    story.let(RUTH, Exemption, LAPSED).lapse(AUGUST, on="2024-09-16")


def another_rule_for_august(story: Story) -> None:
    """Heads of service decide for a month, by direction; then it is as it was."""
    reason = "Direction of the director of children's services of 16 September."
    story.let(PRIYA, Council, COUNCIL).choose_exemption_authority("head_of_service", reason)
    story.on("2024-10-14")
    reason = "The direction has ended."
    story.let(PRIYA, Council, COUNCIL).choose_exemption_authority("operations_director", reason)
