"""Whether every case is tried (`make faults`), or the sample that `make test` has time for."""

from __future__ import annotations

import os

ALL = os.environ.get("KIOSK_FAULTS") == "all"
