"""Makes the draft of a large folder from the last pack, when by content little differs.

Rows of services that do not differ are kept. All other records are read again, compared with their rows, and only what is
different is written, so that the cost follows the change and not the folder. It rests on this: a service's rows and
findings depend on its own file, its entries in the catalogues, `pack.yaml`, the pictures, and `draft.around`. Its rank
alone depends on the others, and is set anew for all.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import fields, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.publishing import checks, kept_rows, languages, po, review, source
from kiosk.publishing.coverage import Coverage
from kiosk.publishing.draft import Made, around, opened
from kiosk.publishing.findings import FindingsError, errors
from kiosk.publishing.frontmatter import Document
from kiosk.publishing.kept_rows import KeptRows
from kiosk.publishing.languages import COLUMNS, Originals
from kiosk.publishing.ranks import first_topics, ranked
from kiosk.publishing.records import Service
from kiosk.publishing.rows import rows
from kiosk.publishing.source import Record
from kiosk.publishing.text_rows import text_rows, word_rows
from kiosk.publishing.texts import extract

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kiosk.publishing.findings import Finding
    from kiosk.publishing.kept_rows import Values
    from kiosk.publishing.languages import Language
    from kiosk.publishing.remembered import Change, Last
    from kiosk.publishing.source import Source
    from kiosk.publishing.texts import SourceText

APART = ("language", "text")
"""Tables that depend on `pack.yaml` alone, and that of the texts, which has a way of its own."""

UNTRANSLATED = frozenset({"form", "concept"})
"""What has its texts in other languages from elsewhere than catalogues."""


def refreshed(folder: Path, out: Path, work: Path, last: Last, change: Change) -> tuple[Made, frozenset[str]] | None:
    """A draft in `work` from the last pack, and the ids of all that has other texts.

    None when everything has to be built anew. Raises FindingsError with what a build of everything would find.
    """
    place = work / "refreshed"
    place.mkdir()
    draft, made = place / "draft", None
    try:
        if kept_rows.copied(out, draft) == last.out:
            with closing(opened(draft)) as connection:
                made = _made(KeptRows(connection, last.counts), folder, draft, last, change)
    except (OSError, sqlite3.DatabaseError, po.OtherError):
        made = None
    if made is None:
        shutil.rmtree(place)
    return made


def _made(kept: KeptRows, folder: Path, draft: Path, last: Last, change: Change) -> tuple[Made, frozenset[str]] | None:
    read, unread = source.gather(folder, change.services)
    if read is None:
        raise FindingsError(unread)
    pack = read.pack.keys
    if change.gone and kept.naming(pack.id, change.gone):
        return None  # a build of everything finds each link that leads nowhere now
    official = extract(read)
    against = Originals.of(read, official, _slugs(read))
    there = around(read, against.targets)
    if not last.around.items() <= there.items():
        return None
    found = _judged(read, unread, against, last, change, draft.parent)
    topics = {slug: topic for slug, topic in last.topics.items() if slug not in change.gone}
    topics |= first_topics(read.services)
    kept.begin(pack.id, change.services | change.gone)
    ranks = ranked(topics, read.terms)
    for table, made in rows(read, ranks).items():
        if table not in APART:
            kept.exchange(table, made)
    before = kept.texts()
    kept.exchange_texts(before, frozenset(_texts(read, official, found)))
    kept.rank(ranks)
    kept.commit()
    counted = _counted(before, last.coverage)
    coverage = tuple(
        _moved(whole, counted[whole.tag], language.coverage)
        for whole, language in zip(last.coverage, found, strict=True)
        if language.coverage
    )
    return Made(draft, pack, kept.counts, coverage, topics, there, plain=True), frozenset(kept.stale)


def _slugs(read: Source) -> frozenset[str]:
    """All records whose translations are looked at."""
    groups = (getattr(read, each.name) for each in fields(read))
    records = chain.from_iterable(group for group in groups if isinstance(group, tuple))
    return frozenset(record.slug for record in records if isinstance(record, Record))


def _judged(
    read: Source, unread: Iterable[Finding], against: Originals, last: Last, change: Change, work: Path
) -> tuple[Language, ...]:
    """The languages of what was read; raises FindingsError for what is wrong in it, or could not be read."""
    organization = next((record.slug for record in read.organizations), "")
    stub = Service(name="x", summary="x", organization=organization, icon="passport")
    others = (
        Record(Path(name).stem, name, stub, Document(read.folder / name))
        for name in change.names
        if Path(name).stem not in change.services
    )
    wrong = list(checks.findings(replace(read, services=(*read.services, *others))))
    for text, _id in against.texts.values():
        wrong.extend(review.originals(read, text, against.targets))
    tags = [each.tag for each in last.coverage]
    found = tuple(languages.examine_all(against, tags, lambda tag: work / tag, notes=False))
    told = (*wrong, *chain.from_iterable(language.findings for language in found))
    refused = errors(review.with_unread(told, unread))
    if refused:
        raise FindingsError(refused)
    return found


def _texts(read: Source, official: Iterable[SourceText], found: Iterable[Language]) -> Iterator[Values]:
    """The rows of `text` of what was read."""
    for row in chain(text_rows(read, official, {}), word_rows(read)):
        yield tuple(row[name] for name in COLUMNS)
    for language in found:
        if language.stage:
            with closing(sqlite3.connect(language.stage)) as stage:
                yield from stage.execute(f"SELECT {', '.join(COLUMNS)} FROM text")


_ENTITY, _LANG, _STATUS, _FROM, _BASIS = (
    COLUMNS.index(name) for name in ("entity", "lang", "status", "source_lang", "source_hash")
)


def _counted(before: Iterable[Values], whole: Iterable[Coverage]) -> Mapping[str, Coverage]:
    """How far these rows of `text` are in each language of the catalogues."""
    said = [row for row in before if row[_ENTITY] not in UNTRANSLATED]
    official = {_name(row): row[_BASIS] for row in said if row[_LANG] == row[_FROM]}
    counted: dict[str, Counter[str]] = {each.tag: Counter() for each in whole}
    for row in said:
        if row[_LANG] != row[_FROM]:
            outdated = row[_BASIS] != official.get(_name(row))
            counted[str(row[_LANG])]["outdated" if outdated else str(row[_STATUS])] += 1
    return {
        tag: Coverage(tag, c["human"], c["machine"], c["outdated"], len(official) - c.total())
        for tag, c in counted.items()
    }


def _name(row: Values) -> Values:
    """What a row of `text` and its translations have in common: id, entity, field, seq."""
    return row[0], *row[2:5]


def _moved(whole: Coverage, before: Coverage, now: Coverage) -> Coverage:
    """The coverage of everything when that of a part changes."""
    counts = {
        name: getattr(whole, name) - getattr(before, name) + getattr(now, name)
        for name in ("human", "machine", "outdated", "missing")
    }
    return Coverage(whole.tag, **counts)
