"""What `kiosk:print` says: whether and where a question stands on paper.

`yes`, `no`, the number of its place, `pdf:NAME` for the field of the city's own PDF form; several are separated by
spaces. Without it, what a visitor answers is printed where it stands in the form, and so is a signature's box.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from kiosk.errors import FormError
from kiosk.forms.definition import ASKED, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.forms.definition import Form

_FIELD = "pdf:"


def pdf_field(said: str) -> str:
    """The field of the city's own PDF form, or ''."""
    return next((word.removeprefix(_FIELD) for word in said.split() if word.startswith(_FIELD)), "")


def ordered(form: Form, prints: Mapping[int, str]) -> Form:
    """The form with its printed order; raises FormError for a word that is not known.

    A question without a number follows the one before it.
    """
    places: list[tuple[int, int]] = []
    place = 0
    for asked in form.fields:
        words = [word for word in prints.get(asked.key, "").lower().split() if not word.startswith(_FIELD)]
        for word in words:
            if word not in {"yes", "no"} and not (word.isdigit() and len(word) < len("10000")):
                message = f"{asked.path}: kiosk:print is {prints[asked.key]!r}; write yes, no, a number or pdf:NAME"
                raise FormError(message)
        if asked.kind is Kind.HIDDEN and set(prints.get(asked.key, "").split()) - {"no"}:
            message = (
                f"{asked.path}: a hidden field is never printed; make it a calculation, or take its kiosk:print out"
            )
            raise FormError(message)
        place = next((int(word) for word in words if word.isdigit()), place)
        wanted = bool(set(words) - {"no"}) or asked.kind in ASKED or asked.kind is Kind.SIGNATURE
        if wanted and "no" not in words:
            places.append((place, asked.key))
    return msgspec.structs.replace(form, printed=tuple(key for _, key in sorted(places)))
