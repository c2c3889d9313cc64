"""A form of a pack, ready to be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.forms.definition import decode
from kiosk.forms.texts import FormTexts, LoadedForm

if TYPE_CHECKING:
    from kiosk.content.store import Store
    from kiosk.i18n.fallback import Chain


def load(store: Store, key: str, chain: Chain) -> LoadedForm:
    """The form of a pack by id or slug, in the best language of `chain` for each text.

    Raises NotFoundError when there is none, FormError when its definition cannot be read.
    """
    form = store.form(key, chain)
    return LoadedForm(form.id, form.icon, decode(form.definition), FormTexts(form.texts, chain.wanted))
