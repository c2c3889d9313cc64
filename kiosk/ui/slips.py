"""Makes the slip that the screen shows, and hands it to the printer; keeps it in memory only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickImageProvider

from kiosk.errors import PrinterError
from kiosk.ui.codes import drawn

if TYPE_CHECKING:
    from PySide6.QtCore import QSize

    from kiosk.handouts.codes import Code
    from kiosk.handouts.printers import Printer
    from kiosk.handouts.render import Slip
    from kiosk.viewmodels.catalogue import Catalogue


class SlipDesk:
    """One slip at a time. `paper` and `dpi` are the printer's, so that what was read back is what is printed."""

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        printer: Printer | None,
        paper: str,
        dpi: int,
    ) -> None:
        self._catalogue = catalogue
        self._printer = printer
        self._paper, self._dpi = paper, dpi
        self._slip: Slip | None = None
        self._words: list[str] = []
        self._count = 0

    @property
    def has_printer(self) -> bool:
        """Whether IT named a printer."""
        return self._printer is not None

    def prepare(self, slug: str, language: str) -> int:
        """Makes the slip of a service; the number of its pages. HandoutError when it cannot be made."""
        from kiosk.handouts import bitmap, document, render
        from kiosk.handouts.spoken import spoken

        handout = document.compose(
            self._catalogue.store,
            [slug],
            language,
            fallback=self._catalogue.fallback,
            today=self._catalogue.now().date() if self._catalogue.clock_trusted() else None,
            demonstration=not self._catalogue.trusted,
        )
        self._slip = render.slip(handout, self._paper, self._dpi)
        self._words = spoken(handout)
        self._count = bitmap.count(self._slip.pdf)
        return self._count

    def words(self) -> list[str]:
        """What stands on the slip, line by line, for somebody who hears it."""
        return self._words

    def codes(self) -> dict[str, str]:
        """Kinds of the codes that read back from the page, and what each has in it, in words."""
        from kiosk.handouts.spoken import held

        return {code.kind: held(code) for code in self._codes()}

    def _codes(self) -> tuple[Code, ...]:
        return self._slip.codes[0] if self._slip is not None and self._slip.codes else ()

    def print(self) -> None:
        """Sends the slip off; PrinterError when the printer does not take it."""
        if self._printer is None or self._slip is None:
            message = "there is no printer or no slip; name a queue in printing.queue"
            raise PrinterError(message)
        self._printer.print(self._slip.pdf)

    def forget(self) -> None:
        """Nothing of the slip stays."""
        self._slip, self._words, self._count = None, [], 0

    def picture(self, name: str) -> QImage:
        """A page by its number, or a code by its kind; an empty picture for what is no longer there."""
        if self._slip is not None and name.isdecimal() and int(name) < self._count:
            return page(self._slip.pdf, int(name), self._slip.dpi)
        code = next((code for code in self._codes() if code.kind == name), None)
        return QImage() if code is None else drawn(code)


def page(pdf: bytes, number: int, dpi: float) -> QImage:
    """A page at the printer's density, drawn when it is shown and not before."""
    from kiosk.handouts import bitmap

    drawn = bitmap.page(pdf, number, dpi)
    return QImage(drawn.pixels, drawn.width, drawn.height, drawn.width, QImage.Format.Format_Grayscale8).copy()


class Pictures(Protocol):
    """Has pictures by name (`SlipDesk`, `kiosk.ui.papers`)."""

    def picture(self, name: str) -> QImage:
        """The picture; an empty one for what is no longer there."""


class SlipProvider(QQuickImageProvider):
    """`image://slip/SERIAL/NAME`, and `paper` for forms; the serial only keeps QML from showing an older picture."""

    def __init__(self, desk: Pictures) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._desk = desk

    def requestImage(self, address: str, size: QSize, _requested: QSize) -> QImage:
        """The picture, or one white pixel for what is no longer there."""
        image = self._desk.picture(address.rpartition("/")[2])
        if image.isNull():
            image = QImage(1, 1, QImage.Format.Format_RGB32)
            image.fill(QColor("white"))
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image
