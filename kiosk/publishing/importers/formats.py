"""Imports by the word for a format on the command line: each is a module beside this one, with a function `draft`."""

from __future__ import annotations

from contextlib import nullcontext
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.errors import SourceError
from kiosk.publishing import looks, rules
from kiosk.publishing.importers import archives, homecoming, landing

if TYPE_CHECKING:
    from kiosk.publishing.importers.draft import Draft
    from kiosk.publishing.importers.landing import Landed


LOOKED_AT = 20_000
"""Characters of texts that are looked at for their language."""


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
        _heard(draft, source)
        return landing.land(draft, folder, prune=prune)


def _heard(draft: Draft, source: str) -> None:
    """Tells texts that look like another language than the one that they were taken for: many formats say none."""
    bodies = "\n".join(drafted.body for _kind, drafted in islice(draft.everything(), LOOKED_AT))[:LOOKED_AT]
    other = looks.other_language(bodies, draft.official)
    if other and draft.target:
        draft.remark(
            source,
            f"looks like {other!r}, and was taken for {draft.official!r}, the folder's language; see which it is",
        )
    elif other:
        text = f"looks like {other!r}, and was taken for {draft.official!r}; --default-language {other} says otherwise"
        draft.remark(source, text)
