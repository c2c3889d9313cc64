"""Languages as the visitor sees them: own name, script and direction.

Codes are BCP 47 (RFC 5646). The 25 languages of the interface are fixed here; a pack may bring others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Language:
    """One language.

    tag: BCP 47. endonym: its own name in its own script. script: ISO 15924.
    """

    tag: str
    endonym: str
    script: str
    english: str

    @property
    def direction(self) -> Direction:
        """Where a line starts; `rtl` for the Arabic script (Unicode, UAX 9)."""
        return "rtl" if self.script in RTL_SCRIPTS else "ltr"


RTL_SCRIPTS = frozenset({"Arab", "Hebr", "Thaa", "Nkoo", "Syrc", "Adlm"})

INTERFACE: tuple[Language, ...] = (
    Language("lv", "Latviešu", "Latn", "Latvian"),
    Language("en", "English", "Latn", "English"),
    Language("ru", "Русский", "Cyrl", "Russian"),
    Language("uk", "Українська", "Cyrl", "Ukrainian"),
    Language("pl", "Polski", "Latn", "Polish"),
    Language("de", "Deutsch", "Latn", "German"),
    Language("fr", "Français", "Latn", "French"),
    Language("nl", "Nederlands", "Latn", "Dutch"),
    Language("it", "Italiano", "Latn", "Italian"),
    Language("ro", "Română", "Latn", "Romanian"),
    Language("el", "Ελληνικά", "Grek", "Greek"),
    Language("bg", "Български", "Cyrl", "Bulgarian"),
    Language("tr", "Türkçe", "Latn", "Turkish"),
    Language("es", "Español", "Latn", "Spanish"),
    Language("ar", "العربية", "Arab", "Arabic"),
    Language("fa", "فارسی", "Arab", "Persian"),
    Language("prs", "دری", "Arab", "Dari"),
    Language("ps", "پښتو", "Arab", "Pashto"),
    Language("ur", "اردو", "Arab", "Urdu"),
    Language("ckb", "کوردیی ناوەندی", "Arab", "Central Kurdish"),
    Language("kmr", "Kurmancî", "Latn", "Northern Kurdish"),
    Language("so", "Soomaali", "Latn", "Somali"),
    Language("ti", "ትግርኛ", "Ethi", "Tigrinya"),
    Language("am", "አማርኛ", "Ethi", "Amharic"),
    Language("bn", "বাংলা", "Beng", "Bengali"),
)

BY_TAG = {language.tag: language for language in INTERFACE}
