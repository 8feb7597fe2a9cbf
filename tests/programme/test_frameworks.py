"""The council's audit tools, through the same functions as the pages."""

from pathlib import Path

import pytest

from app.events import content as document
from app.events.base import Refusal
from app.programme import framework_parts, frameworks
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
    for changed in ({**BOB, "based_on_default": False}, {**BY, "based_on_default": True}):
        with pytest.raises(Refusal, match="this title already"):
            frameworks.begin(house, "framework/a", title="A", **changed)


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


def test_every_part_of_a_draft_reads_as_it_is_written() -> None:
    content = frameworks.default_content()
    for part in framework_parts.parts(content):
        assert framework_parts.write(content, part, framework_parts.read(content, part)) == content


def test_the_parts_together_have_exactly_the_faults_of_the_whole() -> None:
    content = frameworks.empty_content()
    content["domains"] = [{"id": "a", "label": "", "guidance": 3, "may_be_not_applicable": None, "descriptors": {}}]
    content["grades"] = [{"id": "g", "label": "G", "short": "G", "style": "grade-9", "counts_as": "good"}] * 2
    told = [sentence for found in framework_parts.faults(content).values() for _, sentence in found]
    assert sorted(told) == sorted(sentence for _, sentence in document.faults(content))


def test_an_added_entry_never_takes_the_id_of_another() -> None:
    content = frameworks.default_content()
    themes = [{"id": "", "label": entry["label"]} for entry in content["themes"]] + content["themes"]
    made = framework_parts.write(content, "themes", {"themes": themes})["themes"]
    assert len({entry["id"] for entry in made}) == len(made) == 2 * len(content["themes"])
    assert made[len(content["themes"]) :] == content["themes"]


def test_a_part_saved_over_another_persons_change_of_it_is_stale_and_over_another_part_is_not(house: House) -> None:
    id = "framework/a"
    frameworks.begin(house, id, based_on_default=True, **BY)
    content, version = frameworks.draft(house, id)
    themes = framework_parts.read(content, "themes")
    frameworks.save_part(house, id, "stages", {"stages": [{"id": "", "label": "First"}]}, version, **BOB)
    with pytest.raises(Stale):
        frameworks.save_part(house, id, "stages", framework_parts.read(content, "stages"), version, **BY)
    themes["themes"] = themes["themes"][1:]
    frameworks.save_part(house, id, "themes", themes, version, **BY)
    now = frameworks.draft(house, id)[0]
    assert (now["stages"][0]["label"], len(now["themes"])) == ("First", len(content["themes"]) - 1)
