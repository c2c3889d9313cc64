"""QR codes of a slip: made here, and read again from the finished page before anybody is offered it.

ISO/IEC 18004, level M, at most version 15 (docs/adr/0005-slips-through-typst.md says why these).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import qrcode
import zxingcpp
from qrcode import util

from kiosk.handouts import labels
from kiosk.handouts.card import MOST, card
from kiosk.handouts.contact import contact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.domain.service import Service
    from kiosk.handouts.bitmap import Bitmap
    from kiosk.handouts.voice import Voices
    from kiosk.handouts.words import Pair

Kind = Literal["source", "contact", "card", "office"]

_FORMATS = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
MASK = 2
"""The data mask (ISO/IEC 18004, 7.8.2). Trying all eight would take 35 ms a slip and find one 6 % better (ADR 5)."""

_MODE_BITS = 4
"""Bits that say how what follows is packed (ISO/IEC 18004, 7.4.1)."""

QUIET_ZONE = 4
"""Light modules that a reader needs on each side (ISO/IEC 18004, 6.3.8)."""


@dataclass(frozen=True, slots=True)
class Code:
    """One QR code. modules: rows of dark (True) and light ones, without the quiet zone."""

    kind: Kind
    payload: bytes
    caption: Pair
    modules: tuple[tuple[bool, ...], ...]

    @property
    def width(self) -> int:
        """Modules on a side: 21 to 77, and up to 105 of the clerk's code."""
        return len(self.modules)

    @property
    def width_with_quiet_zone(self) -> int:
        """Modules on a side that stay free for the code: 8 more."""
        return self.width + 2 * QUIET_ZONE

    def svg(self) -> str:
        """A drawing one unit a module, with the quiet zone; one path, so that no seams show between modules."""
        path = "".join(f"M{column} {row}h{length}v1h-{length}z" for row, column, length in self._runs())
        size = self.width_with_quiet_zone
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{path}"/></svg>'

    def _runs(self) -> Iterator[tuple[int, int, int]]:
        """Row, first column and length of each unbroken line of dark modules."""
        for row, modules in enumerate(self.modules, QUIET_ZONE):
            start = None
            for column, dark in enumerate((*modules, False), QUIET_ZONE):
                if dark and start is None:
                    start = column
                elif not dark and start is not None:
                    yield row, start, column - start
                    start = None


def codes(service: Service, voices: Voices) -> tuple[Code, ...]:
    """The codes of a service's slip: the page that the facts come from, the contact, the offline card.

    One that has nothing to say, or would need more than version 15, is not there.
    """
    reach = contact(service, MOST)
    wanted: tuple[tuple[Kind, str, str], ...] = (
        ("source", service.sources[0] if service.sources else "", labels.SOURCE),
        ("contact", reach, labels.CALL if reach.startswith("tel:") else labels.CONTACT),
        ("card", card(service, voices.visitor, voices.on), labels.CARD),
    )
    made = (make(kind, payload, voices.say(label)) for kind, payload, label in wanted if payload)
    return tuple(code for code in made if code is not None)


def make(kind: Kind, payload: str, caption: Pair, most: int = MOST) -> Code | None:
    """The code of `payload` in UTF-8; None where it has more than `most` bytes, by default what version 15 holds.

    Digits alone are packed three to ten bits (ISO/IEC 18004, 7.4.3), so that 1,872 of them fit version 22.
    """
    data = payload.encode()
    if len(data) > most:
        return None
    version = smallest_version(data)
    maker = qrcode.QRCode(version, error_correction=qrcode.ERROR_CORRECT_M, border=0, mask_pattern=MASK)
    maker.add_data(data, optimize=0)
    maker.make(fit=version is None)
    return Code(kind, data, caption, tuple(tuple(map(bool, row)) for row in maker.modules))


def smallest_version(data: bytes) -> int | None:
    """The version that plain bytes need at level M; None for digits and capitals, which are packed (qrcode finds theirs).

    qrcode itself would write all bits again for each version that it tries.
    """
    mode = util.optimal_mode(data)
    if mode != util.MODE_8BIT_BYTE:
        return None
    limits = util.BIT_LIMIT_TABLE[qrcode.ERROR_CORRECT_M]
    return next(
        (
            version
            for version in range(1, len(limits))
            if _MODE_BITS + util.length_in_bits(mode, version) + 8 * len(data) <= limits[version]
        ),
        None,
    )


def read_print(bitmap: Bitmap, *, thermal: bool) -> list[bytes]:
    """What a camera would read on a page of ours, held straight and with no help but the pixels themselves.

    thermal: the pixels are taken as such a printer's head burns them, those darker than half as black, the others as paper.
    """
    binarizer = zxingcpp.Binarizer.FixedThreshold if thermal else zxingcpp.Binarizer.LocalAverage
    found = zxingcpp.read_barcodes(
        bitmap.view(), formats=_FORMATS, try_rotate=False, try_downscale=False, try_invert=False, binarizer=binarizer
    )
    return [barcode.bytes for barcode in found]


def read(bitmap: Bitmap) -> list[bytes]:
    """What a patient camera reads on a page that somebody holds up or has scanned: the bytes of every QR code on it."""
    found = zxingcpp.read_barcodes(bitmap.view(), formats=_FORMATS, try_invert=False)
    return [barcode.bytes for barcode in found]
