"""The demonstration council, seeded once for all tests: import the fixtures that you need from here.

`demonstration` is its house, to be read only; `demo_folder` is a copy of its folder, to be written to; `demo_app` the
application over such a copy.
"""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest
from flask import Flask

from app import clock, create_app
from app.config import Settings
from app.demo.council import sign_ins
from app.demo.preparing import seed
from app.demo.quick import close_quick_house
from app.programme.house import House, open_house

SEEDED = pytest.StashKey[Path]()


@pytest.fixture(scope="session")
def seeded(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder as `audit-loop demo` makes it today; never written to."""
    # A fixture that modules import is for each of them one of its own: the first of them seeds for all.
    if SEEDED not in pytestconfig.stash:
        pytestconfig.stash[SEEDED] = _made(tmp_path_factory)
    return pytestconfig.stash[SEEDED]


def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demonstration") / "data-demo"
    start = perf_counter()
    seed(folder, clock.today())
    print(f"\nThe demonstration council was seeded in {perf_counter() - start:.1f} s.")
    return folder


@pytest.fixture(scope="session")
def demonstration(seeded: Path) -> Iterator[House]:
    """Its log and read model."""
    house = open_house(seeded)
    yield house
    close_quick_house(house)


@pytest.fixture
def demo_folder(seeded: Path, tmp_path: Path) -> Path:
    """A copy of one's own."""
    # By way of the system's copy: the seeded folder may be open meanwhile, but nobody writes to it.
    return Path(shutil.copytree(seeded, tmp_path / "data-demo"))


@pytest.fixture
def demo_app(demo_folder: Path) -> Flask:
    """The web application over a copy, with the sign-ins of the demonstration."""
    made = create_app(replace(Settings(demo_folder), demonstration_people=sign_ins()))
    made.config.update(TESTING=True, WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False)
    return made
