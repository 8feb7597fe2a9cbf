"""The session's cookie, which goes with pages and never with files that everybody gets alike, and what renews it."""

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin

from app.views.live import polled


class Cookies(SecureCookieSessionInterface):
    """Leaves static files without a cookie: they may be kept by caches, and the browser need not ask for them again."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Put the session into the answer's cookie, unless it is a static file."""
        if request.endpoint != "static":
            super().save_session(app, session, response)

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Whether the session lives on from now: with a page or an autosave it does.

        A page that keeps itself current is nobody at work: left open, it must not keep a person signed in for ever.
        """
        return session.modified if polled() else super().should_set_cookie(app, session)
