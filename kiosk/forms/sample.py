"""Made-up answers that a form takes, for editors' trials and for tests: the same seed gives the same answers.

They are drawn question by question, as a visitor would meet them, until each one passes the form's own rules. Free texts
are names of countries in the language asked for, so that a trial print shows its script; nothing looks like a real person.
"""

from __future__ import annotations

import random
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kiosk.domain.provenance import PartialDate
from kiosk.errors import ExpressionError, FormError, TooManyError
from kiosk.forms.answers import plain
from kiosk.forms.definition import Field, Kind, Repeat
from kiosk.forms.doubts import doubt
from kiosk.forms.places import split
from kiosk.forms.running import RunningForm

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from kiosk.forms.answers import Value
    from kiosk.forms.definition import Form

TRIES = 400
"""Answers that are tried for one question."""

TRIES_TOGETHER = 20_000
"""Answers that are tried for all questions; then each gets one."""

ENOUGH = 500_000
"""What rules may have cost (`RunningForm.spent`) while questions still get several tries."""

MOST = 3_000_000
"""What they may cost in one form: a hundred questions with ten tries each take a tenth of it."""

SHOUTED = 0.1
"""The part of texts in capitals: some forms want them."""

SKIPPED = 0.1
"""The part of questions that need no answer and get none."""

GIVEN = ("Anna", "Omar", "Lina", "Viktor", "Sara", "Daniel", "Maryam", "Oksana", "Yusuf", "Elena")
FAMILY = ("Testa", "Paraugs", "Example", "Modelo", "Muster", "Probna", "Esempio", "Deneme")
_TEXTS = ("LV-5401", "A1", "12", "test@example.org", "Example", "ABC", "1234567890", "example", "Rīgas iela 1-1", "x")


def sample(form: Form, now: datetime, language: str, country: str, seed: int = 0) -> dict[str, Any]:
    """Answers as JSON by name; country: ISO 3166-1 alpha-2 of the city. Raises FormError when a rule lets nothing pass."""
    chance = random.Random(seed)  # noqa: S311 - made up, not secret
    running = RunningForm(form, now, seed=seed.to_bytes(16, "big", signed=True))
    drawn = _Drawn(chance, now.date(), language, country.upper() or "LV")
    met: set[str] = set()
    while _walked(running, met, drawn):
        pass
    return _asked(running, form)


def _walked(running: RunningForm, met: set[str], drawn: _Drawn) -> bool:
    """Goes through the form once; whether there was anything new. An answer may bring questions before it as well."""
    before = len(met)
    for place, node in running.places():
        if place in met:
            continue
        if isinstance(node, Repeat):
            met.add(place)
            for _ in range(drawn.chance.randint(1, 2) if running.may_add(place) else 0):
                running.add(place)
        elif node.asked and not running.read_only(place):
            met.add(place)
            _answer(running, place, node, drawn)
    return len(met) > before


def _answer(running: RunningForm, place: str, asked: Field, drawn: _Drawn) -> None:
    required = running.required(place)
    if not required and drawn.chance.random() < SKIPPED:
        return
    for _ in drawn.tries(running, place):
        value = drawn.value(asked, [choice.name for choice in running.choices(place)])
        try:
            running.answer(place, value)
        except TooManyError:
            continue
        if running.problem(place) is None and doubt(asked, value, drawn.today, drawn.country) is None:
            return
    running.answer(place, None)
    if required:
        message = f"no made-up answer passes the rule of {place}; answer it by hand, or make its rule wider"
        raise FormError(message)


def _asked(running: RunningForm, form: Form) -> dict[str, Any]:
    """What the visitor would have answered: calculations are left out."""
    answers: dict[str, Any] = {}
    for place, node in running.places():
        name = form.names[node.path]
        repeat = form.repeat_of(node.path)
        if isinstance(node, Repeat):
            answers[name] = [{} for _ in range(running.repetitions(node.path))]
            continue
        value = running.value(place)
        if value is None or not node.asked or node.calculation:
            continue
        within = answers if repeat is None else answers[form.names[repeat.path]][split(place)[1] - 1]
        within[name] = plain(value)
    return answers


class _Drawn:
    """Draws answers of every kind."""

    def __init__(self, chance: random.Random, today: date, language: str, country: str) -> None:
        self.chance = chance
        self.today = today
        self.country = country
        self._language = language
        self._tried = 0

    def tries(self, running: RunningForm, place: str) -> Iterator[int]:
        """One for each answer that may be tried at a place; raises ExpressionError when the form's rules cost too much."""
        for number in range(TRIES):
            if number and (self._tried > TRIES_TOGETHER or running.spent > ENOUGH):
                return
            if running.spent > MOST:
                message = f"{place}: filling the form in takes too long by here; let its rules read and make less"
                raise ExpressionError(message)
            self._tried += 1
            yield number

    def value(self, asked: Field, choices: list[str]) -> Value | None:
        """One answer that may do."""
        chance = self.chance
        match asked.kind:
            case Kind.SELECT_ONE:
                return chance.choice(choices) if choices else None
            case Kind.SELECT_MULTIPLE:
                picked = set(chance.sample(choices, chance.randint(1, min(3, len(choices))))) if choices else set()
                return tuple(name for name in choices if name in picked)
            case Kind.ACKNOWLEDGE:
                return True
            case Kind.DATE:
                return self._day(asked)
            case Kind.TIME:
                return time(chance.randint(8, 17), chance.choice((0, 15, 30, 45)))
            case Kind.RANGE | Kind.INTEGER | Kind.DECIMAL:
                return self._number_of(asked)
            case _:
                text = self._text(asked)
                return text.upper() if chance.random() < SHOUTED else text

    def _number_of(self, asked: Field) -> int | Decimal:
        chance = self.chance
        if asked.range is not None:
            start, end, step = (Decimal(text) for text in (asked.range.start, asked.range.end, asked.range.step))
            steps = chance.randint(0, int(abs(end - start) / abs(step)))
            number = start + steps * abs(step) * (1 if end >= start else -1)
            return int(number) if asked.integer else number
        most = chance.choice((5, 20, 120, self.today.year, 1_000_000))
        if asked.kind is Kind.INTEGER:
            return chance.randint(0, most)
        return Decimal(chance.randint(0, most * 100)) / 100

    def _day(self, asked: Field) -> PartialDate:
        if asked.type == "person_birth_date":
            return PartialDate((self.today - timedelta(days=self.chance.randint(400, 70 * 365))).isoformat())
        reach = self.chance.choice((30, 300, 3000, 20_000))
        return PartialDate((self.today + timedelta(days=self.chance.randint(-reach, reach // 5))).isoformat())

    def _text(self, asked: Field) -> str:
        kind, _, detail = asked.type.partition(":")
        match kind:
            case "latin_name":
                return self.chance.choice(
                    (*GIVEN, *FAMILY, f"{self.chance.choice(GIVEN)} {self.chance.choice(FAMILY)}")
                )
            case "phone":
                return self._phone()
            case "national_id":
                return self._number(detail)
            case "iban":
                return self._iban()
            case "country":
                return self.chance.choice(self._countries or ["Latvia"])
            case "address":
                return f"Parauga iela {self.chance.randint(1, 99)}-{self.chance.randint(1, 60)}, Daugavpils, LV-5401"
        words = [] if asked.constraint else self._words()  # a rule seldom wants a word: a document has a number
        return self.chance.choice((*words, *_TEXTS))

    def _words(self) -> list[str]:
        """Names of countries in the language, three of them, so that most free texts are in its script."""
        names = self._countries
        return [self.chance.choice(names) for _ in range(len(_TEXTS) * 3)] if names else ["Example"]

    @cached_property
    def _countries(self) -> list[str]:
        from kiosk.i18n.cldr import locale_of

        return [name for code, name in locale_of(self._language).territories.items() if code.isalpha()]

    def _phone(self) -> str:
        import phonenumbers

        example = phonenumbers.example_number_for_type(self.country, phonenumbers.PhoneNumberType.MOBILE)
        return phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164) if example else "+37120000000"

    def _number(self, country: str) -> str:
        """Eleven digits as a Latvian code has them; other countries' are drawn until they check out."""
        if country == "lv":
            return f"32{self.chance.randint(0, 9999):04}-{self.chance.randint(0, 99999):05}"
        return "".join(str(self.chance.randint(0, 9)) for _ in range(self.chance.choice((9, 10, 11))))

    def _iban(self) -> str:
        account = f"HABA{self.chance.randint(0, 10**13 - 1):013}"
        digits = "".join(str(int(letter, 36)) for letter in f"{account}LV00")
        return f"LV{98 - int(digits) % 97:02}{account}"
