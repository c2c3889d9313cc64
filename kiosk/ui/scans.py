"""Photographs and scans from a file, as grey pixels: PNG, JPEG and what else Qt reads."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from kiosk.handouts.bitmap import Bitmap

if TYPE_CHECKING:
    from collections.abc import Iterator


MOST_PIXELS = 64_000_000
"""Of a picture before it is made smaller: what takes 256 MiB, where Qt stops by itself."""


def grey(data: bytes, longest: int) -> Bitmap | None:
    """The picture, upright and no longer than `longest` pixels on a side; None for what cannot be read or is too large."""
    with _silence():
        image = _read(data, longest)
    if image is None:
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


def _read(data: bytes, longest: int) -> QImage | None:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.width() * size.height() > MOST_PIXELS:
        return None
    if size.isValid() and max(size.width(), size.height()) > longest:
        reader.setScaledSize(size.scaled(QSize(longest, longest), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image


@contextmanager
def _silence() -> Iterator[None]:
    """Nothing reaches standard error: libpng and libjpeg complain there, and the caller says in one sentence what is wrong."""
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _draw(on: QImage, image: QImage) -> None:
    painter = QPainter(on)
    painter.drawImage(0, 0, image)
    painter.end()
