"""Public services as JSON-LD: `python -m tests.fuzz.jsonld`."""

from __future__ import annotations

import json

from kiosk.publishing.importers import cpsv
from tests.fuzz.run import Target, main

GRAPH = {
    "@context": ["https://city.example/context.jsonld", {"dct": "http://purl.org/dc/terms/", "title": {"@id": "dct:title", "@container": "@language"}}],
    "@graph": [
        {"@id": "https://city.example/s", "@type": "http://purl.org/vocab/cpsv#PublicService", "title": {"lv": "Pase", "en": ["Passport"]},
         "http://data.europa.eu/m8g/hasCompetentAuthority": {"@id": "_:o"}, "dct:description": {"@value": "<b>x</b>", "@language": "lv"}},
        {"@id": "_:o", "@type": "http://data.europa.eu/m8g/PublicOrganisation", "http://www.w3.org/2004/02/skos/core#prefLabel": "Dome"},
    ],
}  # fmt: skip
TARGET = Target(
    "services.jsonld", (json.dumps(GRAPH, indent=1).encode(),), lambda path: cpsv.draft(str(path), None, "lv")
)

if __name__ == "__main__":
    main(TARGET)
