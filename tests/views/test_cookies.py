"""Files that caches may keep carry nobody's session."""

from flask import Flask

from tests.views.an_audit import an_audit, signed_in


def test_a_static_file_has_no_cookie_and_a_page_has(app: Flask) -> None:
    an_audit(app.extensions["house"])
    client = signed_in(app, "alice")
    with client.session_transaction() as session:
        session.permanent = True
    page, file = client.get("/"), client.get("/static/audit-loop.css?v=1")
    file.close()
    assert "Set-Cookie" in page.headers
    assert "public" in file.headers["Cache-Control"]
    assert "Set-Cookie" not in file.headers
    assert "Cookie" not in file.headers.get("Vary", "")
