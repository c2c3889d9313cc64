"""Public services in CPSV-AP: leniently in, with a language at every text out."""

from __future__ import annotations

import gzip
import json
import socket
import warnings
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF

from kiosk.publishing import po, source
from kiosk.publishing.build import build
from kiosk.publishing.cpsv import authority
from tests.helpers.full_town import full_town
from tests.helpers.shared import DATA, needs_data
from tests.helpers.sources import small_town

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.publishing.importers.conftest import Content

CPSV = DATA / "cpsv-ap"
PREFIXES = """@prefix cpsv: <http://purl.org/vocab/cpsv#> . @prefix cv: <http://data.europa.eu/m8g/> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://city.example/> .
"""
SERVICE = (
    PREFIXES
    + """
ex:s a cpsv:PublicService ; dct:identifier "s1" ; dct:title "Pase"@lv, "Passport"@en ; dct:description "Saņemt pasi."@lv ;
  cv:hasCompetentAuthority ex:o ; cv:hasCriterion ex:r ; cpsv:hasInput ex:e ; cpsv:produces ex:out ; cv:hasCost ex:c ;
  dct:language <http://publications.europa.eu/resource/authority/language/LAV> ; cv:processingTime "P10D" ; cv:sector "x" ;
  cv:hasContactPoint [ cv:telephone "Zvaniet: +371 65407437" ; cv:email "mailto:a@city.lv" ] ; cv:isGroupedBy ex:life ;
  dct:requires ex:t .
ex:t a cpsv:PublicService ; dct:title "Foto"@lv ; dct:description "TODO" .
ex:o a cv:PublicOrganisation ; skos:prefLabel "Pārvalde"@lv . ex:r dct:title "Visiem"@lv . ex:e dct:title "Vecā pase"@lv, "Old passport"@en ;
  dct:conformsTo ex:type . ex:out dct:title "Jaunā pase"@lv . ex:c cv:value "15.00" ; cv:currency <http://publications.europa.eu/resource/authority/currency/EUR> .
ex:life a cv:LifeEvent ; dct:title "Ierašanās"@lv .
"""
)


def saved(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def parsed(path: Path, format: str = "turtle") -> Graph:  # noqa: A002 (as rdflib calls it)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return Graph().parse(path, format=format)


def test_a_service_with_all_that_hangs_on_it(content: Content, tmp_path: Path) -> None:
    said = content.good("cpsv", saved(tmp_path / "a.ttl", SERVICE))
    assert said.counts == {"organizations": (2, 0, 0, 0), "services": (2, 0, 0, 0), "terms": (1, 0, 0, 0)}
    read = source.read(content.folder)
    service = next(record for record in read.services if record.slug == "pase")
    keys = service.keys
    assert (keys.name, service.body, keys.processing_time, keys.spoken_languages) == (
        "Pase",
        "Saņemt pasi.",
        "P10D",
        ("lv",),
    )
    assert [item.name for item in keys.requirements] == ["Visiem"]
    assert [item.name for item in keys.evidence] == ["Vecā pase"]
    assert [item.name for item in keys.outputs] == ["Jaunā pase"]
    assert [(cost.amount, cost.currency) for cost in keys.costs] == [("15.00", "EUR")]
    assert [(phone.number, phone.label) for phone in keys.phones] == [("+37165407437", "Zvaniet: +371 65407437")]
    assert (keys.emails, keys.situations, keys.relations[0].to) == (("a@city.lv",), ("ierasanas",), "service:foto")
    english = {entry.msgid: entry.msgstr for entry in po.read(content.folder / "locales" / "en.po")}
    assert (english["Pase"], english["Vecā pase"]) == ("Passport", "Old passport")
    assert any("'TODO'" in remark for remark in said.remarks)
    assert any("names no competent authority" in remark for remark in said.remarks)
    build(content.folder, tmp_path / "pack")
    assert content.good("cpsv", tmp_path / "a.ttl").counts["services"] == (0, 0, 2, 0)


@pytest.mark.parametrize("name", ["out.ttl", "out.jsonld", "out.rdf"])
def test_every_text_goes_out_with_its_language_and_comes_back(content: Content, tmp_path: Path, name: str) -> None:
    content.good("cpsv", saved(tmp_path / "a.ttl", SERVICE))
    content.give("cpsv", tmp_path / name)
    graph = parsed(tmp_path / name, format={"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml"}[name.partition(".")[2]])
    named = (DCTERMS.title, DCTERMS.description)
    assert all(value.language for _s, predicate, value in graph if predicate in named and isinstance(value, Literal))
    assert (URIRef("https://city.example/e"), DCTERMS.conformsTo, URIRef("https://city.example/type")) in graph
    assert len(set(graph.subjects(RDF.type, URIRef("http://purl.org/vocab/cpsv#PublicService")))) == 2
    content.good("cpsv", tmp_path / name, into=tmp_path / "again")
    again = {record.slug: record.keys for record in source.read(tmp_path / "again").services}
    for record in source.read(content.folder).services:
        assert again[record.slug].evidence == record.keys.evidence
        (cost,), (before,) = again[record.slug].costs or [None], record.keys.costs or [None]
        if cost and before:  # an xsd:double is a number, so 15.00 comes back as 15
            assert float(cost.amount) == float(before.amount)
            assert msgspec.structs.replace(cost, amount="") == msgspec.structs.replace(before, amount="")


def test_what_grew_here_goes_out(content: Content, tmp_path: Path) -> None:
    content.give("cpsv", tmp_path / "out.ttl", small_town(tmp_path / "smalltown").folder)
    graph = Graph().parse(tmp_path / "out.ttl")
    (service,) = graph.subjects(RDF.type, URIRef("http://purl.org/vocab/cpsv#PublicService"))
    assert graph.value(service, DCTERMS.title) == Literal("Deklarēt dzīvesvietu", lang="lv")


def test_untagged_texts_need_a_language(content: Content, tmp_path: Path) -> None:
    file = saved(tmp_path / "a.ttl", PREFIXES + 'ex:s a cpsv:PublicService ; dct:title "Reisepass" .')
    assert "add --default-language" in content.refused("cpsv", file)
    content.good("cpsv", file, "--default-language", "de")
    assert "name: Reisepass" in content.read("services/reisepass.md")


def test_a_context_of_the_web_is_answered_from_here(content: Content, tmp_path: Path) -> None:
    said = {
        "@context": "https://data.example/cpsv-ap.jsonld",
        "@id": "https://city.example/s",
        "@type": "PublicService",
        "http://purl.org/dc/terms/title": {"@language": "lv", "@value": "Pase"},
    }
    content.good("cpsv", saved(tmp_path / "a.jsonld", json.dumps(said)))
    assert "name: Pase" in content.read("services/pase.md")


@needs_data
@pytest.mark.parametrize("name", ["example-rdf_public_service.ttl", "example-rdf_public_service.jsonld"])
def test_the_standards_own_example_comes_in(content: Content, name: str) -> None:
    content.good("cpsv", CPSV / "3.2.0" / "html" / "examples" / name)
    assert "name: Tax-on-web" in content.read("services/tax-on-web.md")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.ttl", "ex:s a", "a.ttl is not turtle"),
        ("a.ttl", "", "has no public service"),
        ("a.jsonld", "{", "is not JSON"),
        ("a.jsonld", "[" * 100_000, "it is nested too deeply"),
        ("a.rdf", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><rdf:RDF/>', "has XML entities"),
        ("a.rdf", "<rdf:RDF>", "is not xml"),
        ("a.ttl", PREFIXES + 'ex:s a cpsv:PublicService ; dct:title "Na\u202eme"@en .', "U+202E"),
    ],
)
def test_what_cannot_be_is_refused(content: Content, tmp_path: Path, name: str, text: str, said: str) -> None:
    content.good("cpsv", saved(tmp_path / "good.ttl", SERVICE))
    assert said in content.refused("cpsv", saved(tmp_path / name, text))


PREDICATES = ["dct:title", "dct:description", "cv:hasCompetentAuthority", "cpsv:hasInput", "cv:hasCost", "cv:value", "cv:currency", "cv:contactPoint", "cv:telephone", "cv:openingHours", "cv:isGroupedBy", "dct:language", "cv:processingTime", "dct:spatial", "cv:requires"]  # fmt: skip
OBJECTS = [
    "ex:s",
    "ex:o",
    "ex:x",
    '"text"',
    '"P1D"',
    '"text"@lv',
    '"x"@qqq',
    "[]",
    "5",
    '"-1"',
    "<mailto:a>",
    '"<b>x</b>"@lv',
    '"+371 65407437"',
]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(["ex:s", "ex:o", "ex:x"]), st.sampled_from(PREDICATES), st.sampled_from(OBJECTS)),
        max_size=12,
    )
)
def test_any_graph_comes_in_or_is_refused(
    content: Content, tmp_path: Path, triples: list[tuple[str, str, str]]
) -> None:
    lines = "".join(f"{' '.join(triple)} .\n" for triple in triples)
    said = content.take(
        "cpsv",
        saved(tmp_path / "any.ttl", f"{PREFIXES}ex:s a cpsv:PublicService .\n{lines}"),
        "--default-language",
        "lv",
        into=tmp_path / "any",
    )
    assert said.code in {0, 1}
    assert "mistake of ours" not in said.err


NAMELESS = (
    PREFIXES
    + """
@prefix dcat: <http://www.w3.org/ns/dcat#> .
[] a cpsv:PublicService ; dct:identifier "77" ; dct:title "Pase"@lv ; dcat:keyword "health"@en, "veselība"@lv ;
  cv:hasCompetentAuthority [ skos:prefLabel "Pārvalde"@lv ] ; cpsv:hasInput [ dct:title "Foto"@lv ; dct:conformsTo ex:type ] ;
  cv:contactPoint [ cv:telephone "+371 65407437" ; cv:fax "1" ] .
<#two> a cpsv:PublicService ; dct:title "Foto"@lv ; cv:hasCompetentAuthority ex:o .
ex:o a cv:PublicOrganisation ; skos:prefLabel "Dome"@lv . ex:other a cv:PublicOrganisation ; skos:prefLabel "Skola"@lv .
ex:life a cv:LifeEvent ; dct:title "Ierašanās"@lv . ex:stray ex:colour "red", "blue" .
"""
)


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_things_without_an_address_are_the_same_in_each_reading(content: Content, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    content.good("cpsv", saved(tmp_path / "a.ttl", NAMELESS))
    before = tree(content.folder)
    said = content.good("cpsv", saved(tmp_path / "other" / "a.ttl", NAMELESS))
    assert said.counts == {"organizations": (0, 0, 3, 0), "services": (0, 0, 2, 0)}
    assert tree(content.folder) == before
    assert str(tmp_path) not in str(before)  # where it lies here is nobody's business
    content.good("cpsv", saved(tmp_path / "a.ttl", NAMELESS.replace('"Pase"@lv', '"Pases"@lv')))
    assert content.read("services/pase.md").startswith("---\nname: Pases\n")


def test_what_has_no_key_here_is_kept_or_told(content: Content, tmp_path: Path) -> None:
    said = content.good("cpsv", saved(tmp_path / "a.ttl", NAMELESS))
    kept = source.read(content.folder).services[-1].keys.residue["cpsv"]["triples"]
    for value in ('"health"@en', "https://city.example/type", "m8g/fax", "identifier"):
        assert value in kept
    assert said.json["counts"]["organizations"]["added"] == 3
    assert any("life: groups no service" in remark for remark in said.remarks)
    assert any(
        "has 2 statements about things that are no services or providers (colour 2)" in remark
        for remark in said.remarks
    )


@needs_data
def test_every_service_and_provider_of_vienna_appears(content: Content, tmp_path: Path) -> None:
    """Counted in the file itself, not by what the importer says."""
    path = CPSV / "wien.ttl.gz"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        graph = Graph().parse(data=gzip.decompress(path.read_bytes()), format="turtle")
    services = {str(thing) for thing in graph.subjects(RDF.type, URIRef("http://purl.org/vocab/cpsv#PublicService"))}
    providers = {
        str(thing) for thing in graph.subjects(RDF.type, URIRef("http://data.europa.eu/m8g/PublicOrganisation"))
    }
    events = {thing for thing, kind in graph.subject_objects(RDF.type) if str(kind).endswith("LifeEvent")}
    said = content.good("cpsv", path, "--default-language", "de")
    read = source.read(content.folder)
    assert {record.keys.ids["cpsv"] for record in read.services} == services
    assert build(content.folder, tmp_path / "pack").counts["service"] == len(services) == 19
    assert read.pack.keys.country == "AT"
    assert providers <= {record.keys.ids["cpsv"] for record in read.organizations}
    situations = [record for record in read.terms if record.keys.scheme == "situation"]
    left = [remark for remark in said.remarks if "lifeEvent" in remark and "left out" in remark]
    assert len(situations) + len(left) == len(events) > 20


@pytest.mark.parametrize("place", ["alone", "list", "lists", "import", "scoped", "inner"])
def test_no_context_is_fetched_from_anywhere(content: Content, tmp_path: Path, place: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/context.jsonld"
        context: object = {
            "alone": address,
            "list": [address, {"x": "https://city.example/x"}],
            "lists": [[address], [[address]]],
            "import": {"@import": address},
            "scoped": {"x": {"@id": "https://city.example/x", "@context": [address]}},
            "inner": {"x": "https://city.example/x"},
        }[place]
        service = {"@id": "https://city.example/s", "@type": "http://purl.org/vocab/cpsv#PublicService"}
        inner = {"@context": address, "https://city.example/y": "z"}
        title = {"@language": "lv", "@value": "Pase"}
        value = {"@context": context, **service, "http://purl.org/dc/terms/title": title, "x": inner}
        said = content.take("cpsv", saved(tmp_path / "a.jsonld", json.dumps(value)))
        assert said.code in {0, 1}
        assert "mistake of ours" not in said.err
        with pytest.raises(BlockingIOError):
            server.accept()


def test_xml_is_read_in_the_encoding_that_it_names(content: Content, tmp_path: Path) -> None:
    text = (
        '<?xml version="1.0" encoding="ISO-8859-13"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:d="http://purl.org/dc/terms/" xmlns:c="http://purl.org/vocab/cpsv#"><c:PublicService rdf:about="http://x.example/s">'
        '<d:title xml:lang="lv">Deklarēt</d:title></c:PublicService></rdf:RDF>'
    )
    (tmp_path / "a.rdf").write_bytes(text.encode("iso-8859-13"))
    content.good("cpsv", tmp_path / "a.rdf")
    assert "name: Deklarēt" in content.read("services/deklaret.md")
    (tmp_path / "b.rdf").write_bytes(text.replace("ISO-8859-13", "klingon").encode())
    assert "b.rdf is not klingon" in content.refused("cpsv", tmp_path / "b.rdf")


SH = Namespace("http://www.w3.org/ns/shacl#")


def misshapen(graph: Graph) -> list[str]:
    """What the standard's shapes say against a graph: classes, datatypes and counts, which is all that they ask."""
    shapes = Graph().parse(CPSV / "3.2.0" / "shacl" / "cpsv-ap-SHACL.ttl")
    found: list[str] = []
    for shape, kind in shapes.subject_objects(SH.targetClass):
        for thing in graph.subjects(RDF.type, kind):
            for rule in shapes.objects(shape, SH.property):
                path, said = shapes.value(rule, SH.path), list(graph.objects(thing, shapes.value(rule, SH.path)))
                want, form = shapes.value(rule, SH["class"]), shapes.value(rule, SH.datatype)
                wrong: list[object] = [value for value in said if want and (value, RDF.type, want) not in graph]
                text = RDF.langString
                wrong += [
                    value
                    for value in said
                    if form and (not isinstance(value, Literal) or (text if value.language else value.datatype) != form)
                ]
                least, most = shapes.value(rule, SH.minCount), shapes.value(rule, SH.maxCount)
                wrong += [len(said)] if least is not None and len(said) < int(str(least)) else []
                wrong += [len(said)] if most is not None and len(said) > int(str(most)) else []
                found.extend(f"{thing} {path} {value}" for value in wrong)
    return found


@needs_data
def test_every_export_has_the_shapes_of_the_standard(content: Content, tmp_path: Path) -> None:
    town = small_town(tmp_path / "smalltown")
    text = (town.folder / "services" / "declare.md").read_text(encoding="utf-8")
    more = "areas:\n  - Daugavpils\n---\n"
    town.write("services/declare.md", text.replace("\n---\n", f"\n{more}", 1))
    content.good("cpsv", CPSV / "wien.ttl.gz", "--default-language", "de")
    for folder in (town.folder, content.folder):
        content.give("cpsv", tmp_path / "out.ttl", folder)
        graph = Graph().parse(tmp_path / "out.ttl")
        assert misshapen(graph) == []
    assert misshapen(Graph().parse(data=PREFIXES + 'ex:s a cpsv:PublicService ; dct:title "Pass" .'))


def test_places_go_out_with_address_and_hours(content: Content, tmp_path: Path) -> None:
    content.give("cpsv", tmp_path / "out.ttl", small_town(tmp_path / "smalltown").folder)
    graph = Graph().parse(tmp_path / "out.ttl")
    locn, cv = Namespace("http://www.w3.org/ns/locn#"), Namespace("http://data.europa.eu/m8g/")
    (channel,) = graph.subjects(RDF.type, cv.Channel)
    place = graph.value(channel, locn.location)
    assert graph.value(place, locn.geographicName) == Literal("Dome", lang="lv")
    address = graph.value(place, locn.address)
    assert str(graph.value(address, locn.thoroughfare)) == "Krišjāņa Valdemāra iela 1"
    assert str(graph.value(place, locn.geometry)) == "POINT(26.5161 55.8714)"
    hours = graph.value(channel, cv.openingHours)
    assert str(graph.value(hours, DCTERMS.description)) == "Mo 10:00-12:00"
    country = URIRef("http://publications.europa.eu/resource/authority/country/LVA")
    assert (None, DCTERMS.spatial, country) in graph


@pytest.mark.parametrize(
    ("tag", "code"),
    [("lv", "LAV"), ("de", "DEU"), ("prs", "PRS"), ("ti", "TIR"), ("kmr", "KMR"), ("zh-Hant", "ZHO"), ("el", "ELL")],
)
def test_languages_have_the_codes_of_the_authority(tag: str, code: str) -> None:
    assert authority.language(tag).endswith(f"/language/{code}")
    assert authority.tag(code) in {tag.partition("-")[0], ""}


def test_the_page_of_an_authority_and_the_address_of_a_law_go_out_and_come_back(
    content: Content, tmp_path: Path
) -> None:
    full_town(tmp_path / "town")
    content.give("cpsv", tmp_path / "out.ttl", tmp_path / "town")
    content.good("cpsv", tmp_path / "out.ttl", "--default-language", "lv")
    read = source.read(content.folder)
    assert "https://www.city.example" in {one.keys.website for one in read.organizations}
    laws = [law.url for one in read.services for law in one.keys.legal_resources]
    assert laws == ["https://www.city.example/lapa"]


MEMBER_STATES = (
    PREFIXES
    + """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix schema: <https://schema.org/> .
<http://127.0.0.1:3362/TCC-001> a cpsv:PublicService ; dct:title "Admission to a preschool" ; dct:identifier "TCC-001" ;
  cv:isGroupedBy <http://data.europa.eu/LE/StartingEducation> ; cv:hasFormalFramework <https://oigusaktid.tallinn.ee/akt/3001> ;
  cpsv:hasInput <http://data.europa.eu/Estonia/Input/HealthCertificate> ; cv:isDescribedAt <http://a.example/WEB_1> ;
  cv:hasCompetentAuthority <http://data.europa.eu/Estonia/PublicOrganisation/TallinnCouncil> ;
  cv:hasContactPoint [ a schema:ContactPoint ; schema:telephone "0461496020" ] .
<http://a.example/WEB_1> a cv:PublicServiceDataset ; dct:title "A page" ; dcat:landingPage <https://www.tallinn.ee/preschool> .
"""
)
"""As catalogues of member states write in the names of 2.x: no language, no country, addresses of somebody's own machine."""


def test_a_catalogue_of_a_member_state_says_what_it_has_and_no_more(content: Content, tmp_path: Path) -> None:
    said = content.good("cpsv", saved(tmp_path / "a.ttl", MEMBER_STATES), "--default-language", "en")
    (service,) = source.read(content.folder).services
    keys = service.keys
    assert [link.url for link in keys.links] == ["https://www.tallinn.ee/preschool"]
    assert [law.name for law in keys.legal_resources] == ["oigusaktid.tallinn.ee/akt/3001"]
    assert (keys.topics, keys.sources, keys.organization) == (("starting-education",), (), "tallinn-council")
    assert [remark.partition(": ")[2][:43] for remark in said.remarks] == [
        "does not say its country; BE was taken, als"
    ]
    before = {path.name: path.read_bytes() for path in content.folder.rglob("*.md")}
    content.give("cpsv", tmp_path / "out.ttl")
    content.good("cpsv", tmp_path / "out.ttl")
    assert {path.name: path.read_bytes() for path in content.folder.rglob("*.md")} == before
