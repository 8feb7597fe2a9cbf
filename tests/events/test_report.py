"""The rules of a report: written, put forward, sent back, published by somebody else, and published anew."""

from collections.abc import Callable
from typing import Any

import pytest

from app.events import report as events
from app.events import report_publishing as publishing
from app.events.report import Report
from app.events.report_layout import NO_FIGURES, ReportLayout, ReportLayoutSet
from tests.events.deciding import SAID, Fact, decided, given, refusal

ID = "report/2024-05"
HELEN = SAID | {"by": "person/helen-price"}
ONE = {"id": "how-much", "title": "How much?", "blocks": ["completion"], "confidential": False}
TWO = {"id": "how-well", "title": "How well?", "blocks": ["overall", "late"], "confidential": False}
BEGUN: Fact = (events.ReportBegun, {"kind": "monthly", "layout": [ONE, TWO]})
TEXT = "All came in."
WRITTEN: Fact = (events.ReportSectionWritten, {"section": "how-much", "text": TEXT})
DOCUMENT = {"key": "2024-05", "position": 48, "frameworks": ["Core"], "definitions": [{"name": "completion"}]}
PUBLIC = DOCUMENT | {"copy": "public"}
SENT: dict[str, Any] = {"accepted": [], "changes": [], "on": "2024-06-03"}
FROZEN: dict[str, Any] = {"accepted": [], "changed": [], "on": "2024-06-03", "template": ""}
FORWARD: Fact = (
    publishing.ReportPutForward,
    {"document": DOCUMENT, "public": PUBLIC, "sha256": publishing.digest(DOCUMENT),
     "public_sha256": publishing.digest(PUBLIC), "layout": [ONE, TWO], "texts": {"how-much": TEXT},
     "position": 48, "recommended_by": [], **FROZEN},
)  # fmt: skip
NUMBER = {"edition": 1, "published_on": "2024-06-04", "published_by": "Helen Price"}
NUMBERED, OPEN = DOCUMENT | NUMBER, PUBLIC | NUMBER | {"published_by": "the service"}
EDITION: dict[str, Any] = {name: fact for name, fact in FORWARD[1].items() if name != "recommended_by"} | {
    "document": NUMBERED, "public": OPEN, "edition": 1, "on": "2024-06-04",
    "sha256": publishing.digest(NUMBERED), "public_sha256": publishing.digest(OPEN),
    "frameworks": ["Core"], "definitions": [{"name": "completion"}], "put_forward_by": SAID["by"],
    "authors": [SAID["by"]],
}  # fmt: skip
PUBLISHED: Fact = (publishing.ReportPublished, EDITION)
REOPENED: Fact = (publishing.ReportReopened, {"reason": "A grade was wrong."})


def put(report: Report, **more: Any) -> None:
    publishing.put_forward(report, DOCUMENT, PUBLIC, **SENT | more, **SAID)


def issue(report: Report, **more: str) -> None:
    publishing.publish(report, "Helen Price", on="2024-06-04", **HELEN | more)


def test_a_report_is_written_put_forward_and_published_as_it_was_put_forward() -> None:
    report = given(Report, ID)
    report.begin([ONE, TWO], **SAID)
    report.write("how-much", f"  {TEXT}\r\n", **SAID)
    report.write("how-much", TEXT, **SAID)
    put(report)
    issue(report)
    publishing.reopen(report, REOPENED[1]["reason"], **HELEN)
    assert decided(report) == [BEGUN, WRITTEN, FORWARD, PUBLISHED, REOPENED]


def test_a_new_edition_has_the_next_number_and_says_what_changed() -> None:
    report = given(Report, ID, BEGUN, WRITTEN, FORWARD, PUBLISHED, REOPENED)
    with refusal("Say what changed against the edition before.", "changes"):
        put(report, changes=["  "])
    put(report, changes=[" One grade. "])
    issue(report)
    facts = decided(report)[-1][1]
    assert (facts["edition"], facts["document"]["edition"], facts["document"]["changes"]) == (2, 2, ["One grade."])


ARRANGED: Fact = (events.ReportArranged, {"layout": [TWO]})


def test_the_text_of_a_section_that_is_left_out_is_kept_and_not_put_forward() -> None:
    report = given(Report, ID, BEGUN, WRITTEN)
    report.arrange([TWO], **SAID)
    report.arrange([TWO], **SAID)
    put(report)
    report_put = decided(report)
    assert (report_put[0], report_put[1][1]["texts"], report.texts) == (ARRANGED, {}, {"how-much": TEXT})


NEW = {"id": "section-1", "title": "Names", "blocks": ["appendix"], "confidential": True}
BARE = NEW | {"blocks": []}
OPENED = BARE | {"confidential": False}
SILENT: list[Fact] = [(events.ReportArranged, {"layout": [ONE, OPENED | {"blocks": ["appendix"]}]}),
                      (events.ReportArranged, {"layout": [ONE, OPENED]})]  # fmt: skip
"""How it once went: the block made the section confidential, which nobody was told when it was taken out."""


def test_a_section_that_showed_a_confidential_part_stays_confidential_until_it_is_opened() -> None:
    report = given(Report, ID, BEGUN)
    report.arrange([ONE, NEW | {"confidential": False}], **SAID)
    report.write("section-1", "Priya is away.", **SAID)
    with refusal("“Names” is confidential until somebody says that it is for the public copy too."):
        report.arrange([ONE, OPENED], **SAID)
    with refusal("“Names” has a confidential part, so it cannot be for the public copy.", "open-section-1"):
        report.arrange([ONE, NEW], opened=["section-1"], **SAID)
    report.arrange([ONE, BARE], **SAID)
    report.arrange([ONE, OPENED], opened=["section-1"], **SAID)
    layouts = [facts["layout"][1] for _, facts in decided(report) if "layout" in facts]
    assert (layouts, report.layout) == ([NEW, BARE, OPENED], [ONE, OPENED])


def test_a_section_of_before_that_lost_its_confidential_part_without_a_word_is_confidential_still() -> None:
    report = given(Report, ID, BEGUN, *SILENT)
    assert report.layout == [ONE, BARE]
    report.arrange([ONE, BARE], **SAID)
    report.arrange([ONE, OPENED], opened=["section-1"], **SAID)
    assert [facts["layout"] for _, facts in decided(report)] == [[ONE, BARE], [ONE, OPENED]]
    assert report.layout == [ONE, OPENED]


@pytest.mark.parametrize("past", [SILENT, [(events.ReportArranged, {"layout": [ONE, NEW]})]])
def test_a_section_that_was_left_out_does_not_come_back_with_its_text(past: list[Fact]) -> None:
    report = given(Report, ID, BEGUN, *past, (events.ReportArranged, {"layout": [ONE]}))
    with refusal("A section that was left out does not come back: “Outlook” has to be a new one."):
        report.arrange([ONE, OPENED | {"title": "Outlook"}], opened=["section-1"], **SAID)


@pytest.mark.parametrize("past", [[BEGUN, FORWARD], [BEGUN, WRITTEN, FORWARD], [BEGUN, ARRANGED, FORWARD]])
def test_whoever_made_any_of_it_does_not_publish_it(past: list[Fact]) -> None:
    with refusal(publishing.SOMEBODY_ELSE):
        issue(given(Report, ID, *past), **SAID)


ACTS: dict[str, Callable[[Report], None]] = {
    "write": lambda one: one.write("how-well", "Well.", **SAID),
    "arrange": lambda one: one.arrange([TWO], **SAID),
    "put forward": put,
    "send back": lambda one: publishing.send_back(one, "Say more.", **HELEN),
    "publish": issue,
    "reopen": lambda one: publishing.reopen(one, "A grade.", **HELEN),
}
STATES: dict[str, tuple[list[Fact], set[str], str]] = {
    "nothing": ([], set(), "This report is not begun yet."),
    "being written": ([BEGUN], {"write", "arrange", "put forward"}, ""),
    "put forward": ([BEGUN, FORWARD], {"send back", "publish"}, ""),
    "published": ([BEGUN, FORWARD, PUBLISHED], {"reopen"}, ""),
}
DONE = {"write": "written", "arrange": "arranged", "send back": "sent back", "publish": "published",
        "reopen": "reopened"}  # fmt: skip


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", ACTS)
def test_what_each_state_of_a_report_lets_be_done(state: str, act: str) -> None:
    past, allowed, words = STATES[state]
    report = given(Report, ID, *past)
    if act in allowed:
        ACTS[act](report)
        assert decided(report)
    else:
        with refusal(words or f"This report cannot be {DONE.get(act, act)} now: it is {state}."):
            ACTS[act](report)


def test_a_report_of_a_period_that_is_not_over_is_written_and_not_put_forward() -> None:
    report = given(Report, ID, BEGUN, WRITTEN)
    words = "May 2024 is not over: the report can be written, and put forward once 31 May 2024 is past."
    with refusal(words):
        put(report, on="2024-05-31")


def test_what_a_report_refuses_in_words() -> None:
    with refusal("There is no such month, quarter or year.", "period"):
        Report("report/2024-13").begin([ONE], **SAID)
    report = given(Report, ID, BEGUN)
    with refusal("This report is begun already.", "period"):
        report.begin([ONE], **SAID)
    with refusal("This report has no such section."):
        report.write("impact", "", **SAID)
    with refusal("Mend each finding of the check, or say why it stands.", "reasons"):
        put(report, accepted=[{"claim": "19 of 31 (55%)", "reason": " "}])
    with refusal("Give the reason.", "reason"):
        publishing.send_back(given(Report, ID, BEGUN, FORWARD), " ", **HELEN)


@pytest.mark.parametrize(
    ("layout", "words", "field"),
    [
        ([], "A report has at least one section.", ""),
        ([ONE, ONE | {"blocks": []}], "Two sections have the same id.", ""),
        ([ONE, TWO | {"blocks": ["completion"]}], "A part stands in one section, once.", ""),
        ([ONE | {"id": "How much"}], "A section's id is small letters, digits and hyphens.", ""),
        ([ONE | {"title": " "}], "Give every section a title.", "title-how-much"),
        ([ONE | {"title": "x" * 121}], "Give a section a title of at most 120 characters.", "title-how-much"),
        ([ONE | {"title": "Good: {grade:overall:good}"}], NO_FIGURES.format("{grade:overall:good}"), "title-how-much"),
        ([ONE | {"title": "Good }"}], NO_FIGURES.format("}"), "title-how-much"),
    ],
)  # fmt: skip
def test_an_order_that_cannot_be_is_refused(layout: list[dict[str, Any]], words: str, field: str) -> None:
    with refusal(words, field):
        ReportLayout("report_layout/monthly").set(layout, **SAID)


def test_the_council_sets_its_own_order_of_a_kind_once() -> None:
    made = ReportLayout("report_layout/monthly")
    made.set([ONE | {"title": " How  much? "}], **SAID)
    made.set([ONE], **SAID)
    assert decided(made) == [(ReportLayoutSet, {"layout": [ONE]})]
    with refusal("There is no such kind of report."):
        ReportLayout("report_layout/weekly").set([ONE], **SAID)
