import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.demo.complete import complete
from app.events import content as document
from app.events import sections as form

DEFAULT = json.loads((Path(document.__file__).parent / "default_framework.json").read_text(encoding="utf-8"))
SAMPLES = [
    json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "frameworks").glob("*.json"))
]
FRAMEWORKS = [DEFAULT, *SAMPLES]
ANSWERS = complete(DEFAULT)
KEYS = [field.key for found in form.sections(DEFAULT) for field in found.fields]
ACTION = {"id": "a1", "what": "See Ash alone", "owner": "person/bob", "due": "2024-06-28"}

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("2024-06-28")
ROWS = st.fixed_dictionaries({}, optional=dict.fromkeys(("id", "what", "owner", "due", "text", "tone"), LEAVES))
ANYTHING = LEAVES | st.recursive(
    LEAVES | ROWS,
    lambda each: st.lists(each, max_size=4) | st.dictionaries(st.text(max_size=6), each, max_size=3),
    max_leaves=8,
)


def field(key, content=DEFAULT):
    return next(field for found in form.sections(content) for field in found.fields if field.key == key)


def section_of(key):
    return next(found.id for found in form.sections(DEFAULT) for field in found.fields if field.key == key)


def lacking(**answers):
    """What is missing when some answers differ; keys are written with __ for dots and _ for hyphens kept."""
    return [
        found.key for found in form.missing(DEFAULT, ANSWERS | {k.replace("__", "."): v for k, v in answers.items()})
    ]


def sentences(key, value):
    return form.check(DEFAULT, section_of(key), {key: value})[1]


def test_the_sections_in_order():
    assert [found.id for found in form.sections(DEFAULT)] == [
        "about",
        "seeing-and-hearing",
        "assessment",
        "plans",
        "decision-making",
        "meetings-and-reviews",
        "supervision",
        "diversity",
        "family",
        "summary",
        "actions",
    ]


def test_a_domain_asks_for_its_grade_evidence_and_what_would_be_better_then_its_questions():
    assert [field.key for field in form.section(DEFAULT, "supervision").fields] == [
        "grade.supervision",
        "evidence.supervision",
        "better.supervision",
        "question.supervision-frequency",
    ]


def test_a_grade_carries_its_descriptor_and_na_only_where_the_framework_allows_it():
    plans = field("grade.plans").choices
    assert [id for id, _, _ in plans] == ["outstanding", "good", "requires-improvement", "inadequate", "na"]
    assert plans[1] == ("good", "Good", DEFAULT["domains"][2]["descriptors"]["good"])
    assert "na" not in [id for id, _, _ in field("grade.supervision").choices]


def test_a_section_that_the_form_does_not_have():
    with pytest.raises(KeyError):
        form.section(DEFAULT, "kitchen")
    assert form.check(DEFAULT, "kitchen", {}) == ({}, [("", "This is no section of the audit form.")])


@pytest.mark.parametrize("content", FRAMEWORKS, ids=lambda content: content["title"])
def test_no_key_is_asked_twice_and_every_condition_is_on_a_field_that_is_asked(content):
    fields = {field.key: field for found in form.sections(content) for field in found.fields}
    assert len(fields) == sum(len(found.fields) for found in form.sections(content))
    for each in fields.values():
        for key, values in filter(None, (each.needed_when, each.asked_when)):
            assert values <= {id for id, _, _ in fields[key].choices}


@pytest.mark.parametrize("content", FRAMEWORKS, ids=lambda content: content["title"])
def test_a_complete_audit_of_any_framework_can_be_returned(content):
    for grade in document.grade_ids(content):
        answers = complete(content, grade)
        assert form.missing(content, answers) == []
        assert set(form.progress(content, answers).values()) == {"done"}
        for found in form.sections(content):
            mine = {field.key: answers[field.key] for field in found.fields if field.key in answers}
            assert form.check(content, found.id, mine) == (mine, [])


@pytest.mark.parametrize("content", FRAMEWORKS, ids=lambda content: content["title"])
def test_each_answer_of_the_fewest_is_missed_when_it_is_left_out(content):
    answers = complete(content, document.grade_ids(content)[-1])
    for key in answers:
        assert key in [found.key for found in form.missing(content, {**answers, key: " "})]


def test_what_is_missing_is_said_with_its_section_and_in_the_order_of_the_form():
    found = form.missing(DEFAULT, {"participation.worker": "not", "grade.plans": "good"})
    assert found[0] == form.Missing(
        "about", "participation.worker.reason", "Say why the social worker did not take part."
    )
    assert form.Missing("plans", "evidence.plans", "Give the evidence for the grade of: Quality of plans.") in found
    assert [each.section_id for each in found] == sorted(
        [each.section_id for each in found], key=list(form.progress(DEFAULT, {})).index
    )


@pytest.mark.parametrize(
    ("who", "answer", "asked", "needed"),
    [
        ("worker", "took_part", False, False),
        ("worker", "legitimate_reason", True, True),
        ("worker", "not", True, True),
        ("manager", "tried", True, True),
        ("manager", "took_part", False, False),
        ("child", "contacted", False, False),
        ("child", "not_applicable", True, True),
        ("parent", "tried", True, True),
        ("parent", "declined", True, False),
        ("parent", "gave_views", False, False),
    ],
)
def test_the_reason_for_not_taking_part(who, answer, asked, needed):
    reason, answers = field(f"participation.{who}.reason"), {f"participation.{who}": answer}
    assert (form.is_asked(reason, answers), form.is_needed(reason, answers)) == (asked, needed)


def test_no_evidence_is_needed_for_a_domain_that_does_not_apply():
    assert form.missing(DEFAULT, {**ANSWERS, "grade.plans": "na", "evidence.plans": ""}) == []


@pytest.mark.parametrize(
    ("grade", "asked"), [("outstanding", False), ("good", True), ("inadequate", True), ("na", False)]
)
def test_what_would_be_better_is_asked_below_the_best_grade_and_never_needed(grade, asked):
    better = field("better.plans")
    assert form.is_asked(better, {"grade.plans": grade}) is asked
    assert not form.is_needed(better, {"grade.plans": grade})


def test_a_grade_that_counts_as_concern_needs_an_action():
    assert lacking(overall__grade="inadequate") == ["actions"]
    assert lacking(overall__grade="inadequate", actions=[ACTION]) == []
    assert lacking(overall__grade="requires-improvement") == []


def test_improvements_are_needed_below_the_best_overall_grade():
    assert lacking(improvements="") == ["improvements"]
    assert lacking(improvements="", overall__grade="outstanding") == []


def test_an_answer_to_what_is_no_longer_asked_stands_in_nobodys_way():
    assert lacking(concern__category="none", concern__reason="x" * 3_000) == []
    assert lacking(concern__category="1", concern__reason="x" * 3_000) == ["concern.reason"]


@pytest.mark.parametrize(("category", "missed"), [("none", []), ("1", ["concern.reason"]), ("2", ["concern.reason"])])
def test_a_child_of_concern_needs_a_reason(category, missed):
    assert lacking(concern__category=category) == missed


def test_an_answer_that_the_framework_does_not_know_stands_in_the_way():
    assert lacking(overall__grade="splendid") == ["overall.grade"]
    assert lacking(actions=[{**ACTION, "due": "soon"}]) == ["actions.0.due"]


def test_progress_of_a_section():
    assert set(form.progress(DEFAULT, {}).values()) == {"to do"}
    assert form.progress(DEFAULT, {"grade.plans": "good"})["plans"] == "started"
    assert form.progress(DEFAULT, {"theme_note": "Life story book"})["summary"] == "started"


@pytest.mark.parametrize(
    ("key", "value", "clean"),
    [
        ("strengths", "One.\r\nTwo.\rThree.\u2028Four.\x0bFive.", "One.\nTwo.\nThree.\nFour.\nFive."),
        ("strengths", "\u202eOne\u2066 two.\u202c", "One two."),
        ("strengths", "\u0645\u0631\u062d\u0628\u0627\u200f!", "\u0645\u0631\u062d\u0628\u0627\u200f!"),
        ("strengths", None, ""),
        ("strengths", "🙂 Cafè, ‘quoted’", "🙂 Cafè, ‘quoted’"),
        ("strengths", "x" * 20_000, "x" * 20_000),
        ("strengths", "\r\n" * 20_000, "\n" * 20_000),
        ("grade.plans", "", ""),
        ("grade.plans", None, ""),
        ("grade.plans", "na", "na"),
        ("themes", None, []),
        ("themes", ["risk", "direct-work", "risk"], ["direct-work", "risk"]),
        ("actions", [ACTION, {"id": "a2", "what": " ", "owner": "", "due": ""}], [ACTION]),
        ("actions", [{**ACTION, "what": " See Ash alone\r\n"}], [ACTION]),
        ("quotations", [{"text": "", "tone": "positive"}], []),
        ("quotations", [{"text": "She listens.", "tone": "positive"}], [{"text": "She listens.", "tone": "positive"}]),
    ],
)
def test_a_value_that_can_be_read(key, value, clean):
    assert form.check(DEFAULT, section_of(key), {key: value}) == ({key: clean}, [])


@pytest.mark.parametrize(
    ("key", "value", "where"),
    [
        ("strengths", "x" * 20_001, "strengths"),
        ("strengths", "a\x00b", "strengths"),
        ("strengths", "a\x1bb", "strengths"),
        ("strengths", "\ud800", "strengths"),
        ("strengths", ["a"], "strengths"),
        ("theme_note", "x" * 2_001, "theme_note"),
        ("grade.plans", "splendid", "grade.plans"),
        ("grade.supervision", "na", "grade.supervision"),
        ("overall.grade", "na", "overall.grade"),
        ("overall.grade", ["good"], "overall.grade"),
        ("question.genogram", "partly", "question.genogram"),
        ("themes", "risk", "themes"),
        ("themes", ["risk", "gossip"], "themes"),
        ("themes", [["risk"]], "themes"),
        ("quotations", "She listens.", "quotations"),
        ("quotations", [{"text": "She listens."}], "quotations.0.tone"),
        ("quotations", [{"text": "She listens.", "tone": "good"}], "quotations.0.tone"),
        ("quotations", [{"text": "x" * 2_001, "tone": "positive"}], "quotations.0.text"),
        ("quotations", [{"text": "She listens.", "tone": "positive", "who": "Ash"}], "quotations.0"),
        ("actions", [ACTION] * 51, "actions"),
        ("actions", [ACTION, ACTION], "actions"),
        ("actions", ["See Ash"], "actions.0"),
        ("actions", [{}, {**ACTION, "what": ""}], "actions.1.what"),
        ("actions", [{**ACTION, "owner": " "}], "actions.0.owner"),
        ("actions", [{**ACTION, "id": ""}], "actions.0.what"),
        ("actions", [{**ACTION, "due": ""}], "actions.0.due"),
        ("actions", [{**ACTION, "due": "28/06/2024"}], "actions.0.due"),
        ("actions", [{**ACTION, "due": "20240628"}], "actions.0.due"),
        ("actions", [{**ACTION, "due": "2024-02-30"}], "actions.0.due"),
        ("actions", [{**ACTION, "due": "1999-12-31"}], "actions.0.due"),
        ("actions", [{**ACTION, "due": "3024-06-28"}], "actions.0.due"),
    ],
)
def test_a_value_that_cannot_be_read_is_refused_beside_its_field(key, value, where):
    clean, faults = form.check(DEFAULT, section_of(key), {key: value})
    assert clean == {}
    assert [found for found, _ in faults] == [where]


def test_a_key_of_another_section_is_refused_and_the_rest_is_read():
    clean, faults = form.check(DEFAULT, "plans", {"grade.plans": "good", "overall.grade": "good"})
    assert clean == {"grade.plans": "good"}
    assert faults == [("overall.grade", "This section of the form asks no such question.")]


def test_ten_million_characters_are_refused_in_a_sentence():
    assert sentences("strengths", "x" * 10_000_000) == [
        ("strengths", "Write at most 20,000 characters; this has 10,000,000.")
    ]


@given(st.sampled_from(KEYS), ANYTHING)
@settings(max_examples=300)
def test_no_value_makes_it_raise_and_what_is_clean_stays_clean(key, value):
    clean, faults = form.check(DEFAULT, section_of(key), {key: value})
    assert bool(clean) is not bool(faults)
    assert form.check(DEFAULT, section_of(key), clean) == (clean, [])
    json.dumps(clean).encode()
    assert all(where.encode() and sentence.encode() for where, sentence in faults)


@given(ANYTHING | st.text(max_size=3), ANYTHING)
def test_no_section_and_no_values_make_it_raise(section_id, values):
    form.check(DEFAULT, section_id, values)
    form.check(DEFAULT, "summary", values)


@given(st.dictionaries(st.sampled_from(KEYS), ANYTHING, max_size=6))
def test_no_stored_answers_make_it_raise(answers):
    missing, progress = form.missing(DEFAULT, answers), form.progress(DEFAULT, answers)
    assert {found.section_id for found in missing}.isdisjoint({id for id, state in progress.items() if state == "done"})


def test_what_changed_between_two_sets_of_answers():
    before = {"strengths": "Calm.", "grade.plans": "good", "themes": []}
    after = {"strengths": "Calm.", "grade.plans": "", "themes": [], "improvements": "", "quotations": [], "x": "New"}
    assert form.changed(before, after) == {"grade.plans": "", "x": "New"}
    assert form.changed(before, {}) == {}


def test_narrative_is_told_from_grades_choices_and_themes():
    narrative = form.narrative_keys(DEFAULT)
    for found in form.sections(DEFAULT):
        for each in found.fields:
            assert (each.key in narrative) is (each.kind in ("text", "long_text", "quotations", "actions")), each.key
            assert form.is_narrative(each.key) or each.key not in narrative
    assert not form.is_narrative("participation.worker")
