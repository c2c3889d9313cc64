"""Which keys a layer of the on-screen keyboard has, and what they say. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kiosk.domain.keyboard import LATIN_SIGNS, PAD, SIGNS, Key, capital, shown
from kiosk.domain.language import BY_TAG
from kiosk.i18n import keyboards

if TYPE_CHECKING:
    from kiosk.domain.keyboard import Layout

LETTERS, LATIN, DIGITS = "letters", "latin", "digits"


@dataclass(frozen=True)
class Keys:
    """One layer for a visitor who reads `language` (BCP 47): `letters` of her own, `latin` ones, or `digits` and signs."""

    layer: str
    language: str

    @cached_property
    def layout(self) -> Layout:
        """The letters; on the pad those that it is laid over."""
        return keyboards.load(keyboards.LATIN if self.layer == LATIN else self.language)

    @property
    def rows(self) -> tuple[tuple[Key, ...], ...]:
        """The keys, from top to bottom."""
        return PAD if self.layer == DIGITS else self.layout.rows

    @property
    def foreign(self) -> bool:
        """Whether the visitor's own letters are not Latin, so that a key leads to those."""
        language = BY_TAG.get(self.language)
        return language is not None and language.script != "Latn"

    @property
    def shifts(self) -> bool:
        """Whether there is a key for shift."""
        return self.layer != DIGITS and self.layout.shifts

    @property
    def spelled(self) -> bool:
        """Whether a row of vowels belongs above the consonants."""
        return self.layer == LETTERS and bool(self.layout.vowels)

    @property
    def signs(self) -> list[str]:
        """Full stop and comma beside the space; the pad has them among its signs."""
        if self.layer == DIGITS:
            return []
        language = BY_TAG.get(self.language)
        script = language.script if language is not None and self.layer == LETTERS else ""
        return list(SIGNS.get(script, LATIN_SIGNS))

    def key(self, plain: str) -> Key | None:
        """The key that writes `plain`."""
        return next((key for row in self.rows for key in row if key.plain == plain), None)

    def variants(self, key: Key, *, shifted: bool) -> tuple[str, ...]:
        """What a long press on a key offers."""
        if self.layer == DIGITS:
            return ()
        if not self.layout.cased:
            return tuple(text for text in dict.fromkeys((key.plain, key.shifted, *key.more)) if text != key.plain)
        return tuple(map(capital, key.more)) if shifted else key.more

    def described(self) -> list[list[dict[str, Any]]]:
        """Rows of `{plain, shifted, face, shiftedFace, corner, more}`; corner: what else the key has, drawn small."""
        cased = self.layer == DIGITS or self.layout.cased
        return [
            [
                {
                    "plain": key.plain,
                    "shifted": key.shifted,
                    "face": shown(key.plain),
                    "shiftedFace": shown(key.shifted),
                    "corner": "" if cased or key.shifted == key.plain else shown(key.shifted),
                    "more": bool(self.variants(key, shifted=False)),
                }
                for key in row
            ]
            for row in self.rows
        ]
