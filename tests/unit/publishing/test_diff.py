"""What the person who approves a pack is told: every change once, where it belongs, in its own language."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from kiosk.cli import main
from kiosk.publishing import po, translations
from kiosk.publishing.build import build
from kiosk.publishing.diff import Difference, difference
from kiosk.publishing.diff_page import page
from kiosk.resources import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.sources import City

SERVICE, PLACE = "services/declare.md", "places/hall.md"


def translate(city: City, context: str, value: str) -> None:
    path = translations.write_catalogue(city.folder, "ar").path
    text = path.read_text(encoding="utf-8")
    changed, count = re.subn(rf'(msgctxt "{context}"\nmsgid .*\nmsgstr ).*', rf'\1"{value}"', text)
    assert count == 1
    path.write_text(changed, encoding="utf-8")


@pytest.fixture
def before(city: City, tmp_path: Path) -> Path:
    translate(city, "service/declare/step/1", "اذهب إلى البلدية")
    return build(city.folder, tmp_path / "before.pack").path


def after(city: City, before: Path) -> Difference:
    return difference(before, build(city.folder, before.with_name("after.pack")).path)


def told(found: Difference) -> list[tuple[str, str, str, str, str, str]]:
    return [
        (
            f"{record.entity} {record.slug}",
            record.sort,
            change.where,
            change.language,
            f"{change.before.text}|{change.before.status}" if change.before else "",
            f"{change.after.text}|{change.after.status}" if change.after else "",
        )
        for record in found.records
        for change in record.fields
    ]


def test_the_same_source_differs_in_nothing(city: City, before: Path) -> None:
    assert after(city, before).records == ()


def test_a_changed_text_is_told_with_the_translations_that_it_leaves_behind(city: City, before: Path) -> None:
    city.change(SERVICE, "Ejiet uz domi", "Zvaniet domei")
    assert told(after(city, before)) == [
        ("service declare", "changed", "step 2", "lv", "Ejiet uz domi|original", "Zvaniet domei|original"),
        ("service declare", "changed", "step 2", "ar", "اذهب إلى البلدية|machine", "اذهب إلى البلدية|out of date"),
    ]


def test_a_translation_is_told_in_its_language_with_who_made_it(city: City, before: Path) -> None:
    path = city.folder / "locales" / "ar.po"
    text = path.read_text(encoding="utf-8")
    context = 'msgctxt "service/declare/step/1"'
    path.write_text(text.replace(context, f"# kiosk: human Amal 2026-03-01\n{context}"), encoding="utf-8")
    translate(city, "service/declare/name/0", "الإقامة")
    found = after(city, before)
    assert told(found) == [
        ("service declare", "changed", "name", "ar", "", "الإقامة|machine"),
        ("service declare", "changed", "step 2", "ar", "اذهب إلى البلدية|machine", "اذهب إلى البلدية|human"),
    ]
    assert found.by_language() == {"ar": {"added": 1, "changed": 1}}
    assert len(po.read(path)) == 21


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (SERVICE, 'amount: "4.27"', 'amount: "5"', ("service declare", "cost 1 amount", "4.27|", "5|")),
        (PLACE, "latitude: 55.8714", "latitude: 55.9", ("place hall", "latitude", "55.8714|", "55.9|")),
        (SERVICE, "Mo 10:00-12:00", "Tu 10:00-12:00", ("service declare", "place 1 opening hours rule", "Mo 10:00-12:00|", "Tu 10:00-12:00|")),
        (SERVICE, "topics: [papers]", "topics: []", ("service declare", "topic term", "papers|", "")),
        (SERVICE, "spoken_languages: [lv, ru]", "spoken_languages: [lv]", ("service declare", "spoken language 2 tag", "ru|", "")),
        ("pack.yaml", "as_of: 2026-11-24", "as_of: 2026-11-25", ("pack smalltown", "as of", "2026-11-24|", "2026-11-25|")),
    ],
)  # fmt: skip
def test_a_fact_is_told_with_its_record(
    city: City, before: Path, name: str, old: str, new: str, expected: tuple[str, ...]
) -> None:
    city.change(name, old, new)
    assert expected in [(who, where, was, now) for who, _sort, where, _tag, was, now in told(after(city, before))]


def test_records_that_come_and_go_are_counted(city: City, before: Path) -> None:
    text = (city.folder / SERVICE).read_text(encoding="utf-8")
    city.write("services/second.md", re.sub(r"^name: .*$", "name: Cits pakalpojums", text, flags=re.MULTILINE))
    found = after(city, before)
    assert found.summary() == {"service": {"added": 1}}
    assert ("service second", "added", "name", "lv", "", "Cits pakalpojums|original") in told(found)
    back = difference(before.with_name("after.pack"), before)
    assert back.summary() == {"service": {"removed": 1}}
    assert back.records[0].name == "Cits pakalpojums"


def test_a_key_of_the_city_that_came_is_told_first(city: City, before: Path) -> None:
    city.change(SERVICE, "Ejiet uz domi", "Ejiet uz pili")
    after(city, before)
    other = before.with_name("after.pack")
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute("INSERT INTO city_key VALUES ('office-2027', 'office', 'AAAA', '2027-01-01', '')")
    found = difference(before, other)
    first = found.records[0]
    assert (first.entity, first.slug, first.sort) == ("city_key", "office-2027", "added")
    assert "city key office-2027, added" in page(found)


class Page(HTMLParser):
    """Notes every start tag of a page; each that needs an end has it, in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_sound_for_those_who_hear_it_and_those_who_print_it(city: City, before: Path) -> None:
    translate(city, "service/declare/step/1", "اذهب إلى المدينة")
    city.change(SERVICE, "Mo 10:00-12:00", "Mo 10:00-13:00")
    (city.folder / "terms" / "arrived.md").unlink()
    city.change(SERVICE, "situations: [arrived]\n", "")
    reader = Page()
    reader.feed(text := page(after(city, before)))
    assert reader.open == []
    assert [tag for tag, _attributes in reader.tags if re.fullmatch(r"h[1-6]", tag)] == ["h1", "h2", "h2"]
    assert {attributes.get("scope") for tag, attributes in reader.tags if tag == "th"} == {"col", "row"}
    assert {(each.get("lang"), each.get("dir")) for tag, each in reader.tags if tag == "bdi"} == {("lv", "ltr")}
    assert "@media print" in text
    for part in re.findall(r":root \{(.*?)\}", text, re.DOTALL):
        colour = dict(re.findall(r"--([\w-]+): #(\w{6})", part))
        for ink, on in (("ink", "paper"), ("ink", "band"), ("soft", "paper"), ("went", "went-on"), ("came", "came-on")):
            assert contrast(colour[ink], colour[on]) >= 4.5, (ink, on)


def contrast(one: str, two: str) -> float:
    """Of two colours, by WCAG 2.2."""
    light, dark = sorted(map(luminance, (one, two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_page_needs_nothing_else_and_shows_each_text_in_its_direction(city: City, before: Path) -> None:
    translate(city, "service/declare/step/1", "اذهب <script>alert(1)</script> إلى المدينة")
    city.change(SERVICE, "Ejiet uz domi", "Ejiet uz pili")
    text = page(after(city, before))
    reader = Page()
    reader.feed(text)
    assert not {"script", "img", "link", "iframe", "object"} & {tag for tag, _attributes in reader.tags}
    assert not {"src", "style", "onclick"} & {name for _tag, attributes in reader.tags for name in attributes}
    ids = {f"#{attributes['id']}" for tag, attributes in reader.tags if tag == "section"}
    assert {attributes["href"] for _tag, attributes in reader.tags if "href" in attributes} == ids
    assert "url(" not in text
    assert "@import" not in text
    assert {("ar", "rtl"), ("lv", "ltr")} <= {
        (each.get("lang"), each.get("dir")) for tag, each in reader.tags if tag == "td"
    }
    assert "Ejiet uz <del>domi</del>" in text
    assert "Ejiet uz <ins>pili</ins>" in text


def test_a_pack_of_an_older_format_is_compared_too(city: City, tmp_path: Path) -> None:
    old = ROOT / "tests" / "data" / "packs" / "format-1.0.pack"
    assert difference(old, build(city.folder, tmp_path / "new.pack").path).records


def test_the_command_takes_packs_and_folders(
    city: City, before: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    city.change(SERVICE, "Ejiet uz domi", "Ejiet uz pili")
    out = tmp_path / "changes.html"
    assert main(["content", "diff", str(before), str(city.folder), "--html", str(out)]) == 0
    printed = capsys.readouterr().out
    assert "~ service declare: " in printed
    assert "      + Ejiet uz pili  (original)" in printed
    assert out.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert main(["content", "diff", str(before), str(city.folder), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["summary"] == {"service": {"added": 0, "changed": 1, "removed": 0}}
    assert said["records"][0]["fields"][0]["after"] == {"text": "Ejiet uz pili", "status": "original"}
    assert main(["content", "diff", str(before), str(before)]) == 0
    assert capsys.readouterr().out == "Nothing differs.\n"


@pytest.mark.parametrize("text", [None, "no pack"])
def test_what_is_no_pack_is_said(
    before: Path, tmp_path: Path, text: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other"
    if text is not None:
        other.write_text(text)
    assert main(["content", "diff", str(before), str(other)]) == 1
    assert str(other) in capsys.readouterr().err
