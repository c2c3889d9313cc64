"""What a visitor takes to the desk: the paper of her form with the clerk's code on it, for the screen and for `kiosk form fill`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kiosk.domain.city_key import Purpose, current
from kiosk.domain.provenance import primary
from kiosk.forms.code import slip
from kiosk.forms.paper.render import City, compose
from kiosk.forms.paper.sheet import Filled
from kiosk.handouts.voice import Voice, Voices

if TYPE_CHECKING:
    from kiosk.content.store import Store
    from kiosk.forms.definition import Form
    from kiosk.forms.paper.layout import Document
    from kiosk.forms.running import RunningForm
    from kiosk.forms.texts import FormTexts
    from kiosk.packs.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a form is handed in. key: the city's public key, None where the code stays open. trusted: a city's own pack."""

    manifest: Manifest
    trusted: bool
    key: bytes | None


def key_for(form: Form, store: Store, on: date, *, trusted: bool) -> bytes | None:
    """The city's key of the day: none for a form that is not to be sealed, nor from a pack that is not trusted."""
    found = current(store.keys.all(), Purpose.FORMS, on) if trusted and form.sealed else None
    return None if found is None else found.public


def paper(running: RunningForm, visitor: FormTexts, official: FormTexts, desk: Desk, number: bytes) -> Document:
    """The paper of a form as it is now, in the official language with the visitor's beside it.

    visitor, official: the form's texts in both. number: of this visitor's slip (`slip.draw()`), the same for each time that
    she prints. Raises CodeError when the answers fill more codes than there may be.
    """
    manifest = desk.manifest
    form, given = running.definition, running.answers()
    as_of = date.fromisoformat(manifest.as_of)
    same = primary(visitor.wanted) == primary(manifest.official)
    voices = Voices(Voice.of(visitor.wanted), None if same else Voice.of(manifest.official), as_of)
    city = City(manifest.id, manifest.title, manifest.official, as_of, not desk.trusted)
    payloads = slip.write(form, given, desk.key, number)
    filled = Filled(form, given, running.say)
    return compose(filled, visitor, official, voices, city, payloads, sealed=desk.key is not None)
