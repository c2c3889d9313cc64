"""Photographs and scans from a file, as grey pixels: PNG, JPEG and what else Qt reads."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from kiosk.handouts.bitmap import Bitmap


def grey(data: bytes, longest: int) -> Bitmap | None:
    """The picture, upright and no longer than `longest` pixels on a side; None for what Qt cannot read.

    Qt refuses by itself what would take more than 256 MiB.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > longest:
        reader.setScaledSize(size.scaled(QSize(longest, longest), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return None
    if image.hasAlphaChannel():  # paper is white behind what is transparent
        opaque = QImage(image.size(), QImage.Format.Format_RGB32)
        opaque.fill(Qt.GlobalColor.white)
        _draw(opaque, image)
        image = opaque
    image = image.convertToFormat(QImage.Format.Format_Grayscale8)
    stride, width, height = image.bytesPerLine(), image.width(), image.height()
    rows = bytes(image.constBits())
    return Bitmap(width, height, b"".join(rows[row * stride : row * stride + width] for row in range(height)))


def _draw(on: QImage, image: QImage) -> None:
    painter = QPainter(on)
    painter.drawImage(0, 0, image)
    painter.end()
