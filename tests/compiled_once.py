"""What every application of a test run compiles alike, templates and addresses, is compiled once in a process."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


class Remembered(BytecodeCache):
    """The code of templates by name and source: one that is changed is compiled anew."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was kept, if anything."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self._code[bucket.key, bucket.checksum] = bucket.code


def templates() -> None:
    """Have every application of this process share what its templates compile to."""
    Flask.jinja_options = {"bytecode_cache": Remembered()}


def addresses() -> None:
    """Have rules that are alike share the functions that build their addresses: they are half of making an app."""
    made: dict[object, Builder] = {}
    compiles = Rule._compile_builder

    def remembered(rule: Any, append_unknown: bool = True) -> Builder:
        alike = (tuple(rule._trace), repr(sorted((rule.defaults or {}).items())), append_unknown)
        if alike not in made:
            made[alike] = compiles(rule, append_unknown)
        return made[alike]

    Rule._compile_builder = remembered  # type: ignore[method-assign]
