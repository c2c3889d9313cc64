"""The on-screen keyboard: which keys show, and what a touch writes into the field that has the focus.

It writes as any input method of Qt does (`QInputMethodEvent`), so a field's limits and signals hold and a real keyboard
works beside it. It remembers nothing: layer and shift are gone with the field (ADR 13).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.domain.keyboard import Edit, shown
from kiosk.i18n import keyboards
from kiosk.viewmodels.built import Built
from kiosk.viewmodels.keys import DIGITS, LATIN, LETTERS, Keys

if TYPE_CHECKING:
    from kiosk.viewmodels.session import Session

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

OFF, ONCE, LOCKED = range(3)
"""Shift: small letters, one capital, capitals until it is touched again."""

WANTS_DIGITS, WANTS_LATIN = 0x1_0000 | 0x2_0000 | 0x10_0000, 0x80_0000
"""Bits of Qt::InputMethodHint: a field that wants the pad first (digits, formatted numbers, a number to dial), or Latin."""

BACKSPACE, RETURN = 0x0100_0003, 0x0100_0004
"""Qt::Key. The namespace `Qt` itself costs the first frame 20 ms."""

WRITTEN = ("QQuickTextInput", "QQuickTextEdit")
"""What one can write into."""


@QmlElement
@QmlSingleton
class Keyboard(QObject, Built):
    """Shows while a field that can be written into has the focus. `layer` is letters, latin or digits."""

    keysChanged = Signal()
    shiftChanged = Signal()
    vowelsChanged = Signal()
    offeredChanged = Signal()
    shownChanged = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._field: QObject | None = None
        self._reset()
        session.languageChanged.connect(self._relay)
        session.finished.connect(self._forget)

    @staticmethod
    def create(_engine: QQmlEngine) -> QObject:
        """What QML calls for the singleton."""
        return Keyboard.instance()

    def _reset(self) -> None:
        self._layer = LETTERS
        self._shift = OFF
        self._offered: tuple[str, ...] = ()
        self._vowels: tuple[str, ...] = ()

    def _forget(self) -> None:
        self._field = None
        self._reset()
        self.shownChanged.emit()
        self._relay()

    @Slot(QObject)
    def follow(self, item: QObject | None) -> None:
        """The item that has the focus now; the keyboard comes for a field and goes with it."""
        if item is not None and not (any(item.inherits(name) for name in WRITTEN) and not item.property("readOnly")):
            item = None
        if item is self._field:
            return
        self._field = item
        self._reset()
        if item is not None:
            from PySide6.QtCore import Qt  # noqa: F401 - without it a property that is a flag cannot be read

            hints = item.property("inputMethodHints").value
            if hints & WANTS_DIGITS:
                self._layer = DIGITS
            elif hints & WANTS_LATIN and self._keys.foreign:
                self._layer = LATIN
            self._relay()
        self.shownChanged.emit()

    def _relay(self) -> None:
        self.keysChanged.emit()
        self.shiftChanged.emit()
        self._look()
        self._offer(())

    @property
    def _keys(self) -> Keys:
        return Keys(self._layer, self._session.tag)

    def _before(self) -> str:
        """The text before the cursor."""
        if self._field is None:
            return ""
        text, cursor = self._field.property("text"), self._field.property("cursorPosition")
        return str(text)[:cursor]

    def _look(self) -> None:
        """Brings the row of vowels in step with the consonant before the cursor."""
        writing = self._layer == LETTERS and self._field is not None
        vowels = self._keys.layout.series(self._before()) if writing else ()
        if vowels != self._vowels:
            self._vowels = vowels
            self.vowelsChanged.emit()

    def _offer(self, texts: tuple[str, ...]) -> None:
        if texts != self._offered:
            self._offered = texts
            self.offeredChanged.emit()

    def _write(self, edit: Edit) -> None:
        if self._field is None:
            return
        from PySide6.QtGui import QInputMethodEvent

        event = QInputMethodEvent()
        event.setCommitString(edit.text, -edit.back, edit.back)
        QCoreApplication.sendEvent(self._field, event)
        self._offer(())
        if self._shift == ONCE:
            self._shift = OFF
            self.shiftChanged.emit()
        self._look()

    @Slot(str)
    def type(self, text: str) -> None:
        """Writes `text` at the cursor."""
        self._write(Edit(text))

    @Slot(str)
    def vowel(self, syllable: str) -> None:
        """Gives the consonant before the cursor another vowel."""
        self._write(self._keys.layout.vowel(self._before(), syllable))

    @Slot(str)
    def hold(self, plain: str) -> None:
        """Offers what a long press on this key has; a key without variants writes itself."""
        keys = self._keys
        key = keys.key(plain)
        if key is None:
            return
        texts = keys.variants(key, shifted=self._shift != OFF)
        if texts:
            self._offer(texts)
        else:
            self.type(key.shifted if self._shift else key.plain)

    @Slot()
    def dismiss(self) -> None:
        """Takes the variants of a long press away."""
        self._offer(())

    @Slot()
    def erase(self) -> None:
        """Deletes what is selected, or the character before the cursor."""
        self._press(BACKSPACE, "")

    @Slot()
    def enter(self) -> None:
        """A new line in a field of several lines; else the field is done."""
        if self._field is not None and self._field.inherits("QQuickTextEdit"):
            self.type("\n")
        else:
            field = self._field
            self._press(RETURN, "\r")
            if self._field is field:  # another one, where the field leads to the next page
                self.hide()

    def _press(self, key: int, text: str) -> None:
        from PySide6.QtCore import QEvent, Qt
        from PySide6.QtGui import QKeyEvent

        field = self._field
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            if field is None or self._field is not field:  # the first of them may lead to another page
                return
            QCoreApplication.sendEvent(field, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))
        self._offer(())
        self._look()

    @Slot()
    def shift(self) -> None:
        """One capital; again: capitals until touched once more."""
        self._shift = (self._shift + 1) % 3 if self._keys.layout.cased else ONCE - min(self._shift, ONCE)
        self._offer(())
        self.shiftChanged.emit()

    @Slot(str)
    def turn(self, layer: str) -> None:
        """Shows `letters`, `latin` or `digits`."""
        self._layer, self._shift = layer, OFF
        self._relay()

    @Slot()
    def hide(self) -> None:
        """Leaves the field."""
        if self._field is not None:
            self._field.setProperty("focus", False)

    @Property(bool, notify=shownChanged)
    def shown(self) -> bool:
        """Whether a field is being written into."""
        return self._field is not None

    @Property(str, notify=keysChanged)
    def layer(self) -> str:
        """letters, latin or digits."""
        return self._layer

    @Property(list, notify=keysChanged)
    def rows(self) -> list[list[dict[str, Any]]]:
        """Rows of keys, as `Keys.described` has them."""
        return self._keys.described()

    @Property(bool, notify=keysChanged)
    def shifts(self) -> bool:
        """Whether this layer has a key for shift."""
        return self._keys.shifts

    @Property(int, notify=shiftChanged)
    def shifted(self) -> int:
        """0 small, 1 for one letter, 2 until touched again."""
        return self._shift

    @Property(bool, notify=keysChanged)
    def spelled(self) -> bool:
        """Whether a row of vowels belongs above the consonants."""
        return self._keys.spelled

    @Property(list, notify=vowelsChanged)
    def vowels(self) -> list[str]:
        """The syllables of the consonant before the cursor."""
        return list(self._vowels)

    @Property(list, notify=offeredChanged)
    def offered(self) -> list[dict[str, str]]:
        """What a long press offers, `{text, face}`."""
        return [{"text": text, "face": shown(text)} for text in self._offered]

    @Property(str, notify=keysChanged)
    def letters(self) -> str:
        """Letters of the visitor's own layout, for the key that leads there."""
        return keyboards.load(self._session.tag).sample

    @Property(bool, notify=keysChanged)
    def foreign(self) -> bool:
        """Whether the visitor's own layout is not a Latin one, so that a key leads to Latin."""
        return self._keys.foreign

    @Property(list, notify=keysChanged)
    def signs(self) -> list[str]:
        """Full stop and comma beside the space."""
        return self._keys.signs

    @Property(bool, notify=keysChanged)
    def backwards(self) -> bool:
        """Whether this layer writes from right to left, for the arrow on the key that deletes."""
        return self._layer == LETTERS and self._session.mirrored
