"""One test for each thing that can be wrong between records, with the file and the line that an editor is sent to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.publishing import checks, source
from kiosk.publishing.findings import FindingsError

if TYPE_CHECKING:
    from tests.helpers.sources import City

SERVICE, PLACE, OFFICE = "services/declare.md", "places/hall.md", "organizations/office.md"


def complaint(city: City) -> str:
    with pytest.raises(FindingsError) as caught:
        checks.check(source.read(city.folder))
    return str(caught.value).replace(f"{city.folder}/", "")


def test_a_right_source_passes(city: City) -> None:
    checks.check(source.read(city.folder))


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            SERVICE,
            "organization: office",
            "organization: ofice",
            "4: 'ofice' in 'organization' is not there (did you mean 'office'?)",
        ),
        (SERVICE, "place: hall", "place: hal", "23: 'hal' in 'places' is not there (did you mean 'hall'?)"),
        (
            SERVICE,
            "topics: [papers]",
            "topics: [paper]",
            "5: 'paper' in 'topics' is not there (did you mean 'papers'?)",
        ),
        (SERVICE, "topics: [papers]", "topics: [arrived]", "5: 'arrived' in 'topics' is not there"),
        (
            SERVICE,
            "situations: [arrived]",
            "situations: [a]",
            "6: 'a' in 'situations' is not there; correct it or add terms/a.md",
        ),
        (SERVICE, "topics: [papers]", "topics:\n  - papers\n  - papers", "7: 'papers' is listed twice in 'topics'"),
        (SERVICE, "icon: house", "icon: hosue", "7: there is no icon 'hosue' (did you mean 'house'?)"),
        (SERVICE, "processing_time: P1D", "processing_time: 1 day", "21: '1 day' is not a duration"),
        (SERVICE, "Mo 10:00-12:00", "Mo 10-12 maybe", "24: "),
        (SERVICE, 'number: "112"', 'number: "+371 112"', "27: '+371 112' is not a phone number"),
        (SERVICE, "pasts@pmlp.gov.lv", "pasts", "28: 'pasts' is not an e-mail address"),
        (SERVICE, "url: https://latvija.gov.lv", "url: latvija.gov.lv", "30: 'latvija.gov.lv' is not a web address"),
        (
            SERVICE,
            "spoken_languages: [lv, ru]",
            "spoken_languages: [lv, rus]",
            "32: 'rus' is not a language that we know",
        ),
        (SERVICE, "spoken_languages: [lv, ru]", "spoken_languages: [lv, lv]", "32: lv is listed twice"),
        (SERVICE, "https://www.iem.gov.lv/en/services", "iem", "36: 'iem' is not a web address"),
        (SERVICE, "updated: 2026-11-20", "updated: 20.11.2026", "38: '20.11.2026' is not a day"),
        (SERVICE, "updated: 2026-11-20", "updated: 2026-11-25", "38: 2026-11-25 is after 2026-11-24"),
        (SERVICE, "confirm: true", "verified_on: 2030", "37: 2030 is after 2026-11-24"),
        (SERVICE, "confirm: true", "expires: soon", "37: 'soon' is not a day"),
        (SERVICE, 'amount: "4.27"', "amount: 4,27", "19: '4,27' is not an amount"),
        (SERVICE, "currency: EUR", "currency: EURO", "20: 'EURO' is not a currency"),
        (SERVICE, "    currency: EUR\n", "", "18: 'amount' and 'currency' belong together"),
        (SERVICE, "  - Ejiet uz domi", '  - ""', "16: an item of 'steps' is empty"),
        (SERVICE, "  - Līgums", "  -", "13: an item of 'evidence' is empty"),
        (SERVICE, "  - Līgums", '  - name: Līgums\n    id: "1"', "13: a second item of 'evidence' has the id '1'"),
        (SERVICE, "  - Līgums", "  - name: Līgums\n    id: A b", "14: the id 'A b' has small Latin letters"),
        (PLACE, "Mo-Fr 09:00-17:00; PH off", "Mo-Fr 9-", "8: "),
        (PLACE, "Mo-Fr 08:00-12:00", "never ever", "13: "),
        (PLACE, "latitude: 55.8714", "latitude: 95", "6: 'latitude' is not between -90 and 90"),
        (PLACE, "latitude: 55.8714", "latitude: nan", "6: 'latitude' is not between"),
        (PLACE, "longitude: 26.5161\n", "", "6: one of 'latitude' and 'longitude' is missing"),
        (PLACE, "city: Daugavpils", "city: Daugavpils\ncountry: Latvia", "5: 'Latvia' is not a country"),
        (PLACE, "verified_on: 2025", "verified_on: 25", "14: '25' is not a date"),
        (OFFICE, "website: https://www.pmlp.gov.lv", "website: pmlp", "3: 'pmlp' is not a web address"),
        (OFFICE, "name: Migrācijas pārvalde", 'name: ""', "2: the name is empty"),
        (
            "terms/papers.md",
            "icon: passport",
            "icon: pasport",
            "4: there is no icon 'pasport' (did you mean 'passport'?)",
        ),
        (
            "pack.yaml",
            "languages: [lv, en, ar]",
            "languages: [lv, en, ar, arr]",
            "6: 'arr' is not a language that we know",
        ),
        ("pack.yaml", "languages: [lv, en, ar]", "languages: [lv, en, ar, en]", "6: the language en is listed twice"),
        ("pack.yaml", "languages: [lv, en, ar]", "languages: [en, lv-LV, ar]", "3: 'lv' is not in 'languages'"),
        ("pack.yaml", "official: lv", "official: ar", "2: the title in the official language is missing; add 'ar: …'"),
        ("pack.yaml", "as_of: 2026-11-24", "as_of: 2026-11-31", "7: '2026-11-31' is not a day"),
        ("pack.yaml", "zone: Europe/Riga", "zone: Riga", "8: 'Riga' is not a time zone"),
        ("pack.yaml", "country: LV", "country: lv", "9: 'lv' is not a country"),
        ("pack.yaml", 'emergency: "112"', "emergency: call us", "10: 'call us' is not a phone number"),
        ("pack.yaml", "id: smalltown", "id: Small Town", "1: 'id' has small Latin letters"),
        (
            "pack.yaml",
            'emergency: "112"',
            'emergency: "112"\nkiosk:\n  help_desk: nowhere',
            "12: 'nowhere' in 'kiosk' is not there",
        ),
    ],
)
def test_what_is_wrong_is_named_with_file_and_line(city: City, name: str, old: str, new: str, said: str) -> None:
    city.change(name, old, new)
    assert f"{name}:{said}" in complaint(city)


def test_two_files_of_one_id_are_named(city: City) -> None:
    city.write("places/centre/hall.md", "---\nname: Otra dome\n---\n")
    assert complaint(city).startswith("places/hall.md:1: the id 'hall' is taken by places/centre/hall.md; rename one")


def test_a_catalogue_of_a_language_that_the_pack_does_not_have_is_named(city: City) -> None:
    city.write("locales/ru.po", "")
    assert complaint(city).startswith("locales/ru.po:1: 'ru' is not a language to translate into")
