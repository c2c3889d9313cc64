"""Small packs, written straight into the tables as `docs/content-model.md` describes them."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import msgspec

from kiosk.content.store import Store
from kiosk.packs import schema
from kiosk.packs.hash import content_hash
from kiosk.packs.manifest import Manifest
from kiosk.packs.slots import Slots

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

ABSENT = {"latitude": None, "longitude": None, "data": b""}
"""What a column holds that a test does not speak of; otherwise '' or 0, as its type is."""

Words = str | dict[str, str]
"""A text in Latvian, or by language; a tag with `!` is of another original, with `+` made by a person."""


class Town:
    """A pack of one small town in the making: rows by table, with Latvian as the language of record."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:")
        self.connection.execute("PRAGMA page_size = 1024")
        for statement in schema.statements():
            self.connection.execute(statement)
        for seq, tag in enumerate(("lv", "en", "ar")):
            self.add("language", tag=tag, endonym=tag, script="Latn", seq=seq)

    def add(self, table: str, **values: object) -> None:
        """One row; columns that are not named are empty."""
        columns = {}
        for name, kind in self.connection.execute("SELECT name, type FROM pragma_table_info(?)", (table,)):
            columns[name] = values.pop(name, ABSENT.get(name, "" if kind == "TEXT" else 0))
        assert not values, values
        self.connection.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(columns))})", tuple(columns.values()))

    def text(self, entity: str, identity: str, field: str, words: Words, seq: int = 0, **values: object) -> None:
        """A text with its translations, machine-made unless they say otherwise."""
        words = {"lv": words} if isinstance(words, str) else words
        for tag, value in words.items():
            lang = tag.rstrip("!+")
            status = "original" if lang == "lv" else "human" if "+" in tag else "machine"
            row: dict[str, object] = {"entity": entity, "id": identity, "field": field, "seq": seq, "lang": lang}
            row |= {"value": value, "format": "plain", "status": status, "source_lang": "lv", "updated": "2026-11-20"}
            self.add("text", **row | {"source_hash": "other" if "!" in tag else "this"} | values)

    def service(
        self, slug: str, name: Words, *, summary: Words = "", at: str = "", term: str = "", rank: int = 0
    ) -> None:
        """A service of the town's council, perhaps at a place and under a term; its id is its slug, upper case."""
        own = slug.upper()
        self.add("service", id=own, slug=slug, organization_id="COUNCIL", icon="passport", rank=rank)
        self.text("service", own, "name", name)
        if summary:
            self.text("service", own, "summary", summary)
        if at:
            self.add("service_at_place", id=f"{own}@{at}", service_id=own, place_id=at)
        if term:
            self.add("service_term", term_id=term, service_id=own)

    def council(self) -> None:
        """The organization, a place and a term that the services of a test hang on."""
        self.add("organization", id="COUNCIL", slug="council", website="https://town.example")
        self.text("organization", "COUNCIL", "name", {"lv": "Dome", "en": "Council"})
        self.add("place", id="HALL", slug="hall", street="Rīgas iela 1", city="Mazpilsēta", country="LV")
        self.text("place", "HALL", "name", {"lv": "Rātsnams", "en": "Town hall"})
        self.add("term", id="PAPERS", slug="papers", scheme="topic", icon="passport")
        self.text("term", "PAPERS", "name", {"lv": "Dokumenti", "en": "Papers"})

    def write(self, file: Path, **said: object) -> Path:
        """The pack as a file; said: what the manifest says otherwise."""
        manifest = {
            "format": schema.FORMAT,
            "id": "town",
            "title": {"lv": "Mazpilsēta"},
            "official": "lv",
            "languages": ("lv", "en", "ar"),
            "built": 1_795_478_400,
            "as_of": "2026-11-24",
            "zone": "Europe/Riga",
            "country": "LV",
            "emergency": "112",
            "content_hash": content_hash(self.connection),
        }
        self.connection.execute("DELETE FROM manifest")
        self.connection.execute("INSERT INTO manifest VALUES (1, ?)", (msgspec.json.encode(manifest | said).decode(),))
        self.connection.commit()
        file.unlink(missing_ok=True)
        self.connection.execute("VACUUM INTO ?", (str(file),))
        return file

    def close(self) -> None:
        self.connection.close()


def town(file: Path, *names: str, **said: object) -> Path:
    """A pack whose services have these Latvian names."""
    with closing(Town()) as made:
        made.council()
        for rank, name in enumerate(names or ("Dzīvesvietas deklarēšana",)):
            made.service(f"service-{rank}", name, at="HALL", term="PAPERS", rank=rank)
        return made.write(file, **said)


def changed(pack: Path, file: Path, *statements: str) -> Path:
    """A copy of a pack in which somebody has run `statements`."""
    shutil.copyfile(pack, file)
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return file


def resealed(pack: Path, file: Path, said: Mapping[str, object], *statements: str) -> Path:
    """A changed copy whose manifest says so: the hash of its rows as they are now, and `said`."""
    changed(pack, file, *statements)
    with closing(sqlite3.connect(file)) as connection:
        (text,) = connection.execute("SELECT json FROM manifest").fetchone()
        manifest = msgspec.json.decode(text) | {"content_hash": content_hash(connection)} | said
        connection.execute("UPDATE manifest SET json = ?", (msgspec.json.encode(manifest).decode(),))
        connection.commit()
    return file


def manifest(pack: Path) -> Manifest:
    """What a pack says of itself."""
    with closing(sqlite3.connect(pack)) as connection:
        (text,) = connection.execute("SELECT json FROM manifest").fetchone()
    return msgspec.json.decode(text, type=Manifest)


def opened(pack: Path, *, trusted: bool = False) -> Store:
    """The store of a pack, from a slot of its own in the folder `data` beside it."""
    slots = Slots(pack.parent / "data")
    slots.install(pack, trusted=trusted)
    slot = slots.active()
    assert slot is not None
    slot.close()
    return Store(slot.path)


def files(folder: Path) -> Iterator[Path]:
    """All files under a folder."""
    return (path for path in folder.rglob("*") if path.is_file())
