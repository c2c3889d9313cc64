from __future__ import annotations

from datetime import date

import pytest

from kiosk.domain.provenance import PartialDate, Status, Text, besides, primary


@pytest.mark.parametrize(
    ("language", "wanted", "status", "fallback"),
    [
        ("ar", "ar", Status.MACHINE, False),
        ("de", "de-simple", Status.ORIGINAL, False),
        ("de-simple", "de", Status.HUMAN, False),
        ("lv", "ar", Status.ORIGINAL, True),
        ("fa", "prs", Status.HUMAN, True),
        ("de", "de-simple", Status.FALLBACK, True),
    ],
)
def test_a_text_in_another_language_is_a_fallback(
    language: str, wanted: str, status: Status, *, fallback: bool
) -> None:
    assert Text("…", language, status, wanted).is_fallback is fallback


def test_the_primary_subtag_names_the_language() -> None:
    assert [primary(tag) for tag in ("lv", "de-simple", "PRS", "zh-Hant-TW")] == ["lv", "de", "prs", "zh"]


@pytest.mark.parametrize(
    ("text", "precision", "first"),
    [("2024", 1, date(2024, 1, 1)), ("2024-10", 2, date(2024, 10, 1)), ("2024-02-29", 3, date(2024, 2, 29))],
)
def test_a_date_is_as_exact_as_it_is_written(text: str, precision: int, first: date) -> None:
    parsed = PartialDate.parse(text)
    assert (parsed.text, parsed.precision, parsed.first_day) == (text, precision, first)


@pytest.mark.parametrize(
    "text", ["", "24", "2024-13", "2023-02-29", "2024-1", "0000", "2024-10-03T10", "٢٠٢٤", " 2024"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse(text)


def test_dates_stand_in_the_order_of_their_beginnings() -> None:
    dates = [PartialDate(text) for text in ("2024-10-03", "2023-12", "2024", "2024-10")]
    assert [each.text for each in sorted(dates)] == ["2023-12", "2024", "2024-10", "2024-10-03"]


@pytest.mark.parametrize(
    ("words", "said", "news"),
    [
        ("Register", ["Register"], False),
        ("  REGISTER\n now. ", ["Register now"], False),
        ("Register", ["Find work", "Register"], False),
        ("Register within a month", ["Register"], True),
        ("Register", [], True),
    ],
)
def test_what_has_been_said_is_not_said_again(words: str, said: list[str], *, news: bool) -> None:
    text, *others = (Text(each, "en", Status.ORIGINAL, "en") for each in (words, *said))
    assert besides(text, None, *others) == (text if news else None)
    assert besides(None, *others) is None
