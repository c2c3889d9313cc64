"""An origin: a place that files come from, or go to, whatever carries it.

One client (obstore) for `https://`, `http://`, `s3://` and `file://`; one line to it (`kiosk.transport.line`), so that proxy,
authorities, patience, bandwidth and quiet hours are the same for a kilobyte of metadata and for a large pack.
"""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any, Self

import obstore
from obstore.exceptions import BaseError, NotSupportedError
from obstore.store import LocalStore, S3Store

from kiosk.errors import TransportError
from kiosk.transport import stores
from kiosk.transport.causes import ADVICE, DENIED, MISSING, explained
from kiosk.transport.line import Line, Pace, Throttle, allow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType

    from kiosk.transport.gate import Gate

PIECE = 1
"""Fewest bytes that the client hands on: with more it would keep back, and lose, what came before a line broke."""

REASON = re.compile(r"(?:\[Errno \d+\] |: )?([A-Z][a-z][a-z -]+)(?: \(os error \d+\)|: ')")
"""Why the system refused, in Python's words or in those of the client."""


class Origin:
    """An open origin; `close()` when done. TransportError for a URL that is none."""

    def __init__(self, url: str, line: Line | None = None) -> None:
        self._line = line or Line()
        parts = stores.parsed(url)
        self.url = url.rstrip("/")
        self.hurried = False
        self._throttle = Throttle(self._line.limit)
        self._gate: Gate | None = None
        self._store: stores.Store | None = None  # a stick may come later
        self._folder: Path | None = stores.folder(parts) if parts.scheme == "file" else None
        if self._folder is None:
            self._store, self._gate = stores.remote(parts, self._line)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the gate; twice does no harm."""
        if self._gate is not None:
            self._gate.close()

    def get(self, path: str, offset: int = 0) -> Iterator[bytes]:
        """The bytes of a file from `offset` on, as they come.

        TransportError says what failed; NotSupportedError is for a server that cannot begin in the middle.
        """
        where = f"{self.url}/{path}"
        self._ready()
        self._readable(path)
        options: Any = {"range": {"offset": offset}} if offset else {}
        pace = Pace(self._line.timeout)
        try:
            began = monotonic()
            for piece in obstore.get(self._opened(), path, options=options).stream(PIECE):
                data = bytes(piece)
                if not pace.holds(monotonic() - began, len(data)):
                    raise TransportError(ADVICE["timeout"].format(where=where), "timeout")
                self._throttle.took(0 if self.hurried else len(data))
                yield data
                if not self.hurried:
                    allow(self._line)
                began = monotonic()
        except NotSupportedError:
            raise
        except (BaseError, OSError, ValueError) as error:
            raise self._explained(error, where) from error

    def read(self, path: str, longest: int) -> bytes | None:
        """A file of at most `longest` bytes, a longer one cut there; None when it is not there."""
        data = bytearray()
        try:
            for piece in self.get(path):
                data += piece
                if len(data) > longest:
                    break
        except TransportError as error:
            if self._absent(error):
                return None
            raise
        return bytes(data[:longest])

    def size(self, path: str) -> int | None:
        """The length of a file in bytes, or None when it is not there."""
        self._ready()
        try:
            return int(obstore.head(self._opened(), path)["size"])
        except (BaseError, OSError, ValueError) as error:
            told = self._explained(error, f"{self.url}/{path}")
            if self._absent(told):
                return None
            raise told from error

    def put(self, path: str, content: bytes | Path, attributes: dict[str, str]) -> None:
        """Writes a file, whole or not at all; in a folder it is on the disk when this returns. attributes: HTTP headers."""
        self._ready()
        try:
            if self._folder is not None:
                self._folder.mkdir(parents=True, exist_ok=True)
            headers: Any = attributes if isinstance(self._opened(), S3Store) else None
            obstore.put(self._opened(), path, content, attributes=headers)
            if self._folder is not None:
                _flushed(self._folder, path)
        except (BaseError, OSError, ValueError) as error:
            raise self._unwritten(error, path) from error

    def listed(self, folder: str) -> Iterator[tuple[str, datetime]]:
        """The files below a folder of it: path, and when it was written by the place's own clock, aware."""
        self._ready()
        try:
            for some in obstore.list(self._opened(), folder):
                yield from ((each["path"], each["last_modified"]) for each in some)
        except (BaseError, OSError, ValueError) as error:
            raise self._explained(error, f"{self.url}/{folder}") from error

    def remove(self, path: str) -> None:
        """Removes a file."""
        self._ready()
        try:
            obstore.delete(self._opened(), path)
        except (BaseError, OSError, ValueError) as error:
            raise self._explained(error, f"{self.url}/{path}") from error

    def _ready(self) -> None:
        if not self.hurried:
            allow(self._line)
        if self._gate is not None:
            self._gate.problem = ""

    def _readable(self, path: str) -> None:
        """TransportError for what lies on a stick or a share and is no file: to open a pipe would wait for ever."""
        if self._folder is None:
            return
        with suppress(OSError):
            if not stat.S_ISREG((self._folder / path).stat().st_mode):
                raise TransportError(ADVICE["folder"].format(where=f"{self.url}/{path}"), "folder")

    def _absent(self, error: TransportError) -> bool:
        """Whether there is nothing; a store that may not be listed says 403 for that, and writing shows which it was."""
        return error.cause in {MISSING, DENIED} or (self._folder is not None and not self._folder.exists())

    def _opened(self) -> stores.Store:
        if self._store is None:
            self._store = LocalStore(self._folder)
        return self._store

    def _explained(self, error: Exception, where: str) -> TransportError:
        if self._folder is not None and not self._folder.is_dir():
            return TransportError(ADVICE["folder"].format(where=self.url), "folder")
        return explained(error, where, local=self._folder is not None, hint=self._gate.problem if self._gate else "")

    def _unwritten(self, error: Exception, path: str) -> TransportError:
        if self._folder is not None:
            reason = REASON.search(str(error))
            message = f"{self.url} cannot be written ({reason[1] if reason else 'it failed'}); check that it is there, that it may be written, and its room"
            return TransportError(message, "folder")
        told = self._explained(error, f"{self.url}/{path}")
        return TransportError(ADVICE["nowhere"].format(where=self.url), MISSING) if told.cause == MISSING else told


def _flushed(folder: Path, path: str) -> None:
    """Brings a file to the disk, and the names of all folders above it up to the origin's own."""
    at = folder / path
    while True:
        descriptor = os.open(at, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if at == folder:
            return
        at = at.parent
