"""How versions and roles of a repository are shown: as tables and sentences, or as values for JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from kiosk.publishing.releases import Published
    from kiosk.publishing.repository import Repository


def standing(repository: Repository) -> list[dict[str, object]]:
    """Every role with its version and expiry."""
    return [
        {"role": role.name, "version": role.version, "expires": role.expires.isoformat()}
        for role in repository.standing()
    ]


def described(version: Published) -> dict[str, object]:
    """A version with the sizes of all that belongs to it, in bytes."""
    return {
        "city": version.city,
        "version": version.version,
        "percent": version.percent,
        "urgent": version.urgent,
        "editions": [
            {
                "format": list(edition.format),
                "content_hash": edition.content_hash,
                "snapshot": edition.snapshot.length,
                "deltas": {str(delta.version): delta.length for delta in edition.deltas},
                "media": sum(blob.length for blob in edition.media),
            }
            for edition in version.release.editions
        ],
    }


def sentence(version: Published) -> str:
    """A version that was made, in one sentence."""
    (newest, *_older) = version.release.editions
    deltas = ", ".join(f"{size(delta.length)} from version {delta.version}" for delta in newest.deltas) or "none"
    return f"{version.city} version {version.version} for {version.percent} %: snapshot {size(newest.snapshot.length)}, deltas: {deltas}."


def print_versions(versions: list[Published]) -> None:
    """A table of versions, a row for each format; of the deltas the one from the version before."""
    table = Table(box=SIMPLE_HEAD, padding=0, pad_edge=False)
    table.add_column("city", overflow="fold")  # a name that was cut could be another city's
    for name in ("version", "share", "format", "as of", "snapshot", "delta", "pictures"):
        table.add_column(name, no_wrap=True)
    for each in versions:
        for edition in each.release.editions:
            table.add_row(
                each.city,
                str(each.version),
                f"{each.percent} %{' urgent' if each.urgent else ''}",
                ".".join(map(str, edition.format)),
                str(json.loads(edition.manifest).get("as_of", "")),
                size(edition.snapshot.length),
                size(edition.deltas[0].length) if edition.deltas else "-",
                size(sum(blob.length for blob in edition.media)),
            )
    Console(highlight=False).print(table)


def print_roles(repository: Repository) -> None:
    """A table of roles, and how long each one's signature still lasts."""
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("role", overflow="fold")
    for name in ("version", "expires", ""):
        table.add_column(name, no_wrap=True)
    for role in repository.standing():
        days = (role.expires - datetime.now(UTC)).days
        said = "EXPIRED: terminals do not update" if days < 0 else f"in {days} days"
        table.add_row(role.name, str(role.version), f"{role.expires:%Y-%m-%d}", said)
    Console(highlight=False).print(table)


def size(length: int) -> str:
    """A length in bytes as people say it."""
    for unit, name in ((1_000_000, "MB"), (1_000, "kB")):
        if length >= unit:
            return f"{length / unit:.1f} {name}"
    return f"{length} B"
