"""A form of 25 questions as editors write them, its words in four languages, and answers to it."""

from __future__ import annotations

import base64
from contextlib import closing
from datetime import time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kiosk.domain.provenance import PartialDate, Status, Text
from kiosk.forms.answers import Answers, Value
from kiosk.forms.definition import Choice, Field, Form, Group, Kind, Range, Repeat, encode
from kiosk.forms.texts import FormTexts
from tests.helpers.packs import Town

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kiosk.domain.city_key import CityKey

K = Kind


def _field(key: int, path: str, kind: Kind, **rest: Any) -> Field:
    return Field(key=key, name=path.rpartition("/")[2], path=path, kind=kind, **rest)


FORM = Form(
    id="residence",
    root="/data",
    lists={
        "yes_no": (Choice(name="yes"), Choice(name="no")),
        "status": tuple(Choice(name=name) for name in ("citizen", "permit", "protection", "visa")),
        "papers": tuple(Choice(name=name) for name in ("passport", "permit_card", "lease", "consent")),
        "country": tuple(Choice(name=f"c{number}") for number in range(60)),
    },
    nodes=(
        Group(
            key=1,
            name="person",
            path="/person",
            nodes=(
                _field(2, "/person/surname", K.TEXT, type="latin_name", required="true()"),
                _field(3, "/person/given_name", K.TEXT, type="latin_name", required="true()"),
                _field(4, "/person/own_name", K.TEXT),
                _field(5, "/person/birth_date", K.DATE, unknown="month"),
                _field(6, "/person/birth_place", K.TEXT),
                _field(7, "/person/code", K.TEXT, type="national_id:lv"),
                _field(8, "/person/country", K.SELECT_ONE, choices="country"),
                _field(9, "/person/status", K.SELECT_ONE, choices="status"),
                _field(10, "/person/permit_number", K.TEXT, relevant="/data/person/status = 'permit'"),
                _field(11, "/person/phone", K.TEXT, type="phone"),
                _field(12, "/person/mail", K.TEXT),
            ),
        ),
        Group(
            key=13,
            name="home",
            path="/home",
            nodes=(
                _field(14, "/home/street", K.TEXT, type="address"),
                _field(15, "/home/flat", K.INTEGER),
                _field(16, "/home/rooms", K.RANGE, range=Range(start="1", end="9", step="1"), integer=True),
                _field(17, "/home/rent", K.DECIMAL),
                _field(18, "/home/since", K.DATE),
                _field(19, "/home/owner", K.TEXT),
                _field(20, "/home/earlier", K.TEXT, appearance=("multiline",)),
                _field(21, "/home/at_home", K.TIME),
                _field(22, "/home/papers", K.SELECT_MULTIPLE, choices="papers"),
                _field(23, "/home/reason", K.TEXT),
            ),
        ),
        _field(24, "/has_children", K.SELECT_ONE, choices="yes_no"),
        Repeat(
            key=25,
            name="children",
            path="/children",
            relevant="/data/has_children = 'yes'",
            nodes=(
                _field(26, "/children/name", K.TEXT, required="true()"),
                _field(27, "/children/birth", K.DATE, unknown="day"),
                _field(28, "/children/school", K.SELECT_ONE, choices="yes_no"),
            ),
        ),
        _field(29, "/adults", K.CALCULATE, calculation="1"),
        _field(30, "/true", K.ACKNOWLEDGE),
        _field(31, "/sign", K.SIGNATURE),
    ),
    printed=tuple(key for key in range(1, 32) if key != 29),
)

UKRAINIAN: dict[int, Value] = {
    2: "SHEVCHENKO",
    3: "OLEKSANDRA",
    4: "Шевченко Олександра Володимирівна",
    5: PartialDate.parse("1988-03-09"),
    6: "м. Краматорськ, Донецька область",
    7: "090388-12345",
    8: "c17",
    9: "protection",
    11: "+37120000000",
    12: "oleksandra.shevchenko@example.org",
    14: "вулиця Рігас, будинок 22",
    15: 14,
    16: 2,
    17: Decimal("285.50"),
    18: PartialDate.parse("2026-11-01"),
    19: "Бондаренко Микола Петрович",
    20: "Україна, м. Харків, проспект Науки, будинок 45, квартира 112",
    21: time(18, 30),
    22: ("passport", "lease"),
    23: "Переїхала до родичів, шукаю роботу вчителькою",
    24: "yes",
    29: 1,
    30: True,
}
"""Every question of the form that is relevant, in Ukrainian where it is free."""

CHILDREN: tuple[Mapping[int, Value], ...] = (
    {26: "Шевченко Марія", 27: PartialDate.parse("2015-06-01"), 28: "yes"},
    {26: "Шевченко Андрій", 27: PartialDate.parse("2019-09"), 28: "no"},
)

ANSWERS = Answers(UKRAINIAN, {25: CHILDREN})

_WORDS = {
    "name": ("Dzīvesvietas deklarācija", "Декларація місця проживання", "تصريح الإقامة", "ናይ መንበሪ ቦታ መግለጺ"),
    "description": ("Iesniedz pilsētas domē", "Подається до міської ради", "يُقدَّم إلى البلدية", "ናብ ምምሕዳር ከተማ ይቐርብ"),
    "label:/person": ("Par jums", "Про вас", "عنك", "ብዛዕባኻ"),
    "label:/person/surname": ("Uzvārds", "Прізвище", "اسم العائلة", "ስም ኣቦሓጎ"),
    "label:/person/given_name": ("Vārds", "Ім'я", "الاسم", "ስም"),
    "label:/person/own_name": ("Vārds savā rakstībā", "Ім'я рідною мовою", "الاسم بلغتك", "ስም ብቋንቋኻ"),
    "label:/person/birth_date": ("Dzimšanas datums", "Дата народження", "تاريخ الميلاد", "ዕለተ ልደት"),
    "label:/person/birth_place": ("Dzimšanas vieta", "Місце народження", "مكان الميلاد", "ቦታ ልደት"),
    "label:/person/code": ("Personas kods", "Особистий код", "الرقم الشخصي", "ቁጽሪ መንነት"),
    "label:/person/country": ("Valstiskā piederība", "Громадянство", "الجنسية", "ዜግነት"),
    "label:/person/status": ("Uzturēšanās pamats", "Підстава перебування", "أساس الإقامة", "መሰረት መንበሪ"),
    "label:/person/permit_number": ("Atļaujas numurs", "Номер дозволу", "رقم التصريح", "ቁጽሪ ፍቓድ"),
    "label:/person/phone": ("Tālrunis", "Телефон", "الهاتف", "ተሌፎን"),
    "label:/person/mail": ("E-pasts", "Електронна пошта", "البريد الإلكتروني", "ኢመይል"),
    "label:/home": ("Dzīvesvieta", "Місце проживання", "مكان الإقامة", "መንበሪ ቦታ"),
    "label:/home/street": ("Iela un māja", "Вулиця і будинок", "الشارع والمبنى", "ጎደናን ገዛን"),
    "label:/home/flat": ("Dzīvoklis", "Квартира", "الشقة", "ኣፓርታማ"),
    "label:/home/rooms": ("Cik istabu", "Скільки кімнат", "عدد الغرف", "ክንደይ ክፍሊ"),
    "label:/home/rent": (
        "Īres maksa mēnesī, EUR",
        "Орендна плата на місяць, EUR",
        "الإيجار الشهري، يورو",
        "ክራይ ኣብ ወርሒ፡ EUR",
    ),
    "label:/home/since": ("Dzīvo no", "Проживає з", "يسكن منذ", "ካብ መዓስ"),
    "label:/home/owner": ("Īpašnieks", "Власник", "المالك", "ዋና"),
    "label:/home/earlier": ("Iepriekšējā adrese", "Попередня адреса", "العنوان السابق", "ናይ ቀደም ኣድራሻ"),
    "label:/home/at_home": ("Kad esat mājās", "Коли ви вдома", "متى تكون في البيت", "መዓስ ኣብ ገዛ"),
    "label:/home/papers": ("Kādi dokumenti ir līdzi", "Які документи з собою", "الوثائق المرفقة", "ዘለዉ ሰነዳት"),
    "label:/home/reason": ("Iemesls", "Причина", "السبب", "ምኽንያት"),
    "label:/has_children": ("Vai ir bērni", "Чи є діти", "هل لديك أطفال", "ቆልዑ ኣለዉኻ ዶ"),
    "label:/children": ("Bērni", "Діти", "الأطفال", "ቆልዑ"),
    "label:/children/name": ("Vārds un uzvārds", "Ім'я та прізвище", "الاسم واللقب", "ስምን ስም ኣቦን"),
    "label:/children/birth": ("Dzimšanas datums", "Дата народження", "تاريخ الميلاد", "ዕለተ ልደት"),
    "label:/children/school": ("Vajag skolu", "Потрібна школа", "يحتاج مدرسة", "ቤት ትምህርቲ የድሊ"),
    "label:/true": (
        "Apliecinu, ka ziņas ir patiesas",
        "Підтверджую, що відомості правдиві",
        "أقر بأن المعلومات صحيحة",
        "ሓበሬታ ሓቂ ምዃኑ የረጋግጽ",
    ),
    "label:/sign": ("Paraksts", "Підпис", "التوقيع", "ክታም"),
    "choice:yes_no/yes": ("Jā", "Так", "نعم", "እወ"),
    "choice:yes_no/no": ("Nē", "Ні", "لا", "ኣይፋል"),
    "choice:status/citizen": ("Pilsonis", "Громадянин", "مواطن", "ዜጋ"),
    "choice:status/permit": ("Uzturēšanās atļauja", "Дозвіл на проживання", "تصريح إقامة", "ፍቓድ መንበሪ"),
    "choice:status/protection": ("Starptautiskā aizsardzība", "Міжнародний захист", "حماية دولية", "ዓለምለኻዊ ዕቝባ"),
    "choice:status/visa": ("Vīza", "Віза", "تأشيرة", "ቪዛ"),
    "choice:papers/passport": ("Pase", "Паспорт", "جواز سفر", "ፓስፖርት"),
    "choice:papers/permit_card": ("Atļaujas karte", "Картка дозволу", "بطاقة التصريح", "ካርድ ፍቓድ"),
    "choice:papers/lease": ("Īres līgums", "Договір оренди", "عقد إيجار", "ውዕል ክራይ"),
    "choice:papers/consent": ("Īpašnieka piekrišana", "Згода власника", "موافقة المالك", "ስምምዕ ዋና"),
}


def texts(tag: str) -> FormTexts:
    """The words of the form in lv, uk, ar or ti; the names of countries are the same in all."""
    column = ("lv", "uk", "ar", "ti").index(tag)
    status = Status.ORIGINAL if tag == "lv" else Status.MACHINE
    named = {name: Text(words[column], tag, status, tag) for name, words in _WORDS.items()}
    for number in range(60):
        named[f"choice:country/c{number}"] = Text(f"Valsts {number}", "lv", Status.FALLBACK, tag)
    return FormTexts(named, tag)


def town(file: Path, *keys: CityKey, **said: object) -> Path:
    """A pack with the form, its words in four languages, and keys of the city; said: what the manifest says besides."""
    with closing(Town()) as made:
        made.council()
        made.service("service", "Dzīvesvietas deklarēšana", at="HALL", term="PAPERS")
        for seq, tag in enumerate(("uk", "ti"), 3):
            made.add("language", tag=tag, endonym=tag, script="Latn", seq=seq)
        made.add("form", id="FORM", slug=FORM.id, icon="house", version=FORM.version, definition=encode(FORM).decode())
        for name, words in _WORDS.items():
            made.text("form", "FORM", name, dict(zip(("lv", "uk", "ar", "ti"), words, strict=True)))
        for number in range(60):
            made.text("form", "FORM", f"choice:country/c{number}", f"Valsts {number}")
        for key in keys:
            made.add(
                "city_key",
                id=key.id,
                purpose=key.purpose.value,
                public=base64.b64encode(key.public).decode(),
                valid_from=key.valid_from.isoformat() if key.valid_from else "",
                valid_to=key.valid_to.isoformat() if key.valid_to else "",
            )
        return made.write(file, languages=("lv", "en", "ar", "uk", "ti"), **said)


def answered() -> dict[str, Any]:
    """The answers as an editor writes them: those that a visitor gives, by name."""
    said = ANSWERS.to_json(FORM)
    del said["adults"]
    return said
