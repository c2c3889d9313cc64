"""What HSDS has words for, and what its rows hang on."""

from __future__ import annotations

from kiosk.publishing.importers.keeping import Words

_OWNERS = {
    "service_id": "service", "location_id": "location", "organization_id": "organization",
    "service_at_location_id": "service_at_location", "contact_id": "contact",
}  # fmt: skip
OWNERS = {
    **dict.fromkeys(("schedule", "phone", "contact"), _OWNERS),
    "address": {"location_id": "location"},
    **{table: {"service_id": "service"} for table in ("cost_option", "required_document", "service_area")},
}
"""Tables of what hangs on a record, and the columns that lead to it."""

_REACHED = ("organizations", "places", "services")

WORDS = Words.of(
    "emails",
    "links",
    organizations="name website emails phones contacts description",
    places="name street city postal_code country latitude longitude hours hours_text links phones contacts description",
    services="name organization requirements evidence steps costs places emails links spoken_languages notes areas phones"
    " contacts expires description",
    terms="name description",
    services__costs="description amount currency",
    services__places="note hours hours_text",
    services__areas="uri",
    **{f"{kind}__phones": "label" for kind in _REACHED},
    **{f"{kind}__contacts": "name role email phones" for kind in _REACHED},
    **{f"{kind}__contacts__phones": "label" for kind in _REACHED},
)
"""What HSDS has columns for; `summary` and `processing_time` and a document's note are columns of ours, which others leave out."""
