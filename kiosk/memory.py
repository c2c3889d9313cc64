"""Keeps what a visitor types out of core files and away from other processes (design, section 2, Memory)."""

from __future__ import annotations

import ctypes
import resource
import sys

_PR_SET_DUMPABLE = 4


def seal() -> None:
    """No core files, no debugger of the same user; called before anything is typed. Linux only, elsewhere only the limit."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
