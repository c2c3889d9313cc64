"""Keeps the newest pack on screen: between two visitors it opens the active slot, and holds its lock while it is shown."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from kiosk.content.store import Store
from kiosk.errors import KioskError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.packs.slots import Slot, Slots
    from kiosk.viewmodels.catalogue import Catalogue
    from kiosk.viewmodels.navigator import Navigator
    from kiosk.viewmodels.session import Session


class SlotWatch:
    """Looks for a pack when told to. opened: is told of a slot before what it holds is shown."""

    def __init__(
        self,
        slots: Slots,
        session: Session,
        catalogue: Catalogue,
        navigator: Navigator,
        opened: Callable[[Slot], None],
    ) -> None:
        self._slots = slots
        self._session, self._catalogue, self._navigator = session, catalogue, navigator
        self._opened = opened
        self._slot: Slot | None = None
        self._looked_at: str | None = ""

    def look(self) -> None:
        """Between two visitors: shows the active slot, if it is another one than the one on screen."""
        if self._session.busy:
            return
        try:
            name = self._slots.active_name()
            if name == self._looked_at:
                return
            self._looked_at = name
            if self._slot is None or name != self._slot.name:
                self._open()
        except KioskError as error:  # what is on screen stays there; without any pack the screen is calm
            logging.getLogger("kiosk").warning("the newest pack cannot be shown: %s", error)
        if self._slot is None:
            self._navigator.start()

    def _open(self) -> None:
        slot = self._slots.active()
        if slot is None:
            return
        try:
            store = Store(slot.path)
        except BaseException:
            slot.close()
            raise
        before, self._slot = self._slot, slot
        self._opened(slot)
        self._catalogue.swap(store, trusted=slot.trusted)
        if before is not None:
            before.close()

    def close(self) -> None:
        """Shows nothing any more, and lets go of the lock."""
        self._catalogue.swap(None, trusted=False)
        if self._slot is not None:
            self._slot.close()
            self._slot = None
