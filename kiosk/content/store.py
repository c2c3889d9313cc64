"""A pack as the screens ask it: terms, lists, one service, one place. Read-only, nothing is written beside it.

The structure of a page is read by a few keyed look-ups, all of its prose by one statement (`rows.prose`).
"""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing
from functools import cached_property
from typing import TYPE_CHECKING

from kiosk.content.reader import Reader, damaged
from kiosk.content.rows import Prose, marks, partial
from kiosk.domain.language import BY_TAG, Language
from kiosk.errors import NotFoundError
from kiosk.packs import index, reading

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from pathlib import Path
    from sqlite3 import Row

    from kiosk.content.events import Events
    from kiosk.content.guides import Guides
    from kiosk.content.search import Found, Hit, Search
    from kiosk.domain.city_key import CityKey
    from kiosk.domain.form import StoredForm
    from kiosk.domain.result import Result
    from kiosk.domain.service import Place, Service
    from kiosk.domain.term import ServiceSummary, Term
    from kiosk.i18n.fallback import Chain

_LISTED = "SELECT s.id, s.slug, s.organization_id, s.icon, s.verified_on, s.confirm FROM service s"


class Store:
    """One slot's pack and index, open until `close()`, for one thread.

    PackError when a file cannot be read, NotFoundError for an id or slug that is not there.
    """

    def __init__(self, slot: Path) -> None:
        self.slot = slot
        with ExitStack() as failed:
            try:
                self.manifest = reading.decode((slot / "pack.json").read_bytes(), slot)
                self._pack = failed.enter_context(closing(reading.connect(slot / "pack.db")))
                self._pack.row_factory = sqlite3.Row
                reading.complete(self._pack, self.manifest)
                self._index = index.connect(slot)
            except (OSError, sqlite3.Error) as error:
                raise damaged(slot, error) from error
            failed.pop_all()
        self._reader = Reader(slot, self._pack, self.manifest.official)

    # the first frame waits for nothing that it does not show, so these and the parts of pages are imported where they are used
    @cached_property
    def guides(self) -> Guides:
        """Guides, notices, pictures."""
        from kiosk.content.guides import Guides

        return Guides(self._reader)

    @cached_property
    def events(self) -> Events:
        """What takes place."""
        from kiosk.content.events import Events

        return Events(self._reader)

    def close(self) -> None:
        """Closes both files; twice does no harm."""
        self._pack.close()
        self._index.close()

    def _rows(self, statement: str, *values: object) -> list[Row]:
        return self._reader.rows(statement, *values)

    def _prose(self, ids: Iterable[str], chain: Chain, *fields: str) -> Prose:
        return self._reader.prose(ids, chain, *fields)

    def languages(self) -> tuple[Language, ...]:
        """The pack's languages, the official one first."""
        rows = self._rows("SELECT tag, endonym, script FROM language ORDER BY seq")
        return tuple(
            BY_TAG.get(row["tag"]) or Language(row["tag"], row["endonym"], row["script"], row["tag"]) for row in rows
        )

    def terms(self, chain: Chain) -> tuple[Term, ...]:
        """Topics and life situations in the order of the home screen, each with what lies under it."""
        from kiosk.domain.term import Scheme, Term

        rows = self._rows(
            "SELECT t.*, (SELECT count(*) FROM service_term st WHERE st.term_id = t.id) AS n,"
            " (SELECT count(*) FROM entity_term e WHERE e.term_id = t.id AND e.entity IN ('guide', 'event')) AS pages FROM term t"
            f" WHERE t.scheme IN ({marks(tuple(Scheme))}) ORDER BY t.seq, t.slug",  # a later format may have others
            *Scheme,
        )
        texts = self._prose((row["id"] for row in rows), chain)
        return tuple(
            Term(
                row["id"],
                row["slug"],
                Scheme(row["scheme"]),
                texts.name(row["id"]),
                texts.one(row["id"], "description"),
                row["icon"],
                row["n"],
                row["pages"],
            )
            for row in rows
        )

    def services(
        self, chain: Chain, *, term: str | None = None, place: str | None = None, limit: int = -1, offset: int = 0
    ) -> tuple[ServiceSummary, ...]:
        """Services by rank: all, those of one term, those at one place (by their ids); limit -1 is all of them."""
        where, values = "", list[str]()
        if term is not None:
            where, values = " WHERE s.id IN (SELECT service_id FROM service_term WHERE term_id = ?)", [term]
        if place is not None:
            where += " AND" if where else " WHERE"
            where += " s.id IN (SELECT service_id FROM service_at_place WHERE place_id = ?)"
            values.append(place)
        rows = self._rows(f"{_LISTED}{where} ORDER BY s.rank, s.id LIMIT ? OFFSET ?", *values, limit, offset)
        return self._summaries(rows, chain)

    @cached_property
    def _search(self) -> Search:
        from kiosk.content.search import Search

        return Search(self._index)

    def found(self, query: str, chain: Chain, limit: int, budget: float | None = None) -> Generator[Found, None, None]:
        """What each stage of a search adds (`kiosk.content.search`), at most `limit` in all; budget: seconds, if not the usual."""
        from kiosk.content.search import BUDGET

        try:
            yield from self._search.stages(query, chain, limit, BUDGET if budget is None else budget)
        except sqlite3.DatabaseError as error:
            raise damaged(self.slot, error) from error

    def results(self, hits: Sequence[Hit], chain: Chain) -> tuple[Result, ...]:
        """Names and pictograms of what was found."""
        from kiosk.content.search_results import results

        return results(hits, chain, self._rows, self._prose)

    def called(self, language: str) -> Iterator[str]:
        """What the things are called in a language that a search knows by several names."""
        words = "SELECT value FROM text WHERE entity = 'concept' AND field = 'word' AND lang = ? ORDER BY id, seq"
        yield from (row["value"] for row in self._rows(words, language))

    def find(self, query: str, chain: Chain, limit: int) -> tuple[Result, ...]:
        """At most `limit` records that have what `query` says or may mean, best first."""
        return self.results([hit for stage in self.found(query, chain, limit) for hit in stage.hits], chain)

    def _summaries(self, rows: list[Row], chain: Chain) -> tuple[ServiceSummary, ...]:
        from kiosk.domain.term import ServiceSummary

        ids = {identity: None for row in rows for identity in (row["id"], row["organization_id"])}
        texts = self._prose(ids, chain, "name", "summary")
        return tuple(
            ServiceSummary(
                row["id"],
                row["slug"],
                texts.name(row["id"]),
                texts.one(row["id"], "summary"),
                texts.name(row["organization_id"]),
                row["icon"],
                partial(row["verified_on"]),
                bool(row["confirm"]),
            )
            for row in rows
        )

    def service(self, key: str, chain: Chain) -> Service:
        """One service by id or slug, with all that its page shows."""
        from kiosk.content.parts import Parts
        from kiosk.domain.service import Service

        row = self._reader.record("service", key)
        own = row["id"]
        joins = self._rows("SELECT * FROM service_at_place WHERE service_id = ? ORDER BY seq", own)
        there = "SELECT * FROM place WHERE id IN (SELECT place_id FROM service_at_place WHERE service_id = ?)"
        places = {place["id"]: place for place in self._rows(there, own)}
        listed = {
            table: self._rows(f"SELECT * FROM {table} WHERE service_id = ? ORDER BY seq", own)
            for table in ("requirement", "evidence", "cost", "spoken_language")
        }
        (organization,) = self._rows("SELECT * FROM organization WHERE id = ?", row["organization_id"])
        owned = self._reader.owned((own, *(join["id"] for join in joins), *places))
        ids = {own, organization["id"], *(join["id"] for join in joins), *places}
        ids.update(part["id"] for table in ("requirement", "evidence", "cost") for part in listed[table])
        ids.update(part["id"] for table in ("phone", "channel", "schedule") for part in owned[table])
        texts = self._prose(ids, chain)
        parts = Parts(owned, texts)
        terms = self._rows("SELECT term_id FROM service_term WHERE service_id = ? ORDER BY term_id", own)
        return Service(
            id=own,
            slug=row["slug"],
            name=texts.name(own),
            summary=texts.one(own, "summary"),
            description=texts.one(own, "description"),
            organization=parts.organization(organization),
            requirements=tuple(texts.name(part["id"]) for part in listed["requirement"]),
            evidence=tuple(map(parts.evidence, listed["evidence"])),
            steps=texts.many(own, "step"),
            costs=tuple(map(parts.cost, listed["cost"])),
            places=tuple(parts.service_place(join, places[join["place_id"]]) for join in joins),
            phones=parts.phones(own),
            emails=parts.emails(own),
            links=parts.links(own),
            spoken_languages=tuple(part["tag"] for part in listed["spoken_language"]),
            processing_time=row["processing_time"],
            notes=texts.many(own, "note"),
            sources=parts.sources(own),
            verified_on=partial(row["verified_on"]),
            confirm=bool(row["confirm"]),
            icon=row["icon"],
            term_ids=tuple(term["term_id"] for term in terms),
        )

    def place(self, key: str, chain: Chain) -> Place:
        """One place by id or slug; the services there are `services(place=...)`."""
        from kiosk.content.parts import Parts

        row = self._reader.record("place", key)
        owned = self._reader.owned((row["id"],))
        ids = {row["id"], *(part["id"] for table in ("phone", "channel", "schedule") for part in owned[table])}
        return Parts(owned, self._prose(ids, chain)).place(row)

    def forms(self, chain: Chain) -> tuple[StoredForm, ...]:
        """All forms in the pack's order, with their titles alone."""
        from kiosk.content import forms

        return forms.all_of(self._reader, chain)

    def form(self, key: str, chain: Chain) -> StoredForm:
        """One form by id or slug, with all its texts."""
        from kiosk.content import forms

        return forms.one(self._reader, key, chain)

    def evidence_forms(self, service: str) -> dict[str, str]:
        """The forms among what a service asks one to bring: id of the evidence to id of the form."""
        from kiosk.content import forms

        return forms.of_evidence(self._reader, service)

    def keys(self) -> tuple[CityKey, ...]:
        """The city's public keys. They count only in a pack that is trusted: whoever asks has to know that."""
        from kiosk.content.city_keys import CityKeys

        return CityKeys(self._reader).all()

    def media(self, hash_: str) -> bytes:
        """A file of the pack by its hash; raises NotFoundError."""
        rows = self._reader.rows("SELECT data FROM media WHERE hash = ?", hash_)
        if not rows:
            message = f"the pack has no file {hash_[:12]}…; build it again"
            raise NotFoundError(message)
        return bytes(rows[0]["data"])
