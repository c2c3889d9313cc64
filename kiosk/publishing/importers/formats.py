"""Imports by the word for a format on the command line: each is a module beside this one, with a function `draft`."""

from __future__ import annotations

from contextlib import nullcontext
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.errors import SourceError
from kiosk.publishing import rules
from kiosk.publishing.importers import archives, homecoming, landing

if TYPE_CHECKING:
    from kiosk.publishing.importers.draft import Draft
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
    drafting = import_module(f"kiosk.publishing.importers.{name}").draft
    target = landing.target(folder)
    with archives.unpacked(Path(source)) if archives.is_archive(source) else nullcontext(source) as files:
        draft: Draft = drafting(str(files), target, default_language)
        if target and draft.comes_back and name in homecoming.OUT:
            homecoming.welcome(draft, target, name, drafting)
        archives.named(draft, str(files), source)
        return landing.land(draft, folder, prune=prune)
