"""Starts the kiosk's command line without installing it."""

from __future__ import annotations

from kiosk.cli import entry

if __name__ == "__main__":
    entry()
