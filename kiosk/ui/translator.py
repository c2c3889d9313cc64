"""Serves `qsTr` from the gettext catalogue of the visitor's language (ADR 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTranslator

if TYPE_CHECKING:
    from kiosk.viewmodels.session import Session


class GettextTranslator(QTranslator):
    """Qt asks here for each `qsTr`; contexts are not used, as in gettext."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def translate(self, _context: str, text: str, _disambiguation: str | None = None, _n: int = -1) -> str:
        """The text in the visitor's language, or itself, marked where the screen runs the other way."""
        return self._session.said(text)

    def isEmpty(self) -> bool:
        """Never empty, or Qt would not install it."""
        return False
