"""Brings together what an export of a folder says when it comes back and what the folder said when it went out.

Three drafts: `ours` is the folder, `base` is what an import would make of an export of it, `theirs` is what it makes of
the export as it is today. Where the two agree, nobody has changed anything, and ours is given back as it was, with all
that the format has no word for; where they differ, theirs counts. Items of lists are told apart by what the format calls
them, so for the time of the merge they carry that as `id`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from kiosk.publishing import records, workbook
from kiosk.publishing.importers.draft import Draft, Drafted, Said
from kiosk.publishing.importers.landing import in_memory
from kiosk.publishing.naming import Ref
from kiosk.publishing.texts import extract

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ItemT = TypeVar("ItemT", bound=records.Keys)


@dataclass(frozen=True, slots=True)
class Items:
    """Lists whose items a format knows by names of their own; the others are compared as a whole.

    keys: of these lists. name: what the format calls an item of ours: its record, the part that it is, the item.
    """

    keys: frozenset[str] = frozenset()
    name: Callable[[Ref, Ref, Any], str] = lambda _record, _part, item: str(item.id)


def merge(ours: Draft, base: Draft, theirs: Draft, items: Items) -> None:
    """Makes `theirs`, in place, what the folder should say now."""
    names: dict[str, str] = {}

    def by_name(record: Ref, part: Ref, item: Any) -> str:  # noqa: ANN401 (an item of any list)
        identity = items.name(record, part, item)
        names[identity] = item.id
        return identity

    ours = _renamed(ours, Items(items.keys, by_name))
    _records(ours, base, theirs, items.keys)
    _translations(ours, base, theirs)
    back = _renamed(theirs, Items(items.keys, lambda _record, _part, item: names.get(item.id, item.id)))
    theirs.drafted, theirs.translations = back.drafted, back.translations
    if theirs.pack.residue == base.pack.residue:
        theirs.pack = msgspec.structs.replace(theirs.pack, residue=ours.pack.residue)


def _records(ours: Draft, base: Draft, theirs: Draft, rows: frozenset[str]) -> None:
    for kind, drafted in theirs.drafted.items():
        mine, before = ours.drafted[kind], base.drafted[kind]
        merged: dict[str, Drafted[Any]] = {}
        for slug, own in mine.items():
            if slug in before and slug in drafted:
                body = own.body if drafted[slug].body == before[slug].body else drafted[slug].body
                keys = _merged(own.keys, before[slug].keys, drafted[slug].keys, rows)
                merged[slug] = Drafted(slug, keys, body)
            elif slug not in before:
                merged[slug] = own  # the format has no place for it
        new = {slug: there for slug, there in drafted.items() if slug not in mine and there != before.get(slug)}
        theirs.drafted[kind] = merged | new


def _merged(own: Any, before: Any, now: Any, rows: frozenset[str]) -> Any:  # noqa: ANN401 (keys of any kind)
    changes: dict[str, object] = {}
    for name in own.__struct_fields__:
        mine, old, new = getattr(own, name), getattr(before, name), getattr(now, name)
        if new == old:
            continue
        changes[name] = _items(mine, old, new, rows) if name in rows else new
    return msgspec.structs.replace(own, **changes)


def _items(
    mine: tuple[ItemT, ...], old: tuple[ItemT, ...], new: tuple[ItemT, ...], rows: frozenset[str]
) -> tuple[ItemT, ...]:
    """A list in our order, then what is new in it."""
    known, before, there = ({_id(item): item for item in items} for items in (mine, old, new))
    kept = [
        _merged(item, before[name], there[name], rows) if name in before else item
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


def _renamed(draft: Draft, items: Items) -> Draft:
    """The draft with the ids of items that `items` gives them, and its translations under them."""
    moved: dict[tuple[str, str], tuple[str, str]] = {}
    made = Draft(draft.scheme, draft.official, draft.pack)
    for kind, entity in workbook.ENTITIES.items():
        for slug, drafted in draft.drafted[kind].items():
            ref = Ref(entity, slug)
            keys = _Renaming(items, ref, moved).keys(drafted.keys, ref, ref)
            made.drafted[kind][slug] = Drafted(slug, keys, drafted.body)
    for tag, said in draft.translations.items():
        made.translations[tag] = {_moved(context, moved): each for context, each in said.items()}
    return made


@dataclass(frozen=True, slots=True)
class _Renaming:
    """Gives the items of one record other ids; moved: what the parts were called, and are called now."""

    items: Items
    record: Ref
    moved: dict[tuple[str, str], tuple[str, str]]

    def keys(self, keys: Any, before: Ref, after: Ref) -> Any:  # noqa: ANN401 (keys of any kind)
        """The keys of the record, or of an item, that was called `before` and is called `after`."""
        changes: dict[str, object] = {}
        for key in (key for key in keys.__struct_fields__ if key in self.items.keys):
            entity, items = workbook.PARTS[key], getattr(keys, key)
            parts = [before.part(entity, each) for each in records.keys(items)]
            named = [
                msgspec.structs.replace(item, id=self.items.name(self.record, part, item))
                for part, item in zip(parts, items, strict=True)
            ]
            now = [after.part(entity, each) for each in records.keys(named)]
            for old, new in zip(parts, now, strict=True):
                for one, two in ((old, new), (old.part("schedule"), new.part("schedule"))):
                    self.moved[one.entity, one.slug] = (two.entity, two.slug)
            triples = zip(named, parts, now, strict=True)
            changes[key] = tuple(self.keys(item, old, new) for item, old, new in triples)
        return msgspec.structs.replace(keys, **changes) if changes else keys


def _moved(context: str, moved: Mapping[tuple[str, str], tuple[str, str]]) -> str:
    entity, slug, rest = context.split("/", 2)
    return "/".join((*moved.get((entity, slug), (entity, slug)), rest))
