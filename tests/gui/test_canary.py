"""What a visitor types is found in no file afterwards, however the visit ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kiosk.resources import ROOT

if TYPE_CHECKING:
    from pathlib import Path

CANARY = "Zvirbulis7319"

VISIT = """
import os, resource, signal, sys
from pathlib import Path
from kiosk import app, log, memory, settings
from kiosk.packs.slots import Slots
from kiosk.ui import tour

memory.seal()
log.start()
kiosk = app.Kiosk(settings.load(Path(sys.argv[1])).settings, Slots(Path(sys.argv[1])), app.Surroundings(), ppi=102)
kiosk.show((1080, 1920))
kiosk.navigator.choose("lv")
kiosk.navigator.open("results", "search")
kiosk.results.find(sys.argv[2])
tour.settle()
print(max(resource.getrlimit(resource.RLIMIT_CORE)) <= 1, flush=True)  # one byte is no file (kiosk.memory)
if sys.argv[3] == "button":
    kiosk.session.finish()
elif sys.argv[3] == "idle":
    kiosk.idle.warn_now()
    kiosk.session.finish()
else:
    os.kill(os.getpid(), signal.SIGSEGV)
tour.settle()
assert kiosk.results.property("query") == ""
kiosk.close()
"""


@pytest.mark.parametrize("ending", ["button", "idle", "crash"])
def test_nothing_typed_is_left_behind(ending: str, data: Path, pack: Path, tmp_path: Path) -> None:
    from kiosk.packs.slots import Slots

    Slots(data).install(pack, trusted=False)
    home, temporary = tmp_path / "home", tmp_path / "tmp"
    home.mkdir()
    temporary.mkdir()
    environment = {**os.environ, "HOME": str(home), "TMPDIR": str(temporary), "XDG_CACHE_HOME": str(home / "cache")}
    environment["QT_QPA_PLATFORM"] = "offscreen"
    visit = subprocess.run(
        [sys.executable, "-c", VISIT, str(data), CANARY, ending],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert visit.returncode == (-11 if ending == "crash" else 0), visit.stderr
    assert visit.stdout.strip() == "True", "core files are not switched off"
    assert CANARY not in visit.stderr
    for encoding in ("utf-8", "utf-16-le"):
        needle = CANARY.encode(encoding)
        for folder in (data, home, temporary):
            for file in folder.rglob("*"):
                assert not (file.is_file() and needle in file.read_bytes()), file
    assert json.dumps(CANARY) not in visit.stdout
