"""How a command ends: done, failed in one sentence, or interrupted; the same for the screen and for the command line."""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING

from kiosk.errors import KioskError

if TYPE_CHECKING:
    from collections.abc import Callable

FAILED = 1
INTERRUPTED = 130
"""As a shell has it: 128 and the number of SIGINT."""

STREAMS = ("stdin", "stdout", "stderr")
"""By their descriptors, 0 to 2."""


def connected() -> None:
    """Opens what the process was started without of its three streams: else the next file of ours would take their place."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) < len(STREAMS):
        os.set_inheritable(descriptor, True)
    os.close(descriptor)
    for descriptor, name in enumerate(STREAMS):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(descriptor, "w" if descriptor else "r", encoding="utf-8"))


def guarded(act: Callable[[], int]) -> int:
    """The exit code of `act`: its own, or 1 with one sentence on standard error, or 130 where somebody interrupted it."""
    try:
        code = act()
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except KioskError as error:
        print(error, file=sys.stderr)  # noqa: T201 - it is said to a person
        return FAILED
    except BrokenPipeError:
        # Whoever read our output has gone; Python must not stumble over it again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception:
        logging.getLogger("kiosk").exception("a bug in this command")
        print("That went wrong by a mistake of ours; please report the lines above.", file=sys.stderr)  # noqa: T201 - as above
        return FAILED
    return code
