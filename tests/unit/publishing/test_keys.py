from __future__ import annotations

import base64
import sqlite3
import stat
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kiosk.domain.city_key import CityKey, Purpose, current
from kiosk.errors import CodeError
from kiosk.publishing import build, keys
from kiosk.publishing.findings import FindingsError
from tests.helpers.sources import City, small_town

if TYPE_CHECKING:
    from pathlib import Path

PUBLIC = base64.b64encode(X25519PrivateKey.generate().public_key().public_bytes_raw()).decode()


@pytest.fixture
def city(tmp_path: Path) -> City:
    return small_town(tmp_path / "town")


def key(name: str = "forms-2026", **more: str) -> str:
    lines = {"id": name, "purpose": "forms", "public": PUBLIC, **more}
    return "".join(f"{name}: {value}\n" for name, value in lines.items())


def refused(city: City) -> str:
    with pytest.raises(FindingsError) as caught:
        build.build(city.folder, city.folder.parent / "town.pack")
    return str(caught.value)


def test_a_pair_that_was_made_goes_into_the_pack(city: City, tmp_path: Path) -> None:
    days = date(2026, 1, 1), date(2027, 12, 31)
    public, private = keys.generate(tmp_path, "forms-2026", Purpose.FORMS, days, "")
    city.write("keys/forms-2026.pub", public.read_text(encoding="utf-8"))
    build.build(city.folder, tmp_path / "town.pack")
    with closing(sqlite3.connect(tmp_path / "town.pack")) as connection:
        (row,) = connection.execute("SELECT id, purpose, public, valid_from, valid_to FROM city_key").fetchall()
    opened = keys.read_private(private, "").public_key().public_bytes_raw()
    assert row == ("forms-2026", "forms", base64.b64encode(opened).decode(), "2026-01-01", "2027-12-31")
    assert stat.S_IMODE(private.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (key().replace(PUBLIC, "nothing"), 3, "base64"),
        (key().replace(PUBLIC, base64.b64encode(bytes(32)).decode()), 3, "base64"),
        (key().replace("forms\n", "letters\n"), 2, "purpose"),
        (key(valid_from="soon"), 4, "2026-11-24"),
        (key(valid_from="2027-01-01", valid_to="2026-01-01"), 5, "ends before"),
        (key("Forms 2026"), 1, "hyphens"),
        (key(extra="x"), 4, "extra"),
        ("id: forms-2026\n", 1, "missing"),
    ],
    ids=["no-base64", "noughts", "purpose", "day", "never-valid", "id", "extra", "missing"],
)
def test_what_is_wrong_is_said_with_its_line(city: City, text: str, line: int, words: str) -> None:
    city.write("keys/forms-2026.pub", text)
    said = refused(city)
    assert f"forms-2026.pub:{line}: " in said
    assert words in said


def test_two_keys_have_two_names(city: City) -> None:
    city.write("keys/a.pub", key())
    city.write("keys/b.pub", key())
    assert "two keys" in refused(city)


def test_a_private_key_never_gets_into_a_source(city: City) -> None:
    city.write("keys/forms-2026.key", "whatever")
    assert "private key" in refused(city)


def test_the_key_of_the_day_is_the_last_that_began() -> None:
    raw = bytes(32)
    day = date(2026, 11, 24)
    old = CityKey("old", Purpose.FORMS, raw, None, date(2026, 12, 31))
    new = CityKey("new", Purpose.FORMS, raw, date(2026, 11, 1), None)
    later = CityKey("later", Purpose.FORMS, raw, date(2027, 1, 1), None)
    office = CityKey("office", Purpose.OFFICE, raw, date(2026, 11, 20), None)
    assert current((old, new, later, office), Purpose.FORMS, day) == new
    assert current((later, office), Purpose.FORMS, day) is None
    assert current((later,), Purpose.FORMS, date(2027, 1, 1)) == later


def test_a_key_is_never_replaced(tmp_path: Path) -> None:
    keys.generate(tmp_path, "forms", Purpose.FORMS, (None, None), "")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(CodeError, match="already"):
        keys.generate(tmp_path, "forms", Purpose.FORMS, (None, None), "")
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
