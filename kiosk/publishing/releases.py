"""Versions of a city's pack in a repository: added, taken back, rolled out to more terminals, and removed when they are old."""

from __future__ import annotations

import json
import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import TargetFile

from kiosk.errors import PublishError
from kiosk.packs import reading
from kiosk.packs.release import LARGEST, LAST, PERCENT, URGENT, Blob, Release, decode, encode, offered, version_at
from kiosk.publishing.delegation import stored_path, target_path
from kiosk.publishing.durable import replacing
from kiosk.publishing.editions import Editions
from kiosk.publishing.repository import ADDING, HIGHEST

if TYPE_CHECKING:
    from tuf.api.metadata import Targets

    from kiosk.publishing.repository import Repository

BACK = (1, 2, 4, 8)
"""From which versions back there is a delta; a terminal that missed more takes the snapshot."""

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Published:
    """A version as it stands; percent: of the terminals that get it; urgent: at the top of the next poll.

    new: false where nothing was published, as this version was there and has what was to be added.
    """

    city: str
    version: int
    percent: int
    urgent: bool
    release: Release
    new: bool = True


def published(repository: Repository, city: str) -> list[Published]:
    """A city's versions, oldest first."""
    found = []
    for path, target in repository.targets_of(city).targets.items():
        version = version_at(path, city)
        if version is not None:
            found.append(Published(city, version, *offered(target.custom), _release(repository, path, target)))
    return sorted(found, key=lambda each: each.version)


def add(repository: Repository, packs: tuple[Path, ...], percent: int = WHOLE, *, again: bool = False) -> Published:
    """Publishes packs as the next version of their city; more than one: the same content in several formats.

    What the newest version has already is not published once more, unless `again` says so. PackError for a damaged pack,
    PublishError for packs that do not belong together. Nothing is published then.
    """
    cities = {reading.verify(pack).id for pack in packs}
    if len(cities) != 1:
        message = f"packs of {' and '.join(sorted(cities))} cannot be one version; add each by itself"
        raise PublishError(message)
    (city,) = cities
    with repository.alone(), tempfile.TemporaryDirectory(dir=repository.folder, prefix=ADDING) as folder:
        newest = published(repository, city)[-1:]
        given = sorted(_said(reading.manifest(each)) for each in packs)
        if newest and not again and _content(newest[0].release) == given:
            return replace(newest[0], new=False)
        return _publish(repository, city, packs, Path(folder), percent=percent, urgent=False)


def _content(release: Release) -> list[str]:
    """What a release says and shows, edition by edition, to be compared."""
    return sorted(_said(edition.manifest) for edition in release.editions)


def _said(manifest: bytes | str) -> str:
    """A manifest, which names its rows by their hash, without its number and the moment at which it was built."""
    said = json.loads(manifest)
    return json.dumps({name: said[name] for name in said if name not in {"version", "built"}}, sort_keys=True)


def withdraw(repository: Repository, city: str, version: int) -> Published | None:
    """Takes a version back: no terminal gets it any more, and those that have it get the content before, at once.

    Gives the new version that does so; None when a newer one, for all terminals, is there already.
    """
    with repository.alone():
        return _withdraw(repository, city, version)


def _withdraw(repository: Repository, city: str, version: int) -> Published | None:
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
    with tempfile.TemporaryDirectory(dir=repository.folder, prefix=ADDING) as folder:
        packs = []
        for number, edition in enumerate(others[-1].release.editions):
            packs.append(Path(folder) / f"{number}.pack")
            Editions(repository.folder, Path(folder)).rebuilt(edition, packs[-1])
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
    with repository.alone():
        return _prune(repository, keep)


def _prune(repository: Repository, keep: int) -> list[Path]:
    for city in repository.cities():
        known = published(repository, city)
        whole = [each.version for each in known if each.percent == WHOLE][-1:]
        old = [each.version for each in known[: max(0, len(known) - keep)] if each.version not in whole]
        if old:

            def edit(targets: Targets, city: str = city, old: list[int] = old) -> None:
                for version in old:
                    _forget(targets, city, version)

            repository.publish(city, edit)
    repository.metadata.tidy()
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
            if version_at(path, city) is None:
                continue
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
    version = _next(repository, city, known)
    bases = [(each.version, each.release) for each in reversed(known) if version - each.version in BACK]
    maker = Editions(repository.folder, folder)
    editions = tuple(maker.made(pack, version, bases) for pack in packs)
    if len({each.format for each in editions}) != len(editions):
        message = "two of the packs have the same format; add one pack a format"
        raise PublishError(message)
    release = Release(city=city, version=version, editions=editions)
    target = _written(repository, release)
    target.unrecognized_fields["custom"] = {PERCENT: percent, URGENT: urgent}

    def edit(targets: Targets) -> None:
        targets.targets[target.path] = target
        targets.unrecognized_fields[HIGHEST] = version
        if instead_of is not None:
            _forget(targets, city, instead_of)

    repository.publish(city, edit)
    return Published(city, version, percent, urgent, release)


def _next(repository: Repository, city: str, known: list[Published]) -> int:
    """The number after all that a city has ever given."""
    ever = repository.targets_of(city).unrecognized_fields.get(HIGHEST, 0)
    version = max([ever if isinstance(ever, int) else 0, *(each.version for each in known)]) + 1
    if version > LAST:
        message = f"somebody else has counted the versions of {city} up to the last that there is; bring {repository.folder} back from a copy that you trust"
        raise PublishError(message)
    return version


def _written(repository: Repository, release: Release) -> TargetFile:
    """Writes the list of a version to where it lies in the repository; gives what is signed of it."""
    data = encode(release)
    if len(data) > LARGEST:
        message = f"a version has {len(data) / 1e6:.0f} MB of names of pictures, and terminals read {LARGEST / 1e6:.0f} MB; take some out"
        raise PublishError(message)
    path = target_path(release.city, release.version)
    target = TargetFile.from_data(path, data, ["sha256"])
    where = repository.folder / stored_path(path, target)
    where.parent.mkdir(parents=True, exist_ok=True)
    with replacing(where) as temporary:
        temporary.write_bytes(data)
    return target


def _release(repository: Repository, path: str, target: TargetFile) -> Release:
    if "sha256" not in target.hashes:
        message = f"{path} is signed without a SHA-256; bring the repository back from a copy that you trust"
        raise PublishError(message)
    where = repository.folder / stored_path(path, target)
    try:
        data = where.read_bytes()
    except OSError as error:
        message = f"{where}: {error.strerror}; bring the repository back from where it was published"
        raise PublishError(message) from error
    try:
        target.verify_length_and_hashes(data)
    except RepositoryError as error:
        message = f"{where} is not the file that was signed; bring the repository back from a copy that you trust"
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
