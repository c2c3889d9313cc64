"""The city guide of an Integreat CMS (API v3): pages, locations and events, from files or from the server.

Languages are joined on `path`: the `id` of a row is that of a translation, and what stands under
`available_languages` with no `id` is text of another language that the server shows in its place, not a translation.
The language of a row is the second part of its path. A translation that was last changed before its original is out of
date.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import msgspec

from kiosk.errors import SourceError
from kiosk.publishing import progress, records
from kiosk.publishing.importers import fetching, integreat_records, values
from kiosk.publishing.importers.draft import Draft, slugified
from kiosk.publishing.importers.html_words import plain
from kiosk.publishing.importers.integreat_answers import KINDS, Answers, Row, fetched, number, others, path_of, read
from kiosk.publishing.importers.integreat_pictures import Pictures
from kiosk.publishing.importers.keeping import Words
from kiosk.publishing.importers.markdown import markdown
from kiosk.publishing.naming import Ref

if TYPE_CHECKING:
    from kiosk.publishing.source import Source

FOLDERS = {"pages": "guides", "locations": "places", "events": "events"}
LINKS = {"pages": "guide", "locations": "place", "events": "event"}
LONGEST_EXCERPT = 5000
CUT_OUT = 60
"""Letters in which an excerpt and its text agree when the one was cut out of the other."""

WORDS = Words.of(
    "sources",
    "emails",
    guides="name parent seq description",
    places="name street city postal_code country latitude longitude hours phones emails links contacts description",
    events="name starts ends all_day zone rrule rdates place location description",
    places__contacts="name role email phones",
)
"""What the CMS has words for; an excerpt it cuts out of the text itself."""

_DAY_SUFFIX = re.compile(r"\$\d{4}-\d{2}-\d{2}$")


def draft(source: str, target: Source | None, default_language: str) -> Draft:
    """What SRC (files or an address) would bring; raises SourceError when there is nothing to read."""
    remarks: list[tuple[str, str]] = []
    answers = fetched(source, remarks) if fetching.is_address(source) else read(Path(source), remarks)
    official = _official(answers, target, default_language)
    return _Importer(answers, official, target, remarks).run()


def _official(answers: Answers, target: Source | None, default: str) -> str:
    """The code of the language of record: the target's, the one asked for, German, or the one with most rows."""
    codes = answers.codes()
    by_tag = {values.tag(code): code for code in reversed(codes)}
    wanted = target.pack.keys.official if target else default
    if wanted:
        if wanted not in by_tag:
            raise SourceError(
                f"{answers.where} has nothing in {wanted}; it has {', '.join(sorted(filter(None, by_tag)))}"
            )
        return by_tag[wanted]
    return "de" if "de" in codes else max(codes, key=lambda code: len(answers.rows["pages"].get(code, ())))


# ---- importing -----------------------------------------------------------------------------------------------------


class _Importer:
    def __init__(self, answers: Answers, official: str, target: Source | None, remarks: list[tuple[str, str]]) -> None:
        self._answers = answers
        self._target = target
        self._code = official
        self._slugs: dict[str, tuple[str, str]] = {}
        self._zone, self._country = "Europe/Berlin", "DE"
        if target:
            self._zone, self._country = target.pack.keys.zone, target.pack.keys.country
        self._draft = Draft(
            "integreat", values.tag(official) or "de", self._pack(), target, words=WORDS, family=f"/{answers.region}/"
        )
        self._tags = {code: values.tag(code) for code in answers.codes() if code != official}
        self._pictures = Pictures(answers, self._draft)
        for where, text in remarks:
            self._draft.remark(where, text)

    def run(self) -> Draft:
        for code, tag in self._tags.items():
            if not tag:
                self._draft.remark(code, "is not a language code that we know; its texts were left out")
        for kind in KINDS:
            for path, row in self._originals(kind).items():
                name = _DAY_SUFFIX.sub("", path)
                if self._is_ours(kind, name, row):
                    self._draft.known_as(FOLDERS[kind], name, name.rsplit("/", 1)[-1])
                self._slugs[path] = self._slugs.get(name) or (
                    kind,
                    self._draft.slug(FOLDERS[kind], name, name.rsplit("/", 1)[-1]),
                )
                self._slugs.setdefault(name, self._slugs[path])
                for other in others(row).values():
                    self._slugs.setdefault(path_of(other.get("path")), self._slugs[path])
        for kind in KINDS:
            translated = self._translated(kind)
            grouped = self._grouped(kind)
            for done, (name, rows) in enumerate(grouped.items(), 1):
                progress.tell(kind, done, len(grouped))
                self._record(kind, name, rows, translated)
        return self._draft

    def _originals(self, kind: str) -> dict[str, Row]:
        rows = self._answers.rows[kind].get(self._code, {})
        return {path: row for path, row in rows.items() if row.get("id") is not None}

    def _is_ours(self, kind: str, name: str, row: Row) -> bool:
        """Whether an export of ours gave a row its number: then its path ends in the name of a file of the folder."""
        own = self._own(kind, name.rsplit("/", 1)[-1])
        return self._target is not None and row.get("id") == number(own, self._draft.pack.official)

    def _own(self, kind: str, slug: str) -> str:
        """The id of a record in the pack."""
        return Ref(LINKS[kind], slug).id(self._draft.pack.id)

    def _numbered(self, group: object, kind: str, slug: str) -> None:
        """Knows an export of ours by the number that it gave what the CMS has given a row: a place, an event, a page above."""
        said = group.get("id") if isinstance(group, dict) else None
        if self._target is not None and said == number(self._own(kind, slug)):
            self._draft.comes_back = True

    def _grouped(self, kind: str) -> dict[str, list[Row]]:
        """The rows of each record: one, or for an event that the server has written out one for each time."""
        grouped: dict[str, list[Row]] = defaultdict(list)
        for path, row in self._originals(kind).items():
            grouped[_DAY_SUFFIX.sub("", path)].append(row)
        return grouped

    def _translated(self, kind: str) -> dict[str, dict[str, Row]]:
        """Translations by the path of their original and by language tag; what has no original is told."""
        by_other: dict[str, str] = {}
        fallbacks: set[tuple[str, str]] = set()
        for path, row in self._originals(kind).items():
            for code, other in others(row).items():
                if other.get("id") is None:
                    fallbacks.add((code, path))
                else:
                    by_other[path_of(other.get("path"))] = path
        found: dict[str, dict[str, Row]] = defaultdict(dict)
        for code, tag in self._tags.items():
            for path, row in self._answers.rows[kind].get(code, {}).items():
                home = others(row).get(self._code, {})
                original = path_of(home.get("path")) if home.get("id") is not None else by_other.get(path, "")
                original = original if original in self._slugs else by_other.get(path, original)
                if row.get("id") is None or (code, original) in fallbacks or not tag:
                    continue
                if original not in self._slugs:
                    official = self._draft.official
                    self._draft.remark(path, f"has no original in {official}, the language of record; it was left out")
                    continue
                found[original][tag] = row
        return found

    def _record(self, kind: str, name: str, rows: list[Row], translated: dict[str, dict[str, Row]]) -> None:
        row, path = rows[0], path_of(rows[0].get("path"))
        slug = self._slugs[path][1]
        languages = translated.get(path, {})
        left = {self._code: self._left(row), **{tag: self._left(other) for tag, other in languages.items()}}
        shared = self._shared(kind, row, path, slug)
        shared["ids"] = {"integreat": name}
        shared["residue"] = {"integreat": {"rows": json.dumps(left, ensure_ascii=False, sort_keys=True)}}
        body = self._markdown(row, path)
        keys = self._keys(kind, rows, path, shared)
        if keys is None:
            return
        self._draft.add(FOLDERS[kind], slug, keys, body, frozenset(() if _title(row) else {"name"}))
        for tag, other in languages.items():
            outdated = _before(other.get("last_updated"), row.get("last_updated"))
            said = {"name": _title(other), "summary": _excerpt(other) if kind != "locations" else ""}
            said["description"] = self._markdown(other, path_of(other.get("path")))
            for field, text in said.items():
                self._draft.say(tag, Ref(LINKS[kind], slug), field, text, outdated=outdated)

    def _keys(self, kind: str, rows: list[Row], path: str, shared: dict[str, Any]) -> records.Keys | None:
        """The record itself; None for an event of which nobody can say when it takes place."""
        row = rows[0]
        if kind != "pages":
            self._numbered(row.get(LINKS[kind].replace("place", "location")), kind, self._slugs[path][1])
        if kind == "locations":
            return integreat_records.place(row, path, shared, self._draft, self._country)
        if kind == "events":
            at = self._slugs.get(path_of(row.get("location_path")), ("", ""))
            place = at[1] if at[0] == "locations" else ""
            return integreat_records.event(rows, path, shared, self._draft, self._zone, place)
        above, order = row.get("parent"), row.get("order")
        parent = path_of(above.get("path")) if isinstance(above, dict) else ""
        if parent and parent not in self._originals("pages"):
            self._draft.remark(path, f"lies under {parent}, which is not there; it stands at the top now")
            parent = ""
        slug = self._slugs[parent][1] if parent else ""
        self._numbered(above, "pages", slug)
        return records.Guide(**shared, parent=slug, seq=order if isinstance(order, int) else 0)

    def _shared(self, kind: str, row: Row, path: str, slug: str) -> dict[str, Any]:
        changed = _day(row.get("last_updated"))
        title = _title(row)
        if not title:
            self._draft.remark(path, "has no title; its file's name stands there")
        shared: dict[str, Any] = {"name": title or slug, "verified_on": changed, "updated": changed}
        address = values.address_of_web(str(row.get("url") or ""))
        shared["sources"] = (address,) if address else ()
        if kind != "locations":
            shared["summary"] = _excerpt(row)
        return shared

    @staticmethod
    def _left(row: Row) -> Row:
        """What of a row has no key here."""
        taken = {"title", "excerpt", "content", "parent", "order", "available_languages", "event", "location"}
        return {key: value for key, value in row.items() if key not in taken and value not in (None, "", [])}

    def _markdown(self, row: Row, path: str) -> str:
        base = urljoin(str(row.get("url") or self._answers.base), ".") if row.get("url") else self._answers.base
        here = str(row.get("url") or "")

        def link(href: str) -> str:
            address = urljoin(here or base, href) if not href.startswith(("mailto:", "tel:")) else href
            inside = self._slugs.get(path_of(urlsplit(address).path)) if urlsplit(address).path else None
            if inside:
                return f"{LINKS[inside[0]]}:{inside[1]}"
            if address.startswith(("mailto:", "tel:")):
                return address.replace(" ", "")
            return values.address_of_web(address) if "." in (urlsplit(address).hostname or "") else ""

        try:
            return markdown(
                str(row.get("content") or ""),
                link=link,
                picture=lambda src: self._pictures.name(src, here or base, path),
            )
        except ValueError as error:
            self._draft.remark(path, f"{error}; it was left out")
            return ""

    def _pack(self) -> records.Pack:
        region = self._answers.region
        rows = [row for kind in KINDS for by_path in self._answers.rows[kind].values() for row in by_path.values()]
        official = values.tag(self._code) or "de"
        days = [day for row in rows for day in [_day(row.get("last_updated"))] if day]
        if self._target:
            there = self._target.pack.keys
            return msgspec.structs.replace(there, as_of=max((there.as_of, *days)))
        return records.Pack(
            id=slugified(region) or "integreat",
            title={official: region},
            official=official,
            languages=(official,),
            as_of=max(days, default="1970-01-01"),
            zone=self._zone,
            country=self._country,
            emergency="112",
        )


def _title(row: Row) -> str:
    return plain(str(row.get("title") or ""))


def _excerpt(row: Row) -> str:
    """The excerpt that somebody wrote; one that the server cut out of the text says nothing new."""
    excerpt = plain(str(row.get("excerpt") or "")[:LONGEST_EXCERPT])
    beginning = "".join(excerpt.split())[:CUT_OUT]
    return "" if beginning and "".join(plain(str(row.get("content") or "")).split()).startswith(beginning) else excerpt


def _day(value: object) -> str:
    try:
        return datetime.fromisoformat(str(value or "")).date().isoformat()
    except ValueError:
        return ""


def _before(one: object, other: object) -> bool:
    try:
        return datetime.fromisoformat(str(one)) < datetime.fromisoformat(str(other))
    except (ValueError, TypeError):
        return False
