"""A pack of many services, made straight from the tables; the same in each run."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import msgspec

from kiosk.packs.hash import content_hash
from kiosk.packs.manifest import Manifest
from kiosk.packs.schema import FORMAT, statements

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "adrese atļauja bērns dokuments ģimene iela kurss mājoklis nauda palīdzība pase skola valoda veselība".split()  # noqa: SIM905 - reads better
LANGUAGES = ("lv", "en", "ar")


def build(file: Path, services: int) -> None:
    """Writes a pack of `services` services in three languages, all under one term."""
    chance = random.Random(services)
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements():
            connection.execute(statement)

        def text(entity: str, identity: str, field: str, seq: int = 0) -> None:
            for lang in LANGUAGES:
                value = " ".join(chance.choices(WORDS, k=8))
                status = "original" if lang == "lv" else "machine"
                row = (identity, lang, entity, field, seq, value, "plain", status, "lv", "x", "2026-11-24")
                connection.execute("INSERT INTO text VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

        connection.execute("INSERT INTO organization VALUES ('o', 'o', '', '', '', 0)")
        text("organization", "o", "name")
        connection.execute("INSERT INTO term VALUES ('t', 't', 'topic', 'passport', 1)")
        text("term", "t", "name")
        for rank in range(services):
            own = f"s{rank}"
            connection.execute("INSERT INTO service VALUES (?, ?, 'o', 'passport', '', '', 0, '', ?)", (own, own, rank))
            connection.execute("INSERT INTO service_term VALUES ('t', ?)", (own,))
            for field in ("name", "summary", "description"):
                text("service", own, field)
            for seq in range(4):
                text("service", own, "step", seq)
                connection.execute("INSERT INTO evidence VALUES (?, ?, ?)", (f"{own}e{seq}", own, seq))
                text("evidence", f"{own}e{seq}", "name")
        for seq, tag in enumerate(LANGUAGES):
            connection.execute("INSERT INTO language VALUES (?, ?, 'Latn', ?)", (tag, tag, seq))
        connection.execute("INSERT INTO manifest VALUES (1, ?)", (manifest(LANGUAGES, content_hash(connection)),))
        connection.commit()


def manifest(tags: tuple[str, ...], hashed: str) -> str:
    """What a made-up pack says of itself, as its row has it; the first language is the one of record."""
    said = Manifest(
        format=FORMAT,
        id="bench",
        title={tags[0]: "Bench"},
        official=tags[0],
        languages=tags,
        built=1,
        as_of="2026-11-24",
        zone="Europe/Riga",
        country="LV",
        emergency="112",
        content_hash=hashed,
    )
    return msgspec.json.encode(said).decode()
