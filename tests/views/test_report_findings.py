"""What a press on a finding puts in: numbers by the names of their figures, where it is sure which is which."""

import pytest

from app.reports.claims.finding import FIGURE, Finding, Where
from app.views.report_findings import told

AT = "completion-of-pool@2024-06"


@pytest.mark.parametrize(
    ("right", "mend", "put"),
    [
        ("17 of 33 (52%)", "17 of 33 (52%) auditors", f"{{{AT}}} auditors"),
        ("17 of 33 (52%)", "17 of 33 auditors (52%)", f"{{{AT}|n}} of {{{AT}|of}} auditors ({{{AT}|share}})"),
        ("17 of 33 (52%)", "52%", f"{{{AT}|share}}"),
        ("17 of 33 (52%)", "52% of the pool", f"{{{AT}|share}} of the pool"),
        ("17", "17 audits", f"{{{AT}|n}} audits"),
        ("1,234", "1,234 audits", f"{{{AT}|n}} audits"),
        ("17 of 17 (100%)", "17 of the 17", "17 of the 17"),
        ("17 of 33 (52%)", "17 in June and 17 of 33", "17 in June and 17 of 33"),
        ("17", "seventeen audits", "seventeen audits"),
        ("more than in May", "more than in May", "more than in May"),
        ("17", "", ""),
    ],
)
def test_a_press_puts_the_figures_in_by_their_names(right: str, mend: str, put: str) -> None:
    where = Where("impact", 0, 5, "18 audits")
    found = Finding(FIGURE, where, "It is 17.", right, "completion-of-pool", "2024-06", "/figures/x", mend)
    assert [one["put"] for one in told([found])] == [put]
