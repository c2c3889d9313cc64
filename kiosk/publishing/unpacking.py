"""A pack as the source folder that it could have been built from: what `kiosk.publishing.rows` makes, the other way.

What a pack does not hold cannot come back: the editors' remarks, the files of forms, the keys, the names of those who
vouch for translations (so a translation made by a person comes back as a machine's), and the order of a service's topics.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.publishing import records
from kiosk.publishing.concepts import Concept
from kiosk.publishing.edition import Edition
from kiosk.publishing.frontmatter import Document
from kiosk.publishing.media import Picture
from kiosk.publishing.part_unpacking import PartUnpacking, age_of
from kiosk.publishing.po import Entry
from kiosk.publishing.source import Record, Source
from kiosk.publishing.texts import extract

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.publishing.exporters.content import Content, Row

NOWHERE = Path("/nonexistent")
"""The folder of an edition that has none: nothing is read from it."""

_SHOWN = re.compile(r"\]\(media:([0-9a-f]{64})")


def unpacked(content: Content) -> Edition:
    """The edition of a pack's content, without a folder."""
    source = _Unpacking(content).source()
    texts = extract(source)
    languages = [tag for tag in content.languages if tag != content.official]
    return Edition(source, texts, {tag: tuple(_entries(content, texts, tag)) for tag in languages})


def _entries(content: Content, texts: tuple[Any, ...], tag: str) -> Iterator[Entry]:
    for text in texts:
        said = content.texts.get((text.ref.id(content.id), text.field), {})
        original = said.get(content.official, {}).get(text.seq)
        there = said.get(tag, {}).get(text.seq)
        entry = Entry(text.context, text.value, remark=text.remark, file=text.file)
        if there is not None and original is not None:
            value = _SHOWN.sub(lambda match: f"]({_file(content, match[1])}", there.value)
            entry = Entry(text.context, text.value, value, fuzzy=there.basis != original.basis, file=text.file)
        yield entry


def _file(content: Content, digest: str) -> str:
    """What a picture is called in the folder: the pack knows it by its hash alone."""
    row = content.one_of("media", "hash", digest)
    ending = str(row["type"]).removeprefix("image/").replace("jpeg", "jpg") if row else "png"
    return f"media/{digest[:16]}.{ending}"


class _Unpacking(PartUnpacking):
    """Makes records of rows, kind by kind."""

    def source(self) -> Source:
        """All records, in the order of their file names."""
        content = self._content
        pack = records.Pack(
            id=content.id,
            title=dict(content.title),
            official=content.official,
            languages=content.languages,
            as_of=content.as_of,
            zone=content.zone,
            country=content.country,
            emergency=content.emergency,
            kiosk=dict(content.kiosk),
            residue=self._residue(content.id),
        )
        made: dict[str, Any] = {
            "organizations": self._records("organization", self._organization),
            "places": self._records("place", self._place),
            "services": self._records("service", self._service),
            "terms": self._records("term", self._term),
            "guides": self._records("guide", self._guide),
            "events": self._records("event", self._event),
            "notices": self._records("notice", self._notice),
            "phrases": self._records("phrase", self._phrase),
            "polls": self._records("poll", self._poll),
        }
        pictures = {
            _file(content, row["hash"]): Picture(row["data"], row["type"], row["width"], row["height"])
            for row in content.rows["media"]
        }
        head = Record("pack", "pack.yaml", pack, Document(Path("pack.yaml")))
        return Source(NOWHERE, head, **made, pictures=pictures, concepts=tuple(self._concepts()))

    def _records(self, table: str, make: Any) -> tuple[Record[Any], ...]:  # noqa: ANN401 (a function for each kind of record)
        return tuple(
            Record(row["slug"], name, make(row), Document(Path(name), body=self._body(row["id"])))
            for row in sorted(self._content.rows[table], key=lambda row: str(row["slug"]))
            for name in [f"{table}s/{row['slug']}.md"]
        )

    def _body(self, own: str) -> str:
        text = self._content.text(own, "description")
        return _SHOWN.sub(lambda match: f"]({_file(self._content, match[1])}", text)

    def _concepts(self) -> Iterator[Concept]:
        for row in sorted(self._content.rows["concept"], key=lambda row: str(row["slug"])):
            said = self._content.texts.get((row["id"], "word"), {})
            yield Concept(row["slug"], {tag: tuple(self._content.many(row["id"], "word", tag)) for tag in said})

    # ---- records ---------------------------------------------------------------------------------------------------

    def _organization(self, row: Row) -> records.Organization:
        own, age = row["id"], age_of(row)
        return records.Organization(
            **self._facts(row),
            website=row["website"],
            phones=self._phones(own, age),
            emails=self._emails(own),
            contacts=self._contacts(own, age),
            areas=self._areas(own),
        )

    def _place(self, row: Row) -> records.Place:
        own, age = row["id"], age_of(row)
        return records.Place(
            **self._facts(row),
            **self._hours(own, age),
            street=row["street"],
            city=row["city"],
            postal_code=row["postal_code"],
            country="" if row["country"] == self._content.country else row["country"],
            latitude=row["latitude"],
            longitude=row["longitude"],
            phones=self._phones(own, age),
            emails=self._emails(own),
            links=self._links(own),
            contacts=self._contacts(own, age),
            topics=self._terms("entity_term", "entity_id", own, "topic"),
        )

    def _service(self, row: Row) -> records.Service:
        content, own, age = self._content, row["id"], age_of(row)
        return records.Service(
            **self._facts(row),
            summary=content.text(own, "summary"),
            organization=self._slugs[row["organization_id"]],
            icon=row["icon"],
            processing_time=row["processing_time"],
            expires=row["expires"],
            topics=self._terms("service_term", "service_id", own, "topic"),
            situations=self._terms("service_term", "service_id", own, "situation"),
            requirements=self._parts("requirement", own, records.Requirement),
            evidence=self._parts("evidence", own, records.Evidence, note=""),
            outputs=self._parts("output", own, records.Output),
            legal_resources=self._parts("legal_resource", own, records.LegalResource, url=None),
            costs=self._costs(own),
            places=self._at_places(own, age),
            phones=self._phones(own, age),
            emails=self._emails(own),
            links=self._links(own),
            contacts=self._contacts(own, age),
            areas=self._areas(own),
            spoken_languages=tuple(spoken["tag"] for spoken in content.of("spoken_language", own, "service_id")),
            steps=tuple(content.many(own, "step")),
            notes=tuple(content.many(own, "note")),
            keywords=tuple(content.many(own, "keyword")),
            relations=self._relations(own),
        )

    def _term(self, row: Row) -> records.Term:
        own = row["id"]
        return records.Term(
            name=self._content.text(own, "name"),
            scheme=row["scheme"],
            icon=row["icon"],
            seq=row["seq"],
            updated=self._updated(own),
            ids=self._ids(own),
            residue=self._residue(own),
        )

    def _guide(self, row: Row) -> records.Guide:
        parent = self._slugs.get(row["parent_id"], "")
        return records.Guide(**self._page(row), parent=parent, seq=row["seq"], icon=row["icon"])

    def _event(self, row: Row) -> records.Event:
        content, own = self._content, row["id"]
        return records.Event(
            **self._page(row),
            starts=row["starts"],
            ends=row["ends"],
            all_day=bool(row["all_day"]),
            zone="" if row["zone"] == content.zone else row["zone"],
            rrule=row["rrule"],
            rdates=tuple(row["rdates"].split()),
            exdates=tuple(row["exdates"].split()),
            organization=self._slugs.get(row["organization_id"], ""),
            place=self._slugs.get(row["place_id"], ""),
            location=content.text(own, "location"),
            audience=content.text(own, "audience"),
            icon=row["icon"],
            example=bool(row["example"]),
        )

    def _notice(self, row: Row) -> records.Notice:
        return records.Notice(**self._page(row), level=row["level"], seq=row["seq"], starts=row["starts"])

    def _phrase(self, row: Row) -> records.Phrase:
        name, updated = self._content.text(row["id"], "name"), self._updated(row["id"])
        return records.Phrase(name=name, topic=row["topic"], seq=row["seq"], updated=updated)

    def _poll(self, row: Row) -> records.Poll:
        own = row["id"]
        choices = tuple(
            records.Choice(name=self._content.text(choice["id"], "name"), id=self._name(choice))
            for choice in self._content.of("poll_choice", own, "poll_id")
        )
        name, updated = self._content.text(own, "name"), self._updated(own)
        days = {"starts": row["starts"], "expires": row["expires"]}
        return records.Poll(name=name, choices=choices, seq=row["seq"], updated=updated, **days)

    # ---- what they share -------------------------------------------------------------------------------------------

    def _page(self, row: Row) -> dict[str, Any]:
        content, own = self._content, row["id"]
        return self._facts(row) | {
            "summary": content.text(own, "summary"),
            "keywords": tuple(content.many(own, "keyword")),
            "topics": self._terms("entity_term", "entity_id", own, "topic"),
            "situations": self._terms("entity_term", "entity_id", own, "situation"),
            "links": self._links(own),
            "expires": row["expires"],
        }
