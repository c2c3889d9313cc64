"""What no reader can take, or could take only in hours, ends in one sentence without a word of Python."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.errors import SourceError
from kiosk.publishing import checks, source
from kiosk.publishing.exporters import formats
from kiosk.publishing.findings import ENDS, Finding
from kiosk.publishing.importers.html_words import plain
from kiosk.publishing.importers.markdown import markdown
from kiosk.publishing.importers.plain_text import from_text
from tests.helpers.sources import small_town

if TYPE_CHECKING:
    from tests.unit.publishing.importers.conftest import Content

DEEP = "[" * 100_000 + "]" * 100_000
DIGITS = "9" * 6000
SERVICE = '[{"id": "1", "name": "Aid", "status": "active", "x": %s}]'
TURTLE = "@prefix cpsv: <http://purl.org/vocab/cpsv#> . <https://a.b/s> a cpsv:PublicService ; <http://x/y> %s ."
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://purl.org/vocab/cpsv#">'
    '<x:PublicService rdf:about="https://a.b/s">%s</x:PublicService></rdf:RDF>'
)
CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n%sEND:VCALENDAR\r\n"
EVENT = "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Tea\r\nDTSTART:20261201T100000Z\r\n%sEND:VEVENT\r\n"

REFUSED = {
    "json-deep": ("hsds", "services.json", SERVICE % DEEP, "it is nested too deeply"),
    "json-number": ("hsds", "services.json", SERVICE % DIGITS, "a number in it has thousands of digits"),
    "json-broken": ("hsds", "services.json", '[\n{"id": 1,\n"name" "x"}]', "services.json:3: this is not JSON"),
    "json-wide": ("hsds", "services.json", (SERVICE % 1).encode("utf-16-le"), "UTF-16 or UTF-32 that does not say so"),
    "json-wider": ("hsds", "services.json", (SERVICE % 1).encode("utf-32"), "UTF-16 or UTF-32 that does not say so"),
    "json-nothing": ("hsds", "services.json", bytes(1000), "is no text"),
    "csv-endless": ("hsds", "services.csv", f"id,name\n1,{'x' * 2_000_001}\n", "a cell goes on for millions of characters"),
    "pages-deep": ("integreat", "pages.json", DEEP, "it is nested too deeply"),
    "pages-number": ("integreat", "pages.json", f'[{{"id": {DIGITS}}}]', "thousands of digits"),
    "graph-deep": ("cpsv", "a.ttl", TURTLE % ("[ <http://x/z> " * 3000 + "1" + "]" * 3000), "it is nested too deeply"),
    "graph-number": ("cpsv", "a.ttl", TURTLE % DIGITS, "thousands of digits"),
    "jsonld-deep": ("cpsv", "a.jsonld", DEEP, "it is nested too deeply"),
    "xml-deep": ("cpsv", "a.rdf", RDF % ("<x:a><x:B>" * 30_000 + "</x:B></x:a>" * 30_000), "nested too deeply to be a graph"),
    "calendar-latin": ("ics", "a.ics", (CALENDAR % EVENT % "LOCATION:Köln\r\n").encode("latin-1"), "a.ics:7: this is not UTF-8"),
    "calendar-open": ("ics", "a.ics", "BEGIN:VEVENT\r\n" + "BEGIN:VTIMEZONE\r\n" * 20_000, "is not closed where it should be"),
    "workbook-number": ("workbook", "terms.csv", f"id,name::lv,seq\na,A,{DIGITS}\n", "'seq' does not fit"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "file", "text", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_in_a_sentence(
    content: Content, tmp_path: Path, name: str, file: str, text: str | bytes, said: str
) -> None:
    path = tmp_path / "given" / "town" / "lv" / file
    path.parent.mkdir(parents=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    told = content.refused(name, path, "--default-language", "lv").strip()
    assert said in told
    assert told.count(str(path)) == 1
    assert not re.search(r"Exceeds|recursion|sys\.|Error|codec", told)
    assert len(told.splitlines()) == 1


def test_a_folder_says_what_was_wrong_with_the_first_file_of_none(content: Content, tmp_path: Path) -> None:
    (tmp_path / "pages.json").write_text(DEEP)
    assert "it is nested too deeply" in content.refused("integreat", tmp_path)


def test_half_a_sign_in_json_is_replaced(content: Content, tmp_path: Path) -> None:
    text = SERVICE % r'"a\ud83d\ude00b", "alert": "\ud800 Call", "\udfff": "\ud8"'
    (tmp_path / "services.json").write_text(text)
    assert "this is not JSON" in content.refused("hsds", tmp_path / "services.json")
    (tmp_path / "services.json").write_text(text.replace(r'"\ud8"', r'"\uD801"'))
    content.good("hsds", tmp_path / "services.json")
    (service,) = source.read(content.folder).services
    assert service.keys.notes == ("\ufffd Call",)
    assert "a😀b" in content.read("services/aid.md")


def test_a_residue_that_has_no_order_comes_first(content: Content, tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "terms.csv").write_text("id,name::lv\na,A\n", encoding="utf-8")
    rows = "".join(f"terms,a,other,x,{part},{value}\n" for part, value in ((DIGITS, "1"), ("²", "2"), ("3", "3")))
    (tmp_path / "book" / "residue.csv").write_text(f"kind,record,system,name,part,value\n{rows}", encoding="utf-8")
    content.good("workbook", tmp_path / "book")
    assert 'x: "123"' in content.read("terms/a.md")


def test_a_table_takes_texts_as_long_as_a_folder_does(content: Content, tmp_path: Path) -> None:
    town = small_town(content.folder)
    town.write("guides/long.md", f"---\nname: Garš\n---\n{'vārds ' * 50_000}beigas")
    before = content.read("guides/long.md")
    content.give("workbook", tmp_path / "book")
    content.good("workbook", tmp_path / "book", into=tmp_path / "other")
    assert (tmp_path / "other" / "guides" / "long.md").read_text("utf-8").split() == before.split()
    refused = content.run("export", "workbook", content.folder, "--out", tmp_path / "book.xlsx")
    assert (refused.code, len(refused.err.splitlines())) == (1, 1)
    assert "more than a cell takes" in refused.err


@pytest.mark.parametrize("block", ["<ul><li>", "<div></ul>", "<BLOCKQUOTE >"])
def test_html_that_is_nested_like_no_page_is_read_without_its_tags_or_not_at_all(block: str) -> None:
    html = f"{block * 100_000}<b>x</b>"
    assert plain(html) == "x"
    assert from_text(html).split() == ["x"]
    with pytest.raises(ValueError, match="more than 300 blocks in each other"):
        markdown(html)
    assert markdown("<div>" * 200 + "x") == "x"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("RRULE:\r\n", ()),
        ("RDATE;VALUE=TIME:133000Z\r\n", ("has a time in RDATE that says no day (13:30:00+00:00); it was left out",)),
        ("DTEND:soon\r\n", ("does not say when it ends (Expected datetime, date, or time. Got: 'soon')",)),
    ],
)
def test_one_bad_line_of_an_event_costs_no_more_than_itself(
    content: Content, tmp_path: Path, lines: str, said: tuple[str, ...]
) -> None:
    (tmp_path / "a.ics").write_text(CALENDAR % (EVENT % lines), encoding="utf-8")
    told = content.good("ics", tmp_path / "a.ics", "--default-language", "en")
    assert told.counts["events"] == (1, 0, 0, 0)
    assert tuple(remark["text"] for remark in told.json["remarks"]) == said


BROKEN = {
    "hsds": ("hsds", "services/declare.md", "service/1", "5"),
    "hsds-no-id": ("hsds", "services/declare.md", "phone/1", '["+", {"number": "1"}]'),
    "hsds-together": ("hsds", "services/declare.md", "schedule//1", "[[], [5]]"),
    "hsds-deep": ("hsds", "services/declare.md", "service/1", DEEP),
    "cpsv": ("cpsv", "services/declare.md", "nodes", "[5]"),
    "integreat": ("integreat", "guides/first.md", "rows", '{"lv": 5}'),
    "ics": ("ics", "events/talk.md", "lines", '{"a": 5}'),
}


@pytest.mark.parametrize(("name", "file", "key", "value"), BROKEN.values(), ids=BROKEN)
def test_a_residue_that_somebody_has_broken_is_found_and_never_a_bug(
    tmp_path: Path, name: str, file: str, key: str, value: str
) -> None:
    town = small_town(tmp_path / "town")
    town.write("guides/first.md", "---\nname: Pirmie\n---\nx\n")
    town.write("events/talk.md", "---\nname: Saruna\nstarts: 2026-12-01\nall_day: true\n---\nx\n")
    path = town.folder / file
    residue = f"residue:\n  {name}:\n    {key}: '{value}'\n"
    path.write_text(path.read_text("utf-8").replace("---\n", f"---\n{residue}", 1), encoding="utf-8")
    with pytest.raises(SourceError, match=f"{file}.*'residue' of {name} .* is not what an import has written"):
        formats.run(name, town.folder, tmp_path / "out")


def test_triples_that_somebody_has_broken_are_told(tmp_path: Path) -> None:
    town = small_town(tmp_path / "town")
    town.change("services/declare.md", "icon: house\n", "icon: house\nresidue:\n  cpsv:\n    triples: '<a'\n")
    with pytest.raises(SourceError, match=r"'residue' of cpsv \(triples\) is no N-Triples"):
        formats.run("cpsv", town.folder, tmp_path / "out.ttl")
    (finding,) = checks.findings(source.read(town.folder))
    line = (town.folder / "services/declare.md").read_text("utf-8").split("\n").index("    triples: '<a'") + 1
    assert (finding.path.name, finding.line, finding.code) == ("declare.md", line, "KC101")
    assert "is no N-Triples" in finding.text


def test_what_is_said_of_a_page_of_nonsense_has_a_beginning_and_an_end() -> None:
    text = Finding(Path("a.md"), 1, f"'{'x' * 100_000}' is no day; write it as 2026-11-24").text
    assert len(text) < 2 * ENDS + 10
    assert text.endswith("is no day; write it as 2026-11-24")
