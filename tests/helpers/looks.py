"""What an eye would find wrong on a screen: text cut off, things over each other, targets too small for a finger."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from kiosk.domain.appearance import CAPITAL_SHARE
from kiosk.ui import tour
from kiosk.viewmodels.keyboard import WRITTEN
from kiosk.viewmodels.session import DEFAULT_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtQuick import QQuickItem

    from kiosk.app import Kiosk

SLACK = 1.5
"""Pixels that rounding may cost."""

LEADING = 1.25
"""Lines of Arabic script are high, their letters are not: so much may the lines of a label be higher than its control."""

BAR = frozenset({"back", "home", "language", "help", "finish"})

SMALLEST = 12.7
"""Millimetres of the shorter side of what is touched (VVSG 2.0)."""

TIGHT = 9.0
"""The same of a key where the display is low; where it allows more, `test_keyboard` asks for more."""

CAPITALS = 4.9
"""Millimetres of a capital letter at 400 mm, in the default text size (EN 301 549, 5.1.4)."""

TIGHT_CAPITALS = {"demonstration": 3.5, **dict.fromkeys(BAR, 4.0)}
"""The same of what has one line, or a fifth of one, of a display as narrow as a tablet's, in the longest of 25 languages."""

UPRIGHT_CAPITALS = {"demonstration": 3.5, "city": 4.2, "emergency": 4.2, **dict.fromkeys(BAR, 3.3)}
"""The same of a tablet that stands upright."""

NEAREST = 2.5
"""Millimetres between two things to touch (VVSG 2.0 has 2.54; ours are 3 before rounding to pixels)."""


def findings(kiosk: Kiosk, tight: dict[str, float] = TIGHT_CAPITALS) -> list[str]:
    """Sentences about what is wrong on the screen as it stands; a cover hides what lies under it.

    tight: names of items whose letters may be smaller than elsewhere, with millimetres of a capital.
    """
    root = kiosk.window.contentItem()
    shown = [item for item in tour.items(root) if _shown(item)]
    covers = [item for item in shown if item.objectName() in {"idle-warning", "finish-question"}]
    if covers:
        shown = [item for item in shown if any(inside(item, cover) for cover in covers)]
    millimetre = float(kiosk.session.property("pixelsPerMillimetre"))
    frame = QRectF(0, 0, kiosk.window.width(), kiosk.window.height())
    small = [] if kiosk.session.property("size") != DEFAULT_SIZE else _letters(shown, millimetre, tight)
    return [*_texts(shown, frame), *_targets(shown, frame, millimetre), *_hidden(shown), *small]


def _letters(shown: list[QQuickItem], millimetre: float, tight: dict[str, float]) -> Iterator[str]:
    """Words in letters that are too small to be read from where one stands; what a key or a picture says is no words."""
    for item in shown:
        words = str(item.property("text")) if item.inherits("QQuickText") else ""
        if len(words.strip()) < 2 or _key(item):
            continue
        names = {item.objectName(), *(above.objectName() for above in around(item))}
        least = min((tight[name] for name in names & tight.keys()), default=CAPITALS)
        height = item.property("font").pixelSize() * CAPITAL_SHARE / millimetre
        if height < least - SLACK / 2 / millimetre:
            yield f"too small to read: {words:.40} ({height:.1f} mm)"


def _hidden(shown: list[QQuickItem]) -> Iterator[str]:
    """What one writes into has to be in sight while the keyboard shows."""
    boards = [item for item in shown if item.objectName() == "keyboard"]
    fields = [item for item in shown if item.hasActiveFocus() and any(item.inherits(kind) for kind in WRITTEN)]
    for board in boards:
        for field in fields:
            box = _box(field)
            if seen(field).height() < box.height() - SLACK or box.bottom() > _box(board).top() + SLACK:
                yield f"hidden while one writes: {field.objectName()}"


def _texts(shown: list[QQuickItem], frame: QRectF) -> Iterator[str]:
    texts = [item for item in shown if item.inherits("QQuickText") and str(item.property("text")).strip()]
    for item in texts:
        words = str(item.property("text"))[:40]
        if item.property("truncated"):
            yield f"cut off: {words}"
        elif item.property("contentWidth") > item.width() + SLACK:
            yield f"wider than its room: {words}"
        elif min(item.implicitHeight(), item.property("contentHeight")) > _room(item) + SLACK:
            yield f"higher than its room: {words}"
        if _longest(item) > item.width() + SLACK:
            yield f"a word is broken: {words}"
        box = _box(item)
        if box.left() < -SLACK or box.right() > frame.right() + SLACK:
            yield f"beyond the edge: {words}"
    for item, other, common in _pairs(texts, 0):
        if common.width() > SLACK and common.height() > SLACK and not _listed(item):
            yield f"over each other: {item.property('text')!s:.30} / {other.property('text')!s:.30}"


def _targets(shown: list[QQuickItem], frame: QRectF, millimetre: float) -> Iterator[str]:
    buttons = [item for item in shown if item.inherits("QQuickAbstractButton")]
    for item in buttons:
        if min(item.width(), item.height()) < (TIGHT if _key(item) else SMALLEST) * millimetre - SLACK:
            size = f"{item.width() / millimetre:.1f} x {item.height() / millimetre:.1f} mm"
            yield f"too small for a finger: {item.objectName()} ({size})"
        if _box(item).left() < -SLACK or _box(item).right() > frame.right() + SLACK:
            yield f"beyond the edge: {item.objectName()}"
    for item, other, _common in _pairs(buttons, NEAREST * millimetre - SLACK):
        apart = inside(item, other) or inside(other, item) or _window(item) is not _window(other) or _listed(item)
        if not apart and not (_key(item) and _key(other)):
            yield f"too near: {item.objectName()} / {other.objectName()}"


def _pairs(found: list[QQuickItem], room: float) -> Iterator[tuple[QQuickItem, QQuickItem, QRectF]]:
    """Items that are nearer than `room` pixels, and what they have in common when one grows by it."""
    boxes = [(item, seen(item)) for item in found]
    for number, (item, box) in enumerate(boxes):
        grown = box.adjusted(-room, -room, room, room)
        for other, near in boxes[number + 1 :]:
            if grown.intersects(near):
                yield item, other, grown.intersected(near)


def _longest(item: QQuickItem) -> float:
    """Pixels of the longest word of a text of several lines; addresses may break anywhere."""
    text = str(item.property("text"))
    if item.property("lineCount") == 1 or "\u2066" in text or "<" in text:
        return 0
    metrics = QFontMetricsF(item.property("font"))
    return max((metrics.horizontalAdvance(word) for word in re.split(r"[\s/]", text)), default=0)


def _room(item: QQuickItem) -> float:
    """The height that a text may take: its own, or that of the control that it is centred in."""
    for above in around(item):
        if above.inherits("QQuickAbstractButton") or above.inherits("QQuickTextInput"):
            return max(item.height(), above.height() * LEADING)
    return item.height()


def around(item: QQuickItem) -> Iterator[QQuickItem]:
    """What an item lies in, the nearest first."""
    above: QQuickItem | None = item.parentItem()
    while above is not None:
        yield above
        above = above.parentItem()


def _shown(item: QQuickItem) -> bool:
    return item.isVisible() and item.width() > 0 and item.height() > 0 and not seen(item).isEmpty()


def _box(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def seen(item: QQuickItem) -> QRectF:
    """What of an item is not clipped away by what it lies in."""
    box = _box(item)
    for above in around(item):
        if above.clip():
            box = box.intersected(_box(above))
    return box


def _window(item: QQuickItem) -> QQuickItem | None:
    """What an item scrolls in; it may come near to anything that does not scroll with it."""
    return next((above for above in around(item) if above.clip()), None)


def _listed(item: QQuickItem) -> bool:
    """Whether it is in a list, which keeps rows that it does not draw for later, and calls them visible."""
    window = _window(item)
    return window is not None and (window.inherits("QQuickListView") or window.inherits("QQuickGridView"))


def _key(item: QQuickItem) -> bool:
    """Whether it is a key: between keys no touch is lost, only their caps stand apart (ADR 13)."""
    return any(above.objectName() == "keyboard" for above in around(item))


def inside(item: QQuickItem, outer: QQuickItem) -> bool:
    return item is outer or any(above is outer for above in around(item))
