"""Runs the command line as somebody whom permissions bind, also where the tests run as root."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys

_DROP = 24
"""PR_CAPBSET_DROP of prctl(2)."""

_OVERRIDES = (1, 2)
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: what lets root read and write everything."""


def _ordinary() -> None:
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in _OVERRIDES:
            libc.prctl(_DROP, capability, 0, 0, 0)


def kiosk(*arguments: object) -> subprocess.CompletedProcess[str]:
    """`kiosk ARGUMENTS` in a process of its own."""
    program = "import sys; from kiosk.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(command, check=False, capture_output=True, text=True, preexec_fn=_ordinary)
