"""The pictures of a source folder: `media/FILE`, which texts show as `![what it shows](media/FILE)`.

A pack keeps a picture under the hash of its bytes, so that it travels once, and its texts name it `media:HASH`. Only
what every screen and the paper can draw is taken: PNG, JPEG and GIF, told by their bytes and not by their names.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from kiosk.domain.picture import Picture
from kiosk.publishing.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LARGEST = 5_000_000
"""Bytes of one picture."""

MOST_PIXELS = 40_000_000
"""Pixels of one picture: what takes 160 MB when it is drawn."""

SHOWN = re.compile(r"(!\[(?:[^\]\\]|\\.)*\]\()<?(?P<file>media/[^)\s>]+)>?(?P<end>[^)]*\))")
"""A picture of the folder in a Markdown text."""

_MARK = 0xFF
"""What begins a marker of a JPEG file."""

_FRAME = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""JPEG markers (ITU-T T.81, table B.1) that begin a frame: the picture's size stands behind them."""

_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
"""JPEG markers that have no segment behind them."""


def picture(data: bytes) -> Picture:
    """Reads what a picture says of itself; raises ValueError, in one sentence, for what is none, is not whole or is too large."""
    if len(data) > LARGEST:
        raise ValueError(f"this picture has more than {LARGEST // 1_000_000} MB; save a smaller copy")
    kind, width, height = _described(data)
    if not kind or not width or not height:
        raise ValueError("this is not a PNG, JPEG or GIF picture; save it as one of these")
    if width * height > MOST_PIXELS:
        raise ValueError(f"this picture has {width} by {height} pixels; save a smaller copy")
    if not _WHOLE[kind](data):
        raise ValueError("this picture is cut off or damaged; save it again")
    return Picture(data, kind, width, height)


def read(folder: Path, findings: list[Finding]) -> dict[str, Picture]:
    """The pictures of `media/` by the name that texts use; what is none goes to `findings`."""
    pictures = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith((".", "~"))):
        try:
            size = path.stat().st_size
            data = path.read_bytes() if size <= LARGEST else bytes(LARGEST + 1)
            pictures[f"media/{path.relative_to(folder).as_posix()}"] = picture(data)
        except ValueError as error:
            findings.append(Finding(path, 1, str(error)))
        except OSError as error:
            findings.append(Finding(path, 1, f"the picture cannot be read ({error.strerror}); see who may read it"))
    return pictures


def by_hash(text: str, pictures: Mapping[str, Picture]) -> str:
    """The Markdown text with the pictures of the folder named as in a pack."""

    def named(match: re.Match[str]) -> str:
        shown = pictures.get(match["file"])
        return f"{match[1]}media:{shown.hash}{match['end']}" if shown else match[0]

    return SHOWN.sub(named, text)


def _described(data: bytes) -> tuple[str, int, int]:
    """Media type, width and height; '' and noughts for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR":
        return "image/png", int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif", int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg", *_jpeg_size(data)
    return "", 0, 0


def _png_is_whole(data: bytes) -> bool:
    """Whether all chunks up to the last one (PNG, 5.3) are there, with pixels among them, and say what they said."""
    at, pixels = len(b"\x89PNG\r\n\x1a\n"), False
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        if end > len(data) or zlib.crc32(data[at + 4 : end - 4]) != int.from_bytes(data[end - 4 : end], "big"):
            return False
        if kind == b"IEND":
            return pixels
        pixels = pixels or kind == b"IDAT"
        at = end
    return False


def _jpeg_is_whole(data: bytes) -> bool:
    """Whether a scan begins and the picture ends after it (ITU-T T.81, B.2.1)."""
    return 0 < data.find(b"\xff\xda") < data.rfind(b"\xff\xd9")


def _gif_is_whole(data: bytes) -> bool:
    """Whether there is an image, and the trailer behind it (GIF89a, 20 and 27)."""
    return b"," in data[13:] and data.rstrip(b"\0").endswith(b";")


_WHOLE = {"image/png": _png_is_whole, "image/jpeg": _jpeg_is_whole, "image/gif": _gif_is_whole}


def _jpeg_size(data: bytes) -> tuple[int, int]:
    at = len(b"\xff\xd8")
    while at + 9 <= len(data) and data[at] == _MARK:
        marker = data[at + 1]
        if marker == _MARK:
            at += 1
        elif marker in _FRAME:
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        else:
            at += 2 if marker in _BARE else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return 0, 0
