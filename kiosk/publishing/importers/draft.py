"""What an importer gathers before anything is written: records, translations, pictures, and what it has to tell.

A record that an earlier import brought keeps its file's name, whatever it is called today: it is found again by what
the other system calls it (`ids`). So the ids of the pack stay the same from one import to the next.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import unquote

from anyascii import anyascii

from kiosk.errors import SourceError
from kiosk.publishing import records
from kiosk.publishing.naming import Ref
from kiosk.publishing.source import SLUG
from kiosk.publishing.writing import OVERRIDES, clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kiosk.publishing.concepts import Concept
    from kiosk.publishing.frontmatter import Where
    from kiosk.publishing.importers.keeping import Words
    from kiosk.publishing.po import Human
    from kiosk.publishing.source import Record, Source

KINDS: dict[str, type[records.Keys]] = {
    "organizations": records.Organization,
    "places": records.Place,
    "services": records.Service,
    "terms": records.Term,
    "guides": records.Guide,
    "events": records.Event,
    "notices": records.Notice,
    "phrases": records.Phrase,
    "polls": records.Poll,
}
"""The folders of records and what is in them, in the order of a report."""

COUNTRY_TAKEN = (
    "does not say its country; {country} was taken, also for its telephone numbers: correct 'country' in pack.yaml and "
    "import again"
)

LONGEST_SLUG = 60

LONGEST_TEXT = 2_000_000
"""Characters of one text; a page that somebody reads has a few thousand."""

K = TypeVar("K", bound=records.Keys)


@dataclass(frozen=True, slots=True)
class Remark:
    """What an importer could not take as it was. where: file and row, or what the other system calls the record."""

    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}: {self.text}"


@dataclass(frozen=True, slots=True)
class Drafted(Generic[K]):
    """One record: its file's name without `.md`, its keys, its Markdown.

    guessed: keys that the importer has filled in although the source says nothing of them.
    """

    slug: str
    keys: K
    body: str = ""
    guessed: frozenset[str] = field(default=frozenset(), compare=False)


@dataclass(frozen=True, slots=True)
class Said:
    """A text in another language.

    outdated: the original has changed since. basis: the original that it was made from, when that is known. human: who
    vouches for it; None when nobody says so, and then it counts as a machine's.
    """

    value: str
    outdated: bool = False
    basis: str = ""
    human: Human | None = None


@dataclass
class Draft:
    """The source folder that an importer has in mind.

    scheme: the name of the other system in `ids` and `residue`. official: the language of the texts in `drafted`.
    pack: what a new `pack.yaml` would say. translations: by language tag and `msgctxt`. family: what the ids of this
    source begin with, where one system serves many. words: what the format can say of a record; None where the draft is
    already all that the folder should say. complete: kinds of which the source has all records, those without an id of its own too. replaces_pack:
    whether `pack` counts for a folder that is there already. pictures, forms: files by name. concepts: all of them, or
    none where the source has no words for search.
    """

    scheme: str
    official: str
    pack: records.Pack
    target: Source | None = None
    drafted: dict[str, dict[str, Drafted[Any]]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    translations: dict[str, dict[str, Said]] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    forms: dict[str, bytes] = field(default_factory=dict)
    concepts: tuple[Concept, ...] = ()
    remarks: list[Remark] = field(default_factory=list)
    family: str = ""
    words: Words | None = None
    complete: set[str] = field(default_factory=set)
    replaces_pack: bool = False
    ours: str = "{id}"
    comes_back: bool = False
    origin: Callable[[str, str, Where], tuple[Path, int, str] | None] = lambda _kind, _slug, _where: None
    _known: dict[tuple[str, str], str] = field(default_factory=dict)
    _taken: dict[str, set[str]] = field(default_factory=dict)
    _own: set[tuple[str, str]] = field(default_factory=set)
    _there: dict[tuple[str, str], Record[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._taken = {kind: set() for kind in KINDS}
        if self.target is not None:
            self._remember(self.target)

    def _remember(self, target: Source) -> None:
        """What the records of the folder are called: by the other system, and by an export of ours."""
        for kind in KINDS:
            for record in getattr(target, kind):
                self._there[kind, record.slug] = record
                self._taken[kind].add(record.slug)
                external = getattr(record.keys, "ids", {}).get(self.scheme)
                if external is not None:
                    self._known[kind, external] = record.slug
                own = self.ours.format(id=Ref(kind.removesuffix("s"), record.slug).id(target.pack.keys.id))
                self._known.setdefault((kind, own), record.slug)
                self._own.add((kind, own))

    def slug(self, kind: str, external: str, name: str) -> str:
        """The file's name of a record: the one that it has, else one made of its name that nobody else has."""
        known = self._known.get((kind, external))
        self.comes_back = self.comes_back or self.is_own(kind, external)
        if known is None:
            wish = slugified(name) or f"{kind[:-1]}-{short(external)}"
            known = wish if wish not in self._taken[kind] else f"{wish}-{short(external)}"
            while known in self._taken[kind]:
                known = f"{wish}-{short(known)}"
            self._known[kind, external] = known
            self._taken[kind].add(known)
        return known

    def known(self, kind: str, external: str, slug: str) -> None:
        """Says beforehand what a record's file is called, unless the folder has it already."""
        if (kind, external) not in self._known:
            self._known[kind, external] = slug
            self._taken[kind].add(slug)

    def is_own(self, kind: str, external: str) -> bool:
        """Whether an export of the folder calls a record so."""
        return (kind, external) in self._own

    def known_as(self, kind: str, external: str, slug: str) -> None:
        """Says what a record of the folder itself is called in an export of it that comes back."""
        if (kind, slug) in self._there:
            self.known(kind, external, slug)
            self.comes_back = True

    def there(self, kind: str, slug: str) -> Record[Any] | None:
        """The record as the folder has it; None for a new one."""
        return self._there.get((kind, slug))

    def slug_of(self, kind: str, external: str) -> str:
        """The file's name of a record that was asked for before; '' for one that was not."""
        return self._known.get((kind, external), "")

    def add(
        self, kind: str, slug: str, keys: records.Keys, body: str = "", guessed: frozenset[str] = frozenset()
    ) -> None:
        """One record; a second one of the same name is told and left out. guessed: as in `Drafted`.

        Raises SourceError for a name that could lead out of the folder, and for a text that forces its direction or
        that nobody can read to its end.
        """
        if not SLUG.fullmatch(slug):
            message = f"{kind}: {slug[:80]!r} cannot name a file; write small Latin letters, digits and single hyphens"
            raise SourceError(message)
        if any(OVERRIDES.search(text) for text in _texts(keys)):
            message = f"a text of {kind}/{slug} turns its direction by force (U+202E); remove that sign at the source"
            raise SourceError(message)
        longest = max(len(body), *map(len, _texts(keys)), 0)
        if longest > LONGEST_TEXT:
            raise SourceError(f"a text of {kind}/{slug} has {longest:,} characters; shorten it at the source")
        if slug in self.drafted[kind]:
            self.remark(f"{kind}/{slug}", "stands twice in the source; the first one was taken")
            return
        if OVERRIDES.search(body):
            self.remark(
                f"{kind}/{slug}", "turned the direction of its text by force (U+202E); those signs were left out"
            )
        self.drafted[kind][slug] = Drafted(slug, keys, OVERRIDES.sub("", clean(body)), guessed)

    def replace(self, kind: str, slug: str, keys: records.Keys) -> None:
        """Other keys for a record that has been added."""
        self.drafted[kind][slug] = dataclasses.replace(self.drafted[kind][slug], keys=keys)

    def say(self, tag: str, ref: Ref, field_: str, value: str, seq: int = 0, *, outdated: bool = False) -> None:
        """A text in another language than the official one; an empty one is none."""
        if value.strip() and tag != self.official:
            text = clean(value)
            if OVERRIDES.search(text) and field_ != "description":
                message = f"a text in {tag} ({ref.context(field_, seq)}) turns its direction by force (U+202E); remove that sign"
                raise SourceError(message)
            text = OVERRIDES.sub("", text)
            self.translations.setdefault(tag, {})[ref.context(field_, seq)] = Said(text, outdated)

    def remark(self, where: str, text: str) -> None:
        """Something that a person should know of."""
        said = Remark(where, text)
        if said not in self.remarks[-50:]:
            self.remarks.append(said)

    def everything(self) -> Iterator[tuple[str, Drafted[Any]]]:
        """All records with their kinds."""
        for kind, listed in self.drafted.items():
            for record in listed.values():
                yield kind, record


def _texts(keys: records.Keys) -> Iterator[str]:
    """Every text of a record that somebody reads."""
    for field_ in keys.__struct_fields__:
        value = getattr(keys, field_)
        if isinstance(value, str):
            yield value
        for item in value if isinstance(value, tuple) else ():
            if isinstance(item, records.Keys):
                yield from _texts(item)
            elif isinstance(item, str):
                yield item


def slugified(name: str) -> str:
    """A name as a file's name: small Latin letters, digits, hyphens; '' when nothing is left."""
    ascii_name = anyascii(unquote(name)).lower()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_name.replace("'", "")).strip("-")
    return (
        slug[:LONGEST_SLUG].rpartition("-")[0].strip("-")
        if len(slug) > LONGEST_SLUG and "-" in slug[:LONGEST_SLUG]
        else slug[:LONGEST_SLUG]
    )


def short(text: str) -> str:
    """Six signs that stand for a text."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:6]
