"""Whether guides, events, notices, phrases and polls can be what they say, and whether every link leads somewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kiosk.publishing import judging, media, rules
from kiosk.publishing.findings import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TypeAlias

    from kiosk.publishing.findings import Finding
    from kiosk.publishing.frontmatter import Where
    from kiosk.publishing.records import Event, Facts, Guide, Page, Poll, Service
    from kiosk.publishing.source import Record, Source

    Slugs: TypeAlias = Mapping[str, frozenset[str]]

LINK = re.compile(r"(?<!!)\[(?:[^\[\]\\]|\\.)*\]\((?P<kind>guide|service|place|event|notice|form):(?P<slug>[^)\s]*)")
"""A link inside the pack in a Markdown text."""

FOLDERS = {"guide": "guides", "service": "services", "place": "places", "event": "events", "notice": "notices"}
"""Where the records lie that a link can lead to; forms are files of their own kind (`forms/`)."""


def findings(source: Source) -> Iterator[Finding]:
    """Everything that is wrong in what is read, attended or answered, and in the links and pictures of all records."""
    slugs = _slugs(source)
    for guide in source.guides:
        yield from _guide(guide, slugs, source.pack.keys.as_of)
    yield from _circles(source.guides)
    for event in source.events:
        yield from _event(event, slugs, source.pack.keys.as_of)
    for notice in source.notices:
        yield from _page(notice, slugs, source.pack.keys.as_of)
        yield from judging.rule(notice.document, rules.day, notice.keys.starts, "starts")
    for phrase in source.phrases:
        if not phrase.keys.name.strip():
            yield phrase.document.finding("the sentence is empty; write it", "name", code="KC104")
    for poll in source.polls:
        yield from _poll(poll)
    for service in source.services:
        yield from _service(service, slugs)
    for record in (
        *source.organizations,
        *source.places,
        *source.services,
        *source.guides,
        *source.events,
        *source.notices,
    ):
        yield from _links(record, slugs)
        yield from _pictures(record, source)


def _slugs(source: Source) -> Slugs:
    named = {kind: frozenset(r.slug for r in getattr(source, folder)) for kind, folder in FOLDERS.items()}
    named["organization"] = frozenset(record.slug for record in source.organizations)
    named["form"] = frozenset(path.stem for path in (source.folder / "forms").glob("*.*"))
    for scheme in ("topic", "situation"):
        named[scheme] = frozenset(term.slug for term in source.terms if term.keys.scheme == scheme)
    return named


def _page(record: Record[Page], slugs: Slugs, as_of: str) -> Iterator[Finding]:
    document, page = record.document, record.keys
    yield from judging.facts(record, as_of)
    yield from judging.known(document, "terms", page.topics, slugs["topic"], ("topics",))
    yield from judging.known(document, "terms", page.situations, slugs["situation"], ("situations",))
    yield from judging.filled(document, page.keywords, "keywords")
    yield from judging.items(document, page.links, "links")
    for position, link in enumerate(page.links):
        yield from judging.rule(document, rules.url, link.url, "links", position, "url")
    yield from judging.rule(document, rules.day, page.expires, "expires")


def _guide(record: Record[Guide], slugs: Slugs, as_of: str) -> Iterator[Finding]:
    yield from _page(record, slugs, as_of)
    yield from judging.rule(record.document, rules.icon, record.keys.icon, "icon")
    if record.keys.parent:
        yield from judging.known(record.document, "guides", [record.keys.parent], slugs["guide"], ("parent",))


def _circles(guides: tuple[Record[Guide], ...]) -> Iterator[Finding]:
    """Guides that lie, over their parents, under themselves: nobody would ever come to them."""
    parents = {guide.slug: guide.keys.parent for guide in guides}
    good: set[str] = {""}
    for guide in guides:
        way: dict[str, None] = {}
        at = guide.slug
        while at in parents and at not in good and at not in way:
            way[at] = None
            at = parents[at]
        if at in way:
            circle = [*list(way)[list(way).index(at) :], at]
            if min(circle) == guide.slug:
                text = f"this guide lies under itself ({' < '.join(circle)}); change one 'parent'"
                yield guide.document.finding(text, "parent", code="KC105")
        else:
            good.update(way)


def _event(record: Record[Event], slugs: Slugs, as_of: str) -> Iterator[Finding]:
    document, event = record.document, record.keys
    yield from _page(record, slugs, as_of)
    yield from judging.rule(document, rules.icon, event.icon, "icon")
    yield from judging.rule(document, rules.zone, event.zone, "zone")
    yield from judging.rule(document, rules.recurrence, event.rrule, "rrule")
    for kind, slug in (("organization", event.organization), ("place", event.place)):
        if slug:
            yield from judging.known(document, f"{kind}s", [slug], slugs[kind], (kind,))
    if not event.starts:
        yield document.finding("'starts' is empty; write when it begins", "starts", code="KC104")
    moments: tuple[tuple[Where, str], ...] = (
        (("starts",), event.starts),
        (("ends",), event.ends),
        *((("rdates", position), text) for position, text in enumerate(event.rdates)),
        *((("exdates", position), text) for position, text in enumerate(event.exdates)),
    )
    wrong = [
        found
        for where, text in moments
        for found in judging.rule(document, lambda value: rules.moment(value, all_day=event.all_day), text, *where)
    ]
    yield from wrong
    if not wrong and event.ends and event.ends < event.starts:
        yield document.finding(f"it ends ({event.ends}) before it begins ({event.starts}); correct one of them", "ends")


def _poll(record: Record[Poll]) -> Iterator[Finding]:
    document, poll = record.document, record.keys
    if not poll.name.strip():
        yield document.finding("the question is empty; write it", "name", code="KC104")
    if not poll.choices[1:]:
        yield document.finding("a poll needs two choices at least; add one", "choices")
    yield from judging.items(document, poll.choices, "choices")
    yield from judging.rule(document, rules.day, poll.starts, "starts")
    yield from judging.rule(document, rules.day, poll.expires, "expires")


def _service(record: Record[Service], slugs: Slugs) -> Iterator[Finding]:
    document, seen = record.document, set[tuple[str, str]]()
    for position, relation in enumerate(record.keys.relations):
        kind, _, slug = relation.to.partition(":")
        if kind not in FOLDERS or slug not in slugs[kind]:
            hint = did_you_mean(slug, slugs.get(kind, ()))
            text = f"{relation.to!r} in 'relations' is not there{hint}; write it as service:slug or guide:slug"
            yield document.finding(text, "relations", position, code="KC105")
        if (relation.to, relation.kind) in seen:
            twice = f"{relation.to!r} is listed twice in 'relations'; keep one"
            yield document.finding(twice, "relations", position, code="KC103")
        seen.add((relation.to, relation.kind))
    for position, evidence in enumerate(record.keys.evidence):
        if evidence.form and evidence.form not in slugs["form"]:
            hint = did_you_mean(evidence.form, slugs["form"])
            text = f"there is no form {evidence.form!r}{hint}; correct it or put the form into forms/"
            yield document.finding(text, "evidence", position, "form", code="KC105")


def _links(record: Record[Facts], slugs: Slugs) -> Iterator[Finding]:
    for number, line in enumerate(record.body.split("\n"), record.document.body_line):
        for match in LINK.finditer(line):
            kind, slug = match["kind"], match["slug"]
            if slug not in slugs[kind]:
                text = f"the link {kind}:{slug} leads nowhere{did_you_mean(slug, slugs[kind])}; correct or delete it"
                yield judging.at(record.document, number, text)


def _pictures(record: Record[Facts], source: Source) -> Iterator[Finding]:
    for number, line in enumerate(record.body.split("\n"), record.document.body_line):
        for match in media.SHOWN.finditer(line):
            if match["file"] not in source.pictures:
                hint = did_you_mean(match["file"], source.pictures)
                text = f"the picture {match['file']} is not there{hint}; put it into media/ or delete it here"
                yield judging.at(record.document, number, text)
