"""What stands on the paper of a form, before anybody thinks of fonts: questions with their numbers, answers, boxes to sign.

The whole official form is there: where a question does not apply, its place is empty. An answer that is not relevant
any more is nowhere, as only `Answers` is looked at, and calculated or hidden values only where the form prints them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING, TypeAlias

from kiosk.domain.provenance import PartialDate
from kiosk.forms.answers import plain
from kiosk.forms.definition import CHOOSING, Field, Group, Kind, Repeat
from kiosk.forms.numbers import numbers
from kiosk.forms.places import join
from kiosk.handouts.words import Pair, Words, tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kiosk.domain.provenance import Text
    from kiosk.forms.answers import Answers, Value
    from kiosk.forms.definition import Form
    from kiosk.forms.texts import FormTexts
    from kiosk.handouts.voice import Voice, Voices

MOST_BOXES = 9
"""Choices that stand on paper as boxes to tick; of a longer list, such as all countries, only the chosen ones do."""

_RULE = re.compile(r"\$\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Filled:
    """A form with its answers.

    say: puts the values of rules into a text, as seen from a place, with the words of some texts (`RunningForm.say`).
    """

    form: Form
    answers: Answers
    say: Callable[[Text, str, FormTexts], str]


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's title."""

    label: Pair


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence that is no question."""

    label: Pair


@dataclass(frozen=True, slots=True)
class Line:
    """A question with its answer; an answer of several lines, or of several choices, is several. tall: room for more."""

    number: str
    label: Pair
    answers: tuple[Pair, ...]
    tall: bool = False


@dataclass(frozen=True, slots=True)
class Boxes:
    """A question with boxes to tick, in the order of the form."""

    number: str
    label: Pair
    boxes: tuple[tuple[Pair, bool], ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A statement with one box before it."""

    number: str
    label: Pair
    ticked: bool


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign by hand."""

    number: str
    label: Pair


@dataclass(frozen=True, slots=True)
class Repetitions:
    """Questions that are there again and again; one empty set of them where nothing was answered."""

    number: str
    label: Pair
    items: tuple[tuple[Entry, ...], ...]


Entry: TypeAlias = "Heading | Note | Line | Boxes | Tick | Signature | Repetitions"


class Sheet:
    """Gathers the entries of one form in two languages.

    visitor, official: the form's texts in both. voices: how both say dates.
    """

    def __init__(self, filled: Filled, visitor: FormTexts, official: FormTexts, voices: Voices) -> None:
        self._form = filled.form
        self._filled = filled
        self._visitor = visitor
        self._official = official
        self._voices = voices
        self._numbers = numbers(filled.form)

    def title(self) -> Pair:
        """What the form is called."""
        return self._pair(lambda texts: texts.title)

    def description(self) -> Pair | None:
        """What it is for, where the form says so."""
        return self._pair(lambda texts: texts.description) if self._official.description else None

    def entries(self) -> tuple[Entry, ...]:
        """Everything between the title and the code, in the official form's order."""
        return tuple(self._within(self._printed(), self._filled.answers.values, None, 0))

    def _printed(self) -> list[Field | Repeat]:
        """Questions outside repeats, and repeats, in the order in which they are printed."""
        form = self._form
        keys = form.printed or tuple(form.by_key)
        wanted: dict[str, Field | Repeat] = {}
        for key in keys:
            node = form.by_key[key]
            if isinstance(node, Group) or (isinstance(node, Field) and not form.printed and not node.shown):
                continue
            top = form.repeat_of(node.path) or node
            wanted.setdefault(top.path, top)
        return list(wanted.values())

    def _inside(self, repeat: Repeat) -> list[Field]:
        form = self._form
        keys = form.printed or tuple(form.by_key)
        nodes = (form.by_key[key] for key in keys)
        fields = [node for node in nodes if isinstance(node, Field) and form.repeat_of(node.path) is repeat]
        return [field for field in fields if field.shown or form.printed]

    def _within(
        self, nodes: Sequence[Field | Repeat], given: Mapping[int, Value], repeat: Repeat | None, instance: int
    ) -> Iterator[Entry]:
        headed = ""
        for node in nodes:
            group = self._group(node.path, repeat)
            if group is not None and group.path != headed:
                headed = group.path
                yield Heading(self._label(group.path, repeat, instance))
            if isinstance(node, Repeat):
                yield self._repetitions(node)
            else:
                yield self._entry(node, given.get(node.key), self._label(node.path, repeat, instance))

    def _group(self, path: str, repeat: Repeat | None) -> Group | None:
        """The innermost group with a label around a path, inside a repeat only one of its own."""
        outside = f"{repeat.path}/" if repeat else ""
        within = [
            node
            for node in self._form.by_path.values()
            if isinstance(node, Group)
            and node.path.startswith(outside)
            and path.startswith(f"{node.path}/")
            and self._official.label(node.path)
        ]
        return max(within, key=lambda group: len(group.path), default=None)

    def _repetitions(self, repeat: Repeat) -> Repetitions:
        given = self._filled.answers.repeats.get(repeat.key, ())
        fields = self._inside(repeat)
        items = [tuple(self._within(fields, item, repeat, number)) for number, item in enumerate(given, 1)]
        empty = tuple(self._within(fields, {}, repeat, 0))
        label = self._label(repeat.path, None, 0)
        return Repetitions(self._numbers.get(repeat.path, ""), label, tuple(items) or (empty,))

    def _entry(self, field: Field, value: Value | None, label: Pair) -> Entry:
        number = self._numbers.get(field.path, "")
        names = [choice.name for choice in self._form.lists.get(field.choices, ())]
        match field.kind:
            case Kind.NOTE:
                return Note(label)
            case Kind.SIGNATURE:
                return Signature(number, label)
            case Kind.ACKNOWLEDGE:
                return Tick(number, label, value is True)
        if field.kind in CHOOSING:
            chosen = () if value is None else value if isinstance(value, tuple) else (str(value),)
            if set(chosen) <= set(names) and len(names) <= MOST_BOXES:
                return Boxes(number, label, tuple((self._choice(field, name), name in chosen) for name in names))
            return Line(number, label, tuple(self._choice(field, name) for name in chosen))
        return Line(number, label, self._answers(value), tall="multiline" in field.appearance)

    def _answers(self, value: Value | None) -> tuple[Pair, ...]:
        match value:
            case None:
                return ()
            case PartialDate():
                return (self._voices.both(lambda voice: voice.own(voice.formats.date(value))),)
            case time():
                return (self._voices.both(lambda voice: voice.own(voice.formats.time(value))),)
            case str():
                return tuple(Pair(Words(tidy(line))) for line in value.splitlines() if tidy(line))
            case _:
                return (Pair(Words(tidy(str(plain(value))))),)

    def _choice(self, field: Field, name: str) -> Pair:
        return self._pair(lambda texts: texts.choice(field.choices, name))

    def _label(self, path: str, repeat: Repeat | None, instance: int) -> Pair:
        place = join(path, repeat.path, instance) if repeat and instance else path
        said = self._pair(lambda texts: texts.label(path), place, asked=repeat is None or instance > 0)
        return said if said.visitor.value else Pair(Words(self._form.names.get(path, "")))

    def _pair(self, of: Callable[[FormTexts], Text | None], place: str = "", *, asked: bool = True) -> Pair:
        """One text of the form in both languages; asked: whether the rules in it have a place where they hold."""

        def words(voice: Voice) -> Words:
            texts = self._official if voice is self._voices.official else self._visitor
            text = of(texts)
            if text is None:
                return Words("")
            said = self._filled.say(text, place, texts) if asked else _RULE.sub("…", text.value)
            return Words(tidy(said), text.language)

        return self._voices.both(words)
