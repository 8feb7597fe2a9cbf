"""Where letters go out, from the environment. Without all of it they stay in the outbox, and the page says why."""

import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from app.loopback import is_this_computer

PREFIX = "AUDIT_LOOP_"
SECURITY = {"starttls": 587, "tls": 465, "none": 25}
"""How the connection is kept private, each with its usual port."""
EVERY_MINUTES, TIMEOUT_SECONDS = 5, 20


@dataclass(frozen=True)
class MailSettings:
    """The mail server, who letters are from, the address that links begin with, and how often reminders are looked for.

    All as typed; `problems` says what cannot be used.
    """

    server: str = ""
    port: str = ""
    security: str = "starttls"
    user: str = ""
    password: str = ""
    sender: str = ""
    address: str = ""
    timeout: str = str(TIMEOUT_SECONDS)
    every: str = "0"

    @classmethod
    def from_environment(cls) -> "MailSettings":
        """Read AUDIT_LOOP_MAIL_SERVER, _PORT, _SECURITY, _USER, _PASSWORD, _FROM and _TIMEOUT, AUDIT_LOOP_ADDRESS and
        AUDIT_LOOP_REMIND_MINUTES.
        """
        mail = {name: _read(f"MAIL_{name.upper()}") for name in ("server", "port", "user", "password")}
        return cls(
            **mail,
            security=_read("MAIL_SECURITY").lower() or "starttls",
            sender=_read("MAIL_FROM"),
            address=_read("ADDRESS").rstrip("/"),
            timeout=_read("MAIL_TIMEOUT") or str(TIMEOUT_SECONDS),
            every=_read("REMIND_MINUTES") or str(EVERY_MINUTES),
        )

    @property
    def problems(self) -> list[str]:
        """Why no letter can be sent, each as a sentence; none when all is there."""
        if not self.server:
            return ["No mail server is set (AUDIT_LOOP_MAIL_SERVER)."]
        https, here = urlsplit(self.address), is_this_computer(self.server)
        found = {
            "AUDIT_LOOP_MAIL_SECURITY is starttls, tls or none.": self.security not in SECURITY,
            "AUDIT_LOOP_MAIL_PORT is a number from 1 to 65535.": not self.port_number,
            "AUDIT_LOOP_MAIL_FROM is the address that letters come from.": not _is_address(self.sender),
            "AUDIT_LOOP_ADDRESS is what links begin with, such as https://audit.example.gov.uk.": (
                https.scheme not in ("https", "http") or not https.netloc
            ),
            "A password is only sent over a private connection: set AUDIT_LOOP_MAIL_SECURITY to starttls or tls.": (
                self.security == "none" and bool(self.password) and not here
            ),
            "AUDIT_LOOP_MAIL_TIMEOUT is a number of seconds from 1 to 120.": not self.seconds,
        }
        return [sentence for sentence, wrong in found.items() if wrong]

    @property
    def port_number(self) -> int:
        """The port, the usual one where none is set; 0 for none that can be used."""
        return _number(self.port, 65535) if self.port else SECURITY.get(self.security, 0)

    @property
    def seconds(self) -> int:
        """How long each answer of the server is waited for; 0 for no such number."""
        return _number(self.timeout, 120)

    @property
    def minutes(self) -> int:
        """How many minutes lie between two looks for reminders while the server runs; 0 for never."""
        return _number(self.every, 24 * 60)


def _read(name: str) -> str:
    return os.environ.get(PREFIX + name, "").strip()


def _number(text: str, most: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and 0 < int(text) <= most else 0


def _is_address(text: str) -> bool:
    name, at, domain = text.rpartition("@")
    return bool(at and name and domain) and text.isascii() and not set(text) & set(' \t\r\n<>",;')
