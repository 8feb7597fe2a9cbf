"""Each shared component, rendered under strict undefined names as the application renders it."""

from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.views import draft_words

TEMPLATES = Path(__file__).resolve().parents[2] / "app" / "templates"
CHOICES = [
    {"value": "good", "label": "Good", "descriptor": "Seen & heard.", "style": "grade-3"},
    {"value": "poor", "label": "Poor"},
]


@pytest.fixture(scope="module")
def env():
    env = Environment(loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, autoescape=True)
    env.filters.update(draft_words.FILTERS)
    for name in ("ui", "fields"):
        env.globals[name] = env.get_template(f"shared/{name}.html").module
    return env


@pytest.fixture
def render(env):
    return lambda source, **given: env.from_string(source).render(choices=CHOICES, **given)


@pytest.mark.parametrize(
    "call",
    [
        "fields.text('due', 'Due', '<b>', 'A hint', 'Enter it', {'autocomplete': 'off'})",
        "fields.file('due', 'Due', 'old.csv', 'A hint', 'Choose one', {'accept': '.csv'})",
        "fields.textarea('due', 'Due', '<b>', 'A hint', 'Enter it', {'data-x': '1'}, rows=3, maxlength=50)",
        "fields.radios('due', 'Due', choices, 'good', 'A hint', 'Choose one')",
        "fields.checkboxes('due', 'Due', choices, ['good'], 'A hint', 'Choose one')",
        "fields.select('due', 'Due', choices, 'good', 'A hint', 'Choose one', blank='Choose')",
        "fields.date('due', 'Due', {'day': '31', 'month': '2', 'year': 'x'}, 'A hint', error='Not a date')",
    ],
)
def test_a_field_carries_its_name_as_id_and_describes_its_error(render, call):
    html = render("{{ " + call + " }}")
    assert html.count('id="due"') == 1
    assert 'id="due-error"' in html
    assert "due-hint due-error" in html
    assert "<b>" not in html


def test_the_error_link_of_a_date_lands_on_the_day_and_what_was_typed_stays(render):
    html = render("{{ fields.date('due', 'Due', {'day': '31', 'month': '2'}, 'A hint', error='No', wrong=['year']) }}")
    assert 'id="due" name="due-day" type="text" inputmode="numeric" value="31"' in html
    assert 'name="due-month"' in html
    assert html.count("govuk-input--error") == 1


def test_a_descriptor_stands_under_its_choice(render):
    html = render("{{ fields.radios('grade', 'Grade', choices, 'good') }}")
    assert 'aria-describedby="grade-descriptor" checked' in html
    assert '<div id="grade-descriptor" class="govuk-hint govuk-radios__hint">Seen &amp; heard.</div>' in html
    assert "al-grade-3" in html


def test_a_password_is_never_sent_back(render):
    assert "hunter2" not in render("{{ fields.text('p', 'Password', 'hunter2', type='password') }}")


def test_the_error_summary_links_to_fields(render):
    html = render("{{ ui.error_summary([{'text': 'Enter the date', 'href': '#due'}]) }}")
    assert '<a href="#due">Enter the date</a>' in html
    assert render("{{ ui.error_summary([]) }}") == ""


def test_a_state_is_words_in_a_tag(render):
    html = render("{{ ui.status_tag('not_to_standard') }}{{ ui.status_tag('late', 'Late by 2 days') }}")
    assert "govuk-tag--orange" in html
    assert ">Not to standard</strong>" in html
    assert ">Late by 2 days</strong>" in html


def test_a_grade_is_words_with_a_pattern(render):
    html = render("{{ ui.grade_tag('Requires improvement', 'grade-2', 'moderated') }}")
    assert 'class="al-swatch al-grade-2" aria-hidden="true"' in html
    assert "Requires improvement" in html


def test_a_difference_between_two_grades_is_said_in_words(render):
    assert "changed to" in render("{{ ui.grade_pair('Good', 'Poor', false) }}")
    assert "changed to" not in render("{{ ui.grade_pair('Good', 'Good', true) }}")


def test_a_share_shows_n_of_n(render):
    html = render("{{ ui.share(21, 77, '27%', '19% to 38%') }}")
    assert "21 of 77" in html
    assert "27%" in html
    assert "95% interval 19% to 38%" in html


@pytest.mark.parametrize(("sort", "order"), [("due", "ascending"), ("-due", "descending"), ("child", "none")])
def test_a_sortable_header_says_its_order(render, sort, order):
    assert f'aria-sort="{order}"' in render("{{ ui.sort_header('Due', 'due', sort, '?sort=due') }}", sort=sort)


def test_a_tracker_is_a_focusable_region_with_its_count_in_the_caption(render):
    html = render("{% call ui.tracker('a', 'Audits', '67 audits') %}<tbody></tbody>{% endcall %}")
    assert 'role="region" aria-labelledby="a-caption" tabindex="0"' in html
    assert "67 audits" in html


def test_filters_stay_visible_and_can_be_taken_away(render):
    source = "{% call ui.filters('/audits', chosen, '/audits') %}x{% endcall %}"
    html = render(source, chosen=[{"text": "Team: North", "remove": "/audits?late=1"}])
    assert 'href="/audits?late=1"' in html
    assert "Clear all" in html
    assert "Clear all" not in render(source, chosen=[])


def test_empty_and_exports(render):
    assert "No audits" in render("{{ ui.empty('No audits', 'The month is not allocated.') }}")
    assert 'href="/a.csv" download>CSV</a>' in render("{{ ui.exports([{'text': 'CSV', 'href': '/a.csv'}]) }}")
