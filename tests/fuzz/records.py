"""Files of a source folder: `python -m tests.fuzz.records`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.publishing import frontmatter
from kiosk.publishing.decode import decode
from kiosk.publishing.records import Event
from tests.fuzz.run import Target, main

if TYPE_CHECKING:
    from pathlib import Path

FILE = b"""---\nname: Caf\xc3\xa9\nstarts: 2026-12-01T17:30\nlinks:\n  - url: https://c.example\n    label: "a: b"\nexdates: [2026-12-08T17:30]
example: true\nresidue:\n  ics:\n    lines: '["GEO:1;2"]'\n---\nText *here*.\n"""


def read(path: Path) -> None:
    decode(frontmatter.read(path), Event)


TARGET = Target("record.md", (FILE,), read)

if __name__ == "__main__":
    main(TARGET)
