"""HTML of somebody else's becomes Markdown: sanitised by nh3, then written out tag by tag.

Scripts, styles, forms and frames go, with what is in them or without; links lead to http, https, mailto and tel only.
What remains is what a page of the kiosk has: headings, paragraphs, lists, tables, quotes, links, pictures, emphasis.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import nh3

from kiosk.publishing.importers.draft import LONGEST_TEXT
from kiosk.publishing.importers.emphasis import Marked, bare, flanked, stripped
from kiosk.publishing.importers.html_words import DEEPEST, GONE_WITH_CONTENT, too_deep
from kiosk.publishing.importers.markdown_signs import at_start, escaped

if TYPE_CHECKING:
    from collections.abc import Callable

TAGS = {
    "p", "br", "hr", "div", "span", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "a", "img", "strong", "b",
    "em", "i", "u", "s", "blockquote", "pre", "code", "table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption",
    "figure", "figcaption", "sub", "sup", "dl", "dt", "dd", "section", "article", "header", "footer", "main", "address",
}  # fmt: skip
SCHEMES = {"http", "https", "mailto", "tel"}
BLOCKS = TAGS - {"span", "a", "img", "strong", "b", "em", "i", "u", "s", "code", "sub", "sup", "br"}


_SPACE = re.compile(r"\s+")
_EDGES = re.compile(r"^(?:\s|\\\n)+|(?:\s|\\\n)+$")
"""Blanks and ends of lines around a text."""

_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp)$", re.IGNORECASE)


def markdown(html: str, *, link: Callable[[str], str] = str, picture: Callable[[str], str] = str) -> str:
    """The Markdown of an HTML text.

    link: what an address becomes, '' for none. picture: what the address of a picture becomes, '' when it is left out
    (its words stay). Raises ValueError for a text that is too long.
    """
    if len(html) > LONGEST_TEXT:
        raise ValueError(f"this text has {len(html)} characters; a page has a few thousand")
    if too_deep(html):
        raise ValueError(f"this text has more than {DEEPEST} blocks in each other; a page has ten")
    safe = nh3.clean(
        html,
        tags=TAGS,
        clean_content_tags=GONE_WITH_CONTENT,
        attributes={"a": {"href"}, "img": {"src", "alt"}, "td": {"colspan"}, "th": {"colspan"}, "ol": {"start"}},
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
    writer = _Writer(link, picture)
    writer.feed(safe)
    writer.close()
    return writer.text()


@dataclass
class _Block:
    """What is open: blocks that are done, and the line that is being written.

    number: of the next item of a list. listed: `ul` or `ol` as long as the last block that is done is such a list.
    """

    tag: str
    done: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    number: int = 0
    listed: str = ""


class _Writer(HTMLParser):
    """Writes Markdown from well-formed HTML, which is what nh3 gives."""

    def __init__(self, link: Callable[[str], str], picture: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=True)
        self._link = link
        self._picture = picture
        self._open = [_Block("")]
        self._links: list[tuple[str, int]] = []
        self._linked = ""
        self._marks: list[tuple[str, int]] = []

    def text(self) -> str:
        """What has been written."""
        while len(self._open) > 1:
            self._close()
        self._end_line()
        return re.sub(r"\n{3,}", "\n\n", "\n\n".join(self._open[0].done)).strip()

    def handle_data(self, data: str) -> None:
        if self._open[-1].tag == "pre":
            self._open[-1].line.append(data)
            return
        if self._open[-1].tag in {"ul", "ol", "table", "thead", "tbody", "tfoot", "tr"}:
            if not data.strip():
                return
            self._start("li" if self._open[-1].tag in {"ul", "ol"} else "p", {})
        self._open[-1].line.append(escaped(_SPACE.sub(" ", data)))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "br":
            self._open[-1].line.append("\\\n")
        elif tag == "hr":
            self._end_line()
            self._open[-1].done.append("* * *")
        elif tag == "img":
            self._image(given)
        elif tag == "a":
            self._links.append((given.get("href", ""), len(self._open[-1].line)))
        elif tag in {"strong", "b", "em", "i"}:
            self._marks.append(("**" if tag in {"strong", "b"} else "*", len(self._open[-1].line)))
        elif tag in BLOCKS:
            self._start(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._links:
            self._end_link(*self._links.pop())
        elif tag in {"strong", "b", "em", "i"} and self._marks:
            self._end_mark(*self._marks.pop())
        elif tag in BLOCKS and any(block.tag == tag for block in self._open):
            while self._open[-1].tag != tag:
                self._close()
            self._close()

    def _start(self, tag: str, given: dict[str, str]) -> None:
        self._close_marks()
        if tag == "li" and self._open[-1].tag not in {"ul", "ol"}:
            self._start("ul", {})
        self._end_line()
        above, start = self._open[-1], given.get("start", "")
        number = int(start) if re.fullmatch(r"\d{1,6}", start) else 1
        self._open.append(_Block(tag, number=above.number if tag == above.listed == "ol" else number))

    def _close_marks(self) -> None:
        """Emphasis and links that a block would tear apart end before it."""
        while self._marks:
            self._end_mark(*self._marks.pop())
        while self._links:
            self._end_link(*self._links.pop())

    def _close(self) -> None:
        self._close_marks()
        block = self._open[-1]
        self._end_line()
        self._open.pop()
        parent = self._open[-1]
        if block.tag in {"td", "th"}:
            cell = " ".join(block.done).replace("\\\n", " ")
            parent.done.append(" ".join(cell.split()).replace("|", "\\|"))
        elif block.tag == "tr":
            parent.done.append("| " + " | ".join(block.done) + " |")
        elif block.tag in {"thead", "tbody", "tfoot"}:
            parent.done.extend(block.done)
        elif block.tag == "table":
            parent.done.extend(_table(block.done))
        elif block.tag == "li":
            self._item(parent, block)
        elif block.tag in {"ul", "ol"}:
            self._list(parent, block)
        elif block.tag == "blockquote":
            parent.done.append("\n".join(f"> {line}".rstrip() for line in "\n\n".join(block.done).split("\n")))
        else:
            parent.done.extend(block.done)
        if block.done and block.tag not in {"ul", "ol"}:
            parent.listed = block.listed if block.tag not in {"li", "blockquote", "table"} else ""
        parent.done[:] = [done for done in parent.done if done or block.tag in {"td", "th"}]

    @staticmethod
    def _list(parent: _Block, block: _Block) -> None:
        """One list for lists that stand one below the other: Markdown cannot tell them apart."""
        if not block.done:
            return
        text = "\n".join(block.done)
        if parent.listed == block.tag:
            parent.done[-1] += f"\n{text}"
        else:
            parent.done.append(text)
        parent.listed = block.tag
        if parent.tag != "ol":
            parent.number = block.number

    @staticmethod
    def _item(parent: _Block, block: _Block) -> None:
        mark = "- " if parent.tag == "ul" else f"{parent.number}. "
        text = ""
        for part in block.done:
            tight = part.startswith(("- ", "1. ")) or not text
            text += part if not text else ("\n" if tight else "\n\n") + part
        lines = text.split("\n") if text else []
        if lines:
            parent.number += 1
            indent = " " * len(mark)
            parent.done.append("\n".join([mark + lines[0], *(indent + line if line else "" for line in lines[1:])]))

    def _end_line(self) -> None:
        block = self._open[-1]
        if block.tag == "pre":
            body = "".join(block.line).strip("\n")
            if body.strip():
                block.done.append("\n".join(f"    {line}" for line in body.split("\n")))
        else:
            text = _tidy("".join(flanked(block.line)))
            if text:
                block.listed = ""
                level = int(block.tag[1]) if re.fullmatch("h[1-6]", block.tag) else 0
                heading = re.sub(r"(?<!\S)(?=#+$)", r"\\", " ".join(text.replace("\\\n", " ").split()))
                block.done.append("#" * level + " " + heading if level else at_start(text))
        block.line.clear()

    def _end_link(self, href: str, begin: int) -> None:
        line = self._open[-1].line
        words = " ".join("".join(flanked(line[begin:])).replace("\\\n", " ").split())
        address = self._link(href) if href else ""
        address = re.sub(r"\s+", "", address) if address.startswith(("tel:", "mailto:")) else address
        if not address or re.search(r"\s", address):
            return
        if not words and href == self._linked:
            return  # a link that stands where it may not is closed and opened again, with nothing in it
        self._linked = href
        if "![" in words or (not words and _PICTURE.search(address)):
            return  # a link to the picture that it shows, which is left out or stands there anyway
        shown = words or escaped(re.sub(r"^(mailto|tel):", "", address))
        before = " " if "".join(line[begin:]).startswith(" ") else ""
        after = " " if "".join(line[begin:]).endswith(" ") and words else ""
        line[begin:] = [f"{before}[{shown}]({_address(address)}){after}"]

    def _end_mark(self, mark: str, begin: int) -> None:
        line = self._open[-1].line
        text = "".join(flanked([bare(piece, mark) for piece in line[begin:]]))
        inner = stripped(text)
        if not inner or self._open[-1].tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            return
        if re.fullmatch(r"\*.*\*", inner, re.DOTALL) or "\n" in inner:
            return
        start = text.index(inner)
        end = start + len(inner)
        if begin and not start and isinstance(line[begin - 1], Marked) and line[begin - 1].endswith(mark):
            begin, inner = begin - 1, line[begin - 1].removesuffix(mark).removeprefix(mark) + inner
        line[begin:] = (
            [text[:start], Marked(f"{mark}{inner}{mark}"), text[end:]]
            if text[end:]
            else [text[:start], Marked(f"{mark}{inner}{mark}")]
        )

    def _image(self, given: dict[str, str]) -> None:
        words = escaped(_SPACE.sub(" ", given.get("alt", "")).strip())
        address = self._picture(given.get("src", "")) if given.get("src") else ""
        if address:
            self._open[-1].line.append(f"![{words}]({_address(address)})")


def _table(rows: list[str]) -> list[str]:
    rows = [row for row in rows if row.startswith("|")]
    if not rows:
        return []
    columns = max(len(re.split(r"(?<!\\)\|", row)) - 2 for row in rows)
    full = [row + " |" * (columns - (len(re.split(r"(?<!\\)\|", row)) - 2)) for row in rows]
    return ["\n".join([full[0], "|" + " --- |" * columns, *full[1:]])]


def _tidy(text: str) -> str:
    lines = [" ".join(line.split(" ")).strip() for line in text.split("\n")]
    text = "\n".join(re.sub(r" {2,}", " ", line) for line in lines).strip()
    while (len(text) - len(text.rstrip("\\"))) % 2:  # an even number of them are signs, not ends of lines
        text = text[:-1].rstrip()
    while text.startswith("\\\n"):
        text = text[2:].lstrip()
    text = re.sub(r" +(?=\\\n)", "", text)  # blanks before the end of a line say nothing
    return re.sub(r"(?:\\\n\s*){2,}", "\n\n", text).strip()


def _address(address: str) -> str:
    """An address that Markdown reads as one."""
    return address.replace("(", "%28").replace(")", "%29").replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
