"""A form that one visitor is filling in: the way through its pages, and what she has written so far. No Qt.

Where she is, is a word: `start`, the key of a page (its first place, or `repeat:` and a path), `check`, `paper`. What she
writes goes into the running form at once; a text that is not yet an answer, such as half a number, is kept as a draft.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from kiosk.errors import ExpressionError, FormError
from kiosk.forms.code import slip
from kiosk.forms.definition import Field
from kiosk.forms.doubts import Doubt, doubt
from kiosk.forms.exchange import parse
from kiosk.forms.pages import Page, pages
from kiosk.forms.places import split
from kiosk.forms.running import RunningForm

if TYPE_CHECKING:
    from datetime import datetime

    from kiosk.forms.answers import Value
    from kiosk.forms.problems import Problem
    from kiosk.forms.texts import FormTexts, LoadedForm
    from kiosk.viewmodels.date_draft import Draft

START, CHECK, PAPER = "start", "check", "paper"
CARDS = "repeat:"

UNREADABLE, REFUSED = "unreadable", "refused"
"""What is wrong with a draft: it is not of the kind that is asked for, or a rule of the form cannot be worked out with it."""


def key(page: Page) -> str:
    """The word of a page."""
    return f"{CARDS}{page.repeat}" if page.repeat else page.places[0]


class Filling:
    """One form with its texts.

    official: the texts in the official language, for calculations and for paper. country: ISO 3166-1 of the city, for
    telephone numbers without `+`. number: of this visitor's paper, the same each time that it is printed.
    """

    def __init__(self, loaded: LoadedForm, official: FormTexts, now: datetime, country: str) -> None:
        self.loaded, self.official = loaded, official
        self.form = RunningForm(loaded.definition, now, official)
        self._country = country
        self.drafts: dict[str, str] = {}
        self.dates: dict[str, Draft] = {}
        self.filters: dict[str, str] = {}
        self.looked: set[str] = set()
        self._refused: set[str] = set()
        self._agreed: dict[str, Value] = {}
        self._visited: set[str] = set()
        self.returning = False
        self.number = slip.draw()

    @property
    def begun(self) -> bool:
        """Whether anything has been answered or written."""
        return bool(self.drafts) or bool(self.dates) or any(self.given())

    def given(self) -> list[str]:
        """Places that the visitor has answered."""
        return [
            place
            for place, node in self.form.places()
            if isinstance(node, Field) and node.asked and self.form.given(place) is not None
        ]

    def field(self, place: str) -> Field:
        """The question at a place; FormError when there is none."""
        node = self.loaded.definition.by_path.get(split(place)[0])
        if not isinstance(node, Field):
            message = f"the form has no question at {place}; name one of its places"
            raise FormError(message)
        return node

    def write(self, place: str, raw: object) -> None:
        """Answers with what was written or chosen; what cannot be an answer yet stays as a draft."""
        asked = self.field(place)
        self.looked.discard(place)
        self.drafts.pop(place, None)
        self._refused.discard(place)
        if isinstance(raw, str) and raw:
            self.drafts[place] = raw
        try:
            value = parse(asked, raw)
        except FormError:
            value = None
            self.drafts[place] = str(raw)
        try:
            self.form.answer(place, value)
        except ExpressionError:
            self._refused.add(place)
            if not isinstance(raw, str):
                self.looked.add(place)  # a touch that seems to do nothing needs its reason at once
            if value is not None:
                self._without(place)

    def _without(self, place: str) -> None:
        """No answer in place of one that a rule refuses; where rules cannot do without, the one before stays."""
        with suppress(ExpressionError):
            self.form.answer(place, None)

    def wrong(self, place: str) -> Problem | str | None:
        """What must be mended at a place before one goes on."""
        asked = self.field(place)
        if not asked.asked or not self.form.relevant(place):
            return None
        if place in self._refused:
            return REFUSED
        draft = self.drafts.get(place, "").strip()
        if draft and self.form.given(place) is None:
            return UNREADABLE
        try:
            return self.form.problem(place)
        except ExpressionError:
            # an answer elsewhere has broken this question's rule, which then refuses, and lets nothing by
            return REFUSED

    def doubtful(self, place: str) -> Doubt | None:
        """What looks wrong at a place and has not been confirmed."""
        value = self.form.value(place)
        if value is None or self._agreed.get(place) == value:
            return None
        return doubt(self.field(place), value, self.form.now.date(), self._country)

    def pages(self) -> tuple[Page, ...]:
        """The pages as the form stands."""
        return pages(self.form)

    def page(self, where: str) -> Page | None:
        """The page of a word; None when it does not apply, or is no page."""
        return next((page for page in self.pages() if where == key(page) or where in page.places), None)

    def visit(self, where: str) -> None:
        """The visitor sees this page."""
        self._visited.add(where)

    def stop(self, where: str) -> bool:
        """Whether something on the page keeps her there; what looks wrong does so once."""
        page = self.page(where)
        if page is None:
            return False
        held = False
        for place in page.places:
            self.looked.add(place)
            value, doubtful = self.form.value(place), self.doubtful(place)
            if self.wrong(place) is not None:
                held = True
            elif doubtful is not None and value is not None:
                held = True
                self._agreed[place] = value
        return held

    def doubted(self, place: str) -> Doubt | None:
        """What to say about an answer that looks wrong: said from the first look on, also when she stays with it."""
        value = self.form.value(place)
        return (
            doubt(self.field(place), value, self.form.now.date(), self._country)
            if place in self.looked and value is not None
            else None
        )

    def after(self, where: str) -> str:
        """Where "continue" leads."""
        found = self.pages()
        keys = [key(page) for page in found]
        if where == START:
            return keys[0] if keys else CHECK
        if where not in keys:
            return CHECK
        at = keys.index(where)
        page = found[at]
        if page.repeat:
            within = [each for each in found if each.repetition.startswith(f"{page.repeat}[")]
            unfinished = next((each for each in within if not self._done(each)), None)
            if unfinished is not None:
                return key(unfinished)
            at += len(within)
        elif self.returning and not page.repetition:
            self.returning = False
            return CHECK
        elif page.repetition and not (at + 1 < len(found) and found[at + 1].repetition == page.repetition):
            return f"{CARDS}{page.repetition.partition('[')[0]}"
        return keys[at + 1] if at + 1 < len(keys) else CHECK

    def _done(self, page: Page) -> bool:
        return key(page) in self._visited and not any(self.wrong(place) for place in page.places)

    def add(self, repeat: str) -> str:
        """Adds a repetition; the word of its first page, or of the cards when it asks nothing."""
        return self.first(self.form.add(repeat), repeat)

    def first(self, repetition: str, repeat: str) -> str:
        """The word of the first page of a repetition."""
        page = next((page for page in self.pages() if page.repetition == repetition), None)
        return f"{CARDS}{repeat}" if page is None else key(page)

    def remove(self, repeat: str, number: int) -> None:
        """Removes a repetition with all that was written in it; those behind it move up."""
        self.form.remove(repeat, number)
        for kept in (self.drafts, self.dates, self.filters, self._agreed):
            _move_up(kept, repeat, number)  # type: ignore[arg-type]  # each by place
        for seen in (self.looked, self._visited, self._refused):
            seen.difference_update({place for place in seen if place.startswith(f"{repeat}[")})

    def trouble(self) -> list[str]:
        """Places that keep the form from being handed in, in the order of the form."""
        return [
            place for place, node in self.form.places() if isinstance(node, Field) and self.wrong(place) is not None
        ]

    def close(self) -> None:
        """Forgets everything."""
        self.form.close()
        for kept in (self.drafts, self.dates, self.filters, self._agreed, self.looked, self._visited, self._refused):
            kept.clear()


def _move_up(kept: dict[str, object], repeat: str, number: int) -> None:
    """Takes a repetition out of what is kept by place."""
    moved = {}
    for place, value in kept.items():
        at = split(place)[1] if place.startswith(f"{repeat}[") else 0
        if at > number:
            moved[place.replace(f"{repeat}[{at}]", f"{repeat}[{at - 1}]", 1)] = value
        elif at != number:
            moved[place] = value
    kept.clear()
    kept.update(moved)
