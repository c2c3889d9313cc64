"""A difference between two packs as one HTML page that needs nothing else: it can be mailed, kept and signed off.

Each text stands in its own language and direction. Words that went are struck through, words that came are underlined, so
that a copy without colours tells the same. Nothing on the page is fetched and nothing runs.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kiosk.publishing.compared import FieldChange, RecordChange, Value
    from kiosk.publishing.diff import Difference

_STYLE = """
:root { color-scheme: light dark; --ink: #1c1b1a; --soft: #595550; --paper: #faf8f4; --band: #efebe3; --line: #c9c4bb;
  --went: #7a1c12; --went-on: #f8d9d5; --came: #14521d; --came-on: #d8ecd9 }
@media (prefers-color-scheme: dark) { :root { --ink: #eceae6; --soft: #b3aea6; --paper: #1b1a18; --band: #2a2826; --line: #4a4742;
  --went: #ffb4a8; --went-on: #4d1b15; --came: #a5dfad; --came-on: #14391a } }
body { font: 16px/1.5 "Noto Sans", "Noto Sans Arabic", "Noto Sans Ethiopic", "Noto Sans Bengali", sans-serif;
  margin: 2rem auto; max-width: 75rem; padding: 0 1rem; color: var(--ink); background: var(--paper) }
h1, h2 { line-height: 1.25 } h2 { margin: 2rem 0 .5rem; font-size: 1.2rem } small, .status { color: var(--soft); font-weight: normal }
table { border-collapse: collapse; width: 100%; margin-bottom: 1.5rem } th, td { border: 1px solid var(--line); padding: .4rem .6rem; text-align: start;
  vertical-align: top; overflow-wrap: anywhere; white-space: pre-line } th { background: var(--band); white-space: normal }
table.changes { table-layout: fixed } .changes th:nth-child(1) { width: 12rem } .changes th:nth-child(2) { width: 5rem }
table.summary { width: auto } .summary td + td, .summary th + th { text-align: end }
a { color: inherit } nav summary { cursor: pointer; font-weight: bold; padding: .3rem 0 } nav ul { margin: 0; columns: 20rem }
section { content-visibility: auto; contain-intrinsic-size: auto 20rem }
del { background: var(--went-on); color: var(--went) } ins { background: var(--came-on); color: var(--came); text-decoration: underline }
.status { display: block; font-size: .85em }
@media print { body { background: none; max-width: none } h2 { break-after: avoid } tr { break-inside: avoid } nav { display: none }
  section { content-visibility: visible } }
"""
_TOKEN = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)

_MOST = 4000
"""Characters of a text up to which words are compared; longer ones are shown whole, one beside the other."""


def page(difference: Difference) -> str:
    """The whole page."""
    before, after = difference.before, difference.after
    title = f"Changes of {after.title.get(after.official, after.id)}"
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{escape(title)}</h1>\n",
        f"<p>From the content of {escape(before.as_of)} <small>({before.content_hash[:12]})</small>",
        f" to that of {escape(after.as_of)} <small>({after.content_hash[:12]})</small>.</p>\n",
    ]
    if not difference.records:
        parts.append("<p>Nothing differs.</p>\n")
    else:
        parts.extend(_counts("records", difference.summary()))
        parts.extend(_counts("texts in", difference.by_language()))
        spoken = _spoken(after.official, difference.directions)
        parts.extend(_contents(difference.records, spoken))
        for number, record in enumerate(difference.records):
            parts.extend(_record(number, record, spoken, difference.directions))
    return "".join((*parts, "</body>\n</html>\n"))


def _counts(what: str, counts: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    if counts:
        yield f'<table class="summary">\n{_heads(what, "added", "changed", "removed")}'
        for name, count in counts.items():
            cells = "".join(f"<td>{count[sort]}</td>" for sort in ("added", "changed", "removed"))
            yield f'<tr><th scope="row">{escape(name.replace("_", " "))}</th>{cells}</tr>\n'
        yield "</table>\n"


def _heads(*names: str) -> str:
    cells = "".join(f'<th scope="col">{name}</th>' for name in names)
    return f"<tr>{cells}</tr>\n"


def _spoken(language: str, directions: Mapping[str, str]) -> str:
    """The attributes of what is said in a language; of '' when it is in none."""
    return f' lang="{escape(language)}" dir="{directions.get(language, "auto")}"' if language else ' dir="auto"'


def _contents(records: Sequence[RecordChange], spoken: str) -> Iterator[str]:
    """Where each record stands, kind by kind; folded, so that ten thousand do not stand in the way."""
    yield "<nav>\n"
    for entity, listed in groupby(enumerate(records), key=lambda pair: pair[1].entity):
        items = [
            f'<li><a href="#r{number}"{spoken}>{escape(record.name or record.slug)}</a> <small>{record.sort}</small></li>\n'
            for number, record in listed
        ]
        kind = escape(entity.replace("_", " "))
        yield f"<details><summary>{kind} ({len(items)})</summary>\n<ul>\n{''.join(items)}</ul>\n</details>\n"
    yield "</nav>\n"


def _record(number: int, record: RecordChange, spoken: str, directions: Mapping[str, str]) -> Iterator[str]:
    name, kind = escape(record.name or record.slug), escape(record.entity.replace("_", " "))
    told = f"<small>{kind} {escape(record.slug)}, {record.sort}</small>"
    yield f'<section id="r{number}">\n<h2><bdi{spoken}>{name}</bdi> {told}</h2>\n'
    if record.fields:
        yield f'<table class="changes">\n{_heads("field", "language", "before", "after")}'
        for change in record.fields:
            yield _row(change, directions)
        yield "</table>\n"
    yield "</section>\n"


def _row(change: FieldChange, directions: Mapping[str, str]) -> str:
    before, after = _marked(change)
    own = _spoken(change.language, directions)
    cells = (_cell(before, change.before, own), _cell(after, change.after, own))
    return f'<tr><th scope="row">{escape(change.where)}</th><td>{escape(change.language)}</td>{"".join(cells)}</tr>\n'


def _cell(marked: str, value: Value | None, own: str) -> str:
    if value is None:
        return "<td></td>"
    status = f'<span class="status" lang="en" dir="ltr">{escape(value.status)}</span>' if value.status else ""
    return f"<td{own}>{marked}{status}</td>"


def _marked(change: FieldChange) -> tuple[str, str]:
    """Before and after with what went and what came marked, word by word."""
    one, two = change.before.text if change.before else "", change.after.text if change.after else ""
    if change.before is None or change.after is None or one == two:
        return escape(one), escape(two)
    if len(one) + len(two) > _MOST:
        return f"<del>{escape(one)}</del>", f"<ins>{escape(two)}</ins>"
    old, new = _TOKEN.findall(one), _TOKEN.findall(two)
    before, after = [], []
    for kind, first, last, start, end in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        went, came = escape("".join(old[first:last])), escape("".join(new[start:end]))
        before.append(went if kind == "equal" or not went else f"<del>{went}</del>")
        after.append(came if kind == "equal" or not came else f"<ins>{came}</ins>")
    return "".join(before), "".join(after)
