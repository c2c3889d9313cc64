"""A slip as a value: everything that will stand on it, in both languages, before anybody thinks of paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kiosk.domain.language import BY_TAG
from kiosk.domain.provenance import Status, besides, primary
from kiosk.errors import HandoutError
from kiosk.handouts import labels
from kiosk.handouts.beside import Beside
from kiosk.handouts.codes import Code, codes
from kiosk.handouts.sections import Section, sections
from kiosk.handouts.voice import Voice, Voices
from kiosk.handouts.words import Pair, Words, tidy
from kiosk.i18n.fallback import chain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.content.store import Store
    from kiosk.domain.provenance import Text
    from kiosk.domain.service import Service
    from kiosk.packs.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Sheet:
    """One service. number is empty where the slip has only one."""

    number: str
    title: Pair
    provider: Pair
    summary: Pair | None
    confirm: Pair | None
    sections: tuple[Section, ...]
    codes: tuple[Code, ...]
    checked: Pair | None
    source: Pair | None
    remarks: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Handout:
    """A whole slip. language, official: BCP 47 tags; as_of: the date of the content.

    columns: the two languages by their own names. demonstration: the strip of a pack that no city has signed, or None.
    page: "Page %1 of %2", still with its placeholders.
    """

    language: str
    official: str
    as_of: date
    city: Pair
    columns: Pair
    demonstration: Pair | None
    dates: tuple[Pair, ...]
    page: Pair
    sheets: tuple[Sheet, ...]

    @property
    def bilingual(self) -> bool:
        """Whether the official language stands beside the visitor's."""
        return self.columns.official is not None


def compose(
    store: Store,
    slugs: Sequence[str],
    language: str,
    *,
    fallback: Sequence[str],
    today: date | None,
    demonstration: bool,
) -> Handout:
    """The slip of the services `slugs`, in this order, in `language` (BCP 47) beside the pack's official language.

    fallback: the settings' languages for texts that are missing. today: printed on the slip; None while the clock is
    not trusted (design, section 2). demonstration: the pack is not a city's own. Raises NotFoundError for a service
    that the pack does not have, HandoutError when there is none to print.
    """
    manifest = store.manifest
    wanted = chain(language, manifest.languages, fallback, manifest.official)
    record = chain(manifest.official, manifest.languages, (), manifest.official)
    same = primary(language) == primary(manifest.official)
    services = [Beside(store.service(slug, wanted), None if same else store.service(slug, record)) for slug in slugs]
    return of_services(services, language, manifest, today=today, demonstration=demonstration)


def of_services(
    services: Sequence[Beside[Service]],
    language: str,
    manifest: Manifest,
    *,
    today: date | None,
    demonstration: bool,
) -> Handout:
    """The slip of services that are already read: each in the visitor's language and, beside it, in the official one."""
    if not services:
        message = "There is no service on the slip; name at least one."
        raise HandoutError(message)
    official = None if services[0].official is None else Voice.of(manifest.official)
    as_of = date.fromisoformat(manifest.as_of)
    voices = Voices(Voice.of(language), official, today or as_of)
    dates = [voices.say(labels.AS_OF, as_of)]
    if today is not None:
        dates.append(voices.say(labels.PRINTED, today))
    return Handout(
        language=language,
        official=manifest.official,
        as_of=as_of,
        city=voices.both(lambda voice: _city(voice, manifest)),
        columns=voices.both(lambda voice: voice.own(_own_name(voice))),
        demonstration=voices.say(labels.DEMONSTRATION) if demonstration else None,
        dates=tuple(dates),
        page=voices.say(labels.PAGE),
        sheets=tuple(
            _sheet(str(number) if len(services) > 1 else "", service, voices)
            for number, service in enumerate(services, 1)
        ),
    )


def _city(voice: Voice, manifest: Manifest) -> Words:
    tag = next((tag for tag in (voice.tag, manifest.official) if tag in manifest.title), None)
    return Words(manifest.id) if tag is None else Words(tidy(manifest.title[tag]), tag)


def _own_name(voice: Voice) -> str:
    language = BY_TAG.get(voice.tag)
    return voice.formats.language_name(voice.tag) if language is None else language.endonym


def _sheet(number: str, service: Beside[Service], voices: Voices) -> Sheet:
    visitor = service.visitor
    title = service.words(lambda each: each.name)
    provider = service.words(lambda each: each.organization.name)
    if title is None or provider is None:
        message = (
            f"The service {visitor.slug!r} has no name or no provider; mend it in the pack's source and build again."
        )
        raise HandoutError(message)
    checked = None if visitor.verified_on is None else voices.say(labels.CHECKED, visitor.verified_on)
    return Sheet(
        number=number,
        title=title,
        provider=provider,
        summary=service.words(lambda each: besides(each.summary, each.name)),
        confirm=voices.confirm(visitor.verified_on) if visitor.confirm else None,
        sections=sections(service, voices),
        codes=codes(visitor, voices),
        checked=None if visitor.confirm else checked,
        source=_source(visitor, voices),
        remarks=_remarks(visitor, voices),
    )


def _source(service: Service, voices: Voices) -> Pair | None:
    """Whose page the facts come from; the whole address is in the code."""
    host = urlsplit(service.sources[0]).hostname if service.sources else None
    if host is None:
        return None

    def words(voice: Voice) -> Words:
        label = voice.say(labels.SOURCE)
        return Words(f"{label.value}: {host}", label.language)

    return voices.both(words)


def _remarks(service: Service, voices: Voices) -> tuple[Pair, ...]:
    """What must be said of the visitor's texts: another language, an out-of-date one, a machine's; each at most once."""
    texts: tuple[Text, ...] = service.texts()
    remarks = []
    foreign = sorted({text.language for text in texts if text.value and text.is_fallback})
    if foreign:
        remarks.append(
            voices.both(
                lambda voice: voice.say(labels.FOREIGN, ", ".join(voice.formats.language_name(tag) for tag in foreign))
            )
        )
    changed = [text.changed_on for text in texts if text.changed_on is not None]
    if changed:
        remarks.append(voices.say(labels.CHANGED, max(changed)))
    if any(text.status is Status.MACHINE for text in texts):
        remarks.append(voices.say(labels.MACHINE))
    return tuple(remarks)
