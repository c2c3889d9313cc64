"""What single values may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.publishing import rules

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        (rules.language, ["lv", "prs", "kmr", "fa-AF", "zh-Hant", "sr-Latn-RS", "de-simple", "ka", "es-419", "rom"]),
        (rules.day, ["2026-11-24", "2024-02-29"]),
        (rules.zone, ["Europe/Riga", "Asia/Kolkata", "UTC"]),
        (rules.country, ["LV", "GR", "XK"]),
        (rules.currency, ["EUR", "PLN"]),
        (rules.amount, ["0", "4.27", "1200"]),
        (rules.duration, ["P10D", "P2M", "PT30M", "P1Y6M", "P1W", "P1DT12H"]),
        (rules.phone, ["112", "8345", "116016", "+37165407437", "+37180001801", "+302104941000"]),
        (rules.email, ["pasts@pmlp.gov.lv", "first.last+x@sub-domain.example.org", "info@xn--d1acufc.xn--p1ai"]),
        (
            rules.url,
            ["https://www.pmlp.gov.lv/lv/filiales", "http://erfolg.lv/?p=3330", "https://õigus.ee:8443/a?b=c#d"],
        ),
        (rules.icon, ["passport", "person-shelter", "house-user"]),
    ],
)
def test_right_values_pass(rule: Callable[[str], None], values: list[str]) -> None:
    for value in values:
        rule(value)


@pytest.mark.parametrize(
    ("rule", "value", "said"),
    [
        (rules.language, "LV", "is not a language tag"),
        (rules.language, "fa_AF", "is not a language tag"),
        (rules.language, "latvian", "is not a language tag"),
        (rules.language, "xx", "is not a language that we know"),
        (rules.language, "und", "is not a language that we know"),
        (rules.language, "kmp", "did you mean 'kmr'"),
        (rules.day, "2026-11", "write it as 2026-11-24"),
        (rules.day, "20261124", "write it as 2026-11-24"),
        (rules.day, "2026-02-30", "write it as 2026-11-24"),
        (rules.zone, "Europe/Rga", "did you mean 'Europe/Riga'"),
        (rules.country, "Latvia", "is not a country"),
        (rules.country, "ZQ", "is not a country"),
        (rules.currency, "EURO", "is not a currency"),
        (rules.amount, "4,27", "is not an amount"),
        (rules.amount, "-1", "is not an amount"),
        (rules.amount, "1e3", "is not an amount"),
        (rules.amount, "٤٫٢٧", "is not an amount"),
        (rules.amount, "٤", "is not an amount"),
        (rules.duration, "10 days", "is not a duration"),
        (rules.duration, "P", "is not a duration"),
        (rules.duration, "P١٠D", "is not a duration"),
        (rules.duration, "P10000D", "is not a duration"),
        (rules.duration, "P1DT", "is not a duration"),
        (rules.phone, "65407437", "is not a phone number"),
        (rules.phone, "+371 65407437", "is not a phone number"),
        (rules.phone, "+3716540743", "too few or too many digits"),
        (rules.phone, "+99912345678", "too few or too many digits"),
        (rules.email, "pasts@pmlp", "is not an e-mail address"),
        (rules.email, "Anna <a@b.lv>", "is not an e-mail address"),
        (rules.url, "www.pmlp.gov.lv", "is not a web address"),
        (rules.url, "https://user:secret@pmlp.gov.lv", "is not a web address"),
        (rules.url, "javascript:alert(1)", "is not a web address"),
        (rules.url, "https://pmlp.gov.lv/a b", "is not a web address"),
        (rules.url, "https://pmlp.gov.lv:port/", "is not a web address"),
        (rules.url, "https://[::1", "is not a web address"),
        (rules.icon, "passprt", "did you mean 'passport'"),
        (rules.icon, "../solid/house", "there is no icon"),
    ],
)
def test_wrong_values_are_refused_with_what_to_write(rule: Callable[[str], None], value: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        rule(value)


@pytest.mark.parametrize("value", ["2024", "2024-10", "2024-10-03", "2026", "2026-11", "2026-11-24"])
def test_facts_are_known_since_a_year_a_month_or_a_day(value: str) -> None:
    rules.known_on(value, "2026-11-24")


@pytest.mark.parametrize("value", ["2027", "2026-12", "2026-11-25", "2024-13", "24", "2024-1", "yesterday"])
def test_facts_are_not_known_from_the_future(value: str) -> None:
    with pytest.raises(ValueError, match=r"is after 2026-11-24|write 2024, 2024-10 or 2024-10-03"):
        rules.known_on(value, "2026-11-24")
