"""The paper of a form before it is printed: its pages as pictures, the clerk's code, and the one button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from kiosk.errors import KioskError, PrinterError

if TYPE_CHECKING:
    from kiosk.viewmodels.filling import Filling
    from kiosk.viewmodels.session import Session


@dataclass(frozen=True, slots=True)
class Made:
    """A paper that has been set. pages and codes: how many. sealed: only the city's office can read the code."""

    pages: int
    codes: int
    sealed: bool


class Desk(Protocol):
    """Makes papers and hands them to a printer (`kiosk.ui.papers`)."""

    @property
    def has_printer(self) -> bool:
        """Whether there is one."""

    def prepare(self, filling: Filling) -> Made:
        """Makes a paper."""

    def print(self) -> None:
        """Sends it off."""

    def forget(self) -> None:
        """Nothing of it stays."""


class Paper:
    """One paper. `state` is ready, sent, code (shown large on the screen) or failed."""

    def __init__(self, session: Session, desk: Desk) -> None:
        self._session = session
        self._desk = desk
        self._serial = 0
        self._made = Made(0, 0, sealed=False)
        self._silent = False
        self.state = "ready"

    def make(self, filling: Filling, *, again: bool = False) -> None:
        """Makes the paper of a form as it is now. again: in another language, or after a look elsewhere; a code stays shown."""
        self._serial += 1
        if not again or self.state == "failed":
            self.state, self._silent = "ready", False
        try:
            self._made = self._desk.prepare(filling)
        except KioskError:
            self._made = Made(0, 0, sealed=False)
            self.state = "failed"

    def take(self) -> None:
        """Prints, where there is a printer; else shows the clerk's code large."""
        if not self._desk.has_printer:
            self.state = "code"
            return
        try:
            self._desk.print()
            self.state = "sent"
        except PrinterError:
            self.state, self._silent = "code", True

    def show(self) -> None:
        """Shows the clerk's code large."""
        self.state = "code"

    def forget(self) -> None:
        """Nothing of it stays."""
        self._desk.forget()
        self._made, self.state, self._silent = Made(0, 0, sealed=False), "ready", False

    @property
    def message(self) -> str:
        """What must be said of the state; '' for nothing."""
        tr = self._session.tr
        if self.state == "failed":
            return tr("The form cannot be printed now. Please ask the staff.")
        if self.state == "sent":
            return tr("Sent to the printer")
        return tr("The printer does not answer. Show this code at the desk.") if self._silent else ""

    def describe(self) -> dict[str, Any]:
        """What the screen shows of it."""
        tr, address = self._session.tr, f"image://paper/{self._serial}"
        privacy = (
            tr("Only the city's office can read this code.")
            if self._made.sealed
            else tr("This code is not sealed: whoever photographs it can read your answers.")
        )
        return {
            "state": self.state,
            "message": self.message,
            "hasPrinter": self._desk.has_printer,
            "pages": [f"{address}/{page}" for page in range(self._made.pages)],
            "codes": [
                {
                    "source": f"{address}/code{number}",
                    "title": tr("Code %1 of %2", str(number + 1), str(self._made.codes))
                    if self._made.codes > 1
                    else "",
                }
                for number in range(self._made.codes)
            ],
            "privacy": privacy if self._made.codes else "",
            "sealed": self._made.sealed,
        }
