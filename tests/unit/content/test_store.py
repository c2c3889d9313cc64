"""A pack as the screens ask it."""

from __future__ import annotations

import re
import subprocess
import sys
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.content.store import Store
from kiosk.domain.provenance import PartialDate, Status
from kiosk.domain.term import Scheme
from kiosk.errors import NotFoundError, PackError
from kiosk.i18n.fallback import Chain
from tests.helpers.packs import Town, opened, resealed, town

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

STORED = sorted((Path(__file__).parents[2] / "data" / "packs").glob("format-*.pack"))
LATVIAN = Chain("lv", ("lv",))
ENGLISH = Chain("en", ("en", "lv"))


@pytest.fixture(params=STORED, ids=lambda path: path.stem)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """The stored pack of each past format: what follows must hold for all of them."""
    pack = tmp_path / "town.pack"
    pack.write_bytes(request.param.read_bytes())
    with closing(opened(pack)) as store:
        yield store


def test_a_service_has_all_its_parts(store: Store) -> None:
    service = store.service("declare", ENGLISH)
    assert (service.id, service.slug, service.icon, service.term_ids) == ("DECLARE", "declare", "passport", ("PAPERS",))
    assert service.name.value == "Declare your address"
    assert service.summary is not None
    assert service.summary.changed_on is not None
    assert service.description is not None
    assert (service.description.value, service.description.status) == ("**Important**", Status.HUMAN)
    assert service.organization.name.value == "Council"
    assert service.organization.website == "https://town.example"
    assert [str(text) for text in service.requirements] == ["Ikvienam"]
    assert [str(item.name) for item in service.evidence] == ["Passport"]
    assert [str(step) for step in service.steps] == ["Ienāciet", "Parakstiet"]
    assert [str(note) for note in service.notes] == ["Viens mēnesis"]
    assert [(cost.amount, cost.currency) for cost in service.costs] == [(Decimal("4.27"), "EUR")]
    assert service.spoken_languages == ("ru",)
    assert service.emails == ("hello@town.example",)
    assert [(link.url, str(link.label)) for link in service.links] == [("https://town.example/form", "Veidlapa")]
    assert service.sources == ("https://town.example/source",)
    assert service.verified_on is None


def test_phones_come_with_their_hours_and_age(store: Store) -> None:
    (phone,) = store.service("declare", ENGLISH).phones
    assert (phone.number, str(phone.label), phone.confirm) == ("+37165400000", "Informācija", True)
    assert phone.verified_on == PartialDate("2026-10")
    assert phone.hours is not None
    assert phone.hours.rule == "Mo-Fr 09:00-17:00"


def test_a_place_comes_with_its_hours(store: Store) -> None:
    (there,) = store.service("declare", ENGLISH).places
    assert str(there.note) == "2. stāvs"
    assert there.hours is None
    assert there.place == store.place("hall", ENGLISH) == store.place("HALL", ENGLISH)
    assert there.place.address is not None
    assert there.place.address.line == "Rīgas iela 1, Mazpilsēta"
    assert there.place.hours is not None
    assert str(there.place.hours.original) == "Darbdienās 9–17"
    assert there.place.latitude is None


def test_a_place_lists_its_services(store: Store) -> None:
    assert [each.slug for each in store.services(ENGLISH, place="HALL")] == ["declare"]
    assert store.services(ENGLISH, place="NOWHERE") == ()


def test_terms_count_their_services(store: Store) -> None:
    (term,) = store.terms(ENGLISH)
    assert (term.slug, term.scheme, str(term.name), term.description, term.count) == ("papers", Scheme.TOPIC, "Papers", None, 1)  # fmt: skip


def test_languages_have_their_own_names_and_directions(store: Store) -> None:
    assert [(each.endonym, each.direction) for each in store.languages()] == [("Latviešu", "ltr"), ("English", "ltr"), ("العربية", "rtl")]  # fmt: skip


def test_what_is_found_is_listed_as_in_a_list(store: Store) -> None:
    (found,), (listed,) = store.find("declare", ENGLISH, 5), store.services(ENGLISH)
    assert (found.kind, found.id, found.slug, found.name, found.summary) == (
        "service",
        listed.id,
        listed.slug,
        listed.name,
        listed.summary,
    )
    assert store.find("nothing", ENGLISH, 5) == ()


def test_what_is_not_there_is_said(store: Store) -> None:
    for ask in (store.service, store.place):
        with pytest.raises(NotFoundError, match="'nothing'"):
            ask("nothing", LATVIAN)


def statements(store: Store, *, of: str) -> list[str]:
    """The statements of one screen."""
    seen: list[str] = []
    store._pack.set_trace_callback(seen.append)
    asks: dict[str, Callable[[], object]] = {
        "service": lambda: store.service("declare", ENGLISH),
        "place": lambda: store.place("hall", ENGLISH),
        "list": lambda: store.services(ENGLISH, term="PAPERS", limit=50),
        "found": lambda: store.find("declare", ENGLISH, 50),
        "home": lambda: store.terms(ENGLISH),
    }
    asks[of]()
    store._pack.set_trace_callback(None)
    return seen


@pytest.mark.parametrize("screen", ["service", "place", "list", "found", "home"])
def test_one_statement_brings_all_the_prose(store: Store, screen: str) -> None:
    assert sum("FROM text" in statement for statement in statements(store, of=screen)) == 1


@pytest.mark.parametrize("screen", ["list", "found"])
def test_a_list_reads_names_and_summaries_alone(store: Store, screen: str) -> None:
    seen = statements(store, of=screen)
    assert len(seen) == 2
    assert "field IN ('name','summary')" in seen[-1]


@pytest.mark.parametrize("screen", ["service", "place", "found"])
def test_no_screen_looks_through_a_whole_table(store: Store, screen: str) -> None:
    """Every look-up goes by a key, so that one service of 10,000 opens like one of ten (`make bench` says how fast)."""
    for statement in statements(store, of=screen):
        for row in store._pack.execute(f"EXPLAIN QUERY PLAN {statement}"):
            assert not re.match(r"SCAN (?!json_each)", row["detail"]), (statement, row["detail"])


@pytest.fixture(scope="module")
def long_list(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("long")
    with closing(Town()) as made:
        made.council()
        made.add("term", id="HOME", slug="home", scheme="situation", seq=1)
        for number in range(1200):
            made.service(
                f"s{number}", f"Pakalpojums {number}", at="HALL", term="PAPERS" if number % 2 else "", rank=number
            )
        made.write(folder / "long.pack")
    with closing(opened(folder / "long.pack")) as store:
        yield store


def test_a_list_comes_by_rank_in_pages(long_list: Store) -> None:
    assert [each.slug for each in long_list.services(LATVIAN, limit=3)] == ["s0", "s1", "s2"]
    assert [each.slug for each in long_list.services(LATVIAN, limit=2, offset=1198)] == ["s1198", "s1199"]
    assert [each.slug for each in long_list.services(LATVIAN, term="PAPERS", limit=2, offset=1)] == ["s3", "s5"]
    assert [each.slug for each in long_list.services(LATVIAN, term="PAPERS", place="HALL", limit=1)] == ["s1"]
    assert long_list.services(LATVIAN, term="HOME") == ()
    everything = long_list.services(LATVIAN)
    assert len(everything) == 1200
    assert all(each.name.value and each.organization.value == "Dome" for each in everything)


def test_a_newer_minor_format_is_shown_without_what_it_adds(tmp_path: Path) -> None:
    newer = resealed(
        STORED[-1],
        tmp_path / "x.pack",
        {"format": [1, 99], "later": 1},
        "ALTER TABLE service ADD COLUMN colour TEXT NOT NULL DEFAULT 'blue'",
        "CREATE TABLE later (id TEXT PRIMARY KEY)",
        "INSERT INTO term VALUES ('YOUNG', 'young', 'audience', 'child', 0)",
        "UPDATE channel SET kind = 'chat' WHERE kind = 'email'",
        "UPDATE text SET status = 'reviewed' WHERE status = 'human'",
    )
    with closing(opened(newer)) as store:
        assert [term.slug for term in store.terms(ENGLISH)] == ["papers"]
        service = store.service("declare", ENGLISH)
        assert service.emails == ()
        assert service.description is not None
        assert service.description.status is Status.MACHINE


def test_an_id_wins_over_the_slug_of_another(tmp_path: Path) -> None:
    with closing(Town()) as made:
        made.council()
        made.service("a", "Pirmais")
        made.add("service", id="B", slug="A", organization_id="COUNCIL")
        made.write(tmp_path / "x.pack")
    with closing(opened(tmp_path / "x.pack")) as store:
        assert store.service("A", LATVIAN).id == "A"


@pytest.mark.parametrize("file", ["pack.json", "pack.db"])
def test_a_slot_that_lost_a_file_says_what_to_do(tmp_path: Path, file: str) -> None:
    opened(town(tmp_path / "x.pack")).close()
    (slot,) = (tmp_path / "data" / "slots").iterdir()
    (slot / file).unlink()
    with pytest.raises(PackError, match="install the pack again"):
        Store(slot)


def test_a_slot_damaged_on_the_disk_says_what_to_do(tmp_path: Path) -> None:
    opened(town(tmp_path / "x.pack")).close()
    (slot,) = (tmp_path / "data" / "slots").iterdir()
    size = (slot / "pack.db").stat().st_size
    (slot / "pack.db").write_bytes((slot / "pack.db").read_bytes()[:1024] + b"\xff" * (size - 1024))
    with closing(Store(slot)) as store:
        for ask in (lambda: store.service("x", LATVIAN), lambda: store.services(LATVIAN), store.languages):
            with pytest.raises(PackError, match="install the pack again"):
                ask()


def test_a_pack_that_cannot_be_read_stays_open_nowhere(tmp_path: Path) -> None:
    with closing(opened(town(tmp_path / "town.pack"))) as store:
        slot = store.slot
    for name in ("pack.db", "index.db"):
        (slot / name).write_bytes(b"no database")
    before = still_open(slot)
    with pytest.raises(PackError) as said:  # its traceback keeps what the constructor held
        Store(slot)
    assert still_open(slot) == before, said


def still_open(slot: Path) -> list[str]:
    names = []
    for link in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):  # the folder that is being read
            names.append(str(link.readlink()))
    return sorted(name for name in names if name.startswith(str(slot)))


def test_closing_twice_does_no_harm(tmp_path: Path) -> None:
    store = opened(town(tmp_path / "x.pack"))
    store.close()
    store.close()


def test_it_loads_neither_qt_nor_what_it_does_not_need() -> None:
    heavy = "PySide6", "babel", "opening_hours", "sqlite_utils", "rich", "click", "yaml", "asyncio"
    said = "import sys, kiosk.content.store; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", said], check=True, capture_output=True, text=True).stdout.split()
    assert not set(heavy) & set(loaded)


def test_a_pack_of_any_format_has_guides_events_and_notices_to_ask_for(store: Store) -> None:
    now = datetime(2026, 12, 1, tzinfo=UTC)
    assert len(store.guides.children(LATVIAN)) == len(store.guides.notices(LATVIAN, None))
    assert store.events.between(now, now + timedelta(days=7), LATVIAN) == ()
    with pytest.raises(NotFoundError, match="no guide 'gone'"):
        store.guides.one("gone", LATVIAN)
