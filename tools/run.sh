#!/usr/bin/env bash
# Shows the kiosk in a window; without a display, takes a picture of every screen instead.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec .venv/bin/kiosk run --windowed
fi
echo "There is no display here, so the kiosk walks through its screens and takes pictures; that takes about a minute."
.venv/bin/kiosk tour --out build/tour
echo "Open build/tour/index.html to see them. To see the kiosk live: ssh -X, then make run."
