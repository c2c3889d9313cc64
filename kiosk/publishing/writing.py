"""Writes records as files of a source folder: the reverse of `frontmatter` and `decode`.

What is read back is what was written. Keys stand in the order of `records`, those that say nothing are left out, and
the same record gives the same bytes.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.publishing.records import Keys, Pack

_PLAIN = re.compile(
    r"(?!-|\d)[\w(][\w ,.()/+&'’%-]*|\d{4}-\d\d(?:-\d\d(?:T\d\d:\d\d)?)?|https?://[\w./?=&%+~;,@:!$*()-]*[\w/]",
    re.UNICODE,
)
"""Texts that YAML reads as they stand: no colon before a blank, no sign at the beginning."""

LAST = ("ids", "residue")
"""Keys that no editor reads stand behind all others."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
OVERRIDES = re.compile("[\u202d\u202e]")
"""Signs that turn the reading direction of what follows by force: a name could pretend to be another one."""


def clean(text: str) -> str:
    """The text without signs that a source file cannot hold, with Unix line ends, and without blanks around it."""
    return scrubbed(text).strip()


def scrubbed(text: str) -> str:
    """The same with the blanks around it: an empty first line may stand for a text that is not there."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _CONTROL.sub("", text.replace("\t", " "))


def record(keys: Keys, body: str = "") -> str:
    """The text of a Markdown file."""
    return "---\n" + "".join(f"{line}\n" for line in _mapping(_filled(keys))) + "---\n" + (f"{body}\n" if body else "")


def pack(keys: Pack) -> str:
    """The text of `pack.yaml`."""
    return "".join(f"{line}\n" for line in _mapping(_filled(keys)))


def _filled(keys: Keys) -> dict[str, Any]:
    """The keys that differ from what is meant when they are left out, groups in lists included."""
    values = {}
    for field in sorted(_fields(type(keys)), key=lambda field: field.name in LAST):
        value = getattr(keys, field.name)
        if field.required or (value != field.default and value not in ((), {}, "")):
            values[field.name] = value
    return values


@cache
def _fields(group: type[msgspec.Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    """The keys of a group; msgspec works out all their types at each call."""
    return msgspec.structs.fields(group)


def _mapping(values: dict[str, Any]) -> Iterator[str]:
    for key, value in values.items():
        name = _scalar(key)
        if isinstance(value, dict):
            yield f"{name}:" if value else f"{name}: {{}}"
            yield from (f"  {line}" for line in _mapping(value))
        elif isinstance(value, tuple | list):
            if not value:
                yield f"{name}: []"
                continue
            yield f"{name}:"
            for item in value:
                yield from (f"  {line}" for line in _item(item))
        else:
            yield f"{name}: {_scalar(value)}"


def _item(value: Any) -> Iterator[str]:  # noqa: ANN401 (a text or a group of keys)
    if not isinstance(value, msgspec.Struct):
        yield f"- {_scalar(value)}"
        return
    filled = _filled(value)  # type: ignore[arg-type]  # of structs only our own groups are in a list
    fields = _fields(type(value))
    main = next((field for field in fields if field.required), fields[0]).name
    if tuple(filled) == (main,):
        yield f"- {_scalar(filled[main])}"
        return
    for number, line in enumerate(_mapping(filled)):
        yield f"{'  ' if number else '- '}{line}"


def _scalar(value: str | float | bool | None) -> str:  # noqa: FBT001 (what a key may hold)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    text = value or ""
    if _PLAIN.fullmatch(text) and text == text.strip() and not re.search(r"\s{2}|\s-\s*$", text):
        return text
    if '"' in text and "\n" not in text and not re.search(r"[\x00-\x1f\x7f]", text):
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
