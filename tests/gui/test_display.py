"""The window on a real X display, touched by a real pointer: what no offscreen platform shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.helpers import display
from tests.helpers.display import Person, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from subprocess import Popen

    from tests.gui.conftest import Screen

pytestmark = pytest.mark.skipif(display.XVFB is None or display.XDOTOOL is None, reason="needs xvfb and xdotool")

CITY, IN_ARABIC = "Daugavpils", "داوغافبيلس"
"""What the window is called."""

WATCHED = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from kiosk import app, settings
from kiosk.packs.slots import Slots
from kiosk.ui import tour
from kiosk.settings import load
data = Path(sys.argv[1])
given = settings.load(data, options=("screen.windowed=true",)).settings
kiosk = app.Kiosk(given, Slots(data), app.Surroundings(), ppi=102)
kiosk.show((1080, 1700))
def answer():
    line = sys.stdin.readline().split(None, 1)
    if line[0] == "where":
        item = tour.find(kiosk, line[1].strip())
        middle = item.mapToScene(item.boundingRect().center()).toPoint() if item else None
        place = kiosk.window.position()
        print(f"{middle.x() + place.x()} {middle.y() + place.y()}" if middle else "nowhere", flush=True)
    elif line[0] == "here":
        print(kiosk.navigator.here, flush=True)
    elif line[0] == "text":
        print(kiosk.window.activeFocusItem().property("text"), flush=True)
    elif line[0] == "query":
        print(kiosk.results.property("query"), flush=True)
    elif line[0] == "form":
        form, place = line[1].split()
        store, chain = kiosk.catalogue.store, kiosk.catalogue.chain()
        kiosk.navigator.open("form", f"{store.form(form, chain).id} {place}")
        print(kiosk.navigator.here, flush=True)
    elif line[0] == "size":
        print(kiosk.window.width(), kiosk.window.height(), flush=True)
from PySide6.QtCore import QSocketNotifier
notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
notifier.activated.connect(answer)
print("shown", flush=True)
kiosk.run()
"""
"""The kiosk with a line to ask where things are; everything that is done goes through the display."""


@pytest.fixture
def person() -> Iterator[Person]:
    with display.server("1080x1920") as found:
        yield found


def test_a_click_on_a_language_is_understood(screen: Screen, person: Person, pack: Path, tmp_path: Path) -> None:
    button = screen.see("language-ar")
    assert button is not None
    middle = button.mapToScene(button.boundingRect().center()).toPoint()
    with display.kiosk(person, pack, tmp_path) as kiosk:
        until(lambda: person.window(CITY))
        until(lambda: person.window(IN_ARABIC), trying=lambda: person.click(middle.x(), middle.y()))
        kiosk.terminate()
        assert kiosk.stderr is not None
        said = kiosk.stderr.read()
    assert '"warning"' not in said
    assert '"error"' not in said


class Watched:
    """The kiosk of `WATCHED`, which somebody touches."""

    def __init__(self, kiosk: Popen[str], person: Person) -> None:
        assert kiosk.stdin is not None
        assert kiosk.stdout is not None
        self._said, self._told, self._person = kiosk.stdin, kiosk.stdout, person
        assert self._told.readline() == "shown\n"

    def ask(self, question: str) -> str:
        self._said.write(f"{question}\n")
        self._said.flush()
        return self._told.readline().strip()

    def where(self, name: str) -> tuple[int, int]:
        until(lambda: self.ask(f"where {name}") != "nowhere")
        x, y = self.ask(f"where {name}").split()
        return int(x), int(y)

    def touch(self, name: str, times: int = 1) -> None:
        self._person.click(*self.where(name), times)


def test_a_whole_visit_by_pointer_and_keys(person: Person, pack: Path, tmp_path: Path) -> None:
    with display.kiosk(person, pack, tmp_path, WATCHED) as kiosk:
        assert kiosk.stderr is not None
        watched = Watched(kiosk, person)
        ask, touch = watched.ask, watched.touch
        until(lambda: ask("here") == "home", trying=lambda: touch("language-lv"))
        touch("search", times=2)
        until(lambda: ask("here") == "results")
        for key in "dzī":
            touch(f"key-{key}")
        until(lambda: ask("query") == "dzī")
        person.do("type", "v")
        until(lambda: ask("query") == "dzīv")
        touch("service-declare-residence", times=3)
        until(lambda: ask("here") == "service")
        window = person.window(CITY)
        person.do("windowsize", window, "900", "1300")
        until(lambda: ask("size") == "900 1300")
        touch("slip")
        until(lambda: ask("here") == "slip")
        person.do("key", "Escape")
        until(lambda: ask("here") == "service")
        touch("finish", times=2)
        until(lambda: ask("here") == "languages")
        kiosk.terminate()
        assert kiosk.stderr.read() == ""


@pytest.mark.parametrize(
    ("field", "form"),
    [("query", ""), ("/person/given_names", "latvian-course"), ("/course/remark", "latvian-course")],
)
def test_nothing_that_is_typed_can_be_copied(field: str, form: str, person: Person, pack: Path, tmp_path: Path) -> None:
    """Neither into the clipboard nor into what X11 keeps of a marked text, where other programs read both."""
    with display.kiosk(person, pack, tmp_path, WATCHED) as kiosk:
        watched = Watched(kiosk, person)
        until(lambda: watched.ask("here") == "home", trying=lambda: watched.touch("language-lv"))
        if form:
            assert watched.ask(f"form {form} {field}") == "form"
        else:
            watched.touch("search", times=2)
        until(lambda: watched.ask("text") == "", trying=lambda: watched.touch(field))
        person.do("type", "canary")
        until(lambda: watched.ask("text") == "canary")
        x, y = watched.where(field)
        person.do(
            "mousemove", str(x - 200), str(y), "mousedown", "1", "mousemove", str(x + 200), str(y), "mouseup", "1"
        )
        person.click(x - 200, y, times=3)
        for keys in ("shift+Home", "ctrl+a", "ctrl+c", "ctrl+Insert", "XF86Copy", "ctrl+x", "shift+Delete", "XF86Cut"):
            person.do("key", "End", "key", "shift+Home", "key", keys)
        assert watched.ask("text") == "canary"
        assert display.clipboards(person) == ["", ""]
        kiosk.kill()
        kiosk.wait()
        assert display.clipboards(person) == ["", ""]


def test_what_is_in_the_clipboard_cannot_be_put_in(person: Person, pack: Path, tmp_path: Path) -> None:
    with display.kiosk(person, pack, tmp_path, WATCHED) as kiosk, display.copied(person, "from elsewhere"):
        assert display.clipboards(person) == ["from elsewhere", "from elsewhere"]
        watched = Watched(kiosk, person)
        until(lambda: watched.ask("here") == "home", trying=lambda: watched.touch("language-lv"))
        watched.touch("search", times=2)
        until(lambda: watched.ask("text") == "", trying=lambda: watched.touch("query"))
        person.do("type", "x")
        until(lambda: watched.ask("text") == "x")
        for keys in ("ctrl+v", "shift+Insert", "XF86Paste"):
            person.do("key", keys)
        x, y = watched.where("query")
        person.do("mousemove", str(x), str(y), "click", "2")
        assert watched.ask("text") == "x"
