"""What a language calls itself, for the pack's table of languages."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from kiosk.domain.language import BY_TAG, Language
from kiosk.domain.provenance import primary


def language(tag: str) -> Language:
    """The language of a BCP 47 tag: ours where we know it, else as CLDR names it (Babel).

    A language of which CLDR has no name in that language itself goes by its English name. The tag has passed
    `kiosk.publishing.rules.language`.
    """
    if tag in BY_TAG:
        return BY_TAG[tag]
    likely = get_global("likely_subtags").get(primary(tag), "")
    english = Locale("en").languages.get(primary(tag), tag)
    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        known = BY_TAG.get(primary(tag))
        script = known.script if known else _script(likely)
        return Language(tag, known.endonym if known else english, script, english)
    endonym = locale.get_display_name(locale) or english
    return Language(tag, endonym, locale.script or _script(likely), locale.get_display_name("en") or english)


def _script(likely: str) -> str:
    """The script in likely subtags such as `ckb_Arab_IQ`; Latin when they name none."""
    return next((part for part in likely.split("_") if part.istitle() and len(part) == len("Latn")), "Latn")
