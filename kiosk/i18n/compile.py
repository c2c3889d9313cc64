"""Compiles `locales/TAG/*.po` into `build/locales/TAG/*.mo`; refuses a translation that loses a placeholder."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from kiosk.errors import SourceError
from kiosk.resources import COMPILED_LOCALES, LOCALES

if TYPE_CHECKING:
    from pathlib import Path

_PLACEHOLDER = re.compile(r"%\d|%n|\{\w*\}|<[^>]+>")


def placeholders(text: str) -> list[str]:
    """`%1`, `%n`, `{name}` and markup, sorted."""
    return sorted(_PLACEHOLDER.findall(text))


def compile_file(source: Path, target: Path) -> None:
    """One catalogue; SourceError names file and line of a bad entry."""
    try:
        with source.open("rb") as stream:
            catalog = read_po(stream, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        message = f"{source}: {error}; mend the catalogue"
        raise SourceError(message) from error
    for entry in catalog:
        ids = [str(entry.id)] if isinstance(entry.id, str) else [str(each) for each in entry.id or ()]
        strings = [entry.string] if isinstance(entry.string, str) else [str(each) for each in entry.string or ()]
        for string in strings:
            if entry.id and string and placeholders(string) != placeholders(ids[-1]):
                message = f"{source}:{entry.lineno}: the translation of {ids[0]!r} must keep {placeholders(ids[-1])}"
                raise SourceError(message)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".part")
    with fresh.open("wb") as stream:
        write_mo(stream, catalog)
    fresh.replace(target)


def main() -> int:
    """Compiles what is newer than its result."""
    for source in sorted(LOCALES.glob("*/*.po")):
        target = COMPILED_LOCALES / source.parent.name / f"{source.stem}.mo"
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        try:
            compile_file(source, target)
        except SourceError as error:
            sys.stderr.write(f"{error}\n")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
