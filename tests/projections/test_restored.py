"""An older backup of the log put back: the read model, which had gone further, is folded anew."""

import shutil
import sqlite3
from pathlib import Path

from app.demo import stories
from app.programme.house import open_house
from projections import people


def test_a_read_model_further_on_than_its_log_is_folded_anew(tmp_path: Path) -> None:
    first = open_house(tmp_path)
    story = stories.Story(first)
    stories.set_up(story)
    first.log.close()
    with sqlite3.connect(tmp_path / "log.sqlite") as log, sqlite3.connect(tmp_path / "backup.sqlite") as backup:
        log.backup(backup)
    log.close()
    backup.close()
    later = open_house(tmp_path)
    stories.bring_in_people(stories.Story(later))
    for open_one in (first, later):
        open_one.model.close()
    later.log.close()
    for left in tmp_path.glob("log.sqlite*"):
        left.unlink()
    shutil.copy(tmp_path / "backup.sqlite", tmp_path / "log.sqlite")
    restored = open_house(tmp_path)
    assert restored.model.position == restored.reader.head()
    assert people.everyone(restored.model) == []
    assert people.council(restored.model) is not None
