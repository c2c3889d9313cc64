"""`make bench-sync`: what an update of 1 % costs, in bytes and seconds, beside rsync and a zstd patch in the same run.

A pack of 60,000 texts, 260 MB; in 600 of them three places are put otherwise. Then the publisher rebuilds the file, so that all its pages are
others. `build/bench-sync.json` has the figures; exit code 1 when one that was promised is missed.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from io import BytesIO
from itertools import accumulate
from pathlib import Path

import zstandard

from bench import packs
from bench.figure import Figure, milliseconds, publish
from kiosk.packs import delta, index, patch, reading
from kiosk.packs.hash import content_hash
from kiosk.packs.slots import Slots
from kiosk.packs.state import Mark
from kiosk.publishing.editions import DELTA_LEVEL, SNAPSHOT_LEVEL
from kiosk.resources import BUILD

TEXTS, EDITED, LETTERS = 60_000, 600, 1_900
SERVICES = 100
"""Services of the pack; each has titles and steps besides, which are among the texts."""

SYLLABLES = [first + vowel for first in "bcdfghjklmnpqrstvz" for vowel in "aeiouāēī"]


def prose(chance: random.Random, length: int) -> str:
    """Text that compresses about as prose does: words of a vocabulary, the common ones often (Zipf's law)."""
    words = chance.choices(VOCABULARY, cum_weights=WEIGHTS, k=length // 6)
    return " ".join(words)[:length]


def _vocabulary() -> list[str]:
    chance = random.Random(3)
    return ["".join(chance.choices(SYLLABLES, k=1 + number // 6000 + chance.randrange(3))) for number in range(30_000)]


VOCABULARY = _vocabulary()
WEIGHTS = list(accumulate(1 / (rank + 3) for rank in range(len(VOCABULARY))))


def generated(file: Path) -> None:
    """A pack of 60,000 texts."""
    packs.build(file, SERVICES)
    chance = random.Random(1)
    with closing(sqlite3.connect(file)) as connection:
        (there,) = connection.execute("SELECT count(*) FROM text").fetchone()
        extra = (
            "INSERT INTO text VALUES (?, 'lv', 'service', 'note', ?, ?, 'markdown', 'original', 'lv', ?, '2026-11-24')"
        )
        for number in range(TEXTS - there):
            row = (f"s{number % SERVICES}", number // SERVICES, prose(chance, LETTERS), f"{chance.getrandbits(64):x}")
            connection.execute(extra, row)
        sealed(connection)
        connection.execute("VACUUM")


def edited(before: Path, after: Path, *, anew: bool = False) -> None:
    """A copy in which 1 % of the texts have been edited: a few words in three places, or the whole text."""
    shutil.copyfile(before, after)
    chance = random.Random(2)
    with closing(sqlite3.connect(after)) as connection:
        keys = connection.execute("SELECT id, lang, entity, field, seq FROM text WHERE field = 'note'").fetchall()
        for key in chance.sample(keys, EDITED):
            where = "id = ? AND lang = ? AND entity = ? AND field = ? AND seq = ?"
            (text,) = connection.execute(f"SELECT value FROM text WHERE {where}", key).fetchone()
            for _ in range(3):
                at = chance.randrange(len(text) - 60)
                text = f"{text[:at]} {prose(chance, 40)} {text[at + 40 :]}"
            new = (prose(chance, LETTERS) if anew else text, f"{chance.getrandbits(64):x}", "2026-11-25")
            connection.execute(f"UPDATE text SET value = ?, source_hash = ?, updated = ? WHERE {where}", (*new, *key))
        sealed(connection)


def sealed(connection: sqlite3.Connection) -> None:
    """Writes the rows' hash into the manifest."""
    connection.execute("UPDATE manifest SET json = json_set(json, '$.content_hash', ?)", (content_hash(connection),))
    connection.commit()


def rebuilt(before: Path, after: Path) -> None:
    """The same rows in a file of another layout."""
    shutil.copyfile(before, after)
    with closing(sqlite3.connect(after)) as connection:
        connection.execute("CREATE TABLE gone (id INTEGER PRIMARY KEY, x BLOB)")
        connection.execute("INSERT INTO gone VALUES (1, randomblob(3000000))")
        connection.commit()
        connection.execute("DROP TABLE gone")
        connection.execute("PRAGMA page_size = 8192")
        connection.execute("VACUUM")


def changed_rows(before: Path, after: Path) -> int:
    """Bytes of the changed rows alone, compressed: what nobody can do without who sends rows."""
    with closing(reading.connect(after)) as connection:
        connection.execute("ATTACH ? AS old", (f"{before.absolute().as_uri()}?mode=ro&immutable=1",))
        rows = connection.execute(
            "SELECT * FROM main.text EXCEPT SELECT * FROM old.text ORDER BY 1, 2, 3, 4, 5"
        ).fetchall()
    text = "\n".join("\x1f".join(map(str, row)) for row in rows)
    return len(zstandard.ZstdCompressor(level=19).compress(text.encode()))


def rsync(before: Path, after: Path, folder: Path) -> int | None:
    """Bytes that rsync sends for the file; None without rsync."""
    if shutil.which("rsync") is None:
        return None
    copy = folder / "rsynced"
    shutil.copyfile(before, copy)
    line = ["rsync", "--stats", "--no-whole-file", "-z", "--ignore-times", str(after), str(copy)]
    said = subprocess.run(line, capture_output=True, text=True, check=True, timeout=600).stdout
    return sum(
        int("".join(filter(str.isdigit, row.split(":")[1])))
        for row in said.splitlines()
        if row.startswith("Total bytes")
    )


def zstd_patch(before: Path, after: Path, folder: Path) -> int | None:
    """Bytes of zstd --patch-from; None without the program."""
    if shutil.which("zstd") is None:
        return None
    out = folder / "patch"
    line = ["zstd", "-q", "-f", "-15", "--long=27", f"--patch-from={before}", str(after), "-o", str(out)]
    subprocess.run(line, check=True, timeout=900)
    return out.stat().st_size


def rows(before: Path | None, after: Path, level: int) -> tuple[bytes, int, float]:
    """What is sent, its length unpacked, and the seconds that it took to make."""
    out, began = BytesIO(), time.perf_counter()
    unpacked = delta.make(before, after, out, level)
    return out.getvalue(), unpacked, time.perf_counter() - began


def applied(before: Path, after: Path, sent: bytes, unpacked: int, folder: Path) -> float:
    """Seconds from a fetched delta to an active slot: copy, rows, index, checks, fsyncs, commit."""
    slots = Slots(folder / "data")
    (folder / "data").mkdir()
    slots.install(before, trusted=True)
    manifest = reading.manifest(after)

    def fill(active: Path | None, target: Path) -> object:
        shutil.copyfile((active or folder) / "pack.db", target)
        return patch.apply(BytesIO(sent), unpacked, target, manifest, lambda _name: b"")

    began = time.perf_counter()
    slots.receive(manifest, Mark(version=2), fill)  # type: ignore[arg-type] # as it is
    return time.perf_counter() - began


def switched(before: Path, after: Path, folder: Path) -> float:
    """Milliseconds in which a screen goes over to the next pack, between two visitors."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from kiosk import app, settings

    slots = Slots(folder / "screen")
    (folder / "screen").mkdir()
    slots.install(before, trusted=True)
    kiosk = app.Kiosk(settings.load(None, environment={}).settings, slots, app.Surroundings(), ppi=102)
    try:
        kiosk.show((1080, 1920))
        slots.install(after, trusted=True)
        return milliseconds(kiosk.refresh)
    finally:
        kiosk.close()


def figures(folder: Path) -> list[Figure]:
    """All figures; floors are the changed rows alone, in kB."""
    before, after, other = folder / "before.pack", folder / "after.pack", folder / "rebuilt.pack"
    generated(before)
    edited(before, after)
    rebuilt(after, other)
    floor = changed_rows(before, after) / 1e3
    sent, unpacked, made = rows(before, after, DELTA_LEVEL)
    found = [
        Figure("1 % edited: row delta", len(sent) / 1e3, "kB", floor, "≤ 0.8 × changed rows", len(sent) <= 800 * floor)
    ]
    again, _unpacked, _made = rows(before, other, DELTA_LEVEL)
    ok = len(again) <= 800 * floor
    found.append(Figure("the same after a rebuild", len(again) / 1e3, "kB", floor, "≤ 0.8 × changed rows", ok))
    edited(before, fresh := folder / "anew.pack", anew=True)
    anew, _unpacked, _made = rows(before, fresh, DELTA_LEVEL)
    other_floor = changed_rows(before, fresh) / 1e3
    found.append(Figure("the same texts written anew", len(anew) / 1e3, "kB", other_floor, "beside it", ok=True))
    for name, size in (
        ("whole file, zstd", len(zstandard.ZstdCompressor(level=10).compress(after.read_bytes()))),
        ("rsync -z", rsync(before, after, folder)),
        ("rsync -z after a rebuild", rsync(before, other, folder)),
        ("zstd --patch-from", zstd_patch(before, after, folder)),
        ("zstd --patch-from after a rebuild", zstd_patch(before, other, folder)),
    ):
        if size is not None:
            found.append(Figure(name, size / 1e3, "kB", floor, "beside it", ok=True))
    whole, _whole, seconds = rows(None, after, SNAPSHOT_LEVEL)
    index.build(after, folder / "index.db")
    both = (after.stat().st_size + (folder / "index.db").stat().st_size) / 1e6
    found.append(
        Figure("snapshot", len(whole) / 1e6, "MB", both, "≤ 0.45 × pack and index", len(whole) <= 450_000 * both)
    )
    found.append(Figure("making the snapshot", seconds, "s", 0, "-", ok=True))
    found.append(Figure("making the delta", made, "s", 0, "-", ok=True))
    switch = switched(before, after, folder)
    found.append(Figure("the screen switches", switch, "ms", 100, "≤ 100 ms", switch <= 100))
    took = applied(before, after, sent, unpacked, folder)
    found.append(Figure("from delta to active slot", took, "s", 4, "≤ 4 s on two cores", took <= 4))
    return found


def main() -> int:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as folder:
        found = figures(Path(folder))
    publish(found, BUILD / "bench-sync.json")
    print(json.dumps({"python": sys.version.split()[0], "sqlite": sqlite3.sqlite_version}))
    return 0 if all(figure.ok for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
