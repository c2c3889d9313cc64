"""Markdown of the pack as blocks that the screen can lay out: headings, paragraphs, points, pictures; and its links.

A touch screen cannot ask for a finger on a word, and nothing here leads to the web: each link also stands below its
block as a button of a finger's size. A link inside the pack opens its page, every other becomes a code for a phone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from markdown_it import MarkdownIt

from kiosk.viewmodels.prose import rtl

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it.token import Token

    from kiosk.domain.provenance import Text
    from kiosk.domain.service import Link

Block = dict[str, Any]
Way = dict[str, str]

ICONS = {
    "guide": "book-open",
    "service": "file-lines",
    "place": "location-dot",
    "event": "calendar-days",
    "notice": "circle-info",
    "form": "pen-to-square",
}
"""Kinds of links inside the pack: each is the name of the screen that it opens."""

CODES = {"tel": "phone", "mailto": "envelope", "http": "globe", "https": "globe"}
"""Schemes of links that only a phone can follow."""

CODE_SCREEN = "code"

_STYLES = {"strong": "b", "em": "i", "s": "s"}
_PARSER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def blocks(text: Text | None) -> list[Block]:
    """Blocks `{kind, text, plain, rtl, level, mark, depth, source, links}` in the order of reading; nothing for no text.

    kind: heading, text, picture or rule. text: Qt's StyledText; plain: the same without tags, for those who listen.
    level: of a heading. mark: what stands before a point of a list, "•" or "1.". depth: how far it is indented.
    source: address of a picture, whose plain text says what it shows. links: as `way` makes them.
    """
    if text is None:
        return []
    return _Walk(rtl(text.language)).through(_PARSER.parse(text.value))


def way(target: str, words: str) -> Way | None:
    """`{screen, argument, icon, text}` of a link, or None for one that leads nowhere here."""
    kind, colon, rest = target.partition(":")
    if not (colon and rest):
        return None
    if kind in ICONS:
        return {"screen": kind, "argument": unquote(rest), "icon": ICONS[kind], "text": words}
    if kind in CODES:
        return {"screen": CODE_SCREEN, "argument": target, "icon": CODES[kind], "text": words}
    return None


def ways(links: Iterable[Link]) -> list[Way]:
    """The web pages of a record; one without a label is called by its address."""
    found = (
        way(link.url, link.label.value if link.label else link.url.split("://", 1)[-1].rstrip("/")) for link in links
    )
    return [each for each in found if each is not None]


@dataclass(slots=True)
class _Run:
    """What the inside of one block comes to."""

    styled: str = ""
    plain: str = ""
    links: list[Way] = field(default_factory=list)
    pictures: list[tuple[str, str]] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.styled += escape(text, quote=False)
        self.plain += text


def _run(tokens: Sequence[Token]) -> _Run:
    run = _Run()
    begun: list[tuple[str, int]] = []
    for token in tokens:
        kind, _, edge = token.type.rpartition("_")
        if token.type in {"text", "code_inline"}:
            run.add(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            run.styled += " " if token.type == "softbreak" else "<br>"
            run.plain += " "
        elif token.type == "image":
            run.pictures.append((str(token.attrs["src"]), token.content))
        elif token.type == "link_open":
            begun.append((str(token.attrs["href"]), len(run.plain)))
            run.styled += "<u>"
        elif token.type == "link_close":
            target, start = begun.pop()
            run.styled += "</u>"
            found = way(target, run.plain[start:].strip())
            if found is not None and found["text"]:
                run.links.append(found)
        elif kind in _STYLES:
            run.styled += f"<{'/' if edge == 'close' else ''}{_STYLES[kind]}>"
    return run


@dataclass(slots=True)
class _Walk:
    """One walk through the tokens of a text."""

    rtl: bool
    _blocks: list[Block] = field(default_factory=list)
    _lists: list[int | None] = field(default_factory=list)
    """The next number of each list around, None for one of points."""
    _mark: str = ""
    _level: int = 0
    _heads: list[_Run] = field(default_factory=list)
    _cells: list[_Run] | None = None

    def through(self, tokens: Sequence[Token]) -> list[Block]:
        for token in tokens:
            step = getattr(self, f"_{token.type}", None)
            if step is not None:
                step(token)
        return self._blocks

    def _put(self, kind: str, run: _Run, **more: object) -> None:
        block = {
            "kind": kind,
            "text": run.styled.strip(),
            "plain": run.plain.strip(),
            "rtl": self.rtl,
            "level": 0,
            "mark": "",
            "depth": max(0, len(self._lists) - 1),
            "source": "",
            "links": run.links,
        }
        self._blocks.append(block | more)

    def _bullet_list_open(self, _token: Token) -> None:
        self._lists.append(None)

    def _ordered_list_open(self, token: Token) -> None:
        self._lists.append(int(token.attrs.get("start", 1)))

    def _bullet_list_close(self, _token: Token) -> None:
        self._lists.pop()

    _ordered_list_close = _bullet_list_close

    def _list_item_open(self, _token: Token) -> None:
        number = self._lists[-1]
        self._mark = "•" if number is None else f"{number}."
        if number is not None:
            self._lists[-1] = number + 1

    def _heading_open(self, token: Token) -> None:
        self._level = int(token.tag[1:])

    def _heading_close(self, _token: Token) -> None:
        self._level = 0

    def _tr_open(self, _token: Token) -> None:
        self._cells = []

    def _tr_close(self, _token: Token) -> None:
        cells, self._cells = self._cells or [], None
        if not self._heads:
            self._heads = cells
            return
        row = _Run()
        for number, cell in enumerate(cells):
            head = self._heads[number] if number < len(self._heads) else _Run()
            if not cell.plain.strip():
                continue
            row.styled += (
                ("<br>" if row.styled else "") + (f"<b>{head.styled}:</b> " if head.plain else "") + cell.styled
            )
            row.plain += (". " if row.plain else "") + (f"{head.plain}: " if head.plain else "") + cell.plain
            row.links.extend(cell.links)
        self._put("text", row)

    def _table_close(self, _token: Token) -> None:
        self._heads = []

    def _hr(self, _token: Token) -> None:
        self._put("rule", _Run())

    def _fence(self, token: Token) -> None:
        run = _Run()
        run.add(token.content.rstrip("\n"))
        run.styled = run.styled.replace("\n", "<br>")
        self._put("text", run)

    _code_block = _fence

    def _inline(self, token: Token) -> None:
        run = _run(token.children or ())
        if self._cells is not None:
            self._cells.append(run)
            return
        mark, self._mark = self._mark, ""
        if self._level:
            self._put("heading", run, level=self._level)
        elif run.plain.strip():
            alone = len(run.links) == 1 and run.links[0]["text"] == run.plain.strip()
            if alone:  # a button says it all
                run.styled = run.plain = ""
            self._put("text", run, mark="" if alone else mark)
        for source, shows in run.pictures:
            if source.startswith("media:"):
                self._put("picture", _Run(plain=shows), source=f"image://media/{source.removeprefix('media:')}")
