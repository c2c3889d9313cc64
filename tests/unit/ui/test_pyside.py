from __future__ import annotations

import subprocess
import sys

import pytest

from kiosk.ui.pyside import GENERATOR

LOADED = "from kiosk.ui import pyside; pyside.load(); import builtins, inspect, sys\n"


def said(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", LOADED + code], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.strip()


def test_the_generator_of_stubs_is_not_read() -> None:
    assert said(f"print('argparse' in sys.modules, len(vars(sys.modules['{GENERATOR}'])) < 10)") == "False True"


def test_whoever_asks_for_the_generator_has_it() -> None:
    code = "from PySide6.support.signature.lib import pyi_generator as it; print(it.TYPE_MAP['uint'], callable(it.generate_pyi))"
    assert said(code) == "int True"
    code = f"print(hasattr(sys.modules['{GENERATOR}'], 'no_such_thing'))"
    assert said(code) == "False"


def test_no_source_is_read_for_what_is_imported_later() -> None:
    code = (
        "read = []; inspect.getsource = read.append\n"
        "import kiosk.viewmodels.session\n"
        "print(read, 'PySide6.QtQml' in sys.modules)"
    )
    assert said(code) == "[] True"


@pytest.mark.parametrize("times", [1, 2])
def test_what_pyside_says_of_a_misuse_stays(times: int) -> None:
    code = (
        f"for _ in range({times - 1}): pyside.load()\n"
        "from PySide6.QtCore import QObject\n"
        "try: QObject().setObjectName(3)\n"
        "except TypeError as error: print('setObjectName(name: str' in str(error), QObject.setObjectName.__doc__)"
    )
    assert said(code) == "True setObjectName(self, name: str, /) -> None"
