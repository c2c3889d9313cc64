"""Rows on their way: framed, batched by column, compressed; read back with a cap on everything.

A stream is one zstd frame that holds records: four bytes of length (little endian), then a MessagePack array. A batch of
rows goes column by column, since ids beside ids and dates beside dates compress better than rows do.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

import msgspec
import zstandard

from kiosk.errors import PackError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Value: TypeAlias = str | int | float | bytes | None
Row: TypeAlias = tuple[Value, ...]
Record: TypeAlias = list[Any]

BATCH_ROWS = 2000
BATCH_BYTES = 1 << 20
"""A batch is closed when it has so many rows, or so many bytes of text."""

LARGEST_RECORD = 64 << 20
"""A record is one batch; one row with a picture may be larger than BATCH_BYTES."""

LARGEST_WINDOW = 1 << 27
"""Bytes of memory that a reader grants zstd."""

_LENGTH = struct.Struct("<I")


class Writer:
    """Writes records to `target`; `close()` ends the frame, `unpacked` is then the length before compression."""

    def __init__(self, target: BinaryIO, level: int) -> None:
        parameters = zstandard.ZstdCompressionParameters.from_level(level, window_log=24, enable_ldm=True)
        self._stream = zstandard.ZstdCompressor(compression_params=parameters).stream_writer(target, closefd=False)
        self.unpacked = 0

    def write(self, record: Record) -> None:
        """One record; PackError when it is larger than a reader takes."""
        data = msgspec.msgpack.encode(record)
        if len(data) > LARGEST_RECORD:
            message = f"a row of {len(data) >> 20} MB is too large to be sent; make its picture smaller"
            raise PackError(message)
        self._stream.write(_LENGTH.pack(len(data)) + data)
        self.unpacked += _LENGTH.size + len(data)

    def batches(self, head: Record, rows: Iterable[Row]) -> None:
        """Rows of one kind as records that begin with `head`; no record for no rows."""
        some: list[Row] = []
        size = 0
        for row in rows:
            some.append(row)
            size += sum(len(value) for value in row if isinstance(value, (str, bytes)))
            if len(some) == BATCH_ROWS or size >= BATCH_BYTES:
                self.write([*head, list(zip(*some, strict=True))])
                some, size = [], 0
        if some:
            self.write([*head, list(zip(*some, strict=True))])

    def close(self) -> None:
        """Ends the frame."""
        self._stream.close()  # type: ignore[no-untyped-call] # the package's own gap


def records(source: BinaryIO, unpacked: int) -> Iterator[Record]:
    """The records of a stream that unpacks to `unpacked` bytes, neither more nor less; PackError when it does not."""
    left = unpacked
    try:
        with zstandard.ZstdDecompressor(max_window_size=LARGEST_WINDOW).stream_reader(source, closefd=False) as stream:
            while left:
                (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
                left -= _LENGTH.size + length
                if length > LARGEST_RECORD or left < 0:
                    message = "it unpacks to more than was signed"
                    raise PackError(message)
                yield msgspec.msgpack.decode(_exactly(stream, length), type=list[Any])
            if stream.read(1):
                message = "it unpacks to more than was signed"
                raise PackError(message)
    except (zstandard.ZstdError, msgspec.MsgspecError, RecursionError) as error:
        message = f"the rows cannot be read ({error})"
        raise PackError(message) from error


def rows(columns: list[list[Any]]) -> Iterator[Row]:
    """The rows of a batch."""
    return zip(*columns, strict=True)


def _exactly(stream: zstandard.ZstdDecompressionReader, length: int) -> bytes:
    pieces = []
    while length:
        piece = stream.read(min(length, 1 << 20))
        if not piece:
            message = "the rows end too early"
            raise PackError(message)
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)
