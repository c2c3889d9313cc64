"""The formats that can be exported, by the word for them on the command line."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from kiosk.publishing.exporters import content

if TYPE_CHECKING:
    from pathlib import Path


def run(name: str, source: Path, out: Path) -> dict[str, int]:
    """Writes a source folder or a pack in a format; gives what was written, counted.

    Raises SourceError or PackError with what is wrong; a file that was there is then what it was.
    """
    module = import_module(f"kiosk.publishing.exporters.{name.replace('-', '_')}")
    made: dict[str, int]
    made = module.write_folder(source, out) if name == "workbook" else module.write(content.read(source), out)
    return made
