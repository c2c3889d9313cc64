from __future__ import annotations

from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

from kiosk.domain.city_key import CityKey, Purpose
from tests.helpers.forms import town
from tests.helpers.packs import opened, resealed

if TYPE_CHECKING:
    from pathlib import Path

KEYS = (
    CityKey("forms-2025", Purpose.FORMS, b"\1" * 32, None, date(2025, 12, 31)),
    CityKey("forms-2026", Purpose.FORMS, b"\2" * 32, date(2026, 1, 1), None),
    CityKey("office", Purpose.OFFICE, b"\3" * 32, None, None),
)


def test_keys_come_out_of_a_pack_as_they_went_in(tmp_path: Path) -> None:
    with closing(opened(town(tmp_path / "town.pack", *KEYS))) as store:
        assert store.keys() == KEYS


def test_a_key_for_what_this_kiosk_does_not_know_is_passed_over(tmp_path: Path) -> None:
    made = town(tmp_path / "town.pack", *KEYS)
    newer = resealed(made, tmp_path / "newer.pack", {}, "UPDATE city_key SET purpose = 'vote' WHERE id = 'office'")
    with closing(opened(newer)) as store:
        assert store.keys() == KEYS[:2]
