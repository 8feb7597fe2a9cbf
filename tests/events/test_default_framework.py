import json
from pathlib import Path

import pytest

from app.events import content as document
from app.events.sections import sections

HERE = Path(document.__file__).parent
DEFAULT = json.loads((HERE / "default_framework.json").read_text(encoding="utf-8"))
SAMPLES = sorted((Path(__file__).parent / "frameworks").glob("*.json"))

REPORTED = {
    "seeing-and-hearing": "Seeing and hearing the child",
    "assessment": "Quality of assessment",
    "plans": "Quality of plans",
    "decision-making": "Decision making and management oversight",
    "meetings-and-reviews": "Meetings and reviews",
    "supervision": "Supervision",
    "diversity": "Consideration and impact of diversity",
}


def descriptors():
    for owner in (*DEFAULT["domains"], DEFAULT["overall"]):
        yield from owner["descriptors"].items()


def test_it_can_be_published():
    assert document.faults(DEFAULT) == []


def test_the_domains_of_the_quarterly_report_each_under_one_name():
    assert {domain["id"]: domain["label"] for domain in DEFAULT["domains"]} == REPORTED


def test_the_grades_best_first_and_what_they_count_as():
    assert [(grade["label"], grade["counts_as"]) for grade in DEFAULT["grades"]] == [
        ("Outstanding", "good"),
        ("Good", "good"),
        ("Requires Improvement", "neither"),
        ("Inadequate", "concern"),
    ]


def test_every_descriptor_is_its_own_two_to_four_sentences():
    texts = [text for _, text in descriptors()]
    assert len(texts) == len(set(texts)) == 8 * 4
    assert {text.count(". ") + text.endswith(".") for text in texts} <= {2, 3, 4}


def test_no_two_descriptors_share_a_sentence():
    sentences = [sentence.strip(" .") for _, text in descriptors() for sentence in text.split(". ")]
    assert len(sentences) == len(set(sentences))


def test_every_domain_has_guidance_and_the_form_a_dozen_questions_and_ten_themes():
    assert all(len(domain["guidance"]) > 60 for domain in DEFAULT["domains"])
    assert len(DEFAULT["questions"]) >= 12
    assert len(DEFAULT["themes"]) == 10


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_another_councils_framework_needs_no_code(sample):
    content = json.loads(sample.read_text(encoding="utf-8"))
    assert document.faults(content) == []
    assert [found.id for found in sections(content)] == [
        "about",
        *(domain["id"] for domain in content["domains"]),
        "family",
        "summary",
        "actions",
    ]


def test_the_samples_are_a_scale_of_eleven_and_three_stages():
    contents = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in SAMPLES}
    assert len(contents["scale_of_eleven"]["grades"]) == 11
    assert len(contents["scale_of_eleven"]["domains"]) == 5
    assert [stage["id"] for stage in contents["three_stages"]["stages"]] == ["auditor", "moderator", "panel"]
    assert len(contents["three_stages"]["grades"]) == 3
