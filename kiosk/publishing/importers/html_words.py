"""The words of somebody else's HTML on one line, and whether it is nested too deeply to be read at all."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import nh3

GONE_WITH_CONTENT = {"script", "style", "iframe", "object", "form", "noscript", "template", "svg", "math"}
"""Elements that go with what is in them."""

DEEPEST = 300
"""Blocks of HTML in each other."""

_BLOCK = re.compile(
    r"<(/?)(address|article|aside|blockquote|center|details|dialog|dir|div|dl|fieldset|figcaption|figure|footer|header"
    r"|hgroup|listing|main|menu|nav|ol|pre|search|section|summary|ul)\b",
    re.IGNORECASE,
)
_ANY = re.compile(r"<[^<>]*>")
_SPACE = re.compile(r"\s+")


def plain(html: str) -> str:
    """The words of an HTML text on one line."""
    html = untagged(html) if too_deep(html) else html
    writer = _Words()
    writer.feed(nh3.clean(html, tags={"br"}, clean_content_tags=GONE_WITH_CONTENT))
    writer.close()
    return _SPACE.sub(" ", " ".join(writer.found)).strip()


def too_deep(html: str) -> bool:
    """Whether more blocks stand in each other than any page has: the time to read them grows with the square."""
    opened: Counter[str] = Counter()
    for match in _BLOCK.finditer(html):
        name = match[2].lower()
        opened[name] = max(0, opened[name] - 1) if match[1] else opened[name] + 1
        if opened.total() > DEEPEST:
            return True
    return False


def untagged(html: str) -> str:
    """The text without anything that looks like a tag."""
    return _ANY.sub(" ", html)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)
