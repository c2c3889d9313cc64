"""Public services as Turtle: `python -m tests.fuzz.cpsv`."""

from __future__ import annotations

from kiosk.publishing.importers import cpsv
from tests.fuzz.run import Target, main

TURTLE = b"""@prefix cpsv: <http://purl.org/vocab/cpsv#> . @prefix cv: <http://data.europa.eu/m8g/> . @prefix dct: <http://purl.org/dc/terms/> .
<https://c.example/s> a cpsv:PublicService ; dct:title "Pase"@lv, "Passport"@en ; dct:description "<b>x</b>"@lv ;
  cv:hasCompetentAuthority <https://c.example/o> ; cpsv:hasInput [ dct:title "Foto"@lv ] ; cv:hasCost [ cv:value "15.00" ; cv:currency "EUR" ] ;
  cv:contactPoint [ cv:telephone "+371 65407437" ; cv:openingHours "9-5" ] ; cv:processingTime "P10D" ; dct:spatial <http://x/LVA> .
"""
TARGET = Target("services.ttl", (TURTLE,), lambda path: cpsv.draft(str(path), None, "lv"))

if __name__ == "__main__":
    main(TARGET)
