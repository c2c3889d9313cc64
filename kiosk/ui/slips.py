"""Makes the slip that the screen shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui.tray import Tray

if TYPE_CHECKING:
    from kiosk.handouts.printers import Printer
    from kiosk.viewmodels.catalogue import Catalogue


class SlipDesk(Tray):
    """`paper` and `dpi` are the printer's, so that what was read back is what is printed. A code's name is its kind."""

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        printer: Printer | None,
        paper: str,
        dpi: int,
    ) -> None:
        self._words: list[str] = []
        super().__init__(printer)
        self._catalogue = catalogue
        self._paper, self._printed_at = paper, dpi

    def prepare(self, slug: str, language: str) -> int:
        """Makes the slip of a service; the number of its pages. HandoutError when it cannot be made."""
        from kiosk.handouts import document, render
        from kiosk.handouts.spoken import spoken

        handout = document.compose(
            self._catalogue.store,
            [slug],
            language,
            fallback=self._catalogue.fallback,
            today=self._catalogue.now().date() if self._catalogue.clock_trusted() else None,
            demonstration=not self._catalogue.trusted,
        )
        slip = render.slip(handout, self._paper, self._printed_at)
        self._words = spoken(handout)
        return self.lay(slip.pdf, slip.dpi, {code.kind: code for code in (slip.codes or ((),))[0]})

    def words(self) -> list[str]:
        """What stands on the slip, line by line, for somebody who hears it."""
        return self._words

    def codes(self) -> dict[str, str]:
        """Kinds of the codes that read back from the page, and what each has in it, in words."""
        from kiosk.handouts.spoken import held

        return {kind: held(code) for kind, code in self._codes.items()}

    def forget(self) -> None:
        """Nothing of the slip stays."""
        super().forget()
        self._words = []
