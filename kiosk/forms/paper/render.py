"""A form on paper: composed, set, and its codes drawn and read back before anybody is offered them."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from kiosk.forms.answers import dumps
from kiosk.forms.code import digits
from kiosk.forms.definition import Kind
from kiosk.forms.paper import labels
from kiosk.forms.paper.layout import MODULE, Document
from kiosk.forms.paper.sheet import Sheet
from kiosk.handouts import bitmap, codes
from kiosk.handouts.labels import DEMONSTRATION, PAGE
from kiosk.handouts.paper import density
from kiosk.handouts.press import LASTING, press
from kiosk.handouts.words import Pair, Words, tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kiosk.forms.paper.sheet import Filled
    from kiosk.forms.texts import FormTexts
    from kiosk.handouts.codes import Code
    from kiosk.handouts.voice import Voice, Voices
    from kiosk.packs.manifest import Manifest

SOURCE = "form.typ"
DPI = 203
"""Dots an inch of the coarsest printer that we print on: a code that it can show, every finer one can."""

_UNSEEN = frozenset({Kind.HIDDEN})


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished form. codes: the clerk's, none where they did not read back. dpi: the real density, at which pages are drawn."""

    pdf: bytes
    codes: tuple[Code, ...]
    dpi: float

    def pngs(self) -> tuple[bytes, ...]:
        """The pages as PNG."""
        return tuple(page.png(self.dpi) for page in bitmap.pages(self.pdf, self.dpi))


@dataclass(frozen=True, slots=True)
class City:
    """What a form says of its city. title: by language tag. demonstration: no city has signed this pack."""

    id: str
    title: dict[str, str]
    official: str
    as_of: date
    demonstration: bool

    @classmethod
    def of(cls, manifest: Manifest, *, trusted: bool) -> Self:
        """The city of a pack; trusted: it came as the city's own."""
        return cls(manifest.id, manifest.title, manifest.official, date.fromisoformat(manifest.as_of), not trusted)


def compose(
    filled: Filled,
    visitor: FormTexts,
    official: FormTexts,
    voices: Voices,
    city: City,
    payloads: Sequence[str],
    *,
    sealed: bool,
) -> Document:
    """The paper of a form in the official language with the visitor's beside it.

    payloads: the digits of the clerk's codes (`kiosk.forms.code.slip`), none for a paper without them.
    """
    form, sheet = filled.form, Sheet(filled, visitor, official, voices)
    return Document(
        language=voices.visitor.tag,
        official=city.official,
        as_of=city.as_of,
        city=voices.both(lambda voice: _city(voice, city)),
        title=sheet.title(),
        description=sheet.description(),
        strip=voices.say(DEMONSTRATION) if city.demonstration else None,
        entries=sheet.entries(),
        signed_on=voices.say(labels.DATE),
        ticks=(_official(voices.say(labels.CHOSEN)), _official(voices.say(labels.NOT_CHOSEN))),
        codes=tuple(_codes(payloads, voices)),
        codes_words=(voices.say(labels.OFFICE), voices.say(labels.SEALED if sealed else labels.OPEN)),
        page=voices.say(PAGE),
        foot=f"{form.id} · {form.version[:8]} · {city.as_of.isoformat()}",
        answers=dumps(_attached(filled, voices.visitor.tag)),
    )


def printed(document: Document, dpi: int = DPI, around: Callable[[bytes], bytes] = bytes) -> Printed:
    """Sets the paper and draws its codes at `dpi` dots an inch; around: puts a PDF before it. Raises HandoutError.

    When a code does not read back from these pixels, the paper is set again without codes: a clerk can type, but must
    not be made to scan in vain.
    """
    dots = density(dpi)
    pdf = around(press().pdf(document.json(), SOURCE, LASTING))
    if document.codes and not _readable(document.codes, pdf, dots):
        return printed(replace(document, codes=()), dpi, around)
    return Printed(pdf, document.codes, dots)


def _readable(wanted: Sequence[Code], pdf: bytes, dots: float) -> bool:
    missing = Counter(code.payload for code in wanted)
    with closing(bitmap.squares(pdf, dots, codes.QUIET_ZONE * MODULE * bitmap.POINTS_PER_MILLIMETRE)) as drawings:
        for drawing in drawings:
            missing -= Counter(codes.read(drawing))
            if not missing:
                return True
    return False


def _codes(payloads: Sequence[str], voices: Voices) -> list[Code]:
    count = len(payloads)
    captions = [voices.say(labels.PART, str(number), str(count)) for number in range(1, count + 1)]
    made = [
        codes.make("office", payload, caption if count > 1 else voices.say(labels.OFFICE), digits.LONGEST)
        for payload, caption in zip(payloads, captions, strict=True)
    ]
    return [code for code in made if code is not None]


def _official(pair: Pair) -> Words:
    return pair.official or pair.visitor


def _city(voice: Voice, city: City) -> Words:
    tag = next((tag for tag in (voice.tag, city.official) if tag in city.title), None)
    return Words(city.id) if tag is None else Words(tidy(city.title[tag]), tag)


def _attached(filled: Filled, language: str) -> dict[str, Any]:
    """What the PDF carries for a machine: what the paper says, no values that the form keeps out of sight."""
    form = filled.form
    unseen = {form.names[node.path] for node in form.fields if node.kind in _UNSEEN}
    given = {name: value for name, value in filled.answers.to_json(form).items() if name not in unseen}
    return {"form": form.id, "version": form.version, "language": language, "answers": given}
