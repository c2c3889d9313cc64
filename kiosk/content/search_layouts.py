"""What was typed with another keyboard layout switched on than the person thought: *gjkbrkbybrf* for поликлиника.

Each layout names what the keys of a US keyboard give, row by row, from the key left of 1 (facts from xkeyboard-config).
"""

from __future__ import annotations

import unicodedata
from functools import cache

from kiosk.content.search_syllables import keys

_LATIN = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"
_LAYOUTS = {
    "ru": "ё1234567890-=йцукенгшщзхъ\\фывапролджэячсмитьбю.",
    "uk": "'1234567890-=йцукенгшщзхїґфівапролджєячсмитьбю.",
    "bg": "ч1234567890-=явертъуиопшщюасдфгхйкл;'зьцжбнм,./",
    "bg-bds": "(1234567890-.,уеишщксдзц;„ьяаожгтнвмчюйъэфхпрлб",
    "el": "`1234567890-=;ςερτυθιοπ[]\\ασδφγηξκλ΄'ζχψωβνμ,./",
    "ar": "ذ1234567890-=ضصثقفغعهخحجد\\شسيبلاتنمكطئءؤر\u0001ىةوزظ",
    "fa": "\u200d1234567890-=ضصثقفغعهخحجچ\\شسیبلاتنمکگظطزرذدپو./",
    "ps": "\u200d1234567890-=ضصثقفغعهخحجچ\\شسیبلاتنمکګۍېزرذدړوږ/",
    "ur": "`1234567890-=قوعرتےءیہپ[]\\اسدفگحجکل؛'زشچطبنم،۔/",
    "ckb": "ـ1234567890-=قوەرتیئحۆپ[]\\اسدفگهژکل؛'زخجڤبنم،./",
    "bn": "\u200d1234567890-=দূীরটএুিওপেো\u200cাসডতগহজকল;'\u09dfশচআবনম,।্",
    "bn-bd": "`1234567890-=ঙযডপটচজহগ\u09dc[]\\ৃুিব্াকতদ;'ঁোেরনসম,./",
    "de": "^1234567890ß´qwertzuiopü+#asdfghjklöäyxcvbnm,.-",
    "fr": "²&é\"'(-è_çà)=azertyuiop^$*qsdfghjklmùwxcvbn,;:!",
    "tr": '"1234567890*-qwertyuıopğü,asdfghjklşizxcvbnmöç.',
}  # fmt: skip
_SHIFTED_LATIN = '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
_SHIFTED = {
    "ckb": "               هڕطێءعؤث   آشذإغ\u200cأكڵ  ضصچظىة    ",
    "bn": "       ঞৎ    ধঊঈ\u09dcঠঐউইঔফৈৌ অষঢথঘঃঝখং  য\u09ddছঋভণঙৃঁ ",
    "bn-bd": "             ং\u09dfঢফঠছঝঞঘ\u09dd   ৗূীভ।অখথধ  ঃৌৈলণষশ   ",
    "ps": "                     ځڅ   ښئيپأآټڼة  ظطژء\u200cډؤ   ",
    "ur": "              ؤ ڑٹ ئ ۃ    آصڈ غھضخ   ذژثظ ں    ",
}  # fmt: skip
"""The same with the shift key, where another letter is there than the capital of the one without it."""

_SPOKEN = {"bg-bds": "bg", "bn-bd": "bn", "prs": "fa"}
_LAM_ALIF = "\u0001"
"""One key of the Arabic layout gives two letters."""


@cache
def _table(layout: str) -> tuple[dict[int, str], dict[int, str]]:
    """From US keys to the layout's letters, and back."""
    keys = [*zip(_LATIN, _LAYOUTS[layout], strict=True)]
    shifted = [*zip(_SHIFTED_LATIN, _SHIFTED.get(layout, " " * len(_SHIFTED_LATIN)), strict=True)]
    shifted = [(key, char) for key, char in shifted if char != " "]
    there = {ord(key): "لا" if char == _LAM_ALIF else char for key, char in (*keys, *shifted)}
    back = {ord(char): key.lower() for key, char in (*shifted, *keys) if char != _LAM_ALIF}
    return there, back


@cache
def _layouts(tag: str) -> tuple[str, ...]:
    """Those of a language."""
    return tuple(name for name in _LAYOUTS if _SPOKEN.get(name, name) == _SPOKEN.get(tag, tag))


def retyped(query: str, tags: tuple[str, ...]) -> list[tuple[str, str]]:
    """Language and text for each layout that may have been meant, those of `tags` in their order.

    A text of Latin keys is read on the other layouts, and one of another script as the Latin keys below it.
    """
    typed = unicodedata.normalize("NFC", query)
    text = typed.lower()
    made: list[tuple[str, str]] = []
    if any("a" <= char <= "z" for char in text):
        for tag in tags:
            for layout in _layouts(tag):
                made.append((tag, text.translate(_table(layout)[0])))
                if layout in _SHIFTED:
                    made.append((tag, typed.translate(_table(layout)[0])))
                if layout in {"de", "fr", "tr"}:
                    made.append((tag, text.translate(_table(layout)[1])))
        return [each for each in dict.fromkeys(made) if each[1] != text]
    joined = text.replace("لا", "b")
    others = [name for name in _LAYOUTS if name not in {"de", "fr", "tr"}]
    latin = [keys(text), *((joined if name == "ar" else text).translate(_table(name)[1]) for name in others)]
    return [("", each) for each in dict.fromkeys(latin) if each.isascii()]
