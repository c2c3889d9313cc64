"""What HSDS has no table for leaves in tables of our own and comes back, and what somebody changes in HSDS's tables counts."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kiosk.publishing import edition, po, records, source
from kiosk.publishing.build import build
from kiosk.publishing.edition import Edition
from kiosk.publishing.exporters import content as contents
from kiosk.publishing.hsds import extension
from kiosk.publishing.importers import hsds
from kiosk.publishing.importers.draft import KINDS
from kiosk.publishing.po import Human
from kiosk.publishing.texts import extract
from kiosk.publishing.translations import merged
from kiosk.resources import ROOT
from tests.helpers.pictures import png
from tests.helpers.sources import small_town

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.publishing.source import Source
    from tests.unit.publishing.importers.conftest import Content

DAUGAVPILS = ROOT / "db" / "daugavpils"


def told(folder: Path) -> dict[str, Any]:
    """All that a folder says, without how its files are written."""
    read = edition.read(folder)
    said: dict[str, Any] = {
        f"{kind}/{record.slug}": (record.keys, record.body) for kind in KINDS for record in getattr(read.source, kind)
    }
    for tag, entries in read.catalogues.items():
        said |= {f"{tag} {e.context}": (e.msgstr, e.fuzzy, e.human, e.previous) for e in entries if e.msgstr}
    forms = {path.name: path.read_bytes() for path in (folder / "forms").glob("*")}
    return said | {"pack": read.source.pack.keys, "concepts": read.source.concepts, "forms": forms}


def test_the_demonstration_comes_back(content: Content, tmp_path: Path) -> None:
    content.give("hsds", tmp_path / "package", DAUGAVPILS)
    said = content.good("hsds", tmp_path / "package")
    assert said.json["remarks"] == []
    assert told(content.folder) == told(DAUGAVPILS)


def test_one_file_of_json_brings_all_back(content: Content, package: Path, tmp_path: Path) -> None:
    content.give("hsds", tmp_path / "services.json", tmp_path / "smalltown")
    content.good("hsds", tmp_path / "services.json")
    assert told(content.folder) == told(tmp_path / "smalltown")


def test_a_package_changes_nothing_in_the_folder_that_it_was_made_of(
    content: Content, package: Path, tmp_path: Path
) -> None:
    shutil.copytree(tmp_path / "smalltown", content.folder)
    said = content.good("hsds", package, "--prune")
    assert all(count[:2] == (0, 0) and count[3] == 0 for count in said.counts.values()), said.counts
    for path in (tmp_path / "smalltown").rglob("*.md"):
        assert (content.folder / path.relative_to(tmp_path / "smalltown")).read_bytes() == path.read_bytes()


def test_a_folder_is_found_again_without_our_tables_too(content: Content, tmp_path: Path) -> None:
    town = small_town(content.folder)
    content.give("hsds", tmp_path / "package")
    shutil.rmtree(tmp_path / "package" / "kiosk")
    content.good("hsds", tmp_path / "package", into=town.folder)
    assert len(source.read(town.folder).services) == 1


@pytest.fixture
def package(content: Content, tmp_path: Path) -> Path:
    town = small_town(tmp_path / "smalltown")
    town.write(
        "locales/en.po",
        'msgid ""\nmsgstr ""\n"Language: en\\n"\n\n# kiosk: human Anna 2026-01-02\nmsgctxt "service/declare/name/0"\n'
        'msgid "Deklarēt dzīvesvietu"\nmsgstr "Declare"\n\n'
        'msgctxt "service/declare/step/1"\nmsgid "Ejiet uz domi"\nmsgstr "Go to the council"\n',
    )
    content.give("hsds", tmp_path / "package", town.folder)
    return tmp_path / "package"


def change(file: Path, column: str, before: str, after: str) -> None:
    """Writes another cell into the row of a table that has `before`."""
    with file.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    (row,) = [row for row in rows if row[column] == before]
    row[column] = after
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_what_was_changed_in_a_table_of_hsds_counts(content: Content, package: Path) -> None:
    change(package / "services.csv", "name", "Deklarēt dzīvesvietu", "Cits nosaukums")
    change(package / "phones.csv", "number", "+37165407437", "+37165407777")
    content.good("hsds", package)
    before = told(package.parent / "smalltown")
    now = told(content.folder)
    assert now["services/declare"][0] == msgspec.structs.replace(before["services/declare"][0], name="Cits nosaukums")
    assert ("Declare", True, Human("Anna", before["en service/declare/name/0"][2].day), "Deklarēt dzīvesvietu") == now[
        "en service/declare/name/0"
    ]
    (phone,) = now["places/hall"][0].phones
    assert phone == msgspec.structs.replace(before["places/hall"][0].phones[0], number="+37165407777")


def test_a_record_that_was_taken_out_of_hsds_stays_out(content: Content, package: Path) -> None:
    (package / "services.csv").write_text("id,organization_id,name,status\n", encoding="utf-8")
    content.good("hsds", package)
    assert source.read(content.folder).services == ()
    assert source.read(content.folder).terms


@pytest.mark.parametrize("name", ["out", "out.json"])
def test_a_guide_alone_comes_back_with_its_pictures(content: Content, tmp_path: Path, name: str) -> None:
    town = small_town(tmp_path / "smalltown")
    for folder in ("services", "organizations", "places", "terms"):
        shutil.rmtree(town.folder / folder)
    picture = png()
    (town.folder / "media").mkdir()
    (town.folder / "media" / "map.png").write_bytes(picture)
    town.write("guides/first.md", "---\nname: Pirmie soļi\n---\n![Karte](media/map.png)\n")
    content.give("hsds", tmp_path / name, town.folder)
    if name == "out.json":  # one file holds no pictures, and the import says which one is missing
        assert "media/map.png is not there" in content.take("hsds", tmp_path / name).err
        return
    content.good("hsds", tmp_path / name)
    assert told(content.folder) == told(town.folder)
    assert (content.folder / "media" / "map.png").read_bytes() == picture


def test_a_package_of_another_folder_brings_what_hsds_says(content: Content, package: Path, tmp_path: Path) -> None:
    small_town(content.folder).write(
        "pack.yaml", (tmp_path / "smalltown" / "pack.yaml").read_text().replace("id: small", "id: other-small")
    )
    said = content.good("hsds", package)
    assert "was made of the folder" in "\n".join(said.remarks)


def test_broken_tables_of_ours_are_told(content: Content, package: Path) -> None:
    (package / "kiosk" / "services.csv").write_text("id,organization\n,\nx,\n", encoding="utf-8")
    said = content.take("hsds", package)
    assert (said.code, "Traceback" in said.err) == (1, False)
    assert "services!" in said.err


def test_a_pack_comes_back_as_a_folder(content: Content, package: Path, tmp_path: Path) -> None:
    town = small_town(tmp_path / "smalltown")
    guide = "---\nname: Pirmie soļi\nicon: map\nseq: 2\ntopics: [papers]\nlinks:\n  - https://a.example/x\n---\nLasiet [šo](service:declare).\n"
    town.write("guides/first.md", guide)
    town.write("guides/second.md", guide.replace("Pirmie", "Otrie").replace("seq: 2", "seq: 1\nparent: first"))
    town.write(
        "events/talk.md",
        "---\nname: Saruna\nstarts: 2026-12-01T18:00\nplace: hall\nrrule: FREQ=WEEKLY\nexample: true\n---\n",
    )
    town.write(
        "notices/ice.md",
        "---\nname: Ledus\nlevel: warning\nstarts: 2026-11-01\nexpires: 2026-12-24\nverified_on: 2026\n---\n",
    )
    town.write("phrases/wait.md", "---\nname: Gaidiet\ntopic: desk\nseq: 1\n---\n")
    town.write("polls/bus.md", "---\nname: Vai autobuss?\nchoices: [Jā, Nē]\n---\n")
    town.write("concepts.yaml", "bus:\n  lv: [autobuss]\n  en: [bus, coach]\n")
    text = (town.folder / "services" / "declare.md").read_text(encoding="utf-8")
    more = "outputs: [Izziņa]\nlegal_resources:\n  - name: Likums\n    url: https://a.example/l\nrelations:\n  - to: guide:first\n    kind: requires\n"
    town.write("services/declare.md", text.replace("\n---\n", f"\n{more}---\n", 1))
    build(town.folder, tmp_path / "town.pack")
    content.give("hsds", tmp_path / "again", tmp_path / "town.pack")
    content.good("hsds", tmp_path / "again")
    content.give("workbook", tmp_path / "book.xlsx", tmp_path / "town.pack")
    content.good("workbook", tmp_path / "book.xlsx", into=tmp_path / "other")
    for folder in (content.folder, tmp_path / "other"):
        said = json.loads(content.run("diff", town.folder, folder, "--json").out)
        changed = [
            (each["slug"], field["before"], field["after"]) for each in said["records"] for field in each["fields"]
        ]
        # a pack does not hold who made a translation, so nobody vouches for it any more
        human, machine = ({"text": "Declare", "status": status} for status in ("human", "machine"))
        assert changed == [("declare", human, machine)]


# ---- any service ---------------------------------------------------------------------------------------------------

PLACES = frozenset({"belarusian-centre", "city-council"})
WORDS = st.text("abcāžю٣ 'ß*#,;\"&<-", min_size=1, max_size=8).map(lambda text: " ".join(text.split())).filter(bool)
NAME = st.sampled_from(["", "", "one", "passport", "7f2b1b0e-0000-4000-8000-000000000001"])
HOURS = st.sampled_from(
    ["", "Mo-Fr 09:00-17:00", "Mo-Fr 09:00-12:00,13:00-17:00; PH off", "Oct-Mar 18:00-08:00", "24/7"]
)
PHONES = st.lists(st.sampled_from(["+37165407437", "+37165407438", "112"]), max_size=2, unique=True)


def distinct(items: list[Any]) -> tuple[Any, ...]:
    """Items whose keys differ, as the checks ask for."""
    found: dict[str, Any] = {}
    for position, item in enumerate(items, 1):
        found.setdefault(item.id or getattr(item, "place", "") or str(position), item)
    kept = tuple(found.values())
    return kept if len(set(records.keys(kept))) == len(kept) else ()


def listed(group: Any, **keys: Any) -> Any:
    return st.lists(st.builds(group, **keys), max_size=3).map(distinct)


SERVICE = st.fixed_dictionaries({
    "name": WORDS,
    "summary": WORDS,
    "requirements": listed(records.Requirement, name=WORDS, id=NAME),
    "evidence": listed(records.Evidence, name=WORDS, note=WORDS | st.just(""), id=NAME),
    "costs": listed(records.Cost, description=WORDS, amount=st.sampled_from(["0", "1.00", "4.27"]), currency=st.just("EUR"), id=NAME),
    "outputs": listed(records.Output, name=WORDS, id=NAME),
    "legal_resources": listed(records.LegalResource, name=WORDS, id=NAME),
    "areas": listed(records.Area, name=WORDS, id=NAME),
    "places": listed(records.ServicePlace, place=st.sampled_from(sorted(PLACES)), note=WORDS | st.just(""), hours=HOURS, id=NAME),
    "phones": PHONES.map(lambda numbers: tuple(records.Phone(number=number, hours="Mo 10:00-11:00") for number in numbers)),
    "links": listed(records.Link, url=st.sampled_from(["https://a.example/x", "https://b.example/y"]), label=WORDS, id=NAME),
    "contacts": listed(records.Contact, name=WORDS, role=WORDS, id=NAME, phones=PHONES.map(lambda all_: tuple(records.Phone(number=each) for each in all_))),
    "steps": st.lists(WORDS, max_size=3).map(tuple),
    "notes": st.lists(WORDS, max_size=3).map(tuple),
    "keywords": st.lists(WORDS, max_size=3, unique=True).map(tuple),
    "expires": st.sampled_from(["", "2030-01-01"]),
    "confirm": st.sampled_from([None, True, False]),
    "spoken_languages": st.lists(st.sampled_from(["lv", "ru", "prs", "zh-Hant"]), unique=True, max_size=3).map(tuple),
})  # fmt: skip


@cache
def some() -> Source:
    """Two services of the demonstration with what they lead to."""
    read = source.read(DAUGAVPILS)
    chosen = [record for record in read.services if not any(each.form for each in record.keys.evidence)][:2]
    organizations = [one for one in read.organizations if one.slug in {each.keys.organization for each in chosen}]
    places = [
        one for one in read.places if one.slug in PLACES | {at.place for each in chosen for at in each.keys.places}
    ]
    found = replace(read, services=tuple(chosen), organizations=tuple(organizations), places=tuple(places))
    return replace(found, guides=read.guides[:1], events=(), forms=(), concepts=(), folder=ROOT / "nowhere")


@settings(max_examples=20, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(SERVICE, WORDS, st.booleans())
def test_any_service_comes_back(said: dict[str, Any], body: str, nested: bool) -> None:
    read = some()
    record = read.services[0]
    changed = replace(
        record, keys=msgspec.structs.replace(record.keys, **said), document=replace(record.document, body=f"**{body}**")
    )
    read = replace(read, services=(changed, *read.services[1:]))
    texts = extract(read)
    made = Edition(
        read,
        texts,
        {"ru": tuple(merged(texts, [po.Entry(text.context, text.value, f"ру {text.value}") for text in texts]))},
    )
    core = extension.Core.of(contents.of_source(made.source, made.catalogues))
    cells = extension.cells(made, core, hsds.new_pack("", core.tables, "lv"), nested=nested)
    back = extension.merged(extension.taken(cells), core.read(nested=nested), None, nested=nested)
    assert back.drafted == extension.taken(cells).drafted
    assert back.translations == extension.taken(cells).translations
    assert back.drafted["services"][record.slug].keys == changed.keys
