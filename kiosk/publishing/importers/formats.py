"""Imports by the word for a format on the command line: each is a module beside this one, with a function `draft`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from kiosk.errors import SourceError
from kiosk.publishing import rules
from kiosk.publishing.importers import landing

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.publishing.importers.landing import Landed


def run(name: str, source: str, folder: Path, *, prune: bool = False, default_language: str = "") -> Landed:
    """Imports SRC into a source folder, which is made when it is not there.

    Raises SourceError, and then the folder is what it was.
    """
    if default_language:
        try:
            rules.language(default_language)
        except ValueError as error:
            raise SourceError(f"--default-language: {error}") from error
    draft = import_module(f"kiosk.publishing.importers.{name}").draft
    return landing.land(draft(source, landing.target(folder), default_language), folder, prune=prune)
