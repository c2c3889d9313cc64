"""The press: typst kept warm, fed with bytes, handing back a PDF. It reads and writes no file of a visitor's.

The sources in `assets/typst` are read once. The compiler forgets files given to its constructor after the first
document (typst-py 0.15), so they go along with every call; that costs nothing, as typst keeps what it has parsed.
"""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path
from typing import Literal, cast

import typst

from kiosk.errors import HandoutError
from kiosk.resources import ASSETS

SOURCES = ASSETS / "typst"
FONTS = (Path("/usr/share/fonts/truetype/noto"), Path("/usr/share/fonts/noto"), Path("/usr/share/fonts/google-noto"))
"""Where Debian, Arch and Fedora put the fonts of Noto; elsewhere the system's list of fonts is asked."""

NEEDED = "Noto Sans", "Noto Serif", "Noto Naskh Arabic", "Noto Sans Ethiopic", "Noto Sans Bengali"
REMEMBERED = 10
"""Documents after which typst drops what none of them has used."""

Standard = Literal["ua-1", "a-3a"]

ACCESSIBLE: tuple[Standard, ...] = ("ua-1",)
LASTING: tuple[Standard, ...] = ("ua-1", "a-3a")
"""PDF/UA-1, and PDF/A-3a (ISO 19005-3) for what an office keeps, with a file attached."""

MAIN = "main.typ"
"""What typst begins with; the sources of a slip have a file of this name, another document takes its place."""


class Press:
    """A compiler with the fonts and the sources; safe to use from several threads, one slip at a time."""

    def __init__(self, fonts_in: tuple[Path, ...] = FONTS) -> None:
        """Raises HandoutError when the fonts are not installed."""
        folders = [str(folder) for folder in fonts_in if folder.is_dir()]
        fonts = typst.Fonts(include_system_fonts=not folders, include_embedded_fonts=False, font_paths=folders)
        missing = sorted(set(NEEDED) - set(fonts.families()))
        if missing:
            message = f"The fonts {', '.join(missing)} are missing; install the package fonts-noto-core."
            raise HandoutError(message)
        self._lock = threading.Lock()
        self._files = {source.name: source.read_bytes() for source in sorted(SOURCES.glob("*.typ"))}
        self._compiler = typst.Compiler(root=str(SOURCES), font_paths=fonts, ignore_system_fonts=True)

    def pdf(self, data: str, source: str = MAIN, standards: tuple[Standard, ...] = ACCESSIBLE) -> bytes:
        """The PDF of a slip from its data (`kiosk.handouts.layout`), or of another `source` in `assets/typst`.

        It is PDF/UA-1 (ISO 14289-1) unless a letter occurs that no font has: such a letter shows as an empty box, and
        the standard forbids that; the slip is then a plain PDF rather than none. Raises HandoutError.
        """
        with self._lock:
            try:
                return self._set(data, source, standards)
            finally:
                self._forget()

    def _set(self, data: str, source: str, standards: tuple[Standard, ...]) -> bytes:
        try:
            return self._compile(data, source, standards)
        except typst.TypstError as error:
            if "PDF/" not in error.message:
                raise HandoutError(_sentence(error)) from error
        try:
            return self._compile(data, source, ())
        except typst.TypstError as error:
            raise HandoutError(_sentence(error)) from error

    def _forget(self) -> None:
        """Empties typst's memory of earlier documents: nobody's slip stays, and 30 MB do not either (ADR 5)."""
        for _ in range(REMEMBERED + 1):
            self._compiler.compile(b"", format="pdf")

    def _compile(self, data: str, source: str, standards: tuple[Standard, ...]) -> bytes:
        made = self._compiler.compile(  # type: ignore[type-var]  # the stub forgets dictionaries, typst-py's page does not
            {**self._files, MAIN: self._files[source]},
            format="pdf",
            sys_inputs={"handout": data},
            pdf_standards=[*standards],
        )
        return cast("bytes", made)


def _sentence(error: typst.TypstError) -> str:
    return f"The slip could not be set ({error.message}); report this with the names of its services."


@cache
def press() -> Press:
    """The press of this process, made at the first slip."""
    return Press()
