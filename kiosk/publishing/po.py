"""Reads and writes the PO catalogue of one language: which text translates which, by whom, and from which original.

`msgctxt` names the text (`kiosk.publishing.naming`), `msgid` is the official text, fuzzy means that the official text
changed after the translation was made. `# kiosk: human NAME DATE` says who vouches for a translation; without that
comment a machine made it. (A comment, because gettext's own tools drop flags that they do not know.)

Files as gettext's tools write them are read here, all others by Babel. It lets much pass that a text editor breaks (a missing quotation mark costs a letter, a
missing msgid moves a translation to the next entry), so the form of each line is checked before. Babel's writer breaks
previous texts and comments at 76 columns even without wrapping, so the writing is ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from babel.messages.pofile import PoFileError, escape, read_po, unescape

from kiosk.publishing.findings import Finding, FindingsError
from kiosk.publishing.frontmatter import CONTROL, decoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

_STRING = r'"(?:[^"\\]|\\[ntr"\\])*"'
_LINE = re.compile(rf"#.*|(?P<keyword>msgctxt|msgid|msgstr) +(?P<value>{_STRING})|{_STRING}|")
PIECE = 1 << 20
"""Bytes of a file that are read at a time."""

_RUN = r'"[^"\\\n]*(?:\\[ntr"\\][^"\\\n]*)*"'
_RUNS = rf"({_RUN}(?:\n{_RUN})*)\n"
_HEADER = re.compile(rf'(?:#[^~\n][^\n]*\n|#\n)*msgid ""\nmsgstr {_RUNS}\n*')
_ENTRY = re.compile(rf"((?:#(?!~)[^\n]*\n)*)msgctxt {_RUNS}msgid {_RUNS}msgstr {_RUNS}\n*")
_OBSOLETE = re.compile(r"(?:#~[^\n]*\n)+\n*")
_UTF_8 = re.compile(r"charset=UTF-8", re.IGNORECASE)
_AFTER = {"msgstr": ("msgctxt", "msgid"), "msgctxt": ("msgid",), "msgid": ("msgstr",)}
_HUMAN = re.compile("kiosk: human (\\S[^\u202a-\u202e\u2066-\u2069]*) ([0-9]{4}-[0-9]{2}-[0-9]{2})")


@dataclass(frozen=True, slots=True)
class Human:
    """Who vouches for a translation, and since when."""

    name: str
    day: date

    def __str__(self) -> str:
        return f"kiosk: human {self.name} {self.day.isoformat()}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a catalogue.

    previous: for a fuzzy entry the official text that `msgstr` translates, '' when nobody knows. comments: what
    translators noted, without the line about provenance. remark, file: from the source, for translators to read.
    line: of `msgid` in the file, 0 for an entry that is not read from one.
    """

    context: str
    msgid: str
    msgstr: str = ""
    fuzzy: bool = False
    previous: str = ""
    human: Human | None = None
    comments: tuple[str, ...] = ()
    remark: str = ""
    file: str = ""
    line: int = 0

    @property
    def basis(self) -> str:
        """The official text of which `msgstr` is the translation; '' when nobody knows."""
        return self.previous if self.fuzzy else self.msgid


def read(path: Path) -> tuple[Entry, ...]:
    """The entries of a catalogue without its header and its obsolete entries.

    Raises FindingsError with file, line and what to do, for a file that is not a PO catalogue of a kiosk's content.
    """
    return parse(decoded(path), path)


def parse(text: str, path: Path) -> tuple[Entry, ...]:
    """The entries of a catalogue's text with Unix line ends; path: what a finding calls it."""
    try:
        return tuple(_Plain(path).entries(iter([text])))
    except OtherError:
        return _any(text, path)


def stream(path: Path, other: Callable[[], None] = lambda: None) -> Iterator[Entry]:
    """The same entries as `read` gives, without ever holding the whole of a large file.

    A file in another form than gettext's tools write is read a second time, as a whole; entries that came before are not
    given again, and `other` is called. Raises FindingsError as `read` does, sometimes after the first entries.
    """
    given = 0
    try:
        for entry in _Plain(path).entries(_blocks(path)):
            given += 1
            yield entry
    except (OtherError, UnicodeDecodeError, OSError):
        other()
        yield from read(path)[given:]


def select(path: Path, slugs: Iterable[str]) -> tuple[Entry, ...]:
    """The entries about some records, and perhaps a few more, from a file that `stream` has read without calling `other`.

    Raises OtherError when it is not certain that all are found. Lines are not counted.
    """
    data = path.read_bytes()
    if b'\nmsgctxt ""' in data:
        raise OtherError  # a context in several pieces
    names = b"|".join(re.escape(slug.encode()) for slug in slugs)
    blocks = dict.fromkeys(
        (data.rfind(b"\n\n", 0, match.start() + 1) + 2, data.find(b"\n\n", match.end()))
        for match in re.finditer(rb'\nmsgctxt "[a-z_]+/(?:[a-z_]+-)*(?:' + names + rb")[./]", data)
    )
    header = data[: data.find(b"\n\n") + 2]
    chosen = (data[start : end + 2 if end >= 0 else None] for start, end in blocks)
    return tuple(_Plain(path).entries(iter([_decoded(b"".join((header, *chosen)))])))


class OtherError(Exception):
    """A file is not in the form that gettext's tools write."""


def _blocks(path: Path) -> Iterator[str]:
    """A file in pieces that end where entries end."""
    rest = b""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            end = piece.rfind(b"\n\n") + 2
            if end == 1:
                rest += piece
                continue
            yield _decoded(rest + piece[:end])
            rest = piece[end:]
    if rest:
        yield _decoded(rest)


def _decoded(data: bytes) -> str:
    text = data.decode()
    if CONTROL.search(text) or "\r" in text:
        raise OtherError
    return text


class _Plain:
    """Reads files in the form that gettext's tools write, and raises OtherError for one that has anything else in it.

    Four times as fast as Babel (measured, ADR 14).
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._line = 1
        self._contexts: set[str] = set()
        self._findings: list[Finding] = []

    def entries(self, blocks: Iterator[str]) -> Iterator[Entry]:
        """The entries of a file that comes in pieces."""
        text = next(blocks, "")
        header = _HEADER.match(text)
        if header is None or not _UTF_8.search(header[1]):
            raise OtherError
        self._line += header[0].count("\n")
        yield from self._block(text, header.end())
        for block in blocks:
            yield from self._block(block, 0)
        if self._findings:
            raise FindingsError(self._findings)

    def _block(self, text: str, position: int) -> Iterator[Entry]:
        end = len(text)
        while position < end:
            match = _ENTRY.match(text, position)
            if match is None:
                match = _OBSOLETE.match(text, position)
                if match is None:
                    raise OtherError
            else:
                comments, context, msgid, msgstr = match.groups()
                context, msgid = _joined(context), _joined(msgid)
                if not msgid or context in self._contexts:
                    raise OtherError
                self._contexts.add(context)
                above = comments.split("\n")[:-1]
                line = self._line + len(above) + 1
                yield _entry(self._path, above, line, (context, msgid, _joined(msgstr)), self._findings)
            self._line += match[0].count("\n")
            position = match.end()


def _entry(path: Path, above: list[str], line: int, texts: tuple[str, str, str], findings: list[Finding]) -> Entry:
    """An entry from the comment lines above it (as they stand in the file) and its three texts."""
    context, msgid, msgstr = texts
    if not above or (len(above) == 1 and above[0].startswith("#:")):
        return Entry(context, msgid, msgstr, line=line)
    comments = tuple(each[1:].strip() for each in above if not each.startswith(("#.", "#:", "#,", "#|", "#=")))
    flags = {flag.strip() for each in above if each.startswith(("#,", "#=")) for flag in each[2:].split(",")}
    was = _previous(each[1:] for each in above if each.startswith("#|"))
    return _made(
        texts, line, fuzzy="fuzzy" in flags, was=was, comments=comments, human=human(path, line, comments, findings)
    )


def _made(
    texts: tuple[str, str, str],
    line: int,
    *,
    fuzzy: bool,
    was: tuple[str, str],
    comments: tuple[str, ...],
    human: Human | None,
) -> Entry:
    """An entry of its parts; was: the context and the text that the translation was made from, as far as it is known.

    `msgmerge` guesses: it gives an empty entry the translation of a similar one, with the comment of the person who
    vouches for that one. Nobody vouches for a guess, and without `--previous` nobody can tell a guess from a changed text.
    """
    context, msgid, msgstr = texts
    guessed = fuzzy and (not was[1] or was[0] not in {"", context})
    return Entry(
        context=context,
        msgid=msgid,
        msgstr=msgstr,
        fuzzy=fuzzy,
        previous=was[1],
        human=None if guessed else human,
        comments=tuple(comment for comment in comments if comment and not comment.startswith("kiosk:")),
        line=line,
    )


def _joined(strings: str) -> str:
    """The text of one or more strings in quotes, a line each."""
    if "\\" in strings or "\n" in strings:
        return "".join(map(unescape, strings.split("\n")))
    return strings[1:-1]


def _any(text: str, path: Path) -> tuple[Entry, ...]:
    """The entries of a file in any form that Babel reads, once each of its lines is known to be well-formed."""
    lines = ["" if line.lstrip().startswith("#~") else line.strip() for line in text.split("\n")]
    findings = list(_malformed(path, lines))
    if findings:
        raise FindingsError(findings)
    try:
        catalogue = read_po(lines, abort_invalid=True)
    except PoFileError as error:
        said = f"this is not an entry ({error.args[0].rpartition(' on ')[0]}); compare it with the entries around it"
        raise FindingsError([Finding(path, error.lineno + 1, said, "KC108")]) from error
    except ValueError as error:
        said = f"the header cannot be read ({error}); delete the lines that a program added to it"
        raise FindingsError([Finding(path, 1, said, "KC108")]) from error
    entries = []
    for message in catalogue:
        if not message.id:
            continue
        comments = tuple(comment for comment in message.user_comments if not comment.startswith("|"))
        line = message.lineno or 1
        vouches = human(path, line, comments, findings)
        texts = (message.context or "", str(message.id), str(message.string))
        was, fuzzy = _previous(message.user_comments), "fuzzy" in message.flags
        entries.append(_made(texts, line, fuzzy=fuzzy, was=was, comments=comments, human=vouches))
    if findings:
        raise FindingsError(findings)
    return tuple(entries)


def _malformed(path: Path, lines: list[str]) -> Iterator[Finding]:
    """What Babel would read as something else than what stands there."""
    contexts: dict[str, int] = {}
    last, last_line, header = "msgstr", 1, True
    for number, line in enumerate(lines, 1):
        match = _LINE.fullmatch(line)
        if match is None:
            if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
                yield Finding(
                    path, number, "two versions were merged here; keep one of them and delete the marks", "KC108"
                )
            elif line.startswith(("msgid_plural", "msgstr[")):
                yield Finding(path, number, "content has no plural forms; write one msgstr", "KC108")
            else:
                said = 'this is not a line of a PO file; a text stands in "…", its quotes as \\"'
                yield Finding(path, number, said, "KC108")
            return
        keyword = match["keyword"]
        if not keyword:
            continue
        if keyword not in _AFTER[last]:
            said = f"{keyword} follows {last}; an entry is msgctxt, msgid, msgstr in this order"
            yield Finding(path, number, said, "KC108")
            return
        if keyword == "msgctxt" and contexts.setdefault(match["value"], number) != number:
            text = f"the entry {match['value']} is in line {contexts[match['value']]} already; delete one of the two"
            yield Finding(path, number, text, "KC103")
        if keyword == "msgid" and last == "msgstr" and not header:
            text = "this entry has no msgctxt; delete it and run 'kiosk content translations update'"
            yield Finding(path, number, text, "KC108")
        last, last_line, header = keyword, number, header and keyword != "msgstr"
    if last != "msgstr":
        yield Finding(
            path, last_line, f"the file ends after {last}; add the missing lines or delete the entry", "KC108"
        )


def _previous(comments: Iterable[str]) -> tuple[str, str]:
    """The context and the text of the `#|` lines, without the `#`; '' for what they do not say."""
    lines = [comment[1:].strip() for comment in comments if comment.startswith("|")]
    strings: dict[str, list[str]] = {"msgctxt": [], "msgid": []}
    kind = ""
    for line in lines:
        word, _, rest = line.partition(" ")
        kind = kind if line.startswith('"') else word
        if kind in strings:
            strings[kind].append(line if line.startswith('"') else rest.strip())
    return "".join(map(unescape, strings["msgctxt"])), "".join(map(unescape, strings["msgid"]))


def human(path: Path, line: int, comments: tuple[str, ...], findings: list[Finding]) -> Human | None:
    """Who vouches for an entry, by its comments; what says nothing goes to `findings`."""
    for comment in comments:
        if not comment.startswith("kiosk:"):
            continue
        match = _HUMAN.fullmatch(comment)
        try:
            if match:
                return Human(match[1], date.fromisoformat(match[2]))
        except ValueError:
            pass
        text = f"the comment {comment!r} says nothing; write '# kiosk: human NAME 2026-11-24', or delete it"
        findings.append(Finding(path, line, text, "KC108"))
    return None


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
