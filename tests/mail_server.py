"""A real mail server on this computer, which answers as a test wishes and keeps what it took."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ssl import SSLContext
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from app.mail_settings import MailSettings

SENDER, ADDRESS = "audit.loop@eastmere.example", "https://audit.eastmere.example"
OK = "250 2.0.0 Queued as 4F2A"


@dataclass
class MailServer:
    """What came, and what is answered: by recipient at RCPT, to everybody at DATA."""

    port: int = 0
    came: list[EmailMessage] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    answers: str = OK
    slow: float = 0
    on_data: Callable[[], None] = lambda: None

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        """Take a recipient, unless it is one of those that are refused."""
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Take the words."""
        if self.answers.startswith("2"):
            self.came.append(message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
            self.to += envelope.rcpt_tos
        self.on_data()
        time.sleep(self.slow)
        return self.answers

    def settings(self, **others: str) -> MailSettings:
        """Settings that lead here."""
        facts = {"server": "127.0.0.1", "port": str(self.port), "security": "none", "timeout": "5"}
        return MailSettings(**facts | {"sender": SENDER, "address": ADDRESS} | others)


@contextmanager
def serving(server: MailServer, tls: SSLContext | None = None, password: str = "") -> Iterator[MailServer]:
    """Let it answer on 127.0.0.1; with a context it offers STARTTLS, with a password it wants that from "mailer"."""

    def known(one: Any, session: Any, envelope: Any, mechanism: str, given: LoginPassword) -> AuthResult:
        return AuthResult(success=given == LoginPassword(b"mailer", password.encode()), handled=False)

    facts: dict[str, Any] = {"tls_context": tls} if tls else {}
    if password:
        facts |= {"authenticator": known, "auth_required": True, "auth_require_tls": bool(tls)}
    here = Controller(server, hostname="127.0.0.1", port=server.port, **facts)
    if not server.port:
        here.port = _free_port()
    here.start()
    server.port = here.port
    try:
        yield server
    finally:
        here.stop()


def _free_port() -> int:

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
