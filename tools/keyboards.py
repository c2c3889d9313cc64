"""Writes the on-screen keyboards in `assets/keyboards/`, or checks them: `python tools/keyboards.py [--check]`.

Which character lies where is a fact that Debian's package `xkb-data` knows and libxkbcommon tells; what is made of it
is ours. Of each layout the three rows of letters are kept, their first two levels as plain and shifted, the letters of
the others behind a long press. Letters of the alphabet that would lie behind a modifier that a touch screen does not
have get a key of their own. Ethiopic syllables come from Unicode's table: a consonant opens the row of its vowels.

Made with xkb-data 2.35.1 of Debian 12: other versions move a sign here and there.
"""

from __future__ import annotations

import ctypes
import json
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "assets" / "keyboards"

ROWS = (
    (*(f"AD{n:02}" for n in range(1, 13)), "BKSL"),
    tuple(f"AC{n:02}" for n in range(1, 12)),
    ("LSGT", *(f"AB{n:02}" for n in range(1, 11))),
    ("TLDE", *(f"AE{n:02}" for n in range(1, 13))),
)
"""The keys of the three rows of letters and of the row of digits, as XKB names them by their places."""

LATIN = "latin"

FEW = 3
"""So many letters without a key go to the end of the lowest row; more make a row of their own on top."""

LETTERS = {
    "a": "áàâäãåāăąæ",
    "c": "çćčĉċ",
    "d": "ďđð",
    "e": "éèêëēėęěə",
    "g": "ģğġ",
    "h": "ħ",
    "i": "íìîïīįı",
    "k": "ķ",
    "l": "ľĺļł",
    "n": "ñńňņŋ",
    "o": "óòôöõøōőœ",
    "r": "ŕřŗ",
    "s": "śšşșß",
    "t": "ťţțŧþ",
    "u": "úùûüūůűų",
    "w": "ŵ",
    "y": "ýÿŷ",
    "z": "źżž",
}
"""What a long press on a Latin letter offers: the letters of Europe's passports (ICAO 9303, part 3, section 6)."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A keyboard to be made: the layout of XKB, and the alphabet in the order of its extra keys."""

    layout: str
    alphabet: str
    variant: str = ""
    vowels: bool = False


AZ = "abcdefghijklmnopqrstuvwxyz"
ARABIC = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
PERSIAN = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءأؤئ"
PASHTO = "آابپتټثجځچڅحخدډذرړزژږسشښصضطظعغفقکګلمنڼوهةیېۍئءأؤ"
URDU = "آابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیےئؤۂۓأ"
KURDISH = "ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆهەیێ"
BENGALI = "\u09bcঅআইঈউঊঋএঐওঔকখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহড়ঢ়য়ৎংঃঁ"
FIDEL = "ሀለሐመሠረሰሸቀቐበቨተቸኀነኘአከኸወዐዘዠየደጀገጠጨጰጸፀፈፐ"

WANTED = {
    LATIN: Wanted("us", AZ),
    "lv": Wanted("lv", AZ + "āčēģīķļņšūž"),
    "en": Wanted("us", AZ),
    "ru": Wanted("ru", "абвгдежзийклмнопрстуфхцчшщъыьэюяё"),
    "uk": Wanted("ua", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"),
    "pl": Wanted("pl", AZ + "ąćęłńóśźż"),
    "de": Wanted("de", AZ + "äöüß"),
    "fr": Wanted("fr", AZ + "éèçàùêâîôûëïœ"),
    "nl": Wanted("nl", AZ + "éëïöüè"),
    "it": Wanted("it", AZ + "àèìòùé"),
    "ro": Wanted("ro", AZ + "ăâîșț", "std"),
    "el": Wanted("gr", "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ"),
    "bg": Wanted("bg", "абвгдежзийклмнопрстуфхцчшщъьюяѝ"),
    "tr": Wanted("tr", "abcçdefgğhıijklmnoöprsştuüvyzqwx"),
    "es": Wanted("es", AZ + "ñáéíóúü"),
    "ar": Wanted("ara", ARABIC),
    "fa": Wanted("ir", PERSIAN),
    "prs": Wanted("af", PERSIAN),
    "ps": Wanted("af", PASHTO, "ps"),
    "ur": Wanted("pk", URDU),
    "ckb": Wanted("iq", KURDISH, "ku_ara"),
    "kmr": Wanted("tr", AZ + "çêîşû", "ku"),
    "so": Wanted("us", AZ),
    "ti": Wanted("et", FIDEL, vowels=True),
    "am": Wanted("et", FIDEL, vowels=True),
    "bn": Wanted("bd", BENGALI),
}


class _Names(ctypes.Structure):
    _fields_ = [(name, ctypes.c_char_p) for name in ("rules", "model", "layout", "variant", "options")]


class Xkb:
    """Layouts as libxkbcommon reads them; OSError when the library or its data are missing."""

    def __init__(self) -> None:
        library = ctypes.CDLL("libxkbcommon.so.0")
        pointer, number = ctypes.c_void_p, ctypes.c_uint32
        library.xkb_context_new.restype = pointer
        library.xkb_keymap_new_from_names.restype = pointer
        library.xkb_keymap_new_from_names.argtypes = [pointer, ctypes.POINTER(_Names), ctypes.c_int]
        library.xkb_keymap_key_by_name.argtypes = [pointer, ctypes.c_char_p]
        library.xkb_keymap_key_by_name.restype = number
        library.xkb_keymap_num_levels_for_key.argtypes = [pointer, number, number]
        library.xkb_keymap_num_levels_for_key.restype = number
        symbols = ctypes.POINTER(ctypes.POINTER(number))
        library.xkb_keymap_key_get_syms_by_level.argtypes = [pointer, number, number, number, symbols]
        library.xkb_keysym_to_utf32.argtypes = [number]
        library.xkb_keysym_to_utf32.restype = number
        self._library = library
        self._context = library.xkb_context_new(0)

    def rows(self, layout: str, variant: str) -> list[list[list[str]]]:
        """For each row and key the character of each level; '' where a level has none."""
        names = _Names(b"evdev", b"pc105", layout.encode(), variant.encode(), b"")
        keymap = self._library.xkb_keymap_new_from_names(self._context, ctypes.byref(names), 0)
        if not keymap:
            raise OSError(f"xkb-data has no layout {layout}({variant}); apt-get install xkb-data")
        return [[self._levels(keymap, key) for key in row] for row in ROWS]

    def _levels(self, keymap: int, key: str) -> list[str]:
        code = self._library.xkb_keymap_key_by_name(keymap, key.encode())
        found = []
        for level in range(self._library.xkb_keymap_num_levels_for_key(keymap, code, 0)):
            symbols = ctypes.POINTER(ctypes.c_uint32)()
            count = self._library.xkb_keymap_key_get_syms_by_level(keymap, code, 0, level, ctypes.byref(symbols))
            point = self._library.xkb_keysym_to_utf32(symbols[0]) if count else 0
            found.append(_plain(chr(point)) if point else "")
        return found


def _plain(character: str) -> str:
    """The character as it is stored: Arabic ligatures of old character sets become their letters."""
    if "FORM" in unicodedata.name(character, ""):
        return unicodedata.normalize("NFKC", character)
    return unicodedata.normalize("NFC", character)


def letters(alphabet: str) -> list[str]:
    """The letters of an alphabet as they are stored; a Bengali letter keeps its nukta."""
    found: list[str] = []
    for character in unicodedata.normalize("NFC", alphabet):
        if unicodedata.combining(character) and found:
            found[-1] += character
        else:
            found.append(character)
    return found


def letter(text: str, script: str) -> bool:
    """Whether a character is a letter or a mark of `script`, a word of Unicode's names; ZWNJ belongs to Arabic."""
    if not text:
        return False
    if text == "\u200c":
        return script == "ARABIC"
    names = unicodedata.name(text[0], "")
    return unicodedata.category(text[0])[0] in "LM" and script in names


def script_of(alphabet: str) -> str:
    """The script of an alphabet as Unicode's names begin."""
    return unicodedata.name(alphabet[0]).split()[0]


def upper(text: str) -> str:
    """The capital, where it is one character; else the letter itself, as of ß."""
    capital = "İ" if text == "i̇" else text.upper()
    return capital if len(capital) == 1 else text


def key(levels: list[str], script: str, *, cased: bool) -> list[str] | None:
    """`[plain, shifted, further…]` of one key, or None when it has no letter."""
    there = [each if letter(each, script) else "" for each in levels]
    plain = next((each for each in there[:2] if each), "")
    if not plain:
        return None
    shifted = next((each for each in there[1:2] if each not in {"", plain}), upper(plain) if cased else plain)
    further = [each for each in there[2:] if each]
    if cased:
        further = [each.lower() for each in further if len(each.lower()) == 1]
    known = {plain, shifted}
    return [plain, shifted, *(each for each in dict.fromkeys(further) if each not in known)]


def make(wanted: Wanted, xkb: Xkb) -> dict[str, object]:
    """One keyboard as its file has it."""
    script = script_of(wanted.alphabet)
    source = f"{wanted.layout}({wanted.variant or 'basic'})"
    if wanted.vowels:
        third = len(wanted.alphabet) // 3 + 1
        rows = [[[c, c] for c in wanted.alphabet[n : n + third]] for n in range(0, len(wanted.alphabet), third)]
        return {"xkb": source, "rows": rows, "vowels": {c: series(c) for c in wanted.alphabet}}
    cased = wanted.alphabet[0].upper() != wanted.alphabet[0]
    rows = [
        [made for levels in row if (made := key(levels, script, cased=cased)) is not None]
        for row in xkb.rows(wanted.layout, wanted.variant)
    ]
    *rows, digits = _once(rows)
    within = 1 if cased else 2
    shown = {each for row in rows for made in row for each in made[:within]}
    real = {made[0]: made for made in digits}
    missing = [real.get(c, [c, upper(c) if cased else c]) for c in letters(wanted.alphabet) if c not in shown]
    if len(missing) <= FEW:
        rows[2].extend(missing)
    else:
        rows.insert(0, missing)
    if script == "LATIN":
        _offer_europe(rows)
    return {"xkb": source, "rows": rows}


def _once(rows: list[list[list[str]]]) -> list[list[list[str]]]:
    """Without the second key of a letter, as X has on the Kurdish layout."""
    seen: set[str] = set()
    kept = []
    for row in rows:
        kept.append([made for made in row if made[0] not in seen])
        seen.update(made[0] for made in row)
    return kept


def _offer_europe(rows: list[list[list[str]]]) -> None:
    """Behind each Latin letter the ones of Europe that look like it, those of the layout first."""
    for made in (made for row in rows for made in row):
        offered = LETTERS.get(made[0], "")
        own = [each for each in made[2:] if each in offered]
        made[2:] = [*own, *(each for each in offered if each not in own)]


def series(consonant: str) -> list[str]:
    """A consonant with its vowels: the orders of its row in Unicode, then its labialised ones."""
    first = ord(consonant)
    points = [*range(first, first + 8), *(first + 8 + n for n in (0, 2, 3, 4, 5) if _labialised(first))]
    return [chr(point) for point in points if unicodedata.category(chr(point)) == "Lo"]


def _labialised(first: int) -> bool:
    """Whether the next row of Unicode holds the same consonant followed by W."""
    name = unicodedata.name(chr(first)).removesuffix("A")
    return unicodedata.name(chr(first + 8), "").startswith(f"{name}W")


def text(made: dict[str, object]) -> str:
    """A file's text: one row of keys a line."""
    rows = made["rows"]
    vowels = made.get("vowels")
    assert isinstance(rows, list)  # noqa: S101 - as `make` says
    lines = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in rows)
    result = f'{{\n "xkb": {json.dumps(made["xkb"])},\n "rows": [\n  {lines}\n ]'
    if isinstance(vowels, dict):
        each = ",\n  ".join(
            f"{json.dumps(c, ensure_ascii=False)}: {json.dumps(v, ensure_ascii=False)}" for c, v in vowels.items()
        )
        result += f',\n "vowels": {{\n  {each}\n }}'
    return result + "\n}\n"


def main() -> int:
    """Writes all, or with `--check` names those that differ from what xkb-data says."""
    xkb = Xkb()
    different = []
    for tag, wanted in WANTED.items():
        file, made = OUT / f"{tag}.json", text(make(wanted, xkb))
        if sys.argv[1:] == ["--check"]:
            if not file.is_file() or file.read_text(encoding="utf-8") != made:
                different.append(file.name)
        else:
            file.write_text(made, encoding="utf-8")
    if different:
        print(f"not as xkb-data says: {', '.join(different)}; run python tools/keyboards.py", file=sys.stderr)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
