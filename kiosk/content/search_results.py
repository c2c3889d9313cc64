"""From hits of the index to rows with names, as the visitor reads them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kiosk.domain.result import Result
from kiosk.i18n.fallback import Chain
from kiosk.packs.index_rows import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from sqlite3 import Row

    from kiosk.content.rows import Prose
    from kiosk.content.search import Hit


def results(
    hits: Sequence[Hit], chain: Chain, rows: Callable[..., list[Row]], prose: Callable[..., Prose]
) -> tuple[Result, ...]:
    """One for each hit that the pack still has, in their order; a name that the visitor has no language for in that of the hit."""
    known: dict[str, Row] = {}
    for kind in KINDS:
        ids = [hit.id for hit in hits if hit.kind == kind]
        if ids:
            wanted = f"SELECT id, slug, icon FROM {kind} WHERE id IN (SELECT value FROM json_each(?))"
            known |= {row["id"]: row for row in rows(wanted, json.dumps(ids))}
    texts = prose(known, _wider(chain, (hit.language for hit in hits)), "name", "summary")
    return tuple(
        Result(
            hit.kind,
            hit.id,
            known[hit.id]["slug"],
            texts.name(hit.id),
            texts.one(hit.id, "summary"),
            known[hit.id]["icon"],
            hit.language,
        )
        for hit in hits
        if hit.id in known
    )


def _wider(chain: Chain, languages: Iterable[str]) -> Chain:
    return Chain(chain.wanted, tuple(dict.fromkeys((*chain.tags, *languages))))
