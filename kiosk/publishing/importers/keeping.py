"""What stays of a record that an import brings again: all that its source has no words for.

An editor adds to what a city's other systems say: a law, a second link, the hours of a telephone, the form of a document.
What the source has a word for is the source's, also when it says nothing there any more; everything else is the folder's
until the source says something of it. Items of lists are the same by their `id`, else by their main key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MADE_UP = frozenset({"icon", "confirm"})
"""Keys that an importer fills in for a new record, and that no other system has."""

LATER = frozenset({"verified_on", "updated"})
"""Days of which the later one counts, whoever said it, while the source says the same as before."""

BODY = "description"

MAIN = ("name", "place", "number", "url", "to", "description", "email", "role", "amount")
"""What an item without an `id` is known by: the first of these that it says."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a format has words for.

    said: keys by the kind of record and the lists that lead to them (`services`, `services.costs`); the text below the keys
    is `description`. first: lists of which it says no more than the first item: those behind it are the folder's.
    """

    said: Mapping[str, frozenset[str]]
    first: frozenset[str]

    @classmethod
    def of(cls, *first: str, **said: str) -> Words:
        """Keys with blanks between them, by the name of their list with `__` for a point."""
        return cls({name.replace("__", "."): frozenset(keys.split()) for name, keys in said.items()}, frozenset(first))


def kept(before: Any, now: Any, words: Words, path: str, guessed: frozenset[str] = frozenset()) -> Any:  # noqa: ANN401 (keys of any kind)
    """A record, or an item of one, as its source says it today, with what the folder says beyond the source's words.

    path: the kind of record and the lists that lead to the item. guessed: what the source does not say of this record
    although it could, and the importer has filled in.
    """
    made = msgspec.structs.replace(now, **dict(_kept(before, now, words, path, guessed)))
    changed = {key for key in words.said.get(path, frozenset()) - guessed - {BODY} if _differ(before, made, key)}
    more = _unseen(now, "") if changed and hasattr(now, "verified_on") else {}
    more |= _unseen(now, "hours_") if changed & {"hours", "hours_text"} else {}
    return msgspec.structs.replace(made, **more)


def _differ(before: Any, now: Any, key: str) -> bool:  # noqa: ANN401 (keys of any kind)
    return bool(_facts(getattr(before, key)) != _facts(getattr(now, key)))


def _unseen(now: Any, part: str) -> dict[str, object]:  # noqa: ANN401 (keys of any kind)
    """That nobody but the source has verified what it says anew."""
    day = getattr(now, f"{part}verified_on")
    return {f"{part}verified_on": day} | ({} if day else {f"{part}confirm": True})


def _facts(value: Any) -> Any:  # noqa: ANN401 (what a key may hold)
    """A value without what is said about it: when it was verified."""
    if isinstance(value, tuple):
        return [_facts(item) for item in value]
    if not isinstance(value, msgspec.Struct):
        return value
    return {
        key: _facts(getattr(value, key))
        for key in value.__struct_fields__
        if not key.endswith(("verified_on", "confirm"))
    }


def _kept(before: Any, now: Any, words: Words, path: str, guessed: frozenset[str]) -> Iterable[tuple[str, object]]:  # noqa: ANN401 (as above)
    spoken = words.said.get(path, frozenset()) - guessed
    for field in msgspec.structs.fields(type(now)):
        key, old, new = field.name, getattr(before, field.name), getattr(now, field.name)
        silent = new == field.default and key not in spoken
        if key in {"ids", "residue"}:
            yield key, {**old, **new}
        elif key in LATER:
            yield key, max(old, new)
        elif silent or key in guessed | MADE_UP:
            yield key, old
        elif isinstance(new, tuple):
            found = tuple(_items(old, new, words, f"{path}.{key}"))
            yield key, _with_more(old, found) if key in words.first else found


def _items(old: tuple[Any, ...], new: tuple[Any, ...], words: Words, path: str) -> Iterable[Any]:
    same = matched(old, [(_id(item), main(item)) for item in new])
    for before, item in zip(same, new, strict=True):
        yield item if before is None or isinstance(item, str) else kept(before, item, words, path)


def matched(old: Iterable[Any], wanted: Sequence[tuple[str, str]]) -> list[Any]:
    """For every wanted `id` and main key the item of a list that has them, None for none; nothing is found twice.

    Whoever has the `id` has it for sure; where one of the two has none, the main key counts, in the order of the list.
    """
    left = list(old)
    found = [_taken(left, own, "") for own, _ in wanted]
    return [found[at] or _taken(left, own, known_by) for at, (own, known_by) in enumerate(wanted)]


def _taken(left: list[Any], own: str, known_by: str) -> Any:  # noqa: ANN401 (an item of any list)
    """The first item with this `id`, or without one with this main key, which is then no longer left; None for none."""
    for position, one in enumerate(left):
        if _id(one) == own if own and _id(one) else known_by and main(one) == known_by:
            return left.pop(position)
    return None


def _id(item: Any) -> str:  # noqa: ANN401 (an item of any list)
    return str(getattr(item, "id", ""))


def main(item: Any) -> str:  # noqa: ANN401 (an item of any list)
    """What an item is known by when nobody has given it an `id`; a text itself."""
    if isinstance(item, str):
        return item
    return next(filter(None, (str(getattr(item, key, "")) for key in MAIN)), "")


def _with_more(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
    """A list of which the source says the beginning: what it does not know stands behind, in the order that an editor gave."""
    there = [main(item) for item in old]
    if new and all(main(item) in there for item in new):
        by_main = {main(item): item for item in new}
        return tuple(by_main.pop(main(item), item) for item in old)
    return (*new, *(item for item in old[1:] if main(item) not in map(main, new)))


def filled_in(slug: str, keys: Any, body: str) -> frozenset[str]:  # noqa: ANN401 (keys of any kind)
    """Which keys of a record say no more than an importer fills in itself: nobody misses them when it does so anew."""
    found = set()
    if keys.name in {slug, *(getattr(keys, key, "") for key in ("street", "city")), getattr(keys, "starts", "")[:10]}:
        found.add("name")
    summary = getattr(keys, "summary", "")
    if summary == keys.name or _letters(body).startswith(_letters(summary)):
        found.add("summary")
    return frozenset(found)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
