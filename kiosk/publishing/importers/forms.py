"""Brings a form into a source folder: an XLSForm as Markdown (`xlsform`), an XForm as it is (`xform`).

The lists that it reads from files (`select_one_from_file`) come along as `.csv`. Nothing is written unless the form can
be shown: every rule compiled, every language named; then the form and its lists take their places at once.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from kiosk.errors import FormError, SourceError
from kiosk.publishing import forms, source
from kiosk.publishing.importers.draft import Remark
from kiosk.publishing.importers.landing import Count, Landed
from kiosk.publishing.importers.standing_in import standing_in, write
from kiosk.publishing.sheets_markdown import markdown

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

FORMATS = {"xlsform": (".xlsx", ".xlsm", ".xls", ".md"), "xform": (".xml",)}
"""What a form may come as, by the word for it on the command line."""

ENGLISH = "en"
"""The language of texts that name none, in a folder that has no pack yet."""

_PULLED = re.compile(r"pulldata\(\s*['\"]([\w.-]+)['\"]", re.ASCII)
_LISTED = re.compile(r"[\w.-]+\.csv", re.ASCII)


def run(name: str, path: Path, into: Path, default_language: str = "") -> Landed:
    """Imports one form; raises FormError, SourceError, and then the folder is what it was."""
    if path.suffix.lower() not in FORMATS[name]:
        message = f"{path}: {name} takes files that end in {', '.join(FORMATS[name])}; choose another file or format"
        raise FormError(message)
    official = default_language or _official(into)
    slug = slugged(path.stem)
    found = forms.read(path, official, slug)
    suffix = ".xml" if name == "xform" else ".md"
    content = path.read_bytes() if name == "xform" else markdown(forms.workbook(path).sheets).encode()
    files = {f"{slug}{suffix}": content, **_lists(path, content)}
    for other in (into / "forms" / f"{slug}{kept}" for kept in (".md", ".xml") if kept != suffix):
        if other.exists():
            message = f"{other} is there already, as another kind of file; remove it first"
            raise SourceError(message)
    lost = _lost(into / "forms" / f"{slug}{suffix}", official, slug, found.texts)
    counts = Count()
    try:
        with standing_in(into) as work:
            for file, wanted in files.items():
                _put(work / "forms" / file, wanted, counts)
    except OSError as error:
        message = f"{into} cannot be written ({error.strerror or error}) and is as it was; make room, or ask who may write there"
        raise SourceError(message) from error
    remarks = [Remark(path.name, note) for note in found.notes]
    remarks += [
        Remark(path.name, f"has no texts in {tag}, which the form in the folder had; they are gone") for tag in lost
    ]
    remarks += [Remark(path.name, f"before it is published: {text}") for _code, text in forms.unpublishable(found)]
    return Landed(
        into, {"forms": counts}, {tag: len(texts) for tag, texts in found.texts.items()}, 0, (), tuple(remarks)
    )


def _lost(before: Path, official: str, slug: str, texts: Collection[str]) -> list[str]:
    """The languages that the form in the folder has and the one that comes has not."""
    if not before.exists():
        return []
    try:
        return sorted(set(forms.read(before, official, slug).texts) - set(texts))
    except FormError:
        return []  # it cannot be shown, so nobody misses anything of it


def _put(file: Path, wanted: bytes, counts: Count) -> None:
    if not file.exists():
        counts.added += 1
    elif file.read_bytes() != wanted:
        counts.updated += 1
    else:
        counts.unchanged += 1
    write(file, wanted)


def _lists(path: Path, content: bytes) -> dict[str, bytes]:
    """The CSV files that the form names and that lie beside it, by their names."""
    text = content.decode(errors="replace")
    named = sorted({*_LISTED.findall(text), *(f"{name}.csv" for name in _PULLED.findall(text))})
    return {name: (path.parent / name).read_bytes() for name in named if (path.parent / name).is_file()}


def _official(into: Path) -> str:
    pack = source.pack_of(into)
    return pack.official if pack is not None else ENGLISH


def slugged(stem: str) -> str:
    """A file's name as a slug: `Dzīvesvietas deklarācija` is `dzivesvietas-deklaracija`; raises FormError for none."""
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not slug:
        message = f"{stem!r} has no Latin letters to name the form by; rename the file, such as residence.xlsx"
        raise FormError(message)
    return slug
