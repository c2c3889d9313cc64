"""What is said to a person does nothing to the terminal that it is printed on."""

from __future__ import annotations

import pytest

from kiosk.errors import KioskError, PackError, printable


@pytest.mark.parametrize("letter", ["\x1b", "\x07", "\r", "\x9b", "\u202e", "\u2066", "\x7f", "\0"])
def test_what_a_terminal_would_obey_is_not_printed(letter: str) -> None:
    assert letter not in str(PackError(f"{letter}]0;mine"))


def test_all_else_stays() -> None:
    text = "Rātsnams\tالمدينة\n城市 🏛 – 3 %"
    assert printable(text) == text == str(KioskError(text))
