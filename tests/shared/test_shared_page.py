"""The shared page: what every page must carry."""

import json
import re
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).resolve().parents[2] / "app" / "templates"
NAV = [{"text": "Today", "href": "/", "active": True}, {"text": "Audits", "href": "/audits", "active": False}]
GIVEN = {
    "stood": lambda: None,
    "has_past": False,
    "erased_here": lambda: None,
    "council_name": "Carrick Vale Council",
    "demonstration": True,
    "me": {"name": "Alice Auditor"},
    "nav": NAV,
    "within": [],
    "in_vain": "",
    "category_1_now": lambda: None,
    "updated": "",
    "today": "2024-05-28",
    "csrf_token": lambda: "a-token",
    "asset": lambda path: f"/static/{path}",
    "get_flashed_messages": lambda with_categories: [("success", "Returned."), ("error", "Not found.")],
}
PAGE = (
    '{% extends "shared/base.html" %}{% block title %}Audits{% endblock %}'
    "{% block content %}<h1>Audits</h1>{% endblock %}"
)


@pytest.fixture
def render():
    env = Environment(loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, autoescape=True)
    return lambda source=PAGE, **given: env.from_string(source).render({**GIVEN, **given})


def test_the_page_has_its_landmarks_and_a_skip_link(render):
    html = render()
    assert '<a href="#main-content" class="govuk-skip-link"' in html
    assert re.search(r'<main [^>]*id="main-content"', html)
    assert "<title>Audits – Audit Loop – Carrick Vale Council</title>" in html


def test_only_the_page_in_hand_is_current(render):
    assert re.findall(r'href="([^"]+)" aria-current="page"', render()) == ["/"]


def test_demonstration_data_is_marked_and_only_then(render):
    assert "every name is invented" in render()
    assert "invented" not in render(demonstration=False)


def test_sign_out_is_a_form_with_a_token_and_needs_somebody(render):
    form = re.search(r'<form[^>]*action="/sign-out" method="post">.*?</form>', render(), re.DOTALL)
    assert 'name="csrf_token" value="a-token"' in form.group()
    assert "/sign-out" not in render(me=None, nav=[])


def test_messages_say_whether_it_was_done(render):
    html = render()
    assert html.count("govuk-notification-banner--success") == 1
    assert html.count("al-banner--error") == 1


def test_trackers_take_the_wide_container(render):
    assert "al-wide" not in render()
    assert "al-wide" in render("{% set wide = true %}" + PAGE)


def test_htmx_evaluates_nothing_and_swaps_refusals(render):
    config = json.loads(re.search(r"name=\"htmx-config\" content='([^']+)'", render()).group(1))
    assert config["allowEval"] is False
    assert config["historyCacheSize"] == 0
    swaps = {
        code: next(rule["swap"] for rule in config["responseHandling"] if re.search(rule["code"], code))
        for code in ("200", "204", "401", "409", "422", "500")
    }
    assert [code for code, swap in swaps.items() if swap] == ["200", "409", "422"]


def test_the_pages_of_a_section_are_a_menu_of_their_own(render):
    pages = [
        {"text": "Actions", "href": "/actions", "active": True},
        {"text": "Duties", "href": "/duties", "active": False},
    ]
    page = render(within=pages)
    assert 'aria-label="In this section"' in page
    assert 'href="/actions" aria-current="page"' in page
    assert 'href="/duties">Duties' in page
    assert 'aria-label="In this section"' not in render()
