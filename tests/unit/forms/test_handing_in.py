from __future__ import annotations

from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

from kiosk.domain.city_key import CityKey, Purpose
from kiosk.forms.handing_in import Desk
from tests.helpers import forms, packs

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 24)
PUBLIC = bytes(range(32))
KEY = CityKey("forms-2026", Purpose.FORMS, PUBLIC, date(2026, 1, 1), date(2026, 12, 31))


def desk(folder: Path, *, trusted: bool, on: date = TODAY) -> Desk:
    """The desk of a pack that has keys for forms and for letters."""
    pack = forms.town(folder / "town.pack", KEY, CityKey("office", Purpose.OFFICE, bytes(32), None, None))
    with closing(packs.opened(pack)) as store:
        return Desk.of(store, forms.FORM, on, trusted=trusted)


def test_a_trusted_pack_seals_to_the_citys_key(tmp_path: Path) -> None:
    made = desk(tmp_path, trusted=True)
    assert (made.key, made.city.demonstration) == (PUBLIC, False)


def test_keys_of_any_other_pack_do_not_count(tmp_path: Path) -> None:
    made = desk(tmp_path, trusted=False)
    assert (made.key, made.city.demonstration) == (None, True)


def test_a_key_that_is_over_does_not_count(tmp_path: Path) -> None:
    assert desk(tmp_path, trusted=True, on=date(2027, 1, 1)).key is None
