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

_READERS = {".xlsx": "xlsx_to_dict", ".xlsm": "xlsx_to_dict", ".xls": "xls_to_dict", ".md": "md_to_dict"}


def main(path: Path) -> dict[str, Any]:
    """What to print about the file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        return _converted(path)
    except FormError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": "it takes more memory than a form needs; save it again without empty rows and pictures"}


def _converted(path: Path) -> dict[str, Any]:
    from pyxform import xls2json_backends
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    from kiosk.publishing import sheets

    warnings: list[str] = []
    try:
        book = getattr(xls2json_backends, _READERS[path.suffix.lower()])(str(path))
        read = {name: [_texts(row) for row in book.get(name) or ()] for name in (*sheets.SHEETS, "entities")}
        if not any(read["survey"]):
            return {"error": "it has no sheet `survey` with questions; name the sheet so, or choose another file"}
        sheets.refuse(read)
        found = sheets.ours(read)
        settings = (read["settings"] or [{}])[0]
        xform = convert(
            xlsform=sheets.without_ours(read),
            warnings=warnings,
            form_name=settings.get("name") or "data",
            validate=False,
        ).xform
    except PyXFormError as error:
        return {"error": _sentence(str(error))}
    except (RecursionError, ValueError, TypeError, KeyError, AttributeError, IndexError, LookupError) as error:
        # What pyxform stumbles over without a word of its own.
        return {"error": f"pyxform cannot read it ({type(error).__name__}: {_sentence(str(error))}); correct the form"}
    return {"sheets": read, "xform": xform, "ours": {"rows": found.rows, "settings": found.settings}}


def _texts(row: dict[Any, Any]) -> dict[str, str]:
    return {str(key): str(value) for key, value in row.items() if key is not None and value is not None}


def _sentence(text: str) -> str:
    """The first sentence or two of what pyxform says."""
    line = " ".join(text.split())
    return line if len(line) <= 300 else f"{line[:297]}…"  # noqa: PLR2004 - three lines on a terminal


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1])), ensure_ascii=False))
