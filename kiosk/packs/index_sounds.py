"""Latin letters for words of other scripts: what people type who have, or know, only a Latin keyboard.

A word is romanised (anyascii) and thinned to the consonants that every way of writing it shares: *bolnitsa* and
*bolnica* are both `blns`, *mustashfa* and *moustachfa* `mstsf`. Skeletons only gather candidates; how near one is to
what was typed is told by `near`, which looks at the letters again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING

from anyascii import anyascii
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TypeAlias

    Pairs: TypeAlias = "tuple[tuple[str, tuple[str, ...]], ...]"

_HISS = "shch|tsch|dzh|tch|sch|sh|ch|zh|ts|tz|cz|dz|dj|sz|s|z|j"
_OTHER = "ph|kh|gh|th|dh|ck|[a-z0-9]"
_APART = re.compile(f"({_HISS})|{_OTHER}")
_TOGETHER = re.compile(f"((?:[td]?(?:{_HISS}))+)|{_OTHER}")
"""The same with hissing sounds beside each other as one: *misce* and *mistse*, *tsch* and *tshch*."""

_SOUND = dict.fromkeys("aeiouvwyh", "") | {
    "ph": "f", "kh": "", "gh": "g", "th": "t", "dh": "d", "ck": "k", "p": "b", "q": "k", "c": "k", "x": "ks",
}  # fmt: skip
_TWICE = re.compile(r"(.)\1+")
_TYPED = (
    ("kh", ("kh", "ki")), ("ch", ("ch", "kh")), ("c", ("c", "s")), ("x", ("ks", "kh")), ("j", ("y", "zh")), ("ee", ("ee", "e")),
    ("oy", ("oy", "ou")), ("oi", ("oi", "ou")),
)  # fmt: skip
"""Letters that stand for either of two sounds in what is typed; in Greek h looks like the vowel η."""

MOST_SPELLINGS = 16
"""Ways of reading one typed word."""

_WRITTEN: dict[str, Pairs] = {
    "el": (("mp", ("mp", "b")), ("nt", ("nt", "d")), ("gk", ("gk", "g")), ("v", ("v", "b"))),
    "uk": (("g", ("g", "h")),),
}
"""The same for words of the index, by language."""

_ARTICLE = re.compile("^(ال|وال|بال|لل)(?=..)")
_TYPED_ARTICLE = re.compile("^(wal|oual|bal|bil|lil|al|el|ul|il)(?=.{3})")
_CHAT = str.maketrans({"2": "", "3": "", "5": "kh", "6": "t", "7": "h", "8": "q", "9": "s"})
"""Digits that look like Arabic letters, as in *3iyada*."""

_ALIKE = re.compile("shch|kh|gh|sh|zh|ch|ts|tz|cz|ph|th|dh|ck|ou|oo|ee|[yji]+|w|q|x")
_LIKE = {
    "shch": "s", "kh": "h", "gh": "g", "sh": "s", "zh": "z", "ch": "c", "ts": "c", "tz": "c", "cz": "c", "ph": "f",
    "th": "t", "dh": "d", "ck": "k", "ou": "u", "oo": "u", "ee": "i", "w": "v", "q": "k", "x": "ks",
}  # fmt: skip
_OTHERWISE = {"dh": "z", "th": "s"}
"""Letters that Arabic says otherwise than the languages that took its script."""

_HALF = str.maketrans("yweo", "iuiu")
_CONSONANTS = re.compile("tch|kh|sh|ch|zh|dj|th|dh|gh|ph|[aeiouywhv0-9]|[cqjx]")
_CONSONANT = {
    "sh": "š", "ch": "š", "tch": "š", "zh": "ž", "dj": "ž", "j": "ž", "th": "t", "dh": "d", "gh": "g", "ph": "f", "c": "k", "q": "k", "x": "ks",
}  # fmt: skip


def _letters(word: str) -> Iterator[str]:
    """The letters of a word in the Arabic or Ethiopic script, each in Latin ones."""
    return ("".join(filter(str.isalnum, anyascii(letter).lower())) for letter in _ARTICLE.sub("", word))


def romanised(word: str) -> str:
    """A folded word in small Latin letters; an Arabic article is not part of it."""
    made = "".join(filter(str.isalnum, anyascii(_ARTICLE.sub("", word)).lower()))
    return made.replace("oy", "ou").replace("ch", "kh") if _greek(word) else made


def _greek(word: str) -> bool:
    return "\u0370" <= word[:1] <= "\u03ff"


def _ethiopic(word: str) -> bool:
    return "\u1200" <= word[:1] <= "\u139f"


def skeletons(word: str, tag: str) -> set[str]:
    """Those of a word of the index in language `tag`; none for words in Latin letters."""
    if word.isascii():
        return set()
    letters = [*_letters(word)]
    if abjad(word):  # letters do not run together: ت and ش are no hiss
        return {_apart(letters), _apart(_OTHERWISE.get(letter, letter) for letter in letters)} - {""}
    joined = {*map(_skeleton, _spellings(romanised(word), _WRITTEN.get(tag, ())))}
    return (joined | {_apart(letters)} if _ethiopic(word) else joined) - {""}


@dataclass(frozen=True, slots=True)
class Heard:
    """What a typed word in Latin letters may sound as: skeletons, and what `near` compares.

    letters: for words of scripts with vowels. consonants: for those of the Arabic script, and vowels how those are written there.
    """

    skeletons: frozenset[str]
    letters: tuple[str, ...]
    consonants: tuple[str, ...]
    vowels: str


def heard(word: str) -> Heard:
    """A typed word; digits beside letters are those that they look like."""
    spelt = word if word.isalpha() or word.isdecimal() else word.translate(_CHAT)
    bare = _TYPED_ARTICLE.sub("", spelt)
    ways = dict.fromkeys(_spellings(spelt, _TYPED))
    others = dict.fromkeys(_spellings(bare, _TYPED)) if bare != spelt else {}
    skeletons = {_skeleton(way, sounds) for way in ways | others for sounds in (_APART, _TOGETHER)} - {""}
    letters = dict.fromkeys(map(_like, ways))
    consonants = dict.fromkeys(map(_consonants, (spelt, bare, spelt.replace("x", "kh"))))
    return Heard(frozenset(skeletons), tuple(letters), tuple(consonants), _long(spelt))


def abjad(word: str) -> bool:
    """Whether a word is written in the Arabic script, which leaves short vowels out."""
    return "\u0600" <= word[:1] <= "\u06ff"


def _spellings(rom: str, pairs: Pairs) -> Iterator[str]:
    """A text with each of some letters as each of the sounds that they stand for, all of its kind alike."""
    choices = [pair for pair in pairs if pair[0] in rom]
    for taken in islice(product(*(sounds for _letters, sounds in choices)), MOST_SPELLINGS):
        text = rom
        for (letters, _sounds), sound in zip(choices, taken, strict=True):
            text = text.replace(letters, sound)
        yield text


def _skeleton(rom: str, sounds: re.Pattern[str] = _TOGETHER) -> str:
    once = _TWICE.sub(r"\1", rom)
    return sounds.sub(lambda found: "s" if found[1] else _SOUND.get(found[0], found[0]), once)


def _apart(letters: Iterable[str]) -> str:
    """The skeleton of letters that do not run together."""
    return "".join(map(_skeleton, letters))


def _like(rom: str) -> str:
    """Vowels and consonants as they sound, roughly, whatever the system of romanisation."""

    def sound(found: re.Match[str]) -> str:
        known = _LIKE.get(found[0])
        if known is not None:
            return known
        return "" if rom[found.end() : found.end() + 1] in {"a", "e", "o", "u"} else "i"

    return _TWICE.sub(r"\1", _ALIKE.sub(sound, rom))


def _consonants(rom: str) -> str:
    return _CONSONANTS.sub(lambda found: _CONSONANT.get(found[0], ""), _TWICE.sub(r"\1", rom))


def spoken(word: str) -> tuple[str, str]:
    """How a word of the index sounds, for `near`: its letters and '', in the Arabic script its consonants and the letters."""
    rom = romanised(word)
    if abjad(word):
        return "".join(map(_consonants, _letters(word))), _long(rom)
    return _TWICE.sub(r"\1", "".join(map(_like, _letters(word)))) if _ethiopic(word) else _like(rom), ""


def _long(rom: str) -> str:
    """With one letter for each long vowel and the half-vowel that it is written with."""
    return _TWICE.sub(r"\1", rom.replace("ou", "u").replace("ee", "i").translate(_HALF))


def near(heard: Heard, said: Sequence[tuple[str, str]], *, prefix: bool, least: float) -> Iterator[tuple[float, int]]:
    """Likeness, from `least` to 1, of a typed word to words that sound as `spoken` says, with their places in `said`.

    prefix: a word's beginning counts too, a little less.
    """
    likely: dict[int, float] = {}
    for forms, written in ((heard.letters, False), (heard.consonants, True)):
        places = [place for place, (_letters, vowels) in enumerate(said) if bool(vowels) == written]
        among = [said[place][0] for place in places]
        for form in forms if among else ():
            for choices, share in _choices(form, among, prefix=prefix):
                for _word, like, at in extract(
                    form, choices, scorer=OSA.normalized_similarity, score_cutoff=least, limit=None
                ):
                    likely[places[at]] = max(likely.get(places[at], 0.0), share * like)
    for place, like in likely.items():
        vowels = said[place][1]
        full = like
        if vowels:
            end = len(heard.vowels) + 2 if prefix else None
            full = 0.75 * like + 0.25 * OSA.normalized_similarity(heard.vowels, vowels[:end])
        if full >= least:
            yield full, place


def _choices(form: str, among: list[str], *, prefix: bool) -> Iterator[tuple[list[str], float]]:
    yield among, 1.0
    for end in range(len(form), len(form) + 2) if prefix else ():
        yield [word[:end] for word in among], 0.97
