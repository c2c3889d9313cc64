"""Which language a column of a form is in: `Latviešu (lv)`, `lv`, or a language's name in English or in itself."""

from __future__ import annotations

import re

from kiosk.domain.language import BY_TAG, INTERFACE
from kiosk.errors import FormError

_IN_BRACKETS = re.compile(r"\(\s*([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)\s*\)\s*$")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def tag(name: str) -> str:
    """The BCP 47 tag of what a form calls a language; raises FormError when nobody can say which one is meant."""
    bracketed = _IN_BRACKETS.search(name)
    found = _known(bracketed[1]) if bracketed else _named(name.strip())
    if not found:
        message = f"nobody can say which language {name!r} is; write its tag behind it, such as `Latviešu (lv)`"
        raise FormError(message)
    return found


def _named(name: str) -> str:
    for language in INTERFACE:
        if name.casefold() in {language.english.casefold(), language.endonym.casefold()}:
            return language.tag
    found = _known(name) if _TAG.fullmatch(name) else ""
    if found:
        return found
    from babel import Locale

    english = {label.casefold(): code for code, label in Locale.parse("en").languages.items()}
    return _known(english.get(name.casefold(), "").replace("_", "-"))


def _known(text: str) -> str:
    """A tag in its usual letters, when its language exists."""
    primary, *subtags = text.replace("_", "-").split("-")
    primary = primary.lower()
    if not primary:
        return ""
    if primary not in BY_TAG:
        from babel import Locale

        if primary not in Locale.parse("en").languages:
            return ""
    return "-".join((primary, *(_usual(subtag) for subtag in subtags)))


def _usual(subtag: str) -> str:
    """Regions are capital, scripts begin with a capital, the rest is small (RFC 5646, 2.1.1)."""
    if len(subtag) == len("LV"):
        return subtag.upper()
    return subtag.title() if len(subtag) == len("Latn") and subtag.isalpha() else subtag.lower()
