"""Every projection says of every type of event whether it takes it in or leaves it, so that none is forgotten."""

import importlib
import pkgutil
from types import ModuleType

import pytest

import projections
from app.events.base import TOPICS

MODULES = [importlib.import_module(f"projections.{found.name}") for found in pkgutil.iter_modules(projections.__path__)]
ANSWERING = [module for module in MODULES if hasattr(module, "HANDLERS")]


@pytest.mark.parametrize("module", ANSWERING, ids=lambda module: module.__name__)
def test_every_type_of_event_has_one_answer(module: ModuleType) -> None:
    taken, left = module.HANDLERS.keys(), module.IGNORES
    missing, twice, unknown = TOPICS.keys() - taken - left, taken & left, (taken | left) - TOPICS.keys()
    assert not missing, f"{module.__name__}: write a handler for {sorted(missing)}, or add it to IGNORES."
    assert not twice, f"{module.__name__}: {sorted(twice)} is in HANDLERS, so take it out of IGNORES."
    assert not unknown, f"{module.__name__}: there is no event {sorted(unknown)}."


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_a_projection_with_tables_has_handlers_and_the_other_way_round(module: ModuleType) -> None:
    has = {name for name in ("TABLES", "HANDLERS", "IGNORES") if hasattr(module, name)}
    assert has in (set(), {"TABLES", "HANDLERS", "IGNORES"}), f"{module.__name__} has {sorted(has)} only."


def test_every_type_of_event_but_a_few_reaches_some_table() -> None:
    nowhere = {topic for topic in TOPICS if all(topic in module.IGNORES for module in ANSWERING)}
    assert nowhere == {"auditors swapped"}, "The audits themselves hold who has them, so a swap needs no row."
