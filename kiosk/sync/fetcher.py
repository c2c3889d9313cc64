"""tuf's way to files, on our transport: metadata and packs take the same road.

Metadata is small and stays in memory; tuf's own way would go through the system's temporary folder.
"""

from __future__ import annotations

from contextlib import contextmanager
from io import BytesIO
from typing import IO, TYPE_CHECKING

from tuf.api.exceptions import DownloadHTTPError, DownloadLengthMismatchError
from tuf.ngclient.fetcher import FetcherInterface

from kiosk.errors import TransportError
from kiosk.transport.causes import DENIED, MISSING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.transport.origin import Origin

HTTP = {MISSING: 404, DENIED: 403}
"""What tells tuf that there is no newer root; a store that may not be listed says 403 for what is not there."""


class OriginFetcher(FetcherInterface):
    """Fetches from an origin; URLs are paths in it."""

    def __init__(self, origin: Origin) -> None:
        self._origin = origin

    @contextmanager
    def download_file(self, url: str, max_length: int) -> Iterator[IO[bytes]]:
        """A file of at most `max_length` bytes; DownloadLengthMismatchError for a longer one."""
        data = bytearray()
        for piece in self._fetch(url):
            data += piece
            if len(data) > max_length:
                message = f"{url} is longer than {max_length} bytes"
                raise DownloadLengthMismatchError(message)
        yield BytesIO(data)

    def _fetch(self, url: str) -> Iterator[bytes]:
        try:
            yield from self._origin.get(url)
        except TransportError as error:
            if error.cause in HTTP:
                raise DownloadHTTPError(str(error), HTTP[error.cause]) from error
            raise
