"""The `kiosk` command: finds the subcommand, loads only that, and says in one sentence what a person can mend."""

from __future__ import annotations

import gc
import importlib
import sys
from typing import Any

import click

from kiosk import log
from kiosk.outcome import INTERRUPTED, connected, guarded

COMMANDS = {
    "run": ("kiosk.commands.run", "command", "Show the kiosk on this display."),
    "tour": ("kiosk.commands.tour", "command", "Take a picture of every screen, without a display."),
    "search": ("kiosk.commands.search", "command", "Find services."),
    "handout": ("kiosk.commands.handout", "command", "Make a slip to take away."),
    "form": ("kiosk.commands.form", "group", "Fill in, print and take over forms."),
    "content": ("kiosk.commands.content", "group", "Check, translate and build content."),
    "publish": ("kiosk.commands.publish", "group", "Sign packs and put them where terminals fetch them."),
    "enrol": ("kiosk.commands.enrol", "command", "Make this terminal one of a city."),
    "sync": ("kiosk.commands.sync", "command", "Fetch the city's newest pack."),
    "settings": ("kiosk.commands.settings", "group", "Show what is set, and by whom."),
    "status": ("kiosk.commands.status", "command", "Say which pack this terminal shows."),
    "doctor": ("kiosk.commands.doctor", "command", "Say what this machine lacks."),
}
"""Name to module, attribute and the line of `kiosk --help`."""


class LazyGroup(click.Group):
    """Imports a subcommand when it is asked for: `kiosk run` must not wait for spreadsheets and tables."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """All names, in the order of a day's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command itself; a name that does not exist is a misuse, with the nearest name."""
        if name not in COMMANDS:
            raise click.exceptions.NoSuchCommand(name, possibilities=COMMANDS, ctx=ctx)
        module, attribute, _line = COMMANDS[name]
        gc.disable()  # what is imported stays: looking through it again and again costs a tenth of the time
        found: click.Command = getattr(importlib.import_module(module), attribute)
        gc.enable()
        return found

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of `--help`, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_module, _attribute, line) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: kiosk run --windowed --language ar",
)
@click.version_option(package_name="kiosk")
def group() -> None:
    """A city's services in the visitor's own language, without a network."""


def main(arguments: list[str] | None = None) -> int:
    """Runs a command line (by default the process's own); 0 done, 1 failed with one sentence, 2 misused, 130 interrupted."""
    return guarded(lambda: _code(arguments))


def _code(arguments: list[str] | None) -> int:
    try:
        result: Any = group.main(arguments, prog_name="kiosk", standalone_mode=False)
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    return result if isinstance(result, int) else 0


def entry() -> None:
    """The command line alone, as a process."""
    connected()
    log.start(visitors=False)
    sys.exit(main())
