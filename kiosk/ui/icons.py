"""Pictograms: Font Awesome's solid SVG files, drawn in the colour that the theme asks for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import fontawesomefree
from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

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
        """Draws one pictogram, centred in a square."""
        name, _, colour = address.partition("/")
        side = max(SMALLEST, min(requested.width(), LARGEST))
        size.setWidth(side)
        size.setHeight(side)
        file = folder() / f"{Path(name).name}.svg"
        if not file.is_file():
            file = folder() / "circle-question.svg"
        source = file.read_bytes().replace(b"<path ", f'<path fill="#{colour}" '.encode())
        renderer = QSvgRenderer(QByteArray(source))
        image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        shape = renderer.defaultSize()
        scale = side / max(shape.width(), shape.height())
        width, height = shape.width() * scale, shape.height() * scale
        painter = QPainter(image)
        renderer.render(painter, QRectF((side - width) / 2, (side - height) / 2, width, height))
        painter.end()
        return image
