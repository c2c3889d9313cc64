"""Checks all QML with the types of our Python objects: metaobjectdump, qmltyperegistrar, qmldir, qmllint.

Paths are absolute, and Python's URI `Kiosk.Backend` lies apart from QML's `Kiosk`, or qmllint mixes the two.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import PySide6

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "qmltypes"
TOOLS = Path(sys.executable).parent
METATYPES = Path(PySide6.__file__).parent / "Qt" / "metatypes" / "qt6core_metatypes.json"


BASE = "page"
"""The module of a base class: the dump knows a class for a QObject only when it has met its base before."""

QML_TYPES = {"list": "QVariantList", "dict": "QVariantMap", "float": "double"}
"""Python's words in the dump, and what QML calls them."""


def _in_words_of_qml(dump: Path) -> None:
    """Leaves Python's mix-ins out, as QML knows no second base, and names Python's types in QML's words."""
    modules = json.loads(dump.read_text(encoding="utf-8"))
    bases = {"QObject", *(each["className"] for module in modules for each in module["classes"])}
    for module in modules:
        for each in module["classes"]:
            each["superClasses"] = [base for base in each.get("superClasses", []) if base["name"] in bases]
            for described in each.get("properties", []):
                described["type"] = QML_TYPES.get(described["type"], described["type"])
    dump.write_text(json.dumps(modules), encoding="utf-8")


def main() -> int:
    """The exit code of qmllint."""
    backend = OUT / "Kiosk" / "Backend"
    backend.mkdir(parents=True, exist_ok=True)
    sources = sorted(
        file
        for file in (ROOT / "kiosk" / "viewmodels").glob("*.py")
        if "QML_IMPORT_NAME" in file.read_text(encoding="utf-8")
    )
    sources.sort(key=lambda file: file.stem != BASE)
    dump = OUT / "types.json"
    subprocess.run([TOOLS / "pyside6-metaobjectdump", "-c", "-o", dump, *sources], check=True)
    _in_words_of_qml(dump)
    types = backend / "backend.qmltypes"
    registrar: list[str | Path] = [
        TOOLS / "pyside6-qmltyperegistrar",
        "--generate-qmltypes",
        types,
        "-o",
        OUT / "unused.cpp",
        dump,
    ]
    subprocess.run(
        [*registrar, f"--foreign-types={METATYPES}", "--import-name", "Kiosk.Backend", "--major-version", "1"],
        check=True,
    )
    (backend / "qmldir").write_text("module Kiosk.Backend\ntypeinfo backend.qmltypes\n", encoding="utf-8")
    files = sorted((ROOT / "kiosk" / "qml").rglob("*.qml"))
    checked = subprocess.run(
        [TOOLS / "pyside6-qmllint", "--max-warnings", "0", "-I", OUT, "-I", ROOT / "kiosk" / "qml", *files], check=False
    )
    return checked.returncode


if __name__ == "__main__":
    sys.exit(main())
