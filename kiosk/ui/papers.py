"""Makes the paper of a form that the screen shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui.tray import Tray

if TYPE_CHECKING:
    from kiosk.handouts.printers import Printer
    from kiosk.viewmodels.catalogue import Catalogue
    from kiosk.viewmodels.filling import Filling
    from kiosk.viewmodels.paper import Made


class PaperDesk(Tray):
    """`dpi` is the printer's, so that the codes that were read back are those that are printed: `code0`, `code1` …"""

    def __init__(self, catalogue: Catalogue, *, printer: Printer | None, dpi: int) -> None:
        super().__init__(printer)
        self._catalogue = catalogue
        self._printed_at = dpi

    def prepare(self, filling: Filling) -> Made:
        """Sets the paper; CodeError, FormError or HandoutError when it cannot be made."""
        from kiosk.forms import handing_in
        from kiosk.viewmodels.paper import Made

        self.forget()
        catalogue, form = self._catalogue, filling.form
        desk = handing_in.Desk.of(catalogue.store, form.definition, catalogue.now().date(), trusted=catalogue.trusted)
        texts, official = filling.loaded.texts, filling.official
        printed = handing_in.printed(form, texts, official, desk, filling.number, self._printed_at)
        codes = {f"code{number}": code for number, code in enumerate(printed.codes)}
        return Made(self.lay(printed.pdf, printed.dpi, codes), len(codes), desk.key is not None)
