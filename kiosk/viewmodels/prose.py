"""Texts of the pack as QML sees them: the words, their own direction, and what must be said about them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kiosk.domain.language import BY_TAG
from kiosk.domain.provenance import Status, Text, primary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.viewmodels.session import Session

Prose = dict[str, Any]

_LINK = re.compile(r"\[([^\]]+)\]\((?:https?://)?([^)\s]+)\)")


def rtl(tag: str) -> bool:
    """Whether a text in `tag` runs from right to left."""
    language = BY_TAG.get(tag) or BY_TAG.get(primary(tag))
    return language is not None and language.direction == "rtl"


def prose(text: Text | None, **more: object) -> Prose:
    """`{text, rtl, lang}` and whatever else a delegate wants; an absent text is empty."""
    if text is None:
        return {"text": "", "rtl": False, "lang": "", **more}
    return {"text": text.value, "rtl": rtl(text.language), "lang": text.language, **more}


def readable(text: Text | None) -> Prose:
    """A Markdown text whose links have become words and addresses: nothing on this screen leads to the web."""
    shown = prose(text)
    shown["text"] = _LINK.sub(lambda link: f"{link[1]} (\u2066{link[2].rstrip('/')}\u2069)", shown["text"])
    return shown


def remarks(texts: Iterable[Text], session: Session) -> list[str]:
    """What a page must say of its texts: another language, an out-of-date one, a machine's; each at most once."""
    texts = tuple(texts)
    foreign = sorted({text.language for text in texts if text.is_fallback})
    changed = sorted({text.changed_on for text in texts if text.changed_on is not None})
    said = []
    if foreign:
        names = ", ".join(session.formats.language_name(tag) for tag in foreign)
        said.append(session.tr("This text is not yet available in your language. It is shown in: %1", names))
    if changed:
        said.append(
            session.tr("The original changed on %1. This text may be out of date.", session.formats.date(changed[-1]))
        )
    if any(text.status is Status.MACHINE for text in texts):
        said.append(session.tr("Translated by a machine. It may contain mistakes."))
    return said
