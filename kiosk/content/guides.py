"""A pack's guide, notices and pictures, as the screens ask for them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kiosk.content.parts import Parts
from kiosk.content.rows import partial
from kiosk.domain.guide import Guide, GuideSummary, Level, Notice
from kiosk.domain.picture import Picture
from kiosk.errors import NotFoundError

if TYPE_CHECKING:
    from datetime import date
    from sqlite3 import Row

    from kiosk.content.reader import Reader
    from kiosk.i18n.fallback import Chain

DEEPEST = 32
"""Levels of a tree that are followed upwards: a pack of somebody else's making could lead in circles."""

_PAGES = """SELECT g.*, (SELECT count(*) FROM guide c WHERE c.parent_id = g.id) AS n,
    NOT EXISTS (SELECT 1 FROM text t WHERE t.id = g.id AND t.field = 'description') AS is_empty FROM guide g"""
_LEVELS = {Level.URGENT: 0, Level.WARNING: 1, Level.INFO: 2}


class Guides:
    """Questions about what is read; PackError for a damaged pack, NotFoundError for what is not there."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def children(self, chain: Chain, parent: str = "") -> tuple[GuideSummary, ...]:
        """The pages right under the page with the id `parent`, or at the top, in order."""
        return self._summaries(
            self._reader.rows(f"{_PAGES} WHERE g.parent_id = ? ORDER BY g.seq, g.slug", parent), chain
        )

    def under(self, chain: Chain, term: str) -> tuple[GuideSummary, ...]:
        """The pages of one topic or life situation, by its id."""
        of_term = "(SELECT entity_id FROM entity_term WHERE term_id = ? AND entity = 'guide')"
        return self._summaries(
            self._reader.rows(f"{_PAGES} WHERE g.id IN {of_term} ORDER BY g.seq, g.slug", term), chain
        )

    def one(self, key: str, chain: Chain) -> Guide:
        """One page by id or slug, with the way to it and what lies under it."""
        row = self._reader.record("guide", key)
        own = row["id"]
        owned = self._reader.owned((own,))
        texts = self._reader.prose((own, *(part["id"] for part in owned["channel"])), chain)
        parts = Parts(owned, texts)
        return Guide(
            id=own,
            slug=row["slug"],
            name=texts.name(own),
            summary=texts.one(own, "summary"),
            body=texts.one(own, "description"),
            icon=row["icon"],
            path=self._path(row["parent_id"], chain),
            children=self.children(chain, own),
            links=parts.links(own),
            sources=parts.sources(own),
            verified_on=partial(row["verified_on"]),
            confirm=bool(row["confirm"]),
            term_ids=self._reader.terms(own),
        )

    def notices(self, chain: Chain, on: date | None) -> tuple[Notice, ...]:
        """The notices of a day, the most urgent first; on None (a clock that is not trusted) all of them."""
        day = on.isoformat() if on else ""
        current = "SELECT * FROM notice WHERE ?1 = '' OR (starts <= ?1 AND (expires = '' OR expires >= ?1))"
        rows = self._reader.rows(f"{current} ORDER BY seq, slug", day)
        owned = self._reader.owned(row["id"] for row in rows)
        ids = (*(row["id"] for row in rows), *(part["id"] for part in owned["channel"]))
        texts = self._reader.prose(ids, chain)
        parts = Parts(owned, texts)
        notices = [
            Notice(
                row["id"],
                row["slug"],
                Level(row["level"]) if row["level"] in set(Level) else Level.INFO,
                texts.name(row["id"]),
                texts.one(row["id"], "summary"),
                texts.one(row["id"], "description"),
                parts.links(row["id"]),
                row["starts"],
                row["expires"],
            )
            for row in rows
        ]
        return tuple(sorted(notices, key=lambda notice: _LEVELS[notice.level]))

    def picture(self, name: str) -> Picture:
        """A picture by its hash."""
        for row in self._reader.rows("SELECT * FROM media WHERE hash = ?", name):
            return Picture(row["data"], row["type"], row["width"], row["height"])
        raise NotFoundError(f"the pack has no picture {name!r}; build it again with the file in media/")

    def _path(self, parent: str, chain: Chain) -> tuple[GuideSummary, ...]:
        rows: list[Row] = []
        while parent and len(rows) < DEEPEST:
            above = self._reader.rows(f"{_PAGES} WHERE g.id = ?", parent)
            if not above:
                break
            rows.insert(0, above[0])
            parent = above[0]["parent_id"]
        return self._summaries(rows, chain)

    def _summaries(self, rows: list[Row], chain: Chain) -> tuple[GuideSummary, ...]:
        texts = self._reader.prose((row["id"] for row in rows), chain, "name", "summary")
        return tuple(
            GuideSummary(
                row["id"],
                row["slug"],
                texts.name(row["id"]),
                texts.one(row["id"], "summary"),
                row["icon"],
                row["n"],
                bool(row["is_empty"]),
            )
            for row in rows
        )

    def summaries(self, ids: tuple[str, ...], chain: Chain) -> tuple[GuideSummary, ...]:
        """Some pages by their ids, in that order; one that is not there is left out."""
        rows = self._reader.rows(f"{_PAGES} WHERE g.id IN (SELECT value FROM json_each(?))", json.dumps(ids))
        by_id = {row["id"]: row for row in rows}
        return self._summaries([by_id[identity] for identity in ids if identity in by_id], chain)
