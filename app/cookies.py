"""The session's cookie, which goes with pages and never with files that everybody gets alike."""

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin


class Cookies(SecureCookieSessionInterface):
    """Leaves static files without a cookie: they may be kept by caches, and the browser need not ask for them again."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Put the session into the answer's cookie, unless it is a static file."""
        if request.endpoint != "static":
            super().save_session(app, session, response)
