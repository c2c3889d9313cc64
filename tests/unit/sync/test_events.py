from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kiosk.sync.events import LAST, Event, remember

if TYPE_CHECKING:
    from pathlib import Path

EVENT = Event("updated", "Jauna versija", {"version": 3})


def test_an_event_is_one_line_for_a_journal() -> None:
    line = EVENT.line()
    assert "\n" not in line
    said = json.loads(line)
    assert said.pop("time").endswith("+00:00")
    assert said == {"event": "updated", "message": "Jauna versija", "version": 3}


def test_the_last_word_replaces_the_one_before(tmp_path: Path) -> None:
    remember(tmp_path, Event("failed", "no way"))
    remember(tmp_path, EVENT)
    assert json.loads((tmp_path / LAST).read_text())["event"] == "updated"
    assert [file.name for file in tmp_path.iterdir()] == [LAST]


def test_a_folder_that_is_gone_does_not_stop_a_sync(tmp_path: Path) -> None:
    remember(tmp_path / "gone", EVENT)
    assert not (tmp_path / "gone").exists()
