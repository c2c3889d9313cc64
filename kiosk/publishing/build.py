"""Builds a pack from a source folder: all of it, or nothing.

The same source gives the same content hash on any machine, and with the same SQLite and the same `SOURCE_DATE_EPOCH`
(https://reproducible-builds.org/specs/source-date-epoch/) the same bytes: rows go in by primary key, and the file is
vacuumed.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from kiosk.errors import PackError
from kiosk.packs import schema
from kiosk.packs.hash import content_hash
from kiosk.packs.manifest import Manifest
from kiosk.publishing import languages, moment, refresh, traces
from kiosk.publishing.draft import Draft, opened
from kiosk.publishing.durable import put
from kiosk.publishing.remembered import Memory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.publishing.coverage import Coverage
    from kiosk.publishing.draft import Made
    from kiosk.publishing.records import Pack


@dataclass(frozen=True, slots=True)
class Built:
    """A pack that lies at `path`; counts: rows by table; coverage: one for each language but the official one."""

    path: Path
    manifest: Manifest
    counts: dict[str, int]
    coverage: tuple[Coverage, ...]


def build(folder: Path, out: Path) -> Built:
    """Builds the pack of a source folder as the file `out`, which stays as it was when anything fails.

    Raises FindingsError for what an editor can mend, PackError when the file cannot be written.
    """
    now, today = moment.now(), moment.today()
    try:
        with ExitStack() as stack:
            work = stack.enter_context(_workplace(out))
            memory = Memory.of(folder, out) if languages.large(folder) else None
            if memory:
                stack.enter_context(closing(memory))
            made = (memory and _refreshed(folder, out, work, memory)) or Draft(work).fill(folder, today)
            memory = memory if made.plain else None
            manifest = _finish(made.path, work / "pack", made.pack, now, memory)
            digest = traces.digest(work / "pack") if memory else ""
            out.parent.mkdir(parents=True, exist_ok=True)
            put(work / "pack", out)
            if memory:
                memory.keep(made, digest)
    except (OSError, sqlite3.OperationalError) as error:
        reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
        message = f"{out} cannot be written ({reason}) and is as it was; make room, or name another file with --out"
        raise PackError(message) from error
    return Built(out, manifest, made.counts, made.coverage)


@contextmanager
def _workplace(out: Path) -> Iterator[Path]:
    """A folder on the file system of `out` that is removed in the end; what a killed build has left goes as well."""
    near = next(path for path in out.absolute().parents if path.exists()).resolve()
    prefix = f".{out.name}.build-"
    with ExitStack() as stack:
        with _held(near, fcntl.LOCK_EX):  # nobody else takes away what has only just been made
            for left in (path for path in near.iterdir() if path.name.startswith(prefix)):
                # another build may end, and take its folder away, at any moment
                with suppress(FileNotFoundError), _held(left, fcntl.LOCK_EX | fcntl.LOCK_NB) as forsaken:
                    if forsaken:
                        shutil.rmtree(left, ignore_errors=True)
            work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=prefix, dir=near)))
            stack.enter_context(_held(work, fcntl.LOCK_EX | fcntl.LOCK_NB))
        yield work


@contextmanager
def _held(folder: Path, how: int) -> Iterator[bool]:
    """Holds a folder, so that other builds leave it alone; False where another one does, or where nothing can be locked (NFS)."""
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        held = False
        with suppress(OSError):
            fcntl.flock(lock, how)
            held = True
        yield held
    finally:
        os.close(lock)


def _refreshed(folder: Path, out: Path, work: Path, memory: Memory) -> Made | None:
    """A draft that starts from the last pack, where that is possible."""
    change = memory.change()
    found = None
    if change is not None and memory.last is not None:
        found = refresh.refreshed(folder, out, work, memory.last, change)
    if found is None:
        memory.last = None
        return None
    made, ids = found
    memory.stale = frozenset(id_[:2] for id_ in ids)
    return made


def _finish(draft: Path, out: Path, pack: Pack, now: int, memory: Memory | None) -> Manifest:
    """Writes the pack's file, row by row and page by page in order, with its manifest."""
    with ThreadPoolExecutor(1) as beside:  # SQLite copies while Python hashes
        copied = beside.submit(_vacuum, draft, out)
        with closing(sqlite3.connect(draft)) as connection:
            digest = content_hash(connection, memory.text_pieces(connection) if memory else None)
        copied.result()
    manifest = _manifest(pack, now, digest)
    text = msgspec.json.encode(manifest, order="deterministic").decode()
    with closing(opened(out)) as connection:
        connection.execute("INSERT INTO manifest (one, json) VALUES (1, ?)", (text,))
    return manifest


def _vacuum(draft: Path, out: Path) -> None:
    with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        connection.execute("VACUUM INTO ?", (str(out),))


def _manifest(pack: Pack, built: int, digest: str) -> Manifest:
    return Manifest(
        format=schema.FORMAT,
        id=pack.id,
        title=pack.title,
        official=pack.official,
        languages=(pack.official, *(tag for tag in pack.languages if tag != pack.official)),
        built=built,
        as_of=pack.as_of,
        zone=pack.zone,
        country=pack.country,
        emergency=pack.emergency,
        content_hash=digest,
        kiosk={key: _setting(value) for key, value in pack.kiosk.items()},
    )


def _setting(value: Any) -> Any:  # noqa: ANN401 (a recommended setting may be anything that TOML has)
    """A recommended setting with the numbers and truth values that its texts stand for."""
    if isinstance(value, Mapping):
        return {key: _setting(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_setting(item) for item in value]
    if value in {"true", "false"}:
        return value == "true"
    if re.fullmatch(r"-?\d{1,15}", value):
        return int(value)
    if re.fullmatch(r"-?\d{1,15}\.\d{1,15}", value):
        return float(value)
    return value
