"""HSDS as JSON: `python -m tests.fuzz.hsds`."""

from __future__ import annotations

import json

from kiosk.publishing.importers import hsds
from tests.fuzz.run import Target, main

SERVICE = {
    "id": "ac148810-d857-441c-9679-408f346de14b",
    "name": "Counselling",
    "status": "active",
    "description": "<p>We help.</p>",
    "phones": [{"id": "p1", "number": "+44 1234 234567", "languages": [{"name": "Urdu", "code": "ur"}]}],
    "schedules": [{"id": "h1", "byday": "TH,FR", "freq": "WEEKLY", "opens_at": "10:00", "closes_at": "18:00", "description": "9-5, Mon"}],
    "organization": {"id": "o1", "name": "Org", "description": "", "website": "http://example.com"},
    "service_at_locations": [{"id": "x1", "location": {"id": "l1", "location_type": "physical", "latitude": 1, "addresses": [{"country": "GB"}]}}],
    "cost_options": [{"amount": 35, "currency": "gbp", "option": "adults"}],
    "attributes": [{"taxonomy_term": {"id": "t1", "name": "Health", "parent_id": "t1"}}],
}  # fmt: skip
TARGET = Target(
    "services.json", (json.dumps([SERVICE], indent=1).encode(),), lambda path: hsds.draft(str(path), None, "en")
)

if __name__ == "__main__":
    main(TARGET)
