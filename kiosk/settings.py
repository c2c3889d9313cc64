"""Settings: one frozen value, decoded from layers that each may say less than the one before.

Defaults < what a trusted pack recommends < /etc/kiosk/kiosk.toml < DATA/kiosk.toml < environment < option. What does not
exist or does not fit is an error in a file or an option, where somebody looks. In a pack it is ignored with a warning, as one
bad line must not darken every terminal of a city; so is a KIOSK_ variable that may belong to another program.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
from msgspec import Meta

from kiosk.errors import SettingsError

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

PACK = "pack"
OPTION = "--set"

Density = Annotated[float, Meta(ge=0, le=1000, description="Pixels an inch of the display; 0 asks the display.")]
Colour = Annotated[
    str,
    Meta(
        pattern="^#[0-9a-f]{6}$",
        description="The city's accent colour, #rrggbb; it is darkened or lightened until it can be read.",
    ),
]
Seconds = Annotated[int, Meta(ge=20, le=3600)]
Tag = Annotated[str, Meta(pattern="^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]


class Screen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The display."""

    ppi: Density = 0.0
    windowed: Annotated[
        bool, Meta(description="A window instead of the whole display, for trials; the ways out stay open.")
    ] = False
    size: Annotated[
        str,
        Meta(
            pattern=r"^([1-9]\d{2,3}x[1-9]\d{2,3})?$",
            description="Size of the window in pixels, such as 1080x1920, 100 to 9999 each; empty for the default.",
        ),
    ] = ""
    renderer: Annotated[
        Literal["software", "rhi"], Meta(description="How Qt Quick draws: software needs no GPU, rhi uses one.")
    ] = "software"


class Idle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a visitor is taken to have gone."""

    seconds: Annotated[Seconds, Meta(description="Seconds untouched before the warning.")] = 60
    form_seconds: Annotated[Seconds, Meta(description="The same inside a form or a slip's preview.")] = 180
    warning_seconds: Annotated[
        Seconds, Meta(description="Seconds that the warning counts down; WCAG 2.2, 2.2.1 asks at least 20.")
    ] = 30


class Look(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The city's own look."""

    accent: Colour = "#0b5b5e"


class Languages(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Languages of the screen."""

    first: Annotated[Tag, Meta(description="BCP 47 tag of the first screen's words.")] = "en"
    fallback: Annotated[
        tuple[Tag, ...],
        Meta(description="Languages to look in when the visitor's has no text, before the official one."),
    ] = ("en",)


class Printing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The printer of the slips."""

    queue: Annotated[
        str,
        Meta(
            pattern="^[A-Za-z0-9_.-]*$",
            description="CUPS queue; empty for none, then the slip goes to the visitor's phone.",
        ),
    ] = ""
    folder: Annotated[
        str, Meta(description="With screen.windowed: a folder that takes slips as PDF files, for trials.")
    ] = ""
    paper: Annotated[Literal["80mm", "a4"], Meta(description="Paper in the printer.")] = "80mm"
    dpi: Annotated[
        int, Meta(ge=100, le=1200, description="Dots an inch of the printer; codes are read back at this density.")
    ] = 203


class Sound(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is heard."""

    volume: Annotated[
        int, Meta(ge=0, le=100, description="Loudness of the screen's own sounds in percent; 0 is silent.")
    ] = 70


class Sync(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How packs are fetched; from where is no setting, but what the terminal is enrolled with."""

    interval_minutes: Annotated[
        int, Meta(ge=1, le=10_080, description="Minutes between two looks at the origin, spread by a quarter.")
    ] = 15
    proxy: Annotated[
        str,
        Meta(
            description="Proxy on the way, such as http://proxy:3128; empty asks HTTPS_PROXY and NO_PROXY, none is none."
        ),
    ] = ""
    ca_file: Annotated[
        str, Meta(description="PEM file of a private authority that signed the origin's certificate.")
    ] = ""
    timeout_seconds: Annotated[
        int, Meta(ge=1, le=3600, description="Seconds of silence after which a line counts as dead.")
    ] = 30
    limit_kib: Annotated[
        int, Meta(ge=0, description="Most KiB a second; 0 for no limit. An urgent takedown does not wait.")
    ] = 0
    quiet_hours: Annotated[
        str,
        Meta(
            pattern=r"^(([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)?$",
            description="Local time in which no pack is fetched, such as 08:00-18:00; empty for none. An urgent takedown does not wait.",
        ),
    ] = ""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that can be set."""

    screen: Screen = Screen()
    idle: Idle = Idle()
    look: Look = Look()
    languages: Languages = Languages()
    printing: Printing = Printing()
    sound: Sound = Sound()
    sync: Sync = Sync()


FROM_PACK = frozenset(
    {
        "look.accent",
        "languages.first",
        "languages.fallback",
        "idle.seconds",
        "idle.form_seconds",
        "idle.warning_seconds",
    }
)
"""What a pack may recommend; never printers, paths, origin or trust."""

OF_THE_PACK = frozenset({"help_desk"})
"""What `kiosk:` in a pack says of the pack's own content; it is no setting, and counts in every pack."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings, where each value came from (`default` is not listed), and what was said in vain."""

    settings: Settings
    origins: Mapping[str, str]
    warnings: tuple[str, ...]


@cache
def known() -> frozenset[str]:
    """Every setting as `section.name`; each start asks, and reading their descriptions would take it 10 ms."""
    sections = Settings()
    return frozenset(
        f"{section}.{field}"
        for section in sections.__struct_fields__
        for field in getattr(sections, section).__struct_fields__
    )


def names() -> dict[str, str]:
    """Every setting as `section.name`, with its description."""
    return {
        f"{section.name}.{field.name}": " ".join(
            extra.description
            for extra in getattr(field.type, "__metadata__", ())
            if isinstance(extra, Meta) and extra.description
        )
        for section in msgspec.structs.fields(Settings)
        for field in msgspec.structs.fields(section.type)
    }


def value(settings: Settings, name: str) -> object:
    """The value of `section.name`."""
    section, _, field = name.partition(".")
    return getattr(getattr(settings, section), field)


def variable(name: str) -> str:
    """The environment variable that sets `section.name`."""
    return PREFIX + name.upper().replace(".", "_")


def load(
    data: Path | None,
    *,
    pack: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] = os.environ,
    options: Sequence[str] = (),
    system: Path | None = None,
) -> Loaded:
    """Reads all layers; `pack` is what a trusted pack recommends. SettingsError names the file and the setting."""
    warnings: list[str] = []
    merged = {
        **_from_pack(pack or {}, warnings),
        **_from_file(system or SYSTEM_FILE),
        **(_from_file(data / FILE_NAME) if data else {}),
        **_from_environment(environment, warnings),
        **_from_options(options),
    }
    origins = {name: origin for name, (origin, _given) in merged.items()}
    return Loaded(_decode(merged), origins, tuple(warnings))


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
        return msgspec.toml.decode(file.read_bytes(), type=dict[str, Any])
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: {error}; mend the file") from error


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
