"""Finds in a large catalogue what belongs to some records, without reading the rest of it as entries.

Only files in the form of gettext's tools, with an entry a block and the name of its text in one line, are gone through in
this way; OtherError for any other. An entry's *owner* is the slug that its `msgctxt` begins with, up to the first point:
`s3` of `evidence/s3.1/name/0`, `service-s3` of `phone/service-s3.1/label/0` (`kiosk.publishing.naming`).
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from kiosk.publishing import po

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from kiosk.publishing.po import Entry

HEADER = ""
"""The owner under which a file's header is digested."""

_CONTEXT = re.compile(rb'^msgctxt "[a-z_]+/([a-z0-9_-]+)[./]', re.MULTILINE)
_OBSOLETE = re.compile(rb"(?:#~[^\n]*\n?)*")


def digests(data: bytes) -> dict[str, str]:
    """A digest of all entries of each owner of a catalogue; raises OtherError."""
    header, *blocks = data.rstrip(b"\n").split(b"\n\n")
    found = {HEADER: hashlib.blake2b(header, digest_size=8)}
    for block in blocks:
        owners = _CONTEXT.findall(block)
        if len(owners) != 1 or block.count(b"\nmsgctxt ") + block.startswith(b"msgctxt ") != 1:
            if _OBSOLETE.fullmatch(block):
                continue
            raise po.OtherError
        owner = owners[0].decode()
        if owner not in found:
            found[owner] = hashlib.blake2b(digest_size=8)
        found[owner].update(block.strip(b"\n") + b"\n\n")
    return {owner: digest.hexdigest() for owner, digest in found.items()}


def records(owner: str) -> Iterator[str]:
    """The slugs of all records that an owner may stand for: `service-s3` is a part of `s3`, or of a record so named."""
    while owner:
        yield owner
        owner = owner.partition("-")[2]


def select(path: Path, slugs: Collection[str]) -> tuple[Entry, ...]:
    """The entries about some records, and perhaps a few more, of a file of which `digests` are known.

    Raises OtherError, and FindingsError as `kiosk.publishing.po.read` does.
    """
    data = path.read_bytes()
    return po.some(path, data.partition(b"\n\n")[0].rstrip(b"\n") + b"\n", _blocks(data, frozenset(slugs)))


def _blocks(data: bytes, slugs: frozenset[str]) -> Iterator[tuple[int, bytes]]:
    chosen: dict[bytes, bool] = {}
    line, counted = 1, 0
    for match in _CONTEXT.finditer(data):
        owner = match[1]
        if owner not in chosen:
            chosen[owner] = not slugs.isdisjoint(records(owner.decode()))
        if not chosen[owner]:
            continue
        start = data.rfind(b"\n\n", 0, match.start()) + 2
        end = data.find(b"\n\n", match.end())
        line += data.count(b"\n", counted, start)
        counted = start
        yield line, data[start : end + 2 if end >= 0 else None]
