"""What a few people may do around reports and their recommendations, in any order."""

from typing import Any

from app.demo.story_reports import LAYOUT
from app.events import report_publishing as publishing
from app.events.recommendation import Recommendation
from app.events.report import Report
from app.events.report_layout import ReportLayout
from tests.projections.random_stories import DAYS, PEOPLE

DOCUMENT = {"key": "2024-05", "position": 3, "frameworks": [], "definitions": []}


def _report(council: Any, a: int, b: int, c: int, said: Any) -> None:
    report = council.subject(Report, f"report/2024-0{1 + a % 2}")
    if not report.exists:
        report.begin(LAYOUT[: 1 + b % 3], **said)
        return
    facts: dict[str, Any] = {"accepted": [], "changes": ["Put right."], "on": DAYS[-1]}
    acts = [
        lambda: report.write("how-much", "Written." * (b % 3), **said),
        lambda: report.arrange(LAYOUT[: 1 + b % 3], **said),
        lambda: publishing.put_forward(report, DOCUMENT, DOCUMENT, **facts, **said),
        lambda: publishing.send_back(report, "More.", **said),
        lambda: publishing.publish(report, "Helen Price", on=DAYS[-1], **said | {"by": PEOPLE[b % 4]}),
        lambda: publishing.reopen(report, "A grade.", **said),
        lambda: council.subject(ReportLayout, "report_layout/monthly").set(LAYOUT[: 1 + b % 3], **said),
    ]
    acts[c % len(acts)]()


def _recommendation(council: Any, a: int, b: int, c: int, said: Any) -> None:
    one, due = council.subject(Recommendation, f"recommendation/{a % 3}"), DAYS[b % 9]
    if not one.exists:
        one.make(report="report/2024-01", text="Run a recall event.", owner=PEOPLE[b % 4], due=due, **said)
        return
    acts = [
        lambda: one.change(text="Run two.", owner=PEOPLE[c % 4], due=due, reason="Other.", **said),
        lambda: one.note_progress("Booked.", **said),
        lambda: one.complete("Held.", **said),
        lambda: one.drop("Not needed.", **said),
        lambda: one.reopen(due, "Needed.", **said),
    ]
    acts[c % len(acts)]()


ACTS = {"report": _report, "recommendation": _recommendation}
