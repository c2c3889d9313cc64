"""What a command works on: the slots, the settings and the open pack of one data folder. Without click, which `kiosk run` does not need."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import settings
from kiosk.errors import PackError
from kiosk.packs.slots import Slots
from kiosk.paths import data_folder
from kiosk.resources import BUILD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.content.store import Store
    from kiosk.settings import Loaded, Settings

DEMONSTRATION = BUILD / "daugavpils.pack"
"""Where `make setup` leaves the demonstration pack."""


def install(slots: Slots, pack: Path) -> None:
    """Makes a file or a source folder the active, untrusted pack of a data folder."""
    if not pack.is_dir():
        slots.install(pack, trusted=False)
        return
    import tempfile

    from kiosk.publishing import build

    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "source.pack"
        build.build(pack, made)
        slots.install(made, trusted=False)


def prepare(data: Path | None, pack: Path | None) -> Slots:
    """The slots of the data folder, with `--pack` (or, in an empty folder, the demonstration) installed."""
    folder = data_folder(data)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"{folder}: {error.strerror}; name another folder with --data"
        raise PackError(message) from error
    slots = Slots(folder)
    if pack is not None:
        install(slots, pack)
    elif DEMONSTRATION.is_file() and _takes_demonstration(slots):
        install(slots, DEMONSTRATION)
    return slots


def _takes_demonstration(slots: Slots) -> bool:
    """Whether nothing but an earlier build of the demonstration is there: a pack that somebody has named stays."""
    if slots.state.enrolled():
        return False
    try:
        slot = slots.active()
    except PackError:
        return True  # what cannot be read is replaced
    if slot is None:
        return True
    slot.close()
    return not slot.trusted and slot.manifest.id == DEMONSTRATION.stem


def load_settings(data: Path | None, slots: Slots | None, sets: tuple[str, ...]) -> Loaded:
    """All layers; a pack's recommendations count only when it is trusted."""
    recommended = None
    slot = slots.active() if slots is not None else None
    if slot is not None:
        recommended = slot.manifest.kiosk if slot.trusted else None
        slot.close()
    return settings.load(data_folder(data), pack=recommended, options=sets)


def settings_over(store: Store, *, trusted: bool, data: Path | None, sets: tuple[str, ...]) -> Settings:
    """The settings under an open pack; what it recommends counts only when it is trusted."""
    return settings.load(data_folder(data), pack=store.manifest.kiosk if trusted else None, options=sets).settings


@contextmanager
def opened(data: Path | None, pack: Path | None) -> Iterator[tuple[Store, bool]]:
    """The store that a command works on and whether it is trusted: `--pack` in a folder of its own, else the active slot."""
    import tempfile

    from kiosk.content.store import Store

    with tempfile.TemporaryDirectory() as folder:
        slots = prepare(Path(folder) if pack is not None else data, pack)
        slot = slots.active()
        if slot is None:
            message = "there is no pack yet; name one with --pack, or run `make setup` for the demonstration"
            raise PackError(message)
        store = Store(slot.path)
        try:
            yield store, slot.trusted
        finally:
            store.close()
            slot.close()
