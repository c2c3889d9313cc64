"""Draws QR codes for the screen: those of a slip, and `image://code/…` for links and dates."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickImageProvider

if TYPE_CHECKING:
    from PySide6.QtCore import QSize

    from kiosk.handouts.codes import Code

QUIET_ZONE = 4
"""Modules of white around a code (ISO/IEC 18004)."""


def drawn(code: Code) -> QImage:
    """A code with one pixel a module, to be enlarged without smoothing."""
    side = code.width + 2 * QUIET_ZONE
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    for y, row in enumerate(code.modules):
        for x, dark in enumerate(row):
            if dark:
                image.setPixelColor(x + QUIET_ZONE, y + QUIET_ZONE, QColor("black"))
    return image


class CodeProvider(QQuickImageProvider):
    """`image://code/PAYLOAD`, the payload in the URL-safe alphabet of Base64 (RFC 4648, section 5)."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, address: str, size: QSize, _requested: QSize) -> QImage:
        """The code; an empty picture for a payload that fits into none, which `kiosk.viewmodels.code` prevents."""
        from kiosk.handouts.codes import make
        from kiosk.handouts.words import neutral

        code = make("source", urlsafe_b64decode(address).decode(), neutral(""))
        image = QImage() if code is None else drawn(code)
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image
