"""The language of a template's tags: names, their parts, conditions and loops, and nothing that runs or grows.

Whoever edits the template in Word writes into a program, so two fences stand round it: what a tag may be made of is
listed here, for every source that is compiled, and what is left runs in Jinja's sandbox. No call, no arithmetic, no
loop in a loop, no filter on a filter: what is written grows with the report, never beyond it.
"""

from typing import Any

from jinja2 import StrictUndefined, Template, TemplateRuntimeError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from app.events.text import unturned

FILTERS = frozenset(("capitalize", "default", "length", "lower", "trim", "upper"))
"""Each gives no more than it is given, or one constant; none goes through a list."""
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
MOST_WRITTEN = 2_000_000
"""How many characters a part of a template comes to, besides those of the report."""
TOO_LONG = "It writes far more than the report holds"


class Filled(str):
    """Markup of Word's own that was made here and stands as paragraphs of its own: `{{p section.body }}`."""

    __slots__ = ()

    def __html__(self) -> str:
        """As it is, where other text is escaped."""
        return str(self)


class Bounded(Template):
    """A template that stops writing where it has written more than any report needs."""

    def render(self, *args: Any, **names: Any) -> str:
        """Fill it in; raises TemplateError as soon as it is too long, before it is one text."""
        made: list[str] = []
        left: int = getattr(self.environment, "most", MOST_WRITTEN)
        for piece in self.generate(*args, **names):
            made.append(piece)
            left -= len(piece)
            if left < 0:
                raise TemplateRuntimeError(TOO_LONG)
        return "".join(made)


class Sandbox(ImmutableSandboxedEnvironment):
    """Compiles what is of the language, wherever in a part's markup it stood, and nothing else."""

    template_class = Bounded
    most = MOST_WRITTEN

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _judge_all(tree)
        return tree


def environment(report: int = 0) -> Sandbox:
    """The sandbox that every template is filled in by: text is escaped, an unknown name is an error.

    `report` is how many characters of paragraphs are filled in at the most.
    """
    made = Sandbox(undefined=StrictUndefined, autoescape=True, finalize=_directed)
    made.most = MOST_WRITTEN + report
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in FILTERS}
    made.tests = {name: test for name, test in made.tests.items() if name in TESTS or not name.isalpha()}
    return made


def _directed(value: Any) -> Any:
    """Words in the direction of the page; texts of old may hold what turns them."""
    return unturned(value) if isinstance(value, str) and not isinstance(value, Filled) else value


def parsed(env: Sandbox, source: str) -> nodes.Template:
    """What a tag is made of; raises TemplateSyntaxError, also for what a template may not do."""
    return env.parse(source)


def _judge_all(tree: nodes.Template) -> None:
    for node in _all(tree):
        if not isinstance(node, ALLOWED):
            what = next((said for kind, said in WORDS.items() if isinstance(node, kind)), "computes")
            raise TemplateSyntaxError(f"It {what}, which a template may not", getattr(node, "lineno", 1))
        _judge(node)
        if isinstance(node, nodes.For):
            _judge_loop(node)
        elif isinstance(node, nodes.Filter | nodes.Test):
            _judge_filter(node)


def _judge(node: nodes.Node) -> None:
    """Raises TemplateSyntaxError for a filter, test, name or part of a name that templates do without."""
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        raise TemplateSyntaxError(f"A template has no filter “{node.name}”", node.lineno)
    if isinstance(node, nodes.Test) and node.name not in TESTS:
        raise TemplateSyntaxError(f"A template has no test “{node.name}”", node.lineno)
    if isinstance(node, nodes.Getitem) and not isinstance(node.arg, nodes.Const):
        raise TemplateSyntaxError("What stands in square brackets is a name in quotation marks", node.lineno)
    named = getattr(node, "attr", getattr(node, "name", "") if isinstance(node, nodes.Name) else "")
    if str(named).startswith("_"):
        raise TemplateSyntaxError(f"There is no “{named}”", node.lineno)


def _judge_loop(node: nodes.For) -> None:
    """Raises TemplateSyntaxError for a loop that goes through more than one list once."""
    if node.recursive:
        raise TemplateSyntaxError("A loop cannot go into itself", node.lineno)
    if node.find(nodes.For):
        raise TemplateSyntaxError("It is a loop within a loop", node.lineno)


def _judge_filter(node: nodes.Filter | nodes.Test) -> None:
    """Raises TemplateSyntaxError for a filter on a filter, or one whose arguments are not constant."""
    if isinstance(node, nodes.Filter) and (node.node is None or node.find(nodes.Filter)):
        raise TemplateSyntaxError("A filter stands on a name, not on another filter", node.lineno)
    given = (*node.args, *node.kwargs, node.dyn_args, node.dyn_kwargs)
    if any(one is not None and not isinstance(one, nodes.Const) for one in given) or node.dyn_args or node.dyn_kwargs:
        raise TemplateSyntaxError("What a filter is given stands in quotation marks", node.lineno)


def _all(tree: nodes.Node) -> list[nodes.Node]:
    return [tree, *tree.find_all(nodes.Node)]


def value_of(env: Sandbox, expression: str, scope: dict[str, Any]) -> Any:
    """What an expression is in a scope; raises TemplateError, and UndefinedError for what is not there."""
    found = env.compile_expression(expression, undefined_to_none=False)(**scope)
    if isinstance(found, StrictUndefined):
        str(found)
    return found
