"""Collects the interface's texts into `locales/kiosk.pot` and brings the catalogues up to date.

Texts of `core.pot` stay there: they exist in all languages, the others where somebody translated them.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from kiosk.resources import LOCALES, ROOT

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = ("lv", "en", "ru", "uk", "pl", "ar", "fa", "fr", "ti")
"""Languages of the demonstration pack; a further one needs only a folder with a `kiosk.po`."""

KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "qsTr": None,
    "gettext": None,
    "ngettext": (1, 2),
    "N_": None,
    "tr": None,
}


def texts() -> Catalog:
    """All texts of the sources that are not core texts, in the order of the files."""
    with (LOCALES / "core.pot").open("rb") as stream:
        core = read_po(stream)
    catalog = Catalog(project="kiosk", fuzzy=False)
    package = ROOT / "kiosk"
    sources = [("javascript", file) for file in sorted(package.rglob("*.qml"))]
    sources += [("python", file) for file in sorted(package.rglob("*.py"))]
    for method, file in sources:
        for _line, message, _comments, _context in extract_from_file(method, file, keywords=KEYWORDS):
            if message and message not in core:
                catalog.add(message, locations=[(file.relative_to(ROOT).as_posix(), 0)])
    return catalog


def write(catalog: Catalog, file: Path) -> None:
    """One file: sorted as the sources are, no dates, no line breaks of its own."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        write_po(stream, catalog, width=0, omit_header=False, include_lineno=False, ignore_obsolete=True)
    kept = [
        line
        for line in file.read_text(encoding="utf-8").splitlines()
        if not line.startswith(
            (
                '"POT-Creation-Date',
                '"PO-Revision-Date',
                '"Generated-By',
                '"Last-Translator',
                '"Language-Team',
                '"Report-Msgid',
            )
        )
        and not (line.startswith("#") and not line.startswith(("#:", "#,", "#.", "#|", "# kiosk")))
    ]
    file.write_text("\n".join(kept).rstrip("\n") + "\n", encoding="utf-8")


def main() -> int:
    """Writes the template and updates each language's catalogue."""
    template = texts()
    write(template, LOCALES / "kiosk.pot")
    folders = {folder.parent.name for folder in LOCALES.glob("*/kiosk.po")} | set(LANGUAGES)
    for tag in sorted(folders):
        file = LOCALES / tag / "kiosk.po"
        catalog = Catalog(locale=None, project="kiosk", fuzzy=False)
        if file.exists():
            with file.open("rb") as stream:
                catalog = read_po(stream)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.fuzzy = False
        write(catalog, file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
