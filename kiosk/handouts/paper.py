"""The papers that a slip fits."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.errors import HandoutError

MILLIMETRES_PER_INCH = 25.4
_HEADS = {203: 203.2, 300: 300.0}


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper.

    width: of the page, in millimetres. column: the narrowest line of prose on it, in millimetres. size: of the visitor's
    words, in points. title: the same of a title that fits; title_line: the line that it has, in millimetres. module: of a QR code, in millimetres, at least 0.5. thermal: black or white, nothing between.
    two_columns: the official language stands beside the visitor's, else beneath it.
    """

    name: str
    width: float
    column: float
    size: float
    title: float
    title_line: float
    module: float
    thermal: bool
    two_columns: bool


ROLL = "80mm"
"""The paper of receipt printers."""

PAPERS = {
    ROLL: Paper(
        ROLL, width=72, column=52, size=10.5, title=18, title_line=68, module=0.5, thermal=True, two_columns=False
    ),
    "a4": Paper(
        "a4", width=210, column=62, size=10.5, title=19, title_line=90, module=0.6, thermal=False, two_columns=True
    ),
}
"""By name. Of the roll 72 mm of it can be printed on, 576 dots of 0.125 mm."""


def paper(name: str) -> Paper:
    """The paper called `name`; HandoutError for an unknown one."""
    try:
        return PAPERS[name]
    except KeyError:
        message = f"There is no paper {name!r}; choose {' or '.join(PAPERS)}."
        raise HandoutError(message) from None


def density(dpi: int) -> float:
    """The real dots an inch of a printer sold as `dpi`: 203 stands for 8 dots a millimetre, which is 203.2."""
    return _HEADS.get(dpi, float(dpi))
