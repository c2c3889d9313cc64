"""The forms of a source folder: `forms/*.md` (or `.xml`), their lists beside them as `.csv`, and their rows in a pack.

A form brings its translations along, in columns of its own, so they are in no catalogue. Its texts count as translated by
a machine unless its settings name their language under `kiosk:human`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.provenance import Status
from kiosk.errors import FormError
from kiosk.forms.definition import encode
from kiosk.publishing import forms, pdf_templates, rules
from kiosk.publishing.findings import Finding
from kiosk.publishing.naming import Ref
from kiosk.publishing.texts import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kiosk.publishing.records import Pack
    from kiosk.publishing.xform import FormSource

    Row = dict[str, str | int | float | bytes | None]

KEPT = (".md", ".xml")
"""What a source folder keeps a form as; other workbooks come in by `kiosk content import xlsform`."""

BESIDE = (".csv", pdf_templates.SUFFIX)
"""What may lie beside them: lists of choices, and PDF forms that the city insists on."""


def read(folder: Path, pack: Pack, findings: list[Finding]) -> tuple[FormSource, ...]:
    """The forms of a folder in the order of their names; what is wrong with them goes to `findings`."""
    found: list[FormSource] = []
    slugs: set[str] = set()
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        if path.name.startswith((".", "~")) or path.suffix in BESIDE:
            continue
        if path.suffix not in KEPT:
            text = "a form ends in .md or .xml here; bring others in with `kiosk content import xlsform`"
            findings.append(Finding(path, 1, text, "KC102"))
        elif path.stem in slugs:
            findings.append(Finding(path, 1, "a second form has this name; rename one", "KC103"))
        else:
            slugs.add(path.stem)
            found.extend(_read(path, pack, findings))
    return tuple(found)


def _read(path: Path, pack: Pack, findings: list[Finding]) -> Iterator[FormSource]:
    from kiosk.publishing.source import SLUG

    if not SLUG.fullmatch(path.stem):
        text = "a file's name has small Latin letters, digits and single hyphens only (residence.md); rename it"
        findings.append(Finding(path, 1, text, "KC102"))
        return
    try:
        form = pdf_templates.with_template(forms.read(path, pack.official), path.parent)
    except FormError as error:
        findings.append(Finding(path, 1, str(error).removeprefix(f"{path}: "), "KC120"))
        return
    wrong = [Finding(path, 1, text, code) for code, text in forms.unpublishable(form)]
    if form.icon:
        try:
            rules.icon(form.icon)
        except ValueError as error:
            wrong.append(Finding(path, 1, f"kiosk:icon: {error}", "KC106"))
    if wrong:
        findings.extend(wrong)
        return
    yield form


def rows(pack: Pack, found: Iterable[FormSource]) -> Iterator[Row]:
    """The rows of `form`."""
    for seq, source in enumerate(found):
        form = source.form
        yield {
            "id": Ref("form", form.id).id(pack.id),
            "slug": form.id,
            "icon": source.icon,
            "seq": seq,
            "version": form.version,
            "definition": encode(form).decode(),
            "verified_on": source.verified_on,
            "confirm": int(not source.verified_on),
            "expires": "",
        }


def text_rows(pack: Pack, found: Iterable[FormSource]) -> Iterator[Row]:
    """The rows of `text`, in the languages of the pack."""
    for source in found:
        identity = Ref("form", source.form.id).id(pack.id)
        originals = source.texts[pack.official]
        for language in pack.languages:
            status = Status.MACHINE
            if language == pack.official:
                status = Status.ORIGINAL
            elif language in source.human:
                status = Status.HUMAN
            for name, text in source.texts.get(language, {}).items():
                yield {
                    "entity": "form",
                    "id": identity,
                    "field": name,
                    "seq": 0,
                    "format": "plain",
                    "source_lang": pack.official,
                    "lang": language,
                    "value": text,
                    "status": status.value,
                    "source_hash": digest(originals.get(name, "")),
                    "updated": pack.as_of if language == pack.official else "",
                }
