"""Calendars that visitors count by, beside the Gregorian one in which every answer is kept and printed.

Persian by persiantools, Hijri by hijridate (Umm al-Qura, as Saudi Arabia publishes it, years 1343 to 1500). The Ethiopic
calendar is arithmetic: twelve months of 30 days and five or six days more, every fourth year a leap year, its epoch the
29th of August of the year 8 in the Julian calendar (Reingold and Dershowitz, Calendrical Calculations, 4th edition,
section 4.2: fixed day 2796).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.provenance import PartialDate


class Calendar(StrEnum):
    """A way to count days; the values are ODK's words of appearance."""

    GREGORIAN = "gregorian"
    PERSIAN = "persian"
    HIJRI = "islamic"
    ETHIOPIC = "ethiopian"


OWN = {
    "fa": Calendar.PERSIAN,
    "prs": Calendar.PERSIAN,
    "ps": Calendar.PERSIAN,
    "ar": Calendar.HIJRI,
    "ur": Calendar.HIJRI,
    "am": Calendar.ETHIOPIC,
    "ti": Calendar.ETHIOPIC,
}
"""The calendar that speakers of a language know beside the Gregorian one."""

_PERSIAN = {
    "fa": "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند",
    "prs": "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت",
    "ps": "وری غویی غبرګولی چنګاښ زمری وږی تله لړم لیندۍ مرغومی سلواغه کب",
    "": "Farvardin Ordibehesht Khordad Tir Mordad Shahrivar Mehr Aban Azar Dey Bahman Esfand",
}
_HIJRI = {
    "ar": "محرم,صفر,ربيع الأول,ربيع الآخر,جمادى الأولى,جمادى الآخرة,رجب,شعبان,رمضان,شوال,ذو القعدة,ذو الحجة",
    "ur": "محرم,صفر,ربیع الاول,ربیع الثانی,جمادی الاول,جمادی الثانی,رجب,شعبان,رمضان,شوال,ذوالقعدہ,ذوالحجہ",
    "": "Muharram,Safar,Rabi I,Rabi II,Jumada I,Jumada II,Rajab,Shaban,Ramadan,Shawwal,Dhul-Qadah,Dhul-Hijjah",
}
_ETHIOPIC = {
    "am": "መስከረም ጥቅምት ኅዳር ታኅሣሥ ጥር የካቲት መጋቢት ሚያዝያ ግንቦት ሰኔ ሐምሌ ነሐሴ ጳጉሜን",
    "ti": "መስከረም ጥቅምቲ ሕዳር ታሕሳስ ጥሪ ለካቲት መጋቢት ሚያዝያ ግንቦት ሰነ ሓምለ ነሓሰ ጳጉሜን",
    "": "Meskerem Tikimt Hidar Tahsas Tir Yekatit Megabit Miyazya Ginbot Sene Hamle Nehase Pagumen",
}

_EPOCH = 2796
_FOUR_YEARS = 1461
_MONTH = 30

HIJRI_YEARS = range(1343, 1501)
"""Years that hijridate knows."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day as one calendar counts it."""

    year: int
    month: int
    day: int


def of(tag: str, appearance: Sequence[str] = ()) -> tuple[Calendar, ...]:
    """The calendars to offer for a question: the Gregorian first, then the form's own or that of the language."""
    asked = next((Calendar(word) for word in appearance if word in set(Calendar)), None)
    own = asked or OWN.get(tag)
    return (Calendar.GREGORIAN,) if own in {None, Calendar.GREGORIAN} else (Calendar.GREGORIAN, own)


def from_gregorian(calendar: Calendar, day: date) -> Day | None:
    """A Gregorian day in a calendar; None for a day that the calendar's tables do not have."""
    match calendar:
        case Calendar.PERSIAN:
            from persiantools.jdatetime import JalaliDate

            try:
                persian = JalaliDate(day)  # type: ignore[no-untyped-call]  # it has no types there
            except ValueError:
                return None
            return Day(persian.year, persian.month, persian.day)
        case Calendar.HIJRI:
            from hijridate import Gregorian

            try:
                hijri = Gregorian(day.year, day.month, day.day).to_hijri()
            except (OverflowError, ValueError):
                return None
            return Day(hijri.year, hijri.month, hijri.day)
        case Calendar.ETHIOPIC:
            year = (4 * (day.toordinal() - _EPOCH) + _FOUR_YEARS + 2) // _FOUR_YEARS
            passed = day.toordinal() - _fixed(year, 1, 1)
            return Day(year, passed // _MONTH + 1, passed % _MONTH + 1)
        case _:
            return Day(day.year, day.month, day.day)


def to_gregorian(calendar: Calendar, day: Day) -> date:
    """The Gregorian day; raises ValueError for a day that does not exist in the calendar or in its tables."""
    match calendar:
        case Calendar.PERSIAN:
            from persiantools.jdatetime import JalaliDate

            found: date = JalaliDate(day.year, day.month, day.day).to_gregorian()  # type: ignore[no-untyped-call]  # as above
            return found
        case Calendar.HIJRI:
            from hijridate import Hijri

            try:
                gregorian = Hijri(day.year, day.month, day.day).to_gregorian()
            except OverflowError as error:
                raise ValueError(str(error)) from error
            return date(gregorian.year, gregorian.month, gregorian.day)
        case Calendar.ETHIOPIC:
            if not 1 <= day.day <= days_in(calendar, day.year, day.month):
                message = f"the Ethiopic month {day.month} of {day.year} has no day {day.day}"
                raise ValueError(message)
            return date.fromordinal(_fixed(day.year, day.month, day.day))
        case _:
            return date(day.year, day.month, day.day)


def _fixed(year: int, month: int, day: int) -> int:
    """The ordinal of an Ethiopic day, counted as `date.toordinal` does."""
    return _EPOCH - 1 + 365 * (year - 1) + year // 4 + _MONTH * (month - 1) + day


def months_in(calendar: Calendar) -> int:
    """Months of a year."""
    return 13 if calendar is Calendar.ETHIOPIC else 12


def days_in(calendar: Calendar, year: int, month: int) -> int:
    """Days of a month; of a Hijri year outside the tables 30."""
    match calendar:
        case Calendar.ETHIOPIC if month == months_in(calendar):
            return 6 if year % 4 == 3 else 5  # noqa: PLR2004 - the year before the fourth
        case Calendar.ETHIOPIC:
            return _MONTH
        case Calendar.PERSIAN:
            from persiantools.jdatetime import JalaliDate

            return int(JalaliDate.days_in_month(month, year))
        case Calendar.HIJRI:
            from hijridate import Hijri

            return int(Hijri(year, month, 1).month_length()) if year in HIJRI_YEARS else 30
        case _:
            import calendar as gregorian

            return gregorian.monthrange(year, month)[1]


def month_names(calendar: Calendar, tag: str) -> list[str]:
    """Names of the months in a language; of foreign calendars in Latin letters where we know no better."""
    if calendar is Calendar.GREGORIAN:
        from kiosk.i18n.cldr import locale_of

        names = locale_of(tag).months["format"]["wide"]
        return [str(names[month]) for month in range(1, 13)]
    table = {Calendar.PERSIAN: _PERSIAN, Calendar.HIJRI: _HIJRI, Calendar.ETHIOPIC: _ETHIOPIC}[calendar]
    names = table.get(tag, table[""])
    return names.split("," if calendar is Calendar.HIJRI else None)


def written(calendar: Calendar, day: Day, tag: str) -> str:
    """A day in words and Western digits: `11 مهر 1369`."""
    return f"{day.day} {month_names(calendar, tag)[day.month - 1]} {day.year}"


def beside(answer: PartialDate, calendar: Calendar, tag: str) -> str:
    """A whole Gregorian date in another calendar; '' for a part of one, and for the Gregorian calendar itself."""
    if calendar is Calendar.GREGORIAN or answer.text.count("-") < 2:  # noqa: PLR2004 - year, month and day
        return ""
    day = from_gregorian(calendar, answer.first_day)
    return "" if day is None else written(calendar, day, tag)
