"""The formats that can be exported, by the word for them on the command line."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from kiosk.publishing import edition
from kiosk.publishing.exporters import content
from kiosk.publishing.unpacking import unpacked

if TYPE_CHECKING:
    from pathlib import Path


def run(name: str, source: Path, out: Path) -> dict[str, int]:
    """Writes a source folder or a pack in a format; gives what was written, counted.

    Raises SourceError or PackError with what is wrong; a file that was there is then what it was.
    """
    module = import_module(f"kiosk.publishing.exporters.{name.replace('-', '_')}")
    made: dict[str, int]
    if name not in {"workbook", "hsds"}:
        made = module.write(content.read(source), out)
        return made
    if source.is_dir():
        read = edition.read(source)
        said = content.of_source(read.source, read.catalogues)
    else:
        said = content.read(source)
        read = unpacked(said)
    made = module.write(read, out) if name == "workbook" else module.write(read, said, out)
    return made
