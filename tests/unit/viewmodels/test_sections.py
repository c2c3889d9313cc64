from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kiosk.domain.service import Phone
from kiosk.viewmodels.sections import phone_item
from kiosk.viewmodels.session import Session


@pytest.mark.parametrize(
    ("number", "shown"),
    [("+37165407437", "+371 65 407 437"), ("+4982131234567", "+49 821 31234567"), ("112", "112"), ("?", "?")],
)
def test_a_telephone_number_of_any_country_is_written_as_people_read_it(number: str, shown: str) -> None:
    session = Session(first="en", ppi=102, accent="#0b5b5e", now=lambda: datetime.now(UTC))
    assert phone_item(Phone(number), session)["text"].replace("\u00a0", " ") == shown
