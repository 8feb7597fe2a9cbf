"""A change by one person is on another's open board and tracker within two seconds, focus and scroll kept."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app import create_app
from app.config import Settings
from app.demo import stories
from app.demo.stories import RUTH, Story
from app.events.audit import Audit
from tests.browser.serving import served
from tests.views.may import copy_log, may_log

__all__ = ["may_log"]

pytestmark = pytest.mark.browser
PASSWORD = "three odd words"
WITHIN = 2.0


@pytest.fixture
def app(may_log: Path, tmp_path: Path) -> Flask:
    copy_log(may_log, tmp_path)
    made = create_app(Settings(tmp_path))
    made.extensions["accounts"].set_password(RUTH, PASSWORD)
    return made


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with served(app) as here:
        yield here


@pytest.fixture
def ruth(page: Any, address: str) -> Any:
    page.goto(f"{address}/sign-in")
    page.fill("#email", "ruth.okafor@eastmere.example")
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.set_viewport_size({"width": 1000, "height": 300})
    return page


def accept(app: Flask, number: int) -> float:
    story = Story(app.extensions["house"], "2024-05-28")
    story.let(RUTH, Audit, stories.audit_id(number)).accept(on="2024-05-28", note="")
    return time.monotonic()


def test_the_board_follows(app: Flask, ruth: Any, address: str) -> None:
    ruth.goto(f"{address}/cycles/2024-05")
    link = "#chase-1-audit-2024-05-0005"
    ruth.focus(link)
    scrolled = ruth.evaluate("window.scrollY")
    assert scrolled > 0
    done = accept(app, 1)
    ruth.wait_for_selector("#flow-accepted:has-text('1 accepted')", timeout=5000)
    assert time.monotonic() - done < WITHIN
    assert ruth.evaluate("'#' + document.activeElement.id") == link
    assert abs(ruth.evaluate("window.scrollY") - scrolled) < 5


def test_the_tracker_follows_and_an_audit_that_is_no_longer_like_that_goes(app: Flask, ruth: Any, address: str) -> None:
    ruth.goto(f"{address}/audits?state=returned")
    ruth.focus("#link-audit-2024-05-0002")
    done = accept(app, 1)
    ruth.wait_for_selector("#row-audit-2024-05-0001", state="detached", timeout=5000)
    assert time.monotonic() - done < WITHIN
    assert ruth.inner_text("#audits-count").startswith("1 audit")
    assert ruth.evaluate("document.activeElement.id") == "link-audit-2024-05-0002"
