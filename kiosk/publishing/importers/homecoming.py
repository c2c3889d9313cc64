"""An export of a folder that comes back into the very same folder: it brings what somebody has changed in it, and no more.

CPSV-AP, Integreat and calendars have no word for much of what a folder says, so what they do not say means nothing here.
What they would say of the folder as it is now is worked out, by exporting it once more; only where the source says
something else has somebody changed it.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kiosk.publishing import po, texts, translations
from kiosk.publishing.cpsv import keys as cpsv
from kiosk.publishing.exporters import formats
from kiosk.publishing.importers.draft import KINDS, Draft, Drafted, Said
from kiosk.publishing.importers.merging import Items, merge

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kiosk.publishing.source import Source

OUT: Mapping[str, str] = {"cpsv": "folder.ttl", "ics": "folder.ics", "integreat": "folder"}
"""Formats that hold less than a folder, and what an export of it may be called."""


def welcome(draft: Draft, target: Source, name: str, drafting: Callable[..., Draft]) -> None:
    """Makes `draft`, in place, what the folder should say after the changes that its own export has come back with.

    name: of the format; drafting: its importer.
    """
    with TemporaryDirectory(prefix="kiosk-import-") as yard:
        out = Path(yard) / OUT[name]
        formats.run(name, target.folder, out)
        base = drafting(str(out), target, "")
    ours = as_it_is(target)
    merge(ours, base, draft, cpsv.items(ours) if name == "cpsv" else Items())
    known = {remark.text for remark in base.remarks}  # the place differs, it was another file
    draft.remarks[:] = [remark for remark in draft.remarks if remark.text not in known]
    draft.complete, draft.words = {kind for kind in KINDS if base.drafted[kind]}, None


def as_it_is(target: Source) -> Draft:
    """The draft that would make the folder what it is."""
    pack = target.pack.keys
    made = Draft("", pack.official, pack)
    for kind in KINDS:
        made.drafted[kind] = {one.slug: Drafted(one.slug, one.keys, one.body) for one in getattr(target, kind)}
    official = texts.extract(target)
    for tag in (tag for tag in pack.languages if tag != pack.official):
        path = target.locales / f"{tag}.po"
        entries = translations.merged(official, po.read(path) if path.exists() else ())
        made.translations[tag] = {
            entry.context: Said(entry.msgstr, entry.fuzzy, entry.previous, entry.human)
            for entry in entries
            if entry.msgstr
        }
    return made
