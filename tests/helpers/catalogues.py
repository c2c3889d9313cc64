"""A catalogue on its way: written beside the small city's source folder, sent out, taken in, and what its texts may claim."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kiosk.publishing import edition, exchange, po, source
from kiosk.publishing.po import Human

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.publishing.po import Entry
    from tests.helpers.sources import City

AMAL, BEA = Human("Amal Haddad", date(2026, 3, 1)), Human("Bea", date(2026, 4, 1))
STEP, SECOND, NAME, NOTE = (f"service/declare/{field}" for field in ("step/0", "step/1", "name/0", "note/0"))
SERVICE = "services/declare.md"


def entries(city: City) -> dict[str, Entry]:
    return {entry.context: entry for entry in po.read(city.folder / "locales" / "ar.po")}


def write(city: City, **changes: Entry) -> None:
    known = {entry.context: entry for entry in edition.read(city.folder).catalogues["ar"]} | changes
    city.write("locales/ar.po", po.render(known.values(), "ar", "smalltown"))


def statuses(city: City) -> dict[str, int]:
    """How much each text may claim: 0 missing, 1 out of date, 2 machine, 3 human; a person on an old text counts half."""
    ranks = {}
    for entry in edition.read(city.folder).catalogues["ar"]:
        rank = 0 if not entry.msgstr else 2 if entry.fuzzy else 4
        ranks[entry.context] = rank + bool(entry.msgstr and entry.human)
    return ranks


def export(city: City, form: exchange.Format = "po") -> Path:
    return city.write(f"../ar.{form}", exchange.export(source.read(city.folder), "ar", form))


def take(city: City, file: Path) -> exchange.Import:
    return exchange.take_in(source.read(city.folder), "ar", file)


def tool(name: str, *arguments: str | Path) -> None:
    if shutil.which(name) is None:
        pytest.skip(f"needs the program {name}")
    subprocess.run([name, *map(str, arguments)], check=True, capture_output=True, timeout=60)


def translate(city: City) -> None:
    """Gives the city a catalogue with a text of each status."""
    known = {entry.context: entry for entry in edition.read(city.folder).catalogues["ar"]}
    write(
        city,
        **{
            STEP: replace(known[STEP], msgstr="املأ الاستمارة", human=AMAL),
            SECOND: replace(known[SECOND], msgstr="اذهب إلى البلدية"),
            NAME: replace(known[NAME], msgstr="الإقامة", fuzzy=True, previous="Vecs nosaukums", human=BEA),
        },
    )
