"""Every list has its rows as JSON beside CSV and Excel, with the moment and the place in the log."""

import pytest
from flask import Flask

from app.demo import stories


@pytest.mark.parametrize(
    "path", ["/people", "/children", "/cycles", "/cycles/2024-05/pool", "/cycles/2024-05/allocation"]
)
def test_a_list_gives_its_rows_as_json(app: Flask, path: str) -> None:
    stories.tell(app.extensions["house"])
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = stories.RUTH
    told = client.get(f"{path}.json").get_json()
    rows = client.get(f"{path}.csv").get_data(as_text=True).strip().splitlines()
    assert told["position"] == app.extensions["house"].reader.head()
    assert len(told["rows"]) == len(rows) - 1 > 0
