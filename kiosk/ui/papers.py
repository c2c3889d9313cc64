"""Makes the paper of a form that the screen shows, and hands it to the printer; keeps it in memory only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from kiosk.errors import PrinterError
from kiosk.ui.codes import drawn
from kiosk.ui.slips import page

if TYPE_CHECKING:
    from kiosk.forms.paper.render import Printed
    from kiosk.handouts.printers import Printer
    from kiosk.viewmodels.catalogue import Catalogue
    from kiosk.viewmodels.filling import Filling
    from kiosk.viewmodels.paper import Made


class PaperDesk:
    """One paper at a time. `dpi` is the printer's, so that the codes that were read back are those that are printed."""

    def __init__(self, catalogue: Catalogue, *, printer: Printer | None, dpi: int) -> None:
        self._catalogue = catalogue
        self._printer = printer
        self._dpi = dpi
        self._printed: Printed | None = None
        self._count = 0

    @property
    def has_printer(self) -> bool:
        """Whether IT named a printer."""
        return self._printer is not None

    def prepare(self, filling: Filling) -> Made:
        """Sets the paper; CodeError, FormError or HandoutError when it cannot be made."""
        from kiosk.forms import handing_in
        from kiosk.handouts import bitmap
        from kiosk.viewmodels.paper import Made

        self.forget()
        catalogue, form = self._catalogue, filling.form
        desk = handing_in.Desk.of(catalogue.store, form.definition, catalogue.now().date(), trusted=catalogue.trusted)
        texts, official = filling.loaded.texts, filling.official
        self._printed = handing_in.printed(form, texts, official, desk, filling.number, self._dpi)
        self._count = bitmap.count(self._printed.pdf)
        return Made(self._count, len(self._printed.codes), desk.key is not None)

    def print(self) -> None:
        """Sends the paper off; PrinterError when the printer does not take it."""
        if self._printer is None or self._printed is None:
            message = "there is no printer or no paper; name a queue in printing.queue"
            raise PrinterError(message)
        self._printer.print(self._printed.pdf)

    def forget(self) -> None:
        """Nothing of the paper stays."""
        self._printed, self._count = None, 0

    def picture(self, name: str) -> QImage:
        """A page by its number, or a code by `code` and its number; an empty picture for what is no longer there."""
        number = name.removeprefix("code")
        if self._printed is None or not number.isdecimal():
            return QImage()
        if name == number:
            return page(self._printed.pdf, int(number), self._printed.dpi) if int(number) < self._count else QImage()
        codes = self._printed.codes
        return drawn(codes[int(number)]) if int(number) < len(codes) else QImage()
