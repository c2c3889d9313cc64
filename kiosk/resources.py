"""Where the files that ship beside the code lie."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The folder of `assets/`, `locales/`, `db/` and `build/`."""

ASSETS = ROOT / "assets"
BUILD = ROOT / "build"
LOCALES = ROOT / "locales"
COMPILED_LOCALES = BUILD / "locales"
QML = Path(__file__).resolve().parent / "qml"
