"""A screen in a process of its own: on each line of standard input, the next visitor comes, and it says what is shown."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).parents[2]))

from kiosk import app, settings
from kiosk.packs.slots import Slots
from kiosk.ui import tour

slots = Slots(Path(sys.argv[1]))
kiosk = app.Kiosk(settings.load(None, environment={}).settings, slots, app.Surroundings(), ppi=102)
kiosk.show((1080, 1920))
tour.settle()
for _line in sys.stdin:
    kiosk.refresh()
    tour.settle(10)
    cables = [name for _number, name in socket.if_nameindex() if name != "lo"]
    loaded = [name for name in ("obstore", "tuf", "kiosk.sync") if name in sys.modules]
    version = kiosk.catalogue.store.manifest.version
    sys.stdout.write(f"{version} {kiosk.catalogue.trusted} {len(cables)} {loaded}\n")
    sys.stdout.flush()
kiosk.close()
