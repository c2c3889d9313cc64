"""Refuses a locked package whose licence does not permit an Apache-2.0 project to depend on it."""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ALLOWED = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|LGPL|Lesser General|Unlicense|Zlib|0BSD|CC-BY|CC BY|CC0|HPND|Public Domain",
    re.IGNORECASE,
)
REFUSED = re.compile(r"\bA?GPL|(?<!Lesser )General Public License|Affero", re.IGNORECASE)

ARGUED = {
    "pyside6-essentials": "LGPL-3.0 among its alternatives; used dynamically",
    "shiboken6": "LGPL-3.0 among its alternatives; used dynamically",
}


def licence(name: str) -> str:
    """What the installed package says of its licence, in all the places where it may."""
    about = metadata(name)
    classifiers = [line for line in about.get_all("Classifier") or [] if line.startswith("License")]
    short = (about.get("License") or "").splitlines()[:1]
    return "; ".join(filter(None, [about.get("License-Expression"), *classifiers, *short]))


def main() -> int:
    """0 when every locked package may be used."""
    locked = re.findall(r"^([A-Za-z0-9_.-]+)==", Path("requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    bad = 0
    for name in locked:
        try:
            said = licence(name)
        except PackageNotFoundError:
            print(f"{name}: not installed here, not checked")
            continue
        if name.lower() in ARGUED and "LGPL" in said:
            continue
        if REFUSED.search(said.replace("LGPL", "")) or not ALLOWED.search(said):
            print(
                f"{name}: licence {said!r} is not on the list; choose another package or argue it in tools/licences.py"
            )
            bad += 1
    print(f"licences: {len(locked)} packages, {bad} refused")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
