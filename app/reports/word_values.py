"""What a tag may do with its values: words are written, lists and paragraphs are only counted, gone through, or placed.

It holds whatever a report is like: a condition that is never met by a sample may be met by the next report.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import TemplateSyntaxError, nodes

from app.reports.word_jinja import Filled

TWICE = 2
"""How often the same paragraphs of a report may be placed: as for a confidential section, and for another."""
NO_WORDS = "“{}” is not words. Only its length can be written or compared by a filter"


def judge_written(tree: nodes.Template, scope: Mapping[str, Any]) -> None:
    """Raises TemplateSyntaxError for an expression that writes something else than words, whichever way it goes.

    What is no more than a name is judged by what it is.
    """
    output = tree.find(nodes.Output)
    for one in output.nodes if output else []:
        if not isinstance(one, nodes.Name | nodes.Getattr):
            _words(one, scope)


def judge_filtered(tree: nodes.Template, scope: Mapping[str, Any]) -> None:
    """Raises TemplateSyntaxError for a condition with a filter on something else than words."""
    for one in tree.find_all(nodes.Filter):
        _words(one, scope)


def _words(node: nodes.Node, scope: Mapping[str, Any]) -> None:
    for one in _named(node):
        value = _value(one, scope)
        if isinstance(value, Filled) or not isinstance(value, str | int):
            raise TemplateSyntaxError(NO_WORDS.format(getattr(one, "attr", getattr(one, "name", ""))), one.lineno)


def _named(node: nodes.Node) -> Iterator[nodes.Name | nodes.Getattr]:
    """The names, and parts of names, whose values are gone on with."""
    if isinstance(node, nodes.Name | nodes.Getattr):
        yield node
    elif not isinstance(node, nodes.Getitem) and not (isinstance(node, nodes.Filter) and node.name == "length"):
        for one in node.iter_child_nodes():
            yield from _named(one)


def _value(node: nodes.Name | nodes.Getattr, scope: Mapping[str, Any]) -> Any:
    if isinstance(node, nodes.Name):
        return scope.get(node.name)
    return getattr(scope.get(node.node.name), node.attr, None) if isinstance(node.node, nodes.Name) else None
