"""Terms of a taxonomy: the most used at its top become tiles of the home screen, all become words to search by."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

from kiosk.publishing import records
from kiosk.publishing.hsds.giving import SCHEME
from kiosk.publishing.hsds.hours import cell
from kiosk.publishing.texts import one_line
from kiosk.publishing.writing import clean

if TYPE_CHECKING:
    from kiosk.publishing.hsds.parts import Parts
    from kiosk.publishing.hsds.tables import Tables
    from kiosk.publishing.importers.draft import Draft

TOPICS = 24
"""Terms that become tiles."""

SITUATION: Literal["situation"] = "situation"


class Terms:
    """The terms of one source."""

    def __init__(self, theirs: Tables, parts: Parts, draft: Draft) -> None:
        self._theirs = theirs
        self._parts = parts
        self._draft = draft
        self._terms: dict[str, str] = {}

    def take(self) -> None:
        """The most used terms at the top of their taxonomies become topics."""
        counted = Counter(
            top
            for row in self._theirs["attribute"].values()
            for top in [self._top(cell(row, "taxonomy_term_id"))]
            if top
        )
        for seq, (identity, _count) in enumerate(sorted(counted.most_common(TOPICS), key=lambda pair: pair[0]), 1):
            row = self._theirs["taxonomy_term"][identity]
            name = one_line(clean(cell(row, "name")))
            if not name:
                continue
            slug = self._draft.slug("terms", identity, name)
            self._terms[identity] = slug
            description = one_line(clean(cell(row, "description")))
            scheme = SITUATION if cell(row, "taxonomy") == SITUATION else "topic"  # as an export of ours says it
            keys = records.Term(name=name, scheme=scheme, icon="folder-open", seq=seq, ids={SCHEME: identity})
            self._draft.add("terms", slug, keys, "" if description == name else description)

    def _top(self, identity: str) -> str:
        terms, seen = self._theirs["taxonomy_term"], set[str]()
        while identity in terms and cell(terms[identity], "parent_id") in terms and identity not in seen:
            seen.add(identity)
            identity = cell(terms[identity], "parent_id")
        return identity if identity in terms else ""

    def _attributes(self, identity: str) -> list[str]:
        return [cell(row, "taxonomy_term_id") for row in self._parts.of("attribute", "link_id", identity)]

    def topics(self, identity: str, scheme: str) -> tuple[str, ...]:
        """The tiles under which a service stands."""
        tops = dict.fromkeys(self._terms.get(self._top(term), "") for term in self._attributes(identity))
        drafted = self._draft.drafted["terms"]
        return tuple(slug for slug in tops if slug in drafted and drafted[slug].keys.scheme == scheme)

    def keywords(self, identity: str) -> tuple[str, ...]:
        """The names of all terms of a service."""
        rows = (self._theirs["taxonomy_term"].get(term) for term in self._attributes(identity))
        names = (one_line(clean(cell(row, "name"))) for row in rows if row)
        return tuple(dict.fromkeys(filter(None, names)))
