"""The console command over a log in PostgreSQL: what it prints, what it refuses, and that it ends cleanly."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app import cli
from app.config import Settings
from app.events.where import MODULE
from app.programme import setting_up
from app.programme.house import House
from tests.postgres_server import Server

AT = "2024-04-02T09:00:00+00:00"
ROOT = Path(__file__).parent.parent


@pytest.fixture
def where(postgres: Server, node: Callable[..., House], monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a council's log, as the process's settings give it."""
    address = postgres.database()
    person = {"name": "Priya Nair", "email": "priya@westvale.example", "person": "person/p"}
    setting_up.begin(node(address), council="Westvale", **person, at=AT)
    monkeypatch.setenv("AUDIT_LOOP_LOG", address)
    return address


def run(folder: Path, *argv: str) -> tuple[int, str, str]:
    """The command in a process of its own, with what it printed and what it complained of."""
    command = [sys.executable, "-W", "error", "-m", "app.cli", *argv, "--data", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.usefixtures("where")
def test_a_new_node_rebuilds_and_is_well(tmp_path: Path) -> None:
    assert run(tmp_path / "new", "rebuild") == (0, "\nThe read model is built up to event 3.\n", "")
    code, said, complaint = run(tmp_path / "new", "health")
    assert (code, json.loads(said), complaint) == (0, {"log": 3, "read_model": 3, "lag": 0, "well": True}, "")
    assert not (tmp_path / "new" / "log.sqlite").exists()


@pytest.mark.usefixtures("where")
def test_a_list_comes_in_to_postgresql(tmp_path: Path) -> None:
    (tmp_path / "counts.csv").write_text("plan type,count\nCiN,12\nCP,3\nCiC,4\nCL,2\n")
    code, said, complaint = run(tmp_path, "import", "population", str(tmp_path / "counts.csv"), "--yes")
    assert (code, "The list is brought in." in said, complaint) == (0, True, ""), said
    assert json.loads(run(tmp_path, "health")[1])["log"] > 3


def test_serving_says_where_the_log_is_without_its_password(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AUDIT_LOOP_LOG", where.replace("postgres@", "postgres:secret@"))
    assert served(tmp_path, monkeypatch, "serve") == 0
    said = capsys.readouterr().out
    assert f"The log is in PostgreSQL, database {where.split('@/')[1].split('?')[0]} on" in said
    assert "secret" not in said


def test_serving_says_which_file_holds_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("AUDIT_LOOP_LOG", raising=False)
    assert served(tmp_path, monkeypatch, "serve") == 0
    assert f"The log is in {tmp_path / 'log.sqlite'}." in capsys.readouterr().out


def served(folder: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> int:
    """Serve, but stop as soon as the address is told."""

    def serve(app: object, host: str, port: int, told: Callable[[str], None]) -> None:
        told("http://127.0.0.1:8000")
        app.extensions["house"].log.close()  # type: ignore[attr-defined]

    monkeypatch.setattr("app.serving.serve", serve)
    return cli.main([command, "--data", str(folder)])


def test_a_server_that_is_not_there_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AUDIT_LOOP_LOG", "postgresql://web:secret@/audit?host=/nowhere")
    assert cli.main(["serve", "--data", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "PostgreSQL, which holds the log, cannot be reached:" in said
    assert "secret" not in said


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, ""),
        ({"AUDIT_LOOP_LOG": "postgresql://db/audit"}, "postgresql://db/audit"),
        ({"PROGRAMME_PERSISTENCE_MODULE": MODULE}, MODULE),
        ({"AUDIT_LOOP_LOG": "postgresql://db/audit", "PROGRAMME_PERSISTENCE_MODULE": MODULE}, "postgresql://db/audit"),
        ({"PERSISTENCE_MODULE": MODULE}, ""),
    ],
)
def test_the_environment_says_where_the_log_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: dict[str, str], expected: str
) -> None:
    for name in ("AUDIT_LOOP_LOG", "PROGRAMME_PERSISTENCE_MODULE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert Settings.from_environment(tmp_path).log_at == expected


def test_the_demonstration_stays_in_its_folder(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "_seed", lambda place, today: place.mkdir(exist_ok=True))
    assert served(tmp_path / "demo", monkeypatch, "demo") == 1, "an empty folder is no demonstration"
    assert "holds a real programme" in capsys.readouterr().err
    assert (tmp_path / "demo" / "log.sqlite").exists()
