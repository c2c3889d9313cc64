"""The `kiosk` command: finds the subcommand, loads only that, and says in one sentence what a person can mend."""

from __future__ import annotations

import importlib
import logging
import os
import sys
from typing import Any

import click

from kiosk import log
from kiosk.errors import KioskError

FAILED = 1
INTERRUPTED = 130
"""As a shell has it: 128 and the number of SIGINT."""

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
    """Runs a command line (by default the process's own); 0 done, 1 failed with one sentence, 2 misused, 130 interrupted."""
    try:
        result: Any = group.main(arguments, prog_name="kiosk", standalone_mode=False)
        sys.stdout.flush()
    except (click.exceptions.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except KioskError as error:
        click.echo(str(error), err=True)
        return FAILED
    except BrokenPipeError:
        # Whoever read our output has gone; Python must not stumble over it again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception:
        logging.getLogger("kiosk").exception("a bug in this command")
        click.echo("That went wrong by a mistake of ours; please report the lines above.", err=True)
        return FAILED
    return result if isinstance(result, int) else 0


def entry() -> None:
    """The installed command: one process, one command line."""
    log.start(visitors=False)
    sys.exit(main())
