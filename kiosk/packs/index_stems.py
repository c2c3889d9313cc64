"""What stays of a word without its endings, and the shortened forms by which a mistyped word is found again.

Snowball (PyStemmer) where it knows the language, else a short list of endings, and of beginnings where a language
puts its small words there. Words come folded; the letters that a stemmer counts on are put back first.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

import Stemmer

from kiosk.domain.provenance import primary

if TYPE_CHECKING:
    from collections.abc import Callable

ONE_TYPO, TWO_TYPOS = 4, 8
"""Letters from which a word may have one wrong, or two."""

HEAD = 7
"""Letters of a word that shortened forms are made of; the rest is compared when a word has been found by them."""

REMEMBERED = 4096
"""Stems of a language that are kept: most words of a text come again."""

_SNOWBALL = {
    "ar": "arabic", "de": "german", "el": "greek", "en": "english", "es": "spanish", "fa": "persian", "fr": "french",
    "it": "italian", "nl": "dutch", "pl": "polish", "prs": "persian", "ro": "romanian", "ru": "russian", "tr": "turkish",
}  # fmt: skip
_ENDINGS = {
    "lv": "iem ajam ajai ajas ajos amies sanas sana sanu ibas iba ibu iem am as es is us os ai ei ie im um u a e i s",
    "bg": "ията иите ията ите ата ото ете ият ове иа ия ии та то те ът ят ов ен на ни но а я о е и у",
    "uk": "остями ями ами ого ому ими ої ою ею ям ах ях ам ом ем ии а я о е и у ю ь",
    "bn": "গুলির গুলো দের ের টি টা কে তে য় র ে",
    "ur": "یوں یاں وں یں ات ے ی ا",
    "ps": "ونو ونه ونه انو ان ه و ی",
    "ckb": "هکان هکه هکانی ان هک ی",
    "kmr": "eyen eya eye an en ek a e i",
    "so": "yada yaasha tada aha ka ta da ga yo o a",
    "am": "ዎችን ዎች ኦች ችን ች ን ም ው",
    "ti": "ታትን ታት ትን ት ን ኡ",
}
_BEGINNINGS = {"am": "የ በ ለ ከ ስለ እንደ", "ti": "ናይ ብ ን ካብ ዝ ስለ ከም"}
_ARABIC, _PERSIAN = str.maketrans("یک", "يك"), str.maketrans("يك", "یک")
_ARTICLE = re.compile("^(?:[وفبک]ال|ال|لل)(?=...)")
_RUSSIAN = re.compile("(?<=[аеоуыэюяи])и")
_SHORTEST = 3


@cache
def stemmer(tag: str) -> Callable[[str], str]:
    """What makes stems in the language `tag`; without rules the word stays as it is."""
    return lru_cache(REMEMBERED)(_stemmer(primary(tag)))


def _stemmer(language: str) -> Callable[[str], str]:
    algorithm = _SNOWBALL.get(language)
    if algorithm:
        snowball: Callable[[str], str] = Stemmer.Stemmer(algorithm, 0).stemWord
        if language == "ru":
            return lambda word: snowball(_RUSSIAN.sub("й", word)).replace("й", "и")
        if language == "ar":
            return lambda word: _arabic(word, snowball)
        return snowball
    endings = sorted(_ENDINGS.get(language, "").split(), key=len, reverse=True)
    beginnings = _BEGINNINGS.get(language, "").split()
    return lambda word: _cut(word, endings, beginnings)


def _arabic(word: str, snowball: Callable[[str], str]) -> str:
    word = _ARTICLE.sub("", word)
    return snowball(word.translate(_ARABIC)).translate(_PERSIAN)


def _cut(word: str, endings: list[str], beginnings: list[str]) -> str:
    least = 2 if beginnings else _SHORTEST
    for beginning in beginnings:
        if word.startswith(beginning) and len(word) - len(beginning) > least:
            word = word.removeprefix(beginning)
            break
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return word.removesuffix(ending)
    return word


def typos(word: str) -> int:
    """How many wrong letters a word may have: none where it has a digit, as one number is not another."""
    if any(map(str.isdigit, word)):
        return 0
    return (len(word) >= ONE_TYPO) + (len(word) >= TWO_TYPOS)


def shortened(word: str) -> set[int]:
    """Hashes of a word of the index, and of its beginnings, with letters left out."""
    most = typos(word)
    if not most:
        return set()
    made = _without(word[:HEAD], most)
    for length in range(ONE_TYPO, min(len(word), HEAD)):
        made |= _without(word[:length], 1)
    return _hashes(made)


def misspelt(word: str) -> set[int]:
    """Hashes of a typed word with letters left out: it shares one with each word it may have been meant as.

    A mistake may have been a letter left out, so a word that is too short for mistakes itself may be meant as a longer one.
    """
    if len(word) < ONE_TYPO - 1 or any(map(str.isdigit, word)):
        return set()
    return _hashes(_without(word[:HEAD], (len(word) >= ONE_TYPO) + (len(word) >= TWO_TYPOS - 2)))


def _without(word: str, most: int) -> set[str]:
    """The word, and it with 1 to `most` of its letters left out."""
    made = last = {word}
    for _ in range(most):
        last = {each[:place] + each[place + 1 :] for each in last for place in range(len(each))}
        made = made | last
    return made


def _hashes(forms: set[str]) -> set[int]:
    return {crc32(form.encode()) >> 1 for form in forms}
