"""Writes what an export makes: one file, or the files of a folder, each as a whole."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from kiosk.errors import SourceError
from kiosk.publishing.durable import replacing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path


def file(out: Path, data: bytes) -> None:
    """Writes one file; raises SourceError, and then it is what it was."""
    try:
        if out.is_dir():
            raise SourceError(f"{out} is a folder; name a file")
        out.parent.mkdir(parents=True, exist_ok=True)
        with replacing(out) as temporary:
            temporary.write_bytes(data)
    except OSError as error:
        message = f"{out} cannot be written ({error.strerror or error}) and is as it was; make room, or name another place with --out"
        raise SourceError(message) from error


def folder(out: Path, files: Mapping[str, bytes]) -> None:
    """Writes the files of a folder, which is made when it is not there; what else lies there stays."""
    try:
        if out.exists() and not out.is_dir():
            raise SourceError(f"{out} is a file; name a folder")
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"{out} cannot be made ({error.strerror or error}); name another place with --out"
        raise SourceError(message) from error
    for name, data in files.items():
        file(out / name, data)


def table(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """A CSV file (RFC 4180) in UTF-8; what is not said is empty."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return stream.getvalue().encode()


def dumped(value: object) -> bytes:
    """JSON in UTF-8, letters of all scripts as they are."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
