"""What lies ready for the printer and is seen on the screen before: its pages and its codes, in memory only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickImageProvider

from kiosk.errors import PrinterError
from kiosk.ui.codes import drawn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QSize

    from kiosk.handouts.codes import Code
    from kiosk.handouts.printers import Printer


class Tray:
    """One finished document at a time, with the printer that may take it."""

    def __init__(self, printer: Printer | None) -> None:
        self._printer = printer
        self._codes: Mapping[str, Code] = {}
        self.forget()

    @property
    def has_printer(self) -> bool:
        """Whether IT named a printer."""
        return self._printer is not None

    def lay(self, pdf: bytes, dpi: float, codes: Mapping[str, Code]) -> int:
        """Takes a document, with its codes by their names and the printer's dots an inch; the number of its pages."""
        from kiosk.handouts import bitmap

        self._pdf, self._dpi, self._codes = pdf, dpi, codes
        self._count = bitmap.count(pdf)
        return self._count

    def forget(self) -> None:
        """Nothing of the document stays."""
        self._pdf, self._dpi, self._count, self._codes = b"", 0.0, 0, {}

    def print(self) -> None:
        """Sends the document off; PrinterError when the printer does not take it."""
        if self._printer is None or not self._pdf:
            message = "there is no printer or nothing to print; name a queue in printing.queue"
            raise PrinterError(message)
        self._printer.print(self._pdf)

    def picture(self, name: str) -> QImage:
        """A page by its number, or a code by its name; an empty picture for what is no longer there."""
        if name.isdecimal() and int(name) < self._count:
            return self._page(int(name))
        return drawn(self._codes[name]) if name in self._codes else QImage()

    def _page(self, number: int) -> QImage:
        """A page at the printer's density, drawn when it is shown and not before."""
        from kiosk.handouts import bitmap

        page = bitmap.page(self._pdf, number, self._dpi)
        return QImage(page.pixels, page.width, page.height, page.width, QImage.Format.Format_Grayscale8).copy()


class TrayProvider(QQuickImageProvider):
    """`image://slip/SERIAL/NAME`, and `paper` for forms; the serial only keeps QML from showing an older picture."""

    def __init__(self, tray: Tray) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._tray = tray

    def requestImage(self, address: str, size: QSize, _requested: QSize) -> QImage:
        """The picture, or one white pixel for what is no longer there."""
        image = self._tray.picture(address.rpartition("/")[2])
        if image.isNull():
            image = QImage(1, 1, QImage.Format.Format_RGB32)
            image.fill(QColor("white"))
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image
