"""Runs pyxform in a process of its own, with limits on memory and time: `python -m kiosk.publishing.xlsform_child FILE`.

Prints JSON: the sheets as they were and the XForm, or one sentence about what is wrong.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

from kiosk.errors import FormError

MEMORY = 280 * 2**20
"""Bytes of address space: pyxform itself takes 90 MiB, a form of 300 questions in six languages 40 more."""

SECONDS = 20
"""Of processor time."""

LONGEST = 300
"""Characters of what pyxform says: three lines of a terminal."""

_READERS = {".xlsx": "xlsx_to_dict", ".xlsm": "xlsx_to_dict", ".xls": "xls_to_dict", ".md": "md_to_dict"}


def main(path: Path) -> dict[str, Any]:
    """What to print about the file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        return converted(path)
    except MemoryError:
        return {"error": "it takes more memory than a form needs; save it again without empty rows and pictures"}


def converted(path: Path) -> dict[str, Any]:
    """The sheets, our columns and the XForm of a workbook, or what is wrong with it under `error`."""
    from pyxform import xls2json_backends
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    from kiosk.publishing import sheets, sheets_markdown, sheets_refused

    try:
        book = getattr(xls2json_backends, _READERS[path.suffix.lower()])(str(path))
    except (PyXFormError, ValueError, TypeError, KeyError, AttributeError, LookupError, RecursionError) as error:
        return {
            "error": f"it cannot be read as a form ({_sentence(str(error))}); save it again, or choose another file"
        }
    read = {name: [_texts(row) for row in book.get(name) or ()] for name in (*sheets.SHEETS, "entities")}
    try:
        sheets_refused.legible(read)
        if path.suffix.lower() == ".md":
            read = sheets_markdown.broken(read)
        sheets_refused.refuse(read)
        found = sheets.ours(read)
    except FormError as error:
        return {"error": str(error)}
    name = (read["settings"] or [{}])[0].get("name") or "data"
    try:
        xform = convert(xlsform=sheets.without_ours(read), warnings=[], form_name=name, validate=False).xform
    except PyXFormError as error:
        return {"error": _sentence(str(error))}
    except RecursionError:
        return {"error": "its groups lie too deep within each other; a form has a few"}
    except (ValueError, TypeError, AttributeError, LookupError) as error:
        # What pyxform stumbles over without a word of its own.
        return {"error": f"pyxform cannot read it ({type(error).__name__}: {_sentence(str(error))}); correct the form"}
    return {"sheets": read, "xform": xform, "ours": {"rows": found.rows, "settings": found.settings}}


def _texts(row: dict[Any, Any]) -> dict[str, str]:
    return {str(key): str(value) for key, value in row.items() if key is not None and value is not None}


def _sentence(text: str) -> str:
    """The first sentence or two of what pyxform says."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1])), ensure_ascii=False))
