"""Collects the interface's texts into `locales/kiosk.pot` and brings the catalogues of all languages up to date.

Texts of `core.pot` stay there: it is written by hand, as every language has to have them; the others are there where
somebody translated them. The files carry no dates, no line numbers and no guesses, so that the same sources give the
same bytes and a change of a catalogue shows a change of a text.
"""

from __future__ import annotations

import sys
from io import BytesIO
from itertools import takewhile
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from kiosk.domain.language import INTERFACE
from kiosk.i18n import plurals
from kiosk.i18n.cldr import locale_of
from kiosk.resources import LOCALES, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LANGUAGES = tuple(each.tag for each in INTERFACE)
"""Languages that have both catalogues; a further one needs only the two files, which may be empty."""

Keywords = dict[str, tuple[int, ...] | None]
PYTHON: Keywords = {"gettext": None, "ngettext": (1, 2), "N_": None, "tr": None}
QML: Keywords = {"qsTr": None, "I18n.ntr": (1, 2)}

COMMENT = "Translators:"
"""Begins a comment in the sources that translators are to read."""

TITLE = (
    "# Interface texts of the kiosk; no comment at a text means that a machine translated it (docs/translations.md)."
)


def template(package: Path, core: Path) -> Catalog:
    """All texts of the sources below `package` that are not in `core`, in the order of the files: QML, then Python."""
    with core.open("rb") as stream:
        elsewhere = read_po(stream)
    catalog = Catalog()
    sources = [("javascript", QML, file) for file in sorted(package.rglob("*.qml"))]
    sources += [("python", PYTHON, file) for file in sorted(package.rglob("*.py"))]
    for method, keywords, file in sources:
        where = [(file.relative_to(package.parent).as_posix(), 0)]
        found = extract_from_file(
            method,
            file,
            keywords=keywords,
            comment_tags=(COMMENT,),
            options={"parse_template_string": True} if method == "javascript" else None,
            strip_comment_tags=True,
        )
        for _line, text, comments, _context in found:
            if text and text not in elsewhere:
                catalog.add(text, locations=where, auto_comments=comments)
    return catalog


def written(catalog: Catalog, tag: str | None, opening: Iterable[str]) -> str:
    """A catalogue as its file has it; `tag` is None for a template, `opening` the comment that the file begins with."""
    fields = ["Project-Id-Version: kiosk"]
    fields += [f"Language: {tag}"] if tag else []
    fields += ["MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8", "Content-Transfer-Encoding: 8bit"]
    fields += [f"Plural-Forms: {catalog.plural_forms}"] if tag else []
    body = BytesIO()
    write_po(body, catalog, width=0, omit_header=True, include_lineno=False, ignore_obsolete=True)
    head = [*opening, 'msgid ""', 'msgstr ""', *(f'"{field}\\n"' for field in fields), ""]
    return "\n".join(head) + "\n" + body.getvalue().decode().strip("\n") + "\n"


def opening(file: Path) -> list[str]:
    """The comment at the head of a catalogue: who made it, and how."""
    if not file.exists():
        return [TITLE]
    lines = file.read_text(encoding="utf-8").splitlines()
    return list(takewhile(lambda line: line.startswith("#"), lines)) or [TITLE]


def updated(file: Path, tag: str, source: Catalog) -> str:
    """The catalogue `file` with the texts of `source`: kept where they are the same, empty where they are new.

    A plural rule that plurals have been translated by is kept: they were made for it.
    """
    catalog = Catalog(locale=locale_of(tag))
    if file.exists():
        with file.open("rb") as stream:
            catalog = read_po(stream, locale=locale_of(tag))
        if catalog.locale is None:  # Babel has read the header and does not know the language
            catalog.locale = locale_of(tag)
    if not plurals.translated(catalog):
        plurals.give(catalog, tag)
    catalog.update(source, no_fuzzy_matching=True)
    return written(catalog, tag, opening(file))


def results(locales: Path, package: Path) -> dict[Path, str]:
    """Every file that a run of this module would write, with its text."""
    texts = template(package, locales / "core.pot")
    with (locales / "core.pot").open("rb") as stream:
        core = read_po(stream)
    files = {locales / "kiosk.pot": written(texts, None, [TITLE])}
    for name, source in (("kiosk.po", texts), ("core.po", core)):
        for tag in sorted({file.parent.name for file in locales.glob(f"*/{name}")} | set(LANGUAGES)):
            files[locales / tag / name] = updated(locales / tag / name, tag, source)
    return files


def main() -> int:
    """Writes the template and the catalogues that have changed."""
    for file, text in results(LOCALES, ROOT / "kiosk").items():
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
