"""What the commands of a city's desk share: the repository that they work on, and where its passphrases come from."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from kiosk.commands.options import Folder
from kiosk.errors import PublishError
from kiosk.publishing.repository import Repository
from kiosk.publishing.role_keys import Keys

if TYPE_CHECKING:
    from pathlib import Path

REPO = click.argument("repo", metavar="REPO", type=Folder())


def repository(folder: Path) -> Repository:
    """The repository in a folder; whoever signs is asked for the passphrases."""
    return Repository(folder, Keys(folder, _passphrase))


def _passphrase(kind: str, new: bool) -> str:  # noqa: FBT001 (the keys ask with these two)
    """From the environment, a prompt, or a line on standard input."""
    variable = f"KIOSK_{kind.upper()}_PASSPHRASE"
    for name in (variable, "KIOSK_PASSPHRASE"):
        if given := os.environ.get(name):
            return given
    words = f"Passphrase of the {kind} keys"
    if sys.stdin.isatty():
        return str(click.prompt(words, hide_input=True, confirmation_prompt=new, err=True))
    line = sys.stdin.readline().rstrip("\n")
    if not line:
        message = f"the {kind} keys need a passphrase; start this on a terminal, or set {variable}"
        raise PublishError(message)
    return line
