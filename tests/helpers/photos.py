"""Printed pages as a clerk photographs or scans them: tilted, blurred, squeezed into a JPEG."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter, QTransform


def photo(png: bytes, *, tilt: float = 0, blur: int = 0, quality: int = 100, kind: str = "JPEG") -> bytes:
    """A picture of a page; tilt: degrees, blur: radius of a box in pixels."""
    image = QImage.fromData(png)
    if tilt:
        turned = image.transformed(QTransform().rotate(tilt), Qt.TransformationMode.SmoothTransformation)
        image = QImage(turned.size(), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        _paint(image, turned, [(0, 0)])
    if blur:
        sharp = image.convertToFormat(QImage.Format.Format_RGB32)
        image = sharp.copy()
        reach = range(-blur, blur + 1)
        _paint(image, sharp, [(x, y) for x in reach for y in reach])
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind, quality)  # type: ignore[call-overload]  # the stub says bytes, which it does not take
    return bytes(buffer.data().data())


def _paint(on: QImage, image: QImage, offsets: list[tuple[int, int]]) -> None:
    """Draws a picture at each offset so that all of them weigh the same."""
    painter = QPainter(on)
    for number, (x, y) in enumerate(offsets, 1):
        painter.setOpacity(1 / number)
        painter.drawImage(x, y, image)
    painter.end()
