"""Packs arrive whole or not at all, and a screen keeps what it shows."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.content.store import Store
from kiosk.errors import PackError
from kiosk.i18n.fallback import Chain
from kiosk.packs import reading
from kiosk.packs.reading import verify
from kiosk.packs.slot_files import FILES
from kiosk.packs.slots import Slots
from kiosk.packs.state import Enrolment, Mark
from tests.helpers.packs import changed, town
from tests.helpers.thorough import ALL

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = 65534


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Five packs that differ in the name of their service."""
    folder = tmp_path_factory.mktemp("packs")
    return {name: town(folder / f"{name}.pack", f"Pakalpojums {name}") for name in "ABCDE"}


def shown(data: Path) -> str:
    """The last letter of the service on screen, read as a screen reads it from a slot that is whole."""
    slot = Slots(data).active()
    assert slot is not None
    with closing(slot), closing(Store(slot.path)) as store:
        assert sorted(path.name for path in slot.path.iterdir()) == sorted(FILES)
        verify(slot.path / "pack.db")
        (found,) = store.find("pakal", Chain("lv", ("lv",)), 5)
        return found.name.value[-1]


def slots_in(data: Path) -> set[str]:
    return {path.name for path in (data / "slots").iterdir()}


def test_an_installed_pack_is_active_and_says_whether_it_is_trusted(tmp_path: Path, packs: dict[str, Path]) -> None:
    slots = Slots(tmp_path / "data")
    assert slots.active() is None
    assert slots.active_name() is None
    assert not (tmp_path / "data").exists()
    name = ""
    for trusted in (False, True, False):
        name = slots.install(packs["A"], trusted=trusted)
        slot = slots.active()
        assert slot is not None
        with closing(slot):
            assert (slot.name, slot.trusted, slot.manifest.id) == (name, trusted, "town")
            assert slot.path == tmp_path / "data" / "slots" / name
    assert slots.active_name() == name
    assert shown(tmp_path / "data") == "A"


def test_a_slots_manifest_is_the_packs_to_the_byte(tmp_path: Path, packs: dict[str, Path]) -> None:
    newer = changed(packs["A"], tmp_path / "x.pack", """UPDATE manifest SET json = json_set(json, '$.later', 'kept')""")
    name = Slots(tmp_path).install(newer, trusted=False)
    assert json.loads((tmp_path / "slots" / name / "pack.json").read_bytes())["later"] == "kept"


def test_installing_the_same_pack_again_writes_nothing(tmp_path: Path, packs: dict[str, Path]) -> None:
    slots = Slots(tmp_path)
    slots.install(packs["A"], trusted=False)
    name = slots.install(packs["B"], trusted=False)

    def files() -> dict[Path, tuple[int, int]]:
        return {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in tmp_path.rglob("*")}

    before = files()
    assert slots.install(packs["B"], trusted=False) == name
    assert files() == before


def test_the_slot_before_is_kept_and_made_active_again_without_a_copy(tmp_path: Path, packs: dict[str, Path]) -> None:
    slots = Slots(tmp_path)
    first = slots.install(packs["A"], trusted=False)
    inode = (tmp_path / "slots" / first / "pack.db").stat().st_ino
    second = slots.install(packs["B"], trusted=False)
    assert slots_in(tmp_path) == {first, second}
    assert slots.install(packs["A"], trusted=False) == first
    assert (tmp_path / "slots" / first / "pack.db").stat().st_ino == inode
    assert shown(tmp_path) == "A"
    third = slots.install(packs["C"], trusted=False)
    assert slots_in(tmp_path) == {first, third}


def test_the_same_rows_with_another_manifest_are_another_slot(tmp_path: Path) -> None:
    """Else a rebuilt pack would be too old for the clock for ever, and a forged emergency number could become trusted."""
    slots = Slots(tmp_path)
    slots.install(town(tmp_path / "a.pack", emergency="666"), trusted=False)
    slots.install(town(tmp_path / "b.pack", emergency="112"), trusted=True)
    slot = slots.active()
    assert slot is not None
    with closing(slot):
        assert (slot.manifest.emergency, slot.trusted) == ("112", True)


def test_a_refused_pack_leaves_everything_as_it_was(tmp_path: Path, packs: dict[str, Path]) -> None:
    slots = Slots(tmp_path / "data")
    name = slots.install(packs["A"], trusted=False)
    broken = changed(packs["B"], tmp_path / "x.pack", "UPDATE text SET value = value || '!'")
    with pytest.raises(PackError, match=r"x\.pack is damaged"):
        slots.install(broken, trusted=False)
    assert slots_in(tmp_path / "data") == {name}
    assert shown(tmp_path / "data") == "A"


def test_what_was_made_is_what_was_signed(tmp_path: Path, packs: dict[str, Path]) -> None:
    """A whole pack, and another one than was promised."""
    one, two = list(packs.values())[:2]
    slots = Slots(tmp_path)
    slots.install(one, trusted=True)

    def fill(_active: Path | None, target: Path) -> None:
        shutil.copyfile(one, target)

    with pytest.raises(PackError, match="its manifest is another one"):
        slots.receive(reading.manifest(two), Mark(version=2), fill)
    assert slots.state.mark() == Mark()


def test_an_enrolled_terminal_takes_no_other_pack(tmp_path: Path, packs: dict[str, Path]) -> None:
    slots = Slots(tmp_path)
    slots.install(packs["A"], trusted=True)
    slots.state.enrol(Enrolment("town"))
    for name in "AB":
        with pytest.raises(PackError, match="kiosk sync"):
            slots.install(packs[name], trusted=False)
    slots.install(packs["B"], trusted=True)
    assert shown(tmp_path) == "B"


def test_a_screen_keeps_its_slot_over_two_updates(tmp_path: Path, packs: dict[str, Path]) -> None:
    slots = Slots(tmp_path)
    first = slots.install(packs["A"], trusted=False)
    held = slots.active()
    assert held is not None
    names = [slots.install(packs[name], trusted=False) for name in "BCD"]
    assert slots_in(tmp_path) == {first, *names[1:]}
    with closing(Store(held.path)) as store:
        assert [each.name.value for each in store.services(Chain("lv", ("lv",)))] == ["Pakalpojums A"]
    held.close()
    held.close()
    last = slots.install(packs["E"], trusted=False)
    assert slots_in(tmp_path) == {names[2], last}


def test_two_screens_may_show_one_slot(tmp_path: Path, packs: dict[str, Path]) -> None:
    slots = Slots(tmp_path)
    slots.install(packs["A"], trusted=False)
    one, other = slots.active(), slots.active()
    assert one is not None
    assert other is not None
    one.close()
    other.close()


def test_a_damaged_slot_is_made_again_unless_a_screen_shows_it(tmp_path: Path, packs: dict[str, Path]) -> None:
    slots = Slots(tmp_path)
    name = slots.install(packs["A"], trusted=False)
    held = slots.active()
    assert held is not None
    (held.path / "pack.db").unlink()
    with pytest.raises(PackError, match="stop the screen"):
        slots.install(packs["A"], trusted=False)
    assert not (held.path / "pack.db").exists()
    held.close()
    assert slots.install(packs["A"], trusted=False) == name
    assert shown(tmp_path) == "A"


@pytest.mark.parametrize("lost", ["pack.json", "."])
def test_a_lost_slot_says_what_to_do(tmp_path: Path, packs: dict[str, Path], lost: str) -> None:
    slots = Slots(tmp_path)
    name = slots.install(packs["A"], trusted=False)
    path = tmp_path / "slots" / name / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    with pytest.raises(PackError, match="install the pack again"):
        slots.active()
    slots.install(packs["A"], trusted=False)
    assert shown(tmp_path) == "A"


def test_installers_take_turns(tmp_path: Path, packs: dict[str, Path]) -> None:
    with ThreadPoolExecutor(5) as pool:
        names = list(pool.map(lambda pack: Slots(tmp_path).install(pack, trusted=False), packs.values()))
    assert Slots(tmp_path).active_name() in names
    assert shown(tmp_path) in packs
    assert len(slots_in(tmp_path)) <= 2


def test_files_are_on_the_disk_before_their_names_are(
    tmp_path: Path, packs: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order of fsync and rename, as the real calls are made; state.db comes after the last of them."""
    slots = Slots(tmp_path)
    old = slots.install(packs["A"], trusted=False)
    steps: list[tuple[str, str]] = []
    fsync, rename = os.fsync, os.rename

    def synced(descriptor: int) -> None:
        assert slots.active_name() == old
        steps.append(("sync", Path(f"/proc/self/fd/{descriptor}").readlink().name))
        fsync(descriptor)

    def renamed(*names: Path) -> None:
        steps.append(("rename", Path(names[1]).name))
        rename(*names)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "rename", renamed)
    new = slots.install(packs["B"], trusted=False)
    assert steps == [*(("sync", name) for name in (*FILES, "slot")), ("rename", new), ("sync", "slots")]


KILLED = """
import os, signal, shutil, sys
from pathlib import Path
from kiosk.packs.slots import Slots

base, pack, work = map(Path, sys.argv[1:4])
STEPS = ("open", "os.rename", "os.mkdir", "os.rmdir", "os.remove", "fcntl.flock", "sqlite3.connect")
step, status = 0, 1
while status:
    step += int(sys.argv[4])
    data = work / f"{step:04}"
    shutil.copytree(base, data)
    child = os.fork()
    if child == 0:
        left = step
        def kill(event, _arguments):
            global left
            if event in STEPS:
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(kill)
        Slots(data).install(pack, trusted=False)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    assert status in (0, signal.SIGKILL), status
"""
"""Kills an installing process at every so many-th step in the file system, until one comes to its end."""


def test_kill_9_at_any_step_leaves_the_old_pack_or_the_new_one(tmp_path: Path, packs: dict[str, Path]) -> None:
    slots = Slots(tmp_path / "base")
    slots.install(packs["E"], trusted=False)
    slots.install(packs["A"], trusted=False)
    work = tmp_path / "work"
    apart = 1 if ALL else 3
    line = [sys.executable, "-c", KILLED, *map(str, (tmp_path / "base", packs["B"], work, apart))]
    subprocess.run(line, check=True, timeout=120)
    ends = sorted(work.iterdir())
    after = [shown(data) for data in ends]
    assert len(after) > 30 // apart
    assert after == sorted(after)  # the old one, then from one step on the new one
    assert set(after) == {"A", "B"}
    for data in ends:
        Slots(data).install(packs["B"], trusted=False)
        Slots(data).install(packs["C"], trusted=False)
        assert shown(data) == "C"
        assert len(slots_in(data)) == 2  # what the killed one left is cleared away
        shutil.rmtree(data)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter, as the user of the screen has it."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@contextmanager
def unprivileged() -> Iterator[None]:
    """As somebody who may not write; root may write everywhere."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)


def test_without_write_permission_the_screen_reads_and_an_installer_says_why(
    open_folder: Path, packs: dict[str, Path]
) -> None:
    data = open_folder / "data"
    for name in "AB":
        shutil.copy(packs[name], open_folder)
    Slots(data).install(packs["A"], trusted=False)
    closed = (data / "slots", data, open_folder)
    for path in closed:
        path.chmod(0o555)
    with unprivileged():
        assert shown(data) == "A"
        assert Slots(data).install(open_folder / "A.pack", trusted=False) == Slots(data).active_name()
        with pytest.raises(PackError) as caught:
            Slots(data).install(open_folder / "B.pack", trusted=False)
        with pytest.raises(PackError) as first:
            Slots(open_folder / "new").install(open_folder / "B.pack", trusted=False)
    for path in reversed(closed):
        path.chmod(0o755)
    for said in (str(caught.value), str(first.value)):
        assert "Permission denied; check that the folder can be written" in said
        assert "\n" not in said
    assert shown(data) == "A"


def test_a_full_disk_is_said_and_leaves_the_old_pack(tmp_path: Path, packs: dict[str, Path]) -> None:
    Slots(tmp_path).install(packs["A"], trusted=False)
    limited = f"""
import resource, signal, sys
from pathlib import Path
from kiosk.errors import PackError
from kiosk.packs.slots import Slots
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
try:
    Slots(Path({str(tmp_path)!r})).install(Path({str(packs["B"])!r}), trusted=False)
except PackError as error:
    print(error)
"""
    for bytes_left in (0, 1000, 20_000, packs["B"].stat().st_size - 1):
        run = subprocess.run(
            [sys.executable, "-c", limited, str(bytes_left)], check=True, capture_output=True, text=True
        )
        assert "has room" in run.stdout
        assert shown(tmp_path) == "A"
        assert len(slots_in(tmp_path)) == 1
