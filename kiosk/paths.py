"""Which folder holds the terminal's packs and state."""

from __future__ import annotations

import os
from pathlib import Path

SYSTEM = Path("/var/lib/kiosk")


def data_folder(chosen: Path | None) -> Path:
    """`--data`, else /var/lib/kiosk where it exists and can be written, else the XDG data folder.

    A relative XDG_DATA_HOME does not count (XDG Base Directory Specification, section 2).
    """
    if chosen is not None:
        return chosen
    if os.access(SYSTEM, os.W_OK):
        return SYSTEM
    base = Path(os.environ.get("XDG_DATA_HOME", ""))
    return (base if base.is_absolute() else Path.home() / ".local" / "share") / "kiosk"
