"""A small stand-in for the application: the shared page, one live tracker and one form with a draft."""

import itertools
import time
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, Response, jsonify, render_template_string, request
from jinja2 import StrictUndefined

from app.views import draft_words
from app.views.words import day

APP = Path(__file__).resolve().parents[2] / "app"
TRACKER = """
{% call ui.live("tracker", "/rows?team=north", position, "10:42:07") %}
{% call ui.tracker("audits", "Audits of May 2024", rows | length ~ " audits") %}
<thead><tr>{{ ui.sort_header("Child", "child", "child", "?sort=-child") }}{{ ui.header("State") }}
{{ ui.header("Overall grade") }}{{ ui.header("Note") }}</tr></thead>
<tbody>{% for id, state in rows %}
<tr id="row-{{ id }}">{% call ui.cell("Child") %}<a id="link-{{ id }}" href="/a/{{ id }}">C-{{ id }}</a>{% endcall %}
{% call ui.cell("State") %}{{ ui.status_tag(state) }}{% endcall %}
{% call ui.cell("Overall grade") %}{{ ui.grade_tag("Good", "grade-3") }} {{ ui.share(9, 42, "21%") }}{% endcall %}
{% call ui.cell("Note") %}<details id="d-{{ id }}"><summary>Note</summary>a note</details>{% endcall %}</tr>
{% endfor %}</tbody>
{% endcall %}{% endcall %}
"""
FORM = """
<form id="form" method="post" action="/sent" {{ ui.draft("audit/1", version) }}>
<input type="hidden" name="csrf_token" value="{{ csrf_token() }}"><input type="hidden" name="version" value="7">
{{ ui.draft_status() }}{{ fields.text("title", "Title", text.title or "") }}
{{ fields.textarea("evidence", "Evidence for this grade", text.evidence or "", maxlength=200) }}
{{ fields.radios("grade", "Overall grade", grades, text.grade or "") }}
{{ fields.checkboxes("themes", "Themes", [{"value": "direct-work", "label": "Direct work"}], text.themes or []) }}
{{ fields.text("secret", "Password", type="password") }}
<button class="govuk-button" type="submit">Save</button></form>
"""
GRADES = [
    {"value": "good", "label": "Good", "descriptor": "Seen, heard and helped.", "style": "grade-3"},
    {"value": "poor", "label": "Inadequate", "descriptor": "Not seen.", "style": "grade-1"},
]
PAGE = '{% extends "shared/base.html" %}{% set wide = true %}{% block title %}Stub{% endblock %}{% block content %}'
ROWS = [("1", "allocated"), ("2", "started"), ("3", "returned")]
POLICY = "default-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"


@dataclass
class Server:
    """What the stub holds and how it is told to misbehave; `saved` is every accepted draft in order."""

    url: str = ""
    position: int = 1
    rows: list[tuple[str, str]] = field(
        default_factory=lambda: [("1", "allocated"), ("2", "started"), ("3", "returned")]
    )
    status: int = 0
    delay: float = 0
    name: str = "Alice Auditor"
    token: str = "token-1"
    version: int = 0
    text: dict[str, Any] = field(default_factory=dict)
    saved: list[dict[str, Any]] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    under_way: int = 0
    most_under_way: int = 0
    minutes: Any = field(default_factory=lambda: itertools.count(42))

    def change(self, *rows: tuple[str, str]) -> None:
        self.rows, self.position = list(rows), self.position + 1

    def change_elsewhere(self, **text: Any) -> None:
        self.text, self.version = {**self.text, **text}, self.version + 1


def asset(path: str) -> str:
    return f"/static/{path}?v={sha256((APP / 'static' / path).read_bytes()).hexdigest()[:8]}"


def make_stub(server: Server) -> Flask:
    stub = Flask("stub", static_folder=str(APP / "static"), template_folder=str(APP / "templates"))
    stub.secret_key = "stub"
    stub.jinja_env.undefined = StrictUndefined
    stub.jinja_env.filters.update({"day": day} | draft_words.FILTERS)
    given: dict[str, Any] = {
        "council_name": "Carrick Vale Council",
        "demonstration": True,
        "updated": "10:42:07",
        "asset": asset,
    }
    given |= {"today": "2024-05-28", "category_1_now": lambda: None, "in_vain": ""}
    given |= {"stood": lambda: None, "has_past": False, "erased_here": lambda: None}
    nav = [{"text": "Today", "href": "/", "active": True}, {"text": "Audits", "href": "/audits", "active": False}]
    stub.jinja_env.globals.update(given, nav=nav, within=[], csrf_token=lambda: server.token, me=server)
    for name in ("ui", "fields"):
        stub.jinja_env.globals[name] = stub.jinja_env.get_template(f"shared/{name}.html").module
    add_pages(stub, server)
    add_drafts(stub, server)
    return stub


def add_pages(stub: Flask, server: Server) -> None:
    def tracker(template: str) -> str:
        return render_template_string(template, rows=server.rows, position=server.position)

    @stub.get("/")
    def page() -> str:
        return tracker(PAGE + TRACKER + "{% endblock %}")

    @stub.get("/form")
    def form() -> str:
        text = {"title": "", "evidence": "", "grade": "", "themes": [], **server.text}
        return render_template_string(PAGE + FORM + "{% endblock %}", text=text, version=server.version, grades=GRADES)

    @stub.get("/rows")
    def rows() -> Response:
        assert request.headers["HX-Request"] == "true"
        assert request.args["team"] == "north"
        server.asked.append(int(request.args["since"]))
        if server.status:
            return Response(status=server.status)
        return Response(status=204) if server.asked[-1] == server.position else Response(tracker(TRACKER))

    @stub.post("/sent")
    def sent() -> str:
        return "sent"

    @stub.after_request
    def guard(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        return response


def add_drafts(stub: Flask, server: Server) -> None:
    @stub.put("/drafts/audit/1")
    def draft() -> Response | tuple[Response, int]:
        server.under_way += 1
        server.most_under_way = max(server.most_under_way, server.under_way)
        time.sleep(server.delay)
        server.under_way -= 1
        return answer(server)


def answer(server: Server) -> Any:
    if server.status:
        return Response(status=server.status)
    if request.headers["X-CSRFToken"] != server.token:
        return Response(status=400)
    if request.json["version"] != server.version:
        return jsonify(version=server.version, fields=server.text, saved_at="10:41", by="Alice Auditor"), 409
    server.text, server.version = request.json["fields"], server.version + 1
    server.saved.append(server.text)
    return jsonify(version=server.version, saved_at=f"10:{next(server.minutes)}")
