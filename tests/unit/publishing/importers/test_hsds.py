"""HSDS comes in leniently, goes out strictly, and comes back as it was."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from kiosk.publishing import po, source
from kiosk.publishing.build import build
from kiosk.publishing.importers import values
from tests.helpers.shared import DATA, needs_data
from tests.helpers.sources import small_town

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.publishing.importers.conftest import Content

HSDS = DATA / "hsds-3.0"
SERVICE = "7f2b1b0e-0000-4000-8000-000000000001"


def table(folder: Path, name: str, *rows: dict[str, object], end: str = "\n", encoding: str = "utf-8") -> None:
    columns = list(dict.fromkeys(key for row in rows for key in row))
    lines = [columns, *([str(row.get(column, "")) for column in columns] for row in rows)]
    text = end.join(",".join(f'"{cell}"' for cell in line) for line in lines) + end
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.csv").write_bytes(text.encode(encoding))


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """What cities have: version 2.x, whole numbers as ids, and much that is missing."""
    folder = tmp_path / "old"
    table(folder, "organizations", {"id": 1, "name": "Town Aid", "url": "town.example"}, end="\r", encoding="utf-8-sig")
    table(folder, "locations", {"id": 5, "name": "Hall", "latitude": 48.1, "longitude": 11.5})
    table(
        folder,
        "physical_addresses",
        {"id": 9, "location_id": 5, "address_1": "Main 1", "city": "Town", "country": "US"},
    )
    table(
        folder,
        "services",
        {
            "id": 3,
            "organization_id": 1,
            "name": "Legal help",
            "status": "active",
            "description": "We help. A lot.",
            "email": "not an address",
        },
        {"id": 4, "organization_id": 77, "name": "", "status": "defunct"},
    )
    table(folder, "services_at_location", {"id": 6, "service_id": 3, "location_id": 5})
    table(
        folder,
        "phones",
        {"id": 7, "service_id": 3, "number": "(415) 555-2671", "extension": 12},
        {"id": 8, "service_id": 3, "number": "call us"},
    )
    table(
        folder,
        "languages",
        {"id": 1, "service_id": 3, "language": "Spanish (limited)"},
        {"id": 2, "service_id": 3, "language": "others on request"},
    )
    table(
        folder,
        "regular_schedules",
        {"id": 1, "service_id": 3, "weekday": "MO", "opens_at": "09:00", "closes_at": "17:00"},
    )
    table(folder, "eligibility", {"id": 1, "service_id": 3, "minimum_age": 18, "eligibility": "Adults"})
    table(folder, "taxonomy", {"id": "T1", "name": "Law", "vocabulary": "local"})
    table(folder, "service_taxonomy", {"id": 1, "service_id": 3, "taxonomy_id": "T1"})
    table(folder, "rates", {"id": 1})
    return folder


def test_older_data_comes_in_and_everything_odd_is_told(content: Content, old: Path, tmp_path: Path) -> None:
    said = content.good("hsds", old)
    assert said.counts == {
        "organizations": (2, 0, 0, 0),
        "places": (1, 0, 0, 0),
        "services": (2, 0, 0, 0),
        "terms": (1, 0, 0, 0),
    }
    help_, gone = sorted(source.read(content.folder).services, key=lambda record: record.slug)
    assert help_.keys.summary == "We help."
    assert [(phone.number, phone.label) for phone in help_.keys.phones] == [("+14155552671", "(ext. 12)")]
    assert help_.keys.spoken_languages == ("es",)
    assert help_.keys.places[0].hours == "Mo 09:00-17:00"
    assert help_.keys.requirements[0].name == "Adults"
    assert (help_.keys.topics, help_.keys.keywords) == (("law",), ("Law",))
    assert gone.keys.expires
    assert source.read(content.folder).organizations[0].keys.website == "https://town.example"
    told = "\n".join(said.remarks)
    for word in (
        "'call us'",
        "'not an address'",
        "others on request",
        "names no organization",
        "has no name",
        "is defunct",
        "no UUIDs",
        "rates",
    ):
        assert word in told, word
    build(content.folder, tmp_path / "pack")


def test_a_second_import_changes_nothing_and_a_newer_one_does(content: Content, old: Path) -> None:
    content.good("hsds", old)
    assert content.good("hsds", old).counts["services"] == (0, 0, 2, 0)
    table(old, "services", {"id": 3, "organization_id": 1, "name": "Legal help and more", "status": "active"})
    said = content.good("hsds", old)
    assert said.counts["services"] == (0, 1, 0, 0)
    assert said.json["disappeared"][0] == "organizations/unknown-organization.md"
    assert len(said.json["disappeared"]) == 2
    assert "name: Legal help and more" in content.read("services/legal-help.md")


def test_what_we_have_no_key_for_comes_back_until_an_editor_changes_it(
    content: Content, old: Path, tmp_path: Path
) -> None:
    content.good("hsds", old)
    content.give("hsds", tmp_path / "out")
    (phone,) = [row for row in rows(tmp_path / "out" / "phones.csv") if row["extension"]]
    assert (phone["number"], phone["extension"]) == ("(415) 555-2671", "12")
    file = content.folder / "services" / "legal-help.md"
    file.write_text(content.read("services/legal-help.md").replace("+14155552671", "+14155550000", 1), encoding="utf-8")
    content.give("hsds", tmp_path / "out")
    assert [row["number"] for row in rows(tmp_path / "out" / "phones.csv") if row["extension"]] == ["+14155550000"]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


@needs_data
def test_the_official_csv_example_comes_back(content: Content, tmp_path: Path) -> None:
    content.good("hsds", HSDS / "examples" / "csv")
    content.give("hsds", tmp_path / "out")
    for path in (HSDS / "examples" / "csv").glob("*.csv"):
        assert rows(tmp_path / "out" / path.name) == rows(path), path.name


@needs_data
def test_the_official_json_example_comes_back(content: Content, tmp_path: Path) -> None:
    content.good("hsds", HSDS / "examples" / "service_full.json")
    content.give("hsds", tmp_path / "out.json")
    assert json.loads((tmp_path / "out.json").read_bytes()) == [
        json.loads((HSDS / "examples" / "service_full.json").read_bytes())
    ]


def validator(name: str) -> Draft202012Validator:
    schemas = {path.name: json.loads(path.read_bytes()) for path in (HSDS / "schema").glob("*.json")}
    known = [(file, Resource.from_contents(schema, DRAFT202012)) for file, schema in schemas.items()]
    registry: Registry[Any] = Registry().with_resources(known)
    return Draft202012Validator(
        schemas[f"{name}.json"], registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER
    )


def wrong(out: Path) -> list[str]:
    found: list[str] = []
    for name in ("service", "organization"):
        check = validator(name)
        for thing in json.loads((out / "json" / f"{name}s.json").read_bytes()):
            found.extend(f"{list(error.path)}: {error.message}" for error in check.iter_errors(thing))
    return found


@needs_data
def test_every_export_is_valid(content: Content, old: Path, tmp_path: Path) -> None:
    town = small_town(tmp_path / "smalltown")
    content.good("hsds", old)
    for folder in (town.folder, content.folder):
        content.give("hsds", tmp_path / "out", folder)
        assert wrong(tmp_path / "out") == []
    for name in ("tabular.json", "organization_full.json", "service_at_location_full.json", "service_list.json"):
        content.good("hsds", HSDS / "examples" / name, into=tmp_path / name)
        content.give("hsds", tmp_path / f"{name}.out", tmp_path / name)
        assert wrong(tmp_path / f"{name}.out") == [], name


def test_texts_in_other_languages_stand_in_a_table_and_come_back(content: Content, tmp_path: Path) -> None:
    town = small_town(tmp_path / "smalltown")
    town.write(
        "locales/en.po",
        'msgid ""\nmsgstr ""\n"Language: en\\n"\n\nmsgctxt "service/declare/name/0"\nmsgid "Deklarēt dzīvesvietu"\nmsgstr "Declare"\n\n'
        'msgctxt "service/declare/step/1"\nmsgid "Ejiet uz domi"\nmsgstr "Go to the council"\n',
    )
    content.give("hsds", tmp_path / "out", town.folder)
    said = {
        (row["table_name"], row["field_name"], row["language"]): row["translation"]
        for row in rows(tmp_path / "out" / "translations.csv")
    }
    assert said["service", "name", "en"] == "Declare"
    content.good("hsds", tmp_path / "out", "--default-language", "lv")
    english = {entry.msgid: entry.msgstr for entry in po.read(content.folder / "locales" / "en.po")}
    assert english["Deklarēt dzīvesvietu"] == "Declare"


def test_a_pack_goes_out_as_its_folder_does(content: Content, old: Path, tmp_path: Path) -> None:
    content.good("hsds", old)
    build(content.folder, tmp_path / "town.pack")
    content.give("hsds", tmp_path / "a")
    content.give("hsds", tmp_path / "b", tmp_path / "town.pack")
    for path in [*(tmp_path / "a").glob("*.csv"), *(tmp_path / "a" / "json").iterdir()]:
        assert (tmp_path / "b" / path.relative_to(tmp_path / "a")).read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("services.csv", "id,name\n1,Café".encode("latin-1"), "services.csv:2: this is not UTF-8"),
        ("services.csv", b"", "has no services, organizations or locations"),
        ("services.json", b'{"id": ', "is not JSON"),
        ("services.json", b"[" * 100_000, "it is nested too deeply"),
        ("services.json", b'{"a":' * 5_000 + b"1" + b"}" * 5_000, "services.json"),
        ("services.csv", b'id,name\n1,"open', "has no"),
        ("services.json", '[{"id": "1", "name": "Na\u202eme", "status": "active"}]'.encode(), "U+202E"),
        ("services.csv", b"id,name\n1," + b"x" * 2_000_001, "this is not CSV"),
    ],
)
def test_what_cannot_be_is_refused(
    content: Content, old: Path, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    content.good("hsds", old)
    (tmp_path / name).write_bytes(data)
    if said == "has no":
        content.good("hsds", tmp_path / name, into=tmp_path / "other")
        return
    assert said in content.refused("hsds", tmp_path / name)


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("9:00am-5:00pm, Mon-Fri", "Mo-Fr 09:00-17:00"),
        ("Monday to Friday 9am - 5pm", "Mo-Fr 09:00-17:00"),
        ("Mon, Wed & Fri: 8.30 - 12.00", "Mo,We,Fr 08:30-12:00"),
        ("Mon-Thu 9-5pm; Fri 9am-1pm", "Mo-Th 09:00-17:00; Fr 09:00-13:00"),
        ("Sat-Mon 10:00-14:00", "Mo,Sa,Su 10:00-14:00"),
        ("24 hours a day, 7 days a week", "24/7"),
        ("Mo-Fr 09:00-17:00", "Mo-Fr 09:00-17:00"),
        ("by appointment", ""),
        ("Mon-Fri except holidays 9:00-17:00", ""),
        ("9-5", ""),
        ("Mon 25:00-26:00", ""),
        ("", ""),
    ],
)
def test_hours_in_words(words: str, rule: str) -> None:
    assert values.hours(words) == rule


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_any_words_are_hours_or_are_none(words: str) -> None:
    values.hours(words)
    values.tag(words)
    values.country(words)
    values.phone(words, "LV")


VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "name", "phones", "organization", "number", "service_at_locations", "location", "x"]), inner, max_size=4),
    max_leaves=15,
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(
            ["name", "status", "phones", "organization", "schedules", "cost_options", "languages", "url", "contacts"]
        ),
        VALUE,
        max_size=6,
    )
)
def test_any_service_comes_in_or_is_refused(content: Content, tmp_path: Path, said: dict[str, Any]) -> None:
    file = tmp_path / "service.json"
    file.write_text(json.dumps({"id": SERVICE, "status": "active", **said}), encoding="utf-8")
    taken = content.take("hsds", file)
    assert taken.code in {0, 1}
    assert "mistake of ours" not in taken.err
