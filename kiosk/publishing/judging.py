"""How single keys of a record are judged: each function gives what is wrong, with the line where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.publishing import rules
from kiosk.publishing.findings import Finding, did_you_mean
from kiosk.publishing.records import Contact, Facts, Item, keys
from kiosk.publishing.source import SLUG, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from kiosk.publishing.frontmatter import Document, Where


def facts(record: Record[Facts], as_of: str) -> Iterator[Finding]:
    """What every record says of itself."""
    document, said = record.document, record.keys
    if not said.name.strip():
        yield document.finding("the name is empty; write it", "name", code="KC104")
    yield from known_on(document, said.verified_on, as_of, "verified_on")
    yield from each(document, rules.url, said.sources, "sources")


def items(document: Document, listed: Iterable[Item], *where: str | int) -> Iterator[Finding]:
    """Keys of items that are no slugs or stand twice, and main texts that are empty; where: the way to the list."""
    listed, key = tuple(listed), where[-1]
    names = keys(listed)
    for position, (item, name) in enumerate(zip(listed, names, strict=True)):
        if item.id and not SLUG.fullmatch(item.id):
            text = f"the id {item.id!r} has small Latin letters, digits and single hyphens only; change it"
            yield document.finding(text, *where, position, "id", code="KC102")
        if name in names[:position]:
            text = f"a second item of {key!r} has the id {name!r}; give one of the two an 'id' of its own"
            yield document.finding(text, *where, position, code="KC103")
        if not isinstance(item, Contact) and not getattr(item, "name", "filled").strip():
            text = f"an item of {key!r} is empty; write it or delete the line"
            yield document.finding(text, *where, position, code="KC110" if key == "evidence" else "KC104")


def known(
    document: Document, kind: str, slugs: Iterable[str], there_are: Collection[str], where: Where
) -> Iterator[Finding]:
    """Slugs in a list of a record that are no records of `kind` (a folder), or terms that stand twice."""
    slugs = tuple(slugs)
    for position, slug in enumerate(slugs):
        there = (*where, position) if (*where, position) in document.lines else where
        if slug not in there_are:
            hint = did_you_mean(slug, there_are)
            text = f"{slug!r} in {where[0]!r} is not there{hint}; correct it or add {kind}/{slug or 'NAME'}.md"
            yield document.finding(text, *there, code="KC105")
        elif kind == "terms" and slug in slugs[:position]:
            yield document.finding(f"{slug!r} is listed twice in {where[0]!r}; keep one", *there, code="KC103")


def each(document: Document, judge: Callable[[str], None], values: Iterable[str], key: str) -> Iterator[Finding]:
    """Values of a list that are empty, against the rule, or there twice."""
    values = tuple(values)
    yield from filled(document, values, key)
    for position, value in enumerate(values):
        yield from rule(document, judge, value, key, position)
        if value in values[:position]:
            yield document.finding(f"{value} is listed twice in {key!r}; keep one", key, position, code="KC103")


def filled(document: Document, values: Iterable[str], key: str) -> Iterator[Finding]:
    """Items of a list that are empty."""
    for position, value in enumerate(values):
        if not value.strip():
            text = f"an item of {key!r} is empty; write it or delete the line"
            yield document.finding(text, key, position, code="KC104")


def known_on(document: Document, value: str, as_of: str, *where: str | int) -> Iterator[Finding]:
    """A date that is none, or later than the pack."""
    return rule(document, lambda text: rules.known_on(text, as_of), value, *where)


def at(document: Document, line: int, text: str) -> Finding:
    """A link or a picture in the body of a file that is not there."""
    return Finding(document.path, line, text, "KC401")


def rule(document: Document, judge: Callable[[str], None], value: str, *where: str | int) -> Iterator[Finding]:
    """What the rule says against a value; an empty one is a key that is left out."""
    if not value:
        return
    try:
        judge(value)
    except ValueError as error:
        yield document.finding(str(error), *where, code=getattr(error, "code", "KC106"))
