"""Whether the terminal's clock can be believed (design, section 2, Clock)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

MONTHS = 18
"""A pack older than this is either forgotten or looked at by a clock that runs ahead."""


def trusted(now: datetime, built: datetime) -> bool:
    """True from the pack's build time until 18 months after it; both times aware."""
    years, month = divmod(built.month - 1 + MONTHS, 12)
    latest = built.replace(year=built.year + years, month=month + 1, day=min(built.day, 28))
    return built <= now <= latest
