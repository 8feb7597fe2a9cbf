"""The house rule of refusals: every sentence with which the rules refuse is quoted by a test."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

TOP = Path(__file__).parents[1]
ROOMS = ("app/events", "app/programme")
LONG = 20
"""So many letters in a row that no other refusal has are a quotation; a text with fewer is not looked for."""
UNREACHABLE: dict[str, str] = {}
"""Sentences that no test can meet, each with the reason."""


class Sentence(NamedTuple):
    """What a place in the house refuses with: its written parts, without what is filled in."""

    where: str
    parts: tuple[str, ...]


def test_every_refusal_is_quoted_by_a_test() -> None:
    said = [one for room in ROOMS for path in sorted((TOP / room).rglob("*.py")) for one in refusals(path)]
    assert len(said) > 300
    lacking = [one for one in said if not any(part in UNREACHABLE for part in one.parts) and not quoted(one, said)]
    assert not lacking, "\n".join(
        f"{where} refuses with “{'…'.join(parts)}” and no test says so: write a test that meets it and quotes it."
        for where, parts in lacking
    )


def test_what_is_unreachable_is_still_said() -> None:
    said = {part for room in ROOMS for path in (TOP / room).rglob("*.py") for one in refusals(path)
            for part in one.parts}  # fmt: skip
    assert set(UNREACHABLE) <= said


THREE = """
MOON = "The moon is made of green cheese."
raise Refusal(MOON, "moon")
raise Refusal("The moon is made of green glass, or so we are told.")
raise Refusal(f"{who} is not to be seen before nightfall.")
"""


@pytest.mark.parametrize(("text", "found"), [
    ("A test: 'The moon is made of green cheese.'", [True, False, False]),
    ("The moon is made of green", [False, False, False]),
    ("glass, or so we are told", [False, True, False]),
    (r"Ann is not to be seen before nightfall\.", [False, False, True]),
])  # fmt: skip
def test_what_only_one_refusal_says_is_a_quotation_of_it(tmp_path: Path, text: str, found: list[bool]) -> None:
    (tmp_path / "three.py").write_text(THREE)
    said = list(refusals(tmp_path / "three.py"))
    assert [quoted(one, said, plain(text)) for one in said] == found


def refusals(path: Path) -> Iterator[Sentence]:
    """Every `raise Refusal(...)` of a module whose sentence is written there, or in a constant beside it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {target.id: node.value for node in tree.body if isinstance(node, ast.Assign)
             for target in node.targets if isinstance(target, ast.Name)}  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and ast.unparse(node.exc.func) == "Refusal":
            given = node.exc.args[0]
            parts = written(named.get(given.id, given) if isinstance(given, ast.Name) else given)
            if parts:
                yield Sentence(f"{path.relative_to(TOP) if TOP in path.parents else path.name}:{node.lineno}", parts)


def written(node: ast.AST) -> tuple[str, ...]:
    """The texts of an expression that are long enough to be known again."""
    texts = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str))
    return tuple(text for text in map(plain, texts) if len(text) >= LONG)


def quoted(one: Sentence, said: list[Sentence], texts: str = "") -> bool:
    """Whether the tests say the whole of a part, or what only this refusal says."""
    texts = texts or what_tests_say()
    if any(part in texts for part in one.parts):
        return True
    others = {part for other in said for part in other.parts} - set(one.parts)
    pieces = (part[n : n + LONG] for part in one.parts for n in range(len(part) - LONG + 1))
    return any(piece in texts and not any(piece in other for other in others) for piece in pieces)


@cache
def what_tests_say() -> str:
    """Everything that a test says, its own description apart, as plain text."""
    paths = [path for path in sorted((TOP / "tests").rglob("*.py")) if path != Path(__file__)]
    return "\n".join(text for path in paths for text in spoken(ast.parse(path.read_text(encoding="utf-8"))))


def spoken(tree: ast.Module) -> Iterator[str]:
    described = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described:
            yield plain(node.value)


def plain(text: str) -> str:
    """A text with single spaces and straight quotation marks, and a pattern without its escapes."""
    return " ".join(text.replace("\\", "").replace("’", "'").split())
