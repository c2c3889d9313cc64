"""Pictograms: Font Awesome's solid SVG files, drawn in the colour that the theme asks for.

Qt's own reader of SVG draws them: importing `PySide6.QtSvg`, or the namespace `Qt` with its thousand enumeration members,
would cost the start 20 ms.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import fontawesomefree
from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtQuick import QQuickImageProvider

SMALLEST = 8
LARGEST = 1024


@cache
def folder() -> Path:
    """Where the SVG files lie."""
    return Path(fontawesomefree.__file__).parent / "static" / "fontawesomefree" / "svgs" / "solid"


class IconProvider(QQuickImageProvider):
    """`image://icon/NAME/RRGGBB` at the size that is asked for; an unknown name draws a plain question mark."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, address: str, size: QSize, requested: QSize) -> QImage:
        """Draws one pictogram, its longer side as long as what is asked for."""
        name, _, colour = address.partition("/")
        side = max(SMALLEST, min(requested.width(), LARGEST))
        file = folder() / f"{Path(name).name}.svg"
        if not file.is_file():
            file = folder() / "circle-question.svg"
        source = file.read_bytes().replace(b"<path ", f'<path fill="#{colour}" '.encode())
        buffer = QBuffer()
        buffer.setData(QByteArray(source))
        reader = QImageReader(buffer, QByteArray(b"svg"))
        shape = reader.size()
        scale = side / max(shape.width(), shape.height())
        reader.setScaledSize(QSize(round(shape.width() * scale), round(shape.height() * scale)))
        image = reader.read()
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image
