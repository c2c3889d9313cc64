"""Search that forgives: stages from what was typed as it is to what may have been meant, each below the one before.

A stage runs only while there is room. The first two look into titles and keywords in the visitor's language and take a
fraction of a millisecond: they answer within a key stroke. The rest may come from a worker and only ever adds below
(`Search.stages`). ADR 0008 has the stages and what each was measured at. Nothing here remembers what was typed.
"""

from __future__ import annotations

import sqlite3
import time
from math import inf
from typing import TYPE_CHECKING

from kiosk.content.search_found import Found, Hit, Stage
from kiosk.content.search_run import Run
from kiosk.content.search_words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from kiosk.i18n.fallback import Chain

__all__ = ["BUDGET", "FIRST_STAGES", "Found", "Hit", "Search", "Stage"]

LONGEST = 400
"""Characters of a query that are looked at."""

BUDGET = 0.010
"""Seconds: with the time to notice, a query is answered within a frame of the screen."""

STEPS = 2_000
"""Steps of SQLite's machine between two looks at the clock."""

FIRST_STAGES = 2
"""Stages that answer within the key stroke."""


class Search:
    """Searches one index, for one thread; sqlite3.DatabaseError when the file is damaged.

    cancelled: is asked now and then whether nobody waits any more.
    """

    def __init__(self, index: sqlite3.Connection, cancelled: Callable[[], bool] = bool) -> None:
        self.index = index
        self._cancelled = cancelled
        self.tags = tuple(tag for (tag,) in index.execute("SELECT tag FROM language ORDER BY number"))
        self.words = Words(index, self.tags)
        self._until = inf

    def stages(self, query: str, chain: Chain, limit: int, budget: float = BUDGET) -> Generator[Found, None, None]:
        """What each stage adds to those before, best first and at most `limit` in all.

        budget: seconds of this thread's time after which what is being read is given up; the first two stages have `BUDGET` at least.
        """
        run = Run(self, query[:LONGEST], chain, limit)
        if not run.words or limit <= 0:
            return
        begun = time.thread_time()
        self._until = begun + max(budget, BUDGET)
        self.index.set_progress_handler(self.late, STEPS)
        try:
            yield from self._each(run, begun + budget)
        finally:
            self.index.set_progress_handler(None, 0)

    def _each(self, run: Run, until: float) -> Iterator[Found]:
        stages = (
            *(run.title, run.keyword, run.keyboard, run.latin, run.elsewhere),
            *(run.corrected, run.abroad, run.far, run.partly),
        )
        for place, stage in enumerate(stages):
            if place == FIRST_STAGES:
                self._until = until
            if place >= FIRST_STAGES and (run.room <= 0 or self.late()):
                return
            try:
                found = stage()
            except sqlite3.OperationalError:
                if not self.late():
                    raise
                return
            yield found

    def rows(self, statement: str, *values: object) -> list[int]:
        """The rowids that a statement gives."""
        return [row for (row,) in self.index.execute(statement, values)]

    def late(self) -> bool:
        """Whether the time for this query is up, or nobody waits for it."""
        return time.thread_time() > self._until or self._cancelled()
