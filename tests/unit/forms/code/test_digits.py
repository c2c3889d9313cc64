from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import CodeError
from kiosk.forms.code import digits, slip
from kiosk.forms.code.parts import Part
from tests.helpers.forms import ANSWERS, FORM
from tests.helpers.keyboards import typed

LAYOUTS = [
    "us",
    "gb",
    "de",
    "at",
    "ch",
    "fr",
    "be",
    "cz",
    "sk",
    "hu",
    "lt",
    "lv",
    "ee",
    "pl",
    "ru",
    "ua",
    "by",
    "bg",
    "gr",
    "ro",
    "it",
    "es",
    "pt",
    "nl",
    "se",
    "tr",
    "ara",
    "ir",
    "pk",
    "af",
    "bd",
    "et",
    "il",
    "kz",
]

(CODE,) = slip.write(FORM, ANSWERS, None, b"12345678")


@given(st.binary(min_size=1, max_size=777))
def test_bytes_come_back(data: bytes) -> None:
    assert digits.read(digits.write(data)) == data


def test_as_many_bytes_fit_as_a_code_of_version_22_has_room_for() -> None:
    assert digits.most_bytes() == 777
    assert len(digits.write(b"\xff" * 777)) <= digits.LONGEST
    assert digits.read(digits.write(b"\xff" * 777)) == b"\xff" * 777


@pytest.mark.parametrize("text", ["", "12a", "1" * 1873, "-1", "1", "999", "٣"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(CodeError):
        digits.read(text)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_hand_scanner_may_hang_on_a_computer_of_any_layout(layout: str) -> None:
    assert Part.read(typed(CODE, layout)) == Part.read(CODE)


@pytest.mark.parametrize(("layout", "variant"), [("fr", "bepo"), ("cz", "qwerty"), ("fr", "oss"), ("de", "neo")])
def test_variants_of_a_layout(layout: str, variant: str) -> None:
    assert Part.read(typed(CODE, layout, variant)) == Part.read(CODE)


def test_the_lithuanian_of_windows_and_caps_lock() -> None:
    table = str.maketrans("0123456789", "0ąčęėįšųū9")
    assert Part.read(CODE.translate(table)) == Part.read(CODE)
    assert Part.read(CODE.translate(table).upper()) == Part.read(CODE)


def test_a_scanner_may_cut_the_line_with_spaces() -> None:
    assert Part.read("\u00a0" + " ".join(CODE[i : i + 40] for i in range(0, len(CODE), 40)) + "\r\n") == Part.read(CODE)
