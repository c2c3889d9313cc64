"""Reads a form from its source: an XLSForm (`.md`, `.xlsx`, `.xls`) by pyxform in a child process, or an XForm (`.xml`).

What comes back has been validated: every rule compiles, nothing goes round in a circle, and a made-up visitor's
answers were worked out without an error.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from kiosk.errors import ExpressionError, FormError
from kiosk.forms import exchange, plan
from kiosk.forms.definition import CHOOSING
from kiosk.forms.doubts import is_personal
from kiosk.forms.expressions.compiler import compile_rule
from kiosk.forms.problems import problem
from kiosk.forms.sample import sample
from kiosk.publishing import sheets_refused, xform
from kiosk.publishing.sheets import Ours

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kiosk.forms.definition import Form
    from kiosk.publishing.sheets import Sheets
    from kiosk.publishing.xform import FormSource

SUFFIXES = (".md", ".xlsx", ".xlsm", ".xls", ".xml")
"""What a form may come as."""

LARGEST = 8 * 2**20
"""Bytes of a workbook when it is unpacked: 300 questions in 25 languages have three million."""

MOST_CELLS = 150_000
"""Cells of a workbook: 300 questions in 25 languages have 40,000; each one costs a reader a kilobyte for a while."""

TRIED = 3
"""Made-up visitors."""

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
"""The moment at which they fill the form in: the same for each build."""

SECONDS = 30
"""How long pyxform may take; a form of 300 questions in six languages takes about two."""


def read(path: Path, official: str, slug: str = "") -> FormSource:
    """The form of a file; official: the language of texts that name none. slug: its id, by default the file's name.

    Raises FormError: one sentence that begins with the file's name.
    """
    try:
        found = _read(path, official, slug or path.stem)
    except FormError as error:
        message = f"{path}: {error}"
        raise FormError(message) from error
    except OSError as error:
        message = f"{path}: {error.strerror or error}; name a form's file"
        raise FormError(message) from error
    for wrong in problems(found):
        message = f"{path}: {wrong}"
        raise FormError(message)
    return found


def _read(path: Path, official: str, slug: str) -> FormSource:
    if path.suffix.lower() not in SUFFIXES:
        message = f"a form ends in {', '.join(SUFFIXES)}; save it so, or choose another file"
        raise FormError(message)

    def beside(name: str) -> list[dict[str, str]]:
        return table(path.parent / name)

    if path.suffix.lower() == ".xml":
        return xform.read(path.read_bytes(), slug, official, beside)
    book = workbook(path)
    found = xform.read(book.xform.encode(), slug, official, beside, book.ours)
    return replace(found, notes=(*sheets_refused.unread(book.sheets), *found.notes))


class Workbook:
    """What pyxform made of an XLSForm."""

    def __init__(self, sheets: Sheets, text: str, ours: Ours) -> None:
        self.sheets = sheets
        self.xform = text
        self.ours = ours


def workbook(path: Path) -> Workbook:
    """The sheets and the XForm of an XLSForm; raises FormError, OSError."""
    content = path.read_bytes()
    _must_unpack(path, content)
    answer = _converted(path, sha256(content).digest())
    if "error" in answer:
        raise FormError(answer["error"])
    ours = answer["ours"]
    rows = {int(at): row for at, row in ours["rows"].items()}
    return Workbook(answer["sheets"], answer["xform"], Ours(rows, ours["settings"]))


@lru_cache(maxsize=64)
def _converted(path: Path, _content: bytes) -> dict[str, Any]:
    """What the child says; kept by the content as well, for a folder is built from the same forms again and again."""
    command = [sys.executable, "-m", "kiosk.publishing.xlsform_child", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False, stdin=subprocess.DEVNULL)  # noqa: S603 - our own module
        answer: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return {"error": f"it was not read within {SECONDS} seconds; make it smaller"}
    except json.JSONDecodeError:
        return {
            "error": "it takes more memory or time than a form needs; save it again without empty rows and pictures"
        }
    return answer


def _must_unpack(path: Path, content: bytes) -> None:
    """Refuses a workbook that would explode, by what its directory says of it; the child's limits catch one that lies."""
    if path.suffix.lower() in {".md", ".xls"}:
        if len(content) > LARGEST:
            message = f"it has more than {LARGEST // 2**20} MiB; a form is smaller"
            raise FormError(message)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            cells = _cells(archive) if size <= LARGEST else 0
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        message = f"it is not a workbook ({error}); save it as .xlsx again"
        raise FormError(message) from error
    if cells > MOST_CELLS:
        message = f"it has {cells} rows and cells, more than a form needs; save it again without empty rows"
        raise FormError(message)
    if size > LARGEST:
        message = (
            f"it unpacks to {size // 2**20} MiB, more than a form needs; save it again without empty rows and pictures"
        )
        raise FormError(message)


def _cells(archive: zipfile.ZipFile) -> int:
    """How many cells and rows the sheets have, by their marks alone; no more is unpacked than the directory says."""
    found = 0
    for entry in archive.infolist():
        if entry.filename.endswith(".xml"):
            with archive.open(entry) as opened:
                text = opened.read(LARGEST)
                found += sum(text.count(mark) for mark in (b"<c ", b"<c>", b"<row ", b"<row>", b"<row/"))
    return found


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file beside a form; raises FormError when it is not there."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        message = f"the list {path.name} beside the form cannot be read ({why}); put it there as UTF-8"
        raise FormError(message) from error
    if len(text) > LARGEST:
        message = f"the list {path.name} is larger than a form needs; shorten it"
        raise FormError(message)
    rows = csv.DictReader(io.StringIO(text))
    return [{key.strip(): (value or "").strip() for key, value in row.items() if key} for row in rows]


def problems(found: FormSource) -> Iterator[str]:
    """One sentence for everything that keeps a form from being shown at all."""
    wrong = (*plan.problems(found.form), *_defaults(found.form))
    yield from wrong
    if wrong:
        return
    made = plan.plan(found.form)
    yield from _tried(found)
    for language, texts in found.texts.items():
        for name, text in texts.items():
            path = name.partition(":")[2] if not name.startswith("choice:") else ""
            for rule in _rules(text):
                try:
                    compile_rule(rule, made.shapes, made.shapes.by_path.get(path, made.shapes.root))
                except ExpressionError as error:
                    yield f"{name} in {language}, `{rule}`: {error}"


def _defaults(form: Form) -> Iterator[str]:
    """Answers that questions begin with and could not have: nobody could open the form."""
    for asked in form.fields:
        if not asked.default or asked.calculation:
            continue
        try:
            value = exchange.parse(asked, asked.default)
        except FormError as error:
            yield f"the default of {error}"
            continue
        names = {choice.name for choice in form.lists.get(asked.choices, ())}
        chosen = value if isinstance(value, tuple) else (value,)
        if asked.kind in CHOOSING and not names.issuperset(map(str, chosen)):
            yield f"{asked.path}: its default {asked.default!r} is none of its choices; correct it"
        elif problem(asked, value, required=False, allowed=True) is not None:
            yield f"{asked.path}: its default {asked.default!r} is outside of what the question takes; correct it"


def _tried(found: FormSource) -> Iterator[str]:
    """What goes wrong when made-up visitors fill the form in: rules that only fail on some answers, endless counts."""
    for seed in range(TRIED):
        try:
            sample(found.form, NOON, found.official, "LV", seed)
        except ExpressionError as error:
            yield str(error)
            return
        except FormError:
            continue  # nothing made up passes its rules: that tells nothing about real answers


def _rules(text: str) -> Iterator[str]:
    from kiosk.forms.running import RULE_IN_TEXT

    return (match[1] for match in RULE_IN_TEXT.finditer(text))


def unpublishable(found: FormSource) -> Iterator[tuple[str, str]]:
    """The code of `kiosk.publishing.codes` and a sentence for everything that keeps a form from being published."""
    official = found.texts.get(found.official, {})
    named = {name for texts in found.texts.values() for name in texts if name.startswith(("label:", "choice:"))}
    for name in sorted(named - official.keys()):
        yield "KC120", f"{name} has no text in {found.official}, the language of the paper; add it"
    if "name" not in official:
        yield "KC120", f"the form has no title in {found.official}; write it as form_title, or as kiosk:title"
    for asked in found.form.fields:
        if is_personal(asked) and f"purpose:{asked.path}" not in official:
            yield "KC121", f"{asked.path} asks for something personal; say in bind::kiosk:purpose why the city may ask"
