"""A programme as a council runs it: the console command in a process of its own, over a folder."""

import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
ANSWERS = "Audit Loop is at"


class Programme:
    """A served data folder; started again after a stop or a kill it has the same address."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> "Programme":
        """Start the server and wait until it answers. Raises RuntimeError with what it said when it does not."""
        command = [sys.executable, "-m", "app.cli", "serve", "--data", str(self.folder), "--port", str(self.port)]
        environment = os.environ | {"PYTHONUNBUFFERED": "1"}
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, **pipes)  # type: ignore[call-overload]
        said = _until_it_answers(self.output)
        if ANSWERS not in said:
            self.kill()
            raise RuntimeError(f"The server did not start: {said}")
        return self

    @property
    def output(self) -> IO[str]:
        """What the server says."""
        assert self.process
        assert self.process.stdout
        return self.process.stdout

    def stop(self) -> None:
        """Stop it as Ctrl-C does."""
        self._end("terminate")

    def kill(self) -> None:
        """End it between one instruction and the next (SIGKILL)."""
        self._end("kill")

    def recorded(self, id: str) -> list[str]:
        """The topics of everything that the log holds of a subject, in order."""
        with closing(sqlite3.connect(f"file:{self.folder / 'log.sqlite'}?mode=ro", uri=True)) as log:
            asked = "SELECT topic FROM stored_events WHERE originator_id = ? ORDER BY originator_version"
            return [row[0] for row in log.execute(asked, [id])]

    def _end(self, how: str) -> None:
        if self.process:
            getattr(self.process, how)()
            self.process.wait(
                90
            )  # A list of 50,000 that is being brought in is brought in first, however busy the machine.
            self.output.close()
            self.process = None


def _until_it_answers(output: IO[str]) -> str:
    said = ""
    for line in output:
        said += line
        if ANSWERS in line:
            break
    return said


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
