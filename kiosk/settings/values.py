"""What can be set, section by section: one frozen value with its defaults, and a description of each setting."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

COARSEST = 20
"""Pixels an inch of the coarsest display that anybody stands before: a wall of two metres."""

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

    def __post_init__(self) -> None:
        """ValueError for a density at which nothing could be seen."""
        if 0 < self.ppi < COARSEST:
            message = f"Expected 0 or at least {COARSEST}"
            raise ValueError(message)


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
            description="Local time in which nothing is fetched, such as 08:00-18:00; empty for none.",
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
