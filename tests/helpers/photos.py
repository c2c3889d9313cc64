"""Printed pages as a clerk photographs or scans them: tilted, leaning, blurred, badly lit, squeezed into a JPEG."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QIODevice, QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QLinearGradient, QPainter, QPolygonF, QRadialGradient, QTransform


@dataclass(frozen=True, slots=True)
class Glare:
    """A lamp's reflection, white in its middle with a soft edge: an ellipse, in pixels of the page."""

    x: float
    y: float
    wide: float
    high: float

    @classmethod
    def over(cls, x: float, y: float, area: float) -> Glare:
        """Half as wide again as it is high, of this many square pixels."""
        high = math.sqrt(area / math.pi / 1.5)
        return cls(x, y, 1.5 * high, high)


@dataclass(frozen=True, slots=True)
class Lit:
    """The light of an office: how much of it one corner has of what the opposite one has, and the camera's grain.

    grain: deviation of each pixel, in levels of 255.
    """

    glare: Glare | None = None
    dark: float = 0.4
    grain: float = 8


def photo(
    png: bytes,
    *,
    tilt: float = 0,
    lean: float = 0,
    lit: Lit | None = None,
    blur: int = 0,
    quality: int = 100,
    kind: str = "JPEG",
) -> bytes:
    """A picture of a page.

    tilt: degrees in its plane. lean: degrees by which the camera does not look straight at it. blur: radius of a box in pixels.
    """
    image = QImage.fromData(png).convertToFormat(QImage.Format.Format_RGB32)
    if lit is not None:
        _shade(image, lit.dark)
        if lit.glare is not None:
            _shine(image, lit.glare)
    if tilt or lean:
        image = _seen(image, QTransform().rotate(tilt) if tilt else _leaning(image, lean))
    if blur:
        sharp, image = image, image.copy()
        reach = range(-blur, blur + 1)
        _paint(image, sharp, [(x, y) for x in reach for y in reach])
    if lit is not None:
        image = _grainy(image, lit.grain)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind, quality)  # type: ignore[call-overload]  # the stub says bytes, which it does not take
    return bytes(buffer.data().data())


def _shade(image: QImage, dark: float) -> None:
    light = QLinearGradient(0, 0, image.width(), image.height())
    for at, share in ((0, dark), (1, 1.0)):
        light.setColorAt(at, QColor.fromRgbF(share, share, share))
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.fillRect(image.rect(), QBrush(light))
    painter.end()


def _shine(image: QImage, glare: Glare) -> None:
    shape = QRadialGradient(0, 0, 1.25)
    for at, opacity in ((0, 255), (0.8, 255), (1, 0)):
        shape.setColorAt(at, QColor(255, 255, 255, opacity))
    painter = QPainter(image)
    painter.translate(glare.x, glare.y)
    painter.scale(glare.wide, glare.high)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(shape))
    painter.drawEllipse(QPointF(0, 0), 1.25, 1.25)
    painter.end()


def _leaning(image: QImage, degrees: float) -> QTransform:
    """From an arm's length, twice the page's width, the farther side is the shorter one."""
    width, height = float(image.width()), float(image.height())
    half = math.sin(math.radians(degrees)) / 4
    near, far = 1 / (1 - half), 1 / (1 + half)

    def quad(left: float, right: float, narrow: float) -> QPolygonF:
        corners = ((0, -left), (narrow, -right), (narrow, right), (0, left))
        return QPolygonF([QPointF(x * width, (0.5 + y / 2) * height) for x, y in corners])

    seen = QTransform.quadToQuad(quad(1, 1, 1), quad(near, far, math.cos(math.radians(degrees))))
    assert isinstance(seen, QTransform), "four corners of a page are always seen somewhere"
    return seen


def _seen(image: QImage, through: QTransform) -> QImage:
    turned = image.transformed(through, Qt.TransformationMode.SmoothTransformation)
    table = QImage(turned.size(), QImage.Format.Format_RGB32)
    table.fill(QColor(215, 215, 215))
    _paint(table, turned, [(0, 0)])
    return table


def _grainy(image: QImage, deviation: float) -> QImage:
    """The same grain for the same picture."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    chance = random.Random(len(grey.constBits()))
    noise = [round(chance.gauss(0, deviation)) for _ in range(1 << 16)]
    start = chance.randrange(1 << 16)
    levels = bytearray(grey.constBits())
    for at, level in enumerate(levels):
        levels[at] = min(255, max(0, level + noise[(start + at * 40503) & 0xFFFF]))
    return QImage(bytes(levels), grey.width(), grey.height(), grey.bytesPerLine(), grey.format()).copy()


def _paint(on: QImage, image: QImage, offsets: list[tuple[int, int]]) -> None:
    """Draws a picture at each offset so that all of them weigh the same."""
    painter = QPainter(on)
    for number, (x, y) in enumerate(offsets, 1):
        painter.setOpacity(1 / number)
        painter.drawImage(x, y, image)
    painter.end()
