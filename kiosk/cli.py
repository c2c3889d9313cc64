"""The `kiosk` command: finds the subcommand, loads only that, and says in one sentence what a person can mend."""

from __future__ import annotations

import importlib
import logging
import os
import sys
from typing import Any

import click

from kiosk.errors import KioskError

COMMANDS = {
    "run": ("kiosk.commands.run", "command", "Show the kiosk."),
    "tour": ("kiosk.commands.tour", "command", "Take a picture of every screen."),
    "search": ("kiosk.commands.search", "command", "Find services."),
    "handout": ("kiosk.commands.handout", "command", "Make a slip."),
    "content": ("kiosk.commands.content", "group", "Check, translate and build content."),
    "settings": ("kiosk.commands.settings", "group", "Show the settings."),
    "status": ("kiosk.commands.status", "command", "Say what this terminal shows."),
    "doctor": ("kiosk.commands.doctor", "command", "Say what is missing."),
}
"""Name to module, attribute and the line of `kiosk --help`."""


class LazyGroup(click.Group):
    """Imports a subcommand when it is asked for: `kiosk run` must not wait for spreadsheets and tables."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """All names, in the order of a day's work."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """The command itself."""
        if name not in COMMANDS:
            return None
        module, attribute, _line = COMMANDS[name]
        found: click.Command = getattr(importlib.import_module(module), attribute)
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
    """Runs a command line; 0 done, 1 failed with one sentence, 2 misused, 130 interrupted."""
    try:
        result: Any = group.main(arguments, standalone_mode=False)
    except click.exceptions.Abort:
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except KioskError as error:
        click.echo(str(error), err=True)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:
        logging.getLogger("kiosk").exception("a bug in this command")
        click.echo("Something went wrong that is our mistake; please report it with the lines above.", err=True)
        return 1
    return result if isinstance(result, int) else 0


def entry() -> None:
    """The installed command."""
    sys.exit(main())
