"""Each of the 25 languages says days, months, durations, money and lists in its own words and in Western digits."""

from __future__ import annotations

import unicodedata
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from babel import localedata
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.language import BY_TAG, INTERFACE
from kiosk.domain.provenance import PartialDate
from kiosk.i18n.cldr import UNITS, locale_of
from kiosk.i18n.formats import Formats
from tests.helpers.scripts import foreign

if TYPE_CHECKING:
    from collections.abc import Iterable

TAGS = [language.tag for language in INTERFACE]
FORMATS = {tag: Formats(tag) for tag in TAGS}
DURATIONS = ("P1Y", "P2Y", "P1M", "P3M", "P1W", "P2W", "P1D", "P2D", "P10D", "P30D", "PT1H", "PT2H", "PT1M", "PT30M")

each_language = pytest.mark.parametrize("tag", TAGS)
days = st.dates(date(1900, 1, 1), date(2200, 12, 31))


def western(text: str) -> bool:
    return all(character in "0123456789" for character in text if unicodedata.category(character) == "Nd")


def said(formats: Formats) -> tuple[str, ...]:
    """A sample of everything that a language says about time, amounts and languages."""
    return (
        *(formats.date(date(2026, month, 4)) for month in range(1, 13)),
        *(formats.date(PartialDate(f"2026-{month:02}")) for month in range(1, 13)),
        *(formats.weekday(day) for day in range(7)),
        *(formats.weekday(day, "abbreviated") for day in range(7)),
        *(formats.duration(iso) for iso in DURATIONS),
        *(formats.language_name(other) for other in TAGS),
        formats.money(Decimal("4.27"), "EUR"),
        formats.number(12345),
        formats.joined(["1", "2", "3"]),
    )


@each_language
def test_days_months_weekdays_and_durations_are_in_the_script_of_the_language(tag: str) -> None:
    script = BY_TAG[tag].script
    texts = said(FORMATS[tag])[:-3]
    assert {text: foreign(text, script) for text in texts if foreign(text, script)} == {}
    assert all(text.strip() == text != "" for text in texts)


@each_language
def test_names_are_told_apart(tag: str) -> None:
    formats = FORMATS[tag]
    assert len({formats.weekday(day) for day in range(7)}) == 7
    assert len({formats.weekday(day, "abbreviated") for day in range(7)}) == 7
    assert len({formats.date(date(2026, month, 4)) for month in range(1, 13)}) == 12
    assert len({formats.language_name(other) for other in TAGS}) == len(TAGS)


@each_language
def test_every_plural_form_of_every_unit_is_in_the_data_or_in_our_table(tag: str) -> None:
    locale = locale_of(tag)
    forms = {locale.plural_form(number) for number in range(200)}
    for unit in ("year", "month", "week", "day", "hour", "minute"):
        patterns = locale._data["unit_patterns"][f"duration-{unit}"]
        theirs = {form for form in forms if form in patterns.get("long", {}) or form in patterns.get("short", {})}
        assert unit in UNITS.get(tag, {}) or theirs == forms


def samples(order: Iterable[str]) -> dict[str, tuple[str, ...]]:
    localedata._cache.clear()
    return {tag: said(Formats(tag)) for tag in order}


def test_what_a_language_says_does_not_hang_on_which_was_asked_before() -> None:
    alone = {tag: samples([tag])[tag] for tag in TAGS}
    assert samples(TAGS) == alone
    assert samples(reversed(TAGS)) == alone


@each_language
@settings(max_examples=40)
@given(day=days, number=st.decimals(-(10**9), 10**9, places=2), parts=st.lists(st.sampled_from(["12", "A", ""])))
def test_nothing_raises_and_digits_are_western(tag: str, day: date, number: Decimal, parts: list[str]) -> None:
    formats = FORMATS[tag]
    texts = [
        formats.date(day),
        formats.date(PartialDate(day.isoformat()[:7])),
        formats.date(PartialDate(day.isoformat()[:4])),
        formats.number(number),
        formats.money(number, "EUR"),
        formats.joined(parts),
    ]
    assert all(western(text) for text in texts)
    assert str(day.year) in texts[0]
    assert str(day.day) in texts[0]


@each_language
@settings(max_examples=40)
@given(counts=st.lists(st.one_of(st.none(), st.integers(0, 9999)), min_size=6, max_size=6))
def test_a_duration_has_all_its_parts(tag: str, counts: list[int | None]) -> None:
    before, after = (
        "".join(f"{count}{letter}" for count, letter in pairs if count is not None)
        for pairs in (zip(counts[:4], "YMWD", strict=True), zip(counts[4:], "HM", strict=True))
    )
    iso = f"P{before}" + (f"T{after}" if after else "")
    text = FORMATS[tag].duration(iso)
    assert western(text)
    assert (text == iso) == (counts == [None] * 6)


@given(st.sampled_from(TAGS), st.text())
def test_what_is_no_duration_comes_back_in_western_digits(tag: str, text: str) -> None:
    assert western(FORMATS[tag].duration(text))


@given(st.sampled_from(TAGS), st.times())
def test_the_time_is_as_on_the_door(tag: str, moment: time) -> None:
    assert FORMATS[tag].time(moment) == f"{moment.hour:02}:{moment.minute:02}"


@given(st.sampled_from(TAGS), st.text(max_size=20))
def test_a_language_that_nobody_knows_has_its_tag_as_name_or_some_name(tag: str, other: str) -> None:
    assert FORMATS[tag].language_name(other) or not other


@given(st.text(max_size=20))
def test_a_language_that_babel_lacks_is_formatted_in_some_way(tag: str) -> None:
    assert "2026" in Formats(tag).date(date(2026, 8, 4))


@pytest.mark.parametrize(
    ("tag", "day", "month", "duration", "money"),
    [
        ("lv", "2026. gada 4. augusts", "2026. gada augusts", "1 gads un 6 mēneši", "4,27 €"),
        ("en", "4 August 2026", "August 2026", "1 year and 6 months", "4.27 €"),
        ("uk", "4 серпня 2026 р.", "серпень 2026 р.", "1 рік і 6 місяців", "4,27 EUR"),
        ("ar", "4 أغسطس 2026", "أغسطس 2026", "سنة و6 أشهر", "4.27 €"),
        ("prs", "4 اگست 2026", "اگست 2026", "1 سال و 6 ماه", "4.27 €"),
        ("ps", "4 اګست 2026", "اګست 2026", "1 کال او 6 مياشتې", "4,27 €"),
        ("ckb", "4ی ئابی 2026", "ئابی 2026", "1 ساڵ و 6 مانگ", "4.27 €"),
        ("kmr", "4ê tebaxa 2026an", "tebaxa 2026an", "1 sal û 6 meh", "4,27 €"),
        ("so", "4 Agosto 2026", "Agosto 2026", "1 sano iyo 6 bilood", "4.27 €"),
        ("ti", "4 ነሓሰ 2026", "ነሓሰ 2026", "1 ዓመትን 6 ኣዋርሕን", "4.27 €"),
        ("am", "4 ኦገስት 2026", "ኦገስት 2026", "1 ዓመት እና 6 ወራት", "4.27 €"),
        ("bn", "4 আগস্ট, 2026", "আগস্ট 2026", "1 বছর এবং 6 মাস", "4.27 €"),
    ],
)
def test_as_the_language_writes_it(tag: str, day: str, month: str, duration: str, money: str) -> None:
    formats = FORMATS[tag]
    found = (
        formats.date(date(2026, 8, 4)),
        formats.date(PartialDate("2026-08")),
        formats.duration("P1Y6M"),
        formats.money(Decimal("4.27"), "EUR"),
    )
    assert tuple(" ".join(text.split()) for text in found) == (day, month, duration, money)


def test_whole_amounts_have_no_cents() -> None:
    assert FORMATS["lv"].money(Decimal("15.00"), "EUR") == "15\xa0€"


def test_the_calendar_is_gregorian_where_another_is_usual() -> None:
    assert all("2026" in FORMATS[tag].date(date(2026, 11, 24)) for tag in ("fa", "prs", "ps", "am", "ti", "ar"))


@pytest.mark.parametrize(
    ("tag", "day", "said"),
    [("ar", "P1W", "أسبوع"), ("am", "P1D", "1 ቀን"), ("ps", "PT2H", "2 ساعته"), ("ti", "P1M", "1 ወርሒ")],
)
def test_gaps_of_the_data_are_filled(tag: str, day: str, said: str) -> None:
    assert FORMATS[tag].duration(day) == said
