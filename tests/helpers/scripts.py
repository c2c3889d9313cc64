"""Which letters a language writes with, so that a lookalike from another script or alphabet is found."""

from __future__ import annotations

import unicodedata

LETTERS = ("Lu", "Ll", "Lt", "Lo")
"""Categories of letters; the apostrophe of Ukrainian is a modifier, and belongs to no script."""

NAMES = {
    "Latn": "LATIN",
    "Cyrl": "CYRILLIC",
    "Grek": "GREEK",
    "Arab": "ARABIC",
    "Ethi": "ETHIOPIC",
    "Beng": "BENGALI",
}
"""How the Unicode names of a script's letters begin (ISO 15924)."""

LATIN = "abcdefghijklmnopqrstuvwxyz"

ALPHABETS = {
    "lv": "aābcčdeēfgģhiījkķlļmnņoprsštuūvzž",
    "en": LATIN,
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "pl": "aąbcćdeęfghijklłmnńoóprsśtuwyzźż",
    "de": LATIN + "äöüß",
    "fr": LATIN + "àâæçéèêëîïôœùûüÿ",
    "nl": LATIN + "éëïöü",
    "it": LATIN + "àèéìòù",
    "ro": LATIN + "ăâîșț",
    "el": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊΐϋΰ",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "tr": "abcçdefgğhıijklmnoöprsştuüvyzâîû",
    "es": LATIN + "áéíñóúü",
    "kmr": "abcçdeêfghiîjklmnopqrsştuûvwxyz",
    "so": "abcdefghijklmnoqrstuwxy",
}
"""The whole alphabet of a language that has one in Unicode's sense, in small letters."""

NOT = {
    "ar": "یکگپچژڤەێۆ",
    "fa": "يكةىٹڈڑےۍېګڼ",
    "prs": "يكةىٹڈڑےۍېګڼ",
    "ps": "كةىگٹڈےۆێ",
    "ur": "يكةىەۍېګڼێ",
    "ckb": "يكةىثذصضطظڈٹے",
    "am": "ቐቑቒቓቔቕኸኹኺኻኼኽኾ",
}
"""Letters of the same script that the language does not write with; ي and ك for ی and ک are the usual slip."""


def foreign(text: str, script: str) -> str:
    """The letters of `text` that do not belong to `script`."""
    # the first of what it is in small letters: that of İ is i with a dot of its own above
    letters = (each for each in text if unicodedata.category(each) in LETTERS)
    return "".join(each for each in letters if not unicodedata.name(each, "").startswith(NAMES[script]))


def misspelt(text: str, tag: str) -> str:
    """The letters of `text` that the language `tag` does not write with, as far as we hold an alphabet of it."""
    alphabet, wrong = ALPHABETS.get(tag), NOT.get(tag, "")
    # the first of what it is in small letters: that of İ is i with a dot of its own above
    letters = (each for each in text if unicodedata.category(each) in LETTERS)
    return "".join(each for each in letters if each in wrong or (alphabet and each.lower()[0] not in alphabet))
