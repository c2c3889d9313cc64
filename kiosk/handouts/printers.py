"""Printers: a port, the queues of CUPS behind it, and a folder for trials.

A slip goes from memory into the standard input of `lp`; no file of it is ever written here. What CUPS itself keeps is
a matter of its settings (docs/handouts.md). Nobody is told "printed": a printer that takes a slip may still be out of paper.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import Protocol

from kiosk.errors import PrinterError

TITLE = "Kiosk"
"""What a slip is called in the queue: the same for every visitor and every service."""

PATIENCE = 10.0
"""Seconds that CUPS may take to answer before we say that it does not."""


_PREAMBLE = re.compile(r"^\S*lp(stat)?: (Error - )?")


class State(StrEnum):
    """What is known of a printer: it takes slips, IT or a fault has stopped it, or nobody answers."""

    READY = "ready"
    STOPPED = "stopped"
    SILENT = "silent"


class Printer(Protocol):
    """Takes slips."""

    def print(self, document: bytes, title: str = TITLE) -> None:
        """Hands a PDF over; PrinterError when it is not taken. title: neutral, it may stay in a log."""

    def state(self) -> State:
        """Whether it would take a slip now."""


@dataclass(frozen=True, slots=True)
class LpPrinter:
    """A queue of CUPS, through `lp` and `lpstat`. queue: its name there. patience: seconds."""

    queue: str
    patience: float = PATIENCE

    def print(self, document: bytes, title: str = TITLE) -> None:
        """Sends a PDF to the queue; PrinterError when CUPS does not take it in time.

        A stopped queue would take it and keep it on the disk for whoever starts the printer next: it gets nothing.
        """
        if self.state() is State.STOPPED:
            message = f"The printer {self.queue} is stopped; start it with `cupsenable {self.queue}`."
            raise PrinterError(message)
        self._run("lp", "-s", "-d", self.queue, "-t", title, "-", document=document)

    def state(self) -> State:
        """Ready when the queue is enabled and accepts slips."""
        try:
            said = self._run("lpstat", "-p", self.queue, "-a", self.queue)
        except PrinterError:
            return State.SILENT
        lines = said.splitlines()
        disabled = any(line.startswith(f"printer {self.queue} disabled") for line in lines)
        accepting = any(line.startswith(f"{self.queue} accepting") for line in lines)
        return State.READY if accepting and not disabled else State.STOPPED

    def _run(self, name: str, *arguments: str, document: bytes = b"") -> str:
        program = shutil.which(name)
        if program is None:
            message = f"The command {name} is missing; install the package cups-client."
            raise PrinterError(message)
        try:
            done = subprocess.run(  # noqa: S603 - a program of CUPS with a queue's name that the settings have checked
                [program, *arguments],
                input=document,
                capture_output=True,
                check=False,
                timeout=self.patience,
                env={**os.environ, "LC_ALL": "C"},
            )
        except subprocess.TimeoutExpired as error:
            message = f"The printer {self.queue} does not answer; see whether CUPS runs with `lpstat -r`."
            raise PrinterError(message) from error
        except OSError as error:
            message = f"The command {name} cannot be started ({error.strerror}); install the package cups-client again."
            raise PrinterError(message) from error
        if done.returncode != 0:
            said = " ".join(done.stderr.decode(errors="replace").split())
            reason = _PREAMBLE.sub("", said).rstrip(".")
            message = (
                f"The printer {self.queue} did not take the slip ({reason or name}); see `lpstat -p {self.queue}`."
            )
            raise PrinterError(message)
        return done.stdout.decode(errors="replace")


@dataclass(frozen=True, slots=True)
class FolderPrinter:
    """A folder that takes slips as `slip-1.pdf`, `slip-2.pdf`, … It keeps what visitors print: for trials alone."""

    folder: Path

    def print(self, document: bytes, title: str = TITLE) -> None:  # noqa: ARG002 - the port's; a file has no title to show
        """Writes a PDF whole or not at all; PrinterError when the folder cannot be written."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.folder, prefix=".slip-", delete=True) as file:
                file.write(document)
                file.flush()
                self._name(Path(file.name))
        except OSError as error:
            message = f"The folder {self.folder} cannot take the slip ({error.strerror}); name another one in printing.folder."
            raise PrinterError(message) from error

    def _name(self, written: Path) -> None:
        """Gives a finished file the first number that is free, also when two kiosks share the folder."""
        for number in count(1):
            try:
                (self.folder / f"slip-{number}.pdf").hardlink_to(written)
            except FileExistsError:
                continue
            return

    def state(self) -> State:
        """Ready while the folder, or the one above it, can be written."""
        place = self.folder if self.folder.exists() else self.folder.parent
        return State.READY if os.access(place, os.W_OK) else State.STOPPED
