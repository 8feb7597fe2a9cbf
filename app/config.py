"""Settings, from the environment and the command line; everything else lives in the log."""

import os
import secrets
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.mail_settings import MailSettings

PREFIX = "AUDIT_LOOP_"


@dataclass(frozen=True)
class Settings:
    """Where the data folder is and how the pages are served."""

    folder: Path
    https: bool = False
    development: bool = False
    log_at: str = ""
    """The address of the PostgreSQL database that holds the log, the library's module for it, or "" for the folder."""
    keys_at: str = ""
    """Where the keys of what is sealed in the log are: the address of a database, "folder", or "" for beside it."""
    demonstration_people: tuple[dict[str, str], ...] = ()
    """The sign-ins that the sign-in page of a demonstration offers."""
    mail: MailSettings = field(default_factory=MailSettings)
    proxies: int = 0
    """How many proxies of the council's own stand before the server and say whom they speak for."""

    @classmethod
    def from_environment(cls, folder: Path | None = None) -> "Settings":
        """Read AUDIT_LOOP_DATA, _HTTPS, _PROXIES, _DEVELOPMENT, _KEYS and _LOG, or PROGRAMME_PERSISTENCE_MODULE in the
        last one's place, and what MailSettings reads. An explicit folder wins; what is no number of proxies is none.
        """
        chosen = folder or Path(os.environ.get(PREFIX + "DATA", "data"))
        https, development = (os.environ.get(PREFIX + name, "") == "1" for name in ("HTTPS", "DEVELOPMENT"))
        log_at = os.environ.get(PREFIX + "LOG") or os.environ.get("PROGRAMME_PERSISTENCE_MODULE", "")
        mail, said = MailSettings.from_environment(), os.environ.get(PREFIX + "PROXIES", "").strip()
        proxies = int(said) if said in tuple("123456789") else 0
        here = cls(chosen.resolve(), https=https, development=development, log_at=log_at, mail=mail, proxies=proxies)
        return replace(here, keys_at=os.environ.get(PREFIX + "KEYS", ""))

    @property
    def log(self) -> Path:
        """The file of the log, where the folder holds it."""
        return self.folder / "log.sqlite"

    @property
    def programme_there(self) -> bool:
        """Whether a programme was begun in the folder, as far as can be told without asking PostgreSQL."""
        return bool(self.log_at) or self.log.exists()

    def secret(self, name: str) -> bytes:
        """Thirty-two random bytes kept in the data folder, made at first use, readable by the owner only."""
        path = self.folder / "keys" / name
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(secrets.token_bytes(32))
        return path.read_bytes()
