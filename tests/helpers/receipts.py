"""A receipt printer as far as slips need one: it takes ESC/POS and nothing that it does not know."""

from __future__ import annotations

from kiosk.handouts.bitmap import Bitmap

BUFFER = 32 * 1024
"""Bytes of the smallest receive buffer, in which a picture has to fit."""


class ReceiptPrinter:
    """Prints on paper of `dots` dots. papers: what has been cut off. idle: whether all of the input was commands."""

    def __init__(self, dots: int = 576) -> None:
        self.dots = dots
        self.papers: list[Bitmap] = []
        self._rows: list[bytes] = []
        self._started = False

    def take(self, data: bytes) -> None:
        """Does what the bytes say; AssertionError for what would come out as letters or be cut off at the edge."""
        at = 0
        while at < len(data):
            if data.startswith(b"\x1b@", at):  # ESC @, initialize
                self._started, at = True, at + 2
            elif data.startswith(b"\x1dV", at):  # GS V m n, cut
                assert data[at + 2] in {65, 66}, "a cut that nobody has heard of"
                self._cut()
                at += 4
            else:
                assert data.startswith(b"\x1dv0\0", at), f"this would be printed as letters: {data[at : at + 8]!r}"
                assert self._started, "what was set before would still hold"
                at = self._picture(data, at + 4)
        assert not self._rows, "the last paper hangs in the printer"

    def _picture(self, data: bytes, at: int) -> int:
        """GS v 0: bytes a row and rows, low byte first, then dots from the top left."""
        width, height = (int.from_bytes(data[start : start + 2], "little") for start in (at, at + 2))
        assert 0 < 8 * width <= self.dots + 7
        assert 0 < width * height <= BUFFER
        at += 4
        for start in range(at, at + width * height, width):
            row = data[start : start + width]
            assert len(row) == width, "the picture ends too early"
            bits = f"{int.from_bytes(row, 'big'):0{8 * width}b}"
            assert "1" not in bits[self.dots :], "ink beside the paper"
            self._rows.append(bytes(0 if bit == "1" else 255 for bit in bits[: self.dots]))
        return at + width * height

    def _cut(self) -> None:
        assert self._rows, "an empty paper"
        self.papers.append(Bitmap(len(self._rows[0]), len(self._rows), b"".join(self._rows)))
        self._rows = []
