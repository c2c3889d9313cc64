"""HSDS as other people write it: several lists in one answer, data packages, days in words, and what is told of each row."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.publishing import source
from kiosk.publishing.hsds import hours

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.publishing.importers.conftest import Content

ORGANIZATION = {"id": "7f2b1b0e-0000-4000-8000-0000000000aa", "name": "Aid", "description": "We help"}
SERVICE: dict[str, Any] = {
    "id": "7f2b1b0e-0000-4000-8000-000000000001",
    "name": "Legal help",
    "status": "active",
    "organization_id": ORGANIZATION["id"],
}


def saved(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("byday", "days"),
    [
        ("MO,WE", [0, 2]),
        ("Mon-Fri", [0, 1, 2, 3, 4]),
        ("Monday to Wednesday, Saturday", [0, 1, 2, 5]),
        ("Tuesdays and Thursdays", [1, 3]),
        ("Sa-Mo", [5, 6, 0]),
        ("1MO", None),
        ("Monthly", None),
        ("Mon (odd weeks)", None),
    ],
)
def test_days_of_a_schedule_are_all_of_them_or_none(byday: str, days: list[int] | None) -> None:
    week = hours.week({"byday": byday, "opens_at": "09:00", "closes_at": "17:00"})
    assert (None if week is None else [day for day, _span in week]) == days


def test_all_lists_of_an_answer_come_in_and_the_rest_is_told(content: Content, tmp_path: Path) -> None:
    answer = {"services": [SERVICE, 7, None], "organizations": [ORGANIZATION], "shops": [1], "total_items": 1}
    said = content.good("hsds", saved(tmp_path / "all.json", answer))
    assert said.counts == {"organizations": (1, 0, 0, 0), "services": (1, 0, 0, 0)}
    assert source.read(content.folder).organizations[0].keys.name == "Aid"
    assert [remark.rpartition("/")[2] for remark in said.remarks] == [
        "all.json, services, item 2: is '7' and no object of HSDS; it was left out",
        "all.json, shops: is no list of HSDS; it was left out",
    ]


def test_an_organization_without_an_id_is_no_page(content: Content, tmp_path: Path) -> None:
    file = saved(
        tmp_path / "one.json",
        {"name": "Aid", "description": "We help", "services": [{**SERVICE, "organization_id": None}]},
    )
    said = content.good("hsds", file)
    assert said.counts == {"organizations": (1, 0, 0, 0), "services": (1, 0, 0, 0)}
    assert source.read(content.folder).services[0].keys.organization == "aid"
    assert any("has no id (organization)" in remark for remark in said.remarks)


def test_files_are_called_what_their_data_package_calls_them(content: Content, tmp_path: Path) -> None:
    folder = tmp_path / "package"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "a.csv").write_text(f"id,name,description\n{ORGANIZATION['id']},Aid,We help\n")
    (folder / "data" / "b.csv").write_text(
        f"id,name,organization_id,status\n{SERVICE['id']},Help,{ORGANIZATION['id']},active\n"
    )
    (folder / "data" / "c.csv").write_text("x\n1\n")
    resources = [{"name": "organizations", "path": "data/a.csv"}, {"name": "services", "path": ["data/b.csv"]}]
    saved(folder / "datapackage.json", {"resources": resources})
    said = content.good("hsds", folder)
    assert said.counts == {"organizations": (1, 0, 0, 0), "services": (1, 0, 0, 0)}
    assert [remark.rpartition("/")[2] for remark in said.remarks] == ["c.csv: is no table of HSDS; it was left out"]


def test_what_is_odd_is_told_with_its_row(content: Content, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "organizations.csv").write_text(f"id,name,description\n{ORGANIZATION['id']},Aid,We help\n")
    row = f"{SERVICE['id']},Help,{ORGANIZATION['id']},active,not an address"
    (folder / "services.csv").write_text(f"id,name,organization_id,status,email,\n{row},left over,too\n")
    (folder / "phones.csv").write_text(f'id,service_id,number\n\n"a\nb",{SERVICE["id"]},call us\n')
    (folder / "eligibility.csv").write_text("id,service_id,eligibility\n1,nobody,Adults\n")
    remarks = "\n".join(content.good("hsds", folder).remarks)
    for expected in (
        "services.csv:2: says 'left over, too' where the first line has no name",
        f"services.csv:2 (service {SERVICE['id']}): has the address 'not an address'",
        "phones.csv:3 (phone",
        "(Adults) is of no service that is there",
    ):
        assert expected in remarks


def test_open_referral_uk_with_holidays_and_two_eligibilities(content: Content, tmp_path: Path) -> None:
    service = {
        **SERVICE,
        "organization": ORGANIZATION,
        "eligibilitys": [{"id": "e1", "eligibility": "Older people", "minimum_age": 55}, {"id": "e2", "eligibility": "Carers"}],
        "regular_schedules": [{"id": "r", "byday": "MO", "opens_at": "14:00", "closes_at": "15:30", "freq": "WEEKLY"}],
        "holiday_schedules": [{"id": "h", "closed": True, "start_date": "2020-12-25", "end_date": "2020-12-26"}],
        "service_at_locations": [{"id": "s", "location": {"id": "l", "name": "Hall"}}],
    }  # fmt: skip
    content.good("hsds", saved(tmp_path / "page.json", {"totalPages": 1, "content": [service]}))
    keys = source.read(content.folder).services[0].keys
    assert [requirement.name for requirement in keys.requirements] == ["Older people", "Carers"]
    assert (keys.places[0].hours, keys.places[0].hours_text) == ("Mo 14:00-15:30", "")
    service["holiday_schedules"] = [{"id": "h", "closed": True, "start_date": "2999-12-25", "end_date": "2999-12-26"}]
    content.good("hsds", saved(tmp_path / "page.json", {"totalPages": 1, "content": [service]}))
    keys = source.read(content.folder).services[0].keys
    assert (keys.places[0].hours, keys.places[0].hours_text) == ("", "MO 14:00-15:30; 2999-12-25/2999-12-26 off")


def test_lines_of_a_translation_that_have_no_original_are_told(content: Content, tmp_path: Path) -> None:
    service = {**SERVICE, "organization": ORGANIZATION, "application_process": "Come\nAsk"}
    said = {"table_name": "service", "record_id": SERVICE["id"], "language": "de"}
    steps = {**said, "field_name": "application_process", "translation": "Kommen\nFragen\nGehen"}
    name = {**said, "field_name": "name", "translation": "Rechtshilfe"}
    (remark,) = content.good(
        "hsds", saved(tmp_path / "a.json", {"services": [service], "translations": [steps, name]})
    ).remarks
    assert "has 1 lines more than its original (Gehen)" in remark
    assert 'msgstr "Fragen"' in content.read("locales/de.po")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_numbers_that_are_none_stay_and_do_not_go_out(content: Content, tmp_path: Path, number: str) -> None:
    text = json.dumps([{**SERVICE, "organization": ORGANIZATION, "minimum_age": 0}])
    (tmp_path / "services.json").write_text(
        text.replace('"minimum_age": 0', f'"minimum_age": {number}, "fees": {number}')
    )
    content.good("hsds", tmp_path / "services.json")
    kept = source.read(content.folder).services[0].keys.residue["hsds"]
    for value in kept.values():
        json.loads(value, parse_constant=pytest.fail)
    content.give("hsds", tmp_path / "out.json")
    out = json.loads((tmp_path / "out.json").read_bytes(), parse_constant=pytest.fail)
    assert "minimum_age" not in out["services"][0]


def test_what_hangs_on_nothing_is_told_and_what_follows_a_number_is_shown(content: Content, tmp_path: Path) -> None:
    tables = {
        "services.csv": "id,name\n1,Aid\n",
        "regular_schedules.csv": "id,location_id,weekday,opens_at,closes_at\n,131331,Monday,9:00,17:00\n",
        "phones.csv": "id,service_id,number\np,1,(773) 762-6389 x12\n",
    }
    for name, text in tables.items():
        (tmp_path / name).write_text(text)
    said = content.good("hsds", tmp_path)
    (service,) = source.read(content.folder).services
    assert [(phone.number, phone.label) for phone in service.keys.phones] == [("+17737626389", "(ext. 12)")]
    assert any("belongs to nothing that is there" in remark for remark in said.remarks)
    assert sum("no id" in remark or "one was made" in remark for remark in said.remarks) == 1
    assert any("does not say its country; US was taken" in remark for remark in said.remarks)
    (tmp_path / "phones.csv").write_text("id,service_id,number\np,1,+1 773 762 6389\n")
    assert "does not say its country" not in str(content.good("hsds", tmp_path, into=tmp_path / "other").remarks)
