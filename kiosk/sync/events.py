"""What a sync says while it works: one JSON line an event for the journal, and the last word for `kiosk status`."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Tell: TypeAlias = "Callable[[Event], None]"

LAST = "last.json"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: its name, a sentence, and facts for a machine (numbers and short words)."""

    name: str
    sentence: str
    facts: dict[str, object] = field(default_factory=dict)

    def line(self) -> str:
        """One JSON object."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        said = {"time": now, "event": self.name, "message": self.sentence}
        return json.dumps(said | self.facts, ensure_ascii=False)


def remember(folder: Path, event: Event) -> None:
    """Keeps an event as the last word of this run; it is of use to people, so a full disk does not matter."""
    with suppress(OSError):
        temporary = folder / f"{LAST}.new"
        temporary.write_text(event.line() + "\n", encoding="utf-8")
        temporary.replace(folder / LAST)
