"""The later stages of a search in a thread of their own: the next key cancels them, and they only ever add below."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from kiosk.content.search import FIRST_STAGES, Search
from kiosk.packs import index

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.content.search import Found
    from kiosk.i18n.fallback import Chain

PATIENCE = 0.25
"""Seconds of work after which a search ends; nobody is kept waiting by it."""


class Later:
    """One search that goes on where the first stages ended; a thread that ends by itself.

    tell: called in that thread with what the stages have found, once, unless it was cancelled before.
    """

    def __init__(self, slot: Path, query: str, chain: Chain, limit: int, tell: Callable[[list[Found]], None]) -> None:
        self._slot, self._query, self._chain, self._limit = slot, query, chain, limit
        self._tell = tell
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._run, name="search")
        self._thread.start()

    def cancel(self) -> None:
        """Nobody waits for it any more."""
        self._cancelled.set()

    def join(self) -> None:
        """Waits until the thread has ended."""
        self._thread.join()

    def _run(self) -> None:
        found: list[Found] = []
        connection = index.opened(self._slot)
        # without a written index the screen's own lies in memory, and to build another for each key is too much; where the
        # file is damaged, the screen's own search meets that too and says so
        if connection is not None:
            with closing(connection), suppress(sqlite3.DatabaseError):
                search = Search(connection, self._cancelled.is_set)
                for place, stage in enumerate(search.stages(self._query, self._chain, self._limit, PATIENCE)):
                    if place >= FIRST_STAGES and stage.hits:
                        found.append(stage)
        if not self._cancelled.is_set():
            self._tell(found)
