"""Handing letters to a mail server over SMTP."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import partial
from urllib.parse import urlsplit

from app import clock
from app.mail_settings import MailSettings
from app.programme.letters import body, enclosed
from app.programme.outbox import Answer, Carry, Mail, Unreachable

LONGEST = 300
"""Characters of a server's answer that are kept."""
WIRE = SMTP.clone(cte_type="7bit")
"""Any server takes seven bits."""
NO_ADDRESS = (ValueError, MessageError, IndexError)
"""What the standard library says of an address that is none (the last where it looks for a first letter)."""
FAULTS = (smtplib.SMTPException, OSError)


@dataclass(frozen=True)
class SmtpPost:
    """The way to the mail server of settings that have no problems."""

    settings: MailSettings

    @contextmanager
    def opened(self) -> Iterator[Carry]:
        """Connect, make the connection private, sign in where a user is set; raises Unreachable."""
        server = self._connected()
        try:
            self._begin(server)
            yield partial(_carried, server, self.settings)
        finally:
            with suppress(*FAULTS):
                server.quit()
            server.close()

    def _connected(self) -> smtplib.SMTP:
        mail = self.settings
        us, patience = urlsplit(mail.address).hostname, mail.seconds
        with self._in_words():
            if mail.security == "tls":
                private = ssl.create_default_context()
                return smtplib.SMTP_SSL(mail.server, mail.port_number, us, timeout=patience, context=private)
            return smtplib.SMTP(mail.server, mail.port_number, us, timeout=patience)

    def _begin(self, server: smtplib.SMTP) -> None:
        with self._in_words():
            server.ehlo()
            if self.settings.security == "starttls":
                if not server.has_extn("starttls"):
                    raise Unreachable(f"{self.settings.server} offers no private connection (STARTTLS).")
                server.starttls(context=ssl.create_default_context())
                server.ehlo()
            if self.settings.user:
                server.login(self.settings.user, self.settings.password)

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except FAULTS as fault:
            where = f"{self.settings.server}, port {self.settings.port_number}"
            raise Unreachable(f"The mail server ({where}) cannot be used: {_fault(fault)}") from fault


def written_out(mail: Mail, settings: MailSettings) -> EmailMessage:
    """The letter as it goes over the wire; the same letter always has the same Message-ID.

    Raises one of NO_ADDRESS for an address that mail cannot be sent to.
    """
    message, letter = EmailMessage(policy=WIRE), mail.letter
    if not mail.to.isascii():
        raise ValueError("An address of other letters than ASCII's needs a server that few have")
    message["From"] = Address(f"Audit Loop, {_one_line(mail.council)}", addr_spec=settings.sender)
    message["To"] = Address(_one_line(mail.name), addr_spec=mail.to)
    message["Subject"] = _one_line(letter.subject)
    message["Date"] = format_datetime(clock.local(clock.now()))
    message["Message-ID"] = f"<{letter.id.partition('/')[2]}@{settings.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body(letter, settings.address, mail.council))
    if note := enclosed(letter):
        message.add_attachment(note.encode(), "text", "plain", filename="note.txt", params={"charset": "utf-8"})
    if letter.calendar:
        message.add_attachment(letter.calendar.encode(), "text", "calendar", filename="invitation.ics")
    return message


def _carried(server: smtplib.SMTP, settings: MailSettings, mail: Mail) -> Answer:
    try:
        message = written_out(mail, settings)
    except NO_ADDRESS:
        return Answer("This is no address that mail can be sent to.", never=True)
    try:
        return _handed_over(server, settings.sender, mail.to, message)
    except FAULTS as fault:
        return Answer(_fault(fault), lost=True)


def _handed_over(server: smtplib.SMTP, sender: str, to: str, message: EmailMessage) -> Answer:
    """Mail, recipient, data: each with its answer (RFC 5321, 4.1.1)."""
    code, said = server.mail(sender)
    if code != 250:
        return Answer(f"It does not take mail from {sender}: {_said(code, said)}", lost=True)
    code, said = server.rcpt(to)
    if code not in (250, 251):
        server.rset()
        return _refused(code, said)
    try:
        code, said = server.data(message.as_bytes())
    except smtplib.SMTPDataError as fault:
        code, said = fault.smtp_code, _bytes(fault.smtp_error)
    if code != 250:
        return _refused(code, said)
    return Answer(_said(code, said), took=True, message=str(message["Message-ID"]))


def _refused(code: int, said: bytes) -> Answer:
    return Answer(_said(code, said), never=code >= 500, lost=code == 421)


def _fault(fault: Exception) -> str:
    if isinstance(fault, smtplib.SMTPResponseException):
        return _said(fault.smtp_code, _bytes(fault.smtp_error))
    if isinstance(fault, TimeoutError) or "timed out" in str(fault):
        return "It did not answer in time."
    return _one_line(getattr(fault, "strerror", "") or str(fault) or type(fault).__name__)[:LONGEST]


def _said(code: int, said: bytes) -> str:
    return f"{code} {_one_line(said.decode(errors='replace'))}"[:LONGEST].strip()


def _bytes(said: str | bytes) -> bytes:
    return said if isinstance(said, bytes) else said.encode()


def _one_line(text: str) -> str:
    """Without line ends and other characters that are not seen: nothing of a name becomes a header of its own."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())
