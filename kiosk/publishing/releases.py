"""Versions of a city's pack in a repository: added, taken back, rolled out to more terminals, and removed when they are old."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tuf.api.metadata import TargetFile

from kiosk.errors import PackError, PublishError
from kiosk.packs import delta, reading
from kiosk.packs.hash import content_hash
from kiosk.packs.release import Blob, Delta, Edition, Release, decode, encode
from kiosk.publishing.durable import replacing
from kiosk.publishing.repository import HIGHEST, stored_path, target_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tuf.api.metadata import Targets

    from kiosk.publishing.repository import Repository

BACK = (1, 2, 4, 8)
"""From which versions back there is a delta; a terminal that missed more takes the snapshot."""

SNAPSHOT_LEVEL = 12
DELTA_LEVEL = 19
"""zstd's: a delta is small and read by every terminal, a snapshot is large and read once."""

WHOLE = 100
PERCENT, URGENT = "percent", "urgent"
"""Fields of ours in a target's `custom`."""


@dataclass(frozen=True, slots=True)
class Published:
    """A version as it stands; percent: of the terminals that get it; urgent: at the top of the next poll."""

    city: str
    version: int
    percent: int
    urgent: bool
    release: Release


def published(repository: Repository, city: str) -> list[Published]:
    """A city's versions, oldest first."""
    found = []
    for path, target in repository.targets_of(city).targets.items():
        version = int(path.split("/")[1])
        custom = target.custom or {}
        release = _release(repository, path, target)
        found.append(Published(city, version, int(custom.get(PERCENT, WHOLE)), bool(custom.get(URGENT)), release))
    return sorted(found, key=lambda each: each.version)


def add(repository: Repository, packs: tuple[Path, ...], percent: int = WHOLE) -> Published:
    """Publishes packs as the next version of their city; more than one: the same content in several formats.

    PackError for a damaged pack, PublishError for packs that do not belong together. Nothing is published then.
    """
    cities = {reading.verify(pack).id for pack in packs}
    if len(cities) != 1:
        message = f"packs of {' and '.join(sorted(cities))} cannot be one version; add each by itself"
        raise PublishError(message)
    (city,) = cities
    repository.targets_of(city)
    with tempfile.TemporaryDirectory(dir=repository.folder, prefix=".adding-") as folder:
        return _publish(repository, city, packs, Path(folder), percent=percent, urgent=False)


def withdraw(repository: Repository, city: str, version: int) -> Published | None:
    """Takes a version back: no terminal gets it any more, and those that have it get the content before, at once.

    Gives the new version that does so; None when a newer one, for all terminals, is there already.
    """
    known = published(repository, city)
    if version not in {each.version for each in known}:
        message = f"{city} has no version {version}, but {', '.join(str(each.version) for each in known) or 'none'}"
        raise PublishError(message)
    others = [each for each in known if each.version != version and each.percent == WHOLE]
    if any(each.version > version for each in others):
        repository.publish(city, lambda targets: _forget(targets, city, version))
        return None
    if not others:
        message = f"version {version} is the only one that all terminals get; add the pack that is to replace it"
        raise PublishError(message)
    with tempfile.TemporaryDirectory(dir=repository.folder, prefix=".adding-") as folder:
        packs = []
        for number, edition in enumerate(others[-1].release.editions):
            packs.append(Path(folder) / f"{number}.pack")
            _rebuilt(repository, edition, packs[-1])
        return _publish(repository, city, tuple(packs), Path(folder), percent=WHOLE, urgent=True, instead_of=version)


def roll_out(repository: Repository, city: str, version: int, percent: int) -> None:
    """Gives a version to more of the terminals, or to fewer."""

    def edit(targets: Targets) -> None:
        target = targets.targets.get(target_path(city, version))
        if target is None:
            message = f"{city} has no version {version}; `kiosk publish status` lists them"
            raise PublishError(message)
        target.unrecognized_fields["custom"] = (target.custom or {}) | {PERCENT: percent}

    repository.publish(city, edit)


def prune(repository: Repository, keep: int) -> list[Path]:
    """Removes all but the newest `keep` versions of each city, and what only they needed; gives the files removed.

    The newest version that all terminals get stays in any case.
    """
    for city in repository.cities():
        known = published(repository, city)
        whole = [each.version for each in known if each.percent == WHOLE][-1:]
        old = [each.version for each in known[: max(0, len(known) - keep)] if each.version not in whole]
        if old:

            def edit(targets: Targets, city: str = city, old: list[int] = old) -> None:
                for version in old:
                    _forget(targets, city, version)

            repository.publish(city, edit)
    repository.tidy()
    kept = set(files(repository))
    removed = []
    for part in ("blobs", "targets"):
        for path in sorted((repository.folder / part).rglob("*.*" if part == "targets" else "*")):
            if path.is_file() and str(path.relative_to(repository.folder)) not in kept:
                path.unlink()
                removed.append(path)
                with suppress(OSError):  # others may lie in it
                    path.parent.rmdir()
    return removed


def files(repository: Repository) -> dict[str, Blob]:
    """Everything that the versions of all cities need, by path in the repository, blobs before the lists of them."""
    blobs: dict[str, Blob] = {}
    lists: dict[str, Blob] = {}
    for city in repository.cities():
        for path, target in repository.targets_of(city).targets.items():
            for edition in _release(repository, path, target).editions:
                blobs |= {blob.path: blob for blob in edition.blobs()}
            lists[stored_path(path, target)] = Blob(sha256=target.hashes["sha256"], length=target.length)
    return blobs | lists


def _publish(
    repository: Repository,
    city: str,
    packs: tuple[Path, ...],
    folder: Path,
    *,
    percent: int,
    urgent: bool,
    instead_of: int | None = None,
) -> Published:
    known = published(repository, city)
    ever = repository.targets_of(city).unrecognized_fields.get(HIGHEST, 0)
    version = max([ever, *(each.version for each in known)]) + 1
    bases = [each for each in known if version - each.version in BACK]
    editions = tuple(_edition(repository, pack, version, bases, folder) for pack in packs)
    if len({each.format for each in editions}) != len(editions):
        message = "two of the packs have the same format; add one pack a format"
        raise PublishError(message)
    release = Release(city=city, version=version, editions=editions)
    data = encode(release)
    path = target_path(city, version)
    target = TargetFile.from_data(path, data, ["sha256"])
    target.unrecognized_fields["custom"] = {PERCENT: percent, URGENT: urgent}
    where = repository.folder / stored_path(path, target)
    where.parent.mkdir(parents=True, exist_ok=True)
    with replacing(where) as temporary:
        temporary.write_bytes(data)

    def edit(targets: Targets) -> None:
        targets.targets[path] = target
        targets.unrecognized_fields[HIGHEST] = version
        if instead_of is not None:
            _forget(targets, city, instead_of)

    repository.publish(city, edit)
    return Published(city, version, percent, urgent, release)


def _edition(repository: Repository, pack: Path, version: int, bases: list[Published], folder: Path) -> Edition:
    """A pack as blobs: its snapshot, its pictures, and a delta from each base that has its format."""
    own = folder / f"own-{len(list(folder.iterdir()))}.pack"
    shutil.copyfile(pack, own)
    manifest = reading.verify(own, called=pack)
    said = json.loads(reading.manifest(own)) | {"version": version}
    pictures = []
    for name, data in delta.media(own):
        _stored(repository, partial(_write_bytes, data))
        pictures.append(Blob(sha256=name, length=len(data)))
    deltas = []
    for base in reversed(bases):
        edition = base.release.readable(*manifest.format)
        if edition is not None:
            made = _delta(repository, edition, base.version, own, folder)
            if made is not None:
                deltas.append(made)
    return Edition(
        format=manifest.format,
        content_hash=manifest.content_hash,
        manifest=json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
        snapshot=_rows(repository, None, own, SNAPSHOT_LEVEL),
        deltas=tuple(deltas),
        media=tuple(pictures),
    )


def _delta(repository: Repository, edition: Edition, version: int, after: Path, folder: Path) -> Delta | None:
    """A delta that was tried: applied to the rows it is for, it gives the ones it should. None when it does not."""
    before = folder / f"before-{version}.pack"
    if not before.exists():
        _rebuilt(repository, edition, before)
    blob = _rows(repository, before, after, DELTA_LEVEL)
    tried = folder / "tried.pack"
    shutil.copyfile(before, tried)
    try:
        with (repository.folder / blob.path).open("rb") as source:
            delta.apply(source, blob.unpacked, tried, b"{}", _pictures(repository))
        with closing(reading.connect(tried)) as one, closing(reading.connect(after)) as other:
            same = content_hash(one) == content_hash(other)
    except (PackError, sqlite3.Error):
        same = False
    if not same:
        return None
    return Delta(
        sha256=blob.sha256, length=blob.length, unpacked=blob.unpacked, base=edition.content_hash, version=version
    )


def _rebuilt(repository: Repository, edition: Edition, target: Path) -> None:
    """A published pack as a file again."""
    with (repository.folder / edition.snapshot.path).open("rb") as source:
        delta.apply(source, edition.snapshot.unpacked, target, edition.manifest.encode(), _pictures(repository))


def _pictures(repository: Repository) -> Callable[[str], bytes]:
    return lambda name: (repository.folder / "blobs" / name).read_bytes()


def _rows(repository: Repository, before: Path | None, after: Path, level: int) -> Blob:
    unpacked = 0

    def write(target: Path) -> None:
        nonlocal unpacked
        with target.open("wb") as out:
            unpacked = delta.make(before, after, out, level)

    sha256, length = _stored(repository, write)
    return Blob(sha256=sha256, length=length, unpacked=unpacked)


def _write_bytes(data: bytes, target: Path) -> None:
    target.write_bytes(data)


def _stored(repository: Repository, write: Callable[[Path], object]) -> tuple[str, int]:
    """Writes a blob, named by what it holds; gives SHA-256 and length."""
    blobs = repository.folder / "blobs"
    with _temporary(blobs) as temporary:
        write(temporary)
        with temporary.open("rb") as source:
            digest = hashlib.file_digest(source, "sha256").hexdigest()
        length = temporary.stat().st_size
        if not (blobs / digest).exists():
            with replacing(blobs / digest) as target:
                shutil.copyfile(temporary, target)
    return digest, length


@contextmanager
def _temporary(folder: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".adding-") as made:
        yield Path(made) / "blob"


def _release(repository: Repository, path: str, target: TargetFile) -> Release:
    where = repository.folder / stored_path(path, target)
    try:
        data = where.read_bytes()
    except OSError as error:
        message = f"{where}: {error.strerror}; bring the repository back from where it was published"
        raise PublishError(message) from error
    return decode(data, str(where))


def _forget(targets: Targets, city: str, version: int) -> None:
    targets.targets.pop(target_path(city, version), None)


def of_city(repository: Repository, city: str | None) -> str:
    """The city that is meant, where a repository carries one; PublishError where it has to be named."""
    cities = repository.cities()
    if city is not None:
        return city
    if len(cities) != 1:
        message = f"{repository.folder} carries {', '.join(cities)}; name one with --city"
        raise PublishError(message)
    return cities[0]
