"""Fixtures of the script tests: the stub, and a page of it whose faults fail the test."""

import pytest
from playwright.sync_api import sync_playwright

from .stub import Server, serve

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=[*FLAGS, "--disable-component-update", "--disable-sync"]
        )
        yield browser
        browser.close()


@pytest.fixture
def server():
    server = Server()
    running = serve(server)
    yield server
    running.shutdown()
    running.server_close()


@pytest.fixture
def context(chromium):
    context = chromium.new_context()
    context.set_default_timeout(8000)
    yield context
    context.close()


@pytest.fixture
def page(context):
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if "Content Security Policy" in line.text else None)
    yield page
    assert faults == []
