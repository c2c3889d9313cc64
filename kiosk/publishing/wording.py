"""What can be wrong with one text in one language: each function says it in words, with a code, or says nothing.

The same questions are asked of an official text and of its translations; of a translation also whether it has kept
its original's placeholders and links.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from kiosk.publishing import code_sizes, fonts, looks

if TYPE_CHECKING:
    from collections.abc import Iterator

TITLES: dict[tuple[str, str], int] = {
    ("term", "name"): 40,
    ("service", "name"): 80,
    ("organization", "name"): 80,
    ("place", "name"): 80,
    ("guide", "name"): 80,
    ("event", "name"): 80,
    ("notice", "name"): 80,
    ("form", "name"): 80,
}
"""Characters that a title may have: a tile of the home screen takes two lines of 20, a row of a list two of 40."""

_SHOWN = 5
"""Characters without a font that are named."""

_HTML = re.compile(
    r"</?(?:a|abbr|b|blockquote|body|br|center|code|dd|div|dl|dt|em|font|form|h[1-6]|head|hr|html|i|iframe|img|input|li|ol|"
    r"p|pre|script|small|span|strong|style|sub|sup|table|tbody|td|th|thead|tr|u|ul|video)(?:\s[^<>]*)?/?>"
    r"|&(?:nbsp|amp|lt|gt|quot|apos|[lr][sd]quo|[mn]dash|hellip|shy|#\d{1,7}|#x[0-9a-f]{1,6});|<!--",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"%[1-9](?!\d)(?=\W|$)|%\(\w+\)[sd]|(?<![\w%])%[sd]\b|\$\{[^{}]*\}|\{(?:[A-Za-z_]\w*|\d+)\}")
_LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*<?((?:[^()\s<>]|\([^()\s]*\))*)>?(?:\s+\"[^\"]*\")?\s*\)")
_OVERRIDES = {"\u202d": "U+202D", "\u202e": "U+202E"}
_OPENING = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Complaint(NamedTuple):
    """A code of `kiosk.publishing.codes` and what is wrong in words."""

    code: str
    text: str


def complaints(value: str, tag: str, entity: str, field: str) -> Iterator[Complaint]:
    """What is wrong with a text by itself."""
    most = TITLES.get((entity, field))
    if most and len(value) > most:
        text = f"this title has {len(value)} characters and a tile shows {most}; say it in fewer words"
        yield Complaint("KC701", text)
    if ("<" in value or "&" in value) and (found := _HTML.search(value)):
        yield Complaint("KC702", f"HTML is left here ({found[0]}); write it in Markdown or as plain text")
    if "](" in value:
        yield from (Complaint("KC206", text) for text in map(code_sizes.address, links(value)) if text)
    missing = fonts.undrawable(value)
    if missing:
        named = ", ".join(f"U+{ord(char):04X}" for char in missing[:_SHOWN])
        more = f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
        yield Complaint("KC601", f"no installed font can draw {named}{more}; replace it, or install a font that has it")
    if not value.isascii() and _DIRECTION.search(value):
        yield from _direction(value)
    other = looks.other_script(value, tag)
    if other:
        yield Complaint(
            "KC305", f"this is labelled {tag!r} and stands in another script ({other}); see whether it slipped"
        )
    elif other := looks.other_language(value, tag):
        yield Complaint("KC306", f"this is labelled {tag!r} and looks like {other!r}; see whether it slipped")


def unfaithful(original: str, value: str) -> Iterator[Complaint]:
    """What a translation has lost or invented of its original's placeholders and links."""
    if "%" in original or "{" in original or "%" in value or "{" in value:
        lost, more = _difference(placeholders(original), placeholders(value))
        if lost or more:
            yield Complaint(
                "KC303", f"placeholders differ from the original's:{_listed(lost, more)}; write the same ones"
            )
    if "](" in original or "](" in value:
        lost, more = _difference(links(original), links(value))
        if lost or more:
            yield Complaint("KC304", f"links differ from the original's:{_listed(lost, more)}; link to the same pages")


def placeholders(value: str) -> Counter[str]:
    """The places of a text that something is put into: `%1`, `%s`, `{name}`, `${name}`."""
    return Counter(_PLACEHOLDER.findall(value))


def links(value: str) -> Counter[str]:
    """The targets of a text's Markdown links and images."""
    return Counter(_LINK.findall(value))


def _difference(original: Counter[str], value: Counter[str]) -> tuple[list[str], list[str]]:
    """What the value lacks, and what it has beyond the original; how often does not matter in a translation."""
    return sorted(original.keys() - value.keys()), sorted(value.keys() - original.keys())


def _listed(lost: list[str], more: list[str]) -> str:
    missing = f" {', '.join(lost)} is missing" if lost else ""
    strange = f" {', '.join(more)} is new" if more else ""
    return f"{missing}{',' if lost and more else ''}{strange}"


def _direction(value: str) -> Iterator[Complaint]:
    for char, name in _OVERRIDES.items():
        if char in value:
            yield Complaint("KC602", f"the character {name} stands here and turns the writing by force; delete it")
            return
    waiting: list[str] = []
    for char in _DIRECTION.findall(value):
        if char in _OPENING:
            waiting.append(_OPENING[char])
        elif waiting and waiting[-1] == char:
            waiting.pop()
        else:
            waiting.append("")
    if waiting:
        yield Complaint(
            "KC603", "a mark of direction (U+202A to U+2069) has no counterpart in this text; delete or close it"
        )
