"""Settings: one frozen value, decoded from layers that each may say less than the one before.

Defaults < what a trusted pack recommends < /etc/kiosk/kiosk.toml < DATA/kiosk.toml < environment < option. A name that does
not exist is an error in a file, an option or the environment; in a pack it is ignored with a warning (design, section 2).
"""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
from msgspec import Meta

from kiosk.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SYSTEM_FILE = Path("/etc/kiosk/kiosk.toml")
FILE_NAME = "kiosk.toml"
PREFIX = "KIOSK_"

Density = Annotated[float, Meta(ge=0, le=1000, description="Pixels an inch of the display; 0 asks the display.")]
Colour = Annotated[
    str,
    Meta(
        pattern="^#[0-9a-f]{6}$",
        description="The city's accent colour, #rrggbb; it is darkened or lightened until it can be read.",
    ),
]
Seconds = Annotated[int, Meta(ge=20, le=3600)]


class Screen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The display."""

    ppi: Density = 0.0
    windowed: Annotated[
        bool, Meta(description="A window instead of the whole display, for trials; the ways out stay open.")
    ] = False
    size: Annotated[
        str,
        Meta(
            pattern=r"^(\d+x\d+)?$",
            description="Size of the window in pixels, such as 1080x1920; empty for the default.",
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

    first: Annotated[str, Meta(description="BCP 47 tag of the first screen's words.")] = "en"
    fallback: Annotated[
        tuple[str, ...],
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


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that can be set."""

    screen: Screen = Screen()
    idle: Idle = Idle()
    look: Look = Look()
    languages: Languages = Languages()
    printing: Printing = Printing()


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


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings, where each value came from (`default` is not listed), and what a pack said in vain."""

    settings: Settings
    origins: Mapping[str, str]
    warnings: tuple[str, ...]


def names() -> dict[str, str]:
    """Every setting as `section.name`, with its description."""
    described = {}
    for section in msgspec.structs.fields(Settings):
        for field in msgspec.structs.fields(section.type):
            meta = field.type
            parts = [
                extra.description
                for extra in getattr(meta, "__metadata__", ())
                if isinstance(extra, Meta) and extra.description
            ]
            described[f"{section.name}.{field.name}"] = parts[-1] if parts else ""
    return described


def value(settings: Settings, name: str) -> object:
    """The value of `section.name`."""
    section, _, field = name.partition(".")
    return getattr(getattr(settings, section), field)


def load(
    data: Path | None,
    *,
    pack: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] = os.environ,
    options: Sequence[str] = (),
    system: Path = SYSTEM_FILE,
) -> Loaded:
    """Reads all layers. SettingsError names the file and the setting."""
    merged: dict[str, Any] = {}
    origins: dict[str, str] = {}
    warnings: list[str] = []
    known = names()
    for name, given in _flat(pack or {}):
        if name in FROM_PACK:
            merged[name], origins[name] = given, "pack"
        else:
            warnings.append(f"the pack's setting {name} is ignored; it is not for a pack to say")
    for file in (system, *([data / FILE_NAME] if data else [])):
        for name, given in _flat(_read(file)):
            _must_exist(name, known, str(file))
            merged[name], origins[name] = given, str(file)
    for name in known:
        variable = PREFIX + name.upper().replace(".", "_")
        if variable in environment:
            merged[name], origins[name] = _word(name, environment[variable]), variable
    for option in options:
        name, equals, given = option.partition("=")
        if not equals:
            message = f"--set {option}: write NAME=VALUE, such as screen.ppi=149"
            raise SettingsError(message)
        _must_exist(name, known, "--set")
        merged[name], origins[name] = _word(name, given), "--set"
    return Loaded(_decode(merged, origins), origins, tuple(warnings))


def _flat(table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for section, content in table.items():
        if isinstance(content, dict):
            yield from ((f"{section}.{field}", given) for field, given in content.items())
        else:
            yield str(section), content


def _read(file: Path) -> dict[str, Any]:
    try:
        return msgspec.toml.decode(file.read_bytes(), type=dict[str, Any])
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        message = f"{file}: {error}; mend the file"
        raise SettingsError(message) from error


def _must_exist(name: str, known: Mapping[str, str], where: str) -> None:
    if name not in known:
        near = difflib.get_close_matches(name, known, 1)
        hint = f"did you mean {near[0]}?" if near else "`kiosk settings show` lists them all"
        message = f"{where}: there is no setting {name}; {hint}"
        raise SettingsError(message)


def _word(name: str, given: str) -> object:
    return [part.strip() for part in given.split(",") if part.strip()] if name == "languages.fallback" else given


def _decode(merged: Mapping[str, Any], origins: Mapping[str, str]) -> Settings:
    sections: dict[str, dict[str, Any]] = {}
    types = {section.name: section.type for section in msgspec.structs.fields(Settings)}
    for name, given in merged.items():
        section, _, field = name.partition(".")
        try:
            msgspec.convert({field: given}, types[section], strict=False)
        except msgspec.ValidationError as error:
            message = f"{origins[name]}: {name} = {given!r} does not fit: {str(error).partition(' - ')[0]}"
            raise SettingsError(message) from error
        sections.setdefault(section, {})[field] = given
    return msgspec.convert(sections, Settings, strict=False)
