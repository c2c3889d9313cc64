"""What a format has no words for outlives every import of the same record, whatever brings it."""

from __future__ import annotations

import re
import shutil
from difflib import unified_diff
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import msgspec
import pytest

from kiosk.publishing import records, source, workbook, writing
from kiosk.publishing.hsds import vocabulary
from kiosk.publishing.importers import cpsv, ics, integreat
from kiosk.publishing.importers.draft import KINDS
from kiosk.publishing.importers.keeping import MADE_UP, MAIN, Words, kept, matched
from tests.helpers.full_town import SAYS, full, full_town
from tests.helpers.sources import small_town

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.unit.publishing.importers.conftest import Content

WORDS = {"hsds": vocabulary.WORDS, "cpsv": cpsv.WORDS, "ics": ics.WORDS, "integreat": integreat.WORDS}
OUT = {"hsds": "out", "cpsv": "out.ttl", "ics": "out.ics", "integreat": "out"}
ELSEWHERE = {
    "hsds": {"services: expires"},
    "cpsv": {"places: country", "organizations.phones: hours", "organizations.phones: hours_text"}
    | {"services.phones: hours", "services.phones: hours_text"},
    "ics": {"events: all_day"},
    "integreat": {"events: all_day", "events: location", "events: rdates"},
}
"""What these formats say as well, and the town does not: other tests do."""


@pytest.fixture
def source_of_others(content: Content, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """What another system would give of a town, without anything that says it is ours."""
    full_town(tmp_path / "town")
    content.give(request.param, tmp_path / OUT[request.param], tmp_path / "town")
    shutil.rmtree(tmp_path / "out" / "kiosk", ignore_errors=True)
    return tmp_path / OUT[request.param]


def differences(before: dict[str, str], now: dict[str, str]) -> str:
    """The lines that one of the two has alone."""
    one, other = (
        "".join(f"{name}\n{text}\n" for name, text in sorted(each.items())).splitlines() for each in (before, now)
    )
    return "\n".join(unified_diff(one, other, n=0, lineterm=""))


def all_records(folder: Path) -> Iterator[tuple[str, source.Record[Any]]]:
    read = source.read(folder)
    return ((kind, record) for kind in KINDS for record in getattr(read, kind))


def fillable(keys: Any, words: Words, path: str) -> Any:
    """The record, or an item of it, with something in every key that the format has no word for."""
    more: dict[str, Any] = {}
    hints = get_type_hints(type(keys))
    for field in msgspec.structs.fields(type(keys)):
        value = getattr(keys, field.name)
        group = next((one for one in get_args(hints[field.name]) if isinstance(one, type)), None)
        items = group if group and issubclass(group, records.Keys) else None
        if field.name in MADE_UP or (field.name == "summary" and words is cpsv.WORDS):
            more[field.name] = {"icon": "passport", "confirm": False, "summary": "Redaktora vārdi"}[field.name]
        elif field.name in {"id", "ids", "residue", "all_day"} or (value == field.default and field.required):
            continue
        elif value == field.default and field.name not in words.said.get(path, ()):
            more[field.name] = (full(items),) if items else SAYS[field.name]
        elif items:
            more[field.name] = tuple(fillable(item, words, f"{path}.{field.name}") for item in value)
        if field.name in words.first and value:
            added = (
                records.Link(url="https://www.city.example/vairak", label="Vairāk") if items else "vairak@city.example"
            )
            added = "https://www.city.example/vairak" if field.name == "sources" else added
            more[field.name] = (*more.get(field.name, value), added)
    return msgspec.structs.replace(keys, **more)


def files(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text("utf-8") for path in folder.rglob("*.*")}


@pytest.mark.parametrize(("source_of_others", "name"), [(name, name) for name in OUT], indirect=["source_of_others"])
def test_a_second_import_leaves_all_that_the_format_cannot_say(
    content: Content, tmp_path: Path, source_of_others: Path, name: str
) -> None:
    content.good(name, source_of_others, "--default-language", "lv")
    mine = ("terms/papers.md", "terms/arrived.md", "guides/first.md", "services/declare.md", "organizations/own.md")
    for file in (*mine, "organizations/office.md", "places/hall.md", "forms/slip.md"):
        path = content.folder / file
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes((tmp_path / "town" / file).read_bytes())
    changed = 0
    for kind, record in all_records(content.folder):
        if getattr(record.keys, "ids", {}).get(name):
            keys = fillable(record.keys, WORDS[name], kind)
            body = record.body or ("" if "description" in WORDS[name].said.get(kind, ()) else "Redaktora teksts.")
            (content.folder / record.name).write_text(writing.record(keys, body), encoding="utf-8")
            changed += 1
    assert changed
    pack = re.sub("as_of: .*", "as_of: 2026-11-24", content.read("pack.yaml"))
    pack = pack.replace("id: smalltown", "id: elsewhere")  # so that it is nobody's export that comes back
    (content.folder / "pack.yaml").write_text(pack, encoding="utf-8")
    before = files(content.folder)
    said = content.good(name, source_of_others)
    now = files(content.folder)
    assert differences(before, now) == ""
    assert all(count[1] == 0 for count in said.counts.values())


@pytest.mark.parametrize(("source_of_others", "name"), [(name, name) for name in OUT], indirect=["source_of_others"])
def test_a_format_says_what_its_table_of_words_says(content: Content, source_of_others: Path, name: str) -> None:
    content.good(name, source_of_others, "--default-language", "lv")
    found: set[str] = set()
    for kind, record in all_records(content.folder):
        found |= {f"{kind}: description"} if record.body else set()
        found |= {f"{path}: {key}" for path, key in spoken(record.keys, kind)}
    table = {f"{path}: {key}" for path, keys in WORDS[name].said.items() for key in keys}
    assert table - found == ELSEWHERE[name]


def spoken(keys: Any, path: str) -> Iterator[tuple[str, str]]:
    """The keys of a record and its items that say something."""
    for field in msgspec.structs.fields(type(keys)):
        value = getattr(keys, field.name)
        if value != field.default:
            yield path, field.name
        for item in value if isinstance(value, tuple) else ():
            if isinstance(item, records.Keys):
                yield from spoken(item, f"{path}.{field.name}")


def test_a_workbook_of_names_leaves_all_that_it_has_no_column_for(content: Content, tmp_path: Path) -> None:
    full_town(content.folder)
    (content.folder / "services" / "declare.md").unlink()  # a sheet of a list has it for all records
    own = content.folder / "services" / "own.md"
    own.write_text(own.read_text("utf-8").replace("service:declare", "guide:first"), encoding="utf-8")
    book = tmp_path / "book"
    book.mkdir()
    for sheet in workbook.sheets():
        rows = [["id", "name::ar"], ["own", "عربي"]]
        if len(sheet.path) > 1:
            known_by = next(key for key in MAIN if key in sheet.group.__struct_fields__)
            value = "guide:first" if known_by == "to" else SAYS[known_by]
            rows = [[*sheet.links, known_by], [*("own", "1")[: len(sheet.links)], value]]
        if sheet.path[-1] != "choices" and (len(sheet.path) == 1 or sheet.path[0] == "services"):
            (book / f"{sheet.name}.csv").write_text("".join(f"{','.join(row)}\n" for row in rows), encoding="utf-8")
    before = files(content.folder)
    content.good("workbook", book)
    now = files(content.folder)
    arabic = now.pop("locales/ar.po")
    assert differences(before, now) == ""
    assert arabic.count("عربي") == len(KINDS)


def test_only_translations_of_a_list_stand_beside_what_the_folder_says(content: Content, tmp_path: Path) -> None:
    full_town(content.folder)
    book = tmp_path / "services.csv"
    book.write_text('id,steps::ar,summary::ar\ndeclare,"واحد\nاثنان",ملخص\n', encoding="utf-8")
    before = content.read("services/declare.md")
    assert content.good("workbook", book).json["translations"]["ar"] == 3
    assert content.read("services/declare.md") == before


def test_a_package_whose_own_tables_somebody_has_left_out_changes_nothing(content: Content, tmp_path: Path) -> None:
    full_town(content.folder)
    content.give("hsds", tmp_path / "package")
    shutil.rmtree(tmp_path / "package" / "kiosk")
    before = files(content.folder)
    said = content.good("hsds", tmp_path / "package", "--prune")
    assert said.json["disappeared"] == []
    now = {name: text for name, text in files(content.folder).items() if "locales" not in name}
    assert differences(before, now) == ""


@pytest.mark.parametrize("form", ["po", "xliff"])
def test_a_catalogue_that_comes_back_leaves_who_vouches_and_what_is_out_of_date(
    content: Content, tmp_path: Path, form: str
) -> None:
    full_town(content.folder)
    head = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n\n'
    human = '# kiosk: human Anna 2026-01-02\nmsgctxt "service/declare/name/0"\nmsgid "Deklarēt dzīvesvietu"\nmsgstr "Declare"\n'
    older = '\n#, fuzzy\n#| msgid "Vecs"\nmsgctxt "place/hall/name/0"\nmsgid "Dome"\nmsgstr "Council"\n'
    (content.folder / "locales").mkdir()
    (content.folder / "locales" / "en.po").write_text(head + human + older, encoding="utf-8")
    content.run("translations", "update", content.folder)
    before = files(content.folder)
    out = ("--language", "en", "--format", form, "--out", tmp_path / "en")
    assert content.run("translations", "export", content.folder, *out).code == 0
    said = content.run("translations", "import", content.folder, "--language", "en", "--from", tmp_path / "en")
    assert (said.code, differences(before, files(content.folder))) == (0, ""), said.err
    assert "human Anna" in content.read("locales/en.po")


def test_what_an_import_fills_in_itself_follows_the_source_until_an_editor_says_otherwise(
    content: Content, tmp_path: Path
) -> None:
    def given(street: str, text: str) -> Path:
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / "data" / "locations.csv").write_text("id,name\nl,\n")
        (tmp_path / "data" / "addresses.csv").write_text(f"id,location_id,address_1,country\na,l,{street},US\n")
        (tmp_path / "data" / "services.csv").write_text(f"id,name,description,status\ns,Aid,{text},\n")
        return tmp_path / "data"

    content.good("hsds", given("1 Oak St", "We help. Always."))
    content.good("hsds", given("2 Elm St", "We advise. Always."))
    place, service = source.read(content.folder).places[0], source.read(content.folder).services[0]
    assert (place.keys.name, service.keys.summary) == ("2 Elm St", "We advise.")
    for record, old, new in (
        (place, 'name: "2 Elm St"', "name: Town hall"),
        (service, "We advise.\n", "Advice for all\n"),
    ):
        path = content.folder / record.name
        path.write_text(path.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    content.good("hsds", given("3 Ash St", "We teach. Always."))
    place, service = source.read(content.folder).places[0], source.read(content.folder).services[0]
    assert (place.keys.name, place.keys.street) == ("Town hall", "3 Ash St")
    assert (service.keys.summary, service.body) == ("Advice for all", "We teach. Always.")
    assert service.keys.expires == ""
    (tmp_path / "data" / "services.csv").write_text("id,name,description,status\ns,Aid,x,inactive\n")
    content.good("hsds", tmp_path / "data")
    assert source.read(content.folder).services[0].keys.expires
    content.good("hsds", given("3 Ash St", "We teach."))
    assert not source.read(content.folder).services[0].keys.expires


def test_items_that_are_called_alike_are_found_once_each() -> None:
    costs = (
        records.Cost(description="Maksa", amount="5", id="adult"),
        records.Cost(description="Maksa", amount="2", id="child"),
    )
    before = records.Service(name="S", summary="s", organization="o", icon="i", costs=costs)
    said = tuple(records.Cost(description="Maksa", amount=amount) for amount in ("5", "3", "1"))
    now = kept(before, msgspec.structs.replace(before, costs=said), vocabulary.WORDS, "services")
    assert [(cost.id, cost.amount) for cost in now.costs] == [("adult", "5"), ("child", "3"), ("", "1")]


def test_who_has_the_id_goes_before_who_is_called_alike() -> None:
    old = (records.Cost(description="Maksa", id="adult"), records.Cost(description="Maksa", id="child"))
    assert matched(old, [("", "Maksa"), ("adult", "Maksa"), ("other", "Maksa")]) == [old[1], old[0], None]


def test_an_item_without_a_name_is_known_by_what_else_it_says() -> None:
    phone = records.Phone(number="+49821", label="Zentrale", hours="Mo-Fr 08:00-12:00")
    contacts = (
        records.Contact(role="Empfang", phones=(phone,), id="desk"),
        records.Contact(email="b@c.example", id="mail"),
    )
    said = (
        records.Contact(email="b@c.example"),
        records.Contact(role="Empfang", phones=(records.Phone(number="+49821"),)),
    )
    before = records.Place(name="Rathaus", contacts=contacts)
    now = kept(before, records.Place(name="Rathaus", contacts=said), integreat.WORDS, "places")
    assert now.contacts == contacts[::-1]


def test_costs_of_one_name_keep_their_ids_when_a_workbook_has_none(content: Content, tmp_path: Path) -> None:
    small_town(content.folder)
    declare = source.read(content.folder).services[0]
    costs = tuple(records.Cost(description="Maksa", amount="5", currency="EUR", id=own) for own in ("adult", "child"))
    changed = writing.record(msgspec.structs.replace(declare.keys, costs=costs), declare.body)
    (content.folder / declare.name).write_text(changed, encoding="utf-8")
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables/services.csv").write_text("id\ndeclare\n", encoding="utf-8")
    rows = "record,description,amount,currency\ndeclare,Maksa,5,EUR\ndeclare,Maksa,3,EUR\n"
    (tmp_path / "tables/services.costs.csv").write_text(rows, encoding="utf-8")
    content.good("workbook", tmp_path / "tables")
    costs = source.read(content.folder).services[0].keys.costs
    assert [(cost.id, cost.amount) for cost in costs] == [("adult", "5"), ("child", "3")]


def test_rows_without_a_name_are_found_by_what_else_they_say_or_by_their_number(
    content: Content, tmp_path: Path
) -> None:
    town = small_town(content.folder)
    contacts = "\ncontacts:\n  - role: Zāle\n    id: hall\n  - role: Kase\n    id: desk"
    town.change("services/declare.md", "confirm: true", f"confirm: true{contacts}")
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables/services.csv").write_text("id\ndeclare\n", encoding="utf-8")
    rows = "record,name,role\ndeclare,,Kase\ndeclare,,Zāle\ndeclare,,Jauna\n"
    (tmp_path / "tables/services.contacts.csv").write_text(rows, encoding="utf-8")
    content.good("workbook", tmp_path / "tables")
    found = source.read(content.folder).services[0].keys.contacts
    assert [(one.id, one.role) for one in found] == [("desk", "Kase"), ("hall", "Zāle"), ("", "Jauna")]


@pytest.mark.parametrize(
    ("changes", "verified"),
    [
        ({}, ("2026-11-01", False)),
        ({"verified_on": "2024-09-01"}, ("2026-11-01", False)),
        ({"street": "Jaunā 99"}, ("", True)),
        ({"street": "Jaunā 99", "verified_on": "2024-09-01"}, ("2024-09-01", False)),
        ({"phones": ()}, ("", True)),
        ({"phones": (records.Phone(number="+37165400000", verified_on="2026-11-20"),)}, ("2026-11-01", False)),
    ],
)
def test_what_a_source_changes_nobody_has_verified_but_the_source(
    changes: dict[str, Any], verified: tuple[str, bool]
) -> None:
    said = records.Place(name="Zāle", street="Vecā 1", phones=(records.Phone(number="+37165400000"),), confirm=True)
    before = msgspec.structs.replace(said, verified_on="2026-11-01", confirm=False)
    now = kept(before, msgspec.structs.replace(said, **changes), vocabulary.WORDS, "places")
    assert (now.verified_on, now.confirm) == verified


def test_hours_that_a_source_changes_are_to_confirm() -> None:
    said = records.Place(name="Zāle", hours="Mo-Fr 08:00-12:00")
    before = msgspec.structs.replace(said, hours_verified_on="2026-11-01", hours_confirm=False)
    same = kept(before, said, vocabulary.WORDS, "places")
    assert (same.hours_verified_on, same.hours_confirm) == ("2026-11-01", False)
    other = kept(before, msgspec.structs.replace(said, hours="Mo-Fr 09:00-12:00"), vocabulary.WORDS, "places")
    assert (other.hours_verified_on, other.hours_confirm) == ("", True)
