"""Settings: what can be set (`values`), and who says it (`layers`)."""

from __future__ import annotations

from kiosk.settings.layers import Loaded, Machine, load, variable
from kiosk.settings.values import FROM_PACK, Idle, Settings, Sync, names, value

__all__ = ["FROM_PACK", "Idle", "Loaded", "Machine", "Settings", "Sync", "load", "names", "value", "variable"]
