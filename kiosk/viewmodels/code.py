"""A link that only a phone can follow, as a code to point its camera at."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import Any
from urllib.parse import unquote

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

_EMPTY: dict[str, Any] = {"text": "", "source": ""}


def address(payload: str) -> str:
    """Address of the picture of a payload's code (`kiosk.ui.codes` draws it); nothing for what fits into no code."""
    from kiosk.handouts.card import MOST

    data = payload.encode()
    return f"image://code/{urlsafe_b64encode(data).decode()}" if len(data) <= MOST else ""


def readable(link: str) -> str:
    """A link as people write it: a telephone number, a mail address, a web address without its scheme."""
    from kiosk.handouts.contact import readable_number, readable_url

    scheme, _, rest = link.partition(":")
    if scheme == "tel":
        return readable_number(rest)
    return unquote(rest).partition("?")[0] if scheme == "mailto" else readable_url(unquote(link))


@QmlElement
class CodeModel(QObject):
    """One link: its words and its code."""

    loaded = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._page = _EMPTY

    def load(self, argument: str) -> None:
        """Shows the link `argument`."""
        self._page = {"text": readable(argument), "source": address(argument)}
        self.loaded.emit()

    def clear(self) -> None:
        """Forgets the link."""
        self._page = _EMPTY
        self.loaded.emit()

    @Property(dict, notify=loaded)
    def page(self) -> dict[str, Any]:
        """`{text, source}`; source is empty where the link fits into no code."""
        return self._page
