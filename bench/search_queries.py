"""Queries as people type them, made of titles by rule: what is left out, swapped, mistyped or written in other letters."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.content.search_layouts import _LATIN, _LAYOUTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.search_corpus import Corpus

DEV, TEST = 1, 2
"""Seeds: rules and thresholds were set by the first, figures are of the second."""

CYRILLIC, ARABIC, ETHIOPIC = ("ru", "uk", "bg"), ("ar", "fa", "prs", "ps", "ur", "ckb"), ("ti", "am")
LATIN = ("lv", "en", "pl", "de", "fr", "nl", "it", "ro", "tr", "es", "kmr", "so")


@dataclass(frozen=True, slots=True)
class Query:
    """kind: what was done to it. language: the visitor's. about: that of the title. right: the service, -1 where nothing is right.

    words: those of its title or keyword that were meant: another title with all of them is right too.
    """

    kind: str
    text: str
    language: str
    about: str
    right: int
    words: str


_SPOKEN = {
    "ru": dict(zip("абвгдезийклмнопрстуфыэ", ["a", "b", "v", "g", "d", "e", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "y", "e"], strict=True))
    | {"ж": "zh z j", "х": "kh h x", "ц": "ts c tz", "ч": "ch c", "ш": "sh s", "щ": "shch sch sh", "ъ": "", "ь": "", "ю": "yu ju iu", "я": "ya ja ia", "ё": "yo e jo", "й": "y i j"},
    "el": dict(zip("αβγδεζηθικλμνξοπρστυφχψω", ["a", "v", "g", "d", "e", "z", "i|h", "th", "i", "k", "l", "m", "n", "x|ks", "o", "p", "r", "s", "t", "y|i|u", "f", "ch|h|x", "ps", "o"], strict=True)) | {"ς": "s"},
}  # fmt: skip
_SPOKEN["uk"] = _SPOKEN["ru"] | {"г": "h g", "ґ": "g", "и": "y i", "і": "i", "ї": "yi i ji", "є": "ye e je"}
_SPOKEN["bg"] = _SPOKEN["ru"] | {"щ": "sht", "ъ": "a y", "х": "h"}
_ARABIC = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j dj", "ح": "h 7", "خ": "kh", "د": "d", "ذ": "dh z", "ر": "r", "ز": "z",
    "س": "s", "ش": "sh ch", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a 3", "غ": "gh", "ف": "f", "ق": "q k", "ك": "k",
    "ک": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ة": "a", "و": "u w ou", "ي": "i y", "ی": "i y", "ى": "a", "پ": "p",
    "چ": "ch", "ژ": "zh j", "گ": "g", "ګ": "g", "ء": "", "ئ": "y", "ؤ": "w", "ې": "e", "ۍ": "ai", "ۆ": "o", "ێ": "e", "ە": "e",
    "ڕ": "r", "ڵ": "l", "ڤ": "v", "ټ": "t", "ډ": "d", "ړ": "r", "ڼ": "n", "ښ": "sh", "ږ": "zh", "څ": "ts", "ځ": "dz", "ٹ": "t",
    "ڈ": "d", "ڑ": "r", "ں": "n", "ہ": "h", "ھ": "h", "ے": "e",
}  # fmt: skip
_ETHIOPIC_ROWS = [
    "h",
    "l",
    "h",
    "m",
    "s",
    "r",
    "s",
    "sh",
    "q",
    "_",
    "q",
    "_",
    "b",
    "v",
    "t",
    "ch",
    "h",
    "_",
    "n",
    "ny",
    "a",
    "k",
    "_",
    "kh",
    "_",
    "w",
    "a",
    "z",
    "zh",
    "y",
    "d",
    "_",
    "j",
    "g",
    "_",
    "_",
    "t",
    "ch",
    "p",
    "ts",
    "ts",
    "f",
    "p",
]
_VOWELS = ("e", "u", "i", "a", "e", "i", "o", "wa")
_ENDINGS = {
    "lv": ("s:a am us", "as:u ām", "a:as ai u", "e:es ei", "is:a im"), "en": ("y:ies", ":s", "e:ed ing", ":ing"),
    "ru": ("а:ы у ой", "я:и ю ей", "ь:и ю", ":а у ов ом", "ий:ого ому", "ый:ого ому", "ие:ия ию"), "uk": ("а:и у ою", "я:і ю ею", ":и у ом ів", "ий:ого ому"),
    "pl": ("a:y ę ą", "e:a u", ":u em ów ami"), "de": (":e en s er",), "fr": (":s es",), "nl": (":en s e",), "it": ("o:i", "a:e", "e:i"),
    "ro": ("a:ei e", "e:ii ile", ":ul ului i"), "el": ("ς:", "ο:ου α", "α:ας ες", "η:ης"), "bg": ("а:ата и", ":ът ите а", "е:ето"), "tr": (":lar ler da de ı i",), "es": (":s es",),
    "ar": ("ة:ات", ":ات ين ون"), "fa": (":ها های ی",), "prs": (":ها های ی",), "ps": (":ونه و ه",), "ur": ("ا:ے وں", ":وں یں"), "ckb": (":ەکە ەکان ان",),
    "kmr": (":an ên ê",), "so": (":ka ta da yada",), "ti": (":ታት ን",), "am": (":ዎች ን ው",), "bn": (":ের গুলো কে",),
}  # fmt: skip
_PREFIXED = {"ar": ("ال", "وال"), "ti": ("ን", "ብ", "ናይ"), "am": ("የ", "ለ", "በ")}


def queries(made: Corpus, seed: int, each: int) -> Iterator[Query]:
    """`each` of every kind in every language in which it can be."""
    for kind, (make, tags) in KINDS.items():
        for tag in tags or made.titles:
            chance = random.Random(f"{seed}-{kind}-{tag}")
            count = 0
            for _ in range(each * 20):
                if count == each:
                    break
                right = chance.randrange(made.services)
                query = make(chance, made, tag, right)
                if query is not None:
                    count += 1
                    yield query


def _some(chance: random.Random, text: str, least: int = 1) -> list[str]:
    """Up to three words of a title, in its order."""
    words = text.split()
    count = min(len(words), chance.randint(max(2, least), 3))
    taken = sorted(chance.sample(range(len(words)), count), key=lambda place: (-len(words[place]), place))
    return [words[place] for place in sorted(taken)]


def _exact(chance: random.Random, made: Corpus, tag: str, right: int) -> Query:
    return Query("exact", made.titles[tag][right], tag, tag, right, made.titles[tag][right])


def _bare(chance: random.Random, made: Corpus, tag: str, right: int) -> Query | None:
    title = made.titles[tag][right]
    bare = "".join(
        char for char in unicodedata.normalize("NFD", title) if not unicodedata.combining(char) or tag == "bn"
    ).lower()
    bare = bare.translate(str.maketrans("łøđıæœß", "loDiaos".lower()))
    return (
        Query("no diacritics", bare, tag, tag, right, title)
        if bare != title.lower() and "ß" not in title and tag != "bn" and not {*"æœ"} & {*title.lower()}
        else None
    )


def _orthography(chance: random.Random, made: Corpus, tag: str, right: int) -> Query | None:
    title = made.titles[tag][right]
    swaps = {
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ى": "ي",
        "ہ": "ه",
        "ھ": "ه",
        "ګ": "گ",
        "ې": "ی",
        "ۆ": "و",
        "ێ": "ی",
        "ە": "ه",
        "ڕ": "ر",
        "ڵ": "ل",
        "\u200c": "",
        "ٹ": "ت",
        "ڈ": "د",
        "ڑ": "ر",
    }
    swaps |= {"ي": "ی", "ك": "ک"}
    changed = "".join(swaps.get(char, char) if chance.random() < 0.8 else char for char in title)
    return Query("Arabic orthography", changed, tag, tag, right, title) if changed != title else None


def _prefix(chance: random.Random, made: Corpus, tag: str, right: int) -> Query | None:
    words = _some(chance, made.titles[tag][right])
    last = words[-1]
    if len(last) < 4:
        return None
    return Query(
        "prefix", " ".join([*words[:-1], last[: chance.randint(3, len(last) - 1)]]), tag, tag, right, " ".join(words)
    )


def _typo(word: str, chance: random.Random) -> str:
    letters = "".join(sorted({*word.lower()}))
    place = chance.randrange(len(word))
    kind = chance.randrange(4)
    if kind == 0:
        return word[:place] + word[place + 1 :]
    if kind == 1:
        return word[:place] + chance.choice(letters) + word[place + 1 :]
    if kind == 2:
        return word[:place] + chance.choice(letters) + word[place:]
    place = min(place, len(word) - 2)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _mistyped(kind: str, mistakes: int, least: int) -> Callable[..., Query | None]:
    def make(chance: random.Random, made: Corpus, tag: str, right: int) -> Query | None:
        words = _some(chance, made.titles[tag][right])
        long = [place for place, word in enumerate(words) if len(word) >= least and word.isalpha()]
        if not long:
            return None
        place = chance.choice(long)
        before = words[place]
        meant = " ".join(words)
        for _ in range(mistakes):
            words[place] = _typo(words[place], chance)
        return Query(kind, " ".join(words), tag, tag, right, meant) if words[place].lower() != before.lower() else None

    return make


def _inflected(chance: random.Random, made: Corpus, tag: str, right: int) -> Query | None:
    words = _some(chance, made.titles[tag][right])
    long = [
        place
        for place, word in enumerate(words)
        if (len(word) >= 4 and word.isalpha()) or (tag in ETHIOPIC and len(word) > 2)
    ]
    if not long:
        return None
    place = chance.choice(long)
    word = words[place]
    meant = " ".join(words)
    if tag in _PREFIXED and chance.random() < 0.5 and not word.startswith(("ال", "وال", "بال", "لل")):
        words[place] = chance.choice(_PREFIXED[tag]) + word
    else:
        fitting = [rule for rule in _ENDINGS[tag] if word.endswith(rule.split(":")[0])]
        if not fitting:
            return None
        rule = chance.choice([rule for rule in fitting if rule.split(":")[0]] or fitting)
        ending, others = rule.split(":")
        words[place] = word.removesuffix(ending) + chance.choice(others.split() or [""])
    return Query("inflected", " ".join(words), tag, tag, right, meant)


def _synonym(chance: random.Random, made: Corpus, tag: str, right: int) -> Query:
    keyword = chance.choice(made.keywords[tag][right])
    return Query("synonym", keyword, tag, tag, right, keyword)


def _cross(chance: random.Random, made: Corpus, tag: str, right: int) -> Query:
    language = chance.choice([other for other in made.titles if other != tag])
    return Query("cross-language", made.titles[tag][right], language, tag, right, made.titles[tag][right])


def _romanised(text: str, tag: str, chance: random.Random) -> str:
    if tag in ETHIOPIC:
        return "".join(_syllable(char) for char in text)
    if tag in ARABIC:
        return _voiced(text, chance)
    table = _SPOKEN[tag]
    plain = unicodedata.normalize("NFC", text.lower())
    made = []
    for char in plain:
        base = char if char in table else unicodedata.normalize("NFD", char)[0]
        said = table.get(base, base)
        made.append(chance.choice(said.replace("|", " ").split() or [""]))
    return "".join(made)


def _syllable(char: str) -> str:
    code = ord(char) - 0x1200
    if not 0 <= code < len(_ETHIOPIC_ROWS) * 8 or _ETHIOPIC_ROWS[code // 8] == "_":
        return char
    row, order = _ETHIOPIC_ROWS[code // 8], code % 8
    vowel = "" if order == 5 else _VOWELS[order]
    return (vowel or "i") if row == "a" else row + vowel


def _voiced(text: str, chance: random.Random) -> str:
    """With the short vowels that nobody writes, somewhere between two consonants."""
    made = ""
    for char in text:
        said = chance.choice(_ARABIC.get(char, char).split() or [""])
        if made[-1:] and made[-1] not in "aeiou3 " and said[:1] not in {*"aeiou3 ", ""}:
            made += chance.choice("aaiu") if chance.random() < 0.7 else ""
        made += said
    return made


def _latin(kind: str, *, from_latin: bool) -> Callable[..., Query | None]:
    def make(chance: random.Random, made: Corpus, tag: str, right: int) -> Query | None:
        words = [
            word
            for word in _some(chance, made.titles[tag][right], 2)
            if word.isalpha() and not word.isascii() and len(word) > 2
        ]
        text = " ".join(_romanised(word, tag, chance) for word in words)
        if len(words) < 2 or not text.isascii() or len(text) < 8:
            return None
        return Query(kind, text, chance.choice(LATIN) if from_latin else tag, tag, right, " ".join(words))

    return make


def _keyboard(chance: random.Random, made: Corpus, tag: str, right: int) -> Query | None:
    words = _some(chance, made.titles[tag][right])
    text = " ".join(words).lower()
    back = {char: key for key, char in zip(_LATIN, _LAYOUTS[tag], strict=True)}
    plain = unicodedata.normalize("NFD", text) if tag == "el" else text
    plain = "".join(char for char in plain if not unicodedata.combining(char)) if tag == "el" else plain
    if any(char != " " and (char not in back or not char.isalpha()) for char in plain):
        return None
    return Query("wrong keyboard", "".join(back.get(char, char) for char in plain), tag, tag, right, text)


def _latin_keyboard(chance: random.Random, made: Corpus, tag: str, right: int) -> Query | None:
    text = " ".join(_some(chance, made.titles[tag][right])).lower()
    there = dict(zip(_LATIN, _LAYOUTS["ru"], strict=True))
    if any(char != " " and not ("a" <= char <= "z") for char in text):
        return None
    return Query("wrong keyboard", "".join(there.get(char, char) for char in text), tag, tag, right, text)


def _gibberish(chance: random.Random, made: Corpus, tag: str, right: int) -> Query:
    letters = [char for title in made.titles[tag][:300] for char in title.lower() if char.isalpha()]
    words = ["".join(chance.choice(letters) for _ in range(chance.randint(5, 9))) for _ in range(chance.randint(1, 2))]
    return Query("gibberish", " ".join(words), tag, tag, -1, "")


KINDS: dict[str, tuple[Callable[..., Query | None], tuple[str, ...]]] = {
    "exact": (_exact, ()),
    "no diacritics": (_bare, ()),
    "Arabic orthography": (_orthography, ARABIC),
    "prefix": (_prefix, ()),
    "1 typo": (_mistyped("1 typo", 1, 4), ()),
    "2 typos": (_mistyped("2 typos", 2, 8), ()),
    "inflected": (_inflected, ()),
    "synonym": (_synonym, ()),
    "cross-language": (_cross, ()),
    "Latin for Cyrillic, Greek, Ethiopic": (
        _latin("Latin for Cyrillic, Greek, Ethiopic", from_latin=False),
        (*CYRILLIC, "el", *ETHIOPIC),
    ),
    "Latin for Arabic script": (_latin("Latin for Arabic script", from_latin=False), ARABIC),
    "Latin from a Latin interface": (
        _latin("Latin from a Latin interface", from_latin=True),
        (*CYRILLIC, "el", *ETHIOPIC, *ARABIC),
    ),
    "wrong keyboard": (_keyboard, ("ru", "uk", "bg", "el", "ar", "fa")),
    "wrong keyboard, Latin": (_latin_keyboard, ("en", "de", "nl")),
    "gibberish": (_gibberish, ()),
}
