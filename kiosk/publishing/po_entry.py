"""One entry of a PO catalogue, and what its comments say about who made it.

`# kiosk: human NAME DATE` says who vouches for a translation; without that comment a machine made it. (A comment,
because gettext's own tools drop flags that they do not know.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from babel.messages.pofile import unescape

from kiosk.publishing import moment
from kiosk.publishing.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_HUMAN = re.compile("kiosk: human (\\S[^\u202a-\u202e\u2066-\u2069]*) ([0-9]{4}-[0-9]{2}-[0-9]{2})")

AHEAD = timedelta(days=1)
"""How far a translator's calendar may be ahead of UTC."""


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


def made(
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


def previous(comments: Iterable[str]) -> tuple[str, str]:
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
        text = f"the comment {comment!r} says nothing; write '# kiosk: human NAME 2026-11-24', or delete it"
        match = _HUMAN.fullmatch(comment)
        try:
            if match:
                day = date.fromisoformat(match[2])
                if day <= moment.today() + AHEAD:
                    return Human(match[1], day)
                text = (
                    f"the comment {comment!r} has a day that is still to come; write the day on which the text was read"
                )
        except ValueError:
            pass
        findings.append(Finding(path, line, text, "KC108"))
    return None
