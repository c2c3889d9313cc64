"""Keeps what a visitor types out of core files and away from other processes (design, section 2, Memory).

SQLite's part is where its connections are made: each says `PRAGMA temp_store = MEMORY`. Qt's part is in `kiosk.ui`.
"""

from __future__ import annotations

import ctypes
import os
import resource
import sys

_PR_SET_DUMPABLE = 4
"""prctl(2). A process that is not dumpable leaves no core anywhere, not even in a pipe to a crash reporter (core(5)),
and cannot be read by others of the same user through /proc or ptrace(2)."""


def seal() -> None:
    """Forbids core files and being read from outside; call it before anything is typed.

    Linux; elsewhere only the limit on core files holds. OSError when the system refuses, as then the promise is broken.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux" and ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"the memory of this process cannot be sealed: {os.strerror(number)}")
