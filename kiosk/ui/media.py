"""Pictures of the pack: `image://media/HASH`, no larger in memory than they are shown."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtQuick import QQuickImageProvider

from kiosk.errors import KioskError

if TYPE_CHECKING:
    from kiosk.viewmodels.catalogue import Catalogue

LARGEST = 64
"""Mebibytes that a picture may take while it is read; one that needs more is not shown."""

WIDEST = 2048
"""Pixels of a side, where nobody asks for fewer."""


class MediaProvider(QQuickImageProvider):
    """Reads from the pack that is on screen; one transparent pixel for what is not there or is no picture."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._catalogue = catalogue

    def requestImage(self, address: str, size: QSize, requested: QSize) -> QImage:
        """The picture, scaled down to the width that is asked for."""
        image = self._read(address, requested.width() if requested.width() > 0 else WIDEST)
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image

    def _read(self, name: str, width: int) -> QImage:
        QImageReader.setAllocationLimit(LARGEST)
        try:
            picture = self._catalogue.store.guides.picture(name)
        except KioskError as error:
            logging.getLogger("kiosk.media").warning("%s", error)
            return _nothing()
        buffer = QBuffer()
        buffer.setData(QByteArray(picture.data))
        reader = QImageReader(buffer)
        reader.setAutoTransform(True)
        shape = reader.size()
        scale = min(1.0, width / max(1, shape.width()), WIDEST / max(1, shape.height()))
        if shape.isValid() and scale < 1:
            reader.setScaledSize(QSize(max(1, round(shape.width() * scale)), max(1, round(shape.height() * scale))))
        image = reader.read()
        if image.isNull():
            logging.getLogger("kiosk.media").warning("the picture %s cannot be read: %s", name, reader.errorString())
            return _nothing()
        return image


def _nothing() -> QImage:
    image = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    return image
