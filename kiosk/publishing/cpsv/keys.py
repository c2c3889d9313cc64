"""What the parts of a service are called: by a key that follows from the service's address and their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid5

from kiosk.publishing import leftover
from kiosk.publishing.cpsv.residue import SCHEME
from kiosk.publishing.importers.merging import Items
from kiosk.publishing.naming import NAMESPACE
from kiosk.publishing.workbook import ENTITIES

if TYPE_CHECKING:
    from kiosk.publishing.importers.draft import Draft
    from kiosk.publishing.naming import Ref

OURS = "urn:uuid:{id}"
"""The address of a thing that no other system has named; id: in the pack."""

LISTS = frozenset({"requirements", "evidence", "outputs", "legal_resources", "areas", "costs", "places"})
"""Lists whose items are things of a graph."""


def key(service: object, part: object) -> str:
    """The `id` of a part, always the same for the same two addresses."""
    return str(uuid5(NAMESPACE, f"cpsv/{service}/{part}"))


def items(ours: Draft) -> Items:
    """How the items of a folder are called in an export of it."""
    kinds = {entity: kind for kind, entity in ENTITIES.items()}

    def name(record: Ref, part: Ref, item: Any) -> str:  # noqa: ANN401 (an item of any list)
        keys = ours.drafted[kinds[record.entity]][record.slug].keys
        nodes = leftover.said(SCHEME, "nodes", keys.residue.get(SCHEME, {}))
        service = keys.ids.get(SCHEME) or OURS.format(id=record.id(ours.pack.id))
        known = getattr(item, "url", "") or getattr(item, "uri", "")
        own = nodes.get(item.id) or known or OURS.format(id=part.id(ours.pack.id))
        own = f"{own}:channel" if part.entity == "service_at_place" and item.id not in nodes else own
        return key(service, own)

    return Items(LISTS, name)
