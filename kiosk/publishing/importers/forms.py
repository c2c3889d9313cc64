"""Brings a form into a source folder: an XLSForm as Markdown (`xlsform`), an XForm as it is (`xform`).

The lists that it reads from files (`select_one_from_file`) come along as `.csv`. Nothing is written unless the form can
be shown: every rule compiled, every language named.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from kiosk.errors import FormError, SourceError
from kiosk.publishing import forms, source
from kiosk.publishing.durable import replacing
from kiosk.publishing.importers.draft import Remark
from kiosk.publishing.importers.landing import Count, Landed
from kiosk.publishing.sheets_markdown import markdown

if TYPE_CHECKING:
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
    folder = into / "forms"
    files = {folder / f"{slug}{suffix}": content, **_lists(path, folder, content)}
    for other in (folder / f"{slug}{kept}" for kept in (".md", ".xml") if kept != suffix):
        if other.exists():
            message = f"{other} is there already, as another kind of file; remove it first"
            raise SourceError(message)
    counts = Count()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for target, wanted in files.items():
            _write(target, wanted, counts)
    except OSError as error:
        message = f"{folder} cannot be written ({error.strerror or error}); make room, or ask who may write there"
        raise SourceError(message) from error
    remarks = [Remark(path.name, note) for note in found.notes]
    remarks += [Remark(path.name, f"before it is published: {text}") for _code, text in forms.unpublishable(found)]
    return Landed(
        into, {"forms": counts}, {tag: len(texts) for tag, texts in found.texts.items()}, 0, (), tuple(remarks)
    )


def _write(target: Path, wanted: bytes, counts: Count) -> None:
    before = target.read_bytes() if target.exists() else None
    if before == wanted:
        counts.unchanged += 1
        return
    with replacing(target) as temporary:
        temporary.write_bytes(wanted)
    if before is None:
        counts.added += 1
    else:
        counts.updated += 1


def _lists(path: Path, folder: Path, content: bytes) -> dict[Path, bytes]:
    """The CSV files that the form names and that lie beside it."""
    text = content.decode(errors="replace")
    named = sorted({*_LISTED.findall(text), *(f"{name}.csv" for name in _PULLED.findall(text))})
    return {folder / name: (path.parent / name).read_bytes() for name in named if (path.parent / name).is_file()}


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
