import copy
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.events import content as document

EVENTS = Path(document.__file__).parent
DEFAULT = json.loads((EVENTS / "default_framework.json").read_text(encoding="utf-8"))

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
ANYTHING = st.recursive(
    LEAVES,
    lambda each: st.lists(each, max_size=4) | st.dictionaries(st.text(max_size=6), each, max_size=4),
    max_leaves=8,
)


def places(value, path=()):
    """Every place in a document, for faults to be planted at."""
    yield path
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield from places(inner, (*path, step))


PLACES = [path for path in places(DEFAULT) if path]


def planted(path, value):
    content = copy.deepcopy(DEFAULT)
    inner = content
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return content


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("title", " ", "The framework's title is empty."),
        ("grades", [], "There must be at least 2 grades."),
        ("grades.1.id", "Good!", "Grade 2 needs an id of lower-case letters, digits and single hyphens, at most 60."),
        ("grades.1.id", "outstanding", "Grade 2 has the same id as grade 1: 'outstanding'."),
        ("grades.1.id", "na", "Grade 2 cannot have the id 'na': the audit form uses it."),
        ("grades.2.label", "GOOD ", "Grade 3 has the same label as grade 2: 'GOOD '."),
        ("grades.2.short", "", "The short label of grade 'Requires Improvement' is empty."),
        ("grades.2.style", "red", "Grade 'Requires Improvement' needs a style, from grade-0 to grade-4."),
        ("grades.3.counts_as", "bad", "Say whether grade 'Inadequate' counts as good, as concern or as neither."),
        ("grades.3.counts_as", "neither", "At least one grade must count as concern."),
        ("not_applicable.in_denominator", 0, "Say whether 'not applicable' is in the denominator: yes or no."),
        ("domains", [], "There must be at least 1 domain."),
        ("domains.0.id", "family", "Domain 1 cannot have the id 'family': the audit form uses it."),
        ("domains.2.descriptors.good", "", "The descriptor of domain 'Quality of plans' for grade 'Good' is empty."),
        ("domains.2.descriptors", None, "Domain 'Quality of plans' has no descriptors."),
        (
            "domains.2.descriptors.fair",
            "So-so.",
            "Domain 'Quality of plans' has a descriptor for 'fair', which is no grade of this framework.",
        ),
        ("overall.descriptors.good", 3, "The descriptor of the overall grade for grade 'Good' is missing."),
        ("questions.1.section", "kitchen", "Question 'Is there a genogram"),
        ("questions.1.kind", "essay", "Question 'Is there a genogram"),
        ("questions.4.choices", [{"id": "a", "label": "A"}], "There must be at least 2 choices."),
        ("questions.1.choices", [{"id": "a", "label": "A"}], "Question 'Is there a genogram"),
        ("questions.1.required", "yes", "Say whether question 'Is there a genogram"),
        ("themes.3.label", "a\x00b", "The label of theme 4 holds a character that cannot be shown; type it again."),
        ("stages", [], "There must be at least 1 stage."),
        (
            "deadlines.return_working_days",
            0,
            "The working days to return an audit must be a whole number from 1 to 250.",
        ),
        (
            "deadlines.closing_working_days",
            "30",
            "The working days to close an audit's follow-up must be a whole number from 1 to 250.",
        ),
        ("deadlines.return_working_days", True, "The working days to return an audit must be a whole number from 1"),
        ("rounding.places", 3, "The decimal places of percentages must be a whole number from 0 to 2."),
        ("moderation.share_percent", 101, "The moderated share (%) must be a whole number from 0 to 100."),
        (
            "moderation.always.1",
            "poor",
            "Of the grades that are always moderated, 'poor' is no grade of this framework.",
        ),
        (
            "moderation.always.1",
            "outstanding",
            "Of the grades that are always moderated, 'outstanding' is listed twice.",
        ),
        ("audits_owed_a_month", 0, "The audits that an auditor owes a month must be a whole number from 1 to 20."),
        ("moderation.shares", 20, "There is no part 'shares' in moderation."),
    ],
)
def test_a_fault_is_found_where_it_is_and_said_in_a_sentence(path, value, sentence):
    steps = [int(step) if step.isdigit() else step for step in path.split(".")]
    found = document.faults(planted(steps, value))
    assert any(said.startswith(sentence) and path.startswith(where) for where, said in found), found


def test_grades_that_do_not_run_best_first():
    assert document.faults(planted(("grades", 0, "counts_as"), "neither")) == [
        ("grades.1.counts_as", "Grades run best first, so grade 2 cannot count as good here.")
    ]


def test_a_label_may_be_long_and_a_text_may_be_a_page_but_no_more():
    assert document.faults(planted(("domains", 0, "guidance"), "x" * 5_000)) == []
    assert document.faults(planted(("domains", 0, "guidance"), "x" * 5_001)) == [
        (
            "domains.0.guidance",
            "The guidance of domain 'Seeing and hearing the child' has 5,001 characters; it can have at most 5,000.",
        )
    ]


def test_a_list_beyond_bounds_is_told_once_and_not_walked():
    found = document.faults(planted(("themes",), [{"id": "a", "label": "A"}] * 1_000_000))
    assert found[0] == ("themes", "There are 1000000 themes; there can be at most 60.")
    assert len(found) <= 500


@pytest.mark.parametrize("part", sorted(DEFAULT))
def test_no_part_may_be_left_out(part):
    content = {name: value for name, value in DEFAULT.items() if name != part}
    assert part in {path.split(".")[0] for path, _ in document.faults(content)}


@given(st.sampled_from(PLACES), st.none() | st.just([[]]) | st.just({"x": {}}) | st.just(-1))
def test_a_wrong_type_anywhere_is_a_fault_there_or_in_what_leans_on_it(path, value):
    assert document.faults(planted(path, value)) != []


@given(ANYTHING)
def test_no_document_makes_it_raise(content):
    assert all(isinstance(part, str) for fault in document.faults(content) for part in fault)


@given(st.sampled_from(PLACES), ANYTHING)
@settings(max_examples=300)
def test_nothing_planted_anywhere_makes_it_raise_and_every_fault_can_be_shown(path, value):
    for where, sentence in document.faults(planted(path, value)):
        assert where.encode()
        assert sentence.encode()
        assert sentence.endswith(".")


def test_deep_nesting_makes_nothing_raise():
    deep = []
    for _ in range(50_000):
        deep = [deep]
    for path in PLACES[::7]:
        assert document.faults(planted(path, deep)) != []


def test_a_grade_by_its_id():
    assert document.grade(DEFAULT, "good")["label"] == "Good"
    with pytest.raises(KeyError):
        document.grade(DEFAULT, "na")


def test_grades_that_count_as_concern():
    assert document.concerns(DEFAULT) == {"inadequate"}


@pytest.mark.parametrize(
    ("label", "taken", "slug"),
    [
        ("Quality of plans", (), "quality-of-plans"),
        ("Quality of plans", ("quality-of-plans", "quality-of-plans-2"), "quality-of-plans-3"),
        ("The child's voice", (), "the-childs-voice"),
        ("Écoute & présence", (), "ecoute-presence"),
        ("NA", (), "na-2"),
        ("Summary", (), "summary-2"),
        ("？！", (), "item"),
    ],
)
def test_an_id_made_from_a_label(label, taken, slug):
    assert document.slug(label, taken) == slug


@given(st.text(max_size=200), st.sets(st.sampled_from(["item", "a", "a-2", "na", "0"])))
def test_a_made_id_is_always_one_that_can_be_published(label, taken):
    made = document.slug(label, taken)
    assert made not in taken
    assert made not in {"about", "family", "summary", "actions", "overall", "na"}
    assert document.faults(planted(("stages", 0), {"id": made, "label": "First"})) == []


def test_tidying_makes_line_ends_newlines_and_drops_spaces_round_texts():
    content = planted(("domains", 0, "guidance"), " One.\r\nTwo.\x0bThree. ")
    assert document.faults(content) == []
    assert document.tidy(content)["domains"][0]["guidance"] == "One.\nTwo.\nThree."
    assert document.tidy(DEFAULT) == DEFAULT


def test_no_difference_between_a_version_and_itself():
    assert document.differences(DEFAULT, copy.deepcopy(DEFAULT)) == []


@pytest.mark.parametrize(
    ("path", "value", "kind", "sentence"),
    [
        (("domains", 2, "label"), "Plans", "changed", "Domain 'Plans', label changed from Quality of plans to Plans."),
        (
            ("domains", 2, "descriptors", "good"),
            "The plan works. It is the family's.",
            "changed",
            "Domain 'Quality of plans', descriptor of 'Good' changed.",
        ),
        (("grades", 2, "counts_as"), "concern", "changed", "Grade 'Requires Improvement', what it counts as changed"),
        (("deadlines", "return_working_days"), 10, "changed", "Working days to return an audit changed from 15 to 10."),
        (
            ("deadlines", "direction_working_days"),
            3,
            "changed",
            "Working days to give the worker direction on an audit changed from 5 to 3.",
        ),
        (
            ("moderation", "always"),
            ["inadequate"],
            "changed",
            "Grades that are always moderated changed from Outstanding, ",
        ),
        (
            ("not_applicable", "in_denominator"),
            True,
            "changed",
            "Not applicable, whether it is in the denominator",
        ),
        (("rounding", "places"), 1, "changed", "Decimal places of percentages changed from 0 to 1."),
        (
            ("questions", 4, "choices", 0, "label"),
            "Within 2 weeks",
            "changed",
            "Question 'When was the child last",
        ),
    ],
)
def test_a_change_is_told_in_words(path, value, kind, sentence):
    (found,) = document.differences(DEFAULT, planted(path, value))
    assert found.kind == kind
    assert found.sentence.startswith(sentence)


def test_a_difference_names_its_place_by_ids_and_holds_both_texts():
    new = planted(("domains", 2, "descriptors", "good"), "The plan works.")
    (found,) = document.differences(DEFAULT, new)
    assert found.path == "domains.plans.descriptors.good"
    assert found.before == DEFAULT["domains"][2]["descriptors"]["good"]
    assert found.after == "The plan works."


def test_an_entry_is_added_removed_or_moved_and_not_everything_after_it_changed():
    new = copy.deepcopy(DEFAULT)
    new["domains"][0], new["domains"][1] = new["domains"][1], new["domains"][0]
    del new["themes"][0]
    new["questions"].insert(0, {**new["questions"][0], "id": "pathway", "label": "Is there a pathway plan?"})
    assert [(found.kind, found.sentence) for found in document.differences(DEFAULT, new)] == [
        ("moved", "The order of the domains changed."),
        ("added", "Question 'Is there a pathway plan?' added."),
        ("removed", "Theme 'Direct work with the child' removed."),
    ]


def test_an_entry_may_have_any_id_even_id():
    new = planted(("themes", 0), {"id": "id", "label": "Identity"})
    assert [(found.kind, found.path) for found in document.differences(DEFAULT, new)] == [
        ("added", "themes.id"),
        ("removed", "themes.direct-work"),
    ]


def test_another_grade_is_told_with_its_descriptors():
    new = copy.deepcopy(DEFAULT)
    new["grades"].insert(2, {**new["grades"][1], "id": "sound", "label": "Sound", "short": "S"})
    for owner in (*new["domains"], new["overall"]):
        owner["descriptors"]["sound"] = f"Sound work on {owner['label']}."
    assert document.faults(new) == []
    found = [each.sentence for each in document.differences(DEFAULT, new)]
    assert found[0] == "Grade 'Sound' added."
    assert "Overall grade, descriptor of 'Sound' added." in found
    assert len(found) == 1 + 8


@given(st.sampled_from([path for path in PLACES if path[-1] != "id"]))
def test_every_change_of_a_text_or_number_is_found(path):
    inner = DEFAULT
    for step in path:
        inner = inner[step]
    value = not inner if isinstance(inner, bool) else inner + 1 if isinstance(inner, int) else f"{inner}!"
    if isinstance(inner, str | int):
        assert len(document.differences(DEFAULT, planted(path, value))) == 1
