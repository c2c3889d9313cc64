"""What stands on one page of a form beside its questions: its start, a part, cards, the answers to check, the paper. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.forms.definition import Repeat
from kiosk.forms.pages import progress
from kiosk.viewmodels.filling import CHECK, START
from kiosk.viewmodels.form_answers import cards, headed, rows
from kiosk.viewmodels.prose import prose, remarks
from kiosk.viewmodels.question import spoken

if TYPE_CHECKING:
    from kiosk.forms.pages import Page
    from kiosk.viewmodels.filling import Filling
    from kiosk.viewmodels.paper import Paper
    from kiosk.viewmodels.session import Session

PACE = 20
"""Seconds that a question takes, for the time that is said beforehand."""


def describe(filling: Filling, where: str, session: Session, paper: Paper) -> dict[str, Any]:
    """What the screen shows; `kind` is start, questions, cards, check or paper. A place that is no page is the paper."""
    page = filling.page(where)
    if where == START:
        return _start(filling, session)
    if where == CHECK:
        return _check(filling, session)
    if page is None:
        return {**_head(filling), "kind": "paper", "share": 1.0, "paper": paper.describe()}
    return _cards(filling, page, session) if page.repeat else _asked(filling, page, session)


def _head(filling: Filling) -> dict[str, Any]:
    return {
        "id": filling.loaded.id,
        "icon": filling.loaded.icon or "file-pen",
        "title": prose(filling.loaded.texts.title),
        "heading": prose(None),
        "step": "",
        "share": 0.0,
        "remarks": [],
    }


def _start(filling: Filling, session: Session) -> dict[str, Any]:
    tr, texts = session.tr, filling.loaded.texts
    asked = sum(1 for field in filling.loaded.definition.fields if field.asked)
    minutes = max(1, round(asked * PACE / 60))
    return {
        **_head(filling),
        "kind": "start",
        "description": prose(texts.description),
        "begun": filling.begun,
        "facts": [
            {"icon": "clock", "text": tr("About %1 minutes, %2 questions", str(minutes), str(asked))},
            {
                "icon": "language",
                "text": tr("You answer in your language. The form is printed in the city's language."),
            },
            {"icon": "building-columns", "text": tr("The city gets your answers only when you hand in the paper.")},
            {"icon": "eraser", "text": tr("Nothing stays on this kiosk. Everything is cleared when you finish.")},
        ],
        "remarks": remarks(texts.named.values(), session),
    }


def _part(filling: Filling, page: Page, session: Session) -> dict[str, Any]:
    """The page's heading and how far it is."""
    found = filling.pages()
    at = found.index(page)
    part, parts = progress(found, at)
    return {
        **_head(filling),
        "heading": headed(filling, page.repetition or page.group or page.section),
        "step": session.tr("Part %1 of %2", str(part), str(parts)) if parts > 1 else "",
        "share": at / max(1, len(found)),
    }


def _asked(filling: Filling, page: Page, session: Session) -> dict[str, Any]:
    texts = filling.loaded.texts
    shown = [text for place in page.places if (text := texts.label(filling.field(place).path)) is not None]
    return {
        **_part(filling, page, session),
        "kind": "questions",
        "remarks": remarks((text for text in shown if text.is_fallback), session),
    }


def _cards(filling: Filling, page: Page, session: Session) -> dict[str, Any]:
    texts = filling.loaded.texts
    node = filling.loaded.definition.by_path[page.repeat]
    return {
        **_part(filling, page, session),
        "kind": "cards",
        "repeat": page.repeat,
        "label": spoken(filling, texts.label(page.repeat), page.repeat),
        "hint": spoken(filling, texts.hint(page.repeat), page.repeat),
        "cards": cards(filling, page.repeat, session),
        "mayAdd": filling.form.may_add(page.repeat),
        "mayRemove": isinstance(node, Repeat) and not node.count,
    }


def _check(filling: Filling, session: Session) -> dict[str, Any]:
    return {
        **_head(filling),
        "kind": "check",
        "share": 1.0,
        "rows": rows(filling, session),
        "ready": not filling.trouble(),
    }
