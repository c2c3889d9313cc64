"""The guide of an Integreat CMS as one tree, from files and from a server."""

from __future__ import annotations

import gzip
import json
import re
import threading
from collections import Counter
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.publishing import po, source
from kiosk.publishing.build import build
from tests.helpers.pictures import png
from tests.helpers.shared import DATA, needs_data

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.unit.publishing.importers.conftest import Content


def page(lang: str, slug: str, title: str, content: str = "", **more: Any) -> dict[str, Any]:
    said = {
        "id": abs(hash((lang, slug))) % 10**6,
        "url": f"https://cms.example/town/{lang}/{slug}/",
        "path": f"/town/{lang}/{slug}/",
        "title": title,
        "content": content,
        "excerpt": "",
        "last_updated": "2024-05-01T10:00:00+02:00",
        "parent": {"id": 0, "url": None, "path": None},
        "order": 1,
        "available_languages": {},
        "thumbnail": None,
        "hash": None,
    }
    return said | more


def other(lang: str, slug: str, identity: int | None = 1) -> dict[str, Any]:
    return {"id": identity, "url": None, "path": f"/town/{lang}/{slug}/"}


def under(slug: str) -> dict[str, Any]:
    return {"id": 7, "url": None, "path": f"/town/de/{slug}/"}


GERMAN = [
    page(
        "de",
        "ankommen",
        "Ankommen",
        available_languages={"en": other("en", "arriving"), "ar": other("ar", "ankommen", None)},
    ),
    page(
        "de",
        "wohnen",
        "Wohnen &amp; Leben",
        '<p>Siehe <a href="https://cms.example/town/en/arriving/">hier</a><script>x()</script></p><img src="media/map.png" alt="Karte">',
        parent=under("ankommen"),
        order=2,
        available_languages={"en": other("en", "living"), "de-si": other("de-si", "wohnen-leicht")},
    ),
]
ENGLISH = [
    page("en", "arriving", "Arriving", available_languages={"de": other("de", "ankommen")}),
    page(
        "en",
        "living",
        "Living",
        "<p>See there</p>",
        last_updated="2023-01-01T10:00:00+01:00",
        available_languages={"de": other("de", "wohnen")},
    ),
    page("en", "alone", "Only in English"),
    page("en", "fallback", "Rückfall", id=None, available_languages={"de": other("de", "ankommen")}),
]
SIMPLE = [page("de-si", "wohnen-leicht", "Wohnen leicht", available_languages={"de": other("de", "wohnen")})]
ARABIC = [page("ar", "ankommen", "Ankommen", id=None, available_languages={"de": other("de", "ankommen")})]
PLACE = page(
    "de",
    "locations/rathaus",
    "Rathaus",
    location={
        "id": 1,
        "name": "Rathaus",
        "address": "Markt 1",
        "town": "Stadt",
        "postcode": "12345",
        "country": "Deutschland",
        "latitude": 48.3,
        "longitude": 10.9,
    },
    opening_hours=[
        {"allDay": False, "closed": False, "appointmentOnly": False, "timeSlots": [{"start": "08:00", "end": "12:00"}]}
    ]
    * 5
    + [{"appointmentOnly": True, "closed": False, "timeSlots": []}, {"closed": True, "timeSlots": []}],
    phone_number="0821 31020",
    email="a@city.example",
    website="https://city.example",
    contacts=[
        {"area_of_responsibility": "Empfang", "name": "", "email": "b@city.example", "phone_number": "no number"}
    ],
)
EVENTS = [
    page(
        "de",
        f"events/cafe${day}",
        "Café",
        event={"id": 1, "start": f"{day}T18:00:00+01:00", "end": f"{day}T19:00:00+01:00", "all_day": False, "timezone": "Europe/Berlin"},
        location_path="/town/de/locations/rathaus/",
        location={"name": "Rathaus"},
        recurrence_rule="DTSTART:20240101T170000\nRRULE:FREQ=WEEKLY;BYDAY=MO",
    )
    for day in ("2024-01-01", "2024-01-08")
]  # fmt: skip


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    folder = tmp_path / "answers"
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "map.png").write_bytes(png())
    save(folder, GERMAN)
    for name, rows in (("en", ENGLISH), ("de-si", SIMPLE), ("ar", ARABIC)):
        (folder / f"{name}.json").write_text(json.dumps(rows), encoding="utf-8")
    (folder / "more.json").write_text(json.dumps([PLACE, *EVENTS]), encoding="utf-8")
    return folder


def save(folder: Path, german: list[Any]) -> None:
    (folder / "de.pages.json.gz").write_bytes(gzip.compress(json.dumps(german).encode()))


def test_one_tree_in_all_languages(content: Content, answers: Path, tmp_path: Path) -> None:
    said = content.good("integreat", answers)
    assert said.counts == {"guides": (2, 0, 0, 0), "places": (1, 0, 0, 0), "events": (1, 0, 0, 0)}
    read = source.read(content.folder)
    assert [(guide.slug, guide.keys.parent) for guide in read.guides] == [("ankommen", ""), ("wohnen", "ankommen")]
    assert read.pack.keys.languages == ("de", "de-simple", "en")
    living = read.guides[1]
    assert living.keys.name == "Wohnen & Leben"
    assert living.body.startswith("Siehe [hier](guide:ankommen)\n\n![Karte](media/map-")
    assert "x()" not in living.body
    assert build(content.folder, tmp_path / "pack").counts["media"] == 1


def test_fallback_is_no_translation_and_an_older_one_is_out_of_date(content: Content, answers: Path) -> None:
    said = content.good("integreat", answers)
    english = {entry.context: entry for entry in po.read(content.folder / "locales" / "en.po")}
    assert english["guide/ankommen/name/0"].msgstr == "Arriving"
    assert english["guide/wohnen/name/0"].fuzzy
    assert not english["guide/ankommen/name/0"].fuzzy
    assert not any("Rückfall" in entry.msgstr for entry in english.values())
    assert not (content.folder / "locales" / "ar.po").exists()
    assert any("/town/en/alone" in remark and "has no original in de" in remark for remark in said.remarks)


def test_places_and_events_have_what_the_cms_says(content: Content, answers: Path) -> None:
    said = content.good("integreat", answers)
    read = source.read(content.folder)
    (place,), (event,) = read.places, read.events
    assert place.keys.hours == 'Mo-Fr 08:00-12:00; Sa 00:00-24:00 "by appointment"'
    assert (place.keys.street, place.keys.country, place.keys.phones[0].number) == ("Markt 1", "DE", "+4982131020")
    assert place.keys.contacts[0].role == "Empfang"
    assert (event.keys.starts, event.keys.rrule, event.keys.place) == (
        "2024-01-01T18:00",
        "FREQ=WEEKLY;BYDAY=MO",
        "rathaus",
    )
    assert any("'no number', which cannot be read" in remark for remark in said.remarks)


def test_a_second_import_changes_nothing_and_a_newer_one_does(content: Content, answers: Path) -> None:
    content.good("integreat", answers)
    assert content.good("integreat", answers).counts["guides"] == (0, 0, 2, 0)
    newer = [GERMAN[0], {**GERMAN[1], "title": "Wohnen neu"}, page("de", "neu", "Neu")]
    save(answers, newer)
    assert content.good("integreat", answers).counts["guides"] == (1, 1, 1, 0)
    assert "name: Wohnen neu" in content.read("guides/wohnen.md")


def test_what_disappears_is_listed_and_removed_when_asked(content: Content, answers: Path) -> None:
    content.good("integreat", answers)
    save(answers, GERMAN[:1])
    assert content.good("integreat", answers).json["disappeared"] == ["guides/wohnen.md"]
    assert (content.folder / "guides" / "wohnen.md").exists()
    assert content.good("integreat", answers, "--prune").counts["guides"] == (0, 0, 1, 1)
    assert not (content.folder / "guides" / "wohnen.md").exists()


def test_what_an_editor_added_stays(content: Content, answers: Path) -> None:
    content.good("integreat", answers)
    file = content.folder / "guides" / "wohnen.md"
    file.write_text(content.read("guides/wohnen.md").replace("name:", "icon: house\nname:"), encoding="utf-8")
    before = file.read_text(encoding="utf-8")
    assert content.good("integreat", answers).counts["guides"] == (0, 0, 2, 0)
    assert file.read_text(encoding="utf-8") == before


def test_a_translation_that_a_person_has_read_stays(content: Content, answers: Path) -> None:
    content.good("integreat", answers)
    path = content.folder / "locales" / "en.po"
    text = path.read_text(encoding="utf-8").replace('msgstr "Arriving"', 'msgstr "Your arrival"')
    path.write_text(
        text.replace("#: guides/ankommen.md", "# kiosk: human Amal Haddad 2024-06-01\n#: guides/ankommen.md", 1),
        encoding="utf-8",
    )
    before = path.read_bytes()
    content.good("integreat", answers)
    assert b"Your arrival" in path.read_bytes()
    assert path.read_bytes() == before


def test_a_persons_translation_of_an_older_original_stays_as_out_of_date(content: Content, answers: Path) -> None:
    content.good("integreat", answers)
    path = content.folder / "locales" / "en.po"
    text = path.read_text(encoding="utf-8").replace('msgstr "Arriving"', 'msgstr "Your arrival"')
    human = "# kiosk: human Amal Haddad 2024-06-01\n#: guides/ankommen.md"
    path.write_text(text.replace("#: guides/ankommen.md", human, 1), encoding="utf-8")
    save(answers, [{**GERMAN[0], "title": "Neu ankommen"}, GERMAN[1]])
    said = content.good("integreat", answers)
    entry = next(entry for entry in po.read(path) if entry.context == "guide/ankommen/name/0")
    assert (entry.msgid, entry.msgstr, entry.fuzzy) == ("Neu ankommen", "Your arrival", True)
    assert any("locales/en.po: 1 texts that a person has read" in remark for remark in said.remarks)


def test_rows_that_are_no_pages_and_texts_without_an_original_are_told(content: Content, answers: Path) -> None:
    languages = [{"id": 1, "code": "de", "native_name": "Deutsch"}]
    (answers / "languages.json").write_text(json.dumps(languages), encoding="utf-8")
    save(answers, [GERMAN[0], {**GERMAN[1], "content": ""}, 7, None, {"id": 3, "title": "Lost"}])
    told = "\n".join(content.good("integreat", answers).remarks)
    assert "row 3: is '7' and no page" in told
    assert "row 4: is 'None' and no page" in told
    assert "row 5: has no path" in told
    assert "texts translate what the original does not say (guide/wohnen/description/0)" in told
    assert "languages.json" not in told


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{**GERMAN[0], "parent": under("wohnen")}, GERMAN[1]], "this guide lies under itself"),
        ([page("de", "x", "Na\u202eme")], "turns its direction by force (U+202E)"),
    ],
)
def test_what_cannot_be_is_refused(content: Content, answers: Path, rows: list[dict[str, Any]], said: str) -> None:
    content.good("integreat", answers)
    save(answers, rows)
    assert said in content.refused("integreat", answers)


@pytest.mark.parametrize("text", ["", "{", "[1, 2]", '{"a": 1}', "[" * 100_000, "\xff"])
def test_what_is_no_answer_is_refused(content: Content, tmp_path: Path, text: str) -> None:
    (tmp_path / "de.json").write_bytes(text.encode("latin-1"))
    assert "de.json" in content.refused("integreat", tmp_path / "de.json")


@needs_data
def test_every_page_of_a_real_guide_is_in_its_place(content: Content) -> None:
    content.good("integreat", DATA / "integreat")
    german = json.loads(gzip.decompress((DATA / "integreat" / "lkaugsburg.de.pages.json.gz").read_bytes()))
    read = source.read(content.folder)
    by_path = {guide.keys.ids["integreat"] + "/": guide for guide in read.guides}
    assert len(by_path) == len(german) == 238
    for row in german:
        parent = by_path[row["path"]].keys.parent
        assert (by_path[row["parent"]["path"]].slug if row["parent"]["path"] else "") == parent
        guide = by_path[row["path"]]
        assert (guide.keys.name, guide.keys.seq) == (" ".join(unescape(row["title"]).split()), row["order"])
        rest = iter(guide.body)
        letters = re.findall(r"[^\W_]", unescape(re.sub(r"<[^>]+>", "", row["content"])))
        assert all(letter in rest for letter in letters), row["path"]  # every one, in this order
    english = {entry.context for entry in po.read(content.folder / "locales" / "en.po") if entry.msgstr}
    assert sum(context.endswith("/name/0") for context in english) == 233
    children = Counter(guide.keys.parent for guide in read.guides)
    assert children[""] == 12
    assert content.good("integreat", DATA / "integreat").counts == {"guides": (0, 0, 238, 0)}


class _Server(BaseHTTPRequestHandler):
    files: dict[str, bytes] = {}  # noqa: RUF012 (set before the server starts)

    def do_GET(self) -> None:
        data = self.files.get(self.path)
        self.send_response(200 if data is not None else 404)
        self.end_headers()
        self.wfile.write(data or b"")

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Server) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()


def test_from_a_server_with_all_its_languages_and_pictures(content: Content, server: str) -> None:
    german = [
        GERMAN[0],
        {**GERMAN[1], "content": f'<img src="{server}/map.png"><img src="/gone.png"><img src="/text.png">'},
    ]
    german = [{**row, "url": f"{server}{row['path']}"} for row in german]
    _Server.files = {
        "/api/v3/town/de/pages/": json.dumps(german).encode(),
        "/api/v3/town/en/pages/": json.dumps(ENGLISH[:2]).encode(),
        "/api/v3/town/de-si/pages/": json.dumps(SIMPLE).encode(),
        "/map.png": png(),
        "/text.png": b"no picture",
    }
    said = content.good("integreat", f"{server}/api/v3/town/de/")
    assert said.counts == {"guides": (2, 0, 0, 0)}
    assert said.json["pictures"] == 1
    assert set(said.json["translations"]) == {"en", "de-simple"}
    assert any("gone.png" in remark for remark in said.remarks)
    assert any("this is not a PNG, JPEG or GIF picture" in remark for remark in said.remarks)


def test_a_server_that_is_not_there_is_named(content: Content, server: str) -> None:
    _Server.files = {}
    assert "has no pages, locations or events" in content.refused("integreat", f"{server}/api/v3/town/de/")
    assert "is not a region's address" in content.refused("integreat", server)
    assert "does not answer" in content.refused("integreat", "http://127.0.0.1:9/api/v3/town/de/")


def test_the_answers_come_back(content: Content, answers: Path, tmp_path: Path) -> None:
    content.good("integreat", answers)
    content.give("integreat", tmp_path / "out")
    again = tmp_path / "again"
    content.good("integreat", tmp_path / "out", into=again)
    for name in ("guides/ankommen.md", "guides/wohnen.md", "places/rathaus.md", "events/cafe.md"):
        first, second = content.read(name), (again / name).read_text(encoding="utf-8")
        assert first.partition("---\n")[2].partition("ids:")[0] == second.partition("---\n")[2].partition("ids:")[0]


@needs_data
def test_a_real_guide_comes_back_word_for_word(content: Content, tmp_path: Path) -> None:
    content.good("integreat", DATA / "integreat")
    content.give("integreat", tmp_path / "out")
    content.good("integreat", tmp_path / "out", into=tmp_path / "again")
    again = {record.slug: record for record in source.read(tmp_path / "again").guides}
    for record in source.read(content.folder).guides:
        assert (again[record.slug].keys, again[record.slug].body) == (record.keys, record.body)
    english = "locales/en.po"
    assert (tmp_path / "again" / english).read_bytes() == (content.folder / english).read_bytes()
