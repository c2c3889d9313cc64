"""The process of the screen, from what was asked on the command line to its end.

It is kept from all that the first frame does not need, click too (`kiosk.start`); ADR 16 has the order and the measurements.
"""

from __future__ import annotations

import gc
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk import log, memory
from kiosk.commands.terminal import load_settings, prepare
from kiosk.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.app import Kiosk

WINDOW = (1080, 1920)


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of `kiosk run`, as `kiosk run --help` has them."""

    windowed: bool = False
    language: str | None = None
    size: str | None = None
    pack: Path | None = None
    data: Path | None = None
    sets: tuple[str, ...] = ()


def show(asked: Asked) -> int:
    """Shows the kiosk until its window is closed; the exit code. KioskError for what a person can mend."""
    gc.disable()  # nothing is garbage before the first frame, which enables it again
    memory.seal()
    log.start()
    from kiosk import app

    beginning = app.begin()
    slots = prepare(asked.data, asked.pack)
    more = [*asked.sets]
    if asked.windowed:
        more.append("screen.windowed=true")
    if asked.size:
        more.append(f"screen.size={asked.size}")
    loaded = load_settings(asked.data, slots, tuple(more))
    for warning in loaded.warnings:
        logging.getLogger("kiosk.settings").warning(warning)
    settings = loaded.settings
    around = app.Surroundings(printer=app.printer(settings), player=app.player(settings))
    kiosk = app.Kiosk(settings, slots, around, beginning=beginning)
    try:
        if asked.language:
            kiosk.session.choose(_spoken(asked.language, kiosk))
        chosen = tuple(int(part) for part in settings.screen.size.split("x")) if settings.screen.size else WINDOW
        kiosk.show((chosen[0], chosen[1]) if settings.screen.windowed else None)
        return kiosk.run()
    finally:
        kiosk.close()


def _spoken(tag: str, kiosk: Kiosk) -> str:
    """The language `tag`; SettingsError where neither the interface nor the pack speaks it."""
    from kiosk.domain.language import BY_TAG

    known = {*BY_TAG, *(kiosk.catalogue.store.manifest.languages if kiosk.catalogue.open else ())}
    if tag not in known:
        message = f"--language {tag}: the screen speaks {', '.join(sorted(known))}; choose one of these"
        raise SettingsError(message)
    return tag
