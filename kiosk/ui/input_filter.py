"""Closes the ways out of the screen that Qt can close, and tells the idle watch that somebody is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

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

FORBIDDEN_KEYS = frozenset(
    {
        Qt.Key.Key_Menu,
        Qt.Key.Key_Print,
        Qt.Key.Key_Super_L,
        Qt.Key.Key_Super_R,
        Qt.Key.Key_Meta,
        *(Qt.Key(Qt.Key.Key_F1.value + number) for number in range(24)),
    }
)

FORBIDDEN_MODIFIERS = (
    Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
)


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
            return event.button() not in {Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton}
        if kind == QEvent.Type.Wheel:
            return bool(event.modifiers() & FORBIDDEN_MODIFIERS)  # type: ignore[attr-defined]  # a QWheelEvent by its type
        if isinstance(event, QKeyEvent) and not self._windowed:
            return event.key() in FORBIDDEN_KEYS or bool(event.modifiers() & FORBIDDEN_MODIFIERS)
        return kind == QEvent.Type.Close and not self._windowed
