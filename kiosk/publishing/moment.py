"""The moment at which something is built or checked, which a build that has to be repeatable can fix."""

from __future__ import annotations

import os
import re
import time
from datetime import UTC, date, datetime

from kiosk.errors import SourceError


def now() -> int:
    """Seconds since 1970 UTC: now, or what `SOURCE_DATE_EPOCH` says; SourceError when that is no number."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not text:
        return int(time.time())
    if not re.fullmatch(r"\d{1,12}", text):
        message = f"SOURCE_DATE_EPOCH is {text!r}; set it to whole seconds since 1970, or unset it"
        raise SourceError(message)
    return int(text)


def today() -> date:
    """The day of `now`, UTC."""
    return datetime.fromtimestamp(now(), UTC).date()
