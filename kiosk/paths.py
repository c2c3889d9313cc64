"""Which folder holds the terminal's packs and state."""

from __future__ import annotations

import os
from pathlib import Path

SYSTEM = Path("/var/lib/kiosk")


def data_folder(chosen: Path | None) -> Path:
    """`--data`, else /var/lib/kiosk where it exists and can be written, else the XDG data folder."""
    if chosen is not None:
        return chosen
    if os.access(SYSTEM, os.W_OK):
        return SYSTEM
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "kiosk"
