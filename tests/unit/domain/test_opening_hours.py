from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.opening_hours import Opening, check, state, week
from kiosk.domain.service import Hours

RIGA = ZoneInfo("Europe/Riga")
TUESDAY = datetime(2026, 11, 24, 10, tzinfo=RIGA)
TODAY = TUESDAY.date()
NATIONAL_DAY = datetime(2026, 11, 18, 10, tzinfo=RIGA)
"""18 November, a Wednesday and a public holiday in Latvia."""


def hours(rule: str, zone: str = "Europe/Riga", country: str = "LV") -> Hours:
    return Hours(rule, zone, country)


def riga(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=RIGA)  # type: ignore[misc, arg-type]  # at most six numbers


@pytest.mark.parametrize(
    ("rule", "now", "opening"),
    [
        ("Mo-Fr 09:00-17:00", TUESDAY, Opening(open=True, until=riga(2026, 11, 24, 17))),
        ("Mo-Fr 09:00-17:00", riga(2026, 11, 24, 17), Opening(open=False, until=riga(2026, 11, 25, 9))),
        ("Mo-Fr 09:00-17:00", riga(2026, 11, 27, 18), Opening(open=False, until=riga(2026, 11, 30, 9))),
        ("Mo-Th 09:00-12:00,13:00-17:00", riga(2026, 11, 24, 12, 30), Opening(open=False, until=riga(2026, 11, 24, 13))),
        ("24/7", NATIONAL_DAY, Opening(open=True, until=None)),
        ("off", TUESDAY, Opening(open=False, until=None)),
        ("2020 Mo-Fr 08:00-17:00", TUESDAY, Opening(open=False, until=None)),
        ("Fr 22:00-06:00", riga(2026, 11, 28, 3), Opening(open=True, until=riga(2026, 11, 28, 6))),
        ("Nov-Mar Mo-Fr 10:00-16:00; Apr-Oct Mo-Su 10:00-18:00", riga(2027, 4, 3, 17), Opening(True, riga(2027, 4, 3, 18))),
    ],
)  # fmt: skip
def test_open_and_until_when(rule: str, now: datetime, opening: Opening) -> None:
    assert state(hours(rule), now) == opening


def test_the_place_counts_not_the_terminal() -> None:
    lisbon = datetime(2026, 11, 24, 16, tzinfo=ZoneInfo("Europe/Lisbon"))
    assert state(hours("Mo-Fr 09:00-17:00"), lisbon).open is False
    assert state(hours("Mo-Fr 09:00-17:00", "Europe/Lisbon", "PT"), lisbon).open is True


@pytest.mark.parametrize(
    ("now", "until"),
    [
        # the clock goes from 03:00 to 04:00 on 26 March 2028, so 03:30 is not on it
        (riga(2028, 3, 26, 2, 30), riga(2028, 3, 26, 4)),
        # and from 04:00 back to 03:00 on 25 October 2026: 03:30 comes twice, the door closes at the second
        (riga(2026, 10, 25, 2, 30), riga(2026, 10, 25, 3, 30)),
    ],
)
def test_until_on_the_nights_when_the_clock_changes(now: datetime, until: datetime) -> None:
    opening = state(hours("Su 01:00-03:30"), now)
    assert opening.open
    assert opening.until is not None
    assert opening.until.replace(fold=0) == until


def test_a_holiday_that_the_rule_closes() -> None:
    assert state(hours("Mo-Fr 09:00-17:00; PH off"), NATIONAL_DAY) == Opening(open=False, until=riga(2026, 11, 19, 9))


def test_a_holiday_that_the_rule_does_not_speak_of_is_unknown() -> None:
    assert state(hours("Mo-Fr 09:00-17:00"), NATIONAL_DAY) == Opening(open=None, until=riga(2026, 11, 18, 17))


def test_what_is_closed_anyway_is_closed_on_a_holiday() -> None:
    assert state(hours("Tu 09:00-17:00"), NATIONAL_DAY).open is False


def test_the_next_opening_is_not_promised_for_a_holiday() -> None:
    assert state(hours("Mo-Fr 09:00-17:00"), riga(2026, 11, 17, 18)).until == riga(2026, 11, 19, 9)


def test_holidays_are_those_of_the_country() -> None:
    assert state(hours("Mo-Fr 09:00-17:00; PH off", "Europe/Vilnius", "LT"), NATIONAL_DAY).open is True


@pytest.mark.parametrize("country", ["", "AF"])
def test_without_a_calendar_the_rule_is_taken_at_its_word(country: str) -> None:
    assert state(hours("Mo-Fr 09:00-17:00; PH off", country=country), NATIONAL_DAY).open is True


def test_an_appointment_is_not_an_open_door() -> None:
    rule = hours('Mo-Fr 09:00-12:00, Tu 14:00-16:00 "by appointment"')
    assert state(rule, riga(2026, 11, 24, 15)) == Opening(open=None, until=riga(2026, 11, 24, 16))
    assert state(rule, riga(2026, 11, 24, 13)) == Opening(open=False, until=riga(2026, 11, 25, 9))
    assert state(rule, riga(2026, 11, 24, 10)) == Opening(open=True, until=riga(2026, 11, 24, 12))


def test_open_hours_that_turn_into_appointments_end_there() -> None:
    rule = hours('Tu 09:00-12:00, Tu 12:00-16:00 "by appointment"')
    assert state(rule, TUESDAY) == Opening(open=True, until=riga(2026, 11, 24, 12))


@pytest.mark.parametrize("rule", ["Mo-Fr 09:00-17:00 unknown", '"by appointment"'])
def test_unknown(rule: str) -> None:
    assert state(hours(rule), TUESDAY).open is None


def test_a_rule_of_a_later_library_is_unknown_not_a_crash() -> None:
    assert state(hours("Mo-Fr ☀"), TUESDAY) == Opening(None, None)
    assert week(hours(""), TODAY) == ()


def said(rule: str, on: date = TODAY) -> list[str]:
    return [
        f"{day.first}-{day.last} " + " ".join(f"{s.start:%H:%M}-{s.end:%H:%M}{s.note}" for s in day.spans)
        for day in week(hours(rule), on)
    ]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("Mo-Th 08:30-16:00; Fr 09:00-15:00", ["0-3 08:30-16:00", "4-4 09:00-15:00", "5-6 "]),
        ("Mo,We 10:00-12:00", ["0-0 10:00-12:00", "1-1 ", "2-2 10:00-12:00", "3-6 "]),
        ("24/7", ["0-6 00:00-00:00"]),
        ("Fr-Sa 22:00-06:00", ["0-3 ", "4-5 22:00-06:00", "6-6 "]),
        ("Su 22:00-06:00", ["0-5 ", "6-6 22:00-06:00"]),
        ("Mo-Tu", ["0-1 00:00-00:00", "2-6 "]),
        ('Mo 09:00-12:00, Mo 12:00-16:00 "ask"', ["0-0 09:00-12:00 12:00-16:00ask", "1-6 "]),
        ("Mo 09:00-12:00; Tu 09:00-12:00 unknown", ["0-0 09:00-12:00", "1-6 "]),
        ("Mo-Fr 09:00-17:00; PH off", ["0-4 09:00-17:00", "5-6 "]),
    ],
)
def test_a_usual_week(rule: str, days: list[str]) -> None:
    assert said(rule) == days


def test_a_week_with_a_public_holiday_is_still_a_usual_one() -> None:
    assert said("Mo-Fr 09:00-17:00; PH off", NATIONAL_DAY.date()) == ["0-4 09:00-17:00", "5-6 "]


def test_the_week_of_the_season() -> None:
    rule = "Oct-Apr Mo 10:00-16:00; May-Sep Mo 10:00-18:00"
    assert said(rule)[0] == "0-0 10:00-16:00"
    assert said(rule, date(2026, 7, 1))[0] == "0-0 10:00-18:00"


def test_the_week_in_which_the_clock_changes_has_ordinary_times() -> None:
    assert said("Su 01:00-03:30", date(2027, 3, 28))[-1] == "6-6 01:00-03:30"


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("", "column 1"),
        ("Mo-Fr 9-17", "column 7"),
        ("Mo–Fr 09:00–17:00", "column 3"),
        ("Mo-Fr 09:00-17:00;", "column 19"),
        ("mo-fr 09:00-17:00", "capitalized"),
        ("Mo-Fr 09:00-17:00; SH off", "school holidays"),
        ("sunrise-20:00", "sun"),
        ("Mo-Fr 09:00+", "left open"),
        ("Mo-Fr 09:00-17:00+", "left open"),
        ("Mo-Fr 12:00-18:00/03:00", "timetable"),
        ("PH Mo-Fr 09:00-12:00", "comma between them"),
        ("Mo-Fr PH 09:00-12:00", "comma between them"),
        ("Sa[1] PH off", "comma between them"),
    ],
)
def test_rules_that_are_refused(rule: str, why: str) -> None:
    with pytest.raises(ValueError, match=why) as caught:
        check(rule)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "rule",
    ["Mo-Su 00:00-24:00; SH off", "00:00-sunset", "Mo-Su 08:00+", "Mo-Su 09:00-18:00/03:00", "PH Mo-Fr 09:00-12:00"],
)
def test_of_a_rule_that_would_be_read_wrongly_nobody_says_that_it_is_open(rule: str) -> None:
    assert state(hours(rule), TUESDAY) == Opening(None, None)
    assert week(hours(rule), TODAY) == ()


@pytest.mark.parametrize("rule", ["24/7", "Mo-Fr,PH 10:00-12:00", "PH,Sa off", "Mo-Fr 10:00-12:00; PH off", "week 2-52/2 Mo 10:00-12:00"])  # fmt: skip
def test_what_only_looks_alike_is_taken(rule: str) -> None:
    check(rule)


@pytest.mark.parametrize("rule", ["24/7", "PH +1 day off", 'Mo "SH, sunset+"', "easter +1 day 10:00-12:00", "Su[1] 10:00-12:00"])  # fmt: skip
def test_rules_that_are_taken(rule: str) -> None:
    check(rule)


WORDS = ["Mo-Fr", "Tu", "PH", "off", "09:00-17:00", "22:00-06:00", "24/7", ";", ",", "||", "unknown", '"ask"', "Jan-Mar", "Su[1]",
         "week 10-20", "easter", "Dec 24-26", "00:00-24:00", "2026"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join), st.integers(0, 2 * 365 * 24 * 60))
def test_whatever_is_taken_can_be_shown(rule: str, minutes: int) -> None:
    try:
        check(rule)
    except ValueError:
        return
    here = riga(2026, 1, 1) + timedelta(minutes=minutes)
    opening = state(hours(rule), here)
    assert opening.until is None or opening.until > here
    days = week(hours(rule), here.date())
    assert days[0].first == 0
    assert days[-1].last == 6
    assert all(one.last + 1 == other.first and one.spans != other.spans for one, other in pairwise(days))


def test_a_door_that_never_opens_again_is_answered_at_once() -> None:
    assert state(hours("2020 Mo 08:00-17:00"), TUESDAY).until is None
    assert week(hours("2020 Mo 08:00-17:00"), TODAY)[0].spans == ()


def test_midnight_ends_a_span() -> None:
    (day, *_rest) = week(hours("Mo-Su 18:00-24:00"), TODAY)
    assert day.spans[0].end == time()
