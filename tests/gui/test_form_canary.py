"""What a visitor answers is found in no file, however and on whatever page the visit ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kiosk.resources import ROOT

if TYPE_CHECKING:
    from pathlib import Path

CANARY = "Zvirbulis7319"

VISIT = """
import os, signal, sys
from pathlib import Path
from PySide6.QtGui import QGuiApplication
from kiosk import app, log, memory, settings
from kiosk.packs.slots import Slots
from kiosk.ui import tour
from kiosk.viewmodels.filling import key

data, canary, ending = Path(sys.argv[1]), sys.argv[2], sys.argv[3]

memory.seal()
log.start()
kiosk = app.Kiosk(settings.load(data).settings, Slots(data), app.Surroundings(), ppi=102)
kiosk.show((1080, 1920))
kiosk.navigator.choose("lv")
store, chain = kiosk.catalogue.store, kiosk.catalogue.chain()
kiosk.navigator.open("form", store.form("residence-declaration", chain).id)
tour.settle()
model = kiosk.navigator.screen_model("form")
filling = model._filling
written = 0
filling.write("/family/with_children", "yes")
filling.form.add("/family/children")
places = ["start", *map(key, filling.pages()), "check", "paper"]
for number, where in enumerate(places):
    kiosk.navigator.open("form", model.route(where))
    tour.settle(1)
    for place in model._places:
        if model._questions[place]["control"] in {"text", "lines"} and not model._questions[place]["readOnly"]:
            model.write(place, canary)
            written += 1
    field = tour.find(kiosk, places[number])
    if field is not None and field.inherits("QQuickTextInput"):
        field.selectAll()
        field.copy()
    tour.settle(1)
    print("page", where, flush=True)
    if ending == "crash":  # a child that is this visit dies on every page
        for deadly in (signal.SIGSEGV, signal.SIGKILL):
            child = os.fork()
            if child == 0:
                os.kill(os.getpid(), deadly)
                os._exit(1)
            _, status = os.waitpid(child, 0)
            assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == deadly, status
assert written > 8, written
assert kiosk.papers.picture("0").width() > 1
if ending == "button":
    kiosk.session.finish()
elif ending == "idle":
    kiosk.idle.warn_now()
    kiosk.session.finish()
else:
    sys.stdin.readline()
    os.kill(os.getpid(), getattr(signal, sys.argv[4]))
tour.settle()
assert model._begun == {} and model.property("page")["kind"] == "" and not model.property("questions")
assert canary not in QGuiApplication.clipboard().text()
assert kiosk.papers.picture("0").isNull()
kiosk.close()
"""


@pytest.mark.parametrize("ending", ["button", "idle", "SIGSEGV", "SIGKILL"])
def test_no_answer_is_left_behind(ending: str, data: Path, pack: Path, tmp_path: Path) -> None:
    from kiosk.packs.slots import Slots

    Slots(data).install(pack, trusted=False)
    home, temporary, spool = tmp_path / "home", tmp_path / "tmp", tmp_path / "spool"
    for folder in (home, temporary, spool):
        folder.mkdir()
    environment = {**os.environ, "HOME": str(home), "TMPDIR": str(temporary), "XDG_CACHE_HOME": str(home / "cache")}
    environment |= {"XDG_RUNTIME_DIR": str(temporary), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    killed = ending.startswith("SIG")
    visit = subprocess.run(
        [sys.executable, "-c", VISIT, str(data), CANARY, "crash" if killed else ending, ending],
        cwd=spool,
        env=environment,
        input="\n",
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert visit.returncode == (-getattr(signal, ending) if killed else 0), visit.stderr
    assert visit.stdout.count("page ") > 15
    assert CANARY not in visit.stderr
    for needle in (CANARY.encode("utf-8"), CANARY.encode("utf-16-le"), CANARY.upper().encode("utf-8")):
        for folder in (data, home, temporary, spool):
            for file in folder.rglob("*"):
                assert not (file.is_file() and needle in file.read_bytes()), file
