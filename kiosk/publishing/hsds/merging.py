"""Brings together what a package's tables of HSDS say today and what the folder that it was made of said.

Three drafts: `ours` is the folder as the package's own tables tell it, `base` is what an import would make of the HSDS
tables that an export of `ours` writes, `theirs` is what it makes of the HSDS tables as they are. Where the two agree,
nobody has changed anything, and ours is given back as it was, with all that HSDS has no word for; where they differ, theirs
counts. Items of lists are told apart by the ids of their rows, so for the time of the merge they carry them as `id`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from kiosk.publishing import records, workbook
from kiosk.publishing.hsds.giving import row_id
from kiosk.publishing.importers.draft import Draft, Drafted, Said
from kiosk.publishing.importers.landing import in_memory
from kiosk.publishing.naming import Ref
from kiosk.publishing.texts import extract

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ItemT = TypeVar("ItemT", bound=records.Keys)

ROWS = frozenset({"evidence", "costs", "places", "phones", "contacts", "areas"})
"""Lists of which each item is a row of HSDS."""


def merge(ours: Draft, base: Draft, theirs: Draft) -> None:
    """Makes `theirs`, in place, what the folder should say now."""
    names: dict[str, str] = {}

    def by_row(part: Ref, item: Any) -> str:  # noqa: ANN401 (an item of any list)
        identity = row_id(part.id(ours.pack.id), item.id)
        names[identity] = item.id
        return identity

    ours = _renamed(ours, by_row)
    _records(ours, base, theirs)
    _translations(ours, base, theirs)
    back = _renamed(theirs, lambda _part, item: names.get(item.id, item.id))
    theirs.drafted, theirs.translations = back.drafted, back.translations
    if theirs.pack.residue == base.pack.residue:
        theirs.pack = msgspec.structs.replace(theirs.pack, residue=ours.pack.residue)


def _records(ours: Draft, base: Draft, theirs: Draft) -> None:
    for kind, drafted in theirs.drafted.items():
        mine, before = ours.drafted[kind], base.drafted[kind]
        merged: dict[str, Drafted[Any]] = {}
        for slug, own in mine.items():
            if slug in before and slug in drafted:
                body = own.body if drafted[slug].body == before[slug].body else drafted[slug].body
                keys = _merged(own.keys, before[slug].keys, drafted[slug].keys)
                merged[slug] = Drafted(slug, keys, body)
            elif slug not in before:
                merged[slug] = own  # HSDS has no table for it
        new = {slug: there for slug, there in drafted.items() if slug not in mine and there != before.get(slug)}
        theirs.drafted[kind] = merged | new


def _merged(own: Any, before: Any, now: Any) -> Any:  # noqa: ANN401 (keys of any kind)
    changes: dict[str, object] = {}
    for name in own.__struct_fields__:
        mine, old, new = getattr(own, name), getattr(before, name), getattr(now, name)
        if new == old:
            continue
        changes[name] = _items(mine, old, new) if name in ROWS else new
    return msgspec.structs.replace(own, **changes)


def _items(mine: tuple[ItemT, ...], old: tuple[ItemT, ...], new: tuple[ItemT, ...]) -> tuple[ItemT, ...]:
    """A list in our order, then what is new in it."""
    known, before, there = ({_id(item): item for item in items} for items in (mine, old, new))
    kept = [
        _merged(item, before[name], there[name]) if name in before else item
        for name, item in known.items()
        if name in there or name not in before
    ]
    return (*kept, *(item for name, item in there.items() if name not in known and item != before.get(name)))


def _id(item: Any) -> str:  # noqa: ANN401 (an item of any list)
    return str(item.id)


def _translations(ours: Draft, base: Draft, theirs: Draft) -> None:
    """Each language as ours has it, with what changed; what was made of a text that changed is out of date."""
    before, after = _originals(ours), _originals(theirs)
    for tag in dict.fromkeys((*ours.translations, *theirs.translations)):
        old, new = base.translations.get(tag, {}), theirs.translations.get(tag, {})
        said = dict(ours.translations.get(tag, {}))
        for context in (context for context in said if context in after and before.get(context) != after[context]):
            basis = said[context].basis or before.get(context, "")
            said[context] = Said(said[context].value, outdated=True, basis=basis, human=said[context].human)
        for context in old.keys() | new.keys():
            if context not in new and context in old:
                said.pop(context, None)
            elif new.get(context) != old.get(context):
                said[context] = new[context]
        theirs.translations[tag] = said


def _originals(draft: Draft) -> Mapping[str, str]:
    return {text.context: text.value for text in extract(in_memory(draft))}


# ---- ids of items --------------------------------------------------------------------------------------------------


def _renamed(draft: Draft, name: Callable[[Ref, Any], str]) -> Draft:
    """The draft with other ids of items, and its translations under them; name: gives the id of an item by its old name."""
    moved: dict[tuple[str, str], tuple[str, str]] = {}
    made = Draft(draft.scheme, draft.official, draft.pack)
    for kind, entity in workbook.ENTITIES.items():
        for slug, drafted in draft.drafted[kind].items():
            ref = Ref(entity, slug)
            made.drafted[kind][slug] = Drafted(slug, _keys(drafted.keys, (ref, ref), name, moved), drafted.body)
    for tag, said in draft.translations.items():
        made.translations[tag] = {_moved(context, moved): each for context, each in said.items()}
    return made


def _keys(
    keys: Any,  # noqa: ANN401 (keys of any kind)
    refs: tuple[Ref, Ref],
    name: Callable[[Ref, Any], str],
    moved: dict[tuple[str, str], tuple[str, str]],
) -> Any:  # noqa: ANN401 (the same)
    changes: dict[str, object] = {}
    for key in (key for key in keys.__struct_fields__ if key in ROWS):
        entity, items = workbook.PARTS[key], getattr(keys, key)
        parts = [refs[0].part(entity, each) for each in records.keys(items)]
        named = [msgspec.structs.replace(item, id=name(part, item)) for part, item in zip(parts, items, strict=True)]
        now = [refs[1].part(entity, each) for each in records.keys(named)]
        for pair in zip(parts, now, strict=True):
            for one, two in (pair, (pair[0].part("schedule"), pair[1].part("schedule"))):
                moved[one.entity, one.slug] = (two.entity, two.slug)
        pairs = zip(named, parts, now, strict=True)
        changes[key] = tuple(_keys(item, (old, new), name, moved) for item, old, new in pairs)
    return msgspec.structs.replace(keys, **changes) if changes else keys


def _moved(context: str, moved: Mapping[tuple[str, str], tuple[str, str]]) -> str:
    entity, slug, rest = context.split("/", 2)
    return "/".join((*moved.get((entity, slug), (entity, slug)), rest))
