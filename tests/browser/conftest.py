"""One browser for all tests; the stub and its page for the scripts' tests, served programmes for the walks."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.demo_fixture import seeded

from .programme import Programme
from .serving import served
from .stub import Server, make_stub
from .visitors import Visitors

__all__ = ["seeded"]

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]  # fmt: skip


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def server() -> Iterator[Server]:
    """The stub."""
    server = Server()
    with served(make_stub(server)) as server.url:
        yield server


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A fresh browser of nobody."""
    context = chromium.new_context()
    context.set_default_timeout(8000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page of it, whose faults fail the test."""
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if "Content Security Policy" in line.text else None)
    yield page
    assert faults == []


@pytest.fixture(scope="module")
def demonstration(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Programme]:
    """The demonstration council, served from a copy that the module may write to."""
    folder = tmp_path_factory.mktemp("served") / "demonstration"
    running = Programme(Path(shutil.copytree(seeded, folder))).start()
    yield running
    running.kill()


@pytest.fixture(scope="module")
def module_visitors(chromium: Browser, demonstration: Programme) -> Iterator[Visitors]:
    """The people of the demonstration, for a module's preparations."""
    here = Visitors(chromium, demonstration.url)
    yield here
    here.close()


@pytest.fixture
def visitors(module_visitors: Visitors) -> Iterator[Visitors]:
    """The same people for one test, with browsers of their own."""
    here = Visitors(module_visitors.chromium, module_visitors.url, module_visitors.signed_in)
    yield here
    here.close()
