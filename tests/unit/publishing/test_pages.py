"""Guides, events, notices, phrases, polls and pictures, from the source folder to what a screen asks for."""

from __future__ import annotations

import struct
from contextlib import closing
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.guide import Level
from kiosk.errors import NotFoundError
from kiosk.i18n.fallback import Chain
from kiosk.publishing import translations
from kiosk.publishing.build import build
from kiosk.publishing.findings import FindingsError
from kiosk.publishing.media import picture
from tests.helpers.packs import opened
from tests.helpers.pictures import png

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kiosk.content.store import Store
    from tests.helpers.sources import City

LATVIAN = Chain("lv", ("lv",))
ENGLISH = Chain("en", ("en", "lv"))
NOON = datetime(2026, 12, 1, 12, tzinfo=ZoneInfo("Europe/Riga"))

PAGES = {
    "guides/living.md": "---\nname: Dzīvošana\nsummary: Kur dzīvo\nseq: 2\ntopics: [papers]\nkeywords: [īre]\n---\n",
    "guides/arriving.md": "---\nname: Ierašanās\nseq: 1\nsituations: [arrived]\n---\nVispirms [dome](place:hall).\n",
    "guides/rent.md": (
        "---\nname: Īre\nparent: living\nlinks:\n  - url: https://www.pmlp.gov.lv\n    label: Lapa\n"
        "sources: [https://www.iem.gov.lv]\nverified_on: 2026-10\n---\n"
        "![Karte](media/map.png)\n\n[Deklarēt](service:declare), [Dzīvošana](guide:living).\n"
    ),
    "events/cafe.md": (
        "---\nname: Kafejnīca\nsummary: Runājam\nstarts: 2026-12-01T17:30\nends: 2026-12-01T19:00\nplace: hall\n"
        "organization: office\nrrule: FREQ=WEEKLY;BYDAY=TU\nexdates: [2026-12-08T17:30]\naudience: Visiem\n"
        "topics: [papers]\nexample: true\nlinks: [https://www.pmlp.gov.lv]\n---\nPie tējas.\n"
    ),
    "events/fair.md": "---\nname: Tirgus\nstarts: 2026-12-24\nall_day: true\nlocation: Vienības laukums\n---\n",
    "events/gone.md": "---\nname: Bija\nstarts: 2026-12-01T13:00\nexpires: 2026-11-30\n---\n",
    "notices/flood.md": "---\nname: Plūdi\nlevel: urgent\nexpires: 2026-12-24\n---\nNebrauciet.\n",
    "notices/later.md": "---\nname: Vēlāk\nstarts: 2026-12-02\n---\n",
    "notices/always.md": "---\nname: Vienmēr\n---\n",
    "phrases/wait.md": "---\nname: Uzgaidiet\ntopic: desk\nseq: 1\n---\nKad ir rinda\n",
    "polls/hours.md": "---\nname: Kad?\nchoices: [Rītā, Vakarā]\n---\nMēs plānojam.\n",
}


@pytest.fixture
def full(city: City) -> City:
    for name, text in PAGES.items():
        city.write(name, text)
    (city.folder / "media").mkdir()
    (city.folder / "media" / "map.png").write_bytes(png())
    return city


@pytest.fixture
def store(full: City, tmp_path: Path) -> Iterator[Store]:
    build(full.folder, tmp_path / "town.pack")
    with closing(opened(tmp_path / "town.pack")) as store:
        yield store


def test_guides_are_a_tree_in_order(store: Store) -> None:
    top = store.guides.children(LATVIAN)
    assert [(page.slug, page.children, page.is_empty) for page in top] == [("arriving", 0, False), ("living", 1, True)]
    (rent,) = store.guides.children(LATVIAN, top[1].id)
    page = store.guides.one(rent.id, LATVIAN)
    assert [above.slug for above in page.path] == ["living"]
    assert [str(link.label) for link in page.links] == ["Lapa"]
    assert page.sources == ("https://www.iem.gov.lv",)
    assert not page.confirm


def test_a_page_shows_its_picture_by_hash(store: Store) -> None:
    body = store.guides.one("rent", LATVIAN).body
    assert body is not None
    name = body.value.partition("media:")[2].partition(")")[0]
    shown = store.guides.picture(name)
    assert (shown.data, shown.type, shown.width, shown.height) == (png(), "image/png", 3, 2)
    with pytest.raises(NotFoundError, match="no picture"):
        store.guides.picture("0" * 64)


def test_a_topic_has_its_guides(store: Store) -> None:
    topic = next(term for term in store.terms(LATVIAN) if term.slug == "papers")
    assert [page.slug for page in store.guides.under(LATVIAN, topic.id)] == ["living"]


def test_events_come_in_order_with_where_and_when(store: Store) -> None:
    found = store.events.between(NOON, NOON + timedelta(days=30), LATVIAN)
    assert [(event.slug, event.occurrence.start.day) for event in found] == [
        ("cafe", 1),
        ("cafe", 15),
        ("cafe", 22),
        ("fair", 24),
        ("cafe", 29),
    ]
    assert [str(event.where) for event in found[2:4]] == ["Dome", "Vienības laukums"]
    assert found[0].example
    topic = next(term for term in store.terms(LATVIAN) if term.slug == "papers")
    assert {event.slug for event in store.events.between(NOON, NOON + timedelta(days=30), LATVIAN, term=topic.id)} == {
        "cafe"
    }


def test_an_event_has_all_its_parts(store: Store) -> None:
    event = store.events.one("cafe", LATVIAN, NOON)
    assert [moment.start.day for moment in event.occurrences[:3]] == [1, 15, 22]
    assert event.place is not None
    assert event.place.slug == "hall"
    assert event.organization is not None
    assert (str(event.audience), str(event.description)) == ("Visiem", "Pie tējas.")


def test_notices_are_those_of_the_day_the_most_urgent_first(store: Store) -> None:
    assert [(n.slug, n.level) for n in store.guides.notices(LATVIAN, date(2026, 12, 1))] == [
        ("flood", Level.URGENT),
        ("always", Level.INFO),
    ]
    assert [n.slug for n in store.guides.notices(LATVIAN, date(2026, 12, 25))] == ["always", "later"]
    assert len(store.guides.notices(LATVIAN, None)) == 3


def test_translations_reach_the_screen_with_their_pictures(full: City, tmp_path: Path) -> None:
    path = translations.write_catalogue(full.folder, "en").path
    text = path.read_text(encoding="utf-8")
    assert 'msgctxt "poll_choice/hours.2/name/0"' in text
    assert 'msgctxt "event/cafe/audience/0"' in text
    assert 'msgctxt "guide/living/keyword/0"' in text
    before = 'msgctxt "guide/rent/description/0"'
    head, _, tail = text.partition(before)
    body = '"![Map](media/map.png)\\n"\n"\\n"\n"Read."'
    path.write_text(head + before + tail.replace('msgstr ""', f'msgstr ""\n{body}', 1), encoding="utf-8")
    build(full.folder, tmp_path / "town.pack")
    with closing(opened(tmp_path / "town.pack")) as store:
        shown = store.guides.one("rent", ENGLISH).body
        assert shown is not None
        assert (shown.language, shown.value.startswith(f"![Map](media:{picture(png()).hash})")) == ("en", True)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("guides/living.md", "seq: 2", "seq: 2\nparent: rent", "this guide lies under itself (living < rent < living)"),
        (
            "guides/rent.md",
            "parent: living",
            "parent: livin",
            "'livin' in 'parent' is not there (did you mean 'living'?)",
        ),
        ("guides/rent.md", "service:declare", "service:declar", "rent.md:12: the link service:declar leads nowhere"),
        ("guides/rent.md", "media/map.png", "media/mop.png", "rent.md:10: the picture media/mop.png is not there"),
        ("events/cafe.md", "FREQ=WEEKLY;BYDAY=TU", "tuesdays", "'tuesdays' is not a rule by which something recurs"),
        ("events/cafe.md", "place: hall", "place: hell", "'hell' in 'place' is not there"),
        ("events/cafe.md", "ends: 2026-12-01T19:00", "ends: 2026-12-01T16:00", "it ends (2026-12-01T16:00) before"),
        ("events/fair.md", "starts: 2026-12-24", "starts: 24.12.2026", "'24.12.2026' is not a day"),
        ("events/cafe.md", "starts: 2026-12-01T17:30", "starts: 2026-12-01", "is not a day and a time"),
        ("notices/flood.md", "level: urgent", "level: panic", "'level' has no such value"),
        ("polls/hours.md", "choices: [Rītā, Vakarā]", "choices: [Rītā]", "a poll needs two choices at least"),
        ("services/declare.md", "  - name: Pase\n", "  - name: Pase\n    form: x\n", "there is no form 'x'"),
        ("services/declare.md", "confirm: true", "relations: [service:x]\nconfirm: true", "'service:x' in 'relations'"),
    ],
)
def test_what_is_wrong_is_named(full: City, tmp_path: Path, name: str, old: str, new: str, said: str) -> None:
    full.change(name, old, new)
    with pytest.raises(FindingsError) as caught:
        build(full.folder, tmp_path / "town.pack")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "data", [b"", b"<svg/>", png()[:16], b"\xff\xd8\xff", b"GIF89a", b"\x89PNG\r\n\x1a\n" + bytes(40)]
)
def test_a_picture_that_is_none_is_refused(full: City, tmp_path: Path, data: bytes) -> None:
    (full.folder / "media" / "map.png").write_bytes(data)
    with pytest.raises(FindingsError, match="this is not a PNG, JPEG or GIF picture"):
        build(full.folder, tmp_path / "town.pack")


def test_a_picture_that_is_cut_off_or_damaged_is_refused() -> None:
    whole = png()
    assert picture(whole + b"PK\x03\x04").type == "image/png"
    for data in (
        whole[:-20],
        whole[:33] + b"x" + whole[34:],
        whole[:33] + whole[-12:],
        b"GIF89a\x01\0\x01\0\0\0\0,",
        b"\xff\xd8\xff\xc0\0\x0b\x08\0\x01\0\x01\x01\x01\x11\0",
    ):
        with pytest.raises(ValueError, match="cut off or damaged"):
            picture(data)


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    with pytest.raises(ValueError, match="has 9000 by 9000 pixels"):
        picture(png()[:16] + struct.pack(">II", 9000, 9000) + png()[24:])


def test_what_other_systems_say_reaches_the_pack(full: City, tmp_path: Path) -> None:
    full.change(
        "services/declare.md",
        "confirm: true",
        "confirm: true\nids:\n  hsds: A1\nresidue:\n  hsds:\n    fees: '\"none\"'\n"
        "contacts:\n  - name: Amal\n    role: Konsultante\n    phones:\n      - '112'\n"
        "outputs: [Izziņa]\nlegal_resources:\n  - name: Likums\n    url: https://likumi.lv\nareas: [Pilsēta]\n"
        "relations: [guide:living]",
    )
    built = build(full.folder, tmp_path / "town.pack")
    counted = ("xref", "residue", "contact", "output", "legal_resource", "area", "relation", "phone")
    assert [built.counts[table] for table in counted] == [1, 1, 1, 1, 1, 1, 1, 3]
