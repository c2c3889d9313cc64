"""Every definition of a form that was ever published: what an old slip is read with.

An archive is a folder of canonical definitions, each under the form's name and the beginning of its version, so that
archiving twice changes nothing and nothing is ever replaced. A pack, or a folder of packs, serves as well.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from kiosk.errors import FormError
from kiosk.forms.definition import Form, decode, encode
from kiosk.packs import reading

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_NAMED_BY = 16
"""Hexadecimal digits of the version in the name of a file."""


@dataclass(frozen=True, slots=True)
class Archive:
    """Forms of any age, by version."""

    forms: tuple[Form, ...]

    @classmethod
    def of(cls, forms: Iterable[Form]) -> Self:
        """An archive of forms, each version once."""
        return cls(tuple({form.version: form for form in forms}.values()))

    def versions(self, start: bytes) -> tuple[Form, ...]:
        """The forms whose version begins with these bytes."""
        return tuple(form for form in self.forms if bytes.fromhex(form.version).startswith(start))


def in_pack(file: Path) -> tuple[Form, ...]:
    """The forms of a pack's file; raises PackError when it is none, FormError for a definition that cannot be read."""
    reading.manifest(file)
    with closing(reading.connect(file)) as connection:
        try:
            rows = connection.execute("SELECT definition FROM form ORDER BY slug").fetchall()
        except sqlite3.Error:  # a pack of format 1.0 has no forms
            return ()
    return tuple(decode(definition) for (definition,) in rows)


def in_folder(folder: Path) -> tuple[Form, ...]:
    """The forms of an archive, and of the packs that lie in it; raises FormError for a file that cannot be read."""
    forms = [_read(file) for file in sorted(folder.glob("*.json"))]
    forms.extend(form for file in sorted(folder.glob("*.pack")) for form in in_pack(file))
    if not forms:
        raise FormError(f"{folder} holds no forms; name a pack, or a folder that `kiosk form archive` has filled")
    return tuple(forms)


def _read(file: Path) -> Form:
    try:
        return decode(file.read_bytes())
    except OSError as error:
        raise FormError(f"{file}: {error.strerror}; see who may read it") from error
    except FormError as error:
        raise FormError(f"{file} is not an archived form; remove it, or take it from a copy of the archive") from error


def name(form: Form) -> str:
    """What its file in an archive is called."""
    return f"{form.id}-{form.version[:_NAMED_BY]}.json"


def lacking(forms: Iterable[Form], folder: Path) -> dict[str, bytes]:
    """The files that an archive does not have yet, by name."""
    return {name(form): encode(form) for form in forms if not (folder / name(form)).exists()}
