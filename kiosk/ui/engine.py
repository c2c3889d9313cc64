"""The QML engine: imports, image providers, the translator; and no QML error that goes unheard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import PySide6.QtQuick  # noqa: F401 - without it root objects come back as plain QWindow
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine, QQmlComponent
from PySide6.QtQuick import QQuickWindow

from kiosk.resources import QML
from kiosk.ui.icons import IconProvider

if TYPE_CHECKING:
    from kiosk.ui.translator import GettextTranslator

FAMILIES = ["Noto Sans", "Noto Sans Arabic UI", "Noto Sans Arabic", "Noto Sans Ethiopic", "Noto Sans Bengali"]
"""One family per script of the interface; Naskh for Urdu too, as Qt overlaps Nastaliq (design, section 6).

The lines of Noto Sans Arabic are 2.1 em high, so that a low display shows a third less in Arabic than in Latvian. Its
sister for interfaces has the same letters in lines as high as those of Noto Sans; where it is missing, the tall one does.
"""


def prepare(application: QGuiApplication) -> None:
    """What must be said before the first QML file is read. The style of controls is Basic, as each file imports that."""
    font = QFont()
    font.setFamilies(FAMILIES)
    application.setFont(font)
    QQuickWindow.setTextRenderType(QQuickWindow.TextRenderType.NativeTextRendering)


WINDOW = str(QML / "Kiosk" / "Main.qml")
"""A path, no QUrl: that class alone costs the start 4 ms."""

FIRST_SCREEN = str(QML / "Kiosk" / "screens" / "Languages.qml")
"""What the window shows first, and names only once it is there."""


class Reading:
    """An engine that reads the window's QML in a thread of its own, while Python prepares what the window will show.

    The types that QML names (`QmlElement`) have to be imported by now.
    """

    def __init__(self) -> None:
        self.engine = QQmlApplicationEngine()
        self.engine.addImportPath(str(QML))
        mode = QQmlComponent.CompilationMode.Asynchronous
        self.files = tuple(QQmlComponent(self.engine, file, mode) for file in (WINDOW, FIRST_SCREEN))

    def go_on(self) -> None:
        """Lets Qt's thread do what it needs this one for, such as a plugin's last word; else it waits for `build`."""
        QCoreApplication.processEvents()


def build(reading: Reading, translator: GettextTranslator) -> tuple[QQmlApplicationEngine, QQuickWindow]:
    """Makes the window, with pictograms and no other pictures yet; RuntimeError with Qt's words when QML does not load."""
    QGuiApplication.installTranslator(translator)
    engine = reading.engine
    engine.addImageProvider("icon", IconProvider())
    heard: list[str] = []
    engine.warnings.connect(lambda warnings: heard.extend(warning.toString() for warning in warnings))
    engine.load(WINDOW)
    roots = engine.rootObjects()
    if not roots:
        raise RuntimeError("; ".join(heard) or "the window could not be loaded")
    window = roots[0]
    if not isinstance(window, QQuickWindow):
        message = f"the root of Main.qml is a {type(window).__name__}"
        raise TypeError(message)
    return engine, window
