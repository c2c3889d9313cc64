"""The IANA zones behind what calendars call theirs: Windows' names, lists of cities, addresses of Olson's files."""

from __future__ import annotations

import re
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from kiosk.publishing import rules


def named(start: Any) -> str:  # noqa: ANN401 (icalendar's own)
    """The IANA zone that a beginning names; '' for none."""
    said = str(start.params.get("TZID") or "").strip('"')
    key = str(getattr(start.dt.tzinfo, "key", "") or "")
    windows = re.sub(r"^\(.*?\)\s*", "", said).replace(" Time (US & Canada)", " Standard Time")
    for name in (
        said,
        WINDOWS_TO_OLSON.get(windows, ""),
        WINDOWS_TO_OLSON.get(said, ""),
        key,
        "/".join(said.split("/")[-2:]),
        *_cities(said),
    ):
        if name in rules.zones() and ("/" in name or name == "UTC"):
            return str(name)
    return "UTC" if start.dt.tzinfo is not None and start.dt.tzinfo in {UTC, ZoneInfo("UTC")} else ""


def _cities(said: str) -> list[str]:
    """Zones whose city a name has in it: `(GMT+10:00) Canberra, Melbourne, Sydney`."""
    words = {word.strip() for word in re.sub(r"\(.*?\)", "", said).split(",")} if "," in said else set[str]()
    return [name for name in sorted(rules.zones()) if name.rpartition("/")[2].replace("_", " ") in words]
