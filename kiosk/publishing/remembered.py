"""What a large build leaves for the next one, so that a change to a few records takes seconds.

Beside a pack `FILE` of a large folder lies `.FILE.memory`: digests of the services, catalogues and pictures that went in, of
the program and of the pack itself, and the bytes that were hashed for its texts. By these alone, never by dates, the next
build tells which services differ, in their files or in a catalogue, and starts from that pack (`kiosk.publishing.refresh`).
Whatever is not certain is built anew: a memory that is damaged, older than the program, of another pack, or in use by
another build. The result is the same to the byte (tests compare). Whoever deletes the folder loses time and nothing else.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kiosk.packs import hash as packs_hash
from kiosk.publishing import po, po_records, traces
from kiosk.publishing.coverage import Coverage

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from kiosk.publishing.draft import Made
    from kiosk.publishing.traces import Looks

MOST = 200
"""Changed services up to which starting from the last pack is quicker."""

STATE = "state.json"

_STARTS = tuple(f"{number:02x}" for number in range(256))
_ENDS = (*_STARTS[1:], "g")
"""Texts are kept by the first two digits of what they belong to."""


class Last(msgspec.Struct):
    """What is written down of the last build.

    files: digests of what it was made from. out: SHA-256 of the pack's file. pieces: of what was hashed for its texts.
    catalogues: of the files that say what each catalogue has of each record. Others: as in `Made`.
    """

    program: str
    files: dict[str, str]
    out: str
    topics: dict[str, str]
    around: dict[str, str]
    pieces: dict[str, str]
    catalogues: dict[str, str]
    counts: dict[str, int]
    coverage: list[Coverage]


@dataclass(frozen=True, slots=True)
class Change:
    """Services that differ from the last pack, by slug: changed or new, and gone. names: the files of all services."""

    services: frozenset[str]
    gone: frozenset[str]
    names: tuple[str, ...]


class Memory:
    """The memory of one pack's file while it is being built; what goes wrong with it costs the next build its time."""

    def __init__(self, folder: Path, out: Path, files: dict[str, str], looks: Looks) -> None:
        self._folder, self._files, self._looks = folder, files, looks
        self._path = out.parent / f".{out.name}.memory"
        self._lock = -1
        self._usable = True
        self._pieces: dict[str, str] = {}
        self.last: Last | None = None
        self.stale: frozenset[str] | None = None
        """First two digits of what has other texts than in the last pack; None when everything may have."""

    @classmethod
    def of(cls, folder: Path, out: Path) -> Memory | None:
        """Digests all files now, before any is read; None while another build uses the memory, or a file cannot be read."""
        try:
            looks = traces.looks(folder)  # before the digests: what changes between is seen in the end
            files = traces.digests(folder, looks)
        except OSError:
            return None  # reading the folder says why
        memory = cls(folder, out, files, looks)
        return memory if memory._claimed() or not memory._path.exists() else None

    def close(self) -> None:
        """Lets the next build have it."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def _claimed(self) -> bool:
        """Whether no other build uses the folder; it is ours then until `close`."""
        if self._lock < 0:
            try:
                lock = os.open(self._path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
            except OSError:
                return False
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(lock)
                return False
            self._lock = lock
        return True

    # what the last build left

    def change(self) -> Change | None:
        """What differs from the last build, which is `last` then; None when that is too much, or not certain."""
        last = self._read()
        if last is None or not self._comparable(last):
            return None
        services = {
            _slug(name) for name, digest in self._files.items() if _service(name) and digest != last.files.get(name)
        }
        gone = {_slug(name) for name in last.files if _service(name)} - {_slug(name) for name in self._files}
        translated = self._translated(last)
        if translated is None:
            return None
        there = {_slug(name) for name in filter(_service, self._files)}
        services |= translated & there
        if len(services) + len(gone) > MOST:
            return None
        self.last = last
        return Change(frozenset(services), frozenset(gone), tuple(filter(_service, self._files)))

    def _read(self) -> Last | None:
        try:
            last = msgspec.json.decode((self._path / STATE).read_bytes(), type=Last)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return None
        return last if last.program == traces.program() else None

    def _comparable(self, last: Last) -> bool:
        """Whether nothing but services and the content of catalogues differs, of what services depend on."""
        told = [
            {
                name: "" if name.startswith("locales/") else digest
                for name, digest in files.items()
                if not _service(name)
            }
            for files in (last.files, self._files)
        ]
        return told[0] == told[1]

    def _translated(self, last: Last) -> set[str] | None:
        """The records of which a catalogue has something else than before; None when that cannot be told."""
        found: set[str] = set()
        for name, digest in self._files.items():
            if not name.startswith("locales/") or digest == last.files[name]:
                continue
            try:
                data = (self._path / _kept(name)).read_bytes()
                if hashlib.sha256(data).hexdigest() != last.catalogues.get(name):
                    return None
                before = msgspec.json.decode(data, type=dict[str, str])
                now = po_records.digests((self._folder / name).read_bytes())
            except (OSError, msgspec.MsgspecError, po.OtherError):
                return None
            owners = {owner for owner in before.keys() | now.keys() if before.get(owner) != now.get(owner)}
            if po_records.HEADER in owners:
                return None
            found.update(record for owner in owners for record in po_records.records(owner))
        return found

    # what this build leaves

    def text_pieces(self, connection: sqlite3.Connection) -> Iterator[bytes]:
        """What is hashed for the texts of a draft: kept bytes where they are known to be right, else its rows."""
        self._pieces = {}
        with ThreadPoolExecutor(1) as beside:
            coming = beside.submit(self._known, _STARTS[0])
            for first, end in zip(_STARTS, _ENDS, strict=True):
                known = coming.result()
                if end in _STARTS:
                    coming = beside.submit(self._known, end)  # looked at while this one is hashed
                data, self._pieces[first] = known or self._made(connection, first, end)
                yield data

    def _known(self, first: str) -> tuple[bytes, str] | None:
        """A kept piece and its SHA-256."""
        if self.last is None or self.stale is None or first in self.stale:
            return None
        try:
            data = (self._path / first).read_bytes()
        except OSError:
            return None
        told = hashlib.sha256(data).hexdigest()
        return (data, told) if told == self.last.pieces.get(first) else None

    def _made(self, connection: sqlite3.Connection, first: str, end: str) -> tuple[bytes, str]:
        data = b"".join(packs_hash.text_pieces(connection, first, end))
        self._write(first, data)
        return data, hashlib.sha256(data).hexdigest()

    def _write(self, name: str, data: bytes) -> None:
        if not self._usable:
            return
        try:
            self._path.mkdir(exist_ok=True)
            self._usable = self._claimed()
            if self._usable:
                (self._path / STATE).unlink(missing_ok=True)  # it no longer fits, until `keep`
                (self._path / name).write_bytes(data)
        except OSError:
            self.drop()

    def keep(self, made: Made, out: str) -> None:
        """Writes down what the next build can start from; out: SHA-256 of the pack's file, before it took its place.

        Nothing is kept without room for it, or when a file has changed since it was digested.
        """
        try:
            catalogues = self._catalogues()
            if not self._usable or traces.looks(self._folder) != self._looks:
                self.drop()
                return
            last = Last(
                program=traces.program(),
                files=self._files,
                out=out,
                topics=made.topics,
                around=made.around,
                pieces=self._pieces,
                catalogues=catalogues,
                counts=made.counts,
                coverage=list(made.coverage),
            )
            temporary = self._path / "state.new"
            temporary.write_bytes(msgspec.json.encode(last))
            temporary.replace(self._path / STATE)
        except (OSError, po.OtherError):
            self.drop()

    def _catalogues(self) -> dict[str, str]:
        """Writes what each catalogue has of each record; the digests of these files by the catalogues' names."""
        found = {}
        for name in self._files:
            if not name.startswith("locales/"):
                continue
            if self.last and self.last.files[name] == self._files[name]:
                found[name] = self.last.catalogues[name]
                continue
            data = msgspec.json.encode(po_records.digests((self._folder / name).read_bytes()))
            self._write(_kept(name), data)
            found[name] = hashlib.sha256(data).hexdigest()
        return found

    def drop(self) -> None:
        """Forgets everything, unless it is another build's."""
        self._usable = False
        if self._lock >= 0:
            shutil.rmtree(self._path, ignore_errors=True)


def _service(name: str) -> bool:
    return name.startswith("services/")


def _slug(name: str) -> str:
    return Path(name).stem if _service(name) else ""


def _kept(catalogue: str) -> str:
    return f"{Path(catalogue).stem}.records"
