"""The process of the screen, from what was asked on the command line to its end.

It is kept from all that the first frame does not need, click too (`kiosk.start`); ADR 16 has the order and the measurements.
"""

from __future__ import annotations

import gc
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk import log
from kiosk.errors import SettingsError
from kiosk.ui import pyside

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from typing import Any

    from kiosk.app import Kiosk
    from kiosk.handouts.printers import Printer
    from kiosk.settings import Machine, Settings
    from kiosk.ui.sounds import Player

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
    log.start()
    pyside.load()
    from kiosk.ui import beginning

    reading = beginning.begin()
    # while Qt reads the window, Python loads the rest
    from kiosk import memory

    memory.seal()
    reading.go_on()
    from kiosk import app

    reading.go_on()
    from kiosk.commands.terminal import prepare

    reading.go_on()
    slots = prepare(asked.data, asked.pack)
    reading.go_on()
    over = _settled(_machine(asked))
    settings = over({})
    around = app.Surroundings(printer=_printer(settings), player=_player(settings))
    kiosk = app.Kiosk(settings, slots, around, reading=reading, over=over)
    try:
        if asked.language:
            kiosk.session.choose(_spoken(asked.language, kiosk))
        chosen = tuple(int(part) for part in settings.screen.size.split("x")) if settings.screen.size else WINDOW
        kiosk.show((chosen[0], chosen[1]) if settings.screen.windowed else None)
        return kiosk.run()
    finally:
        kiosk.close()


def _machine(asked: Asked) -> Machine:
    """What files, variables and options say, with a word in the log for each that was said in vain."""
    from kiosk import settings
    from kiosk.paths import data_folder

    more = [*asked.sets]
    if asked.windowed:
        more.append("screen.windowed=true")
    if asked.size:
        more.append(f"screen.size={asked.size}")
    machine = settings.Machine(data_folder(asked.data), options=more)
    _warn(machine.warnings)
    return machine


def _settled(machine: Machine) -> Callable[[Mapping[str, Any]], Settings]:
    """What the settings are over a pack's recommendations; asked anew for each pack that comes on the screen."""

    def over(pack: Mapping[str, Any]) -> Settings:
        loaded = machine.over(pack)
        _warn(loaded.warnings)
        return loaded.settings

    return over


def _warn(warnings: tuple[str, ...]) -> None:
    for warning in warnings:
        logging.getLogger("kiosk.settings").warning(warning)


def _printer(settings: Settings) -> Printer | None:
    """The printer that IT named: a CUPS queue, or with a window a folder; None without either."""
    queue, folder = settings.printing.queue, settings.printing.folder if settings.screen.windowed else ""
    if not queue and not folder:
        return None
    from pathlib import Path

    from kiosk.handouts.printers import FolderPrinter, LpPrinter

    return LpPrinter(queue) if queue else FolderPrinter(Path(folder))


def _player(settings: Settings) -> Player | None:
    """What the machine plays sounds with; None where IT wants silence."""
    from kiosk.ui.sounds import ProcessPlayer

    return ProcessPlayer(settings.sound.volume) if settings.sound.volume else None


def _spoken(tag: str, kiosk: Kiosk) -> str:
    """The language `tag`; SettingsError where neither the interface nor the pack speaks it."""
    from kiosk.domain.language import BY_TAG

    known = {*BY_TAG, *(kiosk.catalogue.store.manifest.languages if kiosk.catalogue.open else ())}
    if tag not in known:
        message = f"--language {tag}: the screen speaks {', '.join(sorted(known))}; choose one of these"
        raise SettingsError(message)
    return tag
