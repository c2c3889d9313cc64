"""Guides, places and events as the answers of an Integreat CMS (API v3): `REGION/LANG/{pages,locations,events}.json`."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from markdown_it import MarkdownIt

from kiosk.domain import opening_hours
from kiosk.domain.service import Hours
from kiosk.publishing import leftover
from kiosk.publishing.exporters import writing
from kiosk.publishing.hsds.giving import WEEK
from kiosk.publishing.importers.integreat_answers import number

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.publishing.exporters.content import Content, Row

SCHEME = "integreat"
KINDS = {"pages": "guide", "locations": "place", "events": "event"}
_INSIDE = re.compile(r"\]\((?P<table>guide|place|event):(?P<slug>[^)\s]+)\)")
_PICTURE = re.compile(r"\]\(media:([0-9a-f]{64})\)")
_CODES = {"de-simple": "de-si", "en-simple": "en-si"}
"""Codes that the CMS has and BCP 47 writes otherwise."""


def write(content: Content, out: Path) -> dict[str, int]:
    """Writes the folder `out`; gives rows by kind, of all languages together."""
    giving = _Giving(content)
    files: dict[str, bytes] = {}
    counts = dict.fromkeys(KINDS, 0)
    for lang in content.languages:
        for kind, table in KINDS.items():
            rows = [giving.row(kind, row, lang) for row in content.rows[table] if content.text(row["id"], "name", lang)]
            counts[kind] += len(rows)
            files[f"{giving.region}/{_CODES.get(lang, lang)}/{kind}.json"] = writing.dumped(rows)
    for media in content.rows["media"]:
        files[giving.pictures[media["hash"]]] = media["data"]
    writing.folder(out, files)
    return counts


class _Giving:
    def __init__(self, content: Content) -> None:
        self._content = content
        self._html = MarkdownIt("commonmark", {"html": False}).enable("table")
        paths = [path for (_id, scheme), path in content.xrefs.items() if scheme == SCHEME]
        self.pictures = {
            media["hash"]: f"media/{media['hash'][:16]}.{media['type'].removeprefix('image/')}"
            for media in content.rows["media"]
        }
        self.region = paths[0].split("/")[1] if paths else content.id

    def row(self, kind: str, row: Row, lang: str) -> dict[str, Any]:
        """One row of an answer."""
        content, own = self._content, row["id"]
        kept = self._kept(own, lang)
        changed = kept.get("last_updated") or f"{row['verified_on'] or content.as_of}T00:00:00+00:00"
        others = {
            _CODES.get(tag, tag): self._where(kind, row, tag)
            for tag in content.languages
            if tag != lang and content.text(own, "name", tag)
        }
        made: dict[str, Any] = {
            **self._where(kind, row, lang),
            "title": content.text(own, "name", lang),
            "modified_gmt": changed,
            "last_updated": changed,
            "excerpt": content.text(own, "summary", lang),
            "content": self._content_of(own, lang),
            "available_languages": others,
            "thumbnail": None,
            "organization": None,
            "hash": None,
        }
        extra = {"pages": self._page, "locations": self._location, "events": self._event}[kind]
        return made | extra(row, lang) | kept

    def _kept(self, own: str, lang: str) -> dict[str, Any]:
        rows = leftover.said(SCHEME, "rows", self._content.residue.get((own, SCHEME), {}))
        kept: dict[str, Any] = rows.get(lang, {})
        return kept

    def _where(self, kind: str, row: Row, lang: str) -> dict[str, Any]:
        kept = self._kept(row["id"], lang)
        folder = {"pages": "", "locations": "locations/", "events": "events/"}[kind]
        path = kept.get("path") or f"/{self.region}/{_CODES.get(lang, lang)}/{folder}{row['slug']}/"
        return {"id": kept.get("id") or number(row["id"], lang), "url": kept.get("url"), "path": path}

    def _content_of(self, own: str, lang: str) -> str:
        text = _INSIDE.sub(lambda match: self._inside(match, lang), self._content.text(own, "description", lang))
        text = _PICTURE.sub(lambda match: f"]({self.pictures.get(match[1], '')})", text)
        return str(self._html.render(text)).strip()

    def _inside(self, match: re.Match[str], lang: str) -> str:
        """A link inside the pack as the path of its page in the same language."""
        table = match["table"]
        row = next(iter(self._content.of(table, match["slug"], "slug")), None)
        kind = next(kind for kind, name in KINDS.items() if name == table)
        return f"]({self._where(kind, row, lang)['path']})" if row else match[0]

    def _page(self, row: Row, lang: str) -> dict[str, Any]:
        above = self._content.one("guide", row["parent_id"]) if row["parent_id"] else None
        parent = {"id": 0, "url": None, "path": None} if above is None else self._where("pages", above, lang)
        parent = parent if above is None else {**parent, "id": number(row["parent_id"])}
        return {"parent": parent, "order": row["seq"], "embedded_offers": []}

    def _location(self, row: Row, _lang: str) -> dict[str, Any]:
        content, own = self._content, row["id"]
        address = {
            "address": row["street"],
            "town": row["city"],
            "state": "",
            "postcode": row["postal_code"],
            "region": "",
            "country": row["country"],
        }
        web = [channel["address"] for channel in content.of("channel", own) if channel["kind"] == "web"]
        mail = [channel["address"] for channel in content.of("channel", own) if channel["kind"] == "email"]
        phones = [phone["number"] for phone in content.of("phone", own)]
        place = {"id": number(own), "name": content.text(own, "name"), **address}
        return {
            "meta_description": content.text(own, "summary"),
            "icon": None,
            "category": None,
            "appointment_url": None,
            "barrier_free": None,
            "website": web[0] if web else None,
            "email": mail[0] if mail else None,
            "phone_number": phones[0] if phones else None,
            "contacts": [self._contact(contact) for contact in content.of("contact", own)],
            "temporarily_closed": False,
            "opening_hours": self._week(own),
            "location": {**place, "latitude": row["latitude"], "longitude": row["longitude"]},
        }

    def _contact(self, row: Row) -> dict[str, Any]:
        phones = [phone["number"] for phone in self._content.of("phone", row["id"])]
        return {
            "area_of_responsibility": self._content.text(row["id"], "role"),
            "name": self._content.text(row["id"], "name"),
            "email": row["email"],
            "phone_number": phones[0] if phones else "",
            "mobile_number": "",
            "website": "",
            "opening_hours": None,
            "appointment_url": "",
        }

    def _event(self, row: Row, lang: str) -> dict[str, Any]:
        zone, all_day = ZoneInfo(row["zone"]), bool(row["all_day"])
        place = self._content.one("place", row["place_id"]) if row["place_id"] else None
        words = self._content.text(row["id"], "location")
        start, end = _moment(row["starts"], zone), _moment(row["ends"] or row["starts"], zone)
        if all_day:
            end += timedelta(days=1) - timedelta(seconds=1)
        return {
            "event": {
                "id": number(row["id"]),
                "start": start.isoformat(),
                "end": end.isoformat(),
                "all_day": all_day,
                "recurrence_id": None,
                "timezone": row["zone"],
            },
            "location": self._location(place, lang)["location"] if place else {"id": None, "name": words},
            "location_path": self._where("locations", place, lang)["path"] if place else None,
            "recurrence_rule": _rule(start, row["rrule"]),
        }

    def _week(self, owner: str) -> list[dict[str, Any]] | None:
        """Seven days, Monday first; None where nobody says."""
        for row in self._content.of("schedule", owner):
            slots: dict[int, list[dict[str, str]]] = {}
            for day in opening_hours.week(Hours(row["rule"], row["zone"], row["country"]), WEEK):
                times = [
                    {"start": f"{s.start:%H:%M}", "end": f"{s.end:%H:%M}", "timezone": row["zone"]} for s in day.spans
                ]
                slots.update(dict.fromkeys(range(day.first, day.last + 1), times))
            if slots:
                return [
                    {
                        "allDay": False,
                        "closed": not slots.get(day),
                        "appointmentOnly": False,
                        "timeSlots": slots.get(day, []),
                    }
                    for day in range(7)
                ]
        return None


def _rule(start: datetime, rule: str) -> str | None:
    """A rule as the CMS writes it: its beginning is in UTC and does not say so."""
    return f"DTSTART:{start.astimezone(UTC):%Y%m%dT%H%M%S}\nRRULE:{rule}" if rule else None


def _moment(text: str, zone: ZoneInfo) -> datetime:
    moment = (
        datetime.fromisoformat(text) if "T" in text else datetime.combine(date.fromisoformat(text), datetime.min.time())
    )
    return moment.replace(tzinfo=zone)
