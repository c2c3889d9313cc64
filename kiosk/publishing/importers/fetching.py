"""Reads what an importer is pointed at: a file, a folder, or an address, each with a limit to what may come.

An address is read with Python's own client: http and https, no other scheme, no file on this machine. Errors are
`SourceError` with one sentence.
"""

from __future__ import annotations

import gzip
import urllib.error
import urllib.request
import zlib
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from kiosk.errors import SourceError

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator
    from pathlib import Path

LARGEST = 200_000_000
"""Bytes of one file or answer after it is unpacked."""

PATIENCE = 30.0
"""Seconds for which an answer is waited for."""


def is_address(source: str) -> bool:
    """Whether SRC is an address on the web."""
    return source.startswith(("http://", "https://"))


def content(path: Path) -> bytes:
    """A file's bytes, unpacked when it is gzipped."""
    try:
        with path.open("rb") as file:
            zipped = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            return _limited(gzip.GzipFile(fileobj=file) if zipped else file, str(path))
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(f"{path} cannot be read ({reason}); see whether it is whole and who may read it") from error


def files(source: Path, *suffixes: str) -> tuple[Path, ...]:
    """The files of a folder with one of the endings, in order, or the file itself.

    Raises SourceError for none, and for a link that leads out of the folder: somebody else's folder must not bring in
    what lies elsewhere on this machine.
    """
    try:
        if source.is_file():
            return (source,)
        found = tuple(sorted(path for path in source.rglob("*") if path.is_file() and _wanted(path, suffixes)))
    except OSError as error:
        raise SourceError(f"{source} cannot be read ({error.strerror}); see who may read it") from error
    if not found:
        what = "is not there" if not source.exists() else f"has no file that ends in {' or '.join(suffixes)}"
        raise SourceError(f"{source} {what}; name the file or the folder that the other system gave you")
    home = source.resolve()
    for path in found:
        if path.is_symlink() and not path.resolve().is_relative_to(home):
            raise SourceError(f"{path} is a link that leads out of {source}; put the file itself there")
    return found


def _wanted(path: Path, suffixes: tuple[str, ...]) -> bool:
    name = path.name.lower().removesuffix(".gz")
    return name.endswith(suffixes) and not path.name.startswith((".", "~"))


def answer(address: str, largest: int = LARGEST) -> bytes:
    """What a web server says; raises SourceError, and FileNotFoundError when it says that there is nothing."""
    parts = urlsplit(address)
    host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    safe = urlunsplit((parts.scheme, host, quote(parts.path, safe="/%:@$&'()*+,;=~"), parts.query, ""))
    if not is_address(safe):
        raise SourceError(
            f"{address} is not a web address; write all of it, as https://cms.example.org/api/v3/city/de/"
        )
    request = urllib.request.Request(safe, headers={"User-Agent": "kiosk", "Accept": "*/*"})  # noqa: S310 (as below)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:  # noqa: S310 (http and https, seen above)
            return _limited(response, address, largest)
    except urllib.error.HTTPError as error:
        with error:
            if error.code in {404, 410}:
                raise FileNotFoundError(address) from error
            raise SourceError(
                f"{address} answers {error.code} ({error.reason}); open it in a browser to see why"
            ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise SourceError(f"{address} does not answer ({reason}); see whether this machine reaches it") from error


def _limited(stream: io.BufferedIOBase | gzip.GzipFile, name: str, largest: int = LARGEST) -> bytes:
    data = stream.read(largest + 1)
    if len(data) > largest:
        raise SourceError(f"{name} has more than {largest // 1_000_000} MB; give it in parts")
    return data


def lines(data: bytes, name: str) -> Iterator[str]:
    """A text's lines, whatever ends them."""
    yield from text(data, name).replace("\r\n", "\n").replace("\r", "\n").split("\n")


def reason(error: Exception) -> str:
    """What a library says of a text that it cannot read, on one short line, in words of people who know no Python."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if "int_max_str_digits" in str(error):
        return "a number in it has thousands of digits"
    return " ".join(str(error).split())[:160] or type(error).__name__


def text(data: bytes, name: str) -> str:
    """UTF-8, with or without a byte order mark, or UTF-16 with one; raises SourceError for anything else."""
    wide = data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff"))
    if wide or (data.count(0) * 4 > len(data) and not data.startswith((b"\xff\xfe", b"\xfe\xff"))):
        raise SourceError(f"{name} is no text, or one in UTF-16 or UTF-32 that does not say so; save it again as UTF-8")
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise SourceError(f"{name}:{row}: this is not UTF-8; save the file again with the encoding UTF-8") from error
