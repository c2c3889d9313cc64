"""Who says what about the settings: layers that each may say less than the one before.

Defaults < what a trusted pack recommends < /etc/kiosk/kiosk.toml < DATA/kiosk.toml < environment < option. What does not
exist or does not fit is an error in a file or an option, where somebody looks. In a pack it is ignored with a warning, as one
bad line must not darken every terminal of a city; so is a KIOSK_ variable that may belong to another program.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from kiosk.errors import SettingsError
from kiosk.settings.values import FROM_PACK, OF_THE_PACK, Settings, known, value

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

SYSTEM_FILE = Path("/etc/kiosk/kiosk.toml")
FILE_NAME = "kiosk.toml"
PREFIX = "KIOSK_"
OTHER_VARIABLES = frozenset(
    {
        "KIOSK_DATA",
        "KIOSK_PASSPHRASE",
        "KIOSK_ROOT_PASSPHRASE",
        "KIOSK_CITY_PASSPHRASE",
        "KIOSK_ONLINE_PASSPHRASE",
    }
)
"""Variables that are not settings: the folder of packs and state, passphrases of `kiosk publish`."""

Layer = dict[str, tuple[str, object]]
"""Name of a setting to where its value came from, and the value."""

LARGEST = 1_000_000
"""Bytes of a file of settings; all of them together are some thousands."""

PACK = "pack"
OPTION = "--set"


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings, where each value came from (`default` is not listed), and what was said in vain."""

    settings: Settings
    origins: Mapping[str, str]
    warnings: tuple[str, ...]


def variable(name: str) -> str:
    """The environment variable that sets `section.name`."""
    return PREFIX + name.upper().replace(".", "_")


class Machine:
    """What this machine says, whichever pack it shows: its files, variables and options, as they are now.

    SettingsError names the file and the setting. warnings: what was said in vain.
    """

    def __init__(
        self,
        data: Path | None,
        *,
        environment: Mapping[str, str] = os.environ,
        options: Sequence[str] = (),
        system: Path | None = None,
    ) -> None:
        warnings: list[str] = []
        self._said = {
            **_from_file(system or SYSTEM_FILE),
            **(_from_file(data / FILE_NAME) if data else {}),
            **_from_environment(environment, warnings),
            **_from_options(options),
        }
        self.warnings = tuple(warnings)

    def over(self, pack: Mapping[str, Any]) -> Loaded:
        """The settings where a trusted pack recommends `pack`; the warnings are of the pack alone."""
        warnings: list[str] = []
        merged = {**_from_pack(pack, warnings), **self._said}
        origins = {name: origin for name, (origin, _given) in merged.items()}
        return Loaded(_decode(merged), origins, tuple(warnings))


def load(
    data: Path | None,
    *,
    pack: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] = os.environ,
    options: Sequence[str] = (),
    system: Path | None = None,
) -> Loaded:
    """All layers at once; `pack` is what a trusted pack recommends. SettingsError as `Machine`."""
    machine = Machine(data, environment=environment, options=options, system=system)
    loaded = machine.over(pack or {})
    return replace(loaded, warnings=machine.warnings + loaded.warnings)


def _from_pack(table: Mapping[str, Any], warnings: list[str]) -> Layer:
    layer: Layer = {}
    for name, given in _flat(table):
        if name in OF_THE_PACK:
            continue
        if name not in FROM_PACK:
            warnings.append(f"the pack's setting {name} is ignored: it is not for a pack to say")
        elif wrong := _misfit(name, given):
            warnings.append(f"the pack's setting {name} is ignored: {wrong}")
        else:
            layer[name] = (PACK, given)
    return layer


def _from_file(file: Path) -> Layer:
    return {name: (str(file), _fitting(str(file), name, given)) for name, given in _flat(_read(file))}


def _from_environment(environment: Mapping[str, str], warnings: list[str]) -> Layer:
    layer: Layer = {}
    ours = {variable(name): name for name in known()}
    for key in sorted(key for key in environment if key.startswith(PREFIX)):
        if key in ours:
            layer[ours[key]] = (key, _fitting(key, ours[key], _words(ours[key], environment[key])))
        elif key not in OTHER_VARIABLES:
            warnings.append(f"the variable {key} is ignored: there is no such setting{_near(key, sorted(ours))}")
    return layer


def _from_options(options: Sequence[str]) -> Layer:
    layer: Layer = {}
    for option in options:
        name, equals, given = option.partition("=")
        if not equals:
            raise SettingsError(f"{OPTION} {option}: write NAME=VALUE, such as screen.ppi=149")
        layer[name] = (OPTION, _fitting(OPTION, name, _words(name, given)))
    return layer


def _flat(table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for section, content in table.items():
        if isinstance(content, dict):
            yield from ((f"{section}.{field}", given) for field, given in content.items())
        else:
            yield str(section), content


def _read(file: Path) -> dict[str, Any]:
    try:
        found = file.stat()
        if not stat.S_ISREG(found.st_mode):  # a pipe would be waited for, a device read for ever
            raise SettingsError(
                f"{file} is no file of settings but {_kind(found.st_mode)}; put a file there, or nothing"
            )
        if found.st_size > LARGEST:
            raise SettingsError(
                f"{file} has {found.st_size} bytes, more than settings can have; put the right file there"
            )
        return msgspec.toml.decode(file.read_bytes(), type=dict[str, Any])
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise SettingsError(f"{file}: {error.strerror}; mend the file") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: {error}; mend the file") from error


def _kind(mode: int) -> str:
    """What stands in the place of a file."""
    kinds = {stat.S_IFDIR: "a folder", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket"}
    return kinds.get(stat.S_IFMT(mode), "a device")


def _words(name: str, given: str) -> object:
    """A list where the setting is one: `lv,en`."""
    listed = isinstance(value(Settings(), name), tuple) if name in known() else False
    return [part.strip() for part in given.split(",") if part.strip()] if listed else given


def _near(name: str, known: Collection[str]) -> str:
    """`; did you mean …?`, by the whole name or by its last part."""
    import difflib

    last = [each for each in known if each.rpartition(".")[2] == name.rpartition(".")[2]]
    near = difflib.get_close_matches(name, known, 1) or last
    return f"; did you mean {near[0]}?" if near else "; `kiosk settings show` lists them all"


def _misfit(name: str, given: object) -> str:
    """Why `given` is not a value of the setting `name`; empty when it is."""
    section, _, field = name.partition(".")
    try:
        msgspec.convert({section: {field: given}}, Settings, strict=False)
    except msgspec.ValidationError as error:
        return f"{given!r} does not fit: {str(error).partition(' - ')[0]}"
    return ""


def _fitting(origin: str, name: str, given: object) -> object:
    """`given`; SettingsError when the setting does not exist or the value does not fit."""
    if name not in known():
        raise SettingsError(f"{origin}: there is no setting {name}{_near(name, sorted(known()))}")
    if wrong := _misfit(name, given):
        raise SettingsError(f"{origin}: {name} = {wrong}")
    return given


def _decode(merged: Layer) -> Settings:
    sections: dict[str, dict[str, object]] = {}
    for name, (_origin, given) in merged.items():
        section, _, field = name.partition(".")
        sections.setdefault(section, {})[field] = given
    return msgspec.convert(sections, Settings, strict=False)
