"""What other systems write in a value (a phone, a language, a country, an hour), as our keys want it."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import phonenumbers
from babel import Locale, UnknownLocaleError

from kiosk.domain import opening_hours
from kiosk.publishing import rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_TAGS = {
    "ku": "kmr", "pes": "fa", "fa-ir": "fa", "fa-af": "prs", "fa-prs": "prs", "zh-cn": "zh-Hans", "zh-tw": "zh-Hant",
    "zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "ckb": "ckb", "no": "nb", "iw": "he", "in": "id", "mo": "ro",
}  # fmt: skip
"""Tags that other systems use, in small letters, and what they mean (BCP 47)."""

_BASES = {"si": "simple", "ls": "simple", "simple": "simple", "leicht": "simple"}
"""What stands behind a hyphen for easy language: the registered variant is `simple`."""

_SIZED = {2: str.upper, 4: str.title}
"""How the parts of a tag are written (RFC 5646, 2.1.1), by their length: countries and scripts."""

_EXTENSION = re.compile(r"\s*(?:x|ext\.?|extension|#|durchwahl|dw)\s*\.?:?\s*\d{1,6}\s*$", re.IGNORECASE)
_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def tag(text: str) -> str:
    """The BCP 47 tag of a language code or an English name ("Spanish (limited)"); '' when nobody knows it."""
    text = text.strip()
    low = text.lower().replace("_", "-")
    if low in _TAGS:
        return _TAGS[low]
    base, _, rest = low.partition("-")
    if rest in _BASES:
        base, rest = _TAGS.get(base, base), "simple"
    parts = [base, *(_SIZED.get(len(part), str)(part) for part in rest.split("-") if part)]
    made = "-".join(parts)
    try:
        rules.language(made)
    except ValueError:
        name = re.sub(r"\(.*?\)|\b(?:limited|only|basic|some|fluent|spoken|written)\b", " ", low)
        return _by_name().get(" ".join(name.split()), "")
    return made


@cache
def _by_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for display in ("de", "fr", "es", "en"):
        for code, name in Locale(display).languages.items():
            if re.fullmatch(r"[a-z]{2,3}", code):
                names[str(name).lower()] = code
    return names | {
        "farsi": "fa",
        "dari": "prs",
        "mandarin": "zh",
        "sorani": "ckb",
        "kurmanji": "kmr",
        "tagalog": "fil",
    }


@cache
def country(text: str) -> str:
    """The ISO 3166-1 code of a country's name or code; '' when nobody knows it."""
    text = text.strip()
    if re.fullmatch("[A-Za-z]{2}", text) and text.upper() in Locale("en").territories:
        return text.upper()
    if re.fullmatch("[A-Za-z]{3}", text):
        return _ALPHA3.get(text.upper(), "")
    for display in ("en", "de", "fr", "es", "it", "lv", "el", "pl", "nl"):
        for code, name in Locale(display).territories.items():
            if str(name).lower() == text.lower() and re.fullmatch("[A-Z]{2}", code):
                return str(code)
    return {"usa": "US", "united states of america": "US", "uk": "GB", "great britain": "GB"}.get(text.lower(), "")


_ALPHA3 = {
    "USA": "US", "GBR": "GB", "DEU": "DE", "AUT": "AT", "CHE": "CH", "FRA": "FR", "ITA": "IT", "ESP": "ES", "GRC": "GR",
    "LVA": "LV", "POL": "PL", "NLD": "NL", "BEL": "BE", "CAN": "CA", "IRL": "IE", "ROU": "RO", "BGR": "BG", "UKR": "UA",
}  # fmt: skip


def phone(text: str, region: str) -> str:
    """A number in E.164, or a short one; '' when it cannot be read. region: the country when it is not said."""
    bare = _EXTENSION.sub("", text.strip())
    digits = re.sub(r"[\s./()-]", "", bare)
    if re.fullmatch(r"[0-9]{2,6}", digits):
        return digits
    try:
        number = phonenumbers.parse(bare, region or None)
    except phonenumbers.NumberParseException:
        return ""
    made = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    try:
        rules.phone(made)
    except ValueError:
        return ""
    return made


def phones_in(text: str, region: str) -> list[tuple[str, str]]:
    """The numbers in a text in E.164, each with the words around it when there are any."""
    whole = phone(text, region)
    if whole and not re.search(r"[^\W\d_]", text):
        return [(whole, "")]
    found: dict[str, str] = {}
    for match in phonenumbers.PhoneNumberMatcher(text, region or None):
        number = phone(match.raw_string, region)
        if number:
            found.setdefault(number, " ".join(text.split()))
    return list(found.items())


def emails_in(text: str) -> list[str]:
    """The e-mail addresses in a text."""
    return list(dict.fromkeys(filter(None, (email(word.strip(".,;:()<>")) for word in text.split()))))


def is_local(text: str) -> bool:
    """Whether a telephone number names no country, so that somebody has to know it: not a short one such as 112."""
    said = text.strip().removeprefix("tel:").lstrip("( ")
    return len(re.findall(r"\d", said)) > 6 and not said.startswith(("+", "00"))  # noqa: PLR2004 (digits of a short number)


def extension(text: str) -> str:
    """The digits behind a telephone number that lead to a desk; '' for none."""
    match = _EXTENSION.search(text)
    return re.sub(r"\D", "", match[0]) if match else ""


def address_of_web(text: str) -> str:
    """A web address, with https in front when that was left out; '' for none, and for one that only its own machine reaches."""
    text = text.strip()
    for candidate in (text, f"https://{text}"):
        try:
            rules.url(candidate)
        except ValueError:
            continue
        return "" if _is_at_home(urlsplit(candidate).hostname or "") else candidate
    return ""


def _is_at_home(host: str) -> bool:
    """Whether a host is the machine itself or one of a house's own network."""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))


def email(text: str) -> str:
    """An e-mail address; '' for none."""
    text = text.strip().removeprefix("mailto:")
    try:
        rules.email(text)
    except ValueError:
        return ""
    return text


def locale_name(code: str) -> str:
    """A language's English name, for a sentence."""
    try:
        return Locale.parse(code.replace("-", "_")).get_display_name("en") or code
    except (UnknownLocaleError, ValueError):
        return code


def weekly(spans: Mapping[int, Sequence[tuple[str, str]]]) -> str:
    """The opening_hours rule of a week: by weekday (0 is Monday) from and to as HH:MM; days that are not there are off."""
    days: dict[str, list[int]] = defaultdict(list)
    for day in range(7):
        times = ",".join(f"{start}-{'24:00' if end == '00:00' else end}" for start, end in sorted(spans.get(day, ())))
        if times:
            days[times].append(day)
    return "; ".join(f"{_days(listed)} {times}" for times, listed in days.items())


def _days(listed: Iterable[int]) -> str:
    """Weekdays in opening_hours: runs of three and more as a range."""
    runs: list[list[int]] = []
    for day in sorted(listed):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    parts = []
    for run in runs:
        if len(run) > 2:  # noqa: PLR2004 (two days are named, three are a range)
            parts.append(f"{_DAYS[run[0]]}-{_DAYS[run[-1]]}")
        else:
            parts.extend(_DAYS[day] for day in run)
    return ",".join(parts)


_WORDS = {
    "monday": 0, "mon": 0, "mo": 0, "montag": 0, "tuesday": 1, "tues": 1, "tue": 1, "tu": 1, "dienstag": 1,
    "wednesday": 2, "weds": 2, "wed": 2, "we": 2, "mittwoch": 2, "thursday": 3, "thurs": 3, "thur": 3, "thu": 3, "th": 3,
    "donnerstag": 3, "friday": 4, "fri": 4, "fr": 4, "freitag": 4, "saturday": 5, "sat": 5, "sa": 5, "samstag": 5,
    "sunday": 6, "sun": 6, "su": 6, "sonntag": 6,
}  # fmt: skip
_DAY = "|".join(sorted(_WORDS, key=len, reverse=True))
_TIME = r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.|noon|midnight)?"
_RANGE = re.compile(rf"{_TIME}\s*(?:-|–|—|to|until|bis)\s*{_TIME}", re.IGNORECASE)
_DAY_SPAN = re.compile(rf"\b({_DAY})s?\b\.?(?:\s*(?:-|–|—|to|through|thru|bis)\s*\b({_DAY})s?\b\.?)?", re.IGNORECASE)


def hours(text: str) -> str:
    """The opening_hours rule of words such as "9:00am-5:00pm, Mon-Fri"; '' when they say more or less than that."""
    text = " ".join(text.split())
    if not text:
        return ""
    try:
        opening_hours.check(text)
    except ValueError:
        pass
    else:
        return text if re.search(r"\d|24/7", text) else ""
    if re.fullmatch(r"24 ?(?:hours|hrs|/)\W*(?:a day)?\W*7?\W*(?:days a week)?|24/7.*", text, re.IGNORECASE):
        return "24/7"
    spans: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for part in filter(None, (part.strip() for part in re.split(r";|\n| / ", text))):
        times = [_span(match) for match in _RANGE.finditer(part)]
        rest = _RANGE.sub(" ", part)
        days = [day for match in _DAY_SPAN.finditer(rest) for day in _run(match)]
        rest = re.sub(r"\b(?:and|und|from|open|daily)\b|[,:&.]", " ", _DAY_SPAN.sub(" ", rest), flags=re.IGNORECASE)
        if not times or None in times or not days or rest.strip():
            return ""
        for day in days:
            spans[day].extend(span for span in times if span)
    made = weekly(spans)
    try:
        opening_hours.check(made)
    except ValueError:
        return ""
    return made


def days(text: str) -> list[int]:
    """The weekdays (0 is Monday) of words such as "MO,TU" or "Mon-Fri"; none when they say anything else."""
    rest = re.sub(r"\b(?:and|und)\b|[,;/&.\s]", "", _DAY_SPAN.sub(" ", text), flags=re.IGNORECASE)
    if rest:
        return []
    return list(dict.fromkeys(day for match in _DAY_SPAN.finditer(text) for day in _run(match)))


def _run(match: re.Match[str]) -> list[int]:
    first = _WORDS[match[1].lower()]
    last = _WORDS[match[2].lower()] if match[2] else first
    return [day % 7 for day in range(first, last + 1 if last >= first else last + 8)]


def _span(match: re.Match[str]) -> tuple[str, str] | None:
    half = (match[3] or "", match[6] or "")
    start, end = _time(match[1], match[2], half[0] or half[1]), _time(match[4], match[5], half[1])
    if not half[0] and half[1] and start and end and start >= end:
        start = _time(match[1], match[2], "am")
    return (start, end) if start and end and start != end else None


def _time(hour: str, minute: str | None, half: str) -> str:
    number, half = int(hour), half.lower().replace(".", "")
    if half in {"pm", "noon"} and number < 12:  # noqa: PLR2004 (the clock's face)
        number += 12
    if half in {"am", "midnight"} and number == 12:  # noqa: PLR2004 (the same)
        number = 0
    minutes = int(minute or 0)
    return f"{number:02}:{minutes:02}" if number <= 24 and minutes < 60 else ""  # noqa: PLR2004 (the same)
