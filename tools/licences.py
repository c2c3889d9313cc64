"""Refuses a locked package whose own metadata does not say a licence that an Apache-2.0 project may depend on.

Said in SPDX terms: of alternatives (OR) one must be allowed, of several at once (AND, or a comma) all. What a package
words in its own way is argued by name, together with the exact words, so that a change of licence comes up again.
"""

from __future__ import annotations

import re
import sys
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, files, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

ALLOWED = frozenset(
    {
        "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "LGPL-2.1-only", "LGPL-2.1-or-later",
        "LGPL-3.0-only", "LGPL-3.0-or-later", "MIT", "MIT-0", "MPL-2.0", "PSF-2.0", "Unlicense", "Zlib",
    }
)  # fmt: skip
"""SPDX names. LGPL is fine for a library that is loaded and can be replaced; GPL and AGPL are not in the list."""

SPELLINGS = {
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
    "Public Domain": "Unlicense",
}
"""Older ways to say the same."""

ARGUED = {
    "fontawesomefree": (
        "https://fontawesome.com/license/free",
        "icons CC-BY-4.0, code MIT; the README names the author",
    ),
    "pypdfium2": (
        "BSD-3-Clause, Apache-2.0, dependency licenses",
        "PDFium is BSD-3-Clause, what it bundles is permissive",
    ),
    "python-dateutil": ("Dual License", "Apache-2.0 or BSD-3-Clause, as its classifiers say"),
    "python-stdnum": ("LGPL", "its file COPYING says LGPL-2.1-or-later"),
    "pyxform": ("LICENSE 800fd6d22e9c7375", "the file is BSD-2-Clause, word for word"),
    "regex": ("Apache-2.0 AND CNRI-Python", "CNRI's is the permissive licence of early Python"),
}
"""Package to its exact words and why they will do."""


def said(name: str) -> str:
    """What the installed package says of its licence: the SPDX expression, else the field, the classifiers, the file's hash."""
    about = metadata(name)
    expression = about["License-Expression"] or about["License"]
    if expression and "\n" not in expression:
        return str(expression)
    classifiers = [
        line.split(" :: ")[-1] for line in about.get_all("Classifier") or [] if line.startswith("License ::")
    ]
    return " AND ".join(classifiers) or _file(name)


def _file(name: str) -> str:
    """A licence of which the metadata says nothing, by the first 16 hexadecimal digits of its file's SHA-256; or ''."""
    for path in files(name) or ():
        if path.name in {"LICENSE", "LICENSE.txt", "COPYING"}:
            return f"LICENSE {sha256(path.read_binary()).hexdigest()[:16]}"
    return ""


def allowed(expression: str) -> bool:
    """Whether an SPDX expression (without brackets) or an older spelling leaves us a licence from the list."""
    expression = SPELLINGS.get(expression.strip(), expression)
    return any(
        all(SPELLINGS.get(term.strip(), term.strip()) in ALLOWED for term in re.split(r" AND |, ", alternative))
        for alternative in expression.split(" OR ")
    )


def refusal(name: str, words: str) -> str | None:
    """Why the package `name`, which says `words`, may not be locked; None when it may."""
    if allowed(words) or ARGUED.get(name.lower(), ("", ""))[0] == words != "":
        return None
    return f"{name}: its licence {words!r} is not on the list; choose another package or argue it in tools/licences.py"


def locked(lock: str) -> list[str]:
    """The names in a requirements lock."""
    return re.findall(r"^([A-Za-z0-9_.-]+)==", lock, re.MULTILINE)


def main() -> int:
    """0 when every locked package may be used."""
    names = locked((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    refused = []
    for name in names:
        try:
            reason = refusal(name, said(name))
        except PackageNotFoundError:
            reason = f"{name}: locked, but not installed here; run `make setup` first"
        if reason:
            refused.append(reason)
    print("\n".join([*refused, f"{len(names)} locked packages, {len(refused)} refused"]))
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
