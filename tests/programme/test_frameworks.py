"""The council's audit tools, through the same functions as the pages."""

from pathlib import Path

import pytest

from app.events.base import Refusal
from app.programme import frameworks
from app.programme.house import AlreadyDone, House, Stale, open_house

BY = {"by": "person/alice", "at": "2024-05-01T09:00:00+00:00"}
BOB = {"by": "person/bob", "at": "2024-05-01T09:05:00+00:00"}


def test_the_default_framework_is_there_in_one_step_and_only_once(house: House) -> None:
    assert frameworks.adopt_default(house, **BY) == "framework/core"
    assert frameworks.content(house, "framework/core", 1) == frameworks.default_content()
    with pytest.raises(AlreadyDone):
        frameworks.adopt_default(house, **BY)


def test_a_version_that_is_not_there_is_refused_and_found_once_it_is_published(house: House) -> None:
    id = frameworks.adopt_default(house, **BY)
    with pytest.raises(Refusal, match="no such version"):
        frameworks.content(house, id, 2)
    frameworks.revise(house, id, **BY)
    frameworks.publish(house, id, **BY)
    assert frameworks.content(house, id, 2) == frameworks.default_content()


def test_two_houses_in_one_process_keep_their_versions_apart(house: House, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = open_house(tmp_path / "other")
    frameworks.adopt_default(house, **BY)
    frameworks.begin(other, "framework/core", based_on_default=True, title="Another", **BY)
    frameworks.publish(other, "framework/core", **BY)
    titles = [frameworks.content(each, "framework/core", 1)["title"] for each in (house, other)]
    assert titles == ["Core practice audit", "Another"]


def test_a_framework_begun_twice_by_one_person_is_one_and_by_another_is_refused(house: House) -> None:
    frameworks.begin(house, "framework/a", based_on_default=False, title="A", **BY)
    with pytest.raises(AlreadyDone):
        frameworks.begin(house, "framework/a", based_on_default=False, title="A", **BY)
    with pytest.raises(Refusal, match="this title already"):
        frameworks.begin(house, "framework/a", based_on_default=False, title="A", **BOB)


def test_a_whole_draft_saved_over_another_one_is_stale(house: House) -> None:
    frameworks.begin(house, "framework/a", based_on_default=True, **BY)
    whole, version = frameworks.draft(house, "framework/a")
    frameworks.save_draft(house, "framework/a", {**whole, "title": "Alice's"}, version, **BY)
    with pytest.raises(Stale):
        frameworks.save_draft(house, "framework/a", {**whole, "title": "Bob's"}, version, **BOB)
    assert frameworks.draft(house, "framework/a")[0]["title"] == "Alice's"


def test_a_draft_with_faults_is_not_published(house: House) -> None:
    frameworks.begin(house, "framework/a", based_on_default=False, title="A", **BY)
    with pytest.raises(Refusal, match="cannot be published yet"):
        frameworks.publish(house, "framework/a", **BY)
