"""Reports in the log: two people write at once, an edition is read back as it was, letters go to whom it concerns."""

from datetime import date
from threading import Barrier, Thread
from typing import Any

import pytest

from app.demo import stories
from app.demo.stories import ANNA, HELEN, JOAN, OMAR, RUTH, Story
from app.demo.story_reports import LAYOUT, copies
from app.events.base import Refusal
from app.programme import recommendations, reports
from app.programme.house import AlreadyDone, House, Stale
from app.programme.reminders import recommendations as reminders
from projections import recommendations as recommendation_rows
from projections import reports as rows
from tests.programme.test_reminding import of_kind, told

ID, ON = "report/2024-05", date(2024, 6, 4)


@pytest.fixture
def story(house: House) -> Story:
    """A report of May that was begun."""
    made = stories.with_people(house, "2024-06-04")
    reports.begin(house, ID, layout=LAYOUT, **made.said(RUTH))
    return made


def wrote(story: Story, section: str, text: str, version: int, by: str = RUTH) -> None:
    reports.write_section(story.house, ID, section=section, text=text, version=version, **story.said(by))


def put(story: Story, version: int, **more: Any) -> None:
    document, public = copies(story)
    facts = {"document": document, "public": public, "accepted": [], "changes": [], "on": ON} | more
    reports.put_forward(story.house, ID, **facts, version=version, **story.said(RUTH))


def test_two_people_write_two_sections_at_once_and_never_over_each_other(story: Story) -> None:
    wrote(story, "how-much", "Forty came in.", 1)
    wrote(story, "how-well", "Well.", 1, ANNA)
    with pytest.raises(Stale) as stale:
        wrote(story, "how-much", "Fifty came in.", 1, ANNA)
    assert [made.text for made in stale.value.since] == ["Forty came in."]
    with pytest.raises(AlreadyDone):
        wrote(story, "how-much", "Forty came in.\r\n", 1)
    assert reports.working(story.house, ID).texts == {"how-much": "Forty came in.", "how-well": "Well."}


def test_an_edition_reads_the_same_for_ever(story: Story) -> None:
    put(story, 1)
    reports.publish(story.house, ID, on=ON, version=2, **story.said(HELEN))
    first = reports.published(story.house, ID, 1)
    reports.reopen(story.house, ID, reason="A grade.", version=3, **story.said(JOAN))
    wrote(story, "how-much", "Other.", 4)
    put(story, 5, changes=["Other."])
    reports.publish(story.house, ID, on=ON, version=6, **story.said(HELEN))
    assert reports.published(story.house, ID, 1) == first
    assert (first["document"]["published_by"], first["texts"]) == ("Helen Price", {})
    held = [(row["edition"], row["name"], row["sha256"][:12]) for row in rows.editions(story.house.model, ID)]
    second = reports.published(story.house, ID, 2)
    assert held == [(n, "Helen Price", one["sha256"][:12]) for n, one in ((2, second), (1, first))]
    with pytest.raises(Refusal, match="There is no such record"):
        reports.published(story.house, ID, 3)


def test_a_form_sent_twice_is_done_once(story: Story) -> None:
    with pytest.raises(AlreadyDone):
        reports.begin(story.house, ID, layout=LAYOUT, **story.said(RUTH))
    put(story, 1)
    with pytest.raises(AlreadyDone):
        put(story, 1)
    with pytest.raises(Stale):
        reports.send_back(story.house, ID, reason="More.", version=1, **story.said(HELEN))


def out(story: Story, version: int = 1, **more: Any) -> None:
    put(story, version, **more)
    reports.publish(story.house, ID, on=ON, version=version + 1, **story.said(HELEN))


MADE: dict[str, Any] = {"report": ID, "text": "Run a recall event.", "owner": OMAR, "due": date(2024, 9, 30)}
RECALL = "recommendation/recall"


def test_what_became_of_a_recommendation_is_told_as_at_a_moment(story: Story) -> None:
    house = story.house
    recommendations.make(house, RECALL, **MADE, **story.said(RUTH))
    out(story)
    then = house.reader.head()
    recommendations.note_progress(house, RECALL, version=1, text="Booked.", **story.said(OMAR))
    recommendations.complete(house, RECALL, version=2, text="Held.", **story.said(OMAR))
    assert recommendations.said(house, RECALL, then)[:3] == ("Run a recall event.", "open", "")
    assert recommendations.said(house, RECALL)[:3] == ("Run a recall event.", "done", "Held.")
    assert recommendations.said(house, RECALL, day="2024-06-03").state == ""
    earlier = [("2024-06", "2024-06-01"), ("2024-06", "2024-06-05"), ("2024-05", "2024-05-01")]
    assert [len(recommendation_rows.before(house.model, *one)) for one in earlier] == [1, 0, 0]


def test_a_recommendation_is_of_a_report_and_for_somebody_who_can_act(story: Story) -> None:
    with pytest.raises(Refusal, match="Choose a report that is begun"):
        recommendations.make(story.house, RECALL, **MADE | {"report": "report/2024-06"}, **story.said(RUTH))
    with pytest.raises(Refusal, match="only reads here"):
        recommendations.make(story.house, RECALL, **MADE | {"owner": stories.IAN}, **story.said(RUTH))


@pytest.mark.parametrize("day", ["2024-06-04", "2024-06-09"], ids=["a Tuesday", "a Sunday"])
def test_publishers_are_told_what_waits_and_authors_what_is_decided_on_any_day(story: Story, day: str) -> None:
    put(story, 1)
    found = told(story.house, day)
    assert sorted(who for who, _ in of_kind("report-to-publish", found)) == [HELEN, JOAN]
    reports.send_back(story.house, ID, reason="More.", version=2, **story.said(HELEN))
    again = told(story.house, day)
    assert (of_kind("report-to-publish", again), of_kind("report-sent-back", again)[0][0]) == ([], RUTH)
    put(story, 3)
    reports.publish(story.house, ID, on=ON, version=4, **story.said(HELEN))
    assert of_kind("report-published", told(story.house, day)) == [(RUTH, f"{ID}#published-1")]


def test_who_recommends_something_does_not_publish_it_and_is_not_asked_to(story: Story) -> None:
    house, earlier = story.house, "recommendation/earlier"
    recommendations.make(house, RECALL, **MADE, **story.said(RUTH))
    said = {name: value for name, value in MADE.items() if name != "report"} | {"text": "Run two.", "reason": "More."}
    recommendations.change(house, RECALL, version=1, **said, **story.said(HELEN))
    reports.begin(house, "report/2024-04", layout=LAYOUT, **story.said(RUTH))
    recommendations.make(house, earlier, **MADE | {"report": "report/2024-04"}, **story.said(JOAN))
    recommended = [{"id": RECALL, "report": "2024-05"}, {"id": earlier, "report": "2024-04"}]
    document = copies(story)[0]
    document["sections"][0]["blocks"] = [{"recommendations": recommended}]
    assert recommendations.writers(house, "2024-05", document) == [RUTH, HELEN, JOAN]
    facts = {"document": copies(story)[0], "public": copies(story)[1], "accepted": [], "changes": [], "on": ON}
    reports.put_forward(house, "report/2024-04", **facts, version=1, **story.said(RUTH))
    reports.publish(house, "report/2024-04", on=ON, version=2, **story.said(ANNA))
    document["position"] = house.reader.head()
    put(story, 1, document=document)
    assert [who for who, _ in of_kind("report-to-publish", told(house, "2024-06-04"))] == [JOAN]
    with pytest.raises(Refusal, match="or of what it recommends; somebody else publishes it"):
        reports.publish(house, ID, on=ON, version=2, **story.said(HELEN))
    reports.publish(house, ID, on=ON, version=2, **story.said(JOAN))


def shown(story: Story) -> list[int]:
    """How many the owner's first page, the daily and the weekly letter and the next report have."""
    model, day = story.house.model, date(2024, 10, 1)
    counted = [n for person, n, late in reminders.COUNTED(model, day) if (person, late) == (OMAR, n)]
    told = [one for one in reminders.overdue(model, day) if one.recipient == OMAR]
    progress = recommendation_rows.before(model, "2024-06", "2024-06-01")
    return [len(recommendation_rows.open_of(model, OMAR)), len(told), sum(counted), len(progress)]


def test_a_recommendation_is_nobodys_until_an_edition_that_has_it_is_published(story: Story) -> None:
    recommendations.make(story.house, RECALL, **MADE, **story.said(RUTH))
    assert shown(story) == [0, 0, 0, 0]
    put(story, 1)
    assert shown(story) == [0, 0, 0, 0]
    reports.publish(story.house, ID, on=ON, version=2, **story.said(HELEN))
    assert shown(story) == [1, 1, 1, 1]
    assert list(reminders.overdue(story.house.model, date(2024, 9, 30))) == []
    reports.reopen(story.house, ID, reason="More.", version=3, **story.said(JOAN))
    recommendations.make(story.house, "recommendation/more", **MADE, **story.said(RUTH))
    assert shown(story) == [1, 1, 1, 1]
    assert recommendation_rows.unpublished(story.house.model) == {"recommendation/more"}
    out(story, 4, changes=["More."])
    assert shown(story) == [2, 2, 2, 2]


QUARTER, OVERTAKEN = "report/2024-Q1", r"against another that is out since\. Published meanwhile: the report of "


@pytest.fixture
def both(story: Story) -> Story:
    """The reports of May and of a quarter, both put forward."""
    reports.begin(story.house, QUARTER, layout=LAYOUT, **story.said(RUTH))
    document, public = copies(story)
    facts: dict[str, Any] = {"document": document, "public": public, "accepted": [], "changes": []}
    reports.put_forward(story.house, QUARTER, **facts, on=date(2024, 7, 1), version=1, **story.said(RUTH))
    put(story, 1)
    return story


def test_a_public_copy_is_held_against_what_is_out(both: Story) -> None:
    reports.publish(both.house, ID, on=ON, version=2, **both.said(HELEN))
    with pytest.raises(Refusal, match=f"{OVERTAKEN}May 2024"):
        reports.publish(both.house, QUARTER, on=ON, version=2, **both.said(HELEN))


def test_of_two_published_at_the_same_moment_one_is_held_against_the_other(
    both: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, keep, out = Barrier(2, timeout=30), House.keep, dict[str, type[Exception] | None]()

    def together(self: House, *subjects: Any, **said: Any) -> int:
        gate.wait()
        return keep(self, *subjects, **said)

    def send(id: str, by: str) -> None:
        try:
            reports.publish(both.house, id, on=ON, version=2, **both.said(by))
            out[id] = None
        except Stale as stale:
            out[id] = type(stale)

    sends = [Thread(target=send, args=each) for each in ((ID, JOAN), (QUARTER, HELEN))]
    with monkeypatch.context() as patched:
        patched.setattr(House, "keep", together)
        for one in sends:
            one.start()
        for one in sends:
            one.join(30)
    (second,) = [id for id, fault in out.items() if fault is Stale]
    assert [fault for fault in out.values() if fault is None] == [None]
    with pytest.raises(Refusal, match=OVERTAKEN):
        reports.publish(both.house, second, on=ON, version=2, **both.said(HELEN))
