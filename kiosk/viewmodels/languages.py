"""The first screen: every language by its own name, all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.domain.language import INTERFACE

if TYPE_CHECKING:
    from kiosk.viewmodels.catalogue import Catalogue

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

FAMILIES = {
    "Latn": "Noto Sans",
    "Arab": "Noto Sans Arabic",
    "Ethi": "Noto Sans Ethiopic",
    "Beng": "Noto Sans Bengali",
}
"""The font of a script; Qt finds it without, but tries the others first, and the first frame waits for that."""


@QmlElement
class LanguagesModel(QObject):
    """The interface's languages and any further ones of the pack."""

    loaded = Signal()

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._languages = INTERFACE

    def load(self, _argument: str) -> None:
        """Reads which languages the pack has beyond ours."""
        known = {language.tag for language in INTERFACE}
        self._languages = (*INTERFACE, *(more for more in self._catalogue.store.languages() if more.tag not in known))
        self.loaded.emit()

    def clear(self) -> None:
        """Nothing of a visitor is kept here."""

    @Property(list, notify=loaded)
    def languages(self) -> list[dict[str, Any]]:
        """`{tag, endonym, rtl, family}` in the order of the screen; family: the font that has these letters."""
        return [
            {
                "tag": each.tag,
                "endonym": each.endonym,
                "rtl": each.direction == "rtl",
                "family": FAMILIES.get(each.script, FAMILIES["Latn"]),
            }
            for each in self._languages
        ]
