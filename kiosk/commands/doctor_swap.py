"""Whether memory that the system swaps out, and with it what a visitor typed, would lie readable on a disk."""

from __future__ import annotations

from pathlib import Path

SWAPS = Path("/proc/swaps")
BLOCKS = Path("/sys/class/block")


def readable_swap(swaps: Path = SWAPS, blocks: Path = BLOCKS) -> list[str]:
    """The swap files and partitions that are neither encrypted (dm-crypt) nor memory themselves (zram); none elsewhere than on Linux."""
    try:
        lines = swaps.read_text().splitlines()[1:]
    except OSError:
        return []
    names = [line.split()[0].replace("\\040", " ") for line in lines if line.strip()]
    return [name for name in names if not _sealed(name, blocks)]


def _sealed(name: str, blocks: Path) -> bool:
    device = Path(name).resolve().name
    if not name.startswith("/dev/"):
        return False  # a file: how its file system is kept cannot be told from here
    if device.startswith("zram"):
        return True
    try:
        return (blocks / device / "dm" / "uuid").read_text().startswith("CRYPT-")
    except OSError:
        return False
