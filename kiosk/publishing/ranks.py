"""In which order services stand: by their first topics, which is all that a rank depends on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kiosk.publishing.records import Service, Term
    from kiosk.publishing.source import Record


def first_topics(services: Iterable[Record[Service]]) -> dict[str, str]:
    """The first topic of each service by slug, '' for none: all that a rank depends on."""
    return {service.slug: next(iter(service.keys.topics), "") for service in services}


def ranked(topics: Mapping[str, str], terms: Iterable[Record[Term]]) -> dict[str, int]:
    """Where each service stands, by slug: by the `seq` of its first topic, then by file name; without a topic last."""
    order = {term.slug: term.keys.seq for term in terms if term.keys.scheme == "topic"}
    last = max(order.values(), default=0) + 1
    found = sorted(topics, key=lambda slug: (order.get(topics[slug], last), slug))
    return {slug: rank for rank, slug in enumerate(found)}
