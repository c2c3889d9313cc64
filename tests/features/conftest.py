"""Journeys use the same screen as the tests of single screens."""

from tests.gui.conftest import data, pack, printer, screen

__all__ = ["data", "pack", "printer", "screen"]
