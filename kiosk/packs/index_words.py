"""The words that a pack's titles and keywords have, by language, and the ways in which a mistyped one leads to them.

A word's number begins with its language's, so that the words of one language are a range. Of shortened forms
(`index_stems.shortened`) only hashes are kept, each with the word's number in one integer: what is found by them is compared anyway.
"""

from __future__ import annotations

from array import array
from collections import Counter
from heapq import merge
from typing import TYPE_CHECKING

from kiosk.packs.index_sounds import skeletons, spoken
from kiosk.packs.index_stems import shortened, stemmer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

LANGUAGE, HASH = 24, 32
"""Bits below a language in a word's number, and below a hash in a pair."""

TABLES = """
    CREATE TABLE word (number INTEGER PRIMARY KEY, folded TEXT NOT NULL, language INTEGER NOT NULL, records INTEGER NOT NULL);
    CREATE UNIQUE INDEX word_folded ON word(language, folded);
    CREATE TABLE shortened (pair INTEGER PRIMARY KEY);
    CREATE TABLE sound (
        skeleton TEXT NOT NULL, word INTEGER NOT NULL, spoken TEXT NOT NULL, vowels TEXT NOT NULL, folded TEXT NOT NULL,
        PRIMARY KEY (skeleton, word)) WITHOUT ROWID;
    CREATE TABLE stem (stem TEXT NOT NULL, word INTEGER NOT NULL, PRIMARY KEY (stem, word)) WITHOUT ROWID;
"""


class Words:
    """Counts in how many records each word is, and writes those that are new and removes those that are gone."""

    def __init__(self, index: sqlite3.Connection, tags: list[str]) -> None:
        self._index = index
        self._tags = tags
        self._counts: list[Counter[str]] = [Counter() for _ in tags]

    def add(self, language: int, words: Iterable[str], by: int = 1) -> None:
        """Words of one more record, or with -1 of one fewer."""
        counts = self._counts[language]
        for word in words:
            counts[word] += by

    def write(self) -> None:
        """Brings the tables in step with what was counted since."""
        pairs, sounds, stems = [], [], []
        for language, counts in enumerate(self._counts):
            new = self._new(language, counts)
            pairs.append(_pairs(new))
            sounds += _sounds(new, self._tags[language])
            stems += _stems(new, self._tags[language])
            counts.clear()
        self._index.executemany("INSERT INTO shortened VALUES (?)", ((pair,) for pair in merge(*pairs)))
        self._index.executemany("INSERT INTO sound VALUES (?, ?, ?, ?, ?)", sorted(sounds))
        self._index.executemany("INSERT INTO stem VALUES (?, ?)", sorted(stems))

    def _new(self, language: int, counts: Counter[str]) -> list[tuple[int, str]]:
        """Counts known words up or down, removes those of which none is left; gives the new ones numbers."""
        read, write = self._index.execute, self._index.execute
        (last,) = read("SELECT max(number) FROM word WHERE number < ?", ((language + 1) << LANGUAGE,)).fetchone()
        last = max(last or 0, language << LANGUAGE)
        new = []
        for word, by in sorted(counts.items()):
            row = read(
                "SELECT number, records FROM word WHERE language = ? AND folded = ?", (language, word)
            ).fetchone()
            if row is None:
                if by > 0:
                    last += 1
                    write("INSERT INTO word VALUES (?, ?, ?, ?)", (last, word, language, by))
                    new.append((last, word))
            elif row[1] + by > 0:
                write("UPDATE word SET records = records + ? WHERE number = ?", (by, row[0]))
            else:
                self._remove(row[0], word, self._tags[language])
        return new

    def _remove(self, number: int, word: str, tag: str) -> None:
        gone = [(number, word)]
        self._index.execute("DELETE FROM word WHERE number = ?", (number,))
        self._index.executemany("DELETE FROM shortened WHERE pair = ?", ((pair,) for pair in _pairs(gone)))
        self._index.executemany(
            "DELETE FROM sound WHERE skeleton = ? AND word = ?", (sound[:2] for sound in _sounds(gone, tag))
        )
        self._index.executemany("DELETE FROM stem WHERE stem = ? AND word = ?", _stems(gone, tag))


def _pairs(words: list[tuple[int, str]]) -> array[int]:
    made = array("q", (key << HASH | number for number, word in words for key in shortened(word)))
    return array("q", sorted(made))


def _sounds(words: list[tuple[int, str]], tag: str) -> list[tuple[str, int, str, str, str]]:
    return [(skeleton, number, *spoken(word), word) for number, word in words for skeleton in skeletons(word, tag)]


def _stems(words: list[tuple[int, str]], tag: str) -> list[tuple[str, int]]:
    """Only where it is not the word itself, which is found without."""
    stem = stemmer(tag)
    return [(made, number) for number, word in words if (made := stem(word)) != word]
