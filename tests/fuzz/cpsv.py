"""Public services as Turtle: `python -m tests.fuzz.cpsv`."""

from __future__ import annotations

from kiosk.publishing.importers import cpsv
from tests.fuzz.run import Target, main

TURTLE = b"""@prefix cpsv: <http://purl.org/vocab/cpsv#> . @prefix cv: <http://data.europa.eu/m8g/> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix l: <http://www.w3.org/ns/locn#> . @prefix t: <http://www.w3.org/2006/time#> .
<https://c.example/s> a cpsv:PublicService ; dct:title "Pase"@lv, "Passport"@en ; dct:description "<b>x</b>"@lv ;
  cv:hasCompetentAuthority <https://c.example/o> ; cpsv:hasInput [ dct:title "Foto"@lv ] ; cv:hasCost [ cv:value "15.00" ; cv:currency "EUR" ] ;
  cv:contactPoint [ cv:telephone "+371 65407437" ; cv:openingHours "9-5" ] ; cv:processingTime "P10D" ; dct:spatial <http://x/LVA> ;
  cv:hasChannel [ a cv:Channel ; cv:openingHours "Mo-Fr 09:00-17:00" ; l:location [ l:geographicName "Dome"@lv ; l:geometry "POINT(26.5 55.9)" ;
    l:address [ l:thoroughfare "Saules iela" ; l:locatorDesignator "5" ; l:postName "Daugavpils" ; l:adminUnitL1 "Latvija" ] ] ] .
<https://c.example/o> a cv:PublicOrganisation ; l:address [ l:fullAddress "Rigas iela 2" ] ; cv:contactPoint [ cv:openingHours [
  cv:frequency <http://x/DAILY> ; t:hasBeginning [ t:inDateTime [ t:hour 9 ; t:minute 0 ] ] ; t:hasEnd [ t:inDateTime [ t:hour 17 ] ] ] ] .
"""
TARGET = Target("services.ttl", (TURTLE,), lambda path: cpsv.draft(str(path), None, "lv"))

if __name__ == "__main__":
    main(TARGET)
