"""Reads and writes the PO catalogue of one language: which text translates which, by whom, and from which original.

`msgctxt` names the text (`kiosk.publishing.naming`), `msgid` is the official text, fuzzy means that the official text
changed after the translation was made. Babel's writer breaks previous texts and comments at 76 columns even without
wrapping, so the writing is ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.messages.pofile import escape

from kiosk.publishing import po_other
from kiosk.publishing.frontmatter import decoded
from kiosk.publishing.po_entry import Entry, Human
from kiosk.publishing.po_plain import OtherError, Plain, blocks, some

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

__all__ = ["Entry", "Human", "OtherError", "parse", "read", "render", "some", "stream"]


def read(path: Path) -> tuple[Entry, ...]:
    """The entries of a catalogue without its header and its obsolete entries.

    Raises FindingsError with file, line and what to do, for a file that is not a PO catalogue of a kiosk's content.
    """
    return parse(decoded(path), path)


def parse(text: str, path: Path) -> tuple[Entry, ...]:
    """The entries of a catalogue's text with Unix line ends; path: what a finding calls it."""
    try:
        return tuple(Plain(path).entries(iter([text])))
    except OtherError:
        return po_other.entries(text, path)


def stream(path: Path, other: Callable[[], None] = lambda: None) -> Iterator[Entry]:
    """The same entries as `read` gives, without ever holding the whole of a large file.

    A file in another form than gettext's tools write is read a second time, as a whole; entries that came before are not
    given again, and `other` is called. Raises FindingsError as `read` does, sometimes after the first entries.
    """
    given = 0
    try:
        for entry in Plain(path).entries(blocks(path)):
            given += 1
            yield entry
    except (OtherError, UnicodeDecodeError, OSError):
        other()
        yield from read(path)[given:]


def render(entries: Iterable[Entry], tag: str, project: str) -> str:
    """The catalogue as a file: the same entries give the same bytes, on any day."""
    header = (
        f"Project-Id-Version: {project}",
        f"Language: {tag}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
    )
    blocks = ["\n".join(('msgid ""', 'msgstr ""', *(escape(f"{line}\n") for line in header)))]
    blocks.extend("\n".join(_rendered(entry)) for entry in entries)
    return "\n\n".join(blocks) + "\n"


def _rendered(entry: Entry) -> Iterator[str]:
    if entry.human:
        yield f"# {entry.human}"
    yield from (f"# {comment}" for comment in entry.comments)
    if entry.remark:
        yield f"#. {entry.remark}"
    if entry.file:
        yield f"#: {entry.file}"
    if entry.fuzzy:
        yield "#, fuzzy"
    if entry.fuzzy and entry.previous:
        yield from (f"#| {line}" for line in _quoted("msgid", entry.previous))
    yield from _quoted("msgctxt", entry.context)
    yield from _quoted("msgid", entry.msgid)
    yield from _quoted("msgstr", entry.msgstr)


def _quoted(keyword: str, text: str) -> Iterator[str]:
    """A text of several lines as gettext writes it: an empty one, then one string for each line."""
    lines = text.split("\n")
    if len(lines) == 1:
        yield f"{keyword} {escape(text)}"
        return
    yield f'{keyword} ""'
    yield from (escape(f"{line}\n") for line in lines[:-1])
    if lines[-1]:
        yield escape(lines[-1])
