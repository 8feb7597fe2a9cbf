"""The token that every form carries: it says, signed, for whom the page was made, also once their session is over."""

from secrets import token_hex

from flask import current_app, request, session
from itsdangerous import BadData, URLSafeTimedSerializer

from app.views.desk import me

FIELD = "csrf_token"
"""The name of the field, and of the session's own half, as Flask-WTF calls both."""
SALT = "wtf-csrf-token"


def begin() -> None:
    """Let the tokens of a session name its person; a session that somebody else began gets another."""
    person = me()
    if request.endpoint != "static" and person and _named(session.get(FIELD)) != person.id:
        session[FIELD] = f"{token_hex(20)} {person.id}"


def typed_by() -> str:
    """The id of the person for whom the page of the form that was sent was made; "" when it does not say."""
    signer = URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=SALT)
    try:
        return _named(signer.loads(request.form.get(FIELD, "")))
    except BadData:
        return ""


def _named(half: object) -> str:
    return half.partition(" ")[2] if isinstance(half, str) else ""
