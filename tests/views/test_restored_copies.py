"""A data folder from before an erasure, put back under the newer log: its copies of what is erased are gone again."""

import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copytree, rmtree

import pytest
import time_machine
from flask import Flask

from app import clock
from app.demo.stories import ANNA, RUTH, Story
from app.uploads import Upload
from tests.views.erasing import REFERENCE, close_everything, erase, reopened
from tests.views.may import app, may, may_log
from tests.views.test_evidence import ID, asked, confirmed, row

__all__ = ["app", "may", "may_log"]
FORM, OTHERS = f"children/{REFERENCE}/x", "children/C-10519/x"
LIST = "import/list"


@pytest.fixture
def kept(app: Flask, may: Story, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of what is beside the log, with a copy of an erased child's words in each of its stores."""
    close_everything(may)
    found, backup = app.extensions, tmp_path_factory.mktemp("backup")
    for form in (FORM, OTHERS):
        found["drafts"].put(ANNA, form, 0, {"text": "Half a thought"}, clock.now())
    found["packs"].put("pack/one", "ab" * 32, b"Half a thought")
    found["uploads"].put(RUTH, LIST, Upload("children", "list.csv", "2024-05-28", True, b"Half a thought"))
    found["as_at"].model(found["house"].reader.head() - 5)
    for name in ("packs", "uploads", "as-at"):
        copytree(tmp_path / name, backup / name)
    with closing(sqlite3.connect(tmp_path / "drafts.sqlite")) as all, closing(sqlite3.connect(backup / "d")) as copy:
        all.backup(copy)
    return backup


def restored(app: Flask, folder: Path, backup: Path) -> Flask:
    """The programme after the backup was put back over what is there."""
    for left in folder.glob("drafts.sqlite*"):
        left.unlink()
    (folder / "drafts.sqlite").write_bytes((backup / "d").read_bytes())
    for name in ("packs", "uploads", "as-at"):
        rmtree(folder / name)
        copytree(backup / name, folder / name)
    return reopened(app, folder)


def test_no_copy_that_a_backup_brings_back_is_there_after_the_start(app: Flask, tmp_path: Path, kept: Path) -> None:
    erase(app)
    assert reopened(app, tmp_path).extensions["drafts"].forms(ANNA).keys() == {OTHERS}
    found = restored(app, tmp_path, kept).extensions
    assert found["drafts"].forms(ANNA).keys() == {OTHERS}
    assert found["packs"].get("pack/one", "ab" * 32) is None
    assert found["uploads"].get(RUTH, LIST) is None
    assert list((tmp_path / "as-at").glob("views-*")) == []


def test_what_is_put_back_without_an_erasure_stays(app: Flask, tmp_path: Path, kept: Path) -> None:
    found = restored(app, tmp_path, kept).extensions
    assert found["drafts"].forms(ANNA).keys() == {FORM, OTHERS}
    assert found["packs"].get("pack/one", "ab" * 32)
    assert found["uploads"].get(RUTH, LIST)
    assert list((tmp_path / "as-at").glob("views-*"))


def test_a_file_of_a_pack_is_told_by_what_the_log_says_of_it(app: Flask, tmp_path: Path, kept: Path) -> None:
    """Also where it alone is put back, in the folder as it is."""
    erase(app)
    again = reopened(app, tmp_path)
    copytree(kept / "packs", tmp_path / "packs", dirs_exist_ok=True)
    assert reopened(again, tmp_path).extensions["packs"].get("pack/one", "ab" * 32) is None


def test_what_was_written_of_a_child_since_then_stays_from_start_to_start(
    app: Flask, tmp_path: Path, kept: Path
) -> None:
    erase(app)
    again = reopened(app, tmp_path)
    again.extensions["making_packs"].patience = 60
    with time_machine.travel("2024-05-29T09:30:00+00:00", tick=False):
        again.extensions["drafts"].put(ANNA, FORM, 0, {"text": "Came back."}, clock.now())
        again.extensions["uploads"].put(RUTH, LIST, Upload("children", "list.csv", "2024-05-29", True, b"x"))
        again.extensions["as_at"].model(again.extensions["house"].reader.head() - 5)
        asked(again, named="C-10519")
        confirmed(again)
        sha256 = row(again)["sha256"]
        found = reopened(again, tmp_path).extensions
        assert found["packs"].get(ID, str(sha256))
        assert found["drafts"].get(ANNA, FORM).fields == {"text": "Came back."}
        assert found["uploads"].get(RUTH, LIST)
        assert list((tmp_path / "as-at").glob("views-*"))
