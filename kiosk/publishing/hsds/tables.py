"""The tables of the Human Services Data Specification 3.0, how they nest in JSON, and what older versions call them.

https://docs.openreferral.org/en/3.0/hsds/schema_reference.html; the older names are those of HSDS 1.x and 2.x and of
Open Referral UK 1.0.
"""

from __future__ import annotations

import re
from typing import TypeAlias

Row: TypeAlias = dict[str, "str | int | float"]
Tables: TypeAlias = dict[str, dict[str, Row]]
"""Rows by table and id; what is not said is not there."""

WRITTEN = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
"""A UUID as nearly all are written: known by its looks, which is sooner done for the many ids of a package."""

FIELDS: dict[str, tuple[str, ...]] = {
    "organization": (
        "id",
        "name",
        "alternate_name",
        "description",
        "email",
        "website",
        "tax_status",
        "tax_id",
        "year_incorporated",
        "legal_status",
        "logo",
        "uri",
        "parent_organization_id",
    ),
    "program": ("id", "organization_id", "name", "alternate_name", "description"),
    "service": (
        "id",
        "organization_id",
        "program_id",
        "name",
        "alternate_name",
        "description",
        "url",
        "email",
        "status",
        "interpretation_services",
        "application_process",
        "fees_description",
        "wait_time",
        "fees",
        "accreditations",
        "eligibility_description",
        "minimum_age",
        "maximum_age",
        "assured_date",
        "assurer_email",
        "licenses",
        "alert",
        "last_modified",
    ),
    "attribute": ("id", "link_id", "taxonomy_term_id", "link_type", "link_entity", "value"),
    "service_at_location": ("id", "service_id", "location_id", "description"),
    "location": (
        "id",
        "location_type",
        "url",
        "organization_id",
        "name",
        "alternate_name",
        "description",
        "transportation",
        "latitude",
        "longitude",
        "external_identifier",
        "external_identifier_type",
    ),
    "phone": (
        "id",
        "location_id",
        "service_id",
        "organization_id",
        "contact_id",
        "service_at_location_id",
        "number",
        "extension",
        "type",
        "description",
    ),
    "contact": (
        "id",
        "organization_id",
        "service_id",
        "service_at_location_id",
        "location_id",
        "name",
        "title",
        "department",
        "email",
    ),
    "address": (
        "id",
        "location_id",
        "attention",
        "address_1",
        "address_2",
        "city",
        "region",
        "state_province",
        "postal_code",
        "country",
        "address_type",
    ),
    "schedule": (
        "id",
        "service_id",
        "location_id",
        "service_at_location_id",
        "valid_from",
        "valid_to",
        "dtstart",
        "timezone",
        "until",
        "count",
        "wkst",
        "freq",
        "interval",
        "byday",
        "byweekno",
        "bymonthday",
        "byyearday",
        "description",
        "opens_at",
        "closes_at",
        "schedule_link",
        "attending_type",
        "notes",
    ),
    "funding": ("id", "organization_id", "service_id", "source"),
    "service_area": ("id", "service_id", "name", "description", "extent", "extent_type", "uri"),
    "required_document": ("id", "service_id", "document", "uri"),
    "language": ("id", "service_id", "location_id", "phone_id", "name", "code", "note"),
    "accessibility": ("id", "location_id", "description", "details", "url"),
    "taxonomy_term": (
        "id",
        "code",
        "name",
        "description",
        "parent_id",
        "taxonomy",
        "language",
        "taxonomy_id",
        "term_uri",
    ),
    "metadata": (
        "id",
        "resource_id",
        "resource_type",
        "last_action_date",
        "last_action_type",
        "field_name",
        "previous_value",
        "replacement_value",
        "updated_by",
    ),
    "meta_table_description": ("id", "name", "language", "character_set"),
    "cost_option": ("id", "service_id", "valid_from", "valid_to", "option", "currency", "amount", "amount_description"),
    "organization_identifier": ("id", "organization_id", "identifier_scheme", "identifier_type", "identifier"),
    "taxonomy": ("id", "name", "description", "uri", "version"),
}
"""The columns of each table, in the order of the specification."""

FILES: dict[str, str] = {
    "organization": "organizations.csv",
    "program": "programs.csv",
    "service": "services.csv",
    "attribute": "attributes.csv",
    "service_at_location": "service_at_location.csv",
    "location": "locations.csv",
    "phone": "phones.csv",
    "contact": "contacts.csv",
    "address": "addresses.csv",
    "schedule": "schedules.csv",
    "funding": "funding.csv",
    "service_area": "service_areas.csv",
    "required_document": "required_documents.csv",
    "language": "languages.csv",
    "accessibility": "accessibility.csv",
    "taxonomy_term": "taxonomy_terms.csv",
    "metadata": "metadata.csv",
    "meta_table_description": "meta_table_descriptions.csv",
    "cost_option": "cost_options.csv",
    "organization_identifier": "organization_identifiers.csv",
    "taxonomy": "taxonomies.csv",
}
"""The files of a data package."""

NUMBERS = frozenset({
    "minimum_age", "maximum_age", "year_incorporated", "latitude", "longitude", "extension", "timezone", "count",
    "interval", "amount",
})  # fmt: skip
"""Columns that are numbers in JSON."""

LINKS: dict[str, str] = {
    "organization_id": "organization", "parent_organization_id": "organization", "program_id": "program",
    "service_id": "service", "location_id": "location", "service_at_location_id": "service_at_location",
    "contact_id": "contact", "phone_id": "phone", "taxonomy_term_id": "taxonomy_term", "taxonomy_id": "taxonomy",
}  # fmt: skip
"""Columns that lead to a row, and its table. `parent_id` of a term leads to a term, `link_id` and `resource_id` anywhere."""

_LINKED = {"attributes": ("attribute", "link_id"), "metadata": ("metadata", "resource_id")}

CHILDREN: dict[str, dict[str, tuple[str, str]]] = {
    "service": {
        "phones": ("phone", "service_id"),
        "schedules": ("schedule", "service_id"),
        "service_areas": ("service_area", "service_id"),
        "service_at_locations": ("service_at_location", "service_id"),
        "languages": ("language", "service_id"),
        "funding": ("funding", "service_id"),
        "cost_options": ("cost_option", "service_id"),
        "required_documents": ("required_document", "service_id"),
        "contacts": ("contact", "service_id"),
    },
    "organization": {
        "funding": ("funding", "organization_id"),
        "contacts": ("contact", "organization_id"),
        "phones": ("phone", "organization_id"),
        "locations": ("location", "organization_id"),
        "programs": ("program", "organization_id"),
        "organization_identifiers": ("organization_identifier", "organization_id"),
        "services": ("service", "organization_id"),
    },
    "location": {
        "languages": ("language", "location_id"),
        "addresses": ("address", "location_id"),
        "contacts": ("contact", "location_id"),
        "accessibility": ("accessibility", "location_id"),
        "phones": ("phone", "location_id"),
        "schedules": ("schedule", "location_id"),
    },
    "service_at_location": {
        "contacts": ("contact", "service_at_location_id"),
        "phones": ("phone", "service_at_location_id"),
        "schedules": ("schedule", "service_at_location_id"),
    },
    "contact": {"phones": ("phone", "contact_id")},
    "phone": {"languages": ("language", "phone_id")},
}
"""What stands in a list of a JSON object: its property, its table, and the column that leads back."""

for _table in FIELDS:
    CHILDREN.setdefault(_table, {}).update(_LINKED)

PARENTS: dict[str, dict[str, tuple[str, str]]] = {
    "service": {"organization": ("organization", "organization_id"), "program": ("program", "program_id")},
    "service_at_location": {"location": ("location", "location_id"), "service": ("service", "service_id")},
    "attribute": {"taxonomy_term": ("taxonomy_term", "taxonomy_term_id")},
    "taxonomy_term": {"taxonomy_detail": ("taxonomy", "taxonomy_id")},
}
"""What stands as one object in a JSON object: its property, its table, and the column that leads to it."""

TRANSLATIONS = ("table_name", "field_name", "language", "record_id", "translation", "status", "translator", "date")
"""The columns of our own table `translations.csv`: GTFS's way of texts in other languages, with who made them."""

OLDER_TABLES: dict[str, str] = {
    "physical_address": "address", "postal_address": "address", "regular_schedule": "schedule",
    "holiday_schedule": "schedule", "services_at_location": "service_at_location", "service_taxonomy": "attribute",
    "link_taxonomy": "attribute", "service_attribute": "attribute", "other_attribute": "attribute",
    "accessibility_for_disabilities": "accessibility", "fee": "cost_option", "eligibility": "eligibility",
    "payment_accepted": "payment_accepted", "meta_table_descriptions": "meta_table_description",
}  # fmt: skip
"""What older versions call a table. `eligibility` and `payment_accepted` became columns of `service`."""

OLDER_FIELDS: dict[str, dict[str, str]] = {
    "organization": {"url": "website", "name_alternate": "alternate_name"},
    "service": {
        "eligibility": "eligibility_description", "how_to_apply": "application_process", "website": "url",
        "application": "application_process", "short_description": "summary",
    },
    "address": {"street": "address_1", "street_1": "address_1", "address": "address_1", "zip": "postal_code", "state": "state_province",
                "postcode": "postal_code", "zipcode": "postal_code", "type": "address_type"},
    "phone": {"phone_number": "number", "ext": "extension", "label": "description"},
    "schedule": {
        "weekday": "byday", "start_date": "valid_from", "end_date": "valid_to", "opens": "opens_at", "closes": "closes_at",
        "hours": "description", "original_text": "description", "by_day": "byday", "day": "byday",
    },
    "language": {"language": "name"},
    "accessibility": {"accessibility": "description"},
    "attribute": {"taxonomy_detail": "value"},
    "taxonomy_term": {"vocabulary": "taxonomy", "parent": "parent_id", "taxonomy_facet": "taxonomy"},
    "required_document": {"name": "document"},
    "cost_option": {"fee": "amount_description", "amount_text": "amount_description"},
    "location": {"transport": "transportation", "lat": "latitude", "lon": "longitude", "lng": "longitude"},
    "contact": {"role": "title"},
    "service_area": {"service_area": "name"},
}  # fmt: skip
"""What older versions call a column."""
