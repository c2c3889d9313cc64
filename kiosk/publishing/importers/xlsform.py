"""The name `xlsform` is kept: forms are taken as they are, beside the records, and need no importing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from kiosk.errors import SourceError

if TYPE_CHECKING:
    from kiosk.publishing.source import Source


def draft(source: str, _target: Source | None, _default_language: str) -> NoReturn:
    """Says where a form belongs."""
    raise SourceError(
        f"{source} is a form: put it into the folder forms/ of the source folder and run `kiosk content build`"
    )
