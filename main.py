"""Starts the kiosk's command line without installing it."""

from __future__ import annotations

from kiosk.start import entry

if __name__ == "__main__":
    entry()
