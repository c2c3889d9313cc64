"""A sheet as the data that `assets/typst/form.typ` reads: plain words with their script and direction, nothing else.

On a form the official words come first, as the city's form has them, and the visitor's stand below each of them.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kiosk.forms.paper.sheet import Boxes, Heading, Line, Note, Repetitions, Signature, Tick
from kiosk.handouts.layout import breakable, isolated, kept_together, style, typst_language
from kiosk.handouts.words import NEUTRAL, Pair, Words, first_strong
from kiosk.i18n.isolates import isolate

if TYPE_CHECKING:
    from datetime import date

    from kiosk.forms.paper.sheet import Entry
    from kiosk.handouts.codes import Code

Data = dict[str, Any]

MODULE = 0.5
"""Millimetres of a module of the clerk's code: version 22 is 56 mm wide with its quiet zone, and scans at 200 dpi."""

_SCRIPTS = {"ARABIC": "arabic", "ETHIOPIC": "ethiopic", "BENGALI": "bengali"}
"""How the names of a script's letters begin (Unicode), and how it is set."""

_LABEL_EMS, _ANSWER_EMS = 17.0, 28.0
"""Narrowest lines of labels and of answers, in ems of their type size."""


_LABEL_LETTERS, _ANSWER_LETTERS = 26, 32
"""Letters on a line, of a wide script."""

_MOST_WHOLE = 26
"""Lines of an entry that is not torn apart at the end of a page; one that takes more than a page has to be."""


@dataclass(frozen=True, slots=True)
class Document:
    """Everything on the paper. language, official: BCP 47 tags; as_of: date of the content.

    strip: said on every page of a pack that no city has signed. foot: the form's name and version, for the clerk.
    codes: with the words above them; none where a code could not be printed. answers: JSON that is attached.
    """

    language: str
    official: str
    as_of: date
    city: Pair
    title: Pair
    description: Pair | None
    strip: Pair | None
    entries: tuple[Entry, ...]
    signed_on: Pair
    ticks: tuple[Words, Words]
    codes: tuple[Code, ...]
    codes_words: tuple[Pair, ...]
    page: Pair
    foot: str
    answers: str

    def json(self) -> str:
        """The data as JSON, the same bytes for the same document."""
        return json.dumps(self._data(), ensure_ascii=False, separators=(",", ":"))

    def _data(self) -> Data:
        heading = self._official_of(self.title)
        direction = heading.direction or "ltr"
        return {
            "date": [self.as_of.year, self.as_of.month, self.as_of.day],
            "main": {"l": typst_language(self.official), "d": direction},
            "name": " · ".join([heading.value, *([self._official_of(self.strip).value] if self.strip else [])]),
            "city": self._pair(self.city),
            "title": self._pair(self.title),
            "description": self._maybe(self.description),
            "strip": self._maybe(self.strip),
            "entries": [self._entry(entry) for entry in self.entries],
            "signed_on": self._pair(self.signed_on),
            "ticks": [words.value for words in self.ticks],
            "codes": [
                {"svg": code.svg(), "width": code.width_with_quiet_zone * MODULE, "caption": self._pair(code.caption)}
                for code in self.codes
            ],
            "codes_words": [self._pair(pair) for pair in self.codes_words],
            "page": self._pair(self.page),
            "foot": self.foot,
            "answers": self.answers,
        }

    def _entry(self, entry: Entry) -> Data:
        label = self._pair(entry.label)
        match entry:
            case Heading():
                return {"kind": "heading", "label": label}
            case Note():
                return {"kind": "note", "label": label}
            case Line():
                said = [self._answer(answer) for answer in entry.answers]
                line = {"kind": "line", "number": entry.number, "label": label, "answers": said, "tall": entry.tall}
                return line | {"whole": _lines(entry) <= _MOST_WHOLE}
            case Boxes():
                boxes = [{"label": self._pair(box), "ticked": ticked} for box, ticked in entry.boxes]
                return {"kind": "boxes", "number": entry.number, "label": label, "boxes": boxes}
            case Tick():
                return {"kind": "tick", "number": entry.number, "label": label, "ticked": entry.ticked}
            case Signature():
                return {"kind": "signature", "number": entry.number, "label": label}
            case Repetitions():
                items = [
                    {"entries": [self._entry(inner) for inner in item], "whole": sum(map(_lines, item)) <= _MOST_WHOLE}
                    for item in entry.items
                ]
                return {"kind": "repetitions", "number": entry.number, "label": label, "items": items}

    @staticmethod
    def _official_of(pair: Pair) -> Words:
        return pair.official or pair.visitor

    def _maybe(self, pair: Pair | None) -> list[Data | None] | None:
        return None if pair is None else self._pair(pair)

    def _pair(self, pair: Pair) -> list[Data | None]:
        """The official words, and the visitor's where they are others."""
        official = self._official_of(pair)
        visitor = pair.visitor if pair.visitor.value and pair.visitor.value != official.value else None
        return [self._words(official, _LABEL_EMS), None if visitor is None else self._words(visitor, _LABEL_EMS)]

    def _answer(self, pair: Pair) -> list[Data | None]:
        """An answer: what the visitor wrote stands once, a date in both languages; each is an island of its own direction."""
        words = self._pair(pair)
        for each in words:
            if each is not None:
                each["t"] = isolate(each["t"])
        return words

    def _words(self, words: Words, ems: float) -> Data:
        """t: text; l: language; d: direction; s: how the script is set (`assets/typst/words.typ`)."""
        direction = words.direction or first_strong(words.value)
        tag = words.language
        script = style(tag, words.value) if tag != NEUTRAL else self._script(words.value)
        if tag == NEUTRAL:
            tag = self.language if script == style(self.language, words.value) else "und"
        text = breakable(kept_together(words.value), ems)
        text = isolated(text) if direction == "rtl" else text
        return {"t": text, "l": typst_language(tag), "d": direction, "s": script}

    def _script(self, text: str) -> str:
        """How an answer is set: by its letters, whatever language the visitor has chosen."""
        names = (unicodedata.name(letter, "") for letter in text)
        script = next((known for name in names for start, known in _SCRIPTS.items() if name.startswith(start)), "latin")
        own = style(self.language, text)
        return own if (script, own) == ("arabic", "nastaliq") else script


def _lines(entry: Entry) -> int:
    """About how many lines an entry takes, rather more than fewer."""
    official = entry.label.official.value if entry.label.official else ""
    label = len(entry.label.visitor.value) // _LABEL_LETTERS + len(official) // _LABEL_LETTERS + 2
    match entry:
        case Line():
            return max(label, sum(len(answer.visitor.value) // _ANSWER_LETTERS + 1 for answer in entry.answers))
        case Boxes():
            return max(label, 2 * len(entry.boxes))
        case Signature():
            return max(label, 4)
        case _:
            return label
