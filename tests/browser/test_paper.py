"""What is printed of a long page: what one takes to a meeting, not the screen."""

import re
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.serving import make_server

from app.programme.house import House
from tests.programme.a_month import drawn, opened, the_council

pytestmark = pytest.mark.browser
PASSWORD, CHILDREN = "three odd words", 75


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """May with a sample of 75 children, served."""
    house: House = app.extensions["house"]
    the_council(house, children=80)
    opened(house)
    drawn(house, CHILDREN)
    app.extensions["accounts"].set_password("person/quinn", PASSWORD)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    running = threading.Thread(target=server.serve_forever)
    running.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    running.join()
    server.server_close()


@pytest.fixture
def quinn(page: Any, address: str) -> Any:
    page.goto(f"{address}/sign-in")
    page.fill("#email", "quinn@eastmere.example")
    page.fill("#password", PASSWORD)
    page.click("main button")
    return page


def test_the_sample_is_printed_as_its_children_on_a_few_sheets(quinn: Any, address: str) -> None:
    quinn.goto(f"{address}/cycles/2024-05/sample")
    paper = quinn.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) <= 3
    quinn.emulate_media(media="print")
    assert quinn.locator("#sample tbody tr:visible").count() == CHILDREN
    assert quinn.locator("table:visible").count() == 1
    assert quinn.get_by_text("Drawn from seed").first.is_visible(), "a sheet says how its children were drawn"
    assert not quinn.get_by_text("On this page").is_visible()
