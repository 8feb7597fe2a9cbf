"""Every projection says of every type of event whether it takes it in or leaves it, so that none is forgotten."""

import importlib
import pkgutil
from types import ModuleType

import pytest

import projections
from app.events.base import TOPICS, subject_of
from projections import clocks

MODULES = [importlib.import_module(f"projections.{found.name}") for found in pkgutil.iter_modules(projections.__path__)]
ANSWERING = [module for module in MODULES if hasattr(module, "HANDLERS")]


def ignored(module: ModuleType) -> frozenset[str]:
    """What a projection leaves of the subjects that it hears."""
    return getattr(module, "IGNORES", frozenset())


@pytest.mark.parametrize("module", ANSWERING, ids=lambda module: module.__name__)
def test_every_type_of_event_of_a_subject_that_is_heard_has_one_answer(module: ModuleType) -> None:
    taken, left = module.HANDLERS.keys(), ignored(module)
    heard = {subject_of(topic) for topic in taken}
    of_them = {topic for topic in TOPICS if subject_of(topic) in heard}
    missing, twice, unknown = of_them - taken - left, taken & left, left - of_them
    assert not missing, f"{module.__name__}: write a handler for {sorted(missing)}, or add it to IGNORES."
    assert not twice, f"{module.__name__}: {sorted(twice)} is in HANDLERS, so take it out of IGNORES."
    assert not unknown, f"{module.__name__}: {sorted(unknown)} is no event of {sorted(heard)}."


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_a_projection_with_tables_has_handlers_and_the_other_way_round(module: ModuleType) -> None:
    has = {name for name in ("TABLES", "HANDLERS") if hasattr(module, name)}
    assert has in (set(), {"TABLES", "HANDLERS"}), f"{module.__name__} has {sorted(has)} only."


def test_every_type_of_event_but_a_few_reaches_some_table() -> None:
    telling = [module for module in ANSWERING if module is not clocks]  # It only notes that something came late.
    nowhere = TOPICS.keys() - {topic for module in telling for topic in module.HANDLERS}
    why = "The audits themselves hold who has them, and the exemptions which months they are for."
    assert nowhere == {"auditors swapped", "months put down for an exemption"}, why
