"""The house rules: which room may import what, no page without a policy, no template that computes."""

import ast
import pkgutil
import re
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment, nodes

import app.events
from app.events.base import TOPICS, Subject
from app.policy import RULES

TOP = Path(__file__).parents[1]
MODULES = [sys.modules[f"app.events.{found.name}"] for found in pkgutil.iter_modules(app.events.__path__)
           if found.name not in app.events.OPTIONAL]  # fmt: skip
SUBJECTS = {
    f"{module.__name__}.{name}"
    for module in MODULES
    for name, made in vars(module).items()
    if isinstance(made, type) and issubclass(made, Subject)
}
DATABASES = {"sqlite3", "sqlite_utils", "eventsourcing", "psycopg"}
WEB = {"flask", "flask_login", "flask_wtf", "flask_limiter", "htmx_flask", "werkzeug", "wtforms", "jinja2"}

ONLY = {
    "app/events": ({"eventsourcing", "cryptography", "orjson", "govuk_bank_holidays", "psycopg", "app.events"},
                   "is pure: it decides from events. Bring what it needs as an argument from app/programme."),
    "projections": ({"sqlite_utils", "orjson", "projections", "app.events"},
                    "folds stored events into rows. What a decision or a page needs of it is a query here."),
    "ledger": ({"cryptography", "ledger"},
               "proves the log to who trusts nothing else of ours. What it is given are rows and bytes."),
}  # fmt: skip
NEVER = {
    "app/programme": (WEB | {"sqlite3", "sqlite_utils", "app.views", "app.forms", "app.clock", "app.reports"},
                      "is what a person can ask for. Pages and the time come to it as arguments."),
    "app/forms": (DATABASES | SUBJECTS | {"flask", "projections", "app.programme", "app.views"},
                  "turns text into a command. Rules belong to the subject, choices are handed in by the view."),
    "app/views": (DATABASES | SUBJECTS, "asks app/programme to act and a projection's query to read."),
    "app/reports": (DATABASES | SUBJECTS, "asks a projection's query to read."),
    "app/evidence": (WEB | DATABASES | SUBJECTS | {"app.views", "app.programme", "app.clock", "projections"},
                     "puts a pack together of what it is given, and proves nothing but bytes."),
    "projections": (SUBJECTS, "reads events as stored, not through the subjects."),
}  # fmt: skip
THE_LOG = (
    *("app/events/store.py", "app/events/log.py", "app/events/postgres.py"),
    *("app/events/record_keys.py", "app/events/record_keys_file.py", "app/events/record_keys_postgres.py"),
    *("app/events/guards.py", "app/events/write_ahead.py"),
)
"""All of the write side that may speak SQL."""


def sources(room: str) -> list[Path]:
    """The modules of a room."""
    return sorted((TOP / room).rglob("*.py"))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """What a module imports, by line, each name in full."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module, f"{path.relative_to(TOP)}:{node.lineno}: import by the full name, not by dots."
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def within(name: str, rooms: set[str]) -> bool:
    """Whether a name is one of these, or inside one."""
    return any(name == room or name.startswith(f"{room}.") for room in rooms)


@pytest.mark.parametrize("room", ONLY)
def test_a_pure_room_imports_only_its_own(room: str) -> None:
    allowed, why = ONLY[room]
    wrong = [
        f"{path.relative_to(TOP)}:{line} imports {name}, but {room} {why}"
        for path in sources(room)
        for line, name in imports(path)
        if not within(name, allowed | set(sys.stdlib_module_names))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("room", NEVER)
def test_a_room_keeps_out_of_the_others(room: str) -> None:
    refused, why = NEVER[room]
    wrong = [
        f"{path.relative_to(TOP)}:{line} imports {name}, but {room} {why}"
        for path in sources(room)
        for line, name in imports(path)
        if within(name, refused)
    ]
    assert not wrong, "\n".join(wrong)


def test_of_the_write_side_only_the_log_speaks_sql() -> None:
    wrong = [
        f"{path.relative_to(TOP)}:{line} imports {name}: only {' and '.join(THE_LOG)} do."
        for path in sources("app/events")
        for line, name in imports(path)
        if within(name, {"sqlite3", "psycopg"}) and path.relative_to(TOP).as_posix() not in THE_LOG
    ]
    assert not wrong, "\n".join(wrong)


def test_no_modules_import_one_another_in_a_circle() -> None:
    paths = {module(path): path for room in ("app", "projections") for path in sources(room)}
    graph = {name: {there(other, paths) for _, other in imports(path)} - {"", name} for name, path in paths.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as fault:
        pytest.fail(f"{' imports '.join(reversed(fault.args[1]))}: put what both need into a module of its own.")


def module(path: Path) -> str:
    """A module's full name."""
    return ".".join(path.relative_to(TOP).with_suffix("").parts).removesuffix(".__init__")


def there(name: str, paths: dict[str, Path]) -> str:
    """The module of ours that an imported name is, or is of; "" for what is not ours."""
    while name and name not in paths:
        name = name.rpartition(".")[0]
    return name


def test_only_the_clock_reads_the_clock() -> None:
    asks = re.compile(r"\b(datetime\.now|date\.today|time\.time)\(")
    rooms = [path for room in ("app/events", "app/programme", "app/forms", "projections") for path in sources(room)]
    wrong = [
        f"{path.relative_to(TOP)}: take the time as an argument" for path in rooms if asks.search(path.read_text())
    ]
    assert not wrong, "\n".join(wrong)


def test_every_address_has_a_rule_and_every_rule_an_address(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()} - {"static"}
    assert not endpoints - RULES.keys(), "Add these to RULES in their view's module: who may use them, on what?"
    assert not RULES.keys() - endpoints, "These rules are of no page any more: take them out."


def test_every_type_of_event_is_in_a_module_that_the_package_imports() -> None:
    import app.events

    for topic, cls in TOPICS.items():
        name = cls.__module__.rpartition(".")[2]
        assert hasattr(app.events, name), f"Import {name} in app/events/__init__.py, or {topic!r} is not known."


TEMPLATES = sorted((TOP / "app" / "templates").rglob("*.html"))
SUMS = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)


def computes(template: nodes.Template) -> Iterator[tuple[int, str]]:
    """Where a template computes; `~` joins texts and `loop.index` counts rows, which is all that it may do."""
    for node in template.find_all((*SUMS, nodes.Filter)):
        if isinstance(node, nodes.Filter):
            if node.name in ("sum", "round", "int", "float", "abs"):
                yield node.lineno, f"| {node.name}"
        elif not any(name.name == "loop" for name in node.find_all(nodes.Name)):
            yield node.lineno, type(node).__name__.lower()


def test_a_template_shows_and_never_computes() -> None:
    wrong = [
        f"{path.relative_to(TOP)}:{line} computes ({what}): let the view do it."
        for path in TEMPLATES
        for line, what in computes(Environment().parse(path.read_text(encoding="utf-8")))
    ]
    assert not wrong, "\n".join(wrong)


def test_a_template_never_marks_text_as_safe() -> None:
    marked = re.compile(r"\|\s*safe\b|autoescape false")
    wrong = [f"{path.relative_to(TOP)}" for path in TEMPLATES if marked.search(path.read_text(encoding="utf-8"))]
    assert not wrong, f"What people wrote is never trusted as HTML: {wrong}"
