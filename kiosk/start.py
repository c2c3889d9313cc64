"""Where the process begins: the plain `kiosk run` of a terminal goes straight to the screen, all else to the command line.

click costs the screen 8 ms that it does not need. What is not plain (a question for help, a misspelt option, a value that
may be none) is left to click whole, so that there is one voice for misuse.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import log
from kiosk.outcome import connected, guarded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kiosk.commands.screen import Asked

WITH_VALUE = frozenset({"--language", "--size", "--pack", "--data", "--set"})


def plainly(arguments: Sequence[str], environment: Mapping[str, str]) -> Asked | None:
    """What `kiosk run` was asked, or None for another command and for whatever click should look at."""
    if arguments[:1] != ["run"]:
        return None
    given: dict[str, str] = {}
    sets: list[str] = []
    windowed = False
    rest = iter(arguments[1:])
    for word in rest:
        name, equals, value = word.partition("=")
        if word == "--windowed":
            windowed = True
            continue
        value = value if equals else next(rest, "")
        if name not in WITH_VALUE or not value or value.startswith("-"):
            return None
        if name == "--set":
            sets.append(value)
        else:
            given[name] = value
    data = given.get("--data") or environment.get("KIOSK_DATA")
    if data and Path(data).exists() and not Path(data).is_dir():
        return None
    from kiosk.commands.screen import Asked

    return Asked(
        windowed=windowed,
        language=given.get("--language"),
        size=given.get("--size"),
        pack=Path(given["--pack"]) if "--pack" in given else None,
        data=Path(data) if data else None,
        sets=tuple(sets),
    )


def entry() -> None:
    """The installed command: one process, one command line."""
    gc.disable()  # nothing is garbage while modules load; looking for some costs the screen 8 ms before its first frame
    connected()
    log.start(visitors=False)
    sys.exit(guarded(_run))


def _run() -> int:
    asked = plainly(sys.argv[1:], os.environ)
    if asked is None:
        from kiosk.cli import main

        gc.enable()
        return main()
    from kiosk.commands.screen import show

    return show(asked)
