"""A handout as the data that the typst sources in `assets/typst` read: plain words, with their script and direction."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from kiosk.domain.language import BY_TAG
from kiosk.domain.provenance import primary
from kiosk.handouts.words import NEUTRAL, Pair, Words, first_strong

if TYPE_CHECKING:
    from kiosk.handouts.codes import Code
    from kiosk.handouts.document import Handout, Sheet
    from kiosk.handouts.paper import Paper
    from kiosk.handouts.sections import Item, Section

Data = dict[str, Any]

_LRI, _PDI, _ZWSP = "\u2066", "\u2069", "\u200b"
_RTL = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
_LETTER, _JOINED = rf"[^\W_{_RTL}]", rf"[^{_RTL}()\[\]]"
_LEFT_TO_RIGHT = re.compile(rf"[+%]?{_LETTER}(?:{_JOINED}*{_LETTER})?%?")
"""From the first Latin letter or digit to the last before a bracket: a telephone number, a time, an address, a web page."""

_STYLES = {"Arab": "arabic", "Ethi": "ethiopic", "Beng": "bengali"}
_NASTALIQ = frozenset({"ur"})
_JOINER = "\u2060"
_TELEPHONE = re.compile(r"\+\d[\d ]{5,}\d")
_HELD = re.compile(r"(?<=\d)[-–](?=\d)|(?<=\b\w)-(?=\w)")
_JOINTS = re.compile(r"(?<=[/.?&=_@-])(?=\w)")
_MOST_WHOLE = 900
"""Letters of an item that is not torn apart at the end of a page: about a third of an A4 column."""

_POINTS_PER_MILLIMETRE = 72 / 25.4
_SMALLEST_TITLE = 13.0


class Layout:
    """Writes one handout for one paper."""

    def __init__(self, handout: Handout, paper: Paper) -> None:
        self._handout = handout
        self._paper = paper

    def json(self) -> str:
        """The data as JSON, the same bytes for the same handout."""
        return json.dumps(self._data(), ensure_ascii=False, separators=(",", ":"))

    def _data(self) -> Data:
        handout, paper = self._handout, self._paper
        return {
            "paper": {"name": paper.name, "width": paper.width, "size": paper.size, "module": paper.module},
            "title": self._title(),
            "date": [handout.as_of.year, handout.as_of.month, handout.as_of.day],
            "main": {"l": typst_language(handout.language), "d": self._direction(official=False)},
            "bilingual": handout.bilingual,
            "sides": [self._direction(official=False), self._direction(official=True)],
            "city": self._pair(handout.city),
            "columns": self._pair(handout.columns),
            "demonstration": self._maybe(handout.demonstration),
            "dates": [self._pair(line) for line in handout.dates],
            "page": self._pair(handout.page),
            "sheets": [self._sheet(sheet) for sheet in handout.sheets],
        }

    def _title(self) -> str:
        """What a reader aloud says first; also that it is a demonstration, as A4 shows that only in its margin."""
        strip = self._handout.demonstration
        names = [sheet.title.visitor.value for sheet in self._handout.sheets]
        return " · ".join(names if strip is None else [*names, strip.visitor.value])

    def _sheet(self, sheet: Sheet) -> Data:
        return {
            "number": sheet.number,
            "title": self._title_of(sheet),
            "provider": self._pair(sheet.provider),
            "summary": self._maybe(sheet.summary),
            "confirm": self._maybe(sheet.confirm),
            "sections": [self._section(section) for section in sheet.sections],
            "codes": [self._code(code) for code in sheet.codes],
            "checked": self._maybe(sheet.checked),
            "source": self._maybe(sheet.source),
            "remarks": [self._pair(remark) for remark in sheet.remarks],
        }

    def _title_of(self, sheet: Sheet) -> Data:
        """The title, in smaller letters where a word of it is too long for a line, and broken where it is still too long."""
        paper = self._paper
        line = paper.title_line * _POINTS_PER_MILLIMETRE
        longest = max(_ems(word) for word in sheet.title.visitor.value.split())
        size = min(paper.title, max(line / longest, _SMALLEST_TITLE))
        return {"size": size, "words": self._pair(sheet.title, line / size)}

    def _section(self, section: Section) -> Data:
        items = [self._item(item) for item in section.items]
        return {"kind": section.kind, "label": self._pair(section.label), "items": items}

    def _item(self, item: Item) -> Data:
        return {
            "main": self._pair(item.main),
            "number": item.number,
            "notes": [self._pair(note) for note in item.notes],
            "hours": [{"days": self._pair(row.days), "times": self._pair(row.times)} for row in item.hours],
            "confirm": self._maybe(item.confirm),
            "whole": _letters(item) < _MOST_WHOLE,
        }

    def _code(self, code: Code) -> Data:
        return {
            "svg": code.svg(),
            "width": code.width_with_quiet_zone * self._paper.module,
            "caption": self._pair(code.caption),
        }

    def _maybe(self, pair: Pair | None) -> list[Data | None] | None:
        return None if pair is None else self._pair(pair)

    def _pair(self, pair: Pair, ems: float | None = None) -> list[Data | None]:
        """The visitor's words and the official ones, on lines of `ems`, or of the paper's usual column.

        Neutral words stand in both columns of A4, once on a narrow roll.
        """
        official = pair.official
        if not self._handout.bilingual:
            official = None
        elif self._paper.two_columns:
            official = official or pair.visitor
        elif official is not None and official.value == pair.visitor.value:
            official = None
        ems = ems or self._paper.column * _POINTS_PER_MILLIMETRE / self._paper.size
        visitor = self._words(pair.visitor, ems, official=False)
        return [visitor, None if official is None else self._words(official, ems, official=True)]

    def _words(self, words: Words, ems: float, *, official: bool) -> Data:
        """t: text; l: language; d: direction; s: how the script is set (`assets/typst/words.typ`)."""
        direction = words.direction or self._direction(official=official)
        tag = words.language
        if tag == NEUTRAL:
            tag = self._handout.official if official else self._handout.language
        text = breakable(kept_together(words.value), ems)
        if direction == "rtl":
            text = isolated(text)
        script = "latin" if words.language == NEUTRAL else style(tag, words.value)
        return {"t": text, "l": typst_language(tag), "d": direction, "s": script}

    def _direction(self, *, official: bool) -> str:
        """Where lines start in a column."""
        handout = self._handout
        sample = handout.sheets[0].title
        tag = handout.official if official else handout.language
        return Words(sample.visitor.value, tag).direction or "ltr"


def typst_language(tag: str) -> str:
    """The primary subtag, as typst wants it: two or three letters; `und` for anything else."""
    subtag = primary(tag)
    return subtag if subtag.isascii() and len(subtag) in {2, 3} else "und"


def _letters(item: Item) -> int:
    """How long a line of a section is, in the longer of its languages; a row of hours counts as a line of prose."""
    pairs = (item.main, *item.notes)
    return 60 * len(item.hours) + sum(
        max(len(pair.visitor.value), len(pair.official.value if pair.official else "")) for pair in pairs
    )


def style(tag: str, text: str) -> str:
    """How a text of a language is set: a name of `scripts` in `assets/typst/words.typ`."""
    if primary(tag) in _NASTALIQ:
        return "nastaliq"
    language = BY_TAG.get(tag) or BY_TAG.get(primary(tag))
    if language is None:
        return "arabic" if first_strong(text) == "rtl" else "latin"
    return _STYLES.get(language.script, "latin")


def isolated(text: str) -> str:
    """`text` in a right-to-left script with each run of Latin letters and digits kept together (UAX 9, isolates).

    Without them `+371 67209400` reads `67209400 371+` and `18. novembra iela` loses its number to the other end.
    """
    return _LEFT_TO_RIGHT.sub(lambda run: f"{_LRI}{run[0]}{_PDI}", text)


def kept_together(text: str) -> str:
    """`text` with telephone numbers and times that no line breaks, nor a word such as `e-service` after its one letter."""
    text = _TELEPHONE.sub(lambda number: number[0].replace(" ", "\u00a0"), text)
    return _HELD.sub(lambda dash: f"{dash[0]}{_JOINER}", text)


def breakable(text: str, ems: float) -> str:
    """`text` with places to break (U+200B) in a word that a line of `ems` cannot hold: after a slash or a dot, then anywhere."""
    return " ".join(word if _ems(word) <= ems else _cut(word, ems) for word in text.split(" "))


def _cut(word: str, ems: float) -> str:
    pieces = []
    for part in _JOINTS.split(word):
        start, width = 0, 0.0
        for position, letter in enumerate(part):
            width += _ems(letter)
            if width > ems:
                pieces.append(part[start:position])
                start, width = position, _ems(letter)
        pieces.append(part[start:])
    return _ZWSP.join(pieces)


def _ems(word: str) -> float:
    """At most how wide a word is, in ems of its type size; a small letter takes 0.65, everything else 1."""
    return sum(0.65 if letter.islower() or letter.isdigit() or letter in "./-:" else 1.0 for letter in word)
