"""The language of a template's tags: names, their parts, conditions and loops, and nothing that runs or grows.

Whoever edits the template in Word writes into a program, so two fences stand round it: what a tag may be made of is
listed here, and what is left runs in Jinja's sandbox. No call, no arithmetic, no loop in a loop: what is written grows
with the report, never beyond it.
"""

from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

FILTERS = frozenset(("capitalize", "default", "first", "join", "last", "length", "lower", "trim", "upper"))
TESTS = frozenset(("defined", "undefined", "none", "even", "odd"))
ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Name, nodes.Const, nodes.Getattr,
    nodes.Getitem, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
    nodes.CondExpr,
)  # fmt: skip
WORDS: dict[type[nodes.Node], str] = {
    nodes.Call: "calls something", nodes.Macro: "defines a macro", nodes.Assign: "sets a value",
    nodes.AssignBlock: "sets a value", nodes.Include: "includes another file", nodes.Import: "includes another file",
    nodes.FromImport: "includes another file", nodes.Extends: "includes another file",
}  # fmt: skip


class Filled(str):
    """Markup of Word's own that was made here and stands as paragraphs of its own: `{{p section.body }}`."""

    __slots__ = ()

    def __html__(self) -> str:
        """As it is, where other text is escaped."""
        return str(self)


def environment() -> ImmutableSandboxedEnvironment:
    """The sandbox that every template is filled in by: text is escaped, an unknown name is an error."""
    made = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in FILTERS}
    made.tests = {name: test for name, test in made.tests.items() if name in TESTS or not name.isalpha()}
    return made


def parsed(env: ImmutableSandboxedEnvironment, source: str) -> nodes.Template:
    """What a tag is made of; raises TemplateSyntaxError, also for what a template may not do."""
    tree = env.parse(source)
    for node in _all(tree):
        if not isinstance(node, ALLOWED):
            what = next((said for kind, said in WORDS.items() if isinstance(node, kind)), "computes")
            raise TemplateSyntaxError(f"It {what}, which a template may not", getattr(node, "lineno", 1))
        _judge(node)
    return tree


def _judge(node: nodes.Node) -> None:
    """Raises TemplateSyntaxError for a filter, test, name or part of a name that templates do without."""
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        raise TemplateSyntaxError(f"A template has no filter “{node.name}”", node.lineno)
    if isinstance(node, nodes.Test) and node.name not in TESTS:
        raise TemplateSyntaxError(f"A template has no test “{node.name}”", node.lineno)
    if isinstance(node, nodes.For) and node.recursive:
        raise TemplateSyntaxError("A loop cannot go into itself", node.lineno)
    if isinstance(node, nodes.Getitem) and not isinstance(node.arg, nodes.Const):
        raise TemplateSyntaxError("What stands in square brackets is a name in quotation marks", node.lineno)
    named = getattr(node, "attr", getattr(node, "name", "") if isinstance(node, nodes.Name) else "")
    if str(named).startswith("_"):
        raise TemplateSyntaxError(f"There is no “{named}”", node.lineno)


def _all(tree: nodes.Node) -> list[nodes.Node]:
    return [tree, *tree.find_all(nodes.Node)]


def value_of(env: ImmutableSandboxedEnvironment, expression: str, scope: dict[str, Any]) -> Any:
    """What an expression is in a scope; raises TemplateError, and UndefinedError for what is not there."""
    found = env.compile_expression(expression, undefined_to_none=False)(**scope)
    if isinstance(found, StrictUndefined):
        str(found)
    return found
