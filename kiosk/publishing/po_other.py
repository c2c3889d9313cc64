"""Reads a PO catalogue in any form that Babel reads, once each of its lines is known to be well-formed.

Babel lets much pass that a text editor breaks: a missing quotation mark costs a letter, a missing msgid moves a translation to
the next entry.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from babel.messages.pofile import PoFileError, read_po

from kiosk.publishing.findings import Finding, FindingsError
from kiosk.publishing.po_entry import Entry, human, made, previous

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_STRING = r'"(?:[^"\\]|\\[ntr"\\])*"'
_LINE = re.compile(rf"#.*|(?P<keyword>msgctxt|msgid|msgstr) +(?P<value>{_STRING})|{_STRING}|")
_AFTER = {"msgstr": ("msgctxt", "msgid"), "msgctxt": ("msgid",), "msgid": ("msgstr",)}


def entries(text: str, path: Path) -> tuple[Entry, ...]:
    """The entries of a file in any form that Babel reads, once each of its lines is known to be well-formed."""
    lines = ["" if line.lstrip().startswith("#~") else line.strip() for line in text.split("\n")]
    findings = list(_malformed(path, lines))
    if findings:
        raise FindingsError(findings)
    try:
        catalogue = read_po(_headless(lines), abort_invalid=True)
    except PoFileError as error:
        said = f"this is not an entry ({error.args[0].rpartition(' on ')[0]}); compare it with the entries around it"
        raise FindingsError([Finding(path, error.lineno + 1, said, "KC108")]) from error
    found = []
    for message in catalogue:
        if not message.id:
            continue
        comments = tuple(comment for comment in message.user_comments if not comment.startswith("|"))
        line = message.lineno or 1
        vouches = human(path, line, comments, findings)
        texts = (message.context or "", str(message.id), str(message.string))
        was, fuzzy = previous(message.user_comments), "fuzzy" in message.flags
        found.append(made(texts, line, fuzzy=fuzzy, was=was, comments=comments, human=vouches))
    if findings:
        raise FindingsError(findings)
    return tuple(found)


def _headless(lines: list[str]) -> list[str]:
    """The lines without what the header says: Babel refuses a file for a date that a program left empty."""
    said = [number for number, line in enumerate(lines) if line and not line.startswith("#")]
    if len(said) < 2 or lines[said[0]] != 'msgid ""' or not lines[said[1]].startswith("msgstr"):  # noqa: PLR2004 (the header, and its text)
        return lines
    rest = next((number for number in range(said[1] + 1, len(lines)) if not lines[number].startswith('"')), len(lines))
    return [*lines[: said[1]], 'msgstr ""', *[""] * (rest - said[1] - 1), *lines[rest:]]


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
