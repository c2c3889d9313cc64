"""Compiles `locales/TAG/*.po` into `build/locales/TAG/*.mo`; refuses a translation that would break a screen.

The files are written here and not by Babel: it leaves the plural rule out for a language that it does not know, puts
English into plurals that nobody translated, and writes the date. What is compiled twice is the same twice.
"""

from __future__ import annotations

import re
import struct
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.pofile import PoFileError, read_po

from kiosk.errors import SourceError
from kiosk.i18n import plurals
from kiosk.i18n.cldr import locale_of
from kiosk.resources import COMPILED_LOCALES, LOCALES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Catalog, Message

_PLACEHOLDER = re.compile(r"%L?\d{1,2}|%n|\{\w*\}")
_MARKUP = re.compile(r"</?[a-zA-Z][^>]*>|&#?\w+;")
_LINE = re.compile(r'(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)\s)?\s*"(?:[^"\\]|\\.)*")?\s*')
_MAGIC = 0x950412DE


def placeholders(text: str) -> list[str]:
    """`%1`, `%n` and `{name}`, sorted; a translation has the same ones, in any order."""
    return sorted(_PLACEHOLDER.findall(text))


def complaints(original: str, strings: tuple[str, ...]) -> Iterator[str]:
    """What is wrong with a translation of `original`; `strings` are its plural forms, or the only one."""
    if not all(strings):
        yield "a plural form has no translation; fill in all of them, or none"
    for string in filter(None, strings):
        if placeholders(string) != placeholders(original):
            wanted = " ".join(placeholders(original)) or "no placeholder"
            yield f"the translation of {original!r} must have {wanted}, as the original"
        if found := _MARKUP.search(string):
            yield f"the translation of {original!r} has markup ({found[0]}); write plain text"
        if any(unicodedata.category(character) == "Cc" and character != "\n" for character in string):
            yield f"the translation of {original!r} has a control character; take it out"


def compile_file(source: Path, target: Path) -> None:
    """Compiles one catalogue; SourceError has one line, with file and line number, for each bad entry."""
    catalog = _read(source)
    found, texts = [], {"": _header(catalog)}
    for entry in catalog:
        strings = _strings(entry)
        if not entry.id or entry.fuzzy or not any(strings):
            continue
        ids = (entry.id,) if isinstance(entry.id, str) else tuple(entry.id)
        found += [f"{source}:{entry.lineno}: {complaint}" for complaint in complaints(ids[-1], strings)]
        texts["\0".join(ids)] = "\0".join(strings)
    if found:
        raise SourceError("\n".join(found))
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".part")
    fresh.write_bytes(_machine_object(texts))
    fresh.replace(target)


def _read(source: Path) -> Catalog:
    try:
        lines = source.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise SourceError(f"{source}: not in UTF-8 ({error.reason}); save it as UTF-8") from error
    for number, line in enumerate(lines, 1):
        if not _LINE.fullmatch(line):  # Babel would take a letter for the missing quotation mark
            raise SourceError(f"{source}:{number}: not a line of a PO catalogue; look for a missing quotation mark")
    try:
        with source.open("rb") as stream:
            catalog = read_po(stream, locale=locale_of(source.parent.name), abort_invalid=True)
    except PoFileError as error:
        raise SourceError(f"{source}: {error}; mend the catalogue") from error
    if not any(line.startswith('"Plural-Forms:') for line in lines):
        plurals.give(catalog, source.parent.name)
    return catalog


def _strings(entry: Message) -> tuple[str, ...]:
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())


def _header(catalog: Catalog) -> str:
    """What the standard library reads of a header; the plural rule is the file's own, or else that of its language."""
    return f"Content-Type: text/plain; charset=UTF-8\nPlural-Forms: {catalog.plural_forms}\n"


def _machine_object(texts: dict[str, str]) -> bytes:
    """The MO format of GNU gettext: a table of sorted keys, one of texts, and both as strings that end in zero."""
    pairs = sorted((key.encode(), text.encode()) for key, text in texts.items())
    start = 7 * 4
    offset = start + len(pairs) * 16
    tables, strings = [b"", b""], b""
    for column in (0, 1):
        for pair in pairs:
            tables[column] += struct.pack("<II", len(pair[column]), offset + len(strings))
            strings += pair[column] + b"\0"
    head = struct.pack("<7I", _MAGIC, 0, len(pairs), start, start + len(pairs) * 8, 0, 0)
    return head + b"".join(tables) + strings


def compile_all(sources: Path, compiled: Path) -> list[str]:
    """Compiles what is newer than its result, drops results without a source; returns what is wrong."""
    found = []
    wanted = {compiled / file.parent.name / f"{file.stem}.mo": file for file in sorted(sources.glob("*/*.po"))}
    for target, source in wanted.items():
        newest = max(source.stat().st_mtime, Path(__file__).stat().st_mtime)
        if target.exists() and target.stat().st_mtime >= newest:
            continue
        try:
            compile_file(source, target)
        except SourceError as error:
            found.append(str(error))
    for stale in set(compiled.glob("*/*.mo")) - set(wanted):
        stale.unlink()
    return found


def main() -> int:
    """0 when all is compiled, 1 when a catalogue is to be mended."""
    found = compile_all(LOCALES, COMPILED_LOCALES)
    sys.stderr.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
