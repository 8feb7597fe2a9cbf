"""The connection to a mail server: private, signed in, or refused in a sentence; and what settings are no use."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.config import Settings
from app.events.letter import Letter
from app.mail_settings import MailSettings
from app.post import SmtpPost
from app.programme.outbox import Answer, Mail, Unreachable
from tests.mail_server import ADDRESS, OK, SENDER, MailServer, serving

OPENLY = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
"""The server of these tests is meant to be careless."""
WHOLE = MailSettings(server="mail.eastmere.example", sender=SENDER, address=ADDRESS, every="5")


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[ssl.SSLContext, Path]:
    """A mail server's certificate for 127.0.0.1, and the file of whoever vouches for it."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, private = tmp_path / "mail.pem", tmp_path / "mail.key"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    private.write_bytes(key.private_bytes(*plain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, private)
    return context, pem


def handed_over(settings: MailSettings) -> Answer:
    """What comes of handing a letter over; raises Unreachable."""
    letter = Letter("letter/aaaaaaaaaaaaaaaa")
    facts = {"recipient": "person/b", "kind": "test", "cause": "a", "link": "/", "calendar": "", "lines": []}
    letter.write(**facts, subject="S", text=["."], by="person/b", at="2024-05-20T09:00:00+00:00")
    with SmtpPost(settings).opened() as carry:
        return carry(Mail("Ben", "ben@eastmere.example", "Eastmere", letter))


def test_starttls_makes_the_connection_private_before_the_password_is_sent(
    certificate: tuple[ssl.SSLContext, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    context, vouched = certificate
    monkeypatch.setenv("SSL_CERT_FILE", str(vouched))
    with serving(MailServer(), tls=context, password="eastmere") as server:
        settings = server.settings(security="starttls", user="mailer", password="eastmere")
        assert handed_over(settings).said == OK


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate: tuple[ssl.SSLContext, Path]) -> None:
    with serving(MailServer(), tls=certificate[0]) as server:
        with pytest.raises(Unreachable, match=r"cannot be used: .*(?i:certificate)"):
            handed_over(server.settings(security="starttls"))
        assert server.came == []


@OPENLY
def test_a_server_without_starttls_gets_neither_password_nor_letter() -> None:
    with serving(MailServer(), password="eastmere") as server:
        with pytest.raises(Unreachable) as refused:
            handed_over(server.settings(security="starttls", user="mailer", password="eastmere"))
        assert str(refused.value) == "127.0.0.1 offers no private connection (STARTTLS)."


@OPENLY
def test_a_wrong_password_is_said_in_the_servers_words() -> None:
    unreachable = pytest.raises(Unreachable, match=r"port \d+\) cannot be used: 535 5\.7\.8")
    with serving(MailServer(), password="eastmere") as server, unreachable:
        handed_over(server.settings(user="mailer", password="hillside"))


@OPENLY
def test_a_server_that_wants_a_password_says_so_and_keeps_the_letter_waiting() -> None:
    with serving(MailServer(), password="eastmere") as server:
        answer = handed_over(server.settings())
    assert (answer.took, answer.never, answer.lost) == (False, False, True)
    assert answer.said.startswith(f"It does not take mail from {SENDER}: 530")


def test_settings_that_are_whole_have_no_problem() -> None:
    assert (WHOLE.problems, WHOLE.port_number, WHOLE.seconds, WHOLE.minutes) == ([], 587, 20, 5)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"server": ""}, "No mail server is set (AUDIT_LOOP_MAIL_SERVER)."),
        ({"security": "ssl"}, "AUDIT_LOOP_MAIL_SECURITY is starttls, tls or none."),
        ({"port": "0"}, "AUDIT_LOOP_MAIL_PORT is a number from 1 to 65535."),
        ({"port": "smtp"}, "AUDIT_LOOP_MAIL_PORT is a number from 1 to 65535."),
        ({"port": "65536"}, "AUDIT_LOOP_MAIL_PORT is a number from 1 to 65535."),
        ({"sender": ""}, "AUDIT_LOOP_MAIL_FROM is the address that letters come from."),
        ({"sender": "Audit <a@b.example>"}, "AUDIT_LOOP_MAIL_FROM is the address that letters come from."),
        ({"sender": "a@b.example\r\nBcc: c@d.example"}, "AUDIT_LOOP_MAIL_FROM is the address that letters come from."),
        ({"address": ""}, "AUDIT_LOOP_ADDRESS is what links begin with, such as https://audit.example.gov.uk."),
        ({"address": "audit"}, "AUDIT_LOOP_ADDRESS is what links begin with, such as https://audit.example.gov.uk."),
        ({"timeout": "0"}, "AUDIT_LOOP_MAIL_TIMEOUT is a number of seconds from 1 to 120."),
        (
            {"security": "none", "password": "eastmere"},
            "A password is only sent over a private connection: set AUDIT_LOOP_MAIL_SECURITY to starttls or tls.",
        ),
    ],
)
def test_settings_that_are_no_use_say_why(wrong: dict[str, str], words: str) -> None:
    facts = {name: getattr(WHOLE, name) for name in WHOLE.__dataclass_fields__} | wrong
    assert words in MailSettings(**facts).problems


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_each_kind_of_connection_has_its_usual_port(security: str, port: int) -> None:
    assert MailSettings(server="m", sender=SENDER, address=ADDRESS, security=security).port_number == port


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {
        "MAIL_SERVER": " mail.eastmere.example ", "MAIL_PORT": "2525", "MAIL_SECURITY": "TLS", "MAIL_USER": "mailer",
        "MAIL_PASSWORD": "eastmere", "MAIL_FROM": SENDER, "MAIL_TIMEOUT": "7", "ADDRESS": f"{ADDRESS}/",
        "REMIND_MINUTES": "15",
    }  # fmt: skip
    for name, value in given.items():
        monkeypatch.setenv(f"AUDIT_LOOP_{name}", value)
    mail = Settings.from_environment().mail
    assert mail == MailSettings(
        "mail.eastmere.example", "2525", "tls", "mailer", "eastmere", SENDER, ADDRESS, "7", "15"
    )  # fmt: skip
    assert (mail.port_number, mail.seconds, mail.minutes, mail.problems) == (2525, 7, 15, [])


@pytest.mark.parametrize(("every", "minutes"), [("", 5), ("0", 0), ("no", 0), ("30", 30)])
def test_reminders_are_looked_for_every_five_minutes_unless_set(
    monkeypatch: pytest.MonkeyPatch, every: str, minutes: int
) -> None:
    monkeypatch.setenv("AUDIT_LOOP_REMIND_MINUTES", every)
    assert MailSettings.from_environment().minutes == minutes
    assert MailSettings().minutes == 0, "an application made without the environment tells nobody anything"
