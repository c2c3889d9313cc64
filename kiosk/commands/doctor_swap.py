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
    """How the file system of a swap file is kept cannot be told from here: it counts as readable."""
    return name.startswith("/dev/") and _hidden(blocks / Path(name).resolve().name)


def _hidden(block: Path) -> bool:
    """Whether a block device is memory or encrypted, or lies wholly on such, as a logical volume within LUKS does."""
    if block.name.startswith("zram") or _is_crypt(block):
        return True
    try:
        below = list((block / "slaves").iterdir())
    except OSError:
        return False
    return bool(below) and all(_hidden(block.parent / each.name) for each in below)


def _is_crypt(block: Path) -> bool:
    try:
        return (block / "dm" / "uuid").read_text().startswith("CRYPT-")
    except OSError:
        return False
