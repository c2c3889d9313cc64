"""JSON as other systems write it: read whole, or refused in a sentence that says where it breaks.

Python's own reader raises errors of three kinds, of which two speak of Python, and lets through halves of surrogate
pairs, which no file can hold.
"""

from __future__ import annotations

import json
import re
from typing import Any

from kiosk.errors import SourceError
from kiosk.publishing.importers import fetching

_HALF = re.compile(r"\\u[dD][89a-fA-F]")


def parsed(data: bytes, name: str) -> Any:  # noqa: ANN401 (what JSON may be)
    """What a file or an answer says; NaN and its kin as texts. Raises SourceError with the line for what is no JSON."""
    text = fetching.text(data, name)
    try:
        value = json.loads(text, parse_constant=str)
        return _whole(value) if _HALF.search(text) else value
    except json.JSONDecodeError as error:
        raise SourceError(f"{name}:{error.lineno}: this is not JSON ({error.msg}); save it again") from error
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{name} cannot be read ({fetching.reason(error)}); save it again") from error


def _whole(value: Any) -> Any:  # noqa: ANN401 (what JSON may be)
    """The same without halves of surrogate pairs."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole(item) for item in value]
    return {_whole(key): _whole(item) for key, item in value.items()} if isinstance(value, dict) else value
