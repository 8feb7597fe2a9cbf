"""The console command: what it says, what it refuses in a sentence, and how it starts and stops."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app import cli, folder
from app.demo import preparing
from app.demo.council import PASSWORD, sign_ins
from app.demo.seeding import Seeding
from app.folder import Unsuitable, held, kind_of, ready
from app.programme import setting_up
from app.programme.house import open_house
from projections import people
from tests.demo_fixture import demo_folder, seeded

__all__ = ["demo_folder", "seeded"]

Run = Callable[..., tuple[int, str]]
AT = "2024-04-02T09:00:00+00:00"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """The command with its return code and everything it printed, in an empty folder without settings."""
    monkeypatch.chdir(tmp_path)
    for name in ("AUDIT_LOOP_DATA", "AUDIT_LOOP_PORT", "AUDIT_LOOP_LOG", "PROGRAMME_PERSISTENCE_MODULE"):
        monkeypatch.delenv(name, raising=False)

    def command(*argv: object) -> tuple[int, str]:
        code = cli.main([str(each) for each in argv])
        said = capsys.readouterr()
        return code, said.out + said.err

    return command


@pytest.fixture
def short_story(monkeypatch: pytest.MonkeyPatch) -> None:
    """A seeding that stops after the council's first day, where a test does not need the rest."""

    def live(self: Seeding, told: object) -> None:
        self._beginning()
        self.diary.live(date(2018, 10, 2))

    monkeypatch.setattr(Seeding, "live", live)


def real_programme(place: Path) -> None:
    """A folder that a council works in."""
    ready(place)
    house = open_house(place)
    setting_up.begin(
        house, council="Westvale", name="Priya Nair", email="priya@westvale.example", person="person/p", at=AT
    )


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def started(*argv: object) -> subprocess.Popen[str]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "app.cli", *[str(each) for each in argv]]
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONPATH": str(Path(cli.__file__).parent.parent)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    return subprocess.Popen(command, env=environment, **pipes)  # type: ignore[call-overload, no-any-return]


def answer(port: int, path: str) -> str:
    """A page, as soon as the server answers."""
    for _ in range(200):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as page:
                return str(page.read().decode())
        except OSError:
            time.sleep(0.05)
    raise AssertionError("The server does not answer.")


def test_demonstration_starts_says_who_signs_in_and_stops_cleanly(demo_folder: Path) -> None:
    port = free_port()
    server = started("demo", "--data", demo_folder, "--port", port)
    page = answer(port, "/sign-in")
    server.send_signal(signal.SIGTERM)
    said, _ = server.communicate(timeout=20)
    assert "Sign in to the demonstration as" in page
    assert all(one["name"] in said and one["email"] in said for one in sign_ins())
    assert PASSWORD in said
    assert f"http://127.0.0.1:{port}" in said
    assert said.rstrip().endswith("Stopped.")
    assert server.returncode == 0


def test_empty_programme_is_served_for_its_first_run_and_ctrl_c_stops_it(tmp_path: Path) -> None:
    port = free_port()
    server = started("serve", "--data", tmp_path / "real", "--port", port)
    assert "council" in answer(port, "/setup").lower()
    server.send_signal(signal.SIGINT)
    said, _ = server.communicate(timeout=20)
    assert (server.returncode, "Traceback" in said) == (0, False)


@pytest.mark.usefixtures("short_story")
def test_demonstration_is_made_once_and_goes_on(run: Run, tmp_path: Path) -> None:
    code, said = run("demo", "--no-serve")
    assert (code, "The demonstration is in" in said) == (0, True)
    before = (tmp_path / "data-demo" / "log.sqlite").read_bytes()
    code, said = run("demo", "--no-serve")
    assert (code, "goes on where it was left" in said) == (0, True)
    assert "The password of each is" in said
    assert (tmp_path / "data-demo" / "log.sqlite").read_bytes() == before
    assert not list(tmp_path.glob(".*half-seeded"))


@pytest.mark.usefixtures("short_story")
def test_half_seeded_demonstration_is_made_anew(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Seeding.live

    def killed(self: Seeding, told: object) -> None:
        whole(self, told)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(Seeding, "live", killed)
    code, said = run("demo", "--no-serve")
    assert (code, said.endswith("Stopped.\n")) == (130, True)
    assert not (tmp_path / "data-demo").exists()
    monkeypatch.setattr(Seeding, "live", whole)
    assert run("demo", "--no-serve")[0] == 0
    assert preparing.is_seeded(tmp_path / "data-demo")


@pytest.mark.usefixtures("short_story")
def test_folder_that_was_never_set_up_may_become_the_demonstration(run: Run, tmp_path: Path) -> None:
    ready(tmp_path / "data-demo")
    open_house(tmp_path / "data-demo")
    assert run("demo", "--no-serve")[0] == 0
    house = open_house(tmp_path / "data-demo")
    assert people.council(house.model)["name"] == "Eastmere Council"  # type: ignore[index]


def test_demonstration_never_takes_the_place_of_anything(run: Run, tmp_path: Path) -> None:
    real_programme(tmp_path / "real")
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "to the minister.txt").write_text("Dear Minister")
    code, said = run("demo", "--data", "real")
    assert (code, "holds a real programme" in said) == (1, True)
    code, said = run("demo", "--data", "letters")
    assert (code, "has other files in it" in said) == (1, True)
    assert (tmp_path / "letters" / "to the minister.txt").exists()


def test_demonstration_has_an_earliest_day(run: Run) -> None:
    code, said = run("demo", "--no-serve", "--today", "2024-07-01")
    assert (code, "begins on 7 October 2024 at the earliest" in said) == (1, True)


def test_demonstration_is_not_served_to_others(run: Run, demo_folder: Path) -> None:
    code, said = run("serve", "--data", demo_folder, "--host", "0.0.0.0")
    assert (code, "served on this computer only" in said) == (1, True)


def test_port_in_use_is_a_sentence(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, said = run("serve", "--port", port)
    assert (code, said) == (1, f"Port {port} is in use by another program. Choose another with --port.\n")


def test_address_that_is_not_here_is_a_sentence(run: Run) -> None:
    code, said = run("serve", "--host", "203.0.113.7", "--port", free_port())
    assert (code, said) == (1, "203.0.113.7 is not an address of this computer.\n")


@pytest.mark.parametrize(
    "argv", [["--port", "0"], ["--port", "eighty"], ["--today", "yesterday"]], ids=lambda argv: argv[1]
)
def test_wrong_argument_is_a_sentence(run: Run, argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run("demo", *argv)
    assert argv[1] in capsys.readouterr().err


def test_two_servers_do_not_share_a_folder(run: Run, tmp_path: Path) -> None:
    ready(tmp_path / "data")
    with held(tmp_path / "data"):
        code, said = run("serve")
    assert (code, "Another Audit Loop is using" in said) == (1, True)


def test_file_is_no_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    code, said = run("serve")
    assert (code, "is not a folder" in said) == (1, True)


def test_folder_that_cannot_be_written_to_is_a_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: path != tmp_path / "data")
    code, said = run("serve")
    assert (code, "Nothing can be written to" in said) == (1, True)


@pytest.mark.parametrize("name", ["OneDrive - Westvale Council", "Dropbox", "Google Drive"])
def test_synchronised_folder_is_refused(run: Run, name: str) -> None:
    code, said = run("serve", "--data", f"{name}/audits")
    assert (code, f"is synchronised with other computers ({name})" in said) == (1, True)


def test_network_share_is_refused(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "_mounts", lambda: {"/": "ext4", str(tmp_path): "cifs"})
    code, said = run("serve")
    assert (code, "is on a network share" in said) == (1, True)
    assert not (tmp_path / "data").exists()


def test_kind_of_a_file_system_is_that_of_the_nearest_mount() -> None:
    mounts = {"/": "ext4", "/srv": "nfs4", "/srv/own": "xfs"}
    places = [Path("/home"), Path("/srv/audits"), Path("/srv/own/audits")]
    assert [kind_of(place, mounts) for place in places] == ["ext4", "nfs4", "xfs"]


def test_health_says_where_log_and_read_model_stand(run: Run, tmp_path: Path) -> None:
    real_programme(tmp_path / "data")
    code, said = run("health")
    assert (code, json.loads(said)) == (0, {"log": 3, "read_model": 3, "lag": 0, "well": True})


@pytest.mark.parametrize("command", ["health", "rebuild"])
def test_no_programme_is_a_sentence(run: Run, tmp_path: Path, command: str) -> None:
    code, said = run(command)
    assert (code, "There is no programme in" in said) == (1, True)
    assert not (tmp_path / "data").exists()


def test_rebuild_makes_the_read_model_from_the_log_alone(run: Run, tmp_path: Path) -> None:
    real_programme(tmp_path / "data")
    for view in (tmp_path / "data").glob("views-*"):
        view.unlink()
    assert run("rebuild") == (0, "\nThe read model is built up to event 3.\n")
    house = open_house(tmp_path / "data")
    assert people.council(house.model)["name"] == "Westvale"  # type: ignore[index]


def test_rebuild_waits_for_the_server_that_reads_the_model(run: Run, tmp_path: Path) -> None:
    real_programme(tmp_path / "data")
    with held(tmp_path / "data"):
        code, said = run("rebuild")
    assert (code, "Another Audit Loop is using" in said) == (1, True)


def test_import_brings_a_list_in(run: Run, tmp_path: Path) -> None:
    real_programme(tmp_path / "data")
    (tmp_path / "counts.csv").write_text("plan type,count\nCiN,12\nCP,3\nCiC,4\nCL,2\n")
    code, said = run("import", "population", "counts.csv", "--yes")
    assert (code, "The list is brought in." in said) == (0, True)


def test_lock_is_free_again_afterwards(tmp_path: Path) -> None:
    for _ in range(2):
        with held(tmp_path), pytest.raises(Unsuitable), held(tmp_path):
            pass


@pytest.mark.parametrize("command", cli.commands())
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main([command, "--help"])
    assert (stopped.value.code, "--data" in capsys.readouterr().out) == (0, True)


def test_every_command_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    listed = re.findall(r"^    ([\w-]+)(?:  |$)", capsys.readouterr().out, re.M)
    assert tuple(sorted(listed)) == tuple(sorted(cli.commands()))
