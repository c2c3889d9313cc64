"""Closes the ways out of the screen that Qt can close, those of a typed text into the clipboard too, and tells the idle watch that somebody is there."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent

if TYPE_CHECKING:
    from kiosk.viewmodels.idle import IdleWatch

ACTIVITY = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.KeyPress,
        QEvent.Type.Wheel,
    }
)

REFUSED = frozenset(
    {
        QEvent.Type.ContextMenu,
        QEvent.Type.DragEnter,
        QEvent.Type.DragMove,
        QEvent.Type.Drop,
        QEvent.Type.NativeGesture,
    }
)
LEFT = 1
"""The left button's bit in Qt::MouseButton; above it lie all others, below it only none."""


@cache
def _forbidden() -> tuple[frozenset[int], int]:
    """Keys, and modifiers, that lead out of the screen. Made at the first key: the namespace `Qt` costs 20 ms."""
    from PySide6.QtCore import Qt

    keys = (Qt.Key.Key_Menu, Qt.Key.Key_Print, Qt.Key.Key_Super_L, Qt.Key.Key_Super_R, Qt.Key.Key_Meta)
    functions = range(Qt.Key.Key_F1.value, Qt.Key.Key_F1.value + 24)
    modifier = Qt.KeyboardModifier
    modifiers = modifier.AltModifier | modifier.ControlModifier | modifier.MetaModifier
    return frozenset({*(key.value for key in keys), *functions}), modifiers.value


@cache
def _copying() -> tuple[tuple[QKeySequence.StandardKey, ...], frozenset[int], int]:
    """What copies, cuts, puts in and marks all; keys that mark a text with a modifier, which X11 hands to every program."""
    from PySide6.QtCore import Qt

    standard, key = QKeySequence.StandardKey, Qt.Key
    moving = (
        key.Key_Left,
        key.Key_Right,
        key.Key_Up,
        key.Key_Down,
        key.Key_Home,
        key.Key_End,
        key.Key_PageUp,
        key.Key_PageDown,
    )
    acts = (standard.Copy, standard.Cut, standard.Paste, standard.SelectAll)
    return acts, frozenset(each.value for each in moving), Qt.KeyboardModifier.ShiftModifier.value


def _copies(event: QKeyEvent) -> bool:
    acts, moving, shift = _copying()
    return (event.key() in moving and bool(event.modifiers().value & shift)) or any(map(event.matches, acts))


def _modified(event: QEvent) -> bool:
    return bool(event.modifiers().value & _forbidden()[1])  # type: ignore[attr-defined]  # keys and wheels have them


class InputFilter(QObject):
    """Installed on the application; `windowed` leaves the developer's own short cuts alone."""

    def __init__(self, idle: IdleWatch, *, windowed: bool) -> None:
        super().__init__()
        self._idle = idle
        self._windowed = windowed

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """True for an event that goes no further."""
        kind = event.type()
        if kind in ACTIVITY:
            self._idle.activity()
        if kind in REFUSED:
            return True
        if isinstance(event, QMouseEvent):
            return event.button().value > LEFT
        if kind == QEvent.Type.Wheel:
            return _modified(event)
        if isinstance(event, QKeyEvent):
            return _copies(event) or (not self._windowed and (event.key() in _forbidden()[0] or _modified(event)))
        return kind == QEvent.Type.Close and not self._windowed
