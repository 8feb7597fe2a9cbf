"""The write side: pure events and decisions. Importing this package registers every subject's events."""

import pkgutil
from importlib import import_module

OPTIONAL = frozenset({"postgres", "record_keys_postgres"})
"""What needs a package that not every council installs."""

for found in pkgutil.iter_modules(__path__):
    if found.name not in OPTIONAL:
        import_module(f"{__name__}.{found.name}")
