"""The form that a command line names: one of a pack by its name, or a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kiosk.commands.handout import must_be_known
from kiosk.commands.options import opened
from kiosk.domain.provenance import Status, Text, primary
from kiosk.forms import loading
from kiosk.forms.texts import FormTexts
from kiosk.i18n.fallback import Chain, chain

if TYPE_CHECKING:
    from datetime import tzinfo

    from kiosk.content.store import Store
    from kiosk.forms.definition import Form
    from kiosk.publishing.xform import FormSource

SUFFIXES = (".md", ".xlsx", ".xlsm", ".xls", ".xml")
"""Names that end so are files."""

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class FoundForm:
    """A form with its texts in the language asked for and in the official one; zone and country are the city's."""

    definition: Form
    texts: FormTexts
    official: FormTexts
    zone: tzinfo
    country: str


def find(form: str, language: str, pack: Path | None, data: Path | None) -> FoundForm:
    """The form FORM of a command; language '' is the official one. Raises KioskError when there is none."""
    if Path(form).suffix.lower() in SUFFIXES:
        return _of_file(Path(form), language)
    with opened(data, pack) as (store, _trusted):
        manifest = store.manifest
        must_be_known(language or manifest.official, manifest.languages)
        return in_store(
            store, form, chain(language or manifest.official, manifest.languages, (ENGLISH,), manifest.official)
        )


def in_store(store: Store, form: str, wanted: Chain) -> FoundForm:
    """A form of a pack in the best language of `wanted` for each text, and in the official one."""
    manifest = store.manifest
    found = loading.load(store, form, wanted)
    only = chain(manifest.official, manifest.languages, (), manifest.official)
    official = loading.load(store, form, only).texts
    return FoundForm(found.definition, found.texts, official, ZoneInfo(manifest.zone), manifest.country)


def _of_file(path: Path, language: str) -> FoundForm:
    """A form's file; in a source folder its city's language, zone and country hold."""
    from kiosk.publishing import forms, source

    pack = source.pack_of(path.resolve().parent.parent)
    official, zone, country = (pack.official, pack.zone, pack.country) if pack else (ENGLISH, "UTC", "")
    found = forms.read(path, official)
    if official not in found.texts and found.texts:
        official = next(iter(found.texts))
    must_be_known(language or official, found.texts)
    wanted = chain(language or official, tuple(found.texts), (ENGLISH,), official)
    only = chain(official, tuple(found.texts), (), official)
    return FoundForm(found.form, _texts(found, wanted), _texts(found, only), ZoneInfo(zone), country)


def _texts(found: FormSource, tags: Chain) -> FormTexts:
    named: dict[str, Text] = {}
    for tag in reversed(tags.tags):
        status = Status.ORIGINAL if tag == found.official else Status.HUMAN if tag in found.human else Status.MACHINE
        shown = status if primary(tag) == primary(tags.wanted) else Status.FALLBACK
        named |= {name: Text(text, tag, shown, tags.wanted) for name, text in found.texts.get(tag, {}).items()}
    return FormTexts(named, tags.wanted)
