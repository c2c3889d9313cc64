from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.commands import doctor
from kiosk.commands.doctor_swap import readable_swap

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n"


@pytest.fixture
def blocks(tmp_path: Path) -> Path:
    """What the kernel says of block devices: dm-0 is dm-crypt, dm-1 to dm-3 logical volumes, md0 a mirror of two encrypted ones."""
    below = {
        "sda2": (),
        "dm-0": ("sda2",),
        "dm-1": ("sda2",),
        "dm-2": ("dm-0",),
        "dm-3": ("dm-0", "sda2"),
        "md0": ("dm-0", "dm-2"),
    }
    for name, each in below.items():
        (tmp_path / "block" / name / "slaves").mkdir(parents=True)
        for lower in each:
            (tmp_path / "block" / name / "slaves" / lower).symlink_to(tmp_path / "block" / lower)
        if name.startswith("dm-"):
            (tmp_path / "block" / name / "dm").mkdir()
            (tmp_path / "block" / name / "dm" / "uuid").write_text(
                "CRYPT-LUKS2-abc\n" if name == "dm-0" else "LVM-abc\n"
            )
    return tmp_path / "block"


@pytest.mark.parametrize(
    ("lines", "readable"),
    [
        ("", []),
        ("/dev/zram0 partition 100 0 100\n/dev/dm-0 partition 100 0 -2\n", []),
        ("/dev/dm-1 partition 100 0 -2\n/dev/sda2 partition 100 0 -3\n", ["/dev/dm-1", "/dev/sda2"]),
        ("/dev/dm-2 partition 100 0 -2\n/dev/md0 partition 100 0 -3\n", []),
        ("/dev/dm-3 partition 100 0 -2\n", ["/dev/dm-3"]),
        ("/swap\\040file file 100 0 -2\n", ["/swap file"]),
    ],
)
def test_swap_that_can_be_read_is_named(lines: str, readable: list[str], blocks: Path, tmp_path: Path) -> None:
    swaps = tmp_path / "swaps"
    swaps.write_text(HEAD + lines)
    assert readable_swap(swaps, blocks) == readable


def test_a_system_that_does_not_say_has_none(tmp_path: Path) -> None:
    assert readable_swap(tmp_path / "nowhere", tmp_path) == []


@pytest.mark.parametrize("enrolled", [True, False])
def test_the_doctor_says_what_to_do_where_visitors_come(enrolled: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "readable_swap", lambda: ["/dev/sda2"])
    found = doctor.swap(enrolled=enrolled)
    assert found.ok is not enrolled
    assert found.advice == "/dev/sda2 may keep what visitors type; swapoff it, or encrypt it"
    monkeypatch.setattr(doctor, "readable_swap", list)
    assert doctor.swap(enrolled=enrolled).ok
