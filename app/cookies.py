"""The session's cookie, which goes with pages and never with files that everybody gets alike, and what renews it.

What the next page is to say ("Done: ...") has a cookie of its own. In the session's it would be lost when an autosave,
which was asked before and answered after, brings back the session as it was.
"""

from typing import Any

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeSerializer

from app.views.live import polled

FLASHES = "_flashes"
"""Where Flask keeps in a session what the next page is to say."""
SAID = "-said"
"""What follows the name of the session's cookie in that of the sentences."""


class Cookies(SecureCookieSessionInterface):
    """Leaves static files without a cookie: they may be kept by caches, and the browser need not ask for them again."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of a request, with the sentences of its other cookie."""
        session = super().open_session(app, request)
        if session is not None and (said := _said(app, request)):
            session[FLASHES] = said
            session.modified = False
        return session

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Put the session and its sentences into the answer's cookies, unless it is a static file."""
        if request.endpoint == "static":
            return
        was_modified, flashes = session.modified, session.pop(FLASHES, [])
        session.modified = was_modified
        if flashes != _said(app, request):
            self._say(app, flashes, response)
        super().save_session(app, session, response)

    def _say(self, app: Flask, flashes: list[Any], response: Response) -> None:
        name, path, secure = _name(app), self.get_cookie_path(app), self.get_cookie_secure(app)
        same_site = self.get_cookie_samesite(app)
        if flashes:
            written = str(_signer(app).dumps(flashes))
            response.set_cookie(name, written, path=path, secure=secure, httponly=True, samesite=same_site)
        else:
            response.delete_cookie(name, path=path, secure=secure, httponly=True, samesite=same_site)

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Whether the session lives on from now: with a page or an autosave it does.

        A page that keeps itself current is nobody at work: left open, it must not keep a person signed in for ever.
        """
        return session.modified if polled() else super().should_set_cookie(app, session)


def _said(app: Flask, request: Request) -> list[Any]:
    try:
        return [tuple(each) for each in _signer(app).loads(request.cookies.get(_name(app), ""))]
    except BadSignature:
        return []


def _signer(app: Flask) -> URLSafeSerializer:
    return URLSafeSerializer(app.config["SECRET_KEY"], salt="what the next page says")


def _name(app: Flask) -> str:
    return app.config["SESSION_COOKIE_NAME"] + SAID
