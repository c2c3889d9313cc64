"""Public services as RDF/XML: `python -m tests.fuzz.rdfxml`."""

from __future__ import annotations

from kiosk.publishing.importers import cpsv
from tests.fuzz.run import Target, main

GRAPH = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:d="http://purl.org/dc/terms/" xmlns:c="http://purl.org/vocab/cpsv#"
  xmlns:cv="http://data.europa.eu/m8g/"><c:PublicService rdf:about="https://city.example/s"><d:title xml:lang="lv">Deklarēt</d:title>
  <cv:hasCompetentAuthority><cv:PublicOrganisation rdf:nodeID="o"><d:title xml:lang="lv">Dome</d:title></cv:PublicOrganisation></cv:hasCompetentAuthority>
  <cv:processingTime rdf:datatype="http://www.w3.org/2001/XMLSchema#duration">P10D</cv:processingTime></c:PublicService></rdf:RDF>
"""
TARGET = Target(
    "services.rdf",
    (GRAPH.encode(), GRAPH.replace("UTF-8", "ISO-8859-13").encode("iso-8859-13")),
    lambda path: cpsv.draft(str(path), None, "lv"),
)

if __name__ == "__main__":
    main(TARGET)
