"""A PDF form that a city insists on: it lies beside the form's source, and goes into the pack under its hash.

The form's settings name the file (`kiosk:template`), its questions the fields (`bind::kiosk:print` = `pdf:NAME`). Because the
definition holds the hash, another PDF makes another version of the form.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from kiosk.errors import FormError
from kiosk.forms.paper import fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kiosk.publishing.part_rows import Row
    from kiosk.publishing.xform import FormSource

SUFFIX = ".pdf"
LARGEST = 10_000_000
"""Bytes of one PDF form."""


def with_template(found: FormSource, folder: Path) -> FormSource:
    """The form with its PDF named by hash; raises FormError when the file or one of the fields is not there."""
    if not found.form.template:
        return found
    from kiosk.forms.paper import official  # brings a font library along that most builds do without

    pdf = content(folder, found.form.template)
    try:
        there = official.field_names(pdf)
    except FormError as error:
        raise FormError(f"kiosk:template {found.form.template}: {error}") from error
    for asked, name in fields.names(found.form):
        if name not in there:
            raise FormError(
                f"{asked.path}: the PDF form {found.form.template} has no field {name!r}; correct kiosk:print"
            )
    return replace(found, form=msgspec.structs.replace(found.form, template=sha256(pdf).hexdigest()))


def rows(sources: Iterable[FormSource], folder: Path) -> Iterator[Row]:
    """The rows of `media` of all PDF forms, each once."""
    wanted = {source.form.template for source in sources} - {""}
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        pdf = path.read_bytes()
        name = sha256(pdf).hexdigest()
        if name in wanted:
            wanted.discard(name)
            yield {"hash": name, "type": "application/pdf", "width": 0, "height": 0, "data": pdf}


def content(folder: Path, name: str) -> bytes:
    """The bytes of a PDF form beside a form's source; raises FormError."""
    file = folder / name
    if file.suffix != SUFFIX or file.name != name or name.startswith((".", "~")):
        raise FormError(f"kiosk:template is {name!r}; name a file that ends in {SUFFIX} and lies beside the form")
    try:
        if file.stat().st_size > LARGEST:
            raise FormError(f"the PDF form {file.name} has more than {LARGEST // 1_000_000} MB; save a smaller copy")
        return file.read_bytes()
    except OSError as error:
        raise FormError(
            f"the PDF form {file.name} cannot be read ({error.strerror}); put it beside the form"
        ) from error
