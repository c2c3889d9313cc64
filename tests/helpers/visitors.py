"""A visitor who answers at random, and what holds for her form at every moment."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kiosk.domain.provenance import PartialDate
from kiosk.forms.answers import dumps
from kiosk.forms.definition import Field, Form, Kind, Repeat
from kiosk.forms.pages import pages
from kiosk.forms.places import join, split
from kiosk.forms.running import RunningForm

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from kiosk.forms.answers import Value

NOW = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/Riga"))
SEED = b"0123456789abcdef"


def leaves(running: RunningForm) -> Iterator[tuple[str, Field]]:
    """Every field with its place, relevant or not."""
    for asked in running.definition.fields:
        repeat = running.definition.repeat_of(asked.path)
        if repeat is None:
            yield asked.path, asked
            continue
        for number in range(1, running.repetitions(repeat.path) + 1):
            yield join(asked.path, repeat.path, number), asked


class Visitor:
    """One visit. told: what she has answered and not taken back; a canary in each text makes a leak visible."""

    def __init__(self, form: Form, chance: random.Random) -> None:
        self.form = form
        self.running = RunningForm(form, NOW, seed=SEED)
        self.told: dict[str, Value] = {
            place: value for place, _ in leaves(self.running) if (value := self.running.given(place)) is not None
        }
        self._chance = chance
        self._canaries = 0

    def answer(self, *, hidden: bool = False) -> None:
        """Answers or changes a question; hidden: one that is not relevant now, as after going back."""
        open_to = [
            (place, asked)
            for place, asked in leaves(self.running)
            if asked.asked and not asked.calculation and self.running.relevant(place) is not hidden
        ]
        if not open_to:
            return
        place, asked = self._chance.choice(open_to)
        value = self._value(asked, place)
        self.running.answer(place, value)
        self.told.pop(place, None)
        if value is not None:
            self.told[place] = value

    def take_back(self) -> None:
        """Empties a question."""
        open_to = sorted({place for place, _ in leaves(self.running)} & self.told.keys())
        if open_to:
            place = self._chance.choice(open_to)
            self.running.answer(place, None)
            del self.told[place]

    def another(self) -> None:
        """Adds a repetition."""
        repeat = self._repeat()
        if repeat is not None and self.running.may_add(repeat.path) and self.running.repetitions(repeat.path) < 4:
            place = self.running.add(repeat.path)
            for inner, _ in leaves(self.running):
                if inner.startswith(f"{place}/") and (value := self.running.given(inner)) is not None:
                    self.told[inner] = value

    def one_less(self) -> None:
        """Removes a repetition; those behind it move up."""
        repeat = self._repeat()
        if repeat is None or repeat.count or not self.running.repetitions(repeat.path):
            return
        gone = self._chance.randint(1, self.running.repetitions(repeat.path))
        self.running.remove(repeat.path, gone)
        moved: dict[str, Value] = {}
        for place, value in self.told.items():
            path, number = split(place)
            if not path.startswith(f"{repeat.path}/"):
                moved[place] = value
            elif number != gone:
                moved[join(path, repeat.path, number - (number > gone))] = value
        self.told = moved

    def _repeat(self) -> Repeat | None:
        return self._chance.choice(self.form.repeats) if self.form.repeats else None

    def _value(self, asked: Field, place: str) -> Value | None:
        chance = self._chance
        match asked.kind:
            case Kind.SELECT_ONE:
                return chance.choice([choice.name for choice in self.form.lists[asked.choices]])
            case Kind.SELECT_MULTIPLE:
                names = [choice.name for choice in self.form.lists[asked.choices]]
                return tuple(chance.sample(names, chance.randint(1, min(3, len(names)))))
            case Kind.DATE:
                day = date(2026, 11, 24) - timedelta(days=chance.randint(-100, 9000))
                return PartialDate(chance.choice((day.isoformat(), day.isoformat()[:4])))
            case Kind.INTEGER | Kind.RANGE:
                return chance.randint(0, 5)
            case Kind.DECIMAL:
                return Decimal(chance.randint(0, 100)) / 4
            case Kind.TIME:
                return time(chance.randint(0, 23), 30)
            case Kind.ACKNOWLEDGE:
                return True
            case _:
                self._canaries += 1
                return f"canary-{self._canaries}-{place.replace('/', '-')}."

    def must_hold(self) -> None:
        """Nothing is lost, nothing leaks, and it is what a form worked out from the start would be."""
        running = self.running
        for place, asked in leaves(running):
            if asked.asked and not asked.calculation:
                assert running.given(place) == self.told.get(place), f"lost {place}"
        said = dumps(running.answers().to_json(self.form))
        there = {place for place, _ in leaves(running)}
        for place, value in self.told.items():
            if isinstance(value, str) and value.startswith("canary"):
                shown = place in there and running.relevant(place)
                assert (value in said) is shown, f"leaked or lost {place}"
        for page in pages(running):
            assert all(running.relevant(place) for place in page.places)
        again = self._from_scratch()
        assert seen(again) == seen(running)
        assert again.answers() == running.answers()
        assert again.problems() == running.problems()

    def _from_scratch(self) -> RunningForm:
        again = RunningForm(self.form, NOW, seed=SEED)
        for repeat in self.form.repeats:
            for _ in range(0 if repeat.count else self.running.repetitions(repeat.path)):
                again.add(repeat.path)
        for place in [place for place, asked in leaves(again) if asked.asked and not asked.calculation]:
            again.answer(place, None)
        there = {place for place, _ in leaves(self.running)}  # a count that fell keeps the others' answers out of sight
        for place, value in sorted(self.told.items(), key=lambda item: split(item[0])[1]):
            if place in there:
                again.answer(place, value)
        return again


def seen(running: RunningForm) -> dict[str, tuple[object, ...]]:
    """All that can be asked about each place."""
    return {
        place: (running.relevant(place), running.value(place), running.required(place), running.choices(place))
        for place, _ in leaves(running)
    }
