"""Whatever happens to an import, the folder is the old one or the new one, and never less."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.cli import main
from kiosk.errors import SourceError
from kiosk.publishing.importers.standing_in import standing_in, write
from kiosk.resources import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "town"
    (folder / "services").mkdir(parents=True)
    (folder / "pack.yaml").write_text("old")
    (folder / "services" / "a.md").write_text("a")
    return folder


def files(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def change(folder: Path) -> None:
    with standing_in(folder) as work:
        write(work / "pack.yaml", b"new")
        (work / "services" / "a.md").unlink()
        assert files(folder) == {"pack.yaml": "old", "services/a.md": "a"}


def fail(folder: Path, error: type[BaseException]) -> None:
    with standing_in(folder) as work:
        write(work / "pack.yaml", b"new")
        raise error


def test_the_copy_takes_the_place_at_the_end(folder: Path) -> None:
    change(folder)
    assert files(folder) == {"pack.yaml": "new"}
    assert [path.name for path in folder.parent.iterdir()] == ["town"]


def test_a_folder_that_does_not_change_is_left_alone(folder: Path) -> None:
    before = folder.stat().st_ino
    with standing_in(folder) as work:
        write(work / "pack.yaml", b"old")
    assert folder.stat().st_ino == before


def test_a_link_stays_and_leads_to_the_new_folder(folder: Path) -> None:
    link = folder.parent / "link"
    link.symlink_to(folder)
    change(link)
    assert link.is_symlink()
    assert files(folder) == {"pack.yaml": "new"}


def test_the_folder_may_be_where_we_stand(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    change(Path())
    assert files(folder) == {"pack.yaml": "new"}


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError, ValueError])
def test_what_fails_leaves_nothing_behind(folder: Path, error: type[BaseException]) -> None:
    new = folder.parent / "deep" / "down" / "new"
    for target in (folder, new):
        with pytest.raises(error):
            fail(target, error)
    assert files(folder) == {"pack.yaml": "old", "services/a.md": "a"}
    assert [path.name for path in folder.parent.iterdir()] == ["town"]


def test_where_folders_cannot_swap_they_are_renamed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some network shares have no swap; the kernel is asked for one that it does not know."""
    monkeypatch.setattr("kiosk.publishing.importers.standing_in._EXCHANGE", 1 << 20)
    change(folder)
    assert files(folder) == {"pack.yaml": "new"}


def test_an_interrupted_rename_is_taken_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.publishing.importers.standing_in._EXCHANGE", 1 << 20)
    rename = Path.rename

    def interrupted(path: Path, target: Path) -> Path:
        if target == folder and path.parent != folder.parent and path.name == folder.name:
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        change(folder)
    assert files(folder) == {"pack.yaml": "old", "services/a.md": "a"}


HOLDS = """
import sys
from pathlib import Path
from kiosk.publishing.importers.standing_in import standing_in, write
with standing_in(Path(sys.argv[1])) as work:
    write(work / "pack.yaml", b"half")
    print("at work", flush=True)
    sys.stdin.read()
"""


def test_what_a_killed_import_left_is_gone_after_the_next(folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as at_work:
        assert at_work.stdout is not None
        assert at_work.stdout.readline() == "at work\n"
        with pytest.raises(SourceError, match=r"another import is at work on .*town; wait until it has ended"):
            change(folder)
        at_work.kill()
    assert {path.name for path in folder.parent.iterdir()} == {"town", ".town.import"}
    change(folder)
    assert files(folder) == {"pack.yaml": "new"}
    assert [path.name for path in folder.parent.iterdir()] == ["town"]


def test_a_folder_that_a_killed_import_had_moved_comes_back(folder: Path) -> None:
    """Between the two renames of a share that cannot swap."""
    yard = folder.parent / ".town.import"
    (yard / "town").mkdir(parents=True)
    folder.rename(yard / "town.old")
    with pytest.raises(SourceError, match="it is back in its place, import again"):
        change(folder)
    assert files(folder) == {"pack.yaml": "old", "services/a.md": "a"}
    change(folder)
    assert files(folder) == {"pack.yaml": "new"}


COMMAND = [sys.executable, "-c", "from kiosk.cli import entry; entry()", "content", "import", "workbook"]


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that everybody may look into, which pytest's own is not."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def somebody() -> Iterator[Callable[[], None]]:
    """Makes the process somebody who is not root, until the test ends."""
    yield lambda: os.seteuid(NOBODY)
    os.seteuid(os.getuid())


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("mode", [0o755, 0o700])
def test_a_folder_of_somebody_else_is_said_in_a_sentence(
    open_to_all: Path, somebody: Callable[[], None], capsys: pytest.CaptureFixture[str], mode: int
) -> None:
    organizations = open_to_all / "organizations.csv"
    organizations.write_text("id,name::lv\no,Org\n")
    folder = open_to_all / "town"
    arguments = ["content", "import", "workbook", str(organizations), "--into", str(folder)]
    assert main(arguments) == 0  # with all modules loaded: somebody else may not be allowed to read them
    folder.chmod(mode)
    before = files(folder)
    organizations.write_text("id,name::lv\no,Another\n")
    capsys.readouterr()
    somebody()
    assert main(arguments) == 1
    said = capsys.readouterr().err
    os.seteuid(0)
    assert str(folder) in said
    assert "Permission denied" in said
    assert "Traceback" not in said
    assert files(folder) == before
    assert sorted(path.name for path in open_to_all.iterdir()) == ["organizations.csv", "town"]


def test_control_c_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    rows = "".join(f"s{number},X\n" for number in range(5_000))
    (tmp_path / "organizations.csv").write_text(f"id,name::lv\n{rows}")
    process = subprocess.Popen(
        [*COMMAND, str(tmp_path / "organizations.csv"), "--into", str(tmp_path / "town")],
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + 20
    while not list(tmp_path.glob(".town.*/town/organizations/*")) and time.monotonic() < until:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 130
    assert [path.name for path in tmp_path.iterdir()] == ["organizations.csv"]


FLIPPING = """
import sys
from pathlib import Path
from kiosk.publishing.importers.standing_in import standing_in, write
folder = Path(sys.argv[1])
for number in range(1, 100_000):
    with standing_in(folder) as work:
        for name in ("a", "b", "c"):
            write(work / f"{name}.md", str(number).encode())
    if number == 1:
        print("begun", flush=True)
"""


def test_a_kill_at_any_moment_leaves_a_whole_folder(tmp_path: Path) -> None:
    folder = tmp_path / "town"
    folder.mkdir()
    chance = random.Random(7)
    for _kill in range(8):
        with subprocess.Popen(
            [sys.executable, "-c", FLIPPING, str(folder)], cwd=ROOT, stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"begun\n"
            time.sleep(chance.random() / 20)
            process.kill()
        said = files(folder)
        assert sorted(said) == ["a.md", "b.md", "c.md"]
        assert len(set(said.values())) == 1, said


def mounted(at: Path, size: int) -> bool:
    at.mkdir()
    command = [shutil.which("mount") or "mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(at)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("pages", [12, 20, 40, 80])
def test_a_full_disk_leaves_the_folder_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], pages: int
) -> None:
    disk, table = tmp_path / "disk", tmp_path / "organizations.csv"
    if not mounted(disk, pages * 4096):
        pytest.skip("mounting is not permitted here")
    try:
        folder = disk / "town"
        arguments = ["content", "import", "workbook", str(table), "--into", str(folder)]
        table.write_text("id,name::lv\no,Org\n")
        assert main(arguments) == 0
        before = files(folder)
        table.write_text("id,name::lv\n" + "".join(f"o{number},Org\n" for number in range(200)))
        capsys.readouterr()
        assert main(arguments) == 1
        assert "No space left on device" in capsys.readouterr().err
        assert files(folder) == before
        assert [path.name for path in disk.iterdir()] == ["town"]
    finally:
        subprocess.run([shutil.which("umount") or "umount", "-l", str(disk)], check=False)
