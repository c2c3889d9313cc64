"""Where services of a graph are given: locations of channels, addresses of contact points and of authorities."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from kiosk.publishing import po, source
from kiosk.resources import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.publishing.records import Place, Service
    from tests.unit.publishing.importers.conftest import Content

GRAPH = """
@prefix cpsv: <http://purl.org/vocab/cpsv#> . @prefix cv: <http://data.europa.eu/m8g/> . @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://city.example/> .
@prefix locn: <http://www.w3.org/ns/locn#> . @prefix schema: <http://schema.org/> . @prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix time: <http://www.w3.org/2006/time#> .
ex:a a cpsv:PublicService ; dct:title "Pase"@lv ; cv:hasCompetentAuthority ex:o ;
  dct:spatial <http://publications.europa.eu/resource/authority/country/LVA> ,
    [ a dct:Location ; locn:geographicName "Latgale"@lv ; locn:geometry "POINT(26.5 55.9)" ] .
ex:b a cpsv:PublicService ; dct:title "Foto"@lv ; cv:hasCompetentAuthority ex:o ; cpsv:hasInput ex:i ; cv:holdsRequirement ex:r ;
  cv:hasChannel ex:desk , ex:web ; cv:contactPoint [ cv:telephone "+371 65407437" ; schema:openingHours "Mo-Fr 08:00-12:00" ] .
ex:i a cv:Evidence ; dct:title "Pase"@lv ; dct:description "Derīga"@lv, "Valid"@en . ex:r dct:title "Visiem"@lv ; dct:description "Arī bērniem"@lv .
ex:desk a cv:Channel ; dct:description "2. stāvs"@lv, "2nd floor"@en ; schema:openingHours "Mo 10:00-12:00", "Tu 10:00-12:00" ;
  locn:location [ a dct:Location ; locn:geographicName "Foto centrs"@lv, "Photo centre"@en ; geo:lat "55.87" ; geo:long "26.51" ;
    locn:address [ a locn:Address ; locn:thoroughfare "Rīgas iela" ; locn:locatorDesignator "22" ; locn:postName "Daugavpils" ;
      locn:postCode "LV-5401" ; locn:adminUnitL1 "Latvija" ; locn:poBox "12" ] ] .
ex:web a cv:Channel ; cv:openingHours [ dct:description "visu diennakti"@lv ] .
ex:c a cpsv:PublicService ; dct:title "Karte"@lv ; cv:hasCompetentAuthority ex:p ; cv:contactPoint ex:cp .
ex:cp a cv:ContactPoint ; cv:openingHours ex:times ;
  vcard:hasAddress [ vcard:street-address "Saules iela 5" ; vcard:locality "Viļņa" ; vcard:country-name "Lithuania" ] .
ex:times a time:TemporalEntity ; cv:frequency <http://publications.europa.eu/resource/authority/frequency/DAILY> ;
  time:hasBeginning [ time:inDateTime [ time:hour 9 ; time:minute 0 ] ] ; time:hasEnd [ time:inDateTime [ time:hour 17 ; time:minute 30 ] ] .
ex:o a cv:PublicOrganisation ; skos:prefLabel "Pārvalde"@lv, "Office"@en ; locn:address ex:addr .
ex:addr a locn:Address ; locn:fullAddress "Valdemāra iela 1, Daugavpils" .
ex:p a cv:PublicOrganisation ; skos:prefLabel "Cita"@lv .
"""


@pytest.fixture
def taken(content: Content, tmp_path: Path) -> Content:
    (tmp_path / "a.ttl").write_text(GRAPH, encoding="utf-8")
    said = content.good("cpsv", tmp_path / "a.ttl")
    assert said.json["remarks"] == []  # everything is a key of ours, or kept in `residue`
    return content


def places(content: Content) -> dict[str, Place]:
    return {record.slug: record.keys for record in source.read(content.folder).places}


def services(content: Content) -> dict[str, Service]:
    return {record.slug: record.keys for record in source.read(content.folder).services}


def test_the_location_of_a_channel_is_a_place_with_its_hours(taken: Content) -> None:
    centre = places(taken)["foto-centrs"]
    assert (centre.name, centre.street, centre.city, centre.postal_code) == (
        "Foto centrs",
        "Rīgas iela 22",
        "Daugavpils",
        "LV-5401",
    )
    assert (centre.latitude, centre.longitude, centre.country) == (55.87, 26.51, "")
    (way,) = services(taken)["foto"].places
    assert (way.place, way.hours, way.hours_text, way.note) == (
        "foto-centrs",
        "Mo 10:00-12:00; Tu 10:00-12:00",
        "",
        "2. stāvs",
    )
    english = {entry.msgid: entry.msgstr for entry in po.read(taken.folder / "locales" / "en.po")}
    assert (english["Foto centrs"], english["2. stāvs"], english["Derīga"]) == ("Photo centre", "2nd floor", "Valid")


def test_the_address_of_an_authority_is_where_its_services_are_given_that_name_none(taken: Content) -> None:
    assert places(taken)["parvalde"].street == "Valdemāra iela 1, Daugavpils"
    assert [way.place for way in services(taken)["pase"].places] == ["parvalde"]
    assert "parvalde" not in {way.place for way in services(taken)["foto"].places}


def test_a_contact_point_has_an_address_and_times_of_the_clock(taken: Content) -> None:
    (way,) = services(taken)["karte"].places
    assert (way.place, way.hours) == ("saules-iela-5", "Mo-Su 09:00-17:30")
    assert (places(taken)["saules-iela-5"].city, places(taken)["saules-iela-5"].country) == ("Viļņa", "LT")


def test_hours_of_telephones_and_of_the_web_are_no_hours_of_a_place(taken: Content) -> None:
    keys = services(taken)["foto"]
    assert [(phone.number, phone.hours) for phone in keys.phones] == [("+37165407437", "Mo-Fr 08:00-12:00")]
    assert keys.notes == ("visu diennakti",)


def test_what_a_document_is_said_to_be_is_its_note_and_of_a_requirement_it_is_kept(taken: Content) -> None:
    keys = services(taken)["foto"]
    assert [(item.name, item.note) for item in keys.evidence] == [("Pase", "Derīga")]
    assert '"Arī bērniem"@lv' in keys.residue["cpsv"]["triples"]


def test_an_area_without_an_address_is_no_place(taken: Content) -> None:
    areas = {area.name: area.uri.rpartition("/")[2] for area in services(taken)["pase"].areas}
    assert areas.keys() == {"Latvija", "Latgale"}
    assert areas["Latvija"] == "LVA"
    assert "POINT(26.5 55.9)" in services(taken)["pase"].residue["cpsv"]["triples"]
    assert set(places(taken)) == {"foto-centrs", "parvalde", "saules-iela-5"}


def test_places_come_back_from_an_export(taken: Content, tmp_path: Path) -> None:
    before = places(taken), services(taken)
    taken.give("cpsv", tmp_path / "out.ttl")
    taken.good("cpsv", tmp_path / "a.ttl")
    assert (places(taken), services(taken)) == before
    shutil.rmtree(taken.folder)
    taken.good("cpsv", tmp_path / "out.ttl")
    again = services(taken)
    for slug, keys in before[1].items():
        assert [(w.place, w.hours, w.note) for w in again[slug].places] == [
            (w.place, w.hours, w.note) for w in keys.places
        ]
        assert [(phone.number, phone.hours) for phone in again[slug].phones] == [
            (p.number, p.hours) for p in keys.phones
        ]
    assert {slug: place.street for slug, place in places(taken).items()} == {s: p.street for s, p in before[0].items()}


def test_the_places_of_the_demonstration_come_back_in_a_new_folder(content: Content, tmp_path: Path) -> None:
    content.give("cpsv", tmp_path / "out.ttl", ROOT / "db" / "daugavpils")
    content.good("cpsv", tmp_path / "out.ttl", "--default-language", "lv")
    theirs = {record.keys.name: record.keys for record in source.read(ROOT / "db" / "daugavpils").places}
    assert set(theirs) == {place.name for place in places(content).values()}
    for place in places(content).values():
        own = theirs[place.name]
        assert (place.street, place.city, place.latitude) == (own.street, own.city, own.latitude)


@pytest.mark.parametrize(
    ("hour", "rule"), [("8", "Mo-Su 08:00-17:30"), ("99", ""), ("²", ""), ("-1", ""), ("17", "Mo-Su 17:00-17:30")]
)
def test_only_times_of_the_clock_make_a_rule(content: Content, tmp_path: Path, hour: str, rule: str) -> None:
    text = GRAPH.replace("time:hour 9", f'time:hour "{hour}"')
    (tmp_path / "a.ttl").write_text(text, encoding="utf-8")
    content.good("cpsv", tmp_path / "a.ttl")
    (way,) = services(content)["karte"].places
    assert way.hours == rule
