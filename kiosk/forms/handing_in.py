"""What a visitor takes to the desk: the paper of her form with the clerk's code on it, for the screen and for `kiosk form fill`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from kiosk.domain.city_key import Purpose, current
from kiosk.domain.provenance import primary
from kiosk.forms.code import slip
from kiosk.forms.paper import render
from kiosk.forms.paper.render import DPI, City, compose
from kiosk.forms.paper.sheet import Filled
from kiosk.handouts.voice import Voice, Voices

if TYPE_CHECKING:
    from datetime import date

    from kiosk.content.store import Store
    from kiosk.forms.definition import Form
    from kiosk.forms.paper.layout import Document
    from kiosk.forms.paper.render import Printed
    from kiosk.forms.running import RunningForm
    from kiosk.forms.texts import FormTexts


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a form is handed in.

    key: the city's public key, None where the code stays open. template: the PDF form that the city insists on, or nothing.
    """

    city: City
    key: bytes | None = None
    template: bytes = b""

    @classmethod
    def of(cls, store: Store, form: Form, on: date, *, trusted: bool) -> Self:
        """The desk of a form on a day: no key for a form that is not to be sealed, nor from a pack that is not trusted."""
        found = current(store.keys(), Purpose.FORMS, on) if trusted and form.sealed else None
        template = store.media(form.template) if form.template else b""
        return cls(City.of(store.manifest, trusted=trusted), None if found is None else found.public, template)


def printed(
    running: RunningForm, visitor: FormTexts, official: FormTexts, desk: Desk, number: bytes, dpi: int = DPI
) -> Printed:
    """The paper of a form as it is now, in the official language with the visitor's beside it, drawn at `dpi`.

    visitor, official: the form's texts in both. number: this visitor's (`slip.draw()`), the same each time that she prints. Raises CodeError when the answers fill more codes than there may be, FormError when the city's own PDF cannot
    show an answer, HandoutError.
    """
    paper = document(running, visitor, official, desk, number)
    if not desk.template:
        return render.printed(paper, dpi)
    from kiosk.forms.paper import fields
    from kiosk.forms.paper import official as pdf_form

    formats = Voice.of(desk.city.official).formats
    strip = "" if paper.strip is None else (paper.strip.official or paper.strip.visitor).value
    texts, choices = fields.filled(running.definition, running.answers(), official, formats)
    first = pdf_form.fill(desk.template, texts, choices, strip)
    return render.printed(replace(paper, entries=()), dpi, lambda second: pdf_form.appended(first, second))


def document(running: RunningForm, visitor: FormTexts, official: FormTexts, desk: Desk, number: bytes) -> Document:
    """What stands on the paper, before it is set."""
    form, given, city = running.definition, running.answers(), desk.city
    same = primary(visitor.wanted) == primary(city.official)
    voices = Voices(Voice.of(visitor.wanted), None if same else Voice.of(city.official), city.as_of)
    payloads = slip.write(form, given, desk.key, slip.of(number, form, given))
    filled = Filled(form, given, running.say)
    return compose(filled, visitor, official, voices, city, payloads, sealed=desk.key is not None)
