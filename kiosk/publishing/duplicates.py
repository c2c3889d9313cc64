"""Services that look like the same one, entered twice.

Two services are compared when they share a rare word or the first letters of their names, so that the work grows with
their number and not with its square. They are the same when their names are nearly equal, numbers apart, and either
one organization has both or their summaries are nearly equal too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, utils

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kiosk.publishing.findings import Finding
    from kiosk.publishing.records import Service
    from kiosk.publishing.source import Record

ALIKE = 92
"""Of 100, how alike two names or summaries are from which they are nearly equal."""

RARE = 40
"""Services that a word may stand in to count as rare; a block of more is not searched."""

_FIRST = 6
_NUMBER = re.compile(r"\d+")


def findings(services: Sequence[Record[Service]]) -> Iterator[Finding]:
    """A finding at the second of each pair."""
    names = [utils.default_process(record.keys.name) for record in services]
    for first, second in sorted(_pairs(names)):
        if _alike(services[first], services[second], names[first], names[second]):
            record, other = services[second], services[first]
            text = f"this looks like the same service as {other.name}; keep one, or say in the names what differs"
            yield record.document.finding(text, "name", code="KC801")


def _alike(one: Record[Service], two: Record[Service], name: str, other: str) -> bool:
    if (
        _NUMBER.findall(name) != _NUMBER.findall(other)
        or fuzz.token_sort_ratio(name, other, score_cutoff=ALIKE) < ALIKE
    ):
        return False
    if one.keys.organization == two.keys.organization:
        return True
    summaries = (utils.default_process(record.keys.summary) for record in (one, two))
    return fuzz.token_sort_ratio(*summaries, score_cutoff=ALIKE) >= ALIKE


def _pairs(names: Sequence[str]) -> set[tuple[int, int]]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for position, name in enumerate(names):
        for key in {*name.split(), f" {name[:_FIRST]}", f"= {' '.join(sorted(name.split()))}"}:
            blocks[key].append(position)
    return {
        (first, second)
        for members in blocks.values()
        if len(members) <= RARE
        for place, second in enumerate(members)
        for first in members[:place]
    }
