"""Whether a text looks like the language that its label says: by its script, and by its small words.

Meant to find a column that slipped or a file under the wrong name, not to grade a translation: it speaks only when
the evidence is strong, and says nothing about a text of a few words, as those are often names.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from kiosk.domain.provenance import primary
from kiosk.publishing import endonyms
from kiosk.publishing.function_words import KIN, LETTERS, SHARED, WORDS

FEWEST_LETTERS = 25
"""Letters from which a text in another script is more than a name."""

FEWEST_WORDS = 5
"""Words from which small words tell a language."""

STRONG = 3
"""Small words that only the other language has, and how many times those that only its own has, that raise a doubt."""

SHARE = 0.2
"""The share of a text that the other language's small words need to have."""

_MARKS = ".,;:!?()[]\"'*_-–—…/«»„“”‘’‚‹›·،؛؟።፣፤፥፦፡।"
_LINK = re.compile(r"\]\([^)]*\)|https?://\S+|\S+@\S+|\b(?:\w+\.)+[a-z]{2,}\b")
_SIGNS = ("](", "://", "@", "www.")
_USUAL = {
    "Latn": re.compile("[A-Za-zÀ-ÖØ-öø-ɏ]"),
    "Cyrl": re.compile("[Ѐ-ԯ]"),
    "Grek": re.compile("[Ͱ-Ͽ]"),
    "Arab": re.compile("[\u0620-\u064a\u066e-\u06d3]"),
    "Ethi": re.compile("[\u1200-\u137c]"),
    "Beng": re.compile("[\u0980-\u09fd]"),
}
"""Letters of the scripts of the interface: one of them is enough, and finding it is much quicker than counting all."""

_SCRIPTS = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "GREEK": "Grek", "ARABIC": "Arab", "HEBREW": "Hebr", "ETHIOPIC": "Ethi",
    "BENGALI": "Beng", "DEVANAGARI": "Deva", "TAMIL": "Taml", "TELUGU": "Telu", "GEORGIAN": "Geor", "ARMENIAN": "Armn",
    "THAI": "Thai", "CJK": "Hani", "HIRAGANA": "Hani", "KATAKANA": "Hani", "HANGUL": "Hang", "GURMUKHI": "Guru",
    "GUJARATI": "Gujr", "KHMER": "Khmr", "LAO": "Laoo", "MYANMAR": "Mymr", "SINHALA": "Sinh", "TIBETAN": "Tibt",
    "SYRIAC": "Syrc", "THAANA": "Thaa", "MALAYALAM": "Mlym", "KANNADA": "Knda", "ORIYA": "Orya",
}  # fmt: skip
_SAME = {"Jpan": "Hani", "Hans": "Hani", "Hant": "Hani", "Kore": "Hang"}
"""How `unicodedata` names a script, and the scripts that this cannot tell apart."""


def other_script(value: str, tag: str) -> str:
    """The script (ISO 15924) that a text mainly stands in when it is not that of its language, else ''."""
    wanted = script(tag)
    prose = _prose(value)
    usual = _USUAL.get(wanted)
    if usual and usual.search(prose):
        return ""
    counts: dict[str, int] = {}
    for char in prose:
        if char.isalpha():
            counts[_script(char)] = counts.get(_script(char), 0) + 1
    found = "" if wanted in counts else max(counts, key=lambda name: counts[name], default="")
    least = FEWEST_LETTERS if found == "Latn" else 2  # names stay Latin in many languages, in no language Arabic
    return found if found and counts[found] >= least else ""


def other_language(value: str, tag: str) -> str:
    """The tag of the language that a text looks like when it is clearly not its own, else ''."""
    own = _known(tag)
    if not own:
        return ""
    words = {word.strip(_MARKS) for word in _prose(value).casefold().split()}
    if len(words) < FEWEST_WORDS:
        return ""
    speaking = [owners for owners in map(_owners, words) if owners]
    counts: dict[str, int] = {}
    for owners in speaking:
        if own not in owners:
            for each in owners:
                counts[each] = counts.get(each, 0) + 1
    found = max(counts, key=lambda name: (counts[name], name), default="")
    if not found or counts[found] < max(STRONG, SHARE * len(words)):
        return ""
    against = sum(own in owners and found not in owners for owners in speaking)
    return found if counts[found] >= STRONG * against else ""


@cache
def script(tag: str) -> str:
    """The script that a language is written in (ISO 15924), scripts that cannot be told apart as one."""
    found = endonyms.language(tag).script
    return _SAME.get(found, found)


@cache
def _script(char: str) -> str:
    return _SCRIPTS.get(unicodedata.name(char, "").partition(" ")[0], "")


@cache
def _known(tag: str) -> str:
    """The key of a language in the lists, '' when it has none or is written here in another script."""
    name = KIN.get(primary(tag), primary(tag))
    return name if name in WORDS and script(name) == script(tag) else ""


def _prose(value: str) -> str:
    """The text without what is the same in every language: addresses and targets of links."""
    return _LINK.sub(" ", value) if any(sign in value for sign in _SIGNS) else value


@lru_cache(maxsize=20_000)
def _owners(word: str) -> frozenset[str]:
    """The languages that a word speaks for: by itself or by a letter of its own, else by a letter that some share."""
    by_letter = {tag for tag, letters in LETTERS.items() if any(letter in word for letter in letters)}
    found = _by_word().get(word, frozenset()) | by_letter
    if found or word.isascii():
        return found
    return frozenset().union(*(tags for letters, tags in SHARED.items() if any(letter in word for letter in letters)))


@cache
def _by_word() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for tag, words in WORDS.items():
        for word in words.split():
            found.setdefault(word, set()).add(tag)
    return {word: frozenset(tags) for word, tags in found.items()}
